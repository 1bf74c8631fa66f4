from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certifications", "0002_history_and_changes")]

    operations = [
        migrations.AddField(
            model_name="cataloguechange",
            name="before",
            field=models.JSONField(
                default=dict,
                editable=False,
                verbose_name="certifications as they were when it was published",
            ),
        ),
    ]
