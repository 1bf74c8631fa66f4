"""The line “Who can see this”: one true sentence for every kind of page about a person.

What it says is what `visible_to` lets through (docs/security.md, Who sees what): a change of one
is a change of the other.
"""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from careers.profiles.models import Profile


class Shown(StrEnum):
    """What a page shows or takes."""

    ACCOUNT = "account"  # addresses and the password
    PROFILE = "profile"  # name, job title, manager, certifications held
    DRAFT = "draft"  # a self-assessment before it is handed in
    RESULT = "result"  # a self-assessment that was handed in, and its review
    PLAN = "plan"  # the roadmap and what was decided about it
    PRIVATE = "private"  # what nobody else is ever shown: trials, scenarios
    LOG = "log"  # who looked
    HOME = "home"  # a bit of everything of one's own
    LINE = "line"  # many people of a line of management


FOR_EVERYBODY = {
    Shown.ACCOUNT: _("only you and the portal’s administrators. Nobody sees a password."),
    Shown.PRIVATE: _("only you."),
    Shown.LOG: _(
        "you, and the portal’s auditors and superusers. Administrators of people see who changed"
        " what, and no looks. Nobody can change it."
    ),
    Shown.HOME: _("only you. Your result and your roadmap say who else can see them."),
    Shown.LINE: _(
        "you, because you lead these people or stand in for somebody who does, and the managers"
        " above. Of a self-assessment you see what was handed in, never a draft."
    ),
}

OWN = {
    Shown.PROFILE: _(
        "you, %(manager)s, the managers above, whoever stands in for one of them, and the portal’s"
        " administrators."
    ),
    Shown.DRAFT: _(
        "only you, until you hand it in. After that %(manager)s, the managers above, and whoever"
        " stands in for one of them, too."
    ),
    Shown.RESULT: _(
        "you, %(manager)s, the managers above, and whoever stands in for one of them. To other"
        " managers it is known only within totals of five people or more."
    ),
    Shown.PLAN: _(
        "you, %(manager)s, the managers above, whoever stands in for one of them, and anybody to"
        " whom you gave a link. Only you can change it."
    ),
}

OWN_WITHOUT_MANAGER = {
    Shown.PROFILE: _("you and the portal’s administrators. No manager is recorded for you."),
    Shown.DRAFT: _(
        "only you, also after you hand it in, as long as no manager is recorded for you."
    ),
    Shown.RESULT: _(
        "only you. No manager is recorded for you. To managers it is known only within totals of"
        " five people or more."
    ),
    Shown.PLAN: _("only you, and anybody to whom you gave a link. No manager is recorded for you."),
}

OF_ANOTHER = {
    Shown.PROFILE: _(
        "%(person)s, the managers above, whoever stands in for one of them, and the portal’s"
        " administrators."
    ),
    Shown.RESULT: _(
        "%(person)s, the managers above, and whoever stands in for one of them. To other managers"
        " it is known only within totals of five people or more."
    ),
    Shown.PLAN: _(
        "%(person)s, the managers above, whoever stands in for one of them, and anybody to whom"
        " %(person)s gave a link. Only %(person)s can change it."
    ),
}

BEFORE_A_CHANGE = {
    Shown.RESULT: _(
        "Before new questions are published, catalogue editors see whose level they would change."
    ),
    Shown.PLAN: _(
        "Before a change of the catalogue is published, its editors see whose plan it would change."
    ),
}
"""Said after the sentence of a page, to everybody who may see that page."""


def who_sees(shown: Shown, profile: Profile | None, *, is_own: bool) -> str:
    """Everybody who can see what a page shows of this person.

    The profile is read with its account and, for its owner, with its manager's. The sentences of
    FOR_EVERYBODY need none.
    """
    if profile is None or shown in FOR_EVERYBODY:
        return str(FOR_EVERYBODY[shown])
    said = [_sentence(shown, profile, is_own=is_own)]
    if shown in BEFORE_A_CHANGE:
        said.append(str(BEFORE_A_CHANGE[shown]))
    return " ".join(said)


def _sentence(shown: Shown, profile: Profile, *, is_own: bool) -> str:
    if not is_own:
        return OF_ANOTHER[shown] % {"person": profile}
    if profile.manager is None:
        return str(OWN_WITHOUT_MANAGER[shown])
    return OWN[shown] % {"manager": profile.manager}
