"""Tables in the administration: sent, looked at, taken over once; and lists as files."""

from __future__ import annotations

import tracemalloc
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from careers.certifications import queries
from careers.certifications.models import AwardingBody, CatalogueChange, Certification
from careers.certifications.tables import CertificationTable
from careers.levels.files import LARGEST_FILE
from careers.levels.models import CompetencyGroup, TableUpload
from careers.levels.sheets import CSV, XLSX, csv_of, xlsx_of
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("catalogue")
CERTIFICATIONS = "/admin/certifications/certification/"
FIVE = "Five days, residential at one provider."
BODIES = "/admin/certifications/awardingbody/"


def send(client: Client, place: str, content: bytes | str, **fields: Any) -> Any:
    sent = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(fields.pop("name", "prices.csv"), sent)
    return client.post(f"{place}import/", {"file": file, **fields})


def told(response: Any) -> list[str]:
    assert response.status_code == 422
    assert not TableUpload.objects.exists()
    return list(response.context["faults"])


def says(response: Any, text: str) -> bool:
    return text in " ".join(response.content.decode().split())


def test_a_text_is_looked_at_and_then_saved_once(office: Client) -> None:
    lines = "key,note on the course\r\nipmo-expert,Five days.\r\n"
    response = send(office, CERTIFICATIONS, lines)
    page = response.headers["Location"]
    looked = office.get(page)
    assert looked.context["lines"][0].name == "IPMO-Expert"
    assert [(one.label, one.before, one.after) for one in looked.context["lines"][0].changes] == [
        ("Note on the course", FIVE, "Five days.")
    ]
    assert says(looked, "0 new rows")
    assert says(looked, "1 row changed")
    assert Certification.objects.get(key="ipmo-expert").course_note == FIVE

    for _again in range(2):
        assert office.post(page).headers["Location"] == CERTIFICATIONS
    assert Certification.objects.get(key="ipmo-expert").course_note == "Five days."
    (version,) = Certification.history.all()
    assert version.history_change_reason == "Import of prices.csv"
    assert str(version.history_user) == "Olu Office"
    assert office.get(page).headers["Location"] == CERTIFICATIONS
    assert TableUpload.objects.get().documents == {}
    assert not CatalogueChange.objects.exists()


def test_what_touches_roadmaps_becomes_one_change(office: Client) -> None:
    lines = "key,cost,currency,price of\r\np3o-foundation,400,GBP,2026-11-02\r\n"
    lines += "p3o-practitioner,450.5,GBP,2026-11-02\r\n"
    page = send(office, CERTIFICATIONS, lines, why="New prices.").headers["Location"]
    assert says(office.get(page), "See whom it touches")
    first, second = (office.post(page).headers["Location"] for _again in range(2))
    change = CatalogueChange.objects.get()
    assert first == second == f"/admin/certifications/cataloguechange/{change.pk}/impact/"
    assert (change.title, change.why) == ("Import of prices.csv", "New prices.")
    assert change.proposed_by_name == "Olu Office"
    costs = {key: one["cost_minor"] for key, one in change.documents.items()}
    assert costs == {"p3o-foundation": 40_000, "p3o-practitioner": 45_050}
    assert not Certification.history.exists()
    assert queries.documents(["p3o-foundation"])["p3o-foundation"]["cost_minor"] is None


def test_what_somebody_else_changed_is_told_and_stays(office: Client) -> None:
    page = send(office, BODIES, "key,name\r\nbcs,British Computer Society\r\n").headers["Location"]
    AwardingBody.objects.filter(key="bcs").update(formerly="Somebody")
    response = office.post(page)
    assert response.status_code == 409
    assert says(response, "Somebody else has changed them since you sent the file: bcs.")
    assert AwardingBody.objects.get(key="bcs").name == "BCS, The Chartered Institute for IT"

    lines = "key,course days\r\nipmo-expert,9\r\n"
    page = send(office, CERTIFICATIONS, lines).headers["Location"]
    Certification.objects.filter(key="ipmo-expert").update(course_days=7)
    assert office.post(page).status_code == 409
    assert not CatalogueChange.objects.exists()


