"""One person of the own line: the self-assessment and the roadmap, side by side with one's own."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.teams import queries
from careers.teams.views.people import SignedInRequest


@require_safe
def review(request: SignedInRequest, profile_pk: int) -> HttpResponse:
    profile = queries.member(request.user, profile_pk)
    if profile is None:
        raise Http404
    page = queries.review_page(profile, today=timezone.localdate())
    return render(request, "teams/review.html", {"profile": profile, "page": page})
