"""The page of measurements: what decisions cost, and what suggestions are worth; for whoever may view batches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.views import View

from articles.services import measurements
from articles.views.csv_lines import csv_response


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with the length of its bar in percent; no bar where there is no figure."""

    value: float | None
    width: float | None


class MeasurementsPage(View):
    """Shows the figures, and gives each table as a file."""

    model_admin: Any = None
    name = "articles_batch_measurements"

    def get(self, request: HttpRequest, table: str = "") -> HttpResponseBase:
        if not self.model_admin.has_view_permission(request):
            raise PermissionDenied
        if table:
            return self._file(table)
        return self._page(request)

    def _page(self, request: HttpRequest) -> HttpResponse:
        costs, found = measurements.costs(), measurements.acceptances()
        slowest = max((cost.seconds for cost in costs), default=0.0)
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": "Measurements",
            "opts": self.model_admin.opts,
            "costs": [(cost, Bar(cost.seconds, _share(cost.seconds, slowest))) for cost in costs],
            "acceptances": [(row, _percent(row.rate)) for row in found.rows],
            "counted_at": found.counted_at,
            "months": measurements.MONTHS,
        }
        request.current_app = self.model_admin.admin_site.name
        return TemplateResponse(request, "admin/articles/batch/measurements.html", context)

    def _file(self, table: str) -> HttpResponseBase:
        if table == "decisions":
            header = ["month", "editor", "decisions", "taken_back", "mean_seconds", "mean_keystrokes"]
            costs = (
                (f"{cost.month:%Y-%m}", cost.editor, cost.decisions, cost.taken_back, cost.seconds, cost.keystrokes)
                for cost in measurements.costs()
            )
            return csv_response(header, costs, "decisions.csv")
        if table == "suggestions":
            header = ["kind", "origin", "suggested", "accepted", "rejected", "corrected", "accepted_share"]
            rows = (
                (row.kind, row.origin, row.suggested, row.accepted, row.rejected, row.corrected, _rounded(row.rate))
                for row in measurements.acceptances().rows
            )
            return csv_response(header, rows, "suggestions.csv")
        raise Http404("There is no such table.")


def _share(value: float, largest: float) -> float:
    return round(100 * value / largest, 1) if largest else 0.0


def _percent(rate: float | None) -> Bar:
    return Bar(None, None) if rate is None else Bar(round(100 * rate, 1), round(100 * rate, 1))


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)
