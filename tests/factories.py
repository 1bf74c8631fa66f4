"""Makers of the things most tests need; each takes only what the test is about."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from careers.profiles.models import Profile, User

NOW = datetime(2027, 3, 14, 9, 30, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
numbers = count(1)


def make_user(name: str = "", *, manager: User | None = None, **fields: Any) -> User:
    number = next(numbers)
    name = name or f"Person {number}"
    email = fields.pop("email", f"{name.lower().replace(' ', '.')}.{number}@example.org")
    job_title = fields.pop("job_title", "")
    user = User.objects.create_user(email, PASSWORD, name=name, **fields)
    manager_profile = manager.profile if manager else None
    Profile.objects.filter(user=user).update(manager=manager_profile, job_title=job_title)
    user.profile.refresh_from_db()
    return user
