"""The forms in which the press is cited, one table for each family, all with a vocabulary that knows nothing."""

from __future__ import annotations

import pytest

from articles.citations import Form, ItemKind, Vocabulary, extract, parse
from edm_archive.text.spans import Span
from tests.articles.citations.forms import NOTHING, cited

NAMES_AND_DATES = [
    pytest.param("(Coast Herald, 10 May)", ["Coast Herald --05-10"], id="name-and-day"),
    pytest.param("(Coast Herald, May 10)", ["Coast Herald --05-10"], id="month-first"),
    pytest.param("(Coast Herald, 5 December 1993)", ["Coast Herald 1993-12-05"], id="with-year"),
    pytest.param("(Coast Herald, December 5, 1993)", ["Coast Herald 1993-12-05"], id="month-first-with-year"),
    pytest.param("(Coast radio, 3 June 92)", ["Coast radio 1992-06-03"], id="year-of-two-figures"),
    pytest.param("(Coast Herald, Nov. 3)", ["Coast Herald --11-03"], id="abbreviated-month"),
    pytest.param("(Coast Herald, Tuesday, May 10)", ["Coast Herald --05-10"], id="weekday"),
    pytest.param("(Coast Herald 10 May)", ["Coast Herald --05-10"], id="no-comma"),
    pytest.param("(Coast gazeta, May 10)", ["Coast gazeta --05-10"], id="lower-case-second-word"),
    pytest.param("(Fakty i mysli, May 10)", ["Fakty i mysli --05-10"], id="small-word-inside"),
    pytest.param("(al-Sahil, 3 May)", ["al-Sahil --05-03"], id="arabic-article"),
    pytest.param("(Kol Ha'yam, 3 May)", ["Kol Ha'yam --05-03"], id="apostrophe"),
    pytest.param("(24 Chasa, 3 May)", ["24 Chasa --05-03"], id="name-begins-with-a-figure"),
    pytest.param("(5 Kanal, November 3)", ["5 Kanal --11-03"], id="channel-begins-with-a-figure"),
    pytest.param("(Channel 4, 6 March)", ["Channel 4 --03-06"], id="figure-of-the-channel-is-no-day"),
    pytest.param("(Coast 24, 6 March)", ["Coast 24 --03-06"], id="days-do-not-run-backwards"),
    pytest.param("(1+1 TV, November 3)", ["1+1 TV --11-03"], id="plus"),
    pytest.param("(News & Views, 3 May)", ["News & Views --05-03"], id="ampersand"),
    pytest.param("(St. Anne TV, 5 May)", ["St. Anne TV --05-05"], id="abbreviation-in-the-name"),
    pytest.param(
        "(Voice of Coast [VOC] in Yemen, 3 May)", ["Voice of Coast [VOC] in Yemen --05-03"], id="short-form-and-place"
    ),
    pytest.param("(Paris Le Matin, 11 March)", ["Paris Le Matin --03-11"], id="place-before-the-name"),
    pytest.param("(NOVA, Moscow, 11 March)", ["NOVA --03-11"], id="dateline-after-the-name"),
    pytest.param("(NOVA from Minsk, 11 March)", ["NOVA --03-11"], id="dateline-with-from"),
    pytest.param("(RFE/RL, May 10)", ["RFE/RL --05-10"], id="slash-inside-a-name"),
]

