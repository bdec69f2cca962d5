"""The patterns by which a bracket's inside is cut into tokens.

Builders first, then the token table; the order of the table matters, the more specific kind comes before. Every
repeated part is separated by a character it cannot itself match, so no pattern backtracks more than its own length.
Months must be written with a capital, since "may" and "mar" are also words.
"""

from __future__ import annotations

import re

from edm_archive.text.dates import MONTH_NAMES, MONTHS


def _cased(names: list[str]) -> str:
    return "|".join(
        sorted({form for name in names for form in (name.capitalize(), name.upper())}, key=len, reverse=True)
    )


MONTH = rf"(?:{_cased(list(MONTHS))})(?![^\W\d_])"
_FULL_MONTH = rf"(?:{_cased(list(MONTH_NAMES))})(?![^\W\d_])"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?(?![^\W\d_])"
_FULL_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
#: A day of the month. O, I and l stand for the figures that scanning makes of them: "1O March", "Il March"; a lost
#: space may glue it to its month, "22March".
DAY = rf"(?<![\w.])[0-3OIl]?[0-9OIl](?:st|nd|rd|th)?(?:(?![\w°%])|(?={MONTH}))"
_DASHES = r"[-\u2010-\u2014]"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\w)"
#: The same, or "I993" and "199O", as scanning leaves them beside a month.
_SCANNED_YEAR = r"(?:(?:1[5-9]|20)\d\d|[1Il]9\d[\dOIl])(?!\w)"
_SHORT_YEAR = r"(?:['’]\d\d|(?:3[2-9]|[4-9]\d))(?!\w)"
_QUALIFIER = r"(?:(?:early|mid|late|end\ of|beginning\ of|middle\ of)(?:\s+|-))?"
BETWEEN_DAYS = rf"\s*(?:,\s*and\s|,|and\s|&|to\s|{_DASHES}|/)\s*"

#: Not "17, 1,600 respondents", where a figure of thousands follows the days.
_LISTED = rf"{DAY}(?![,.]\d{{3}}(?!\d)|\s+(?:{MONTH}|(?!and\s|to\s)[^\W\d_]))"
#: The year after a day-first date; two figures are a year there ("17 Feb 94") unless more of a date follows.
_YEAR_AFTER = rf"(?:\s*,?\s*{_SCANNED_YEAR}|\s+['’]?\d\d(?!\w|\s*(?:,|and|{_DASHES})?\s*(?:{MONTH}|\d)))"
#: "14 March", "12, 14 March", "14-20 January 1994", "3 June 92", "3rd of May".
DAY_FIRST = rf"(?P<days>{DAY}(?:{BETWEEN_DAYS}{DAY}){{0,12}})\s*(?:of\s+)?(?P<month>{MONTH})\.?(?P<year>{_YEAR_AFTER})?"
#: "March 14", "March 12, 14", "January 14-20, 1994"; a listed figure is no day when a word follows: "March 3, 5 Kanal".
MONTH_FIRST = (
    rf"(?P<month>{MONTH})\.?\s+(?P<days>{DAY}(?:{BETWEEN_DAYS}{_LISTED}){{0,12}})"
    rf"(?P<year>\s*,?\s*(?:{_SCANNED_YEAR}|{_SHORT_YEAR}))?"
)
#: "November 2004", "May 93", and "May" alone
MONTH_ONLY = rf"(?P<month>{MONTH})\.?(?P<year>\s*,?\s+(?:of\s+)?{_YEAR}|\s+{_SHORT_YEAR})?"
_DAY_FIRST, _MONTH_FIRST = (re.sub(r"\?P<\w+>", "?:", pattern) for pattern in (DAY_FIRST, MONTH_FIRST))
#: "November 2004", "May-June 1993", "May/June 2004", "May 93"
_MONTH_YEAR = rf"{MONTH}\.?(?:\s*(?:{_DASHES}|/|and)\s*{MONTH}\.?)?(?:\s*,?\s+(?:of\s+)?{_YEAR}|\s+{_SHORT_YEAR})"
#: A month by itself is only taken when it is spelt out and no word or figure follows ("May Day").
_MONTH_ALONE = rf"{_FULL_MONTH}(?:\s*(?:{_DASHES}|/)\s*{_FULL_MONTH})?(?!\s+[A-Z\d]|-[a-z])"
#: Any of the four, or two of them as a range over months: "30 December-5 January".
_CALENDAR = rf"(?:{_DAY_FIRST}|{_MONTH_FIRST}|{_MONTH_YEAR}|{_MONTH_ALONE})"
_RANGE = rf"{_CALENDAR}(?:\s*{_DASHES}\s*{_CALENDAR})?"
_SEASON = rf"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?:\s+of)?,?\s+{_YEAR}"
_NUMERIC = rf"(?<![\w.])(?:\d{{4}}-\d\d?-\d\d?|\d\d?(?:\.\d\d?\.|/\d\d?/)(?:{_YEAR}|\d\d))(?![\w/])"
_YEAR_ALONE = rf"(?<![\w-]){_YEAR}(?:\s*{_DASHES}\s*(?:{_YEAR}|\d\d(?!\w)))?(?!\.\d|-\w)"
#: Dates that lean on the day of the article: "last December", "5 May last year", "Monday", "today".
_MONTH_LEANING = (
    rf"(?:(?:[Ll]ast|[Tt]his(?:\s+past)?)\s+{_FULL_MONTH}|{_CALENDAR}\s*,?\s+(?:of\s+)?(?:last|this)\s+year)"
)
_DAY_LEANING = rf"(?:today|yesterday|(?:last|this)\s+(?:month|year)|(?:(?:last|this|on)\s+)?{_FULL_WEEKDAY})"
LEANING = rf"{_MONTH_LEANING}|{_DAY_LEANING}"
#: Nothing of the element may follow; and words that are also parts of names ("Pakistan Today", "Sunday Times") must
#: stand by themselves after a comma.
_BY_ITSELF = r"(?=\s*(?:[;,)\]]|$))"
_SAME_DAY = r"(?:(?:on|of)\s+)?(?:the\s+)?same\s+(?:day|date)\b"

