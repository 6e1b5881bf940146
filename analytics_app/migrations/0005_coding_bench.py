import accounts_app.public_ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts_app.row_security import roles

#: Codes and what was settled are history: rows are added and read, never changed.
HISTORY = ("analytics_app_code", "analytics_app_adjudication")


def keep_history(apps, schema_editor):
    """Neither services nor pages may change or take away what somebody coded."""
    app, web, _ = roles(schema_editor)
    owner = schema_editor.quote_name(schema_editor.connection.settings_dict["USER"])
    for table in HISTORY:
        schema_editor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {web}")
        if app != owner:
            schema_editor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {app}")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_app", "0005_audit_log"),
        ("analytics_app", "0004_row_level_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CodingItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=accounts_app.public_ids.new_public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("order", models.PositiveIntegerField()),
                (
                    "platform",
                    models.CharField(
                        choices=[
                            ("x", "x"),
                            (
                                "instagram",
                                "instagram",
                            ),
                            (
                                "facebook",
                                "facebook",
                            ),
                            (
                                "tiktok",
                                "tiktok",
                            ),
                            (
                                "youtube",
                                "youtube",
                            ),
                            (
                                "channel",
                                "channel",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("stratum", models.CharField(blank=True, max_length=80)),
                ("weight", models.FloatField()),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="analytics_app.message",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts_app.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Adjudication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_class", models.CharField(max_length=40)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "adjudicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjudications",
                        to="analytics_app.codingitem",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CodingTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=accounts_app.public_ids.new_public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nama")),
                (
                    "label",
                    models.CharField(
                        choices=[
                            (
                                "intent",
                                "intent",
                            ),
                            (
                                "problem",
                                "problem",
                            ),
                            (
                                "service",
                                "service",
                            ),
                            (
                                "sentiment",
                                "sentiment",
                            ),
                            (
                                "topic",
                                "topic",
                            ),
                            (
                                "function_class",
                                "function_class",
                            ),
                            (
                                "personal_data",
                                "personal_data",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "design",
                    models.CharField(
                        choices=[
                            ("random", "Acak"),
                            ("stratified", "Berlapis"),
                            ("uncertainty", "Menurut keraguan mesin"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "strata",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("region", "wilayah"), ("platform", "platform"), ("month", "bulan")],
                            max_length=10,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("seed", models.BigIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("population", models.PositiveIntegerField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("taxonomy_version", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("regions", models.ManyToManyField(related_name="+", to="accounts_app.region")),
            ],
        ),
        migrations.AddField(
            model_name="codingitem",
            name="task",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="analytics_app.codingtask",
            ),
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[("code", "disandi"), ("skip", "dilewati"), ("undo", "diurungkan")],
                        max_length=4,
                    ),
                ),
                ("code_class", models.CharField(blank=True, max_length=40)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "coder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="analytics_app.code",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codes",
                        to="analytics_app.codingitem",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["item", "coder"], name="code_of_coder")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("action", "code"),
                                ("undoes", None),
                                models.Q(("code_class", ""), _negated=True),
                            ),
                            models.Q(("action", "skip"), ("code_class", ""), ("undoes", None)),
                            models.Q(("action", "undo"), ("code_class", ""), ("undoes__isnull", False)),
                            _connector="OR",
                        ),
                        name="code_is_a_class_a_skip_or_an_undo",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="codingtask",
            index=models.Index(fields=["label", "-created_at"], name="coding_task_of_label"),
        ),
        migrations.AddConstraint(
            model_name="codingitem",
            constraint=models.UniqueConstraint(fields=("task", "order"), name="coding_item_order"),
        ),
        migrations.AddConstraint(
            model_name="codingitem",
            constraint=models.UniqueConstraint(fields=("task", "message"), name="coding_item_once"),
        ),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
