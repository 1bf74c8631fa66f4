"""From the first page to handing in. All of it is for the owner alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careers.assessments import actions, queries
from careers.assessments.completeness import demand_of
from careers.assessments.forms import AnswerForm, RemitForm, StartForm
from careers.assessments.models import Assessment
from careers.assessments.queries import CheckPage, QuestionPage
from careers.levels.queries import ladder
from careers.profiles.queries import profile_of

CONFLICT = 409
UNPROCESSABLE = 422
FROM_CHECK = "check"
TYPED = ("not_applicable_reason", "evidence", "evidence_confirmed_by")
"""What somebody may have written; a page that cannot save it gives it back."""
page_with_form = require_http_methods(["GET", "HEAD", "POST"])

View = Callable[..., HttpResponse]


def of_a_draft(view: View) -> View:
    """Give the view the user's own draft; otherwise 404, or 409 where it was handed in."""

    @wraps(view)
    def wrapper(request: HttpRequest, pk: int, **values: Any) -> HttpResponse:
        own = Assessment.objects.owned_by(request.user).select_related("instrument", "remit")
        assessment = get_object_or_404(own, pk=pk)
        if not assessment.is_draft:
            return _already_submitted(request, assessment)
        try:
            return view(request, assessment, **values)
        except actions.AlreadySubmitted:
            return _already_submitted(request, assessment)
        except Assessment.DoesNotExist as gone:
            raise Http404 from gone

    return wrapper


