#!/usr/bin/env python3
"""How well and how fast names are found: precision and recall by kind, and megabytes a second.

    python benchmarks/entities.py [FOLDER] [--aliases N] [--no-speed] [--errors]

FOLDER holds ``dev.jsonl`` (passages) and ``entities.jsonl`` (mentions marked by hand); it is taken from the argument,
else from ``EDM_ARCHIVE_EVAL``, else ``../shared/eval`` beside the checkout. Without it the part on quality is skipped,
and says so. Speed is measured on generated names and text, so it needs no data; it never uses the network.

A mention counts as right when its first and last character and its kind are those of the gold. What a run knows is
told above its figures; only those that know nothing of the document itself resemble an archive in use.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import ahocorasick
import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edm_archive.settings")
django.setup()  # for the product's own edge between names and matching; no database is asked

from edm_archive.text.spans import Span  # noqa: E402 - the checkout is no installed package
from entities.matching import AliasEntry, Gazetteer, Match  # noqa: E402
from entities.suggest import Authorities  # noqa: E402


class Mention(NamedTuple):
    """A mention marked by hand."""

    start: int
    end: int
    kind: str
    canonical: str
    quote: str


@dataclass(frozen=True)
class Passage:
    """A passage with its gold; ``document`` is the article it was cut from, ``outside`` its citations."""

    document: str
    text: str
    outside: tuple[Span, ...]
    gold: tuple[Mention, ...]


def read_passages(folder: Path) -> list[Passage]:
    """The passages that have marked entities; mentions inside citations are left out on both sides."""
    with (folder / "dev.jsonl").open(encoding="utf-8") as lines:
        rows = {row["id"]: row for row in map(json.loads, lines)}
    passages = []
    with (folder / "entities.jsonl").open(encoding="utf-8") as lines:
        for marked in map(json.loads, lines):
            row = rows[marked["id"]]
            outside = tuple(Span(citation["start"], citation["end"]) for citation in row["citations"])
            gold = tuple(
                Mention(entity["start"], entity["end"], entity["type"], entity["canonical"], entity["text"])
                for entity in marked["entities"]
                if not any(Span(entity["start"], entity["end"]).overlaps(span) for span in outside)
            )
            passages.append(Passage(marked["id"].rsplit("-", 1)[0], row["text"], outside, gold))
    return passages


def authority(mentions: Iterator[Mention]) -> tuple[Gazetteer, dict[tuple[str, str], str]]:
    """A gazetteer of the canonical names and the forms met, and the full names of its persons."""
    entries: dict[tuple[str, str, str], AliasEntry] = {}
    for mention in mentions:
        key = (mention.kind, mention.canonical)
        for name in (mention.canonical, mention.quote):
            entries.setdefault((*key, name), AliasEntry(name, key, mention.kind, preferred=name == mention.canonical))
    people = {entry.entity: label for (kind, label, _), entry in entries.items() if kind == "person"}
    return Gazetteer(entries.values()), people  # type: ignore[return-value]


def demo_authority() -> tuple[Gazetteer, dict[tuple[str, str], str]]:
    """The names of the authority file that the demo corpus comes with."""
    rows = json.loads((ROOT / "entities" / "fixtures" / "demo_authorities.json").read_text(encoding="utf-8"))
    entries: list[AliasEntry] = []
    people: dict[tuple[str, str], str] = {}
    for row in rows:
        fields = row["fields"]
        if row["model"] == "entities.entity":
            key, label = (fields["kind"], fields["slug"]), fields["preferred_label"]
            entries.append(AliasEntry(label, key, fields["kind"], preferred=True))
            if fields["kind"] == "person":
                people[key] = label
        elif row["model"] == "entities.alias":
            kind, slug = fields["entity"]
            entries.append(AliasEntry(fields["name"], (kind, slug), kind, case=fields["case"]))
    return Gazetteer(entries), people


def suggest(passage: Passage, names: Gazetteer, people: dict[tuple[str, str], str], *, unknown: bool) -> list[Match]:
    """What the archive would suggest, by the product's own code: known names, and unknown ones when asked for."""
    found = Authorities(names, people).suggest(passage.text, outside=passage.outside, unknown=unknown)  # type: ignore[arg-type]
    proposed = [Match(name.span, name.text, (), "name", name.score, name.reason, name.kind) for name in found.unknown]
    return [*found.mentions, *proposed]


