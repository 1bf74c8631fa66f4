from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from careers.certifications.queries import cards
from careers.profiles.models import AccessEntry, Profile, User
from careers.profiles.queries import profile_of, visible_profile
from careers.profiles.views import note_look
from careers.roadmaps import actions, queries
from careers.roadmaps.forms import ExclusionForm, comment_form
from careers.roadmaps.queries import Change, ChangeKind


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    return redirect("roadmaps:detail", profile_pk=profile_of(request.user).pk)


@require_safe
def detail(request: HttpRequest, profile_pk: int) -> HttpResponse:
    profile = visible_profile(request.user, profile_pk)
    if profile is None:
        raise Http404
    is_own = profile.user_id == request.user.pk
    change, reader = _change(request) if is_own else None, cast(User, request.user)
    page = queries.roadmap_of(
        profile, timezone.localdate(), is_own=is_own, change=change, reader=reader
    )
    note_look(request, profile, AccessEntry.What.PLAN)
    context: dict[str, Any] = {"profile": profile, "is_own": is_own, "page": page}
    if page and page.conversation:
        steps = [(step.key, step.name) for step in page.steps]
        context["comment_form"] = comment_form(steps=steps, seen=page.conversation.newest)
    return render(request, "roadmaps/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def exclude(request: HttpRequest, key: str) -> HttpResponse:
    card = cards().get(key)
    if card is None:
        raise Http404
    is_sent = request.method == "POST"
    form = ExclusionForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        profile = profile_of(request.user)
        reason = form.cleaned_data["reason"]
        try:
            actions.exclude(profile=profile, key=key, reason=reason, now=timezone.now())
        except actions.AgreedWithManager as problem:
            form.add_error("reason", str(problem))
        else:
            return _back(profile, Change(kind=ChangeKind.SET_ASIDE, key=key))
    context = {"card": card, "form": form}
    return render(request, "roadmaps/exclude.html", context, status=422 if is_sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def include(request: HttpRequest, key: str) -> HttpResponse:
    """Put back what was set aside. Whoever had to sign in first comes back by GET."""
    if request.method != "POST":
        return redirect("roadmaps:mine")
    profile = profile_of(request.user)
    try:
        actions.include_again(profile=profile, key=key, now=timezone.now())
    except actions.UnknownCertification as problem:
        raise Http404(str(problem)) from problem
    return _back(profile, Change(kind=ChangeKind.PUT_BACK, key=key))


def _change(request: HttpRequest) -> Change | None:
    """Read from the address what was just done; anything else in it is left alone."""
    for kind in ChangeKind:
        if key := request.GET.get(kind.value):
            return Change(kind=kind, key=key)
    return None


def _back(profile: Profile, change: Change) -> HttpResponse:
    address = reverse("roadmaps:detail", args=[profile.pk])
    return redirect(f"{address}?{change.kind.value}={change.key}")
