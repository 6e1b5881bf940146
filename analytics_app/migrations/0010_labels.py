"""Labels of messages; pages see those of the messages that they see."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts_app.row_security import protect

TABLES = ("analytics_app_label", "analytics_app_stalelabel", "analytics_app_labelcorrection")


def add(apps, schema_editor):
    for table in TABLES:
        protect(
            schema_editor,
            table,
            f"EXISTS (SELECT 1 FROM analytics_app_message m WHERE m.id = {table}.message_id)",
        )


def remove(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f"DROP POLICY all_rows ON {table}")
        schema_editor.execute(f"DROP POLICY rows_of_request ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("analytics_app", "0009_private_messages"),
    ]

    operations = [
        migrations.CreateModel(
            name="Label",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "message_id", "task", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("task", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=40)),
                ("confidence", models.FloatField(null=True)),
                ("source", models.CharField(max_length=8)),
                ("version", models.CharField(max_length=60)),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="labels",
                        to="analytics_app.message",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("source", "person")),
                        fields=["task", "message"],
                        name="label_by_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaleLabel",
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
            ],
        ),
        migrations.CreateModel(
            name="LabelCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=40, null=True)),
                ("old_value", models.CharField(max_length=40, null=True)),
                ("old_source", models.CharField(max_length=8, null=True)),
                ("old_version", models.CharField(max_length=60, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="label_corrections",
                        to="analytics_app.message",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["task", "-at"], name="correction_newest")],
            },
        ),
        migrations.RunPython(add, remove),
    ]
