"""Extraction by several processes: texts in, resolved citations out, in the order of the texts.

Each process gets the vocabulary once and then only texts. The processes know no database; a pool of one works in this
process, without any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from articles.citations.dates import DateContext, ResolvedCitation, resolve_dates
from articles.citations.extract import extract
from articles.citations.quotations import Quotation, quotations, quoted_by
from articles.citations.support import supported_spans
from articles.citations.vocabulary import Vocabulary
from edm_archive.text.spans import Span

#: Texts handed to a process at a time: enough that passing them costs little beside reading them.
PORTION = 25


@dataclass(frozen=True, slots=True)
class Task:
    """One text and what is known of when it was written."""

    text: str
    context: DateContext


@dataclass(frozen=True, slots=True)
class Found:
    """The citations of one text, and for each the words that it supports and the quotation among them."""

    citations: tuple[ResolvedCitation, ...]
    supported: tuple[Span, ...]
    quoted: tuple[Quotation | None, ...]


def find(task: Task, vocabulary: Vocabulary) -> Found:
    """All that extraction finds in one text."""
    matches = extract(task.text, vocabulary)
    supported = supported_spans(task.text, matches)
    spoken = quotations(task.text, vocabulary, [match.span for match in matches]) if matches else ()
    return Found(resolve_dates(matches, task.context), supported, quoted_by(supported, spoken))


class Extractor:
    """A pool of ``processes`` that share a vocabulary; to be used as a context manager."""

    def __init__(self, vocabulary: Vocabulary, processes: int = 1) -> None:
        self._vocabulary = vocabulary
        self._pool: ProcessPoolExecutor | None = None
        if processes > 1:
            # A spawned process inherits nothing: no connection of the caller's is used from two sides.
            known = (dict(vocabulary.outlets), dict(vocabulary.hosts), dict(vocabulary.publications))
            self._pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, known)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def find(self, tasks: Sequence[Task]) -> Iterable[Found]:
        """What is found in each text, in their order."""
        if self._pool is None:
            return (find(task, self._vocabulary) for task in tasks)
        return self._pool.map(_work, tasks, chunksize=PORTION)


_vocabulary = Vocabulary.empty()


def _begin(outlets: dict[str, str], hosts: dict[str, str], publications: dict[str, str]) -> None:
    """Give a new process its vocabulary."""
    global _vocabulary
    _vocabulary = Vocabulary(outlets, hosts, publications)


def _work(task: Task) -> Found:
    return find(task, _vocabulary)
