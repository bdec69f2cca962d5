"""From a phrase inside a bracket to the source it names: lead-ins, persons, languages and kinds of piece come off.

"for example, a Herald editorial", "A. Author in Herald", "as reported by Coast radio on" each name one source;
"Herald and Coast radio" and "Herald/AFP" name two. What is left must be a name by form (``names.judge``), or nothing is
returned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from articles.citations import words
from articles.citations.matches import ItemKind
from articles.citations.names import Name, is_acronym, is_act, is_gazette, is_person, is_statement, judge
from articles.citations.vocabulary import Vocabulary
from edm_archive.text.normalize import fold

#: The periodicals this archive was made for refer to themselves by these names; a caller's vocabulary adds others.
HOUSE_TITLES = frozenset({"edm", "eurasia daily monitor", "trends", "fbis trends"})

_REPORTED = (
    r"(?:cited|quoted|reported|carried|published|broadcast|printed|listed|aired|reprinted|relayed|monitored|translated"
    r"|posted|released|rebroadcast|transmitted|televised|reproduced|excerpted|summari[sz]ed|appearing|appeared)"
    r"\s+(?:(?:live|first|also|only|out)\s+)?(?:by|in|on|to|at|from|via)"
)
#: Words that may open a phrase and are no part of the name.
_LEAD_IN = re.compile(
    rf"(?:for\s+(?:example|instance)|e\.\s?g\.?|i\.\s?e\.?|cf\.?|(?P<see>see)|sources?|source:|also|both|but|or|respectively"
    rf"|according\s+to|(?:as\s+|was\s+|were\s+|later\s+|first\s+|originally\s+)*{_REPORTED}|and|from|via|by|in|on|per|of"
    r"|except|(?:(?:full|partial|complete)\s+)?(?:text|excerpts?|extracts?|transcript)|(?:issues?|editions?|number|supplement)\s+of)(?=[\s:,]|$)[\s:,]*|(?:the|a|an|its|his|her|their|yesterday['’]s|(?-i:today['’]s))\s+",
    re.IGNORECASE,
)
_WEAK_LEADS = frozenset("and from via by in on of or but the a an also both per its his her their".split())
#: What stands between somebody or something and the outlet that carried it.
_CONNECTOR = re.compile(
    rf"(?<!\w)(?:(?P<carried>(?:as\s+|was\s+|were\s+|later\s+)*{_REPORTED}|via)|according\s+to|(?P<see>see(?:\s+also)?)"
    r"|(?:first|second|third|fourth|last|latter|former|other|figures?|estimates?|data)\s+(?:figure\s+)?from|told|(?:in\s+an?\s+)?interview(?:ed)?\s+(?:with|by|in|on|to|for|published\s+in))\s+",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"\s+from\s+[A-ZÀ-ÞĀ-Ž][\w'’-]*(?:\s+[A-ZÀ-ÞĀ-Ž][\w'’-]*)?$")
_SAYS_SO = re.compile(rf"(?<!\w)(?:see|according\s+to|sources?|{_REPORTED})(?!\w)", re.IGNORECASE)
_CARRIER_OF = re.compile(r"\s(?:citing|quoting|reporting|referring\s+to|interview\s+with)\s", re.IGNORECASE)
_TO_OUTLET = re.compile(r"\s(?:to|in|on|for|via|from|by)\s(?:(?:the|a|an|its)\s)?")
_CARRYING = frozenset({"in", "on", "by"})
_CAPITALISED = re.compile(r"(?<!\S)[^\W\d_a-z]\S*")
_TRAILING = re.compile(
    r"(?:['’]s)?(?:\s+(?:on|of|dated|from|for|in|at|by|the|its|a|an|and|issue|issues|(?:(?:morning|evening|late)\s+)?edition|respectively|only|website"
    r"|web\s+site)|['’])+$"
)
#: "NOVA reported": only after a name that is an outlet's, since anybody can have reported something.
_REPORTED_IT = re.compile(r"\s+report(?:s|ed)(?:\s+on)?\s*$")
_INTERVIEW_OPENS = re.compile(r"(?:in\s+)?(?:an\s+)?interview(?:ed)?\s+(?:with|by|in|on|for|to)\s", re.IGNORECASE)
_LANGUAGE = re.compile(rf"\s+in\s+(?:{'|'.join(name.title() for name in sorted(words.LANGUAGES))})(?:\s+to\s+.*)?$")
_INTERVIEW = re.compile(
    r"(?<!\w)(?:author(?:['’]?s['’]?)?\s+(?:\w+\s+)?(?:interviews?|conversations?|correspondence|communication)"
    r"|(?:personal|private|telephone)\s+(?:interviews?|communications?|conversations?)"
    r"|(?:interviews?|conversations?|correspondence)\s+(?:with|by)\s+(?:the\s+)?author|^\W*interviews?\W*$)",
    re.IGNORECASE,
)
#: An interview with somebody who is no outlet, "interview with a local official", is the author's own.
_INTERVIEW_WITH = re.compile(
    r"interviews?\s+with\s+(?P<somebody>(?:an?|several|two|three|local|former)\s)?", re.IGNORECASE
)
#: What an outlet is, before its name: "the Moscow daily ", "newspaper ".
_DESCRIPTION = re.compile(
    rf"(?:[\w-]+\s+){{0,3}}(?:{'|'.join(sorted(words.DESCRIPTIONS))})\s+(?=[\"“«]?[A-ZÀ-ÞĀ-ŽА-Я0-9])"
)
#: "Herald's Ann Author", "Herald editor Ann Author": the outlet and its man.
_STAFF = re.compile(
    r"(?P<outlet>[^\W\d_a-z].*?)(?:['’]s|\s+(?:chief\s+)?(?:editor|correspondent|commentator|columnist|reporter|analyst))"
    r"\s+(?P<who>[^\W\d_a-z].*)"
)
#: "Coast Television's “Evening News,”": an outlet and its programme.
_PROGRAMME = re.compile(r"(?P<outlet>[^\"“”]+?)(?P<whose>['’]s)?\s+[\"“](?P<title>[^\"“”]+?),?[\"”]")
#: "“Which Way Now?” Herald": a title that ends as a sentence does, and the outlet right after it. Without such an end
#: the quotation marks are those of a name ("“Echo of the Coast” Radio").
_TITLED = re.compile(r"[\"“](?P<title>[^\"“”]+[?!.…])[\"”]\s+(?P<outlet>[^\W\d_a-z][^\"“”]*)")
#: What stands before an author: "an article by A. Author".
_BYLINE = re.compile(r"^(?:.*\s)?by\s+", re.DOTALL)
_NAME_OF_AUTHOR = re.compile(
    r"(?:(?!Parts?\s)[^\W\d_a-z][\w’'-]{0,40}\.?\s+)+(?:(?:de|van|von|der|al|el)\s+)?[^\W\d_a-z][\w’'-]{1,40}"
)
_LONGEST_NAME = 5
_ABBREVIATED = re.compile(r"(?<![\w.])[A-Z]\.[A-Z]\.(?:[A-Z]\.){0,3}$")
_REMEMBERED = 8192  # phrases that are remembered with a vocabulary
_COMMA_IN_QUOTES = re.compile(r",([\"”»])$")
_OPEN_QUOTES, _CLOSED_QUOTES = tuple('"“«'), tuple('"”»')
_IBID = frozenset({"ibid", "ibidem", "idem"})
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_REVIEWS = frozenset(
    """review report journal studies affairs company committee ministry weekly monitor security trade development
    policy society economy politics""".split()
)


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A name inside a phrase: offsets within the phrase, what sort of name, what kind of source, and whether "see"."""

    name: str
    start: int
    end: int
    sort: Name
    kind: ItemKind = ItemKind.PRESS
    publication: str | None = None
    outlet: str | None = None
    see: bool = False
    ibid: bool = False
    title: str = ""
    author: str = ""


