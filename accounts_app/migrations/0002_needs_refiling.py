from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_app", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="officialaccount",
            name="needs_refiling",
            field=models.BooleanField(default=True, editable=False),
        ),
    ]
