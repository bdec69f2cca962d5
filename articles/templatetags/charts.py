"""Pictures of numbers as SVG, drawn by the server: no script, no style attribute, and beside each the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import ngettext

from articles.figures.held import YearRow
from articles.filters.facets import Period

register = template.Library()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart, in the units of its view box."""

    row: YearRow
    x: int
    y: float
    height: float


#: Sizes of the chart, in the units of its view box: a year's bar with the space after it, the space, the height, and
#: the least height of what is not nothing, and of what is drawn over with a pointer; the least width on the page.
STEP, SPACE, HEIGHT, LEAST, LEAST_DRAWN, LEAST_WIDTH = 28, 6, 120, 2, 3, 168


@register.inclusion_tag("articles/charts/_years.html")
def year_chart(years: Sequence[YearRow], title: str, csv: str = "") -> dict[str, Any]:
    """Articles by year as bars that lead to them, with a sentence and a table that say the same.

    Args:
        title: says of which articles.
        csv: the address of the same rows as a file.
    """
    highest = max(years, key=lambda year: year.articles, default=None)
    heights = _heights([year.articles for year in years], LEAST)
    bars = [
        Bar(year, index * STEP, HEIGHT - height, height)
        for index, (year, height) in enumerate(zip(years, heights, strict=True))
    ]
    return {
        **{"bars": bars, "title": title, "csv": csv, "highest": highest},
        **{"total": sum(year.articles for year in years), "width": len(bars) * STEP - SPACE, "height": HEIGHT},
        **{"step": STEP, "bar_width": STEP - SPACE},
        # Of a few years the bars are stretched, so that the years beneath them find room.
        "least_width": max(len(bars) * STEP, LEAST_WIDTH),
    }


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
    heights = _heights([period.count for period in periods], LEAST_DRAWN)
    bars = [
        PeriodBar(period, index * STEP, HEIGHT - height, height)
        for index, (period, height) in enumerate(zip(periods, heights, strict=True))
    ]
    return {"bars": bars, "drawn": _drawn(bars), "width": len(bars) * STEP, "height": HEIGHT}


def _heights(counts: Sequence[int], least: float) -> list[float]:
    """How tall the bars of these numbers are: the tallest fills the height, what is not nothing has the least."""
    highest = max(counts, default=0) or 1
    return [max(round(HEIGHT * count / highest, 2), least if count else 0) for count in counts]


def _drawn(bars: Sequence[PeriodBar]) -> str:
    """The bars as links. Written here and not in the template, which takes much longer for so many."""
    address = reverse("articles")
    return format_html_join(
        "\n",
        '<a href="{}{}" data-date="{}" data-name="{}" aria-label="{}">'
        '<rect class="histogram-space" x="{}" y="0" width="{}" height="{}"/>'
        '<rect class="histogram-bar" x="{}" y="{}" width="{}" height="{}"/></a>',
        (
            (
                *(address, bar.period.query, bar.period.date, bar.period.name),
                ngettext("%(period)s: %(n)s article", "%(period)s: %(n)s articles", bar.period.count)
                % {"period": bar.period.name, "n": bar.period.count},
                *(bar.x, STEP, HEIGHT),
                *(bar.x, bar.y, STEP - SPACE, bar.height),
            )
            for bar in bars
        ),
    )
