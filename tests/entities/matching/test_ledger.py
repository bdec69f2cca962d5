"""The ledger of short forms: meanings with their dates, and which are contested."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from entities.matching import Definition, LedgerEntry, Meaning, ledger


def day(number: int) -> datetime.date:
    return datetime.date(2004, 12, number)


def test_one_short_form_with_two_long_forms_is_contested_and_dated() -> None:
    entries = ledger(
        [
            Definition("CEC", "Central Election Commission", day(3)),
            Definition("BSP", "Black Sea Pact", day(9)),
            Definition("CEC", "the Central Election Commission", day(1)),
            Definition("CEC", "Caspian Energy Company", day(2)),
            Definition("CEC", "Central Election Commission"),
        ]
    )
    assert entries == (
        LedgerEntry("BSP", (Meaning("Black Sea Pact", 1, day(9), day(9)),)),
        LedgerEntry(
            "CEC",
            (
                Meaning("Central Election Commission", 3, day(1), day(3)),
                Meaning("Caspian Energy Company", 1, day(2), day(2)),
            ),
        ),
    )
    assert [entry.contested for entry in entries] == [False, True]


def test_spellings_of_one_name_are_one_meaning() -> None:
    (entry,) = ledger([Definition("RGS", "River-Guard Service"), Definition("RGS", "river guard service")])
    assert not entry.contested
    assert entry.meanings[0].first is None


def test_texts_that_say_the_same_may_come_counted() -> None:
    (entry,) = ledger(
        [
            Definition("RGS", "River Guard Service", day(2), day(9), texts=3, entity=1),
            Definition("RGS", "the River Guard Service", day(1), texts=1, entity=2),
        ]
    )
    assert entry.meanings == (Meaning("River Guard Service", 4, day(1), day(9), 1),)


words = st.sampled_from(["A", "B", "the A", "a", "Ä", ""])


@given(st.lists(st.builds(Definition, words, words, st.none() | st.dates())))
def test_every_definition_is_counted_once(definitions: list[Definition]) -> None:
    entries = ledger(definitions)
    assert sum(meaning.definitions for entry in entries for meaning in entry.meanings) == len(definitions)
    assert ledger(reversed(definitions)) == entries
