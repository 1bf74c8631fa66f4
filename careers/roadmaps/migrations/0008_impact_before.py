from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0007_impact_mail")]

    operations = [
        migrations.AddField(
            model_name="impactline",
            name="has_proposal",
            field=models.BooleanField(
                default=False, verbose_name="a change of the plan is proposed"
            ),
        ),
        migrations.AddField(
            model_name="impactline",
            name="is_quiet",
            field=models.BooleanField(default=False, verbose_name="nothing was put forward before"),
        ),
        migrations.AddField(
            model_name="impactline",
            name="known",
            field=models.JSONField(blank=True, default=list, verbose_name="proposed before"),
        ),
    ]
