"""A real mail server of one's own, that keeps what it is sent or refuses it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from pytest_django import Settings

HOST = "127.0.0.1"


class Postbox:
    """What a mail server was sent. `refuses` is its answer instead of taking anything."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuses:
            return self.refuses
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        assert envelope.rcpt_tos == [mail["To"]]
        self.mails.append(mail)
        return "250 Taken"

    def texts(self) -> list[str]:
        return [mail.get_content() for mail in self.mails]

    def recipients(self) -> list[str]:
        return sorted(mail["To"] for mail in self.mails)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def an_open_postbox(settings: Settings) -> Iterator[Postbox]:
    """The server runs and Django sends to it, by SMTP, until the end of the block."""
    found = Postbox()
    controller = Controller(found, hostname=HOST, port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, controller.port
    try:
        yield found
    finally:
        controller.stop()
