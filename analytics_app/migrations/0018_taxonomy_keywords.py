"""Keywords that administrators add to the taxonomy's classes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("analytics_app", "0017_disappearances"),
    ]

    operations = [
        migrations.CreateModel(
            name="TaxonomyKeyword",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=20)),
                ("class_id", models.CharField(max_length=40)),
                ("keyword", models.CharField(max_length=60)),
                ("added_change", models.PositiveIntegerField(unique=True)),
                ("added_at", models.DateTimeField()),
                ("removed_change", models.PositiveIntegerField(null=True, unique=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_change", None)),
                        fields=("task", "keyword"),
                        name="keyword_in_use_once",
                    )
                ],
            },
        ),
    ]
