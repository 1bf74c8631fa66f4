"""What the owner says to a review: yes, or a few words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.assessments import actions, queries
from careers.assessments.forms import AcceptForm, ReplyForm
from careers.assessments.models import Assessment
from careers.assessments.views.answering import CONFLICT, UNPROCESSABLE, page_with_form

Decide = Callable[[HttpRequest, Assessment], HttpResponse]
View = Callable[[HttpRequest, int], HttpResponse]


def of_a_result(decide: Decide) -> View:
    """Give the view the user's own result; whoever had to sign in first comes back by GET."""

    @wraps(decide)
    def wrapper(request: HttpRequest, pk: int) -> HttpResponse:
        own = Assessment.objects.owned_by(request.user).submitted().with_people_and_result()
        assessment = get_object_or_404(own, pk=pk)
        if request.method != "POST":
            return redirect("assessments:result", pk=pk)
        try:
            return decide(request, assessment)
        except Assessment.DoesNotExist as gone:
            raise Http404 from gone

    return wrapper


@page_with_form
@of_a_result
def accept_review(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    form = AcceptForm(request.POST)
    if not form.is_valid():  # not from our page, which is shown instead
        return redirect("assessments:result", pk=assessment.pk)
    version = form.cleaned_data["version"]
    try:
        actions.accept_review(assessment=assessment, version=version, now=timezone.now())
    except actions.AssessmentProblem as problem:
        return _show_conflict(request, assessment, str(problem), ReplyForm())
    messages.success(request, _("You and your manager agree. This is your result now."))
    return redirect("assessments:result", pk=assessment.pk)


@page_with_form
@of_a_result
def reply_to_review(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _show(request, assessment, form, UNPROCESSABLE)
    sent = form.cleaned_data
    try:
        actions.reply_to_review(
            assessment=assessment, version=sent["version"], text=sent["text"], now=timezone.now()
        )
    except actions.AssessmentProblem as problem:
        return _show_conflict(request, assessment, str(problem), form)
    messages.success(request, _("Your reply is sent."))
    return redirect("assessments:result", pk=assessment.pk)


def _show_conflict(
    request: HttpRequest, assessment: Assessment, problem: str, form: ReplyForm
) -> HttpResponse:
    """The page as it is now; what was written is still in its field."""
    newest = Assessment.objects.with_people_and_result().get(pk=assessment.pk)
    return _show(request, newest, form, CONFLICT, problem)


def _show(
    request: HttpRequest, assessment: Assessment, form: ReplyForm, status: int, problem: str = ""
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "page": queries.result_page(assessment, is_own=True),
        "form": form,
        "problem": problem,
    }
    return render(request, "assessments/result.html", context, status=status)
