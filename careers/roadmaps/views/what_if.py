"""“What if one answer were different?”: a page that reads, tries and forgets."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from careers.roadmaps import queries
from careers.roadmaps.forms import WhatIfForm


@require_safe
@vary_on_headers("HX-Request")
def what_if(request: HttpRequest) -> HttpResponse:
    """For the owner alone. Whoever has answered nothing yet has nothing to try."""
    number = _number(request.GET.get("assessment", ""))
    assessment = queries.assessment_to_try(request.user, number)
    if assessment is None and number is None:
        return redirect("roadmaps:mine")
    if assessment is None:
        raise Http404
    asked = queries.asked_in(assessment)
    form = WhatIfForm(request.GET, asked=asked)
    page = queries.what_if(asked, form.tried, timezone.localdate())
    is_part = bool(request.headers.get("HX-Request"))
    context = {"assessment": assessment, "form": form, "page": page, "is_part": is_part}
    template = "roadmaps/_what_if_result.html" if is_part else "roadmaps/what_if.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _number(text: str) -> int | None:
    """The number of a self-assessment; what is no number names none of them."""
    if not text:
        return None
    try:
        return int(text)
    except ValueError as fault:
        raise Http404 from fault