def named_sources(phrase: str, vocabulary: Vocabulary) -> tuple[NamedSource, ...]:
    """The sources that ``phrase`` names, in order; empty when it names none.

    Remembered with the vocabulary, since outlets recur, and forgotten with it.
    """
    known: tuple[NamedSource, ...] | None = vocabulary.read.get(phrase)
    if known is None:
        if len(vocabulary.read) >= _REMEMBERED:
            vocabulary.read.clear()
        known = vocabulary.read[phrase] = _sources_of(phrase, vocabulary)
    return known


def _sources_of(phrase: str, vocabulary: Vocabulary) -> tuple[NamedSource, ...]:
    opening, _ = _strip(phrase, 0, len(phrase))
    if interview := _INTERVIEW.search(phrase):
        start, end = _strip(phrase, interview.start(), len(phrase))
        return (NamedSource(phrase[start:end], start, end, Name.OUTLET, ItemKind.INTERVIEW),)
    start, see = _after_lead_ins(phrase, opening, len(phrase))
    end = len(phrase)
    if carrier := _CARRIER_OF.search(phrase, start):
        if carrier.group().endswith("interview with ") and _outlet_follows(phrase, start, carrier, vocabulary):
            start = carrier.end()
        else:
            end = carrier.start()
    elif (verb := _REPORTED_IT.search(phrase, start)) and _is_outlet(phrase, start, verb.start(), vocabulary):
        end = verb.start()
    pieces: list[tuple[int, int]] = []
    for connector in _CONNECTOR.finditer(phrase, start, end):
        see = see or connector["see"] is not None
        if connector["carried"] and not is_person(phrase[start : connector.start()].split()):
            pieces.append((start, connector.start()))
        start, also = _after_lead_ins(phrase, connector.end(), end)
        see = see or also
    pieces.append((start, end))
    found = [source for piece in pieces for source in _one_or_more(phrase, *piece, vocabulary, see=see)]
    if not found and (own := _own(phrase, vocabulary, see=see)):
        return (own,)
    interviewed = _INTERVIEW_WITH.match(phrase, opening)
    if interviewed and (interviewed["somebody"] or not found or found[-1].sort is Name.PERSON):
        start, end = _strip(phrase, opening, len(phrase))
        return (NamedSource(phrase[start:end], start, end, Name.OUTLET, ItemKind.INTERVIEW),)
    return tuple(found)


