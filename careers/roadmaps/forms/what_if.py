"""One other answer that is tried: a form that is sent by GET and stores nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from careers.assessments.forms import AnswerCards, answers_to
from careers.assessments.models import Answer
from careers.roadmaps.queries import Asked
from careers.roadmaps.trials import Tried


class WhatIfForm(forms.Form):
    """What the address does not say is as it was answered; without a question nothing is tried."""

    competency = forms.ChoiceField(
        label=_("Question"),
        required=False,
        error_messages={
            "required": _("Choose the question that the answer is to."),
            "invalid_choice": _("Choose one of the questions in the list."),
        },
    )
    answer = forms.ChoiceField(
        required=False,
        widget=AnswerCards,
        error_messages={"invalid_choice": _("Choose one of the answers on this page.")},
    )
    basis = forms.ChoiceField(
        label=_("How often do you do it?"),
        required=False,
        choices=Answer.Basis.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the three.")},
    )

    def __init__(self, data: QueryDict, *, asked: Asked) -> None:
        sent = data.copy()
        self.chosen = asked.find(sent.get("competency", ""))
        self.present: Answer | None = None
        self.agreed = ""  # the agreed value, which counts whatever was answered
        is_lost = bool(sent.get("answer")) and not self.chosen
        if not self.chosen:  # an answer to nothing is none, and the question is what is wrong
            sent.pop("answer", None)
            sent.pop("basis", None)
        else:
            self.present = asked.answers.get(self.chosen.code)
            sent["competency"] = self.chosen.code
            self.agreed = asked.agreed_choice(self.chosen.code)
            if self.present:
                sent.setdefault("answer", self.agreed or self.present.choice)
            own = None if self.agreed else self.present
            sent.setdefault("basis", own.basis if own else Answer.Basis.REGULARLY)
        super().__init__(sent)
        self.fields["competency"].required = is_lost
        questions = [(one.code, one.name) for one in asked.sheet]
        self._choices("competency", [("", _("Choose a question")), *questions])
        self._choices("answer", list(answers_to(self.chosen)) if self.chosen else [])
        widget = self.fields["answer"].widget
        assert isinstance(widget, AnswerCards)  # noqa: S101 - for the type checker
        widget.evidence_from = asked.assessment.instrument.evidence_from

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    @property
    def tried(self) -> Tried | None:
        """The answer to try; None while there is a fault, or nothing is chosen."""
        if not self.is_valid() or not self.chosen or not self.cleaned_data["answer"]:
            return None
        return Tried(
            competency=self.chosen.code,
            choice=self.cleaned_data["answer"],
            basis=self.cleaned_data["basis"] or Answer.Basis.REGULARLY,
        )
