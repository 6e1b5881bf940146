"""Since when an account is official, and of the registry's columns the public ones for the public's role."""

from django.db import migrations, models

from accounts_app.row_security import roles

#: What the public reads of each table; the tables as wholes were open before.
PUBLIC = {
    "accounts_app_officialaccount": (
        "id, public_id, region_id, agency_id, platform, handle, platform_user_id, role, status, attested_at, "
        "archived_at"
    ),
    "accounts_app_agency": "id, region_id, name",
}
#: The log knows when; what was attested before there was a log, counts from its registration.
SINCE = """
UPDATE accounts_app_officialaccount a SET
    attested_at = coalesce((
        SELECT max(e.at) FROM accounts_app_auditevent e
        WHERE e.subject_kind = 'officialaccount' AND e.subject_id = a.public_id
          AND e.action IN ('account_attested', 'account_registered') AND e.new ->> 'status' = 'attested'
    ), CASE WHEN a.status = 'attested' THEN a.created_at END),
    archived_at = CASE WHEN a.status = 'archived' THEN (
        SELECT max(e.at) FROM accounts_app_auditevent e
        WHERE e.subject_kind = 'officialaccount' AND e.subject_id = a.public_id AND e.action = 'account_archived'
    ) END
WHERE a.status <> 'draft'
"""


def narrow(apps, schema_editor):
    _, _, public = roles(schema_editor)
    for table, columns in PUBLIC.items():
        schema_editor.execute(f"REVOKE SELECT ON {table} FROM {public}")
        schema_editor.execute(f"GRANT SELECT ({columns}) ON {table} TO {public}")


def widen(apps, schema_editor):
    _, _, public = roles(schema_editor)
    for table in PUBLIC:
        schema_editor.execute(f"GRANT SELECT ON {table} TO {public}")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_app", "0006_breach_register"),
        ("analytics_app", "0004_row_level_security"),
    ]

    operations = [
        migrations.AddField(
            model_name="officialaccount",
            name="attested_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="officialaccount",
            name="archived_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunSQL(SINCE, migrations.RunSQL.noop),
        migrations.RunPython(narrow, widen),
    ]