_ROMAN = r"[IVXLC]{1,6}(?!\w)"
_COUNTED = rf"\d+[A-Za-z]?(?:\s*(?:{_DASHES}|/)\s*\d+)?"
_LOCATOR = (
    rf"(?<!\w)(?:(?:[Nn]os?|NOS?|[Nn]umber|[Nn]r|N|[Ii]ssue|[Vv]ol(?:ume)?|VOL)\.?\s?|№\s*|\#\s*){_COUNTED}(?!\w)"
    rf"|(?<!\w)(?:[Vv]ol(?:ume)?|[Ii]ssue)\.?\s{_ROMAN}"
    rf"|(?<!\w)(?:[Pp]ages?|[Pp]{{1,2}}|[Cc]ol(?:umn)?s?)\.?\s?{_COUNTED}"
    rf"(?:\s*(?:,|and)\s*\d+(?:\s*{_DASHES}\s*\d+)?(?![\d]|\s*(?:and|,)?\s*\d*\s*{MONTH})){{0,9}}(?!\w)"
    r"|(?<!\w)[Pp]arts?\s+(?:One|Two|Three|Four|Five|Six|[IVX]{1,4}|\d{1,2})(?:\s*(?:,|and|-)\s*(?:One|Two|Three|Four|Five|Six|[IVX]{1,4}|\d{1,2}))*(?!\w)"
    r"|(?<!\w)\d{4}\s+(?:GMT|UTC)(?!\w)"
)

_TLD = (
    r"(?:com|org|net|info|biz|edu|gov|mil|int|news|media|press|online|today|world|agency|"
    r"ac|ad|ae|af|al|am|ar|at|au|az|ba|be|bg|br|by|ca|cc|ch|cn|co|cu|cy|cz|de|dk|dz|ee|eg|es|eu|fi|fm|fr|ge|gr|hk|hr|hu|"
    r"id|ie|il|in|io|iq|ir|is|it|jo|jp|ke|kg|kp|kr|kw|kz|lb|li|lt|lu|lv|ly|ma|md|me|mk|mn|mx|my|nl|no|nz|om|ph|pk|pl|ps|"
    r"pt|qa|ro|rs|ru|sa|se|sg|si|sk|su|sy|th|tj|tm|tn|to|tr|tv|tw|ua|uk|us|uz|va|vn|ws|ye|za)"
)
#: "host.ru", "www.host.com.ua/a/1/"; not "U.S", "St.Petersburg", nor a path that is another outlet ("host.ru/AFP").
_HOST = (
    rf"(?<![\w.@])(?:[A-Za-z0-9][\w-]*\.)+?(?i:{_TLD})(?![\w-]|\.[A-Za-z0-9])(?::\d+)?"
    r"(?:/(?![A-Z][\w-]*(?=[,;\s]|$))[^\s,;\"“”<>]*)?"
)

#: Agencies whose name holds a hyphen, when spaces got around it: "ITAR - TASS". Any other such dash parts two names.
_SPACED_NAME = r"(?:(?:ITAR|Itar)\s?[-–]\s?(?:TASS|Tass)|RIA\s?[-–]\s?(?:Novosti|NOVOSTI))(?!\w)"

#: "Coast Herald, 5 May": letters, a comma and a date. Most citations are so, and need not be cut into tokens.
_LETTERS = rf"(?!{MONTH}|[Pp]arts?\b|{_WEEKDAY})[^\W\d_]+"
PLAIN_CITATION = re.compile(rf"(?P<name>{_LETTERS}(?:[ '’-]{_LETTERS}){{0,7}}),[ ](?P<date>{_RANGE})")

HOST = re.compile(_HOST)
TOKEN = re.compile(
    rf"""
    (?P<MASK>\x01+)
  | (?P<URL>(?i:https?|ftp)://[^\s;\"“”<>]+)
  | (?P<HOST>{_HOST})
  | (?P<QUOTED>"[^"\n]{{1,300}}"|“[^”\n]{{1,300}}”|«[^»\n]{{1,300}}»|``[^`'\n]{{1,300}}''|''[^'\n]{{1,300}}'')
  | (?P<LOCATOR>{_LOCATOR})
  | (?P<DATE>{_MONTH_LEANING}{_BY_ITSELF}|{_QUALIFIER}(?:{_WEEKDAY}\.?,?\s+)?{_RANGE}
           |{_SEASON}|{_NUMERIC}|{_SAME_DAY}|(?<=[,;]\s){_DAY_LEANING}{_BY_ITSELF})
  | (?P<YEAR>{_YEAR_ALONE})
  | (?P<BRACKETED>\[[^\]\n]{{0,80}}\])
  | (?P<SEMI>;)
  | (?P<COMMA>,)
  | (?P<DASH>--+|—|[–-](?=\s))
  | (?P<SLASH>/)
  | (?P<COLON>:)
  | (?P<WORD>{_SPACED_NAME}|[^\s,;:/"“”«»()\[\]—\x01]+?(?=--|[\s,;:/"“”«»()\[\]—\x01]|$))
    """,
    re.VERBOSE,
)
