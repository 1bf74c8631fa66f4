"""What rests on one person."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.profiles.models import AccessEntry
from careers.profiles.views import note_look
from careers.teams import queries
from careers.teams.forms import CoverForm
from careers.teams.views.people import SignedInRequest
from careers.teams.views.reviewing import member_or_404


@require_safe
def cover(request: SignedInRequest) -> HttpResponse:
    form = CoverForm(request.GET)
    page = queries.cover_page(request.user, **form.asked(), today=timezone.localdate())
    if page is None:
        raise Http404
    if page.leaving:  # one person's plan, step by step, with what it costs
        profile = member_or_404(request, page.leaving.person.profile_id)
        note_look(request, profile, AccessEntry.What.REVIEW)
    context = {"form": form, "page": page}
    return render(request, "teams/cover.html", context, status=422 if form.errors else 200)
