"""Names as they are compared: the same on every database, whatever its language."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import models

FOLDED_LENGTH = 240
"""Characters kept of a folded text; folding can make a text longer."""


def folded(text: str) -> str:
    """Return the text without capitals and accents, for searching and sorting."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain[:FOLDED_LENGTH]


class FoldedField(models.CharField):
    """Holds another field of its row, folded; written whenever the row is.

    `update()` writes past it, as past every field: there it is given beside the other.
    """

    def __init__(self, *args: Any, of: str = "", **options: Any) -> None:
        self.of = of
        fixed = {"max_length": FOLDED_LENGTH, "editable": False, "default": ""}
        super().__init__(*args, **{**options, **fixed})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = folded(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, text)
        return text