def _already_submitted(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    typed = [text for name in TYPED if (text := request.POST.get(name, "").strip())]
    context = {"assessment": assessment, "typed": typed}
    template = "assessments/_already_submitted.html"
    return render(request, template, context, status=CONFLICT)


@page_with_form
def start(request: HttpRequest) -> HttpResponse:
    profile = profile_of(request.user)
    if request.method == "POST":
        form = StartForm(request.POST)
        from_last = form.is_valid() and form.cleaned_data["from_last"]
        try:
            draft = actions.begin(profile=profile, now=timezone.now(), from_last=from_last)
        except actions.NothingToAsk:
            return redirect("assessments:start")
        return redirect(_next_url(draft))
    page = queries.start_page(profile, today=timezone.localdate())
    context: dict[str, Any] = {"page": page}
    if page.draft and page.check:
        context["resume_url"] = _resume_url(page.draft, page.check)
    return render(request, "assessments/start.html", context)


@page_with_form
@of_a_draft
def remit(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = RemitForm(data, levels=ladder(), chosen=assessment.remit)
    if form.is_valid():
        level = int(form.cleaned_data["remit"])
        saved = actions.record_remit(assessment=assessment, level=level, now=timezone.now())
        return redirect(_next_url(saved, request))
    context = {"assessment": assessment, "form": form, "is_from_check": _is_from_check(request)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "assessments/remit.html", context, status=status)


@page_with_form
@of_a_draft
def question(request: HttpRequest, assessment: Assessment, code: str) -> HttpResponse:
    page = _page_or_404(assessment, code)
    form = _answer_form(request, assessment, page)
    saved_at = page.saved_at
    if request.method == "POST":
        now = timezone.now()
        saved_at = now if _record(form, assessment, page, now) else None
        if form.is_valid():
            return redirect(_next_url(assessment, request, after=code))
    return _show_question(request, assessment, page, form, saved_at)


@page_with_form
@of_a_draft
def save_answer(request: HttpRequest, assessment: Assessment, code: str) -> HttpResponse:
    """Keep what can be kept of an answer, also of an incomplete one.

    Whoever had to sign in first comes back to this address, which has nothing to read.
    """
    page = _page_or_404(assessment, code)
    if request.method != "POST":
        return redirect("assessments:question", pk=assessment.pk, code=code)
    form = _answer_form(request, assessment, page)
    now = timezone.now()
    is_saved = _record(form, assessment, page, now)
    if request.headers.get("HX-Request"):
        context = {"form": form, "saved_at": now if is_saved else None}
        status = 200 if is_saved else UNPROCESSABLE
        return render(request, "assessments/_saved.html", context, status=status)
    if is_saved:
        return redirect("assessments:question", pk=assessment.pk, code=code)
    return _show_question(request, assessment, page, form, saved_at=None)


@require_safe
@of_a_draft
def check(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    page = queries.check_page(assessment, today=timezone.localdate())
    resume_url = _resume_url(assessment, page)
    context = {"assessment": assessment, "page": page, "resume_url": resume_url}
    return render(request, "assessments/check.html", context)


@page_with_form
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in. Whoever had to sign in first comes back by GET, to check before handing in."""
    own = Assessment.objects.owned_by(request.user).select_related("instrument", "remit")
    assessment = get_object_or_404(own, pk=pk)
    if request.method != "POST":
        return redirect("assessments:check" if assessment.is_draft else "assessments:result", pk=pk)
    try:
        actions.submit(assessment=assessment, now=timezone.now())
    except actions.Incomplete as fault:
        return _show_what_is_missing(request, assessment, fault.page)
    except Assessment.DoesNotExist as gone:
        raise Http404 from gone
    return redirect("assessments:result", pk=pk)


@page_with_form
@of_a_draft
def discard(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    if request.method == "POST":
        actions.discard(assessment=assessment)
        messages.success(request, _("Your answers are thrown away."))
        return redirect("assessments:start")
    context = {"assessment": assessment, "resume_url": _next_url(assessment)}
    return render(request, "assessments/discard.html", context)


def _show_what_is_missing(
    request: HttpRequest, assessment: Assessment, page: CheckPage
) -> HttpResponse:
    context = {"assessment": assessment, "page": page, "is_refused": True}
    return render(request, "assessments/check.html", context, status=UNPROCESSABLE)


def _page_or_404(assessment: Assessment, code: str) -> QuestionPage:
    page = queries.question_page(assessment, code)
    if page is None:
        raise Http404
    return page


def _answer_form(request: HttpRequest, assessment: Assessment, page: QuestionPage) -> AnswerForm:
    today = timezone.localdate()
    return AnswerForm(
        request.POST if request.method == "POST" else None,
        competency=page.competency,
        demand=demand_of(assessment.instrument, today),
        answer=page.answer,
        today=today,
    )


def _record(form: AnswerForm, assessment: Assessment, page: QuestionPage, now: datetime) -> bool:
    """Keep what can be kept of the form, complete or not; whether all of it could."""
    form.full_clean()
    if "choice" not in form.savable and page.answer is None:
        return False
    try:
        actions.record_answer(
            assessment=assessment,
            competency_code=page.competency.code,
            now=now,
            **form.savable,
        )
    except actions.TooManyNotApplicable as fault:
        form.refuse(str(fault))
    return not form.unsavable


def _show_question(
    request: HttpRequest,
    assessment: Assessment,
    page: QuestionPage,
    form: AnswerForm,
    saved_at: datetime | None,
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "page": page,
        "form": form,
        "saved_at": saved_at,
        "is_from_check": _is_from_check(request),
        "title": _("Question %(number)s of %(total)s")
        % {"number": page.number, "total": page.total},
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "assessments/question.html", context, status=status)


def _is_from_check(request: HttpRequest) -> bool:
    return request.GET.get("from") == FROM_CHECK


def _next_url(
    assessment: Assessment, request: HttpRequest | None = None, *, after: str = ""
) -> str:
    """Where answering goes on: the job first, then what is open, then the check."""
    if request is None or not _is_from_check(request):
        if assessment.remit_id is None:
            return _question_url(assessment, "")
        code = queries.next_open(assessment, today=timezone.localdate(), after=after)
        if code is not None:
            return _question_url(assessment, code)
    return reverse("assessments:check", args=[assessment.pk])


def _question_url(assessment: Assessment, code: str) -> str:
    """The page of a question; without a code, of the job."""
    if code:
        return reverse("assessments:question", args=[assessment.pk, code])
    return reverse("assessments:remit", args=[assessment.pk])


def _resume_url(assessment: Assessment, page: CheckPage) -> str:
    """The first question that is open; the check when none is."""
    if page.lacks:
        return _question_url(assessment, page.lacks[0].code)
    return reverse("assessments:check", args=[assessment.pk])
