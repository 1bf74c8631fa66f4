"""What the log never holds: the addresses that open a roadmap without signing in."""

from __future__ import annotations

import logging
import re

SECRET_ADDRESS = re.compile(r"(/roadmap/+(?:shared|calendar)/+)\s*[^\s/]\S*", re.IGNORECASE)
MASK = r"\1…"


def masked(text: str) -> str:
    """Return a text without the tokens of the addresses in it."""
    return SECRET_ADDRESS.sub(MASK, text)


class WithoutSecretAddresses(logging.Filter):
    """Take the tokens out of whatever a handler writes: message, arguments and traceback.

    It stands on the handlers, because filters of a logger do not see what its children log.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if (told := masked(message)) != message:
            record.msg, record.args = told, None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked(record.exc_text)
        if record.stack_info:
            record.stack_info = masked(record.stack_info)
        return True
