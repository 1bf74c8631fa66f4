"""What a self-assessment gave: for its owner, and once it is handed in for the line above."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from careers.assessments import queries
from careers.assessments.models import Assessment
from careers.assessments.wording import Words, who_sees
from careers.profiles.queries import profile_of


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Assessment.objects.visible_to(request.user).with_people_and_result()
    assessment = get_object_or_404(visible, pk=pk)
    if assessment.is_draft:
        return redirect("assessments:check", pk=pk)
    page = queries.result_page(assessment, is_own=assessment.profile.user_id == request.user.pk)
    context = {"assessment": assessment, "page": page}
    return render(request, "assessments/result.html", context)


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    profile = profile_of(request.user)
    context = {
        "rows": queries.history(profile),
        "who_sees": who_sees(str(profile.manager or ""), Words(competencies={}), str(profile)),
    }
    return render(request, "assessments/history.html", context)
