from django.db import migrations, models

from accounts_app.row_security import roles


def withhold(apps, schema_editor):
    """Services alone read and write who asked to be forgotten."""
    _app, web, _public = roles(schema_editor)
    schema_editor.execute(f"REVOKE ALL ON analytics_app_erasedperson FROM {web}")


class Migration(migrations.Migration):
    dependencies = [
        ("analytics_app", "0006_append_only_values"),
    ]

    operations = [
        migrations.CreateModel(
            name="ErasedPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("platform", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=6)),
                ("digest", models.CharField(max_length=32)),
                ("stands_as", models.CharField(max_length=32)),
                ("erased_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("platform", "kind", "digest"), name="erased_name_once")
                ],
            },
        ),
        migrations.RunPython(withhold, migrations.RunPython.noop),
    ]
