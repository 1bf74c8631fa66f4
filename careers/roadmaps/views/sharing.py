"""Taking the own roadmap out of the portal: the calendar and the links, made and ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careers.profiles.queries import profile_of
from careers.roadmaps import actions, queries
from careers.roadmaps.forms import LinkForm
from careers.roadmaps.models import ShareLink

UNPROCESSABLE = 422
page_with_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def sharing(request: HttpRequest) -> HttpResponse:
    profile = profile_of(request.user)
    site = request.build_absolute_uri("/").rstrip("/")
    page = queries.sharing_of(profile, site=site, now=timezone.now())
    return render(request, "roadmaps/sharing.html", {"page": page, "profile": profile})


@page_with_form
def new_feed(request: HttpRequest) -> HttpResponse:
    """Make the address of the calendar. Whoever had to sign in first comes back by GET."""
    if request.method == "POST":
        profile, replaces = profile_of(request.user), request.POST.get("replaces", "")
        if actions.new_feed(profile=profile, replaces=replaces, now=timezone.now()):
            told = _("Your calendar has its address. An older one opens nothing.")
            messages.success(request, told)
        else:
            messages.info(request, _("The calendar was switched off meanwhile. It has no address."))
    return redirect("roadmaps:sharing")


@page_with_form
def revoke_feed(request: HttpRequest) -> HttpResponse:
    """Switch the calendar off. Whoever had to sign in first comes back by GET."""
    if request.method == "POST":
        profile, replaces = profile_of(request.user), request.POST.get("replaces", "")
        if actions.revoke_feed(profile=profile, replaces=replaces):
            told = _("The calendar is switched off. Its address opens nothing.")
        else:
            told = _("The address you were shown opens nothing.")
        messages.success(request, told)
    return redirect("roadmaps:sharing")


@page_with_form
def add_link(request: HttpRequest) -> HttpResponse:
    profile = profile_of(request.user)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add_link(profile=profile, now=timezone.now(), **form.cleaned_data)
        except actions.SharingProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The link is made. Copy its address and pass it on."))
            return redirect("roadmaps:sharing")
    status = UNPROCESSABLE if form.errors else 200
    return render(
        request, "roadmaps/add_link.html", {"form": form, "profile": profile}, status=status
    )


@page_with_form
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a link. Whoever had to sign in first comes back by GET."""
    link = get_object_or_404(ShareLink.objects.owned_by(request.user), pk=pk)
    if request.method == "POST":
        actions.revoke_link(link=link, now=timezone.now())
        messages.success(
            request, _("The link for %(name)s opens nothing now.") % {"name": link.name}
        )
    return redirect("roadmaps:sharing")
