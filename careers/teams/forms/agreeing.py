"""What a manager says to the plan of a person."""

from __future__ import annotations

from django import forms

from careers.roadmaps.agreed import PlanReview
from careers.roadmaps.forms import AgreementForm, CommentForm, comment_form


class ExperienceForm(forms.Form):
    """Whether there is the experience that does instead of a certification."""

    is_confirmed = forms.TypedChoiceField(
        choices=(("yes", "yes"), ("no", "no")), coerce=lambda value: value == "yes"
    )


def plan_forms(
    plan: PlanReview, back: str, *, comment: str = ""
) -> dict[str, AgreementForm | CommentForm]:
    """The forms about a plan, by their names on the page; empty, or with a comment not yet sent."""
    return {
        "agreement_form": AgreementForm(
            initial={"mark": plan.mark, "comment": comment, "back": back}
        ),
        "comment_form": comment_form(
            steps=[(step.key, step.name) for step in plan.steps],
            text=comment,
            seen=plan.conversation.newest,
            to="review",
            back=back,
        ),
    }
