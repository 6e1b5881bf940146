import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What keeps captures right is how they are written (decision 0073)."""

    dependencies = [("analytics_app", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="capture",
            name="batch",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="captures",
                to="analytics_app.importbatch",
            ),
        ),
        migrations.AlterField(
            model_name="capture",
            name="message",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="captures",
                to="analytics_app.message",
            ),
        ),
    ]
