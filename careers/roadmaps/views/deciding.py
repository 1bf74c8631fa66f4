"""Accepting a proposal, keeping the plan there is, taking an acceptance back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careers.profiles.queries import profile_of
from careers.roadmaps import actions

by_button = require_http_methods(["GET", "HEAD", "POST"])
"""Whoever had to sign in first comes back by GET, and is shown the page without a change."""


@by_button
def accept(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        digest = request.POST.get("proposal", "")
        try:
            actions.accept(profile=profile_of(request.user), digest=digest, now=timezone.now())
        except actions.RoadmapProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("This is your plan now. You can undo this below."))
    return redirect("roadmaps:mine")


@by_button
def decline(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        digest = request.POST.get("proposal", "")
        try:
            actions.decline(profile=profile_of(request.user), digest=digest, now=timezone.now())
        except actions.RoadmapProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Your plan stays as it is."))
    return redirect("roadmaps:mine")


@by_button
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        is_done = actions.undo(
            profile=profile_of(request.user), acceptance_pk=pk, now=timezone.now()
        )
        if is_done:
            messages.success(request, _("The plan is what it was before."))
        else:
            messages.info(request, _("There is nothing to undo any more."))
    return redirect("roadmaps:mine")
