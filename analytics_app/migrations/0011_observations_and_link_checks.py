import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_app", "0006_breach_register"),
        ("analytics_app", "0010_labels"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(max_length=500)),
                ("week", models.DateField()),
                ("checked_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("ok", "Ok"),
                            ("status", "Status"),
                            ("refused", "Refused"),
                            ("failed", "Failed"),
                            ("timeout", "Timeout"),
                            ("redirects", "Redirects"),
                        ],
                        max_length=10,
                    ),
                ),
                ("status_code", models.PositiveSmallIntegerField(null=True)),
                ("names_account", models.BooleanField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_checks",
                        to="accounts_app.officialaccount",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "url", "week"), name="link_once_a_week")
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("profile", "profile"),
                            ("search", "search"),
                            ("source_item", "source_item"),
                            ("service", "service"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("key", models.CharField(blank=True, max_length=200)),
                ("data", models.JSONField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("source", models.CharField(max_length=255)),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="accounts_app.officialaccount",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts_app.region",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["region", "kind", "at"], name="observation_of_region")],
            },
        ),
    ]
