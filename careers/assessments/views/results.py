"""What a self-assessment gave: for its owner, and once it is handed in for the line above."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from careers.assessments import queries
from careers.assessments.models import Assessment
from careers.profiles.models import AccessEntry
from careers.profiles.queries import profile_of
from careers.profiles.views import note_look


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Assessment.objects.visible_to(request.user).with_people_and_result()
    assessment = get_object_or_404(visible, pk=pk)
    if assessment.is_draft:
        return redirect("assessments:check", pk=pk)
    page = queries.result_page(assessment, is_own=assessment.profile.user_id == request.user.pk)
    note_look(request, assessment.profile, AccessEntry.What.RESULT)
    context = {"assessment": assessment, "page": page}
    return render(request, "assessments/result.html", context)


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    rows = queries.history(profile_of(request.user))
    return render(request, "assessments/history.html", {"rows": rows})
