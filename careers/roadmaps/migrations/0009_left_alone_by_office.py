from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0008_impact_before")]

    operations = [
        migrations.AddField(
            model_name="roadmap",
            name="is_left_alone",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="declined by the office"
            ),
        ),
    ]
