"""Rows the tests of this app need, without the shipped catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

from careers.certifications.models import AwardingBody, Certification
from careers.profiles import actions
from careers.profiles.models import HeldCertification, User

TODAY = date(2027, 3, 14)


def make_certification(key: str, **fields: Any) -> Certification:
    body, _created = AwardingBody.objects.get_or_create(
        key="body", defaults={"name": "The Body", "short_name": "Body"}
    )
    order = Certification.objects.count() + 1
    values = {"name": key.title(), "order": order, "body_now": body} | fields
    return Certification.objects.create(key=key, **values)


def make_held(user: User, key: str, **fields: Any) -> HeldCertification:
    certification = Certification.objects.filter(key=key).first() or make_certification(key)
    values = {"awarded_on": date(2025, 6, 1), "expires_on": None, "credential_reference": ""}
    return actions.add_held(profile=user.profile, certification=certification, **values | fields)
