"""A roadmap to take along: on paper and as a file. For its owner and the own line of management."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.profiles.models import AccessEntry, Profile
from careers.profiles.queries import visible_profile
from careers.profiles.views import note_look
from careers.roadmaps import exports, queries, tables
from careers.roadmaps.diary import diary_of
from careers.roadmaps.exports import Export


@require_safe
def paper(request: HttpRequest, profile_pk: int) -> HttpResponse:
    profile, today = _visible(request, profile_pk), timezone.localdate()
    is_own = profile.user_id == request.user.pk
    page = queries.roadmap_of(profile, today, is_own=is_own)
    if page is None:
        raise Http404
    note_look(request, profile, AccessEntry.What.FILE)
    context = {
        "page": page,
        "is_own": is_own,
        "address": request.build_absolute_uri(reverse("roadmaps:detail", args=[profile.pk])),
        "diary": diary_of(page.steps, page.renewals),
        "today": today,
    }
    return render(request, "roadmaps/paper.html", context)


@require_safe
def export_csv(request: HttpRequest, profile_pk: int) -> HttpResponse:
    today = timezone.localdate()
    content = tables.csv_of(_export(request, profile_pk, today))
    return _file(content, "text/csv; charset=utf-8", f"roadmap-{today.isoformat()}.csv")


@require_safe
def export_json(request: HttpRequest, profile_pk: int) -> HttpResponse:
    today = timezone.localdate()
    content = exports.json_of(_export(request, profile_pk, today))
    return _file(content, "application/json", f"roadmap-{today.isoformat()}.json")


def _visible(request: HttpRequest, profile_pk: int) -> Profile:
    profile = visible_profile(request.user, profile_pk)
    if profile is None:
        raise Http404
    return profile


def _export(request: HttpRequest, profile_pk: int, today: date) -> Export:
    profile = _visible(request, profile_pk)
    found = queries.export_of(profile, today, is_own=profile.user_id == request.user.pk)
    if found is None:
        raise Http404
    note_look(request, profile, AccessEntry.What.FILE)
    return found


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
