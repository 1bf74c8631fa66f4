"""Pages of the administration beside those that Django makes for every table: who opens them."""

from __future__ import annotations

from tests.guard.outcomes import SAFE, Outcome, Row, row
from tests.guard.world import Role

OFFICE = (Role.CATALOGUE_EDITOR, Role.PEOPLE_ADMINISTRATOR, Role.AUDITOR, Role.SUPERUSER)
Cells = dict[Role, Row]


def reading(cells: Row) -> Row:
    """The same for somebody who may only look: nothing is taken that is sent."""
    refused = frozenset({Outcome.DENIED})
    return {method: found if method in SAFE else refused for method, found in cells.items()}


def for_office(cells: str, **others: str) -> Cells:
    """A page of everybody in the office; what is another answer for a role is named by it."""
    found = {role: row(cells) for role in OFFICE}
    found |= {Role[name.upper()]: row(text) for name, text in others.items()}
    return found | {Role.AUDITOR: reading(found[Role.AUDITOR])}


def for_editors(cells: str, *, others: str = "DENIED", auditor: str = "DENIED") -> Cells:
    """A page of the catalogue editor; `others`: for whoever looks after people."""
    return for_office(cells, people_administrator=others, auditor=auditor)


def for_people_administrators(
    cells: str, *, others: str = "DENIED", auditor: str = "DENIED"
) -> Cells:
    """A page of the people administrator; `others`: for whoever edits the catalogue."""
    return for_office(cells, catalogue_editor=others, auditor=auditor)


FORM, FILE = "OK OK OK METHOD METHOD", "OK OK METHOD METHOD METHOD"
NO_FORM, NO_FILE = "DENIED DENIED DENIED METHOD METHOD", "DENIED DENIED METHOD METHOD METHOD"
LEADS_ON = "MOVED MOVED MOVED METHOD METHOD"
NOT_THERE, NO_PAGE_THERE = (
    "MISSING MISSING MISSING METHOD METHOD",
    "MISSING MISSING METHOD METHOD METHOD",
)

ONE_BY_ONE = {
    "admin:index": for_office("OK"),
    "admin:login": dict.fromkeys(OFFICE, row("MOVED OK OK OK METHOD")),
    "admin:logout": dict.fromkeys(OFFICE, row("METHOD METHOD OK METHOD METHOD")),
    "admin:password_change": for_office("MOVED"),
    "admin:password_change_done": for_office(FILE),
    "admin:jsi18n": for_office(FILE),
    "admin:autocomplete": for_office(NO_FILE),  # no field of ours asks it
    "admin:view_on_site": for_office("MISSING"),  # no table says where its rows are shown
    # Asked for the certifications, of which there is nothing for whoever looks after people.
    "admin:app_list": for_office("OK", people_administrator="MISSING"),
    "admin:[admin/(?P<url>.*)$]": for_office("MISSING"),
    # Each for their own account: of whoever has rights, only a superuser sets the password.
    "admin:auth_user_password_change": for_office("DENIED", superuser="OK"),
    # What the first certification says today, and what to do about it.
    "admin:certifications_certification_replace": for_editors("OK"),
    "admin:certifications_certification_retire": for_editors("OK OK MOVED OK OK"),
    "admin:certifications_certification_compare": for_editors("OK", auditor="OK"),
    # A change that waits to be published.
    "admin:certifications_cataloguechange_impact": for_editors(FILE, others=NO_FILE, auditor=FILE),
    "admin:certifications_cataloguechange_compute": for_editors(LEADS_ON, others=NO_FORM),
    "admin:certifications_cataloguechange_resume": for_editors(LEADS_ON, others=NO_FORM),
    "admin:certifications_cataloguechange_publish": for_editors(
        "MOVED MOVED OK METHOD METHOD", others=NO_FORM
    ),
    "admin:certifications_cataloguechange_settle": for_editors(LEADS_ON, others=NO_FORM),
    "admin:certifications_cataloguechange_withdraw": for_editors(
        "OK OK MOVED METHOD METHOD", others=NO_FORM
    ),
    # A version that is published has been rehearsed.
    "admin:levels_instrument_rehearsal": for_editors(FILE, others=NO_FILE, auditor=FILE),
    "admin:levels_instrument_rehearse": for_editors(LEADS_ON, others=NO_FORM),
    "admin:levels_instrument_resume": for_editors(LEADS_ON, others=NO_FORM),
    "admin:levels_instrument_publish": for_editors(LEADS_ON, others=NO_FORM),
    # Lists of people; of the list asked for by number there is none.
    "admin:profiles_user_import": for_people_administrators("OK"),
    "admin:profiles_user_import_template": for_people_administrators(FILE, others=NO_FILE),
    "admin:profiles_user_import_list": for_people_administrators(NO_PAGE_THERE, others=NO_FILE),
    "admin:profiles_user_import_faults": for_people_administrators(NO_PAGE_THERE, others=NO_FILE),
    "admin:profiles_user_import_write": for_people_administrators("MISSING"),
    "admin:profiles_user_import_again": for_people_administrators("MISSING"),
    "admin:profiles_user_import_give_up": for_people_administrators("MOVED"),
    "admin:profiles_user_export_csv": for_people_administrators(FILE, others=NO_FILE, auditor=FILE),
    "admin:profiles_user_export_xlsx": for_people_administrators(
        FILE, others=NO_FILE, auditor=FILE
    ),
}

OF_A_TABLE = {
    "import": for_editors(FORM, others=NO_FORM),
    "import_check": for_editors(NOT_THERE, others=NO_FORM),  # a file that nobody has sent
    "import_empty": for_editors(FILE),
    "export": for_editors(FILE, auditor=FILE),
}
"""Of every table that can be sent and fetched as a file."""

FILED = (
    *("levels_level", "levels_competencygroup", "levels_competency"),
    *("certifications_certification", "certifications_awardingbody"),
    "certifications_renewalsuite",
)
WITH_VERSIONS = (*FILED, "levels_workaction")

EXTRA = {
    **ONE_BY_ONE,
    **{f"admin:{table}_{page}": cells for table in FILED for page, cells in OF_A_TABLE.items()},
    # A version that never was. Of what is published, no version is restored.
    **{f"admin:{table}_restore": for_editors("MISSING") for table in WITH_VERSIONS},
    "admin:levels_statement_restore": for_office("DENIED"),
    "admin:levels_instrument_restore": for_office("DENIED"),
}
