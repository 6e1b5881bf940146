"""What is prepared for the public is frozen by reference; how the product's own work went is written down."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from accounts_app.row_security import publish

TABLE = "analytics_app_quartersnapshot"
#: The public sees what was published; a draft is nobody's business yet.
PUBLIC_ROWS = f"""
    EXISTS (SELECT 1 FROM analytics_app_publication p
            WHERE p.region_id = {TABLE}.region_id AND p.quarter_end = {TABLE}.quarter_end)
"""


def grant(apps, schema_editor):
    publish(schema_editor, TABLE, rows=PUBLIC_ROWS)


def freeze_published(apps, schema_editor):
    """What is public now is frozen as it is shown now."""
    schema_editor.execute(
        f"""
        INSERT INTO {TABLE} (region_id, quarter_end, prepared_at, value_ids, score_ids)
        SELECT p.region_id, p.quarter_end, p.published_at,
            ARRAY(SELECT v.id FROM analytics_app_indicatorvalue v WHERE v.region_id = p.region_id
                  AND v.as_of = p.quarter_end AND v.superseded_at IS NULL ORDER BY v.id),
            ARRAY(SELECT s.id FROM analytics_app_score s WHERE s.region_id = p.region_id
                  AND s.as_of = p.quarter_end AND s.superseded_at IS NULL ORDER BY s.id)
        FROM analytics_app_publication p
        """
    )


class Migration(migrations.Migration):
    dependencies = [("accounts_app", "0006_breach_register"), ("analytics_app", "0018_taxonomy_keywords")]

    operations = [
        migrations.CreateModel(
            name="JobRun",
            fields=[
                ("job", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(null=True)),
                ("error", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="QuarterSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter_end", models.DateField()),
                ("prepared_at", models.DateTimeField()),
                (
                    "value_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "score_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="accounts_app.region",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("region", "quarter_end"), name="snapshot_once")
                ],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(freeze_published, migrations.RunPython.noop),
    ]
