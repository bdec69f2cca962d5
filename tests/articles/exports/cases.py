"""Works that the tests of every format share: what periodicals print, and what breaks formats."""

from __future__ import annotations

import datetime
from dataclasses import replace

from articles.exports import Creator, Issued, Work

DAY = datetime.date(2004, 11, 30)
SOCOR = Creator("Socor", "Vladimir")
#: An article of one author, of a day that is known.
PLAIN = Work(
    key="edm-1-138-2",
    title="Moscow Considers New Bases",
    address="https://archive.example/edm/1/138/2/",
    creators=(SOCOR,),
    container="Eurasia Daily Monitor",
    container_short="EDM",
    volume="1",
    issue="138",
    issued=Issued.on(DAY),
    date_statement="30 November 2004",
    accessed=datetime.date(2026, 11, 24),
    language="en",
)
INFERRED = Issued(DAY, None, is_inferred=True)
WORKS: dict[str, Work] = {
    "one-author": PLAIN,
    "two-authors": replace(PLAIN, creators=(SOCOR, Creator("Torbakov", "Igor"))),
    "three-authors": replace(PLAIN, creators=(SOCOR, Creator("Torbakov", "Igor"), Creator("de Waal", "Thomas"))),
    "no-author": replace(PLAIN, creators=()),
    "body-as-author": replace(PLAIN, creators=(Creator(literal="Council of States and Unions, Ltd"),)),
    "suffix": replace(PLAIN, creators=(Creator("Smith", "John R.", "Jr."),)),
    "hyphened-given-name": replace(PLAIN, creators=(Creator("Dubois", "Jean-Marc"),)),
    "working-headline": replace(PLAIN, is_title_supplied=True),
    "question-as-title": replace(PLAIN, title="Will the Bases Stay?"),
    "undated": replace(PLAIN, issued=None, date_statement="date unknown"),
    "not-before": replace(PLAIN, issued=INFERRED, date_statement="not before 30 November 2004"),
    "month": replace(
        PLAIN,
        issued=Issued(datetime.date(2004, 11, 1), datetime.date(2004, 11, 30)),
        date_statement="November 2004",
    ),
    "year": replace(
        PLAIN, issued=Issued(datetime.date(2004, 1, 1), datetime.date(2004, 12, 31)), date_statement="2004"
    ),
    "two-days": replace(PLAIN, issued=Issued(DAY, datetime.date(2004, 12, 2))),
    "seven-authors": replace(PLAIN, creators=tuple(Creator(f"Author{letter}", f"{letter}da") for letter in "ABCDEFG")),
    "saved-search": Work(
        key="search-1",
        title="Articles That Mention Almaty",
        address="https://archive.example/articles/?place=almaty",
        csl_type="webpage",
        container="Site",
        issued=Issued.on(DAY),
        accessed=datetime.date(2026, 11, 24),
    ),
    "double-issue": replace(PLAIN, issue="137-138"),
    "without-access-date": replace(PLAIN, accessed=None),
}
#: A title, a name and an address with every character that some format gives a meaning.
HOSTILE = replace(
    PLAIN,
    title='\\input{x} 100 % of R&D_{in} $5 #1 ~ ^ "q" } <script>alert(1)</script> *a* – Қазақ',
    creators=(Creator("O}Neil and Sons", "<b>A&B</b>"), Creator(literal="Council, Ltd. \\end")),
    address="https://archive.example/articles/?q=a_b%20{c}&x=\\1",
)
