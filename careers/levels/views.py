from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.levels import queries


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "levels/index.html", {"page": queries.ladder_page()})