SEVERAL = [
    pytest.param("(Coast TV, NOVA-PRESS, 8 May)", ["Coast TV --05-08", "NOVA-PRESS --05-08"], id="two-names-one-date"),
    pytest.param(
        "(NOVA-PRESS; Morning Star, 8 May)", ["NOVA-PRESS --05-08", "Morning Star --05-08"], id="semicolon-one-date"
    ),
    pytest.param("(Herald and NOVA, 8 May)", ["Herald --05-08", "NOVA --05-08"], id="and"),
    pytest.param(
        "(Herald, Star, and NOVA, 8 May)", ["Herald --05-08", "Star --05-08", "NOVA --05-08"], id="list-with-and"
    ),
    pytest.param("(Coast and Sea Review, 8 May)", ["Coast and Sea Review --05-08"], id="and-inside-a-title"),
    pytest.param("(Le Matin/AFP, May 8)", ["Le Matin --05-08", "AFP --05-08"], id="slash"),
    pytest.param("(NOVA, 8 May; Herald, 9 May)", ["NOVA --05-08", "Herald --05-09"], id="pairs"),
    pytest.param("(NOVA, 8 May, Herald, 9 May)", ["NOVA --05-08", "Herald --05-09"], id="pairs-with-a-careless-comma"),
    pytest.param("(NOVA, 8 May and Herald, 9 May)", ["NOVA --05-08", "Herald --05-09"], id="pairs-with-and"),
    pytest.param("(NOVA, 12, 14 March)", ["NOVA --03-12 --03-14"], id="days-of-a-month"),
    pytest.param("(NOVA, March 12, 14)", ["NOVA --03-12 --03-14"], id="days-month-first"),
    pytest.param("(NOVA, March 12, 13, and 14)", ["NOVA --03-12 --03-13 --03-14"], id="days-with-and"),
    pytest.param("(NOVA, 4,6 March)", ["NOVA --03-04 --03-06"], id="no-space-between-days"),
    pytest.param("(NOVA, 4 March, 17 February)", ["NOVA --03-04 --02-17"], id="two-dates"),
    pytest.param("(NOVA, 8 May 1993; 9 May 1993)", ["NOVA 1993-05-08 1993-05-09"], id="two-dates-by-semicolon"),
    pytest.param("(NOVA, 29 January, 11 March 1992)", ["NOVA --01-29 1992-03-11"], id="year-on-the-last"),
    pytest.param("(Weekly Star, 15-21 May 1993)", ["Weekly Star 1993-05-15/1993-05-21"], id="range"),
    pytest.param("(Weekly Star, May 15-21)", ["Weekly Star --05-15/--05-21"], id="range-month-first"),
    pytest.param("(Weekly Star, 30 December-5 January)", ["Weekly Star --12-30/--01-05"], id="range-over-new-year"),
    pytest.param("(Weekly Star, November 29–December 5)", ["Weekly Star --11-29/--12-05"], id="range-with-a-dash"),
    pytest.param("(Sea Affairs, May/June 2004)", ["Sea Affairs --05/2004-06"], id="double-month"),
    pytest.param("(Sea Affairs, Summer 2004, page 7)", ["Sea Affairs 2004"], id="season"),
    pytest.param("(Herald, 26.11.2004)", ["Herald 2004-11-26"], id="figures"),
    pytest.param("(Herald, 3/4/2004)", ["Herald 2004"], id="figures-that-can-be-exchanged"),
    pytest.param("(Herald, 5 May 1993, 1994)", ["Herald 1993-05-05 1994"], id="year-after-a-date"),
    pytest.param("(Herald, No. 5, 1991-93)", ["Herald 1991/1993"], id="years"),
    pytest.param("(Herald, No. 5, 1993-91)", ["Herald"], id="years-turned-round"),
    pytest.param("(Herald, 2004-11-26)", ["Herald 2004-11-26"], id="iso"),
    pytest.param(
        "(Herald, May 3, 5 Kanal, May 4)", ["Herald --05-03", "5 Kanal --05-04"], id="listed-figure-is-a-name"
    ),
    pytest.param("(NOVA, 8 May; STAR)", ["NOVA --05-08", "STAR"], id="second-agency-without-a-date"),
]

LOCATED = [
    pytest.param("(Herald, No. 47, 24 May 1993)", "No. 47", ["Herald 1993-05-24"], id="issue-and-date"),
    pytest.param("(Herald No. 6, February)", "No. 6", ["Herald --02"], id="issue-and-month"),
    pytest.param("(Herald, No 6, 1991)", "No 6", ["Herald 1991"], id="issue-and-year"),
    pytest.param("(Herald, no. 47/2004)", "no. 47/2004", ["Herald"], id="issue-with-its-year"),
    pytest.param("(Herald, 7 June 1993, page 24)", "page 24", ["Herald 1993-06-07"], id="page"),
    pytest.param("(Herald, 7 June, pp. 3-4, 6)", "pp. 3-4, 6", ["Herald --06-07"], id="pages"),
    pytest.param("(Herald, p 5, 7 June)", "p 5", ["Herald --06-07"], id="page-before-the-date"),
    pytest.param("(COAST HERALD 12 Sep 92 p 1)", "p 1", ["COAST HERALD 1992-09-12"], id="bibliographic"),
    pytest.param(
        "(Minsk NOVA in Russian 1643 GMT 16 Feb 94)", "1643 GMT", ["Minsk NOVA 1994-02-16"], id="time-and-language"
    ),
    pytest.param("(COAST HERALD 26 Mar 94 Morning Edition p 1)", "p 1", ["COAST HERALD 1994-03-26"], id="edition"),
]