class Score(NamedTuple):
    """Right, wrong and missed."""

    right: int
    wrong: int
    missed: int

    def __str__(self) -> str:
        precision = self.right / (self.right + self.wrong) if self.right + self.wrong else 0
        recall = self.right / (self.right + self.missed) if self.right + self.missed else 0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
        counts = f"{self.right} right, {self.wrong} wrong, {self.missed} missed"
        return f"P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}  ({counts})"


def run(
    title: str,
    passages: list[Passage],
    suggested: Callable[[Passage], list[Match]],
    *,
    errors: bool,
    canonical: bool = True,
) -> None:
    """Score one way of suggesting on all passages, and print it by kind.

    Args:
        canonical: whether entities are named as the gold names them, so that the link can be scored too.
    """
    counts: Counter[tuple[str, str]] = Counter()
    spans = linked = to_link = 0
    for passage in passages:
        gold = {(mention.start, mention.end): mention for mention in passage.gold}
        found = {(match.start, match.end): match for match in suggested(passage)}
        for at, match in found.items():
            mention = gold.get(at)
            spans += mention is not None
            right = mention is not None and mention.kind == match.kind
            counts["right" if right else "wrong", match.kind or "(no kind)"] += 1
            if mention and match.candidates:
                to_link += 1
                linked += match.entity == (mention.kind, mention.canonical)
            if errors and not right:
                print(f"    wrong  {match.kind:12} {match.quote!r}, gold {mention.kind if mention else 'nothing'}")
        for at, mention in gold.items():
            if at not in found or found[at].kind != mention.kind:
                counts["missed", mention.kind] += 1
                if errors:
                    print(f"    missed {mention.kind:12} {mention.quote!r}")
    print(f"\n{title}")
    for kind in sorted({kind for _, kind in counts}):
        print(f"  {kind:13} {Score(*(counts[what, kind] for what in ('right', 'wrong', 'missed')))}")
    total = Score(
        *(sum(n for (what, _), n in counts.items() if what == wanted) for wanted in ("right", "wrong", "missed"))
    )
    print(f"  {'all':13} {total}")
    marked = total.right + total.missed
    print(f"  {'span alone':13} {Score(spans, total.right + total.wrong - spans, marked - spans)}")
    if to_link and canonical:
        print(f"  linked to the right entity: {linked} of {to_link} known names that stand on a gold span")


def quality(folder: Path, *, errors: bool) -> None:
    """From nothing known, over what other documents teach, to everything known."""
    passages = read_passages(folder)
    documents = sorted({passage.document for passage in passages})
    mentions = sum(len(passage.gold) for passage in passages)
    print(f"Quality: {len(passages)} passages of {len(documents)} documents, {mentions} mentions.")
    print("Few passages, one annotator; the rules for unknown names were written with them in view: indicative only.")
    empty, nobody = authority(iter(()))
    run(
        "Cold: an empty authority file; only unknown names and short forms (optimistic, see above)",
        passages,
        lambda passage: suggest(passage, empty, nobody, unknown=True),
        errors=errors,
    )
    # Whole documents change sides: passages of one document share their names.
    halves = [set(documents[::2]), set(documents[1::2])]
    learnt = [authority(m for p in passages if p.document in half for m in p.gold) for half in halves]
    run(
        "Warm: the gold names of one half of the documents, tested on the other half, and the other way round",
        passages,
        lambda passage: suggest(passage, *learnt[passage.document in halves[0]], unknown=True),
        errors=errors,
    )
    others = {
        document: authority(m for p in passages if p.document != document for m in p.gold) for document in documents
    }
    run(
        "Warm, known names only: the gold names of all OTHER documents (recall is bounded by what these share)",
        passages,
        lambda passage: suggest(passage, *others[passage.document], unknown=False),
        errors=errors,
    )
    demo = demo_authority()
    run(
        "Warm by the authority file of the demo corpus, made without these passages, with unknown names beside",
        passages,
        lambda passage: suggest(passage, *demo, unknown=True),
        errors=errors,
        canonical=False,
    )
    everything = authority(m for p in passages for m in p.gold)
    run(
        "Ceiling: every gold name known, its own document's too (measures boundaries and choice, NOT discovery)",
        passages,
        lambda passage: suggest(passage, *everything, unknown=False),
        errors=errors,
    )


SYLLABLES = "ka ran tash bek ist an ov gul mir shen dar kol vad im or es tan bur zha lin pet sar um nor ay del".split()


