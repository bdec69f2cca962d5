"""The shape in which citations are exchanged with evaluation data."""

from __future__ import annotations

from datetime import date

from articles.citations import to_eval
from tests.articles.citations.forms import NOTHING


def test_shape_kinds_and_dates() -> None:
    text = (
        "So (Coast Herald, 1, 3 May; see EDM, 5-9 May; www.host.ru/a/; Federal Law No. 5, 1 May;"
        " author interview, 2 May)."
    )
    (citation,) = to_eval(text, NOTHING, published=date(1994, 5, 10))
    assert text[citation["start"] : citation["end"]] == citation["raw"]
    assert citation["items"] == [
        {"source": "Coast Herald", "kind": "press", "dates": ["1994-05-01", "1994-05-03"], "url": None},
        {"source": "EDM", "kind": "crossref", "dates": ["1994-05-05/1994-05-09"], "url": None},
        {"source": "www.host.ru", "kind": "url", "dates": [], "url": "www.host.ru/a/"},
        {"source": "Federal Law", "kind": "document", "dates": ["1994-05-01"], "url": None},
        {"source": "author interview", "kind": "interview", "dates": ["1994-05-02"], "url": None},
    ]


def test_without_a_date_the_year_stays_unknown() -> None:
    ((item,),) = [citation["items"] for citation in to_eval("So (Herald, November 26).", NOTHING)]
    assert item["dates"] == ["--11-26"]
