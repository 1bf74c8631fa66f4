"""One row a day for the views of a link, and links that show nothing personal unless told to."""

from django.db import migrations, models
from django.utils import timezone

BATCH = 500


def count_by_day(apps, schema_editor):
    """Of the views of one link on one day the last stays, with their number."""
    ShareView = apps.get_model("roadmaps", "ShareView")
    last_of_day, times = {}, {}
    rows = ShareView.objects.order_by("last_viewed_at", "pk")
    for pk, link, at in rows.values_list("pk", "link", "last_viewed_at").iterator():
        key = (link, timezone.localdate(at))
        last_of_day[key] = pk
        times[key] = times.get(key, 0) + 1
    kept = [ShareView(pk=pk, viewed_on=key[1], times=times[key]) for key, pk in last_of_day.items()]
    ShareView.objects.bulk_update(kept, ["viewed_on", "times"], batch_size=BATCH)
    ShareView.objects.filter(viewed_on__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0003_plans_links_and_scenarios")]

    operations = [
        migrations.RenameField("shareview", "viewed_at", "last_viewed_at"),
        migrations.AlterField(
            "shareview", "last_viewed_at", models.DateTimeField(verbose_name="last viewed at")
        ),
        migrations.AddField(
            "shareview", "viewed_on", models.DateField(null=True, verbose_name="day")
        ),
        migrations.AddField(
            "shareview", "times", models.PositiveIntegerField(default=0, verbose_name="times")
        ),
        migrations.AlterModelOptions(
            "shareview",
            options={
                "ordering": ["-viewed_on", "-id"],
                "verbose_name": "views of a shared roadmap",
                "verbose_name_plural": "views of shared roadmaps",
            },
        ),
        migrations.RunPython(count_by_day, migrations.RunPython.noop),
        migrations.AlterField("shareview", "viewed_on", models.DateField(verbose_name="day")),
        migrations.AddConstraint(
            "shareview",
            models.UniqueConstraint(fields=("link", "viewed_on"), name="link_views_once_a_day"),
        ),
        migrations.AlterField(
            "sharelink",
            "has_ratings",
            models.BooleanField(
                default=False, verbose_name="shows levels, answers and what is held"
            ),
        ),
        migrations.AlterField(
            "sharelink", "has_cost", models.BooleanField(default=False, verbose_name="shows cost")
        ),
        migrations.AlterField(
            "sharelink",
            "has_comments",
            models.BooleanField(default=False, verbose_name="shows what was written"),
        ),
    ]
