"""Papers that bodies issue, two names side by side, and brackets that their sentence leaves open."""

from __future__ import annotations

import pytest

from articles.citations import Vocabulary, extract
from tests.articles.citations.forms import NOTHING, cited, summary

AGENCIES = Vocabulary.build(outlets=[("Reuter", "reuters"), ("Reuters", "reuters"), ("AFP", "afp"), ("Zarya", "zarya")])

ISSUED = (
    ("Lisbon Summit Declaration, April 3", "Lisbon Summit Declaration=document --04-03"),
    ("OSCE/ODIHR statement, December 5", "OSCE/ODIHR statement=document --12-05"),
    ("NATO joint communiqué, 5 December", "NATO joint communiqué=document --12-05"),
    ("Foreign Ministry statement, December 5", "Foreign Ministry statement=document --12-05"),
    ("Foreign Ministry statement, Interfax, December 5", "Interfax --12-05"),
    ("EU and OSCE statement, December 5", "EU and OSCE statement=document --12-05"),
    ("Foreign Ministry statement", ""),
    ("the Council statement, December 5", ""),
    ("Minsk Declaration, December 5", ""),
    ("Independence Declaration, 24 August", ""),
    ("Lisbon Summit, April 3", ""),
    ("NATO declaration, 1999", ""),
)

PAIRS = (
    ("ITAR - TASS, December 5", "ITAR - TASS --12-05"),
    ("ITAR – TASS, RIA - Novosti, December 5", "ITAR – TASS --12-05|RIA - Novosti --12-05"),
    ("Reuter AFP 10 March", "Reuter --03-10|AFP --03-10"),
    ("Reuter Reuters 10 March", "Reuter Reuters --03-10"),
    ("Coast AFP 10 March", "Coast AFP --03-10"),
    ("Globe and Mail, November 26", "Globe and Mail --11-26"),
    ("News and Views, November 26; AFP, November 27", "News and Views --11-26|AFP --11-27"),
    ("Herald, Globe and Mail, November 26", "Herald --11-26|Globe --11-26|Mail --11-26"),
    ("Globe and Mail, November 26, 27, respectively", "Globe --11-26|Mail --11-27"),
    ("Globe and AFP, November 26", "Globe --11-26|AFP --11-26"),
    ("Zarya and Star, November 26", "Zarya --11-26|Star --11-26"),
    ("Zarya and Vedomosti, November 26", "Zarya --11-26|Vedomosti --11-26"),
    ("Vedomosti and Trud, November 26", "Vedomosti --11-26|Trud --11-26"),
)

LEFT_OPEN = (
    ("It fell (Nova, May 7. The mayor denied it. So it goes.", "(Nova, May 7.", "Nova --05-07"),
    ("It fell (Nova, 7 May; Star, 8 May. “No,” said he.", "(Nova, 7 May; Star, 8 May.", "Nova --05-07|Star --05-08"),
    ("It fell (Nova, Nov. 7. The mayor denied it.", "(Nova, Nov. 7.", "Nova --11-07"),
    ("It fell (Nova, May 7. The day (June 5) was fair.", "(Nova, May 7.", "Nova --05-07"),
    ("It fell (they left on May 7. The mayor denied it.", "", ""),
    ("It fell (Nova, in its issue of May 7. The mayor denied it.", "", ""),
    ("It fell (Nova, May 7. the mayor denied it.", "", ""),
)


@pytest.mark.parametrize(("inside", "expected"), ISSUED)
def test_what_a_body_issues_is_a_document(inside: str, expected: str) -> None:
    assert "|".join(cited(f"It fell ({inside}).")) == expected


@pytest.mark.parametrize(("inside", "expected"), PAIRS)
def test_one_name_or_two(inside: str, expected: str) -> None:
    assert "|".join(cited(f"It fell ({inside}).", AGENCIES)) == expected


@pytest.mark.parametrize(("text", "quote", "expected"), LEFT_OPEN)
def test_a_bracket_that_its_sentence_leaves_open(text: str, quote: str, expected: str) -> None:
    found = extract(text, NOTHING)
    assert [match.quote for match in found] == ([quote] if quote else [])
    assert "|".join(summary(item) for match in found for item in match.items) == expected
