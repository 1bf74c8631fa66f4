"""The pages of the administration on which a table is sent, looked at and taken over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careers.levels.actions import ChangedMeanwhile, DocumentInvalid, keep_upload, take_over
from careers.levels.admin_forms import LONGEST_KEY
from careers.levels.documents import Document
from careers.levels.export_views import FORM, ListedAsFile, View
from careers.levels.forms import UploadForm
from careers.levels.models import TableUpload
from careers.levels.readings import Fault, Reading, Said
from careers.levels.sheets import CSV, XLSX

MOST_FAULTS = 100
"""Faults shown at once; who mends these sends the file again (our choice)."""
MOST_LINES = 200
"""Rows whose differences are shown at once; all are counted (our choice)."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a file that would change something."""

    number: int
    name: str
    is_new: bool
    changes: tuple[Said, ...]


class TableAdmin(ListedAsFile):
    """The pages of a table of the database that can also be sent and fetched as a file."""

    why_help: Any = gettext_lazy("Kept in the history.")

    def pages(self) -> tuple[tuple[str, str, View], ...]:
        check = self.for_editors(self.import_check_view, FORM)
        return (
            ("import", "import/", self.for_editors(self.import_view, FORM)),
            ("import_check", "import/<int:upload>/", check),
            *super().pages(),
        )

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file, say what is wrong with it, or lead on to what it would change."""
        if request.method != "POST":
            return self._upload_page(request, UploadForm())
        form, now = UploadForm(request.POST, request.FILES), timezone.now()
        if not form.is_valid():
            return self._upload_page(request, form)
        file = form.cleaned_data["file"]
        reading = self._allowed(request, self.table().read(file, user=request.user, now=now))
        if reading.faults:
            return self._upload_page(request, form, reading.faults)
        upload = keep_upload(
            table=self.opts.label_lower,
            file_name=file.name,
            why=form.cleaned_data["why"],
            user=request.user,
            now=now,
            **_kept(reading),
        )
        return redirect(self.address("import_check", upload=upload.pk))

    def _allowed(self, request: HttpRequest, reading: Reading) -> Reading:
        """Who may change rows need not be allowed to add some."""
        if self.has_add_permission(request):
            return reading
        text = _("“%(key)s” is not in the list, and you may not add to it.")
        faults = tuple(
            Fault(row=reading.rows[key], sentence=text % {"key": key})
            for key, base in reading.bases.items()
            if not base
        )
        return Reading(**(vars(reading) | {"faults": (*reading.faults, *faults)}))

    def _upload_page(
        self, request: HttpRequest, form: UploadForm, faults: Iterable[Fault] = ()
    ) -> HttpResponse:
        form.fields["why"].help_text = self.why_help
        told = [*form.faults(), *(fault.words for fault in faults)]
        page = {
            "title": _("Import %(things)s") % {"things": self.opts.verbose_name_plural},
            "form": form,
            "faults": told[:MOST_FAULTS],
            "more_faults": max(0, len(told) - MOST_FAULTS),
            "columns": self.table().columns(),
            "empty": [
                {"form": one, "address": self.address("import_empty", form=one)}
                for one in (CSV, XLSX)
            ],
        }
        return self._page(request, "upload", page, 422 if told else 200)

    def import_check_view(self, request: HttpRequest, upload: int) -> HttpResponse:
        """What the file would change; sent, it is taken over."""
        kept = self._upload(request, upload)
        if request.method != "POST":
            return self._check_page(request, kept)
        try:
            taken, is_first = take_over(
                upload=kept, write=lambda one: self.take(request, one), now=timezone.now()
            )
        except ChangedMeanwhile as refused:
            text = _("Somebody else has changed them since you sent the file: %(keys)s.")
            told = [text % {"keys": ", ".join(refused.keys)}, _("Send the file again.")]
            return self._check_page(request, kept, told, 409)
        except DocumentInvalid as refused:
            faults = self.table().faults_in(refused, kept.rows)
            return self._check_page(request, kept, [one.words for one in faults], 409)
        if is_first and not taken.leads_to:
            self._tell(request, kept)
        return redirect(taken.leads_to or self.address("changelist"))

    def _upload(self, request: HttpRequest, pk: int) -> TableUpload:
        mine = TableUpload.objects.of(self.opts.label_lower, request.user, timezone.now())
        found = mine.filter(pk=pk).first() if len(str(pk)) <= LONGEST_KEY else None
        if found is None:
            raise Http404
        return found

    def take(self, request: HttpRequest, upload: TableUpload) -> str:
        """Write the rows; the address of another page, where something is still to be decided."""
        why = upload.why or _("Import of %(file)s") % {"file": upload.file_name}
        self.table().write(
            documents=upload.documents,
            bases=upload.bases,
            user=request.user,
            why=why,
            now=timezone.now(),
        )
        return ""

    def _tell(self, request: HttpRequest, upload: TableUpload) -> None:
        number = len(upload.documents)
        text = ngettext("%(number)d row is imported.", "%(number)d rows are imported.", number)
        self.message_user(request, text % {"number": number}, messages.SUCCESS)
        for sentence in upload.warnings:
            self.message_user(request, sentence, messages.WARNING)

    def _check_page(
        self, request: HttpRequest, upload: TableUpload, told: Iterable[str] = (), status: int = 200
    ) -> HttpResponse:
        if upload.taken_at is not None:
            return redirect(upload.leads_to or self.address("changelist"))
        lines = self._lines(upload)
        page = {
            "title": _("What %(file)s would change") % {"file": upload.file_name},
            "upload": upload,
            "lines": lines[:MOST_LINES],
            "more_lines": max(0, len(lines) - MOST_LINES),
            "added": sum(line.is_new for line in lines),
            "changed": sum(not line.is_new for line in lines),
            "told": tuple(told),
            "is_looked_at_first": self.is_looked_at_first(upload.documents),
            "import_address": self.address("import"),
        }
        return self._page(request, "check", page, status)

    def is_looked_at_first(self, documents: Mapping[str, Document]) -> bool:
        """Whether another page says whom it touches before anything is saved."""
        return False

    def _lines(self, upload: TableUpload) -> list[Line]:
        table, new = self.table(), upload.documents
        stored = table.stored(list(new))
        names = table.names(new.values())
        return [
            Line(
                number=number,
                name=table.name_of(new[key]),
                is_new=key not in stored,
                changes=tuple(table.said(stored.get(key), new[key], names)),
            )
            for key, number in sorted(upload.rows.items(), key=lambda one: one[1])
        ]

    def _page(
        self, request: HttpRequest, name: str, page: dict[str, Any], status: int
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_address": self.address("changelist"),
            **page,
        }
        template = f"admin/importing/{name}.html"
        return TemplateResponse(request, template, context, status=status)


def _kept(reading: Reading) -> dict[str, Any]:
    return {
        "documents": reading.documents,
        "bases": reading.bases,
        "rows": reading.rows,
        "unchanged": reading.unchanged,
        "warnings": reading.warnings,
    }
