"""An absence of a manager: who stands in, and from which day to which."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.profiles import actions, queries
from careers.profiles.forms import AbsenceForm
from careers.profiles.models import Delegation
from careers.profiles.views.profile import UNPROCESSABLE, page_with_form


@page_with_form
def absence(request: HttpRequest) -> HttpResponse:
    profile, now = queries.profile_of(request.user), timezone.now()
    leads = queries.leads_people(profile)
    is_sent = leads and request.method == "POST"
    form = AbsenceForm(request.POST if is_sent else None)
    if is_sent and form.is_valid() and (made := form.save(profile, now=now)):
        messages.success(
            request, _("%(name)s stands in for you on these days.") % {"name": made.delegate}
        )
        return redirect("profiles:absence")
    context = {
        "form": form,
        "leads": leads,
        "absences": queries.absences_of(profile, now),
    }
    return render(
        request, "profiles/absence.html", context, status=UNPROCESSABLE if form.errors else 200
    )


@page_with_form
def end_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever had to sign in first comes back by GET, and is shown the page without a change."""
    given = Delegation.objects.given_by(request.user).select_related("delegate__user")
    delegation = get_object_or_404(given, pk=pk)
    if request.method == "POST":
        actions.end_delegation(delegation=delegation, now=timezone.now())
        name = str(delegation.delegate)
        messages.success(request, _("%(name)s no longer stands in for you.") % {"name": name})
    return redirect("profiles:absence")
