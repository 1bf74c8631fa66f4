"""Nobody but a superuser brings people under themselves: who leads somebody reads their work."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from careers.profiles.models import ImportedRow, PeopleImport, Profile, User

Rows = QuerySet[ImportedRow]


class BroughtUnder(Exception):
    """A row would bring somebody under whoever has the list written."""

    def __init__(self, row: int, reason: str) -> None:
        self.row, self.reason = row, reason
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        words = {"row": self.row, "reason": self.reason}
        return _("Nothing was imported. Row %(row)d: %(reason)s") % words


def words_of_own_line(*, is_direct: bool) -> str:
    """Why a manager is refused: it is whoever records it, or somebody below them. No SQL query."""
    if is_direct:
        return _("You cannot make yourself somebody's manager; another administrator can.")
    return _(
        "The manager is in the line below you. You cannot bring anybody else into it;"
        " another administrator can."
    )


def brought_under(found: PeopleImport, user: User | None) -> Iterator[tuple[Rows, str]]:
    """The rows through which this user would lead somebody new, with the reason. No SQL query.

    Whoever is moved within that line already is none of them. A row is judged by itself: somebody
    could come below through a second row only if that one is refused.
    """
    if user is None or user.is_superuser:
        return
    moved = ImportedRow.objects.filter(list=found, has_new_manager=True, fault="", clash="")
    own = Profile.objects.filter(user_id=user.pk).order_by().values("pk")
    yield moved.filter(manager__in=own), words_of_own_line(is_direct=True)
    led = Profile.objects.at_or_below(user.pk).order_by().values("pk")
    come = moved.filter(~Q(person__in=led), manager__in=led).exclude(manager__in=own)
    yield come, words_of_own_line(is_direct=False)


def refuse_brought_under(found: PeopleImport, user: User | None) -> None:
    """Raise BroughtUnder for the first such row. Two SQL queries, none for a superuser."""
    for rows, reason in brought_under(found, user):
        number = rows.order_by("number").values_list("number", flat=True).first()
        if number is not None:
            raise BroughtUnder(number, reason)
