"""What every answer carries, and what no page may need."""

from __future__ import annotations

import re

from django.http import HttpResponse

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SECRET_ADDRESS = HEADERS | {"Referrer-Policy": "no-referrer"}
"""Where the address itself opens the page, no other page may learn it."""

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(?:application/json|text/x-template)\")|<style\b"
    r"|<[^>]*\s(?:style|on[a-z]+)\s*=",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"<(?:script|img|iframe|link|source)[^>]*\s(?:src|href)=\"(?:https?:)?//")


def faults_of(response: HttpResponse, headers: dict[str, str] = HEADERS) -> list[str]:
    """What is wrong with the headers of an answer, and with the page if it is one."""
    faults = [
        f"{name} is {response.headers.get(name)}"
        for name, value in headers.items()
        if response.headers.get(name) != value
    ]
    written = response.headers.get("Content-Security-Policy", "")
    policy = dict(part.strip().split(" ", 1) for part in written.split(";") if " " in part.strip())
    if policy != POLICY:
        faults.append(f"policy {policy}")
    if "unsafe" in written:
        faults.append("the policy allows something unsafe")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        text = response.content.decode()
        faults += [f"inline: {found}" for found in INLINE.findall(text)]
        faults += [f"foreign: {found}" for found in FOREIGN.findall(text)]
    return faults
