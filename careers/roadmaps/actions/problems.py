"""Decisions that cannot be taken; the text of each says why, to the person."""

from __future__ import annotations

from careers.roadmaps.agreed import LookedAt


class RoadmapProblem(Exception):
    """A decision that cannot be taken; the text says why, to the person."""


class NotAssessed(RoadmapProblem):
    """There is no submitted self-assessment to plan from."""


class UnknownCertification(RoadmapProblem):
    """The catalogue has no certification with this key."""


class ReasonMissing(RoadmapProblem):
    """“Not for me” needs a reason."""


class ReasonTooLong(RoadmapProblem):
    """The reason is longer than REASON_LENGTH characters."""


class AgreedWithManager(RoadmapProblem):
    """What was agreed with the manager stays until the manager releases it."""


class SetAside(RoadmapProblem):
    """What is set aside cannot be in the plan at the same time."""


class NotInPlan(RoadmapProblem):
    """The plan has no step with this certification."""


class WrongDay(RoadmapProblem):
    """The day of an exam does not fit: in the past, in the future, or before what it needs."""


class WrongWishes(RoadmapProblem):
    """Limits or wishes that contradict one another; `field` says where to put it right."""

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.field = field


class ProposalChanged(RoadmapProblem):
    """The proposal is no longer the one that was looked at."""


class NoPlanFits(RoadmapProblem):
    """There is no plan within the limits to accept."""


class TooManyScenarios(RoadmapProblem):
    """A person has MOST_SCENARIOS scenarios already."""


class OwnPlan(RoadmapProblem):
    """Nobody decides as a manager about the own plan."""


class NoPlanToAgree(RoadmapProblem):
    """No plan was accepted, or nothing differs from the version agreed to."""


class AgreementConflict(RoadmapProblem):
    """The plan, or the version agreed to, is another one than was looked at."""

    def __init__(self, text: str, looked_at: LookedAt | None) -> None:
        super().__init__(text)
        self.looked_at = looked_at  # None: what was sent says nothing that can be read


class NoExperienceAsked(RoadmapProblem):
    """No experience stands instead of what the certification asks for."""


class CommentMissing(RoadmapProblem):
    """A comment has words in it."""


class CommentTooLong(RoadmapProblem):
    """The comment is longer than COMMENT_LENGTH characters."""


class SentAlready(RoadmapProblem):
    """The form was sent before, with other words in it."""