LEAD_INS = [
    pytest.param("(26 May, Coast TV)", ["Coast TV --05-26"], id="date-first"),
    pytest.param("(5-11 May Coast News)", ["Coast News --05-05/--05-11"], id="range-first"),
    pytest.param(
        "(sources: 5 May 1993 Herald; 6 May 1993 Star)", ["Herald 1993-05-05", "Star 1993-05-06"], id="dates-first"
    ),
    pytest.param("(for example, Coast radio, 2 April)", ["Coast radio --04-02"], id="for-example"),
    pytest.param("(see, e.g., Herald, 5 May; cf. Star, 6 May)", ["Herald --05-05", "Star --05-06"], id="see-and-cf"),
    pytest.param("(text of statement published in Herald, 7 May)", ["Herald --05-07"], id="published-in"),
    pytest.param("(listed in Herald on 19 May)", ["Herald --05-19"], id="listed-in"),
    pytest.param("(as reported by Coast radio on 8 May)", ["Coast radio --05-08"], id="as-reported-by"),
    pytest.param(
        "(a Herald editorial, as reported by Coast radio on 8 May)",
        ["Herald --05-08", "Coast radio --05-08"],
        id="carried-by-another",
    ),
    pytest.param("(Herald via Star, 8 May)", ["Herald --05-08", "Star --05-08"], id="via"),
    pytest.param("(the daily Herald on 8 May)", ["Herald --05-08"], id="described"),
    pytest.param("(Herald commentary, 8 May)", ["Herald --05-08"], id="kind-of-piece"),
    pytest.param("(Herald's 8 May editorial)", ["Herald --05-08"], id="possessive"),
    pytest.param("(an editorial in the 8 May Herald)", ["Herald --05-08"], id="date-inside-the-phrase"),
    pytest.param("(NOVA in English, 8 May)", ["NOVA --05-08"], id="language"),
    pytest.param(
        "(Georgiy Ivanov to NOVA on 5 May; Herald, 6 May)", ["NOVA --05-05", "Herald --05-06"], id="person-to-outlet"
    ),
    pytest.param("(A. Author in Herald, 2 May)", ["Herald --05-02"], id="author-in-outlet"),
    pytest.param("(Pavel Author, Herald, 2 May)", ["Herald --05-02"], id="author-comma-outlet"),
    pytest.param("(Herald editor Otto Author, 2 May)", ["Herald --05-02"], id="staff"),
    pytest.param("(Sedov in Herald, 2 May)", ["Herald --05-02"], id="surname-in-outlet"),
    pytest.param("(Sedov on Coast TV, 2 May)", ["Coast TV --05-02"], id="surname-on-a-channel"),
    pytest.param("(Coast on Seas, 2 May)", ["Coast on Seas --05-02"], id="on-inside-a-name"),
    pytest.param('("A Fine Title" in Herald, 2 May)', ["Herald --05-02"], id="title-in-outlet"),
    pytest.param("(an article by Ivan Sedov in Herald, 2 May)", ["Herald --05-02"], id="piece-in-outlet"),
    pytest.param("(Herald's Ivan Sedov, 2 May)", ["Herald --05-02"], id="staff-by-possession"),
    pytest.param("(interview, Herald, 2 May)", ["Herald --05-02"], id="interview-beside-an-outlet"),
    pytest.param(
        "(Otdel Pechati--Coast Herald, 20 May)", ["Coast Herald --05-20"], id="capitalised-gloss-before-a-dash"
    ),
    pytest.param("(NOVA; Otdel--Herald, 2 May)", ["NOVA --05-02", "Herald --05-02"], id="gloss-in-the-second-group"),
    pytest.param('(the "Herald," 2 May)', ["Herald --05-02"], id="quoted-after-an-article"),
    pytest.param('("Evening" on Nova, 2 May)', ["Nova --05-02"], id="programme-on-a-channel"),
    pytest.param('(Radio "Echo" Coast, 2 May)', ['Radio "Echo" Coast --05-02'], id="quotation-inside-a-name"),
    pytest.param("(Herald 4, 5 March)", ["Herald --03-04 --03-05"], id="days-without-a-comma"),
    pytest.param("(see Coast TV, 5 May, page 3)", ["Coast TV --05-05"], id="pages-of-an-outlet"),
    pytest.param("(NOVA quoting the ministry, 2 May)", ["NOVA --05-02"], id="quoting"),
    pytest.param("(NOVA, citing the Defence Ministry, 2 May)", ["NOVA --05-02"], id="citing-between"),
    pytest.param("(NOVA, 2 May, citing the Defence Ministry)", ["NOVA --05-02"], id="citing-after"),
    pytest.param("(chlen soveta--Coast Herald, 20 May)", ["Coast Herald --05-20"], id="gloss-before-a-dash"),
    pytest.param(
        "(Herald, 5 May--the first report of the kind since 1990)", ["Herald --05-05"], id="remark-after-a-dash"
    ),
    pytest.param(
        "(10 million, according to Nova, 14 May; 10.7, according to Coast TV, 16 May; and 11, according to Petrenko in"
        " the 23 May Coast Herald)",
        ["Nova --05-14", "Coast TV --05-16", "Coast Herald --05-23"],
        id="figures-attributed-in-turn",
    ),
    pytest.param("(Herald, 1 May; Star, 2 May, respectively)", ["Herald --05-01", "Star --05-02"], id="respectively"),
    pytest.param("(Herald, 5 May, emphasis added)", ["Herald --05-05"], id="emphasis-added"),
    pytest.param("(Herald, 5 May. See also Star, 6 May.)", ["Herald --05-05", "Star --05-06"], id="two-sentences"),
    pytest.param(
        "(Herald, 5 May; the decree came into force on 6 May)", ["Herald --05-05"], id="date-of-a-clause-is-no-citation"
    ),
]

