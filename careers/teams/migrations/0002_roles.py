"""The three roles of the administration, as groups with their rights.

Rights are rows that Django makes after all migrations; here they are made when they are needed. A
group of the same name that somebody made before is kept under another name, so that nobody gets or
loses a right by surprise.
"""

from django.db import migrations

ALL = ("view", "add", "change", "delete")
LOOK = ("view",)
KEEP = ("view", "add", "change")

LEVELS = ("level", "competencygroup", "competency", "workaction", "instrument", "levelrule")
CATALOGUE = (
    *(("levels", name) for name in (*LEVELS, "statement")),
    *(
        ("certifications", name)
        for name in (
            "awardingbody",
            "renewalsuite",
            "certification",
            "certificationalias",
            "prerequisite",
            "build",
            "source",
            "cataloguechange",
        )
    ),
)
PEOPLE = (("profiles", "user"), ("profiles", "profile"))

ROLES = {
    "Catalogue editor": {
        **dict.fromkeys(CATALOGUE, ALL),
        ("roadmaps", "impactrun"): ALL,
    },
    "People administrator": {
        **dict.fromkeys(PEOPLE, KEEP),
        ("profiles", "heldcertification"): ALL,
        ("account", "emailaddress"): ("view", "change"),
        ("profiles", "peopleimport"): LOOK,
        ("profiles", "notice"): ("view", "change"),
    },
    "Auditor": {
        **dict.fromkeys(CATALOGUE, LOOK),
        **dict.fromkeys(PEOPLE, LOOK),
        ("roadmaps", "impactrun"): LOOK,
        ("profiles", "heldcertification"): LOOK,
        ("account", "emailaddress"): LOOK,
        ("profiles", "accessentry"): LOOK,
        ("profiles", "peopleimport"): LOOK,
        ("profiles", "notice"): LOOK,
    },
}


def make_roles(apps, schema_editor):
    alias = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(alias)
    rights = _rights(apps, alias)
    for name, tables in ROLES.items():
        groups.filter(name=name).update(name=f"{name} (earlier)")
        theirs = [rights[table, what] for table, whats in tables.items() for what in whats]
        groups.create(name=name).permissions.set(theirs)


def _rights(apps, alias):
    """Every right that a role has, by table and kind; those that are missing are made."""
    wanted = {
        (table, what)
        for tables in ROLES.values()
        for table, whats in tables.items()
        for what in whats
    }
    # Not through the manager of Django, whose memory outlives the tables of a test.
    kinds = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    kind_of = {
        table: kinds.get_or_create(app_label=table[0], model=table[1])[0]
        for table in sorted({table for table, _what in wanted})
    }
    rights = apps.get_model("auth", "Permission").objects.using(alias)
    of_tables = rights.filter(content_type__in=[kind.pk for kind in kind_of.values()])
    there = {(one.content_type_id, one.codename): one for one in of_tables}
    found = {}
    for table, what in sorted(wanted):
        kind, codename = kind_of[table], f"{what}_{table[1]}"
        name = f"Can {what} {apps.get_model(*table)._meta.verbose_name}"
        found[table, what] = there.get((kind.pk, codename)) or rights.create(
            content_type_id=kind.pk, codename=codename, name=name
        )
    return found


def drop_roles(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("teams", "0001_exports"),
        ("levels", "0002_history"),
        ("certifications", "0002_history_and_changes"),
        ("profiles", "0005_people_imports"),
        ("roadmaps", "0006_impact"),
        ("account", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, drop_roles)]
