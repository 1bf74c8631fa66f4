from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.certifications import queries
from careers.certifications.forms import FilterForm


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    is_valid = form.is_valid()
    page = queries.index_page(
        text=form.cleaned_data.get("q", ""), level=form.cleaned_data.get("level")
    )
    context = {"form": form, "page": page, "is_filtered": bool(request.GET)}
    return render(request, "certifications/index.html", context, status=200 if is_valid else 422)


@require_safe
def detail(request: HttpRequest, key: str) -> HttpResponse:
    page = queries.detail_page(key)
    if page is None:
        raise Http404
    return render(request, "certifications/detail.html", {"page": page})
