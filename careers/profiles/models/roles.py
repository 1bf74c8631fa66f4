"""The roles of the administration. Each is a group, made by a migration of `teams`."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody does in the administration; the value is the name of the group."""

    CATALOGUE_EDITOR = "Catalogue editor", _("Catalogue editor")
    PEOPLE_ADMINISTRATOR = "People administrator", _("People administrator")
    AUDITOR = "Auditor", _("Auditor")

    @property
    def purpose(self) -> str:
        """What it is for, in one sentence."""
        return str(PURPOSES[self])


PURPOSES = {
    Role.CATALOGUE_EDITOR: _(
        "Keeps levels, questions and certifications; sees whom a change touches before it counts."
    ),
    Role.PEOPLE_ADMINISTRATOR: _(
        "Opens and closes accounts, keeps job titles, managers and certifications held; gives no"
        " rights."
    ),
    Role.AUDITOR: _("Reads everything here, with its history and the access log; changes nothing."),
}


def name_of_role(group_name: str) -> str:
    """What a group is called: the roles of the portal in the reader's language."""
    return str(Role(group_name).label) if group_name in Role.values else group_name