TITLES = [
    pytest.param('("A Fine Title," Herald, May 3)', "A Fine Title", ["Herald --05-03"], id="title-and-outlet"),
    pytest.param(
        '(see "A Fine Title," in Herald, May 3)', "A Fine Title", ["Herald --05-03"], id="see-title-in-outlet"
    ),
    pytest.param("(“A Fine Title”, Herald, May 3)", "A Fine Title", ["Herald --05-03"], id="curly-and-comma-outside"),
    pytest.param('(Herald, "A Fine Title," May 3)', "A Fine Title", ["Herald --05-03"], id="title-after-the-outlet"),
    pytest.param("(“Which Way Now?” Coast Herald, May 3)", "Which Way Now?", ["Coast Herald --05-03"], id="question"),
    pytest.param('(Coast Television\'s "Evening," May 3)', "Evening", ["Coast Television --05-03"], id="programme"),
    pytest.param('("Herald," May 3)', "", ["Herald --05-03"], id="quoted-outlet"),
    pytest.param('(Radio "Echo of Coast," May 3)', "", ['Radio "Echo of Coast" --05-03'], id="quoted-name-of-a-radio"),
]

KINDS = [
    pytest.param("(see EDM, November 30)", ["EDM=cross_reference --11-30"], id="see-own-title"),
    pytest.param("(EDM, May 3; Herald, May 4)", ["EDM=cross_reference --05-03", "Herald --05-04"], id="own-and-other"),
    pytest.param('("Title," EDM, May 3)', ["EDM=cross_reference --05-03"], id="own-title-with-headline"),
    pytest.param("(see Parts One and Two in EDM, May 3, 4)", ["EDM=cross_reference --05-03 --05-04"], id="parts"),
    pytest.param("(see the May 3 issue of EDM)", ["EDM=cross_reference --05-03"], id="issue-of"),
    pytest.param("(EDM, Volume 1, Issue 138)", ["EDM=cross_reference"], id="by-volume-and-issue"),
    pytest.param("(see Part One in yesterday's EDM)", ["EDM=cross_reference"], id="without-a-date"),
    pytest.param(
        "(See the Trends of 3 March 1993, pages 6-15.)", ["Trends=cross_reference 1993-03-03"], id="see-the-title-of"
    ),
    pytest.param(
        "(See the Coast Survey of 3 March 1993, pages 6-15.)",
        ["Coast Survey=cross_reference 1993-03-03"],
        id="sent-to-pages",
    ),
    pytest.param(
        "(For more on the vote, see the Trends of 3 May 1993)", ["Trends=cross_reference 1993-05-03"], id="for-more"
    ),
    pytest.param("(EDM, same day)", ["EDM=cross_reference same day"], id="same-day"),
    pytest.param("(Herald, last December)", ["Herald last December"], id="last-month-by-name"),
    pytest.param("(Herald, December last year)", ["Herald December last year"], id="month-last-year"),
    pytest.param("(Herald, 3, 5 May last year)", ["Herald 3, 5 May last year 3, 5 May last year"], id="days-last-year"),
    pytest.param("(Herald, yesterday; Star, May 5)", ["Herald yesterday", "Star --05-05"], id="yesterday"),
    pytest.param("(Norilsk Nickel, last year)", [], id="last-year-says-too-little"),
    pytest.param("(as the minister said, yesterday)", [], id="yesterday-in-a-clause"),
    pytest.param("(the council met, Monday)", [], id="weekday-of-an-event"),
    pytest.param("(elections, last December)", [], id="event-of-a-month"),
    pytest.param("(last December)", [], id="relative-date-alone"),
    pytest.param("(Herald, Star, Monday)", ["Herald Monday", "Star Monday"], id="two-of-a-weekday"),
    pytest.param("(Herald, Monday, 5 May)", ["Herald --05-05"], id="weekday-of-a-date"),
    pytest.param("(Sunday Times, 5 May)", ["Sunday Times --05-05"], id="weekday-in-a-name"),
    pytest.param("(Pakistan Today, May 5)", ["Pakistan Today --05-05"], id="today-in-a-name"),
    pytest.param("(host.ru, May 3)", ["host.ru=web --05-03"], id="host"),
    pytest.param("(www.host.com.ua/articles/123/)", ["www.host.com.ua=web"], id="address-without-scheme"),
    pytest.param("(http://host.ru/path/, May 3)", ["host.ru=web --05-03"], id="address"),
    pytest.param("(host.org)", ["host.org=web"], id="host-alone"),
    pytest.param(
        "(Le Matin/AFP, May 3; defense.gouv.fr, May 4)",
        ["Le Matin --05-03", "AFP --05-03", "defense.gouv.fr=web --05-04"],
        id="host-among-names",
    ),
    pytest.param("(Author interview, Tbilisi, May 3)", ["Author interview=interview --05-03"], id="interview"),
    pytest.param(
        "(author’s interviews in Baku, May 3-5)",
        ["author’s interviews in Baku=interview --05-03/--05-05"],
        id="interviews-in",
    ),
    pytest.param(
        "(interview with a local official, Osh, May 3)",
        ["interview with a local official=interview --05-03"],
        id="interview-with-somebody",
    ),
    pytest.param("(interview with Herald, May 3)", ["Herald --05-03"], id="interview-given-to-an-outlet"),
    pytest.param(
        "(Sobraniye Zakonodatelstva, 27 May 1993)", ["Sobraniye Zakonodatelstva=document 1993-05-27"], id="gazette"
    ),
    pytest.param("(Federal Law No. 5, 27 May 1993)", ["Federal Law=document 1993-05-27"], id="act"),
]

