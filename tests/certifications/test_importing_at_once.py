"""A table that is taken over twenty times at the same moment: one change comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from careers.certifications import actions
from careers.certifications.documents import fingerprint
from careers.certifications.models import CatalogueChange
from careers.certifications.queries import documents
from careers.levels.actions import keep_upload, take_over
from careers.levels.models import TableUpload
from tests.assessments.test_submitting import AT_ONCE, a_database_for_threads, in_threads
from tests.factories import NOW, make_user
from tests.shipped import put_catalogue

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "p3o-foundation"


def propose(upload: TableUpload) -> str:
    change = actions.propose_change(
        documents=upload.documents, bases=upload.bases, title="x", why="", user=None, now=NOW
    )
    return f"/{change.pk}/"


def test_one_table_taken_over_twenty_times(tmp_path: Path) -> None:
    put_catalogue()
    before = documents([KEY])[KEY]
    upload = keep_upload(
        table="certifications.certification",
        file_name="x.csv",
        why="",
        documents={KEY: before | {"course_days": 9}},
        bases={KEY: fingerprint(before)},
        rows={KEY: 2},
        unchanged=0,
        warnings=(),
        user=make_user("Edda Editor"),
        now=NOW,
    )

    def take() -> tuple[str, bool]:
        taken, is_first = take_over(upload=upload, write=propose, now=NOW)
        return taken.leads_to, is_first

    with a_database_for_threads(tmp_path):
        answers = in_threads(AT_ONCE, take)
        left = in_threads(1, lambda: list(CatalogueChange.objects.values_list("pk", flat=True)))[0]
    assert sorted(is_first for _page, is_first in answers) == [False] * (AT_ONCE - 1) + [True]
    assert {page for page, _is_first in answers} == {f"/{pk}/" for pk in left}
    assert len(left) == 1