def test_what_somebody_else_changes_while_a_file_is_read_is_told(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = CertificationTable._tried

    def late(table: CertificationTable, *given: Any) -> Any:
        Certification.objects.filter(key="ipmo-expert").update(course_note="Four days.")
        return tried(table, *given)

    monkeypatch.setattr(CertificationTable, "_tried", late)
    lines = "key,note on the course\r\nipmo-practitioner,\r\nipmo-expert,Five days.\r\n"
    assert told(send(office, CERTIFICATIONS, lines)) == [
        "Row 3: Somebody else has changed “ipmo-expert” while your file was read. Send it again."
    ]
    assert Certification.objects.get(key="ipmo-expert").course_note == "Four days."


def test_with_one_fault_nothing_is_kept(office: Client) -> None:
    lines = "key,name,website\r\nbcs,BCS,not an address\r\nnew-body,New,https://example.org\r\n"
    response = send(office, BODIES, lines)
    assert told(response) == [
        "Row 2, website: Enter a valid URL.",
        "Row 3, short name: A new row needs this column.",
    ]
    assert AwardingBody.objects.get(key="bcs").website == ""
    assert says(response, "Mend this in the file and send it again.")


def test_an_upload_is_its_senders_for_a_day(office: Client) -> None:
    page = send(office, BODIES, "key,name\r\nbcs,British\r\n").headers["Location"]
    other = Client()
    other.force_login(make_user("Una Other", is_staff=True, is_superuser=True))
    assert [one(page).status_code for one in (other.get, other.post)] == [404, 404]
    assert office.get(page.replace("awardingbody", "renewalsuite")).status_code == 404

    TableUpload.objects.update(uploaded_at=timezone.now() - timedelta(days=1, minutes=1))
    assert [one(page).status_code for one in (office.get, office.post)] == [404, 404]
    send(office, BODIES, "key,name\r\nbcs,British\r\n")
    assert TableUpload.objects.count() == 1


def bomb() -> bytes:
    """A workbook of which some kilobytes unpack to 400 megabytes."""
    file = BytesIO()
    with (
        ZipFile(BytesIO(xlsx_of([("key", "name")], title="x", widths={}))) as good,
        ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as bad,
    ):
        for one in good.namelist():
            if not one.startswith("xl/worksheets"):
                bad.writestr(one, good.read(one))
                continue
            with bad.open(one, "w") as sheet:
                for _part in range(400):
                    sheet.write(b" " * 1_000_000)
    return file.getvalue()


HEADINGS = (
    "Write the names of the columns into the first row: key, name, short name, formerly, website, "
    "note, source, verified on."
)
SAVE_ANEW = "Open it in your spreadsheet and save it as CSV UTF-8."
MALFORMED: dict[str | bytes, str] = {
    "": "The file is empty. Its first row must name the columns.",
    "key,name\r\n": "There is nothing below the headings.",
    "name\r\nBCS\r\n": f"Row 1: It lacks columns: key. {HEADINGS}",
    "key,colour\r\nbcs,red\r\n": f"Row 1: It has columns that are not known: colour. {HEADINGS}",
    "key,name\r\nbcs,A\r\nbcs,B\r\n": "Row 3, key: “bcs” is in row 2 already.",
    "key,name\r\nbcs,A\r\naxelos\r\n": "Row 3: It has 1 cell, but there are 2 columns.",
    "key,name\r\nbcs,=1+1\r\n": "Row 2: “=1+1” begins like a formula. Put an apostrophe before it "
    "if it is a text.",
    b"key,name\r\nbcs,Caf\xe9\r\n": f"Row 2: It has a character that is not in UTF-8. {SAVE_ANEW}",
    "key,name\r\nbcs,Café\r\n".encode("utf-16"): "Row 1: The file is no workbook, and its text is "
    f"not in UTF-8. {SAVE_ANEW}",
}


def test_a_file_that_is_none_is_refused_in_words(office: Client) -> None:
    found = {content: told(send(office, BODIES, content)) for content in MALFORMED}
    assert found == {content: [sentence] for content, sentence in MALFORMED.items()}
    assert told(office.post(f"{BODIES}import/")) == ["Choose a file."]
    (pdf,) = told(send(office, BODIES, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", name="x.xlsx"))
    assert "UTF-8" in pdf or "columns" in pdf
    assert not AwardingBody.history.exists()


def test_a_bomb_and_a_file_too_large_cost_little(office: Client) -> None:
    packed = bomb()
    assert len(packed) < 3_000_000
    tracemalloc.start()
    try:
        (sentence,) = told(send(office, BODIES, packed, name="x.xlsx"))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sentence.startswith("The workbook is much larger than it looks")
    assert peak < 40_000_000

    (sentence,) = told(send(office, BODIES, b"key,name\r\n" + b"x" * LARGEST_FILE))
    assert "MB is the most" in sentence


@pytest.mark.parametrize("form", [CSV, XLSX])
def test_a_list_is_exported_as_it_is_filtered(office: Client, form: str) -> None:
    response = office.get(f"{CERTIFICATIONS}export/{form}/?status__exact=replaced&o=-1")
    assert response.headers["Content-Disposition"].endswith(f'.{form}"')
    assert "no-store" in response.headers["Cache-Control"]
    upload = send(office, CERTIFICATIONS, response.content, name=f"x.{form}")
    looked = office.get(upload.headers["Location"])
    assert (looked.context["lines"], looked.context["upload"].unchanged) == ([], 2)
    assert says(looked, "There is nothing to import.")

    shown = office.get(f"{CERTIFICATIONS}?status__exact=replaced")
    assert says(shown, f'href="{CERTIFICATIONS}export/{form}/?status__exact=replaced"')
    empty = office.get(f"{CERTIFICATIONS}import/empty/{form}/")
    assert told_of_empty(office, empty.content) == ["There is nothing below the headings."]
    assert office.get(f"{CERTIFICATIONS}export/pdf/").status_code == 404
    assert office.get(f"{CERTIFICATIONS}export/{form}/?o=x&status__exact=1").status_code == 200


def told_of_empty(client: Client, content: bytes) -> list[str]:
    return list(send(client, CERTIFICATIONS, content).context["faults"])


def test_who_may_only_change_adds_nothing(office: Client) -> None:
    assert send(office, "/admin/levels/level/", "number,label\r\n5,King\r\n").context["faults"] == [
        "Row 2, number: “5” is not one of the four levels."
    ]
    clerk = make_user("Cy Clerk", is_staff=True)
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["change_awardingbody", "view_competencygroup"])
    )
    client = Client()
    client.force_login(clerk)
    lines = csv_of([("key", "name", "short name"), ("new-body", "New", "New"), ("bcs", "B", "B")])
    assert told(send(client, BODIES, lines)) == [
        "Row 2: “new-body” is not in the list, and you may not add to it."
    ]
    groups = "/admin/levels/competencygroup/"
    assert client.get(f"{groups}import/").status_code == 403
    assert client.get(f"{groups}export/csv/").content.decode("utf-8-sig").splitlines() == [
        "code,name,order",
        *(f"{one.code},{one.name},{one.order}" for one in CompetencyGroup.objects.all()),
    ]
    assert f"{groups}import/" not in client.get(groups).content.decode()
    assert client.get(f"{CERTIFICATIONS}export/csv/").status_code == 403
