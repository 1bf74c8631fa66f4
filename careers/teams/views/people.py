from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.profiles.models import User
from careers.teams import queries
from careers.teams.forms import FilterForm
from careers.teams.heads import heads_of


class SignedInRequest(HttpRequest):
    """A request that LoginRequiredMiddleware let through."""

    user: User


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    page = queries.home(request.user, today=timezone.localdate())
    return render(request, "teams/home.html", {"page": page})


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    page = queries.attention_page(request.user, now=timezone.now())
    return render(request, "teams/index.html", {"page": page})


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    columns = queries.competencies()
    form = FilterForm(request.GET, columns=columns)
    filters = form.filters()
    number, today = request.GET.get("page"), timezone.localdate()
    team = queries.matrix_page(request.user, filters, number, columns=columns, today=today)
    context = {
        "form": form,
        "filters": filters,
        "team": team,
        "heads": heads_of(filters, columns),
        "kept": filters.query(),
        "back": filters.query(page=team.page.number),
        "unsorted": filters.but(sort="").query(),
        "today": today,
    }
    return render(request, "teams/people.html", context, status=422 if form.errors else 200)
