"""Sentences about cover: what is secure, and what rests on whom."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from careers.domain.cover import Standing
from careers.domain.ladder import HIGHEST, LOWEST


def standing_sentence(one: Standing, names: Mapping[int, str]) -> str:
    """Up to which level a competency is secure, and who alone can do the next one."""
    person = one.rests_on
    facts = {
        "secure": one.secure_up_to,
        "next": one.secure_up_to + 1,
        "person": names.get(person, "") if person is not None else "",
    }
    if one.secure_up_to == HIGHEST:
        return _("Secure up to the highest level.")
    if one.secure_up_to == LOWEST:
        text = _("Nobody is at level %(next)s or above.")
        alone = _("Level %(next)s rests on %(person)s alone.")
    else:
        text = _("Secure up to level %(secure)s; nobody is above.")
        alone = _("Secure up to level %(secure)s; level %(next)s rests on %(person)s alone.")
    return (text if person is None else alone) % facts
