"""Messages that are gone: what was stated of them, what holds, and whose rows pages see."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts_app.row_security import protect
from analytics_app.choices import Disappearance, Platform, TextGone

TABLE = "analytics_app_disappearancestatement"
WAYS = [(one.value, one.value) for one in Disappearance]
SEEN_BY_IMPORTERS = """
    (SELECT govmonitor_sees_all('imports')) OR region_id = ANY((SELECT govmonitor_regions('imports'))::bigint[])
"""


def add(apps, schema_editor):
    protect(schema_editor, TABLE, SEEN_BY_IMPORTERS)


def remove(apps, schema_editor):
    schema_editor.execute(f"DROP POLICY all_rows ON {TABLE}")
    schema_editor.execute(f"DROP POLICY rows_of_request ON {TABLE}")
    schema_editor.execute(f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("accounts_app", "0007_public_register"),
        ("analytics_app", "0016_register_complete"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="text_gone",
            field=models.CharField(
                choices=[(one.value, one.value) for one in TextGone], max_length=10, null=True
            ),
        ),
        *(
            migrations.AddField(
                model_name=model,
                name="gone",
                field=models.CharField(choices=WAYS, max_length=20, null=True),
            )
            for model in ("message", "thread")
        ),
        *(
            migrations.AddField(model_name=model, name=name, field=models.DateTimeField(null=True))
            for model, name in (("message", "gone_at"), ("message", "gone_by"), ("thread", "gone_at"))
        ),
        migrations.CreateModel(
            name="DisappearanceStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "platform",
                    models.CharField(choices=[(one.value, one.value) for one in Platform], max_length=10),
                ),
                ("platform_id", models.CharField(max_length=200)),
                ("what", models.CharField(choices=WAYS, max_length=20)),
                ("at", models.DateTimeField(null=True)),
                ("stated_at", models.DateTimeField()),
                ("source", models.CharField(max_length=255)),
                ("is_pending", models.BooleanField(default=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts_app.region",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["platform", "platform_id"], name="statement_of_message"),
                    models.Index(
                        condition=models.Q(("is_pending", True)),
                        fields=["is_pending"],
                        name="statement_pending",
                    ),
                    models.Index(fields=["region"], name="statement_of_region"),
                ],
            },
        ),
        migrations.RunPython(add, remove),
    ]
