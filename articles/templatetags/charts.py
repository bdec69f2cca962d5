"""Pictures of numbers as SVG, drawn by the server: no script, no style attribute, and beside each the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template

from articles.filters.facets import Period
from articles.tallies import YearTally

register = template.Library()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart, in the units of its view box."""

    tally: YearTally
    x: int
    y: float
    height: float


#: Sizes of the chart, in the units of its view box: a year's bar with the space after it, the space, the height.
STEP, SPACE, HEIGHT = 28, 6, 120


@register.inclusion_tag("articles/_year_chart.html")
def year_chart(years: list[YearTally], what: str) -> dict[str, Any]:
    """Articles by year as bars, with a table that says the same. ``what`` says of which articles."""
    highest = max((year.articles for year in years), default=0)
    heights = [round(HEIGHT * year.articles / highest, 2) for year in years] if highest else []
    bars = [
        Bar(year, index * STEP, HEIGHT - height, height)
        for index, (year, height) in enumerate(zip(years, heights, strict=False))
    ]
    return {"bars": bars, "what": what, "width": len(bars) * STEP - SPACE, "bar_width": STEP - SPACE, "height": HEIGHT}


@dataclass(frozen=True, slots=True)
class PeriodBar:
    """A bar of the histogram, in the units of its view box."""

    period: Period
    x: int
    y: float
    height: float


@register.inclusion_tag("articles/_histogram.html")
def histogram(periods: list[Period]) -> dict[str, Any]:
    """The periods of a search as bars; the tallest fills the height, one article is never invisible."""
    highest = max((period.count for period in periods), default=0) or 1
    heights = [max(round(HEIGHT * period.count / highest, 2), 3 if period.count else 0) for period in periods]
    bars = [
        PeriodBar(period, index * STEP, HEIGHT - height, height)
        for index, (period, height) in enumerate(zip(periods, heights, strict=True))
    ]
    return {"bars": bars, "width": len(bars) * STEP, "height": HEIGHT, "step": STEP, "bar_width": STEP - SPACE}
