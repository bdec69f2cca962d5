"""Records that may be two of one outlet or entity: found by their names, offered to an editor, never merged from here.

Two names of sources are likened in three ways: by a key that is the same (words for the medium, "Interfax TV", and a
dateline before the name, "Moscow Interfax", do not count; spellings of one transliteration fall together); and, for
longer names, by the share of letters that must be changed. Names with different figures are never alike: Channel 1,
Channel 5.

Of entities only those of one kind are likened, by their names in whatever spelling and order of words, and letter by
letter where that is asked for. What was found is held in the process as long as the authority file stays as it is.

The work is bounded: a name is compared with those of its blocks only, and a block has no more than ``BLOCK`` names.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from articles.citations import words
from articles.models import DistinctSources, Source, SourceVariant
from articles.models.anchors import Review
from edm_archive.text.normalize import fold
from entities.models import Alias, DistinctEntities, Entity
from entities.versions import current_version

#: Names that are compared with each other; a larger block is cut by longer beginnings of words, then left alone.
BLOCK = 300
#: Sources that share one key and are paired.
SHARING = 20
#: The least share of common letters, of 100, and the shortest key that is compared by letters.
ALIKE = 86
SHORTEST = 6
#: Letters that must be left of a name from which something was taken off: the "ru" of a host names nobody.
_SHORTEST_REST = 3
#: What is alike in letters only comes after what is the same by a key.
_LIKELIEST = 94
#: Words that say what medium it is, not which one.
_MEDIA = words.DESCRIPTIONS | frozenset(
    """the tv television radio telecompany telekanal agency news newspapers information online web com info gazeta
    gazette press""".split()
)
#: Names that mean something else without the place before them: the Moscow Times is not The Times.
_COMMON = frozenset(
    """times news post herald tribune today chronicle telegraph star sun mail express journal observer pravda gazeta
    gazette press radio tv television agency daily weekly mirror guardian telegraf segodnya vedomosti novosti
    komsomolets evening business vesti channel""".split()
)
_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгдежзиклмнопрстуфхцчшщъыьэюяіїєґўәғқңөұүһ",
            "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh sch . y . e yu ya i i e g u a g k n o u u h".split(),
            strict=True,
        )
    )
    | {"ъ": "", "ь": ""}
)
#: Pairs of letters by which transliterations differ, in the order in which they are made one.
_TWINS = (
    ("iye", "ie"), ("iya", "ia"), ("aya", "aia"), ("shch", "sch"), ("kh", "h"), ("zh", "j"), ("dj", "j"),
    ("tz", "ts"), ("ts", "c"), ("ck", "k"), ("ph", "f"), ("x", "ks"), ("ye", "e"), ("yo", "o"), ("y", "i"),
    ("w", "v"), ("q", "k"), ("ii", "i"), ("ie", "e"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Double:
    """Two records, by primary key, the names that are alike, how much of 100, and why in words."""

    one: int
    other: int
    names: tuple[str, str]
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to read a name: the key, and the penalty and words for what was left out of it."""

    owner: int
    name: str
    key: str
    penalty: int
    left_out: str
    #: Whether it is the words that tell the name from others: those for the medium make short names alike.
    tells: bool


def near_duplicates(limit: int = 50, *, everything: bool = False) -> list[Double]:
    """Pairs of sources with names that are alike, the likeliest first; three queries, whatever the number.

    At least one of a pair is suggested, unless ``everything`` is wanted. Rejected sources, two publications of this
    archive, and pairs that an editor has told apart are none of them.
    """
    rows = Source.objects.exclude(review=Review.REJECTED).order_by("pk")
    sources = {row["pk"]: row for row in rows.values("pk", "name", "review", "publication")}
    suggested = {pk for pk, row in sources.items() if row["review"] == Review.SUGGESTED}
    apart = {frozenset(pair) for pair in DistinctSources.objects.values_list("first", "second")}
    named = [(pk, row["name"]) for pk, row in sources.items()]
    variants = SourceVariant.objects.exclude(kind=SourceVariant.Kind.HOST).order_by("pk").values_list("source", "name")
    named += [(pk, name) for pk, name in variants if pk in sources]
    best: dict[frozenset[int], Double] = {}
    for double in likened(named, None if everything else suggested):
        pair = frozenset((double.one, double.other))
        if pair in apart or (sources[double.one]["publication"] and sources[double.other]["publication"]):
            continue
        if pair not in best or double.score > best[pair].score:
            best[pair] = double
    return sorted(best.values(), key=lambda double: (-double.score, double.names, double.one, double.other))[:limit]


def double_entities(limit: int | None, *, letters: bool = False) -> list[Double]:
    """Pairs of entities of one kind with names that are alike, the likeliest first, but those that were told apart."""
    apart = {frozenset(pair) for pair in DistinctEntities.objects.values_list("first", "second")}
    found = _double_entities(current_version(), letters)
    return [double for double in found if frozenset((double.one, double.other)) not in apart][:limit]


