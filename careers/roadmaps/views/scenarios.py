"""Plans on trial beside the roadmap."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careers.profiles.queries import profile_of
from careers.roadmaps import actions, queries
from careers.roadmaps.choices import Wishes
from careers.roadmaps.forms import ScenarioForm
from careers.roadmaps.models import Scenario
from careers.roadmaps.queries import Choosable

with_form = require_http_methods(["GET", "HEAD", "POST"])


def _own(request: HttpRequest, pk: int) -> Scenario:
    found = queries.scenario_of(profile_of(request.user), pk)
    if found is None:
        raise Http404
    return found


def _form(
    request: HttpRequest, choosable: Choosable, wishes: Wishes, name: str = ""
) -> ScenarioForm:
    return ScenarioForm(
        request.POST if request.method == "POST" else None,
        choosable=choosable,
        wishes=wishes,
        today=timezone.localdate(),
        initial={"name": name},
    )


@require_safe
def scenarios(request: HttpRequest) -> HttpResponse:
    page = queries.scenarios_page(profile_of(request.user), timezone.localdate())
    if page is None:
        return redirect("roadmaps:mine")
    return render(request, "roadmaps/scenarios.html", {"page": page})


@with_form
def add_scenario(request: HttpRequest) -> HttpResponse:
    profile = profile_of(request.user)
    choosable = queries.choosable(profile, timezone.localdate(), has_labels=False)
    if choosable is None:
        return redirect("roadmaps:mine")
    form = _form(request, choosable, choosable.wishes)
    if form.is_valid():
        name, wishes = form.cleaned_data["name"], form.wishes()
        try:
            actions.add_scenario(profile=profile, name=name, wishes=wishes, now=timezone.now())
        except actions.RoadmapProblem as problem:
            form.add_error("name", str(problem))
        else:
            return redirect("roadmaps:scenarios")
    status = 422 if form.errors else 200
    return render(request, "roadmaps/add_scenario.html", {"form": form}, status=status)


@with_form
def edit_scenario(request: HttpRequest, pk: int) -> HttpResponse:
    scenario = _own(request, pk)
    profile = profile_of(request.user)
    choosable = queries.choosable(profile, timezone.localdate(), has_labels=False)
    if choosable is None:
        return redirect("roadmaps:mine")
    form = _form(request, choosable, queries.wishes_of_scenario(scenario), scenario.name)
    if form.is_valid():
        name, wishes = form.cleaned_data["name"], form.wishes()
        try:
            actions.change_scenario(scenario=scenario, name=name, wishes=wishes, now=timezone.now())
        except Scenario.DoesNotExist as gone:
            raise Http404 from gone
        return redirect("roadmaps:scenarios")
    status = 422 if form.errors else 200
    context = {"form": form, "scenario": scenario}
    return render(request, "roadmaps/edit_scenario.html", context, status=status)


@with_form
def remove_scenario(request: HttpRequest, pk: int) -> HttpResponse:
    scenario = _own(request, pk)
    if request.method == "POST":
        actions.remove_scenario(scenario=scenario)
        messages.success(request, _("“%(name)s” is removed.") % {"name": scenario.name})
        return redirect("roadmaps:scenarios")
    return render(request, "roadmaps/remove_scenario.html", {"scenario": scenario})


@with_form
def adopt_scenario(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a scenario the roadmap. Whoever had to sign in first comes back by GET."""
    scenario = _own(request, pk)
    if request.method != "POST":
        return redirect("roadmaps:scenarios")
    profile = profile_of(request.user)
    try:
        actions.adopt_scenario(profile=profile, scenario=scenario, now=timezone.now())
    except actions.RoadmapProblem as problem:
        messages.error(request, str(problem))
        return redirect("roadmaps:scenarios")
    messages.success(request, _("“%(name)s” is your plan now.") % {"name": scenario.name})
    return redirect("roadmaps:mine")
