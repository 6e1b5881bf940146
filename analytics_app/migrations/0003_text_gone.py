from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("analytics_app", "0002_captures_without_foreign_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="text_gone",
            field=models.CharField(
                choices=[("retention", "retention"), ("erasure", "erasure")], max_length=10, null=True
            ),
        ),
    ]