UNBALANCED = [
    pytest.param(
        "(Although some doubt it (Coast Radio, 2 May)--and more)", ["Coast Radio --05-02"], id="nested-in-an-aside"
    ),
    pytest.param("(Herald (Minsk), 2 May)", ["Herald --05-02"], id="place-in-brackets"),
    pytest.param("He left (Herald, Star, (4 May). Then", ["Herald --05-04", "Star --05-04"], id="never-closed"),
    pytest.param("1) first 2) second (Herald, 4 May) 3) third", ["Herald --05-04"], id="list-markers"),
    pytest.param('threats."(Herald, 29 May)--a departure', ["Herald --05-29"], id="glued"),
    pytest.param("He (who\n\nleft) (Herald, 4 May", [], id="nothing-closes"),
    pytest.param("(Herald, 1O May)", ["Herald --05-10"], id="letter-o-for-nought"),
    pytest.param("(Herald, Il May)", ["Herald --05-11"], id="letters-for-ones"),
]


@pytest.mark.parametrize(("text", "expected"), [*NAMES_AND_DATES, *SEVERAL, *LEAD_INS, *KINDS, *UNBALANCED])
def test_cited_sources_and_dates(text: str, expected: list[str]) -> None:
    assert cited(f"He said so {text} today.") == expected


@pytest.mark.parametrize(("text", "locator", "expected"), LOCATED)
def test_locators(text: str, locator: str, expected: list[str]) -> None:
    (match,) = extract(text, NOTHING)
    assert cited(text) == expected
    assert [item.locator for item in match.items] == [locator]


@pytest.mark.parametrize(("text", "title", "expected"), TITLES)
def test_titles(text: str, title: str, expected: list[str]) -> None:
    (match,) = extract(text, NOTHING)
    assert cited(text) == expected
    assert [item.title for item in match.items] == [title]


