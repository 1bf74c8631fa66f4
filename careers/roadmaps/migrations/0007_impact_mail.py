from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0006_impact")]

    operations = [
        migrations.AddField(
            model_name="impactrun",
            name="has_mail",
            field=models.BooleanField(default=True, verbose_name="owners who are asked get a mail"),
        ),
    ]
