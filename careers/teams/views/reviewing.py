"""One person of the own line: the self-assessment and the roadmap, side by side with one's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careers.assessments import actions as assessments
from careers.assessments import queries as assessment_queries
from careers.assessments.models import Assessment, Review
from careers.profiles.models import AccessEntry, Profile
from careers.profiles.views import note_look
from careers.roadmaps.views.deciding import by_button
from careers.teams import queries, versions
from careers.teams.forms import RateForm, kept_query, plan_forms
from careers.teams.views.people import SignedInRequest

CONFLICT, UNPROCESSABLE = 409, 422
PAGE = "teams/review.html"


@require_safe
def review(request: SignedInRequest, profile_pk: int) -> HttpResponse:
    profile = member_or_404(request, profile_pk)
    return review_response(request, profile)


@by_button
def rate(request: SignedInRequest, profile_pk: int) -> HttpResponse:
    """Whoever had to sign in first comes back by GET, and is shown the page without a change."""
    profile = member_or_404(request, profile_pk)
    sheet = queries.ratings_of(profile) if request.method == "POST" else None
    if sheet is None:
        return redirect("teams:review", profile_pk=profile_pk)
    form = RateForm(request.POST, sheet=sheet)
    if not form.is_valid():
        return review_response(request, profile, rate_form=form, status=UNPROCESSABLE)
    try:
        made = _record(request, profile, form)
    except assessments.AssessmentProblem as problem:
        return _show_conflict(request, profile, form, str(problem))
    except Assessment.DoesNotExist as gone:
        raise Http404 from gone
    messages.success(request, _done(made, str(profile)))
    back = kept_query(form.cleaned_data["back"])
    return redirect(with_query(reverse("teams:review", args=[profile_pk]), back=back))


def member_or_404(request: SignedInRequest, profile_pk: int) -> Profile:
    profile = queries.member(request.user, profile_pk)
    if profile is None:
        raise Http404
    return profile


def review_response(
    request: SignedInRequest,
    profile: Profile,
    *,
    rate_form: RateForm | None = None,
    status: int = 200,
    **others: Any,
) -> HttpResponse:
    """The page of one person, also after a form of it was refused; `others` adds to its context.

    It is a look at that person's work in any case, or a form full of faults would be one unseen.
    """
    note_look(request, profile, AccessEntry.What.REVIEW)
    page = queries.review_page(profile, request.user, today=timezone.localdate())
    back = kept_query(request.POST.get("back", "") or request.GET.get("back", ""))
    blank = RateForm(sheet=page.ratings, back=back) if page.ratings else None
    context = {
        "profile": profile,
        "page": page,
        "rate_form": rate_form or blank,
        "form": rate_form,
        "back": back,
        "back_url": _list_url(back),
        **plan_forms(page.plan, back),
        **others,
    }
    return render(request, PAGE, context, status=status)


def with_query(address: str, *, back: str) -> str:
    """An address of this page that remembers where on the list somebody came from."""
    return f"{address}?{urlencode({'back': back})}" if back else address


def _list_url(back: str) -> str:
    address = reverse("teams:people")
    return f"{address}?{back}" if back else address


def _record(request: SignedInRequest, profile: Profile, form: RateForm) -> Review:
    sent = form.cleaned_data
    assessment = assessment_queries.submitted_of(profile, sent["assessment"])
    if assessment is None:
        raise Assessment.DoesNotExist
    return assessments.review_answers(
        assessment=assessment,
        reviewer=request.user,
        version=sent["version"],
        ratings=form.ratings,
        comment=sent["comment"],
        is_change_asked=form.is_change_asked,
        now=timezone.now(),
    )


def _done(made: Review, person: str) -> str:
    if made.agreed_at is not None:
        text = _("You and %(person)s agree. The agreed level is the result now.")
    elif made.is_change_asked:
        text = _("%(person)s is asked for changes.")
    else:
        text = _("Your review is sent to %(person)s.")
    return text % {"person": person}


def _show_conflict(
    request: SignedInRequest, profile: Profile, form: RateForm, problem: str
) -> HttpResponse:
    """Both versions side by side; nothing of what was sent is lost."""
    note_look(request, profile, AccessEntry.What.REVIEW)
    sheet = queries.ratings_of(profile)
    is_same_one = sheet is not None and sheet.assessment_id == form.cleaned_data["assessment"]
    context = {
        "profile": profile,
        "form": form,
        "sheet": sheet,
        "problem": problem,
        "is_newer": not is_same_one,
        "can_go_on": sheet is not None and is_same_one and not sheet.is_agreed,
        "differences": versions.differences(sheet, form.ratings) if sheet and is_same_one else (),
        "notes": () if is_same_one else form.notes,
    }
    return render(request, "teams/_conflict.html", context, status=CONFLICT)
