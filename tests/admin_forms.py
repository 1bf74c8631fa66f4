"""Saving forms of the administration in tests."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

SEEN = re.compile(r'name="seen" value="([^"]*)"')


def save(client: Client, url: str, sent: dict[str, Any]) -> Any:
    """Open the page, then send this with what the page carries along: what it showed."""
    carried = SEEN.findall(client.get(url).content.decode())
    return client.post(url, {**sent, "seen": carried[0] if carried else ""})
