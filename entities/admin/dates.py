"""Dates of which only the month or the year may be known, in forms: a day and its precision, which belong together."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from edm_archive.text.dates import PartialDate, Precision
from entities.admin.collisions import RecordForm


class PartialDatesForm(RecordForm):
    """Keeps each date and its precision in step: a date without a precision is a day, a precision alone is dropped."""

    #: Pairs of a date field and the field of its precision.
    partial_dates: ClassVar[tuple[tuple[str, str], ...]] = ()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for date_name, precision_name in self.partial_dates:
            if date_name not in self.fields or precision_name not in self.fields:
                continue
            date: datetime.date | None = self.cleaned_data.get(date_name)
            precision = Precision(self.cleaned_data.get(precision_name) or Precision.DAY)
            self.cleaned_data[precision_name] = precision.value if date else ""
            if date is not None:
                self.cleaned_data[date_name] = PartialDate.from_earliest(date, precision).earliest
        return cleaned
