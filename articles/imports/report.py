"""What came of an import: the same report for the terminal and for the admin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from articles.records import Place


class Outcome(StrEnum):
    """What was done with one article."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RowError:
    """One fault: where it is, in which field, and in ``message`` what is wrong and what to do about it."""

    place: Place
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}, {self.field}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one article; ``notes`` are sentences about what was found and inferred."""

    place: Place
    outcome: Outcome
    address: str = ""
    headline: str = ""
    notes: tuple[str, ...] = ()
    errors: tuple[RowError, ...] = ()


@dataclass(slots=True)
class ImportReport:
    """What became of every article of an import, in order; ``dry_run`` says that nothing was written."""

    dry_run: bool = False
    rows: list[Row] = field(default_factory=list)
    batch: str = ""

    def add(self, row: Row) -> None:
        """Append what became of one more article."""
        self.rows.append(row)

    def fail(self, place: Place, errors: Iterable[RowError]) -> None:
        """Append an article that was not saved, with its faults."""
        self.rows.append(Row(place, Outcome.FAILED, errors=tuple(errors)))

    def count(self, outcome: Outcome) -> int:
        """How many articles had this outcome."""
        return Counter(row.outcome for row in self.rows)[outcome]

    @property
    def articles(self) -> list[Row]:
        """The articles that could be read."""
        return [row for row in self.rows if row.outcome is not Outcome.FAILED]

    @property
    def errors(self) -> list[RowError]:
        """All faults, in the order of the files."""
        return [error for row in self.rows for error in row.errors]

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.errors

    @property
    def summary(self) -> str:
        """ "3 created, 0 changed, 1 unchanged, 0 failed", with "nothing was saved" after a dry run."""
        counts = ", ".join(f"{self.count(outcome)} {outcome.value}" for outcome in Outcome)
        return f"{counts} (dry run: nothing was saved)" if self.dry_run else counts
