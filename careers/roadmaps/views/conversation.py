"""Comments on a roadmap, by its owner and by whoever leads them."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from careers.profiles.models import AccessEntry, Profile, User
from careers.profiles.queries import visible_profile
from careers.profiles.views import note_look
from careers.roadmaps import actions, queries
from careers.roadmaps.forms import CommentForm, ReadForm
from careers.roadmaps.views.deciding import by_button

UNPROCESSABLE = 422
PLACE = "#conversation"


@by_button
def comment(request: HttpRequest, profile_pk: int) -> HttpResponse:
    profile = _visible(request, profile_pk)
    if request.method != "POST":
        return redirect(reverse("roadmaps:detail", args=[profile_pk]) + PLACE)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            _say(request, profile, form.cleaned_data)
        except actions.RoadmapProblem as problem:
            form.add_error("text", str(problem))
        else:
            messages.success(request, _("Your comment is there."))
            return redirect(_address(request, profile, form.cleaned_data))
    note_look(request, profile, AccessEntry.What.PLAN)
    context = {
        "profile": profile,
        "is_own": profile.user_id == request.user.pk,
        "form": form.with_new_nonce(),
        "conversation": queries.conversation_of(profile, cast(User, request.user)),
        "back_url": _address(request, profile, form.cleaned_data),
    }
    return render(request, "roadmaps/comment.html", context, status=UNPROCESSABLE)


@by_button
def read(request: HttpRequest, profile_pk: int) -> HttpResponse:
    profile = _visible(request, profile_pk)
    form = ReadForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return redirect(reverse("roadmaps:detail", args=[profile_pk]) + PLACE)
    actions.mark_read(
        profile=profile,
        reader=cast(User, request.user),
        up_to=form.cleaned_data["seen"],
        now=timezone.now(),
    )
    return redirect(_address(request, profile, form.cleaned_data))


def _visible(request: HttpRequest, profile_pk: int) -> Profile:
    profile = visible_profile(request.user, profile_pk)
    if profile is None:
        raise Http404
    return profile


def _say(request: HttpRequest, profile: Profile, sent: dict[str, Any]) -> None:
    now, reader = timezone.now(), cast(User, request.user)
    actions.add_comment(
        profile=profile,
        author=reader,
        key=sent["step"] or None,
        text=sent["text"],
        nonce=sent["nonce"],
        now=now,
    )
    if sent["seen"]:  # whoever answers has read what stood above the form
        actions.mark_read(profile=profile, reader=reader, up_to=sent["seen"], now=now)


def _address(request: HttpRequest, profile: Profile, sent: dict[str, Any]) -> str:
    """The page on which the form stood; the page of managers belongs to an app above this one."""
    is_own, to, step = profile.user_id == request.user.pk, sent.get("to"), sent.get("step")
    if to == "home":
        return reverse("teams:home")
    if to == "step" and step and is_own:
        return reverse("roadmaps:step", args=[step]) + PLACE
    if to == "review" and not is_own:
        address = reverse("teams:review", args=[profile.pk])
        back = sent.get("back")
        return (f"{address}?{urlencode({'back': back})}" if back else address) + PLACE
    return reverse("roadmaps:detail", args=[profile.pk]) + PLACE