@pytest.mark.parametrize(
    ("text", "host", "url"),
    [
        pytest.param("(www.Host.ru, May 3)", "host.ru", "", id="host"),
        pytest.param("(www.host.ru/a/1/)", "host.ru", "www.host.ru/a/1/", id="path"),
        pytest.param("(https://host.ru/a?b=c.)", "host.ru", "https://host.ru/a?b=c", id="query"),
        pytest.param("(Herald, www.herald.org, May 3)", "herald.org", "", id="host-of-the-name-before"),
        pytest.param("(Herald [www.herald.org], May 3)", "herald.org", "", id="host-in-square-brackets"),
        pytest.param("(Herald (www.herald.org), May 3)", "herald.org", "", id="host-in-brackets"),
        pytest.param("(Herald, http://x.org/1, May 3)", "x.org", "http://x.org/1", id="address-of-the-name-before"),
    ],
)
def test_addresses(text: str, host: str, url: str) -> None:
    (match,) = extract(text, NOTHING)
    (item,) = match.items
    assert (item.host, item.url) == (host, url)


def test_an_address_in_brackets_goes_to_the_name_before_it() -> None:
    (match,) = extract("(Star, May 2; Herald (www.herald.org), May 3; Nova, May 4)", NOTHING)
    assert [item.host for item in match.items] == ["", "herald.org", ""]
    (kept,) = extract("(see x.org (www.herald.org), May 3)", NOTHING)
    assert [item.host for item in kept.items] == ["x.org"]
    (before,) = extract("((www.herald.org) Herald, May 3)", NOTHING)
    assert [item.host for item in before.items] == [""]


def test_an_undated_bracket_inside_a_citation_is_part_of_it() -> None:
    assert cited("One (Star, 4 May). Two (Herald (Star), 5 May).") == ["Star --05-04", "Herald --05-05"]
    assert cited("Two (Herald, 5 May (see also Star, 6 May)).") == ["Herald --05-05", "Star --05-06"]


def test_a_paragraph_break_parts_an_unclosed_bracket_from_the_next() -> None:
    assert cited("He left (Herald,\n\n(4 May) so.") == []
    assert cited("He left (if it was he, (4 May) so.") == []


def test_a_short_form_that_the_vocabulary_knows_is_an_outlet() -> None:
    known = Vocabulary.build(outlets=[("CRU", "cru")])
    assert cited("“one” (CRU) and the Coast Rescue Union (CRU, page 3)", known) == ["CRU", "CRU"]
    assert cited("the Coast Rescue Union (CRU)", known) == []


def test_ibid_takes_the_source_before_it() -> None:
    text = "One (Herald, 5 May). Two (Ibid.). Three (ibid., 7 May, page 2)."
    assert cited(text) == ["Herald --05-05", "Herald --05-05", "Herald --05-07"]
    forms = [match.items[0].form for match in extract(text, NOTHING)]
    assert forms == ["full", "ibid", "ibid"]
    assert cited("(Star, 5 May; ibid., 6 May)") == ["Star --05-05", "Star --05-06"]


def test_a_bare_name_cites_when_the_text_cites_it_with_a_date_elsewhere() -> None:
    assert cited("One (Herald, 5 May). Two (Herald).") == ["Herald --05-05", "Herald"]
    assert cited("Two (Herald).") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“no choice but to decide what is right for all” (Coast radio)", ["Coast radio"], id="says-what-it-is"
        ),
        pytest.param(
            "“no choice but to decide what is right for all” (NVA)", ["NVA"], id="agency-after-a-long-quotation"
        ),
        pytest.param("a so-called “new course” (NVA)", [], id="short-form-after-a-short-quotation"),
        pytest.param("“the great new agency” of the Nova Village Association (NVA)", [], id="initials"),
    ],
)
def test_bare_names(text: str, expected: list[str]) -> None:
    assert cited(text) == expected


def test_a_surname_that_the_text_gives_to_somebody_is_no_outlet() -> None:
    assert cited("President Ivan Krasnov spoke (Krasnov, 5 May).") == []
    assert cited("President Ivan Krasnov spoke (Krasnov, NOVA, 5 May).") == ["NOVA --05-05"]
    assert cited("They spoke (Krasnov, 5 May).") == ["Krasnov --05-05"]


