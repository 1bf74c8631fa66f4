"""What plans cost, and what a budget pays for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from careers.profiles.queries import has_reports
from careers.teams import queries
from careers.teams.forms import BudgetForm, MoneyForm
from careers.teams.quarters import quarters_ahead
from careers.teams.views.people import SignedInRequest

FIELDS = ("quarter", "budget", "currency")


@require_safe
def money(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    form = MoneyForm(request.GET, quarters=quarters_ahead(today))
    filters = form.filters()
    page = queries.money_page(request.user, filters, request.GET.get("page"), today=today)
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {"form": form, "filters": filters, "page": page, "kept": kept.urlencode()}
    context["has_line"] = has_reports(request.user)
    return render(request, "teams/money.html", context, status=422 if form.errors else 200)


@require_safe
def budget(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    quarters = quarters_ahead(today)
    if any(name in request.GET for name in FIELDS):
        form = BudgetForm(request.GET, quarters=quarters)
    else:
        start = {"quarter": quarters[0].code, "currency": settings.CURRENCY}
        form = BudgetForm(quarters=quarters, initial=start)
    asked = form.asked()
    page = queries.budget_page(request.user, asked, today=today) if asked else None
    context = {"form": form, "page": page, "has_line": has_reports(request.user)}
    return render(request, "teams/budget.html", context, status=422 if form.errors else 200)
