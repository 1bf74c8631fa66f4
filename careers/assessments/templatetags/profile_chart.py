"""The profile of a result as bars: one SVG for each group of competencies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext as _

from careers.assessments.page import AnswerRow, Group
from careers.domain.ladder import HIGHEST, LEVELS

register = template.Library()

# Units of the drawing; at its natural size one unit is one CSS pixel.
WIDTH = 300
TRACK = 264
STEP = TRACK // HIGHEST
ROW_HEIGHT = 48
LABEL_BASE = 15
BAR_TOP = 23
BAR_HEIGHT = 12
MARK_OVERHANG = 4
AXIS_HEIGHT = 20


@dataclass(frozen=True, kw_only=True)
class Bar:
    name: str
    value_text: str
    label_y: int
    top: int
    text_y: int
    width: int
    claimed_width: int  # wider than `width` where the answer counts one lower
    mark_x: int | None
    mark_top: int
    mark_bottom: int


@dataclass(frozen=True, kw_only=True)
class Tick:
    x: int
    text: str


@register.inclusion_tag("assessments/_profile_chart.html")
def profile_chart(group: Group, compared_with: int, number: int) -> dict[str, Any]:
    """Draw one group. `number` makes the ids on the page unique."""
    height = ROW_HEIGHT * len(group.rows)
    return {
        "number": number,
        "width": WIDTH,
        "height": height + AXIS_HEIGHT,
        "track": TRACK,
        "bar_height": BAR_HEIGHT,
        "axis_y": height + AXIS_HEIGHT - 6,
        "bars": [_bar(row, index * ROW_HEIGHT) for index, row in enumerate(group.rows)],
        "ticks": [Tick(x=level * STEP, text=str(level)) for level in LEVELS],
        "title": _("%(group)s: how each answer counts, 0 to %(highest)s")
        % {"group": group.name, "highest": HIGHEST},
        "description": " ".join(_sentence(row) for row in group.rows),
        "compared_with": compared_with,
    }


def _bar(row: AnswerRow, top: int) -> Bar:
    bar_top = top + BAR_TOP
    return Bar(
        name=row.short_name,
        value_text="–" if row.counted is None else str(row.counted),
        label_y=top + LABEL_BASE,
        top=bar_top,
        text_y=bar_top + BAR_HEIGHT - 1,
        width=(row.counted or 0) * STEP,
        claimed_width=(row.value or 0) * STEP if row.is_lowered else 0,
        mark_x=row.target * STEP if row.target is not None else None,
        mark_top=bar_top - MARK_OVERHANG,
        mark_bottom=bar_top + BAR_HEIGHT + MARK_OVERHANG,
    )


def _sentence(row: AnswerRow) -> str:
    if row.counted is None:
        return _("%(name)s: our PMO does not do this.") % {"name": row.name}
    return _("%(name)s: %(counted)s.") % {"name": row.name, "counted": row.counted}