@pytest.mark.parametrize(
    "bracket",
    [
        pytest.param("(ABC)", id="acronym"),
        pytest.param("(Green Party of Coastland)", id="long-form"),
        pytest.param("(pervyy sovetnik)", id="transliteration"),
        pytest.param("(Pervyy Otdel Upravleniya)", id="capitalised-transliteration"),
        pytest.param("(株式会社)", id="other-script"),
        pytest.param("(41 percent)", id="share"),
        pytest.param("(with 7 abstentions)", id="count"),
        pytest.param("(28 million for food, 5 million for seed)", id="sums"),
        pytest.param("(i.e., 3 May)", id="that-is"),
        pytest.param("(early June)", id="part-of-a-month"),
        pytest.param("(late 1960s to 1975)", id="years"),
        pytest.param("(born 3 May 1950)", id="born"),
        pytest.param("(article 29)", id="article"),
        pytest.param("(see table 9)", id="table"),
        pytest.param("(SEE NOTE)", id="note"),
        pytest.param("(See above, page 7)", id="above"),
        pytest.param("(see following article)", id="following"),
        pytest.param("(Labour Party)", id="party"),
        pytest.param("(Coastland, Seeland, and Hills)", id="list-of-names"),
        pytest.param("(Moscow, 5 May 1993)", id="place-and-date"),
        pytest.param("(Coast summit, 5 May 1993)", id="event-and-date"),
        pytest.param("(Summit of the Three in Minsk, May 5)", id="event-in-a-place"),
        pytest.param("(the 5 May council vote)", id="date-of-an-event"),
        pytest.param("(the 5 May Council decision-making body)", id="common-noun-after-a-date"),
        pytest.param("(Vladimir Sedov, 5 May)", id="person-and-date"),
        pytest.param("(President Sedov, 5 May)", id="title-and-date"),
        pytest.param("(Putin's speech of November 3)", id="speech"),
        pytest.param("(Sedov, 1993)", id="name-and-year"),
        pytest.param("(abolishing the Office in early May, creating a Bureau on 28 May)", id="clause-with-dates"),
        pytest.param("(The law was adopted on 5 May 1993)", id="sentence-with-a-date"),
        pytest.param(
            "(NOTE: A statement of the Coast Council was issued last May, Sedov said on 5 May)", id="note-in-words"
        ),
        pytest.param("(, May 3)", id="stripped-link"),
        pytest.param("(Ibid.)", id="ibid-without-anything-before"),
        pytest.param("(45 March)", id="no-day"),
        pytest.param("(Herald, 13.13.2004)", id="no-month-in-figures"),
        pytest.param('("A title of more than four words," 5 May)', id="title-without-an-outlet"),
        pytest.param("(they met twice that year, Herald, 5 May)", id="bare-name-after-a-clause"),
        pytest.param("(Herald, May)", id="month-without-a-year"),
        pytest.param("(1994, Herald)", id="year-first"),
        pytest.param("(the 5 May Sea Council budget)", id="dated-common-noun"),
        pytest.param("(Herald, 5 May, " + "and so it went on " * 40 + ")", id="longer-than-any-citation"),
        pytest.param("(Herald, 31 June)", id="no-such-day"),
        pytest.param("()", id="empty"),
    ],
)
def test_what_cites_nothing(bracket: str) -> None:
    assert cited(f"It was so {bracket} then.") == []


def test_a_vocabulary_settles_what_form_cannot() -> None:
    known = Vocabulary.build(
        outlets=[("Coast Herald", "coast-herald"), ("North, South", "north-south"), ("Nova", "nova")],
        hosts=[("www.nova.org", "nova")],
        publications=[("Coast Review", "cr"), ("CR", "cr")],
    )
    matches = extract("A (Nova). B (news.nova.org). C (see CR, May 5). D (The Coast Herald, May 6).", known)
    items = [item for match in matches for item in match.items]
    assert [item.outlet for item in items] == ["nova", "nova", None, "coast-herald"]
    assert [item.publication for item in items] == [None, None, "cr", None]
    assert items[2].kind is ItemKind.CROSS_REFERENCE


def test_spans_of_sources_stand_in_the_text() -> None:
    text = "One (see, for example, a Herald editorial, 5 May; host.ru, 6 May). Two."
    (match,) = extract(text, NOTHING)
    assert [item.source_span.of(text) for item in match.items] == ["Herald", "host.ru"]
    assert [date.span.of(text) for item in match.items for date in item.dates] == ["5 May", "6 May"]
    assert match.span == Span(match.start, match.end)
    assert text[match.start : match.end] == match.quote


def test_an_invented_article_gives_exactly_its_citations() -> None:
    text = (
        "The Coast Security Organization (CSO) met, and the CSO Fast Forces (CFF) grow to 900 (Coast gazeta, November"
        " 26).\n\n"
        "Its members (Coastland, Seeland, Hills, and Dales) agreed, “as we planned,” (Nova-Seeland, November 25).\n\n"
        "After the attack, (see EDM, November 30) concerns grew."
    )
    assert [(found.kind.value, found.quote) for found in parse(text, NOTHING)] == [
        ("acronym_definition", "(CSO)"),
        ("acronym_definition", "(CFF)"),
        ("citation", "(Coast gazeta, November 26)"),
        ("gloss", "(Coastland, Seeland, Hills, and Dales)"),
        ("citation", "(Nova-Seeland, November 25)"),
        ("cross_reference", "(see EDM, November 30)"),
    ]
    assert all(match.form is Form.PARENTHESIS for match in extract(text, NOTHING))


