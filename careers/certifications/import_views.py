"""Certifications sent as a table: what touches roadmaps is looked at before it is saved."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.certifications import actions, queries
from careers.certifications.documents import matters
from careers.certifications.tables import CertificationTable
from careers.levels.actions import ChangedMeanwhile
from careers.levels.documents import Document, fingerprint
from careers.levels.import_views import TableAdmin
from careers.levels.models import TableUpload


class CertificationTableAdmin(TableAdmin):
    table = CertificationTable
    why_help = gettext_lazy("Kept in the history, and read by people whose roadmap it touches.")

    def is_looked_at_first(self, documents: Mapping[str, Document]) -> bool:
        return matters(queries.documents(), documents)

    def take(self, request: HttpRequest, upload: TableUpload) -> str:
        if not self.is_looked_at_first(upload.documents):
            return super().take(request, upload)
        stored = queries.documents(upload.documents)
        late = [key for key, base in upload.bases.items() if fingerprint(stored.get(key)) != base]
        if late:
            raise ChangedMeanwhile(tuple(late))
        change = actions.propose_change(
            documents=upload.documents,
            bases=upload.bases,
            title=_("Import of %(file)s") % {"file": upload.file_name},
            why=upload.why,
            user=request.user,
            now=timezone.now(),
        )
        return reverse("admin:certifications_cataloguechange_impact", args=[change.pk])
