"""The pages of the administration on which lists of people come in and go out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from careers.levels.admin_forms import LONGEST_KEY
from careers.levels.sheets import CSV, KINDS, XLSX, csv_parts, xlsx_of
from careers.profiles import actions
from careers.profiles.forms import PeopleForm, WriteForm, a_nonce
from careers.profiles.importing.columns import columns
from careers.profiles.importing.own_line import BroughtUnder
from careers.profiles.models import AccessEntry, PeopleImport, User
from careers.profiles.queries import importing

NAME = "profiles_user"
RIGHTS = ("profiles.add_user", "profiles.change_user", "profiles.change_profile")
"""Whoever brings people in makes accounts, names them and gives them managers."""

WIDTHS = {"A": 32, "B": 28, "C": 28, "D": 32}


def address_of(page: str, **values: Any) -> str:
    return reverse(f"admin:{NAME}_{page}", kwargs=values)


class PeopleFiles(admin.ModelAdmin):
    """Beside the list of accounts: bring people in, and take them out, as a file."""

    change_list_template = "admin/profiles/user/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        pages = (
            ("import", "import/", self.import_view),
            ("import_template", "import/template.csv", require_safe(self.import_template_view)),
            ("import_list", "import/<int:pk>/", require_safe(self.import_list_view)),
            ("import_faults", "import/<int:pk>/faults.csv", require_safe(self.import_faults_view)),
            ("import_write", "import/<int:pk>/write/", self.import_write_view),
            ("import_again", "import/<int:pk>/again/", self.import_again_view),
            ("import_give_up", "import/<int:pk>/give-up/", self.import_give_up_view),
            ("export_csv", "export/people.csv", require_safe(partial(self.export_view, form=CSV))),
            (
                "export_xlsx",
                "export/people.xlsx",
                require_safe(partial(self.export_view, form=XLSX)),
            ),
        )
        return [
            *(
                path(address, self.admin_site.admin_view(view), name=f"{NAME}_{name}")
                for name, address, view in pages
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        more = {"may_import": _may_import(request), "may_export": _may_export(request)}
        return super().changelist_view(request, {**more, **(extra_context or {})})

    # In

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file, or say what is wrong with it."""
        _demand(_may_import(request))
        form = PeopleForm(initial={"nonce": a_nonce()})
        if request.method == "POST":
            form = PeopleForm(request.POST, request.FILES)
            found = None
            if form.is_valid():
                found = form.save(cast(User, request.user), now=timezone.now())
            if found is not None:
                return redirect(address_of("import_list", pk=found.pk))
        page = {
            "title": _("Import people"),
            "form": form,
            "faults": form.errors,
            "columns": columns(),
            "latest": importing.latest_imports(),
        }
        return self._page(request, "import", page, status=422 if form.errors else 200)

    def import_template_view(self, request: HttpRequest) -> HttpResponse:
        """A file with nothing but the headings."""
        _demand(_may_import(request))
        return _file([tuple(column.label for column in columns())], CSV, "people")

    def import_list_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far a list is, what it would do, and what came of it."""
        _demand(_may_import(request))
        return self._list_page(request, _list(pk))

    def _list_page(
        self, request: HttpRequest, found: PeopleImport, form: WriteForm | None = None
    ) -> HttpResponse:
        asked = request.GET
        page = importing.import_page(
            found, show=asked.get("show", ""), number=asked.get("page"), now=timezone.now()
        )
        form = form or WriteForm(to_confirm=page.to_confirm)
        context = {
            "title": _("Import of %(file)s") % {"file": found.file_name},
            "page": page,
            "form": form,
            "faults": form.errors,
        }
        return self._page(request, "import_list", context, status=422 if form.errors else 200)

    def import_faults_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The faulty rows, with what is wrong, for whoever mends them."""
        _demand(_may_import(request))
        return _file(importing.faults_table(_list(pk)), CSV, f"faults-{pk}")

    def import_write_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have the list written, once however often it is asked for, or ask whether it is meant."""
        _demand(_may_import(request))
        found = _list(pk)
        if request.method != "POST":
            return redirect(address_of("import_list", pk=pk))
        form = WriteForm(request.POST, to_confirm=importing.to_confirm(found))
        if not form.is_valid():
            return self._list_page(request, found, form)
        try:
            is_written = actions.write_people(found=found, user=cast(User, request.user))
            text = _("It cannot be imported as it is. Look at it again.")
        except BroughtUnder as refused:
            is_written, text = False, refused.sentence
        if not is_written:
            self.message_user(request, text, messages.ERROR)
        return redirect(address_of("import_list", pk=pk))

    def import_again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Check the list once more, or go on where the work stopped."""
        _demand(_may_import(request))
        found = _list(pk)
        if request.method == "POST":
            actions.check_again(found=found)
        return redirect(address_of("import_list", pk=pk))

    def import_give_up_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete the list; nothing of it is left. Sent twice, the second finds nothing to do."""
        _demand(_may_import(request))
        found = importing.import_called(pk) if len(str(pk)) <= LONGEST_KEY else None
        if request.method != "POST" or found is None:
            return redirect(address_of("import"))
        if not actions.give_up(found=found, now=timezone.now()):
            text = _("It is too late to give this import up.")
            self.message_user(request, text, messages.ERROR)
            return redirect(address_of("import_list", pk=pk))
        self.message_user(request, _("The import was given up. Nothing was changed."))
        return redirect(address_of("import"))

    # Out

    def export_view(self, request: HttpRequest, form: str) -> HttpResponse:
        """Everybody, by the columns of an import; recorded for each of them."""
        _demand(_may_export(request))
        name = f"people-{timezone.localdate().isoformat()}"
        if request.method == "HEAD":  # hands nothing out
            return _file((), form, name)
        actions.record_looks(
            viewer=cast(User, request.user),
            profiles=importing.everybody(),
            what=AccessEntry.What.EXPORT,
            now=timezone.now(),
        )
        return _file(importing.people_table(), form, name)

    def _page(
        self, request: HttpRequest, name: str, page: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_address": address_of("changelist"),
            **page,
        }
        template = f"admin/profiles/user/{name}.html"
        return TemplateResponse(request, template, context, status=status)


def _may_import(request: HttpRequest) -> bool:
    return bool(request.user.has_perms(RIGHTS))


def _may_export(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("profiles.view_user"))


def _demand(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied


def _list(pk: int) -> PeopleImport:
    found = importing.import_called(pk) if len(str(pk)) <= LONGEST_KEY else None
    if found is None:
        raise Http404
    return found


def _file(table: Iterable[Any], form: str, name: str) -> HttpResponse:
    """A table is not held in memory: rows are sent as they are read."""
    response: Any
    if form == CSV:
        response = StreamingHttpResponse(csv_parts(table), content_type=KINDS[form])
    else:
        content = xlsx_of(table, title=_("People"), widths=WIDTHS)
        response = HttpResponse(content, content_type=KINDS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response.headers["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, response)
