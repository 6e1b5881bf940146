from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("analytics_app", "0019_quarter_snapshots_and_job_runs")]

    operations = [
        migrations.AlterField(
            model_name="observation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("profile", "profile"),
                    ("search", "search"),
                    ("source_item", "source_item"),
                    ("service", "service"),
                    ("comments", "comments"),
                    ("register", "register"),
                    ("media", "media"),
                ],
                max_length=12,
            ),
        ),
    ]
