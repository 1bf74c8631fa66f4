"""Lists of the administration as files, and files that have nothing but the headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from careers.levels.admin_forms import PlainAdmin
from careers.levels.sheets import CSV, KINDS, XLSX, csv_of, xlsx_of
from careers.levels.tables import Table

SAFE = ("GET", "HEAD")
FORM = (*SAFE, "POST")

View = Callable[..., HttpResponse]


class ListedAsFile(PlainAdmin):
    """The pages of a table of the database whose list is also there as a file."""

    table: type[Table]
    change_list_template = "admin/importing/change_list.html"

    def pages(self) -> tuple[tuple[str, str, View], ...]:
        """Name, address and view of each page of its own."""
        empty = self.for_editors(self.import_empty_view)
        return (
            ("import_empty", "import/empty/<slug:form>/", empty),
            ("export", "export/<slug:form>/", self.for_readers(self.export_view)),
        )

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(address, self.admin_site.admin_view(view), name=self.page_name(name))
            for name, address, view in self.pages()
        ]
        return [*own, *super().get_urls()]

    def page_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def address(self, page: str, **values: Any) -> str:
        return reverse(f"admin:{self.page_name(page)}", kwargs=values)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        asked = request.GET.urlencode()
        exports = [
            {"form": form, "address": f"{self.address('export', form=form)}?{asked}".rstrip("?")}
            for form in (CSV, XLSX)
        ]
        more = {
            "exports": exports,
            "import_address": self.address("import"),
            "may_import": self.has_change_permission(request),
        }
        return super().changelist_view(request, {**more, **(extra_context or {})})

    def import_empty_view(self, request: HttpRequest, form: str) -> HttpResponse:
        """A file that has nothing but the headings."""
        return self._file(form, [self.table().head()], "empty")

    def export_view(self, request: HttpRequest, form: str) -> HttpResponse:
        """The list as it is filtered, with all columns."""
        try:
            shown = self.get_changelist_instance(request).get_queryset(request)
            keys = [str(key) for key in shown.values_list(self.table.key, flat=True)]
        except IncorrectLookupParameters:
            return redirect(self.address("changelist"))
        except OverflowError as error:
            raise BadRequest("A filter asks for a number that no database holds.") from error
        return self._file(form, self.table().lines(list(dict.fromkeys(keys))), "")

    def _file(self, form: str, lines: Iterable[Any], suffix: str) -> HttpResponse:
        if form not in KINDS:
            raise Http404
        title = str(self.opts.verbose_name_plural)
        content = csv_of(lines) if form == CSV else xlsx_of(lines, title=title[:31], widths={})
        day = timezone.localdate().isoformat()
        name = "-".join(one for one in (str(self.opts.model_name), suffix or day) if one)
        response = HttpResponse(content, content_type=KINDS[form])
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def for_editors(self, view: View, methods: Iterable[str] = SAFE) -> View:
        return _for(self.has_change_permission, view, methods)

    def for_readers(self, view: View) -> View:
        return _for(self.has_view_permission, view, SAFE)


def _for(is_allowed: Callable[[HttpRequest], bool], view: View, methods: Iterable[str]) -> View:
    """A page for whoever may; how it is asked for matters to nobody else."""
    served = require_http_methods(list(methods))(view)

    @wraps(view)
    def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
        if not is_allowed(request):
            raise PermissionDenied
        return served(request, **values)

    return guarded
