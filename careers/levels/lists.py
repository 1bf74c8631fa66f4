"""Several things in one cell of a table.

They are parted by semicolons or by lines. What has a semicolon or a line break in itself stands in
quotation marks, and a quotation mark within it is written twice, as in CSV itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from import_export.widgets import Widget

from careers.levels.columns import Known, text_of

MARK = '"'
SEPARATORS = ";\n"


def joined(items: Iterable[str], separator: str = "; ") -> str:
    """Return one cell that holds all of them; `parted` gives them again."""
    return separator.join(_marked(item) for item in items)


def _marked(item: str) -> str:
    is_plain = item and item == item.strip() and not item.startswith(MARK)
    if is_plain and not any(letter in item for letter in SEPARATORS):
        return item
    return MARK + item.replace(MARK, MARK * 2) + MARK


def parted(cell: str) -> list[str]:
    """Return the things in a cell. Raises ValueError with a sentence."""
    items, rest = [], cell.lstrip()
    while rest:
        if rest[0] in SEPARATORS:
            rest = rest[1:].lstrip(" \t")
            continue
        item, rest = _in_marks(rest) if rest[0] == MARK else _until_separator(rest)
        items.append(item)
        rest = rest.lstrip(" \t")
    return items


def _until_separator(text: str) -> tuple[str, str]:
    end = min((text.find(one) for one in SEPARATORS if one in text), default=len(text))
    return text[:end].rstrip(), text[end:]


def _in_marks(text: str) -> tuple[str, str]:
    end = 1
    while True:
        end = text.find(MARK, end)
        if end < 0:
            raise ValueError(_("A quotation mark is not closed."))
        if text[end + 1 : end + 2] != MARK:
            break
        end += 2
    item, rest = text[1:end].replace(MARK * 2, MARK), text[end + 1 :].lstrip(" \t")
    if rest and rest[0] not in SEPARATORS:
        raise ValueError(_("After a closing quotation mark comes a semicolon."))
    return item, rest


class Several(Widget):
    """A list in one cell; what one thing of it says is told by `item` and `text`."""

    separator = "; "

    def item(self, text: str, known: Known) -> Any:
        return text

    def text(self, item: Any) -> str:
        return str(item)

    def identity(self, item: Any) -> Any:
        """What must not be there twice."""
        return item

    def clean(self, value: str, row: Any = None, known: Known | None = None, **options: Any) -> Any:
        items = [self.item(text, known or {}) for text in parted(text_of(value))]
        found: dict[Any, Any] = {}
        for item in items:
            if self.identity(item) in found:
                text = _("“%(item)s” is in it twice.")
                raise ValueError(text % {"item": self.text(item)[:80]})
            found[self.identity(item)] = item
        return list(found.values())

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return joined([self.text(item) for item in value or ()], self.separator)


class Keys(Several):
    """Other rows, by their keys."""

    def __init__(self, kind: str, unknown: Any) -> None:
        super().__init__()
        self.kind, self.unknown = kind, unknown

    def item(self, text: str, known: Known) -> str:
        if text not in known.get(self.kind, ()):
            raise ValueError(self.unknown % {"key": text[:40]})
        return text
