"""The plan over quarters as one SVG: rows under an axis. Where a day stands is decided before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template

from careers.roadmaps.periods import WIDTH, Period
from careers.roadmaps.timeline import Bar, Mark, Timeline

register = template.Library()

AXIS_BASE = 16
TODAY_BASE = 38
TOP = 46  # of the first row
ROW_HEIGHT = 46
LABEL_BASE = 15
BAR_TOP = 23
BAR_HEIGHT = 12
MIDDLE = BAR_TOP + BAR_HEIGHT // 2
FOOT = 22  # room for the day to finish by
SIZE = 7  # of a mark, from its middle
BESIDE = 6  # a text stands so far to the right of its place, clear of the line of today

LETTER = 10
"""Taken for the width of a letter: more than most, so that no name is cut off at the edge."""

MOST_LETTERS = WIDTH // LETTER


@dataclass(frozen=True, kw_only=True)
class Label:
    text: str
    x: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Row:
    label: Label
    top: int
    middle: int
    x: int  # of the mark at the end
    points: str  # of the shape of the mark
    bar: Bar | None  # None: a certification that expires


@register.inclusion_tag("roadmaps/_timeline_picture.html")
def timeline_picture(timeline: Timeline) -> dict[str, Any]:
    """Draw a plan: a row for each exam, then one for each certification that expires."""
    things: list[Bar | Mark] = [*timeline.bars, *timeline.renewals]
    bottom = TOP + ROW_HEIGHT * len(things)
    finish_by = timeline.finish_by
    return {
        "timeline": timeline,
        "width": WIDTH,
        "height": bottom + (FOOT if finish_by else 0) + 2,
        "axis_bottom": AXIS_BASE + 8,
        "bottom": bottom,
        "bar_height": BAR_HEIGHT,
        "size": SIZE,
        "rows": [_row(thing, TOP + ROW_HEIGHT * place) for place, thing in enumerate(things)],
        "periods": [_centred(period.label, period) for period in timeline.periods],
        "lines": [period.x for period in timeline.periods] + [_end(timeline)],
        "today": _label(timeline.today.label, timeline.today.x, TODAY_BASE),
        "finish_by": _label(finish_by.label, finish_by.x, bottom + FOOT - 6) if finish_by else None,
    }


def _end(timeline: Timeline) -> int:
    last = timeline.periods[-1]
    return last.x + last.width


def _centred(text: str, period: Period) -> Label:
    return Label(text=text, x=period.x + period.width // 2, y=AXIS_BASE)


def _row(thing: Bar | Mark, top: int) -> Row:
    is_exam = isinstance(thing, Bar)
    x = thing.exam_x if isinstance(thing, Bar) else thing.x
    return Row(
        label=_label(thing.label, thing.x, top + LABEL_BASE),
        top=top + BAR_TOP,
        middle=top + MIDDLE,
        x=x,
        points=_points(_diamond(x, top) if is_exam else _triangle(x, top)),
        bar=thing if isinstance(thing, Bar) else None,
    )


def _label(text: str, x: int, y: int) -> Label:
    """Put a text over its place, moved to the left where it would pass the right edge."""
    shown = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
    return Label(text=shown, x=max(0, min(x + BESIDE, WIDTH - LETTER * len(shown))), y=y)


def _diamond(x: int, top: int) -> list[tuple[int, int]]:
    y = top + MIDDLE
    return [(x, y - SIZE - 1), (x + SIZE + 1, y), (x, y + SIZE + 1), (x - SIZE - 1, y)]


def _triangle(x: int, top: int) -> list[tuple[int, int]]:
    y = top + MIDDLE
    return [(x - SIZE, y - SIZE + 1), (x + SIZE, y - SIZE + 1), (x, y + SIZE)]


def _points(corners: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in corners)
