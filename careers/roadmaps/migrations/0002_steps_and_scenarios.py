"""“Not for me” becomes one of the states of a step; limits, wishes and scenarios come beside it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certifications", "0001_initial"),
        ("levels", "0001_initial"),
        ("roadmaps", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="exclusion", name="excluded_once"),
        migrations.RenameModel(old_name="Exclusion", new_name="RoadmapStep"),
        migrations.RenameField("roadmapstep", "excluded_at", "changed_at"),
        # What was stored until now are certifications set aside.
        migrations.AddField(
            model_name="roadmapstep",
            name="status",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("booked", "Booked"),
                    ("not_passed", "Not passed"),
                    ("dropped", "Dropped"),
                ],
                default="dropped",
                max_length=10,
                verbose_name="status",
            ),
        ),
    ]
