"""The demo organisation: people, assessments and roadmaps in every state, made from one number.

The same number of people and the same day always give the same organisation. It exists for trying
the portal out and for measuring it; settings refuse it on a real installation.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from careers.profiles.models import Role

DOMAIN = settings.DEMO_DOMAIN
"""A name reserved for examples: mail to it reaches nobody."""

PASSWORD = "demo-portal-2027"  # noqa: S105 - published on purpose, refused when DEBUG is off


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """An account a visitor may try."""

    address: str
    name: str
    job_title: str
    is_superuser: bool = False
    role: Role | None = None


STAFF = SignIn(address=f"staff@{DOMAIN}", name="Amara Lindqvist", job_title="Senior PMO analyst")
MANAGER = SignIn(address=f"manager@{DOMAIN}", name="Tomás Whitfield", job_title="PMO manager")
ADMINISTRATOR = SignIn(
    address=f"admin@{DOMAIN}",
    name="Yuki Brennan",
    job_title="PMO tools and standards lead",
    is_superuser=True,
)
EDITOR = SignIn(
    address=f"editor@{DOMAIN}",
    name="Ngozi Bergström",
    job_title="PMO standards analyst",
    role=Role.CATALOGUE_EDITOR,
)
PEOPLE = SignIn(
    address=f"people@{DOMAIN}",
    name="Ravi Fontaine",
    job_title="PMO people co-ordinator",
    role=Role.PEOPLE_ADMINISTRATOR,
)
AUDITOR = SignIn(
    address=f"auditor@{DOMAIN}",
    name="Helga Mutua",
    job_title="PMO assurance analyst",
    role=Role.AUDITOR,
)
EVERY_SIGN_IN = {
    "Staff": STAFF,
    "Manager": MANAGER,
    "Catalogue editor": EDITOR,
    "People administrator": PEOPLE,
    "Auditor": AUDITOR,
    "Superuser": ADMINISTRATOR,
}
