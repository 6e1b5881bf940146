import django.db.models.deletion
from django.db import migrations, models

from accounts_app.row_security import roles

TABLE = "analytics_app_indicatorvalue"
GUARDS = f"""
CREATE FUNCTION analytics_app_value_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    superseded timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        superseded := NEW.superseded_at;
        NEW.superseded_at := NULL;
        IF OLD.superseded_at IS NULL AND superseded IS NOT NULL AND NEW IS NOT DISTINCT FROM OLD THEN
            NEW.superseded_at := superseded;
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'values are superseded, never changed: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER value_append_only BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION analytics_app_value_refuse();
CREATE TRIGGER value_never_emptied BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_app_value_refuse();
"""


def guard(apps, schema_editor):
    """Triggers stop the owner too; the roles of application and pages lose the right to remove."""
    schema_editor.execute(GUARDS, params=None)
    for role in (quoted for quoted in roles(schema_editor)[:2] if quoted != owner(schema_editor)):
        schema_editor.execute(f"REVOKE DELETE, TRUNCATE ON {TABLE} FROM {role}")


def unguard(apps, schema_editor):
    schema_editor.execute("DROP FUNCTION analytics_app_value_refuse() CASCADE", params=None)


def owner(schema_editor):
    return schema_editor.quote_name(schema_editor.connection.settings_dict["USER"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_app", "0005_audit_log"),
        ("analytics_app", "0005_coding_bench"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="indicatorvalue",
            name="indicator_value_once",
        ),
        migrations.RemoveIndex(
            model_name="indicatorvalue",
            name="value_of_region",
        ),
        migrations.RemoveIndex(
            model_name="indicatorvalue",
            name="value_of_account",
        ),
        migrations.RemoveIndex(
            model_name="indicatorvalue",
            name="value_nationwide",
        ),
        migrations.AddField(
            model_name="indicatorvalue",
            name="cause",
            field=models.CharField(
                choices=[("first", "First"), ("data", "Data"), ("rules", "Rules"), ("erratum", "Erratum")],
                default="first",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="indicatorvalue",
            name="code_version",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="indicatorvalue",
            name="data_version",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name="indicatorvalue",
            name="deadline_rules_version",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="indicatorvalue",
            name="replaces",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="analytics_app.indicatorvalue",
            ),
        ),
        migrations.AddField(
            model_name="indicatorvalue",
            name="superseded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="indicatorvalue",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="indicator_values",
                to="accounts_app.officialaccount",
            ),
        ),
        migrations.AddIndex(
            model_name="indicatorvalue",
            index=models.Index(
                condition=models.Q(("region__isnull", False), ("superseded_at", None)),
                fields=["region", "as_of"],
                name="value_of_region",
            ),
        ),
        migrations.AddIndex(
            model_name="indicatorvalue",
            index=models.Index(
                condition=models.Q(("account__isnull", False), ("superseded_at", None)),
                fields=["account", "as_of"],
                name="value_of_account",
            ),
        ),
        migrations.AddIndex(
            model_name="indicatorvalue",
            index=models.Index(
                condition=models.Q(("region__isnull", False), ("superseded_at", None)),
                fields=["indicator", "as_of"],
                name="value_nationwide",
            ),
        ),
        migrations.AddIndex(
            model_name="indicatorvalue",
            index=models.Index(
                condition=models.Q(("superseded_at", None), _negated=True),
                fields=["region", "account", "as_of"],
                name="value_history",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorvalue",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("account", "region", "pool", "indicator", "as_of", "method_version"),
                name="current_value_once",
                nulls_distinct=False,
            ),
        ),
        migrations.RunPython(guard, unguard),
    ]
