"""Known costs by quarter as bars: one SVG for each currency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext as _

from careers.teams.queries.money import CostBar, CostChart

register = template.Library()

# Units of the drawing; at its natural size one unit is one CSS pixel.
WIDTH = 288  # as wide as a text on the narrowest screen
ROW_HEIGHT = 46
BAR_HEIGHT = 14
TEXT_BASE = 16
BAR_TOP = 24
LEAST = 2
"""A cost that is there is seen, however small beside the others."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    label: str
    value: str
    top: int
    text_y: int
    agreed_width: int
    open_x: int
    open_width: int


@register.inclusion_tag("teams/_cost_chart.html")
def cost_chart(chart: CostChart) -> dict[str, Any]:
    """Draw one currency: a bar for each quarter, what is agreed first."""
    most = max((bar.agreed + bar.open for bar in chart.bars), default=0)
    return {
        "chart": chart,
        "width": WIDTH,
        "height": ROW_HEIGHT * len(chart.bars),
        "bar_height": BAR_HEIGHT,
        "bars": [_bar(bar, most, place * ROW_HEIGHT) for place, bar in enumerate(chart.bars)],
        "description": " ".join(
            _("%(quarter)s: %(amount)s.") % {"quarter": bar.label, "amount": bar.text}
            for bar in chart.bars
        ),
    }


def _bar(bar: CostBar, most: int, top: int) -> Bar:
    agreed, open_width = _width(bar.agreed, most), _width(bar.open, most)
    return Bar(
        label=bar.label,
        value=bar.text,
        text_y=top + TEXT_BASE,
        top=top + BAR_TOP,
        agreed_width=agreed,
        open_x=agreed,
        open_width=open_width,
    )


def _width(amount: int, most: int) -> int:
    return max(LEAST, amount * WIDTH // most) if amount else 0