def _own(phrase: str, vocabulary: Vocabulary, *, see: bool) -> NamedSource | None:
    """Our own publication at the end of a phrase that is no name: "earlier EDM", "the author's EDM article".

    After "of" it is what the phrase is about ("the launch of EDM") and not where something stands.
    """
    begin, end = _trim(phrase, *_strip(phrase, 0, len(phrase)))
    for word in list(_CAPITALISED.finditer(phrase, begin, end))[-_LONGEST_NAME:]:
        named = _named(phrase, word.start(), end, vocabulary, see=see)
        if named is not None and named.kind is ItemKind.CROSS_REFERENCE:
            return None if phrase[begin : word.start()].endswith((" of ", " of the ")) else named
    return None


def _is_outlet(phrase: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether a stretch is an outlet for certain or nearly so: known, called so, or a short form in capitals."""
    named = _named(phrase, *_strip(phrase, start, end), vocabulary, see=False)
    return named is not None and (
        named.outlet is not None or named.sort is Name.OUTLET or (named.sort is Name.PLAIN and is_acronym(named.name))
    )


def _outlet_follows(phrase: str, start: int, carrier: re.Match[str], vocabulary: Vocabulary) -> bool:
    """ "Sedov's interview with NOVA" stood in NOVA, "Herald's interview with Sedov" in the Herald."""
    before = phrase[start : carrier.start()].removesuffix("'s").removesuffix("’s")
    if _is_outlet(before, 0, len(before), vocabulary):
        return False
    return _is_outlet(phrase, carrier.end(), len(phrase), vocabulary)


def opens_interview(phrase: str) -> bool:
    """Whether a phrase says "interview with": a name right before it is then that of who was asked."""
    return _INTERVIEW_OPENS.match(phrase) is not None


def leads_in(phrase: str) -> bool:
    """Whether the phrase says that something is cited: "according to", "see", "as reported by"."""
    return _SAYS_SO.search(phrase) is not None


def _after_lead_ins(phrase: str, position: int, end: int) -> tuple[int, bool]:
    """Where the name may begin, and whether "see" was among the lead-ins."""
    see = False
    while lead := _LEAD_IN.match(phrase, position, end):
        word = lead.group().split(None, 1)[0].rstrip(":,")
        if word[:1].isupper() and word.casefold() in _WEAK_LEADS:
            break
        see = see or lead["see"] is not None
        position = lead.end()
    description = _DESCRIPTION.match(phrase, position, end)
    if description and phrase[position].islower():
        position = description.end()
    return position, see


def _strip(phrase: str, start: int, end: int) -> tuple[int, int]:
    while start < end and phrase[start] in " \t\n,.:;\x01":
        start += 1
    while end > start and phrase[end - 1] in " \t\n,.:;\x01" and not _ABBREVIATED.search(phrase, start, end):
        end -= 1
    return start, end


def _one_or_more(phrase: str, start: int, end: int, vocabulary: Vocabulary, *, see: bool) -> list[NamedSource]:
    """The sources of a stretch of the phrase without connectors: taken whole if known, else split at "and" and "/"."""
    start, end = _trim(phrase, *_strip(phrase, start, end))
    whole = _named(phrase, start, end, vocabulary, see=see)
    if whole is not None and (whole.outlet or whole.publication or is_statement(whole.name)):
        return [whole]
    carrier = _carrier(phrase, start, end, vocabulary, see=see)
    if carrier is not None and carrier.author:  # "A. Author and B. Author in EDM" names one piece
        return [carrier]
    for splitter in (_slashes, _ands, _side_by_side):
        parts = splitter(phrase, start, end)
        named = [_named(phrase, *_trim(phrase, *part), vocabulary, see=see) for part in parts]
        found = [part for part in named if part is not None]
        if len(parts) == 1 or len(found) < len(parts):
            continue
        if splitter is not _side_by_side or len({part.outlet for part in found} - {None}) == len(parts):
            return found
    return [carrier] if carrier else [whole] if whole else []


def _trim(phrase: str, start: int, end: int) -> tuple[int, int]:
    """Take languages, kinds of piece, prepositions and possessives off the end, and an article off the beginning."""
    while True:
        before = (start, end)
        text = phrase[start:end]
        if language := _LANGUAGE.search(text):
            end = start + language.start()
        elif trailing := _TRAILING.search(text) or _DATELINE.search(text):
            end = start + trailing.start()
        else:
            words_of = text.rsplit(None, 1)
            if len(words_of) == 2 and words_of[1].casefold() in words.PIECES and words_of[1].islower():
                end = start + len(words_of[0].rstrip().removesuffix("'s").removesuffix("’s"))
        start, end = _strip(phrase, start, end)
        if phrase[start : start + 1].islower():
            start = _after_lead_ins(phrase, start, end)[0]
        if (start, end) == before or start >= end:
            return min(start, end), end


def _named(phrase: str, start: int, end: int, vocabulary: Vocabulary, *, see: bool) -> NamedSource | None:
    """The stretch as one source, or None when it is no name at all."""
    start, end, title = _without_title(phrase, start, end)
    text = _COMMA_IN_QUOTES.sub(r"\1", phrase[start:end])
    folded = fold(text)
    if not folded:
        return None
    if folded in _IBID:
        return NamedSource(text, start, end, Name.OUTLET, ibid=True)
    bare = folded.removeprefix("the ")
    outlet = vocabulary.outlets.get(folded) or vocabulary.outlets.get(bare)
    slug = vocabulary.publications.get(folded) or vocabulary.publications.get(bare)
    if slug or bare in HOUSE_TITLES:
        return NamedSource(text, start, end, Name.OUTLET, ItemKind.CROSS_REFERENCE, slug, outlet, see, title=title)
    sort = Name.OUTLET if outlet else judge(text)
    return (
        None if sort is Name.NONE else NamedSource(text, start, end, sort, _kind(text), None, outlet, see, title=title)
    )


def _without_title(phrase: str, start: int, end: int) -> tuple[int, int, str]:
    """The stretch without quotation marks around it, the quoted title before it, or the quoted programme after it."""
    if phrase[start : start + 1] in _OPEN_QUOTES and phrase[end - 1 : end] in _CLOSED_QUOTES and end - start > 1:
        return *_strip(phrase, start + 1, end - 1), ""
    if titled := _TITLED.fullmatch(phrase, start, end):
        return titled.start("outlet"), end, titled["title"]
    staff = _STAFF.fullmatch(phrase, start, end)
    if staff and (is_person(staff["who"].split()) or phrase[staff.end("outlet")] == " "):
        return start, staff.end("outlet"), ""
    if programme := _PROGRAMME.fullmatch(phrase, start, end):
        outlet = programme["outlet"]
        if programme["whose"] or is_acronym(outlet) or judge(outlet) is Name.OUTLET:
            return start, programme.end("outlet"), programme["title"]
    return start, end, ""


def _kind(name: str) -> ItemKind:
    return ItemKind.DOCUMENT if is_gazette(name) or is_act(name) or is_statement(name) else ItemKind.PRESS


def _slashes(phrase: str, start: int, end: int) -> list[tuple[int, int]]:
    text = phrase[start:end]
    if "/" not in text or fold(text).startswith(words.SLASHED):
        return [(start, end)]
    return _split(re.compile(r"\s*/\s*"), phrase, start, end)


def _ands(phrase: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at "and" unless the whole reads as one English title ("Russia and Eurasia Review")."""
    parts = _split(_AND, phrase, start, end)
    last = phrase[parts[-1][0] : parts[-1][1]].split()
    first = phrase[parts[0][0] : parts[0][1]]
    if len(parts) > 1 and last and last[-1].casefold() in _REVIEWS and not _stands_alone(first):
        return [(start, end)]
    return parts


def _side_by_side(phrase: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut "Reuter AFP" between its two words, the last a short form; only two known outlets are taken so."""
    cut = phrase.find(" ", start, end)
    if cut < 0 or not is_acronym(phrase[cut + 1 : end]):
        return [(start, end)]
    return [(start, cut), (cut + 1, end)]


def _stands_alone(name: str) -> bool:
    """Whether what stands before "and" is an outlet's whole name: "AFP", "Coast Times"."""
    return is_acronym(name) or judge(name) is Name.OUTLET


def _split(pattern: re.Pattern[str], phrase: str, start: int, end: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    for cut in pattern.finditer(phrase, start, end):
        parts.append((start, cut.start()))
        start = cut.end()
    return [*parts, (start, end)]


def _carrier(phrase: str, start: int, end: int, vocabulary: Vocabulary, *, see: bool) -> NamedSource | None:
    """The outlet in "A. Author in Herald", "Somebody to Herald", "an article in Herald", or None.

    "in" before a place says where the outlet is ("Coast radio in Minsk") and leaves the name whole.
    """
    for cut in reversed(list(_TO_OUTLET.finditer(phrase, start, end))):
        named = _named(phrase, *_trim(phrase, cut.end(), end), vocabulary, see=see)
        if named is None or named.sort in (Name.PLACE, Name.EVENT, Name.BODY):
            continue
        preposition = cut.group().split()[0]
        known = named.outlet is not None or named.kind is ItemKind.CROSS_REFERENCE
        if preposition == "in" and named.kind is ItemKind.CROSS_REFERENCE:
            named = replace(named, author=_author(phrase[start : cut.start()]))
        if known and preposition in _CARRYING and named.name[:1].isupper():  # "the discussion in EDM"
            return named
        if _speaks(phrase[start : cut.start()]) or preposition == "to":
            return named
        if preposition == "in" and named.sort is not Name.PERSON and judge(phrase[start : cut.start()]) is Name.PLAIN:
            return named
        if preposition == "on" and named.sort is Name.OUTLET:
            return named
    return None


def _author(before: str) -> str:
    """The person, or persons, in "A. Author", "an article by A. Author and B. Author"; else nothing."""
    names = _BYLINE.sub("", before).strip(' ,:;"“”')
    return names if all(map(_reads_as_author, _AND.split(names))) else ""


def _reads_as_author(name: str) -> bool:
    """Whether a name is that of somebody who writes: before "in EDM" any two capitalised words are."""
    return _NAME_OF_AUTHOR.fullmatch(name) is not None and 2 <= len(name.split()) <= _LONGEST_NAME


def _speaks(before: str) -> bool:
    """Whether a phrase names a person or a piece of writing, so that what follows can be its outlet."""
    parts = before.split()
    plain = {part.strip(".,'’").casefold() for part in parts}
    if before.rstrip().endswith(('"', "”", "»")):
        return True
    return bool(plain & (words.PIECES | words.STATEMENTS)) or is_person(parts)