FILLING = (
    "the of and to in a that for is on was with as its by has have are from this be not an it which their at been will "
    "would more security military forces member states region crisis cooperation policy choices meeting document group "
    "troops interest level enhanced support further strengthening existing mechanisms leaders events closely support "
    "close future recent developments window opportunity lost ground offered supplies preferential financial rates"
)


def generated_names(count: int, chance: random.Random) -> list[str]:
    """Different capitalised names of one to three words, as an authority file holds them."""
    names: dict[str, None] = {}
    while len(names) < count:
        words = (
            "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title() for _ in range(chance.randint(1, 3))
        )
        names[" ".join(words)] = None
    return list(names)


def generated_text(size: int, names: Sequence[str], chance: random.Random, *, every: int = 20) -> str:
    """Prose of about ``size`` characters in which one word in ``every`` is a name of the list."""
    small = FILLING.split()
    pieces: list[str] = []
    length = 0
    while length < size:
        word = chance.choice(names) if chance.random() < 1 / every else chance.choice(small)
        mark = chance.choices(["", ",", ".", "’s"], weights=[88, 6, 5, 1])[0]
        pieces.append(word + mark)
        length += len(pieces[-1]) + 1
    return " ".join(pieces)


def fastest(function: Callable[[], object], times: int = 3) -> float:
    """Seconds of the quickest of several calls."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        function()
        best = min(best, time.perf_counter() - began)
    return best


def speed(aliases: int) -> None:
    """Megabytes a second beside the library's own scan, and milliseconds an article."""
    chance = random.Random(138)
    names = generated_names(aliases, chance)
    began = time.perf_counter()
    gazetteer = Gazetteer(AliasEntry(name, number, "place", preferred=True) for number, name in enumerate(names))
    built = time.perf_counter() - began
    automaton = ahocorasick.Automaton()
    for number, name in enumerate(names):
        automaton.add_word(name, number)
    automaton.make_automaton()
    print(f"\nSpeed: {aliases:,} generated aliases, built in {built:.2f} s; generated text, one core.")
    for every in (20, 200):
        text = generated_text(2_000_000, names, chance, every=every)
        size = len(text.encode()) / 1e6
        bare = fastest(lambda text=text: sum(1 for _ in automaton.iter(text)))  # type: ignore[misc]
        whole = fastest(lambda text=text: gazetteer.find(text))  # type: ignore[misc]
        hits, matches = sum(1 for _ in automaton.iter(text)), len(gazetteer.find(text))
        print(f"  {size:.1f} MB, one word in {every} a name")
        print(f"    bare pyahocorasick scan, hits counted {size / bare:6.1f} MB/s  ({hits:,} hits, pieces too)")
        print(f"    Gazetteer.find, complete              {size / whole:6.1f} MB/s  ({matches:,} matches)")
    article = generated_text(5_000, names, chance)
    print(f"  Gazetteer.find, an article of 5 kB      {fastest(lambda: gazetteer.find(article), 20) * 1000:6.2f} ms")

    authorities = Authorities(gazetteer, {})
    for words, text in (("the same article", article), ("an article of 60 kB", article * 12)):
        once = fastest(lambda text=text: authorities.suggest(text), 10) * 1000  # type: ignore[misc]
        both = fastest(lambda text=text: authorities.suggest(text, unknown=True), 10) * 1000  # type: ignore[misc]
        untagged = fastest(lambda text=text: authorities.unknown(text), 10) * 1000  # type: ignore[misc]
        print(
            f"  suggestions, {words:22} {once:6.2f} ms; with unknown names {both:6.2f} ms; those alone {untagged:6.2f}"
        )


def main() -> None:
    """Read the arguments and run both parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("EDM_ARCHIVE_EVAL") or ROOT.parent / "shared" / "eval"
    parser.add_argument("folder", nargs="?", type=Path, default=Path(default))
    parser.add_argument("--aliases", type=int, default=100_000)
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--errors", action="store_true", help="print what is wrong or missed")
    options = parser.parse_args()
    if (options.folder / "entities.jsonl").exists() and (options.folder / "dev.jsonl").exists():
        quality(options.folder, errors=options.errors)
    else:
        print(f"Quality: skipped, no dev.jsonl and entities.jsonl in {options.folder}.")
    if not options.no_speed:
        speed(options.aliases)


if __name__ == "__main__":
    main()
