from django.conf import settings
from django.db import migrations, models
from django.db.models.functions.datetime import Now

TABLES = ("accounts_app_auditevent", "accounts_app_auditseal")

# Whoever writes an event holds this lock in common until the transaction ends; who seals a day asks for it alone. So
# no event of a sealed day can come later, however long its transaction took. The number is audit_seal.LOCK.
STAMP = """
CREATE FUNCTION accounts_app_audit_stamp() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7415003);
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER audit_stamp BEFORE INSERT ON accounts_app_auditevent
    FOR EACH ROW EXECUTE FUNCTION accounts_app_audit_stamp();
"""
REFUSE = """
CREATE FUNCTION accounts_app_audit_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'the audit log only grows: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""
DROP = "DROP FUNCTION accounts_app_audit_stamp() CASCADE; DROP FUNCTION accounts_app_audit_refuse() CASCADE;"


def guard_tables(apps, schema_editor):
    """The application's role may add and read; triggers stop the owner too."""
    owner, role = schema_editor.connection.settings_dict["USER"], settings.DATABASE_APP_ROLE
    schema_editor.execute(STAMP, params=None)
    schema_editor.execute(REFUSE, params=None)
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION accounts_app_audit_refuse()"
        )
        schema_editor.execute(
            f"CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION accounts_app_audit_refuse()"
        )
        if role != owner:
            schema_editor.execute(
                f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {schema_editor.quote_name(role)}"
            )


def unguard_tables(apps, schema_editor):
    schema_editor.execute(DROP, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_app", "0004_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("n_events", models.PositiveIntegerField()),
                ("rows", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"ordering": ["day"]},
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_default=Now(), editable=False, verbose_name="waktu")),
                ("action", models.CharField(max_length=40, verbose_name="tindakan")),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(blank=True, max_length=254, verbose_name="pelaku")),
                ("actor_roles", models.JSONField(default=list)),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.CharField(blank=True, max_length=64)),
                ("subject_name", models.CharField(blank=True, max_length=254, verbose_name="objek")),
                ("region_code", models.CharField(blank=True, max_length=8, verbose_name="wilayah")),
                ("address", models.CharField(blank=True, max_length=50, verbose_name="jaringan asal")),
                ("old", models.JSONField(null=True, verbose_name="sebelum")),
                ("new", models.JSONField(null=True, verbose_name="sesudah")),
            ],
            options={
                "verbose_name": "kejadian",
                "verbose_name_plural": "jejak audit",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["at"], name="audit_at"),
                    models.Index(fields=["subject_kind", "subject_id"], name="audit_subject"),
                    models.Index(fields=["actor_id"], name="audit_actor"),
                ],
            },
        ),
        migrations.RunPython(guard_tables, unguard_tables),
    ]
