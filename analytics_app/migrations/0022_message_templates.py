"""What citizens' messages say, as a hash, so that copies are found; pages see none of it that they need not."""

import django.db.models.deletion
from django.db import migrations, models

from accounts_app.row_security import protect

TABLE = "analytics_app_messagetemplate"


def add(apps, schema_editor):
    visible = f"EXISTS (SELECT 1 FROM analytics_app_message m WHERE m.id = {TABLE}.message_id)"
    protect(schema_editor, TABLE, visible)


def remove(apps, schema_editor):
    schema_editor.execute(f"DROP POLICY all_rows ON {TABLE}")
    schema_editor.execute(f"DROP POLICY rows_of_request ON {TABLE}")
    schema_editor.execute(f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("analytics_app", "0021_peer_readings")]

    operations = [
        migrations.CreateModel(
            name="MessageTemplate",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="analytics_app.message",
                    ),
                ),
                ("template", models.BigIntegerField()),
                ("words", models.PositiveSmallIntegerField()),
                ("written_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["template", "written_at"], name="template_in_time")]},
        ),
        migrations.RunPython(add, remove),
    ]
