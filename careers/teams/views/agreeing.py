"""What a manager decides about the plan of one person of the own line.

Whoever had to sign in first comes back by GET, and is shown the page without a change.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.profiles.models import AccessEntry, Profile
from careers.profiles.views import note_look
from careers.roadmaps import actions
from careers.roadmaps import queries as roadmaps
from careers.roadmaps.differing import version_steps
from careers.roadmaps.forms import AgreementForm
from careers.roadmaps.views.deciding import by_button
from careers.teams.forms import ExperienceForm, kept_query, plan_forms
from careers.teams.views.people import SignedInRequest
from careers.teams.views.reviewing import (
    CONFLICT,
    UNPROCESSABLE,
    member_or_404,
    review_response,
    with_query,
)

PLACE = "#plan"


@by_button
def agree_plan(request: SignedInRequest, profile_pk: int) -> HttpResponse:
    profile = member_or_404(request, profile_pk)
    if request.method != "POST":
        return _back(request, profile)
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return review_response(
            request, profile, status=UNPROCESSABLE, agreement_form=form, form=form
        )
    sent = form.cleaned_data
    try:
        version = actions.agree_plan(
            profile=profile,
            by=request.user,
            mark=sent["mark"],
            comment=sent["comment"],
            now=timezone.now(),
        )
    except actions.AgreementConflict as conflict:
        return _show_plan_conflict(request, profile, form, conflict)
    except actions.RoadmapProblem as problem:
        messages.error(request, str(problem))
    else:
        text = _("The plan is agreed. It is version %(number)s.")
        messages.success(request, text % {"number": version.number})
    return _back(request, profile)


@by_button
def release_step(request: SignedInRequest, profile_pk: int, key: str) -> HttpResponse:
    profile = member_or_404(request, profile_pk)
    if request.method == "POST":
        form = AgreementForm(request.POST)
        mark = form.cleaned_data["mark"] if form.is_valid() else ""
        try:
            is_done = actions.release_agreed(
                profile=profile, key=key, by=request.user, mark=mark, now=timezone.now()
            )
        except actions.UnknownCertification as unknown:
            raise Http404 from unknown
        except actions.AgreementConflict as conflict:
            return _show_plan_conflict(request, profile, form, conflict, released=key)
        if is_done:
            messages.success(request, _("The step is released: it may be set aside now."))
        else:
            messages.info(request, _("This step is not agreed, so there is nothing to release."))
    return _back(request, profile)


@by_button
def confirm_experience(request: SignedInRequest, profile_pk: int, key: str) -> HttpResponse:
    profile = member_or_404(request, profile_pk)
    form = ExperienceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        is_confirmed = form.cleaned_data["is_confirmed"]
        try:
            actions.confirm_experience(
                profile=profile,
                key=key,
                is_confirmed=is_confirmed,
                by=request.user,
                now=timezone.now(),
            )
        except actions.UnknownCertification as unknown:
            raise Http404 from unknown
        except actions.RoadmapProblem as problem:
            messages.error(request, str(problem))
        else:
            done, undone = _("The experience is confirmed."), _("The confirmation is taken back.")
            messages.success(request, done if is_confirmed else undone)
    return _back(request, profile)


def _back(request: HttpRequest, profile: Profile) -> HttpResponse:
    address = reverse("teams:review", args=[profile.pk])
    return redirect(with_query(address, back=kept_query(request.POST.get("back", ""))) + PLACE)


def _show_plan_conflict(
    request: SignedInRequest,
    profile: Profile,
    form: AgreementForm,
    conflict: actions.AgreementConflict,
    released: str = "",
) -> HttpResponse:
    """What was looked at beside what is now; the comment is still in its field.

    `released` is the key of a step that was to be released.
    """
    note_look(request, profile, AccessEntry.What.REVIEW)
    plan = roadmaps.plan_review(profile, request.user, timezone.localdate())
    looked_at, sent = conflict.looked_at, form.cleaned_data
    back, comment = kept_query(sent.get("back", "")), sent.get("comment", "")
    context = {
        "profile": profile,
        "problem": str(conflict),
        "plan": plan,
        "looked_at": version_steps(looked_at.steps) if looked_at else None,
        "released": next((step for step in plan.steps if step.key == released), None),
        "back": back,
        **plan_forms(plan, back, comment=comment),
    }
    return render(request, "teams/_plan_conflict.html", context, status=CONFLICT)
