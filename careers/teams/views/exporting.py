"""The list on the screen as a file; every download is recorded."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.levels.sheets import CSV, KINDS, XLSX
from careers.teams import actions, queries, tables
from careers.teams.forms import FilterForm
from careers.teams.views.people import SignedInRequest


@require_safe
def export_csv(request: SignedInRequest) -> HttpResponse:
    return _file(request, CSV)


@require_safe
def export_xlsx(request: SignedInRequest) -> HttpResponse:
    return _file(request, XLSX)


def _file(request: SignedInRequest, form: str) -> HttpResponse:
    """Everybody on the list that was asked for; one asked for badly is explained on its page."""
    columns, now = queries.competencies(), timezone.now()
    asked = FilterForm(request.GET, columns=columns)
    if not asked.is_valid():
        return redirect(f"{reverse('teams:people')}?{request.GET.urlencode()}")
    today = timezone.localdate(now)
    rows = queries.matrix_rows(request.user, asked.filters(), columns=columns, today=today)
    if request.method == "GET":  # a HEAD hands nothing out
        actions.record_export(
            by=request.user,
            what="people",
            form=form,
            asked="; ".join(asked.in_words()),
            profiles=[row.profile_id for row in rows],
            now=now,
        )
    response = HttpResponse(tables.file_of(form, rows, columns), content_type=KINDS[form])
    name = f"people-{today.isoformat()}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
