from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careers.profiles.queries import profile_of
from careers.roadmaps import actions, queries
from careers.roadmaps.forms import WishesForm


@require_http_methods(["GET", "HEAD", "POST"])
def inputs(request: HttpRequest) -> HttpResponse:
    """What the plan is made from; whoever has not assessed themselves is sent there first."""
    profile = profile_of(request.user)
    choosable = queries.choosable(profile, timezone.localdate())
    if choosable is None:
        return redirect("roadmaps:mine")
    form = WishesForm(
        request.POST if request.method == "POST" else None,
        choosable=choosable,
        wishes=choosable.wishes,
        today=timezone.localdate(),
    )
    if form.is_valid():
        try:
            actions.set_wishes(profile=profile, wishes=form.wishes(), now=timezone.now())
        except actions.WrongWishes as problem:  # something was set aside in between
            form.add_error(problem.field, str(problem))
        else:
            messages.success(request, _("Saved. The plan is worked out with these limits."))
            return redirect("roadmaps:mine")
    status = 422 if form.errors else 200
    return render(request, "roadmaps/inputs.html", {"form": form}, status=status)
