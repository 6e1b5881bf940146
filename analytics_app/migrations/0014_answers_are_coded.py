"""The quality of answers can be coded."""

from django.db import migrations, models

_LABELS = (
    "intent", "problem", "service", "sentiment", "topic", "function_class", "personal_data", "answer_quality",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("analytics_app", "0013_comments_open")]

    operations = [
        migrations.AlterField(
            model_name="codingtask",
            name="label",
            field=models.CharField(choices=[(label, label) for label in _LABELS], max_length=20),
        ),
    ]
