"""What the keys in documents are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from careers.certifications.documents import Document
from careers.certifications.models import AwardingBody, Certification, RenewalSuite
from careers.levels.models import Competency


@dataclass(frozen=True, kw_only=True)
class Names:
    """Names by key, for each kind of thing that a document refers to; what is not in it, as key."""

    certifications: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    suites: Mapping[str, str] = field(default_factory=dict)
    competencies: Mapping[str, str] = field(default_factory=dict)


def catalogue_names(documents: Iterable[Document] = ()) -> Names:
    """Return the names of today, and of certifications that only these documents have.

    Four SQL queries.
    """
    known = dict(Certification.objects.order_by().values_list("key", "name"))
    new = {one["key"]: one["name"] for one in documents if one["key"] not in known}
    competencies = Competency.objects.order_by().values_list("code", "short_name")
    return Names(
        certifications=new | known,
        bodies=dict(AwardingBody.objects.order_by().values_list("key", "name")),
        suites=dict(RenewalSuite.objects.order_by().values_list("key", "name")),
        competencies={code: f"{code} {name}" for code, name in competencies},
    )