@pytest.mark.parametrize(
    ("text", "locator", "author", "title"),
    [
        pytest.param("(see Part One in EDM, December 14)", "Part One", "", "", id="part"),
        pytest.param("(see Parts One and Two in EDM, March 3, 5)", "Parts One and Two", "", "", id="parts"),
        pytest.param("(for Part One, see EDM, December 14, 2017)", "Part One", "", "", id="for-part"),
        pytest.param("(For Part One, see EDM, December 14.)", "Part One", "", "", id="for-part-as-a-sentence"),
        pytest.param("(see EDM, Part II, December 14)", "Part II", "", "", id="part-after-the-title"),
        pytest.param("(see Part 1 of this article in EDM, May 5)", "Part 1", "", "", id="of-this-article"),
        pytest.param("(see Ada Ray in EDM, November 30)", "", "Ada Ray", "", id="author"),
        pytest.param("(Vladimir Ray, EDM, November 30)", "", "Vladimir Ray", "", id="author-in-a-list"),
        pytest.param("(see an article by A. B. Ray in EDM, May 5)", "", "A. B. Ray", "", id="by-the-author"),
        pytest.param("(see Ada Ray and Bo Lee in EDM, May 5)", "", "Ada Ray and Bo Lee", "", id="two-authors"),
        pytest.param("(see “Oil (Part Two),” EDM, May 5)", "", "", "Oil (Part Two)", id="part-in-the-title"),
        pytest.param("(see an earlier text in EDM, May 5)", "", "", "", id="neither"),
    ],
)
def test_what_a_cross_reference_says_of_its_article(text: str, locator: str, author: str, title: str) -> None:
    ((item,),) = [match.items for match in extract(f"So it was {text}.", NOTHING)]
    assert (item.source, item.kind) == ("EDM", ItemKind.CROSS_REFERENCE)
    assert (item.locator, item.author, item.title) == (locator, author, title)


def test_parts_of_two_days_each_have_their_own() -> None:
    (match,) = extract("(see Part One in EDM, May 3; Part Two in EDM, May 5)", NOTHING)
    assert [item.locator for item in match.items] == ["Part One", "Part Two"]


@pytest.mark.parametrize(
    ("text", "quote", "locator"),
    [
        pytest.param(
            "This is the second part. Part One appeared in EDM, December 14. It ends.",
            "Part One appeared in EDM, December 14",
            "Part One",
            id="appeared",
        ),
        pytest.param(
            "For Part One, see EDM, December 14, 2017.", "Part One, see EDM, December 14, 2017", "Part One", id="see"
        ),
        pytest.param(
            "Parts One and Two of this article were published in Eurasia Daily Monitor, March 3, 5.",
            "Parts One and Two of this article were published in Eurasia Daily Monitor, March 3, 5",
            "Parts One and Two",
            id="of two days",
        ),
        pytest.param(
            "Part II ran in the December 14 issue of EDM.",
            "Part II ran in the December 14 issue of EDM",
            "Part II",
            id="issue",
        ),
        pytest.param("Part One appeared in Herald, May 3.", None, "", id="not ours"),
        pytest.param("Part One appeared in EDM in May.", None, "", id="no day"),
        pytest.param(
            "Taking part one appeared in EDM, May 3", "part one appeared in EDM, May 3", "part one", id="case"
        ),
        pytest.param("The counterpart one appeared in EDM, May 3", None, "", id="another word"),
    ],
)
def test_notes_on_another_part(text: str, quote: str | None, locator: str) -> None:
    found = extract(text, NOTHING)
    assert [match.quote for match in found] == ([quote] if quote else [])
    for match in found:
        assert text[match.start : match.end] == match.quote
        assert match.form is Form.IN_SENTENCE
        assert match.items[0].source_span.of(text) == match.items[0].source
        assert match.items[0].locator == locator


def test_a_note_within_brackets_is_one_reference() -> None:
    (match,) = extract("Oil flowed (Part One appeared in EDM, December 14).", NOTHING)
    assert [(item.source, item.locator) for item in match.items] == [("EDM", "Part One")]
