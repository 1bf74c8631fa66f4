from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.profiles.models import User
from careers.teams import queries
from careers.teams.forms import FilterForm


class SignedInRequest(HttpRequest):
    """A request that LoginRequiredMiddleware let through."""

    user: User


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    page = queries.home(request.user, today=timezone.localdate())
    return render(request, "teams/home.html", {"page": page})


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    filters = form.filters()
    number = request.GET.get("page")
    team = queries.team_page(request.user, filters, number, today=timezone.localdate())
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {"form": form, "filters": filters, "team": team, "kept": kept.urlencode()}
    return render(request, "teams/index.html", context, status=422 if form.errors else 200)