@lru_cache(maxsize=4)
def _double_entities(version: str, letters: bool) -> tuple[Double, ...]:
    """All pairs at a version of the authority file; of two pairs of names of the same entities the likelier one."""
    forms: dict[str, list[_Form]] = defaultdict(list)
    labels = Entity.objects.order_by("pk").values_list("pk", "kind", "preferred_label")
    for pk, kind, name in labels.iterator():
        forms[kind] += _forms_of_entity(pk, name, is_short=False)
    aliases = Alias.objects.order_by("pk").values_list("entity", "entity__kind", "name", "kind")
    for pk, kind, name, sort in aliases.iterator():
        forms[kind] += _forms_of_entity(pk, name, is_short=sort in (Alias.Kind.ACRONYM, Alias.Kind.SHORT))
    best: dict[tuple[int, int], Double] = {}
    for of_kind in forms.values():
        pairs = _with_one_key(of_kind, None)
        for double in itertools.chain(pairs, _alike_in_letters(_telling(of_kind), None) if letters else ()):
            pair = (double.one, double.other)
            if pair not in best or double.score > best[pair].score:
                best[pair] = double
    return tuple(sorted(best.values(), key=lambda double: (-double.score, double.names, double.one, double.other)))


def _forms_of_entity(entity: int, name: str, *, is_short: bool) -> list[_Form]:
    """A short form is less sure: many bodies share an acronym, many people a surname."""
    key = spelling_key(fold(name).translate(_CYRILLIC).split())
    return [_Form(entity, name, key, 8 if is_short else 0, "", not is_short)] if key else []


def likened(named: list[tuple[int, str]], wanted: set[int] | None = None) -> Iterator[Double]:
    """Names of different sources that are alike, with repeats; of each pair one is in ``wanted``, when it is given."""
    forms = list(dict.fromkeys(form for pk, name in named for form in forms_of(pk, name)))
    yield from _with_one_key(forms, wanted)
    yield from _alike_in_letters(_telling(forms), wanted)


def _telling(forms: list[_Form]) -> list[_Form]:
    return [form for form in forms if form.tells]


def forms_of(source: int, name: str) -> list[_Form]:
    """The ways to read ``name``: as it is, without words for the medium, without the dateline before it."""
    full = fold(name).translate(_CYRILLIC).split()
    if full[:1] == ["the"] and len(full) > 1:
        full = full[1:]
    bare = [word for word in full if word not in _MEDIA]
    has_bare = bare != full and len("".join(bare)) >= _SHORTEST_REST
    found = [_Form(source, name, spelling_key(full), 0, "", not has_bare)] if full else []
    if has_bare:
        found.append(_Form(source, name, spelling_key(bare), 3, "words for the medium", True))
    for size in (2, 1):
        rest = full[size:]
        is_name = len("".join(rest)) >= _SHORTEST_REST and not (len(rest) == 1 and rest[0] in _COMMON)
        if is_name and " ".join(full[:size]) in words.PLACES:
            found.append(_Form(source, name, spelling_key(rest), 5, "the place before it", False))
            break
    return found


def spelling_key(parts: list[str]) -> str:
    """One key for the spellings of a name in different transliterations: "Izvestia", "Izvestiya"."""
    return " ".join(sorted(filter(None, map(_one_spelling, parts))))


def _one_spelling(word: str) -> str:
    for written, one in _TWINS:
        word = word.replace(written, one)
    return "".join(letter for letter, _ in itertools.groupby(word)) if not word.isdigit() else word


def _with_one_key(forms: list[_Form], wanted: set[int] | None) -> Iterator[Double]:
    by_key: dict[str, list[_Form]] = defaultdict(list)
    for form in forms:
        by_key[form.key].append(form)
    for sharing in by_key.values():
        for one, other in itertools.combinations(sharing[:SHARING], 2):
            if _may_pair(one, other, wanted):
                yield _double(one, other, 100 - max(one.penalty, other.penalty), _same(one, other))


def _alike_in_letters(forms: list[_Form], wanted: set[int] | None) -> Iterator[Double]:
    compared = [form for form in forms if len(form.key) >= SHORTEST]
    for block in _blocks(compared):
        keys = [form.key for form in block]
        for form in block:
            if wanted is not None and form.owner not in wanted:
                continue
            found = process.extract(form.key, keys, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=SHARING)
            for key, score, place in found:
                differ = key != form.key and _figures(key) == _figures(form.key)
                if differ and _may_pair(form, block[place], wanted):
                    reason = f"Alike in spelling, {score:.0f} of 100"
                    yield _double(form, block[place], min(score, _LIKELIEST), reason)


def _blocks(forms: list[_Form]) -> list[list[_Form]]:
    """Forms that share the beginning of a word, in blocks of at most ``BLOCK``."""
    found: list[list[_Form]] = []
    waiting = [(forms, 3)]
    while waiting:
        group, size = waiting.pop()
        cut: dict[str, list[_Form]] = defaultdict(list)
        for form in group:
            for start in {word[:size] for word in form.key.split() if len(word) >= 3}:
                cut[start].append(form)
        for block in cut.values():
            if 1 < len(block) <= BLOCK:
                found.append(block)
            elif len(block) > BLOCK and size < 8:
                waiting.append((block, size + 2))
    return found


def _may_pair(one: _Form, other: _Form, wanted: set[int] | None) -> bool:
    if one.owner == other.owner:
        return False
    return wanted is None or one.owner in wanted or other.owner in wanted


def _double(one: _Form, other: _Form, score: float, reason: str) -> Double:
    first, second = sorted((one, other), key=lambda form: form.owner)
    return Double(first.owner, second.owner, (first.name, second.name), score, reason)


def _same(one: _Form, other: _Form) -> str:
    left_out = sorted({one.left_out, other.left_out} - {""})
    if left_out:
        return f"The same but for {' and '.join(left_out)}"
    return "The same name" if fold(one.name) == fold(other.name) else "The same in another spelling"


def _figures(key: str) -> list[str]:
    return [word for word in key.split() if any(letter.isdigit() for letter in word)]
