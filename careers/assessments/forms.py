"""What people answer, made into clean values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from careers.assessments.actions import Fields
from careers.assessments.completeness import Content, Demand, lacking, no_remit, sentence
from careers.assessments.models import (
    COMMENT_LENGTH,
    CONFIRMED_BY_LENGTH,
    EVIDENCE_LENGTH,
    NOT_APPLICABLE,
    REASON_LENGTH,
    Answer,
)
from careers.assessments.months import last_months
from careers.domain.ladder import NOT_YET
from careers.levels.models import Level
from careers.levels.queries import SheetCompetency

LINE_ENDS = str.maketrans({"\r": None})


class PlainText(forms.CharField):
    """A text whose length is counted as people see it: the end of a line is one character."""

    def __init__(self, *, widget: Any, **options: Any) -> None:
        super().__init__(
            required=False,
            widget=widget,
            error_messages={
                "max_length": _(
                    "Write at most %(limit_value)d characters; you have %(show_value)d."
                ),
                "null_characters_not_allowed": _(
                    "Your text has a character that cannot be saved. Type that part again."
                ),
            },
            **options,
        )

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).translate(LINE_ENDS)


class AnswerCards(forms.RadioSelect):
    """Radio buttons that say, for the style sheet, what they ask for beside themselves."""

    evidence_from = 0

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        option["attrs"]["data-asks"] = self.asks(str(value))
        return option

    def asks(self, choice: str) -> str:
        if choice == NOT_APPLICABLE:
            return "reason"
        if choice == str(NOT_YET):
            return "nothing"
        return "evidence" if int(choice) >= self.evidence_from else "basis"


class MonthField(forms.TypedChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("When was it?"),
            required=False,
            coerce=date.fromisoformat,
            empty_value=None,
            error_messages={"invalid_choice": _("Choose a month from the list.")},
        )


class AnswerForm(forms.Form):
    """One question. Valid means complete; `savable` is what can be kept even if it is not."""

    choice = forms.ChoiceField(
        required=False,
        widget=AnswerCards,
        error_messages={"invalid_choice": _("Choose one of the answers on this page.")},
    )
    not_applicable_reason = PlainText(
        label=_("Why does your PMO not do this?"),
        max_length=REASON_LENGTH,
        widget=forms.TextInput,
    )
    basis = forms.ChoiceField(
        label=_("How often do you do it?"),
        required=False,
        choices=Answer.Basis.choices,
        initial=Answer.Basis.REGULARLY,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the three.")},
    )
    evidence = PlainText(
        label=_("What did you do?"), max_length=EVIDENCE_LENGTH, widget=forms.Textarea
    )
    evidence_on = MonthField()
    evidence_confirmed_by = PlainText(
        label=_("Who could confirm it?"),
        max_length=CONFIRMED_BY_LENGTH,
        widget=forms.TextInput,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        competency: SheetCompetency,
        demand: Demand,
        answer: Answer | None,
        today: date,
    ) -> None:
        super().__init__(data, initial=_initial(answer))
        self.demand = demand
        self.savable: Fields = {}
        self.unsavable: list[str] = []  # what keeps a part of it from being saved
        self._choices("choice", answers_to(competency))
        self._choices("evidence_on", _months(last_months(today, demand.evidence_months)))
        widget = self.fields["choice"].widget
        assert isinstance(widget, AnswerCards)  # noqa: S101 - for the type checker
        widget.evidence_from = demand.evidence_from

    def _choices(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.unsavable = [str(text) for texts in self.errors.values() for text in texts]
        # What was not sent at all is left as it is stored.
        self.savable = _savable({name: cleaned[name] for name in cleaned if name in self.data})
        content = {name: value for name, value in cleaned.items() if name != "basis"}
        # A field that has a fault of its own is not also called empty.
        for field in lacking(Content(**content), self.demand):
            if field not in self.errors:
                self.add_error(field, sentence(field, self.demand))
        if "choice" not in self.savable and not self.unsavable:
            self.unsavable = [sentence("choice", self.demand)]
        return cleaned

    def refuse(self, text: str) -> None:
        """Show that the chosen answer was not accepted, and so not saved."""
        self.unsavable.append(text)
        self.add_error("choice", text)


def _savable(cleaned: dict[str, Any]) -> Fields:
    kept = dict(cleaned)
    for name in ("choice", "basis"):
        if not kept.get(name):
            kept.pop(name, None)
    return Fields(**kept)  # type: ignore[typeddict-item]


def _initial(answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {}
    return {
        "choice": answer.choice,
        "not_applicable_reason": answer.not_applicable_reason,
        "basis": answer.basis,
        "evidence": answer.evidence,
        "evidence_on": answer.evidence_on.isoformat() if answer.evidence_on else "",
        "evidence_confirmed_by": answer.evidence_confirmed_by,
    }


def answers_to(competency: SheetCompetency) -> Iterable[tuple[str, Any]]:
    """Every answer there is to a question, with its words."""
    yield str(NOT_YET), _("I do not do this yet.")
    for statement in competency.statements:
        yield str(statement.level), statement.text
    yield NOT_APPLICABLE, _("Our PMO does not do this.")


def _months(months: Iterable[date]) -> Iterable[tuple[str, Any]]:
    yield "", _("Choose a month")
    for month in months:
        yield month.isoformat(), formats.date_format(month, "YEAR_MONTH_FORMAT")


class RemitForm(forms.Form):
    remit = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, levels: Iterable[Level], chosen: Level | None) -> None:
        super().__init__(data, initial={"remit": str(chosen.number)} if chosen else {})
        field = self.fields["remit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(str(level.number), level.explanation) for level in levels]
        field.error_messages.update(required=no_remit(), invalid_choice=no_remit())


class StartForm(forms.Form):
    from_last = forms.BooleanField(required=False, widget=forms.HiddenInput)


LARGEST_VERSION = 2**31 - 1


class VersionField(forms.IntegerField):
    """The version of a review that a form was made from; one that nobody made is a conflict."""

    def __init__(self) -> None:
        super().__init__(
            required=False, min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput
        )

    def clean(self, value: Any) -> int:
        try:
            number = super().clean(value)
        except forms.ValidationError:
            return LARGEST_VERSION
        return LARGEST_VERSION if number is None else int(number)


class AcceptForm(forms.Form):
    """Yes to every value that the manager proposes."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION)


class ReplyForm(forms.Form):
    """What the person wants to tell the manager about the review."""

    version = VersionField()
    text = PlainText(
        label=_("Your reply"), max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(_("Write what you want to tell your manager."))
        return text
