"""The pages of one step of the own roadmap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careers.certifications.models import Certification
from careers.profiles.models import Profile
from careers.roadmaps.choices import StepChoice
from careers.roadmaps.conversation import Conversation
from careers.roadmaps.models import Roadmap
from careers.roadmaps.page import StepView
from careers.roadmaps.queries.roadmap import roadmap_with_inputs


@dataclass(frozen=True, kw_only=True)
class StepPage:
    key: str
    name: str
    step: StepView | None  # None: it is not in the plan
    said: StepChoice | None
    has_lapsed: bool  # it was agreed, and cannot be taken any more
    currency: str
    profile_id: int
    conversation: Conversation  # about this step


def step_page(profile: Profile, key: str, today: date) -> StepPage | None:
    """Return what the person can say about a certification.

    None for one that is not in the catalogue, and before the first result. Six SQL queries.
    """
    found = roadmap_with_inputs(profile, today, reader=profile.user)
    if found is None:
        return None
    roadmap, inputs = found
    if key not in roadmap.called or roadmap.conversation is None:
        return None
    said = roadmap.said.get(key)
    return StepPage(
        key=key,
        name=roadmap.called[key],
        step=next((step for step in roadmap.steps if step.key == key), None),
        said=said,
        has_lapsed=said is not None and said.is_agreed and key not in inputs.constraints.agreed,
        currency=roadmap.currency,
        profile_id=profile.pk,
        conversation=roadmap.conversation.about(key),
    )


@dataclass(frozen=True, kw_only=True)
class PassedPage:
    key: str
    name: str
    awarded: Certification  # what a passed exam gives

    @property
    def awarded_name(self) -> str:
        """Under the name of today."""
        return self.awarded.name_now or self.awarded.name


def passed_page(profile: Profile, key: str) -> PassedPage | None:
    """Return what is awarded for an exam, or None for one that is not in the catalogue.

    That is what was to be booked when the plan was accepted, or was booked; else of a replaced
    certification its successor. Two SQL queries, and one for each successor beyond the second.
    """
    rows = Certification.objects.select_related("successor__successor")
    first = rows.filter(key=key).first()
    if first is None:
        return None
    bases = Roadmap.objects.filter(profile=profile).values_list("basis", flat=True)
    noted = rows.filter(key__in=[basis.get("book", {}).get(key) for basis in bases]).first()
    return PassedPage(key=key, name=first.name, awarded=noted or _last_of(first))


def _last_of(row: Certification) -> Certification:
    """Of a replaced certification the first successor that is awarded, or the last; or itself."""
    seen, ended = set[int](), {row.Status.RETIRED, row.Status.REPLACED}
    if row.status != row.Status.REPLACED:
        return row
    while row.status in ended and row.successor and row.pk not in seen:
        seen.add(row.pk)
        row = row.successor
    return row
