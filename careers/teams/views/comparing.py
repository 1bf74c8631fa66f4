"""Teams side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.teams import queries
from careers.teams.views.people import SignedInRequest


@require_safe
def compare(request: SignedInRequest) -> HttpResponse:
    number = request.GET.get("page")
    page = queries.compare_page(request.user, number, today=timezone.localdate())
    return render(request, "teams/compare.html", {"page": page})
