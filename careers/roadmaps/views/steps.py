"""One step of the own roadmap: what became of it, whether it stays, what the person was quoted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careers.profiles.actions import AlreadyHeld
from careers.profiles.forms import HeldForm
from careers.profiles.queries import profile_of
from careers.roadmaps import actions, queries
from careers.roadmaps.choices import Status
from careers.roadmaps.forms import BookingForm, FiguresForm, NotPassedForm, comment_form
from careers.roadmaps.queries import StepPage
from careers.roadmaps.views.deciding import by_button


def _page(request: HttpRequest, key: str) -> StepPage:
    page = queries.step_page(profile_of(request.user), key, timezone.localdate())
    if page is None:
        raise Http404
    return page


def _is_booked(page: StepPage) -> bool:
    return page.said is not None and page.said.status == Status.BOOKED


@require_safe
def step(request: HttpRequest, key: str) -> HttpResponse:
    """Before the first result there is no plan yet: the roadmap says so."""
    profile = profile_of(request.user)
    page = queries.step_page(profile, key, timezone.localdate())
    if page is None and queries.passed_page(profile, key) is not None:
        return redirect("roadmaps:mine")
    if page is None:
        raise Http404
    return _show(request, page)


def _show(
    request: HttpRequest, page: StepPage, wrong: forms.Form | None = None, name: str = ""
) -> HttpResponse:
    """The page of a step; a form that was refused keeps what was written into it."""
    said = page.said
    context: dict[str, Any] = {
        "page": page,
        "booking": BookingForm(
            initial={"booked_on": said.exam_on if said and _is_booked(page) else None}
        ),
        "not_passed": NotPassedForm(),
        "figures": FiguresForm.for_step(said, page.currency),
        "comment_form": comment_form(step=page.key, to="step"),
    }
    if wrong is not None:
        context |= {name: wrong, "form": wrong}
    return render(request, "roadmaps/step.html", context, status=422 if wrong else 200)


def _decide(
    request: HttpRequest, key: str, decision: Callable[..., object], text: str
) -> HttpResponse:
    """Carry out a decision that needs nothing but the step, and say so."""
    if request.method == "POST":
        try:
            done = decision(profile=profile_of(request.user), key=key, now=timezone.now())
        except actions.UnknownCertification as unknown:
            raise Http404 from unknown
        except actions.RoadmapProblem as problem:
            messages.error(request, str(problem))
        else:
            if done:
                messages.success(request, text)
            else:
                messages.info(request, _("There was nothing to take back."))
    return redirect("roadmaps:step", key=key)


@by_button
def pin(request: HttpRequest, key: str) -> HttpResponse:
    return _decide(request, key, actions.pin, _("It stays in every plan until you release it."))


@by_button
def release(request: HttpRequest, key: str) -> HttpResponse:
    return _decide(request, key, actions.release, _("It is released: plans may do without it."))


@by_button
def unbook(request: HttpRequest, key: str) -> HttpResponse:
    return _decide(request, key, actions.unbook, _("The step is planned again."))


@by_button
def book(request: HttpRequest, key: str) -> HttpResponse:
    text = _("The exam is booked. Later steps follow it.")
    return _on_a_day(request, key, "booking", BookingForm, actions.book, text)


@by_button
def not_passed(request: HttpRequest, key: str) -> HttpResponse:
    text = _("The step is planned anew, after that day.")
    return _on_a_day(request, key, "not_passed", NotPassedForm, actions.fail, text)


def _on_a_day(
    request: HttpRequest,
    key: str,
    name: str,
    form_class: type[BookingForm | NotPassedForm],
    decision: Callable[..., object],
    text: str,
) -> HttpResponse:
    """Carry out a decision about the day of an exam; what is wrong with it is said beside it."""
    if request.method != "POST":
        return redirect("roadmaps:step", key=key)
    page, form = _page(request, key), form_class(request.POST)
    if form.is_valid():
        (field,) = form.fields
        on, profile = form.cleaned_data[field], profile_of(request.user)
        try:
            decision(profile=profile, key=key, on=on, now=timezone.now())
        except actions.RoadmapProblem as problem:
            form.add_error(field, str(problem))
        else:
            messages.success(request, text)
            return redirect("roadmaps:mine")
    return _show(request, page, form, name)


@by_button
def figures(request: HttpRequest, key: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("roadmaps:step", key=key)
    page = _page(request, key)
    form = FiguresForm.for_step(page.said, page.currency, request.POST)
    if form.is_valid():
        profile = profile_of(request.user)
        actions.set_figures(profile=profile, key=key, now=timezone.now(), **form.values())
        messages.success(request, _("Your figures count in your plan now."))
        return redirect("roadmaps:step", key=key)
    return _show(request, page, form, "figures")


@by_button
def passed(request: HttpRequest, key: str) -> HttpResponse:
    profile = profile_of(request.user)
    page = queries.passed_page(profile, key)
    if page is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    usual = {"ends": HeldForm.BY_RULE} if page.awarded.validity_months else {}
    form = HeldForm(data, today=timezone.localdate(), certification=page.awarded, initial=usual)
    if form.is_valid():
        try:
            actions.pass_exam(
                profile=profile,
                key=key,
                certification=page.awarded,
                now=timezone.now(),
                **form.values(),
            )
        except AlreadyHeld:
            form.add_error(None, _("This is recorded already. Change it on your profile."))
        else:
            text = _("Well done. %(name)s is recorded.") % {"name": page.awarded_name}
            messages.success(request, text)
            return redirect("roadmaps:mine")
    context = {"page": page, "form": form}
    return render(request, "roadmaps/passed.html", context, status=422 if form.errors else 200)
