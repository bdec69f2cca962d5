"""A large archive to measure with: generated articles with citations and mentions, on SQLite or PostgreSQL.

    DATABASE_URL=sqlite:////var/tmp/corpus.sqlite3 python benchmarks/corpus.py --articles 100000

Seeded: the same number makes the same texts. Words follow Zipf's law over 50,000, the 5,000 entities (with 12,000
aliases) and 400 sources likewise; an article of 200 to 1,200 words names 15 to 20 entities, cites 3 to 15 times in the
form of the Eurasia Daily Monitor, "(Karvel Gazette, November 26)", and is of a day from 1995 to 2026. One article, the
last, names 60. Three things are planted, so that what a search finds is known: ``PLANTED``.

What an import and its editors would have left is written in bulk, a thousand articles in a transaction, and the indexes
are brought up to date by the services that do so after every batch. ``--through-import`` imports the same articles as
text files instead, through ``services.ingest``, where every citation and mention is found anew, recorded for undo and
left as suggested: some tens of articles a second, hence for smaller corpora. The database must be empty.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice
from pathlib import Path
from secrets import token_hex
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SEED = 20041130
WORDS = 50_000
ENTITIES = 5_000
ALIASES = 12_000
SOURCES = 400
AUTHORS = 200
PER_ISSUE = 5
FIRST, LAST = datetime.date(1995, 1, 2), datetime.date(2026, 10, 30)
PUBLICATIONS = ("Benchmark Monitor", "Benchmark Review")
#: What is planted: in how large a part of the articles.
PLANTED = {"harvest": 0.4, "rapid deployment": 0.01, "zinnober": 0.0005}
#: Entities in the article that has most of them.
MANY = 60

_CONSONANTS, _VOWELS = "b d f g k l m n p r s t v z kh sh ch".split(), "a e i o u".split()
_ENDINGS = ("Ministry", "Council", "Agency", "Institute", "Union", "Bank", "Party", "Committee")
_PRESS = ("Gazette", "Courier", "Herald", "Times", "News", "Tribune", "Observer", "Post")


def chances(number: int) -> list[float]:
    """Zipf's weights of so many things, added up."""
    return list(accumulate(1 / rank for rank in range(1, number + 1)))


def word(chance: random.Random, syllables: int) -> str:
    """A word that can be spoken and means nothing."""
    return "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables)) + chance.choice(
        ("", "n", "r", "v", "sk")
    )


def distinct(chance: random.Random, number: int, shortest: int) -> list[str]:
    """So many different words, of ``shortest`` syllables or one more."""
    found: dict[str, None] = {}
    while len(found) < number:
        found[word(chance, chance.randint(shortest, shortest + 1))] = None
    return list(found)


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as the authority file has it."""

    kind: str
    label: str
    aliases: tuple[str, ...]


class World:
    """What the articles are made of."""

    def __init__(self) -> None:
        chance = random.Random(SEED)
        self.words = distinct(chance, WORDS, 2)
        names = [name.capitalize() for name in distinct(chance, ENTITIES * 2 + SOURCES, 3)]
        self.sources = [f"{name} {chance.choice(_PRESS)}" for name in names[ENTITIES * 2 :]]
        self.entities = [
            self._named(chance, number, names[number * 2], names[number * 2 + 1]) for number in range(ENTITIES)
        ]
        self.names = [(entity.label, *entity.aliases) for entity in self.entities]
        self.word_chances, self.source_chances = chances(WORDS), chances(SOURCES)
        # The head of Zipf's law would be in every article; even the most frequent entity is in about half of them.
        self.entity_chances = list(accumulate(1 / (rank + 20) for rank in range(ENTITIES)))

    @staticmethod
    def _named(chance: random.Random, number: int, first: str, second: str) -> Named:
        kind = ("person", "organization", "place", "person", "organization")[number % 5]
        extra = ALIASES // ENTITIES + (number % ENTITIES < ALIASES % ENTITIES)
        if kind == "person":
            spellings = (f"{first[0]}. {second}", f"{first}h {second}", f"{first} {second}h")
            return Named(kind, f"{first} {second}", spellings[:extra])
        if kind == "organization":
            ending = chance.choice(_ENDINGS)
            return Named(
                kind,
                f"{first} {ending}",
                (f"{ending} of {first}", f"{first} {second} {ending}", f"{second} {ending}")[:extra],
            )
        return Named(kind, first, (f"{first}grad", f"{first} Oblast", f"{first} Region")[:extra])


@dataclass(slots=True)
class Draft:
    """An article before it is a row: its text, and where in it what is named and cited stands."""

    title: str
    volume: int
    printed: int
    position: int
    day: datetime.date
    headline: str
    author: int
    body: str = ""
    mentions: list[tuple[int, int, int]] = field(default_factory=list)  # start, end, entity
    citations: list[tuple[int, int, int, datetime.date]] = field(default_factory=list)  # start, end, source, day

    def as_file(self, author: str) -> bytes:
        """The article as the import reads it."""
        return (
            f"Publication: {self.title} Volume: {self.volume} Issue: {self.printed}\nTitle: {self.headline}\n"
            f"Author: {author}\nDate: {self.day:%B} {self.day.day}, {self.day.year}\n\n{self.body}\n"
        ).encode()


def write_text(draft: Draft, chance: random.Random, world: World, links: int, cited: int) -> None:
    """Write the body: sentences of 20 words with the names in them, each citation at the end of one."""
    words: list[str | tuple[str, int]] = list(
        chance.choices(world.words, cum_weights=world.word_chances, k=chance.randint(200, 1_200))
    )
    named = chance.choices(range(ENTITIES), cum_weights=world.entity_chances, k=links)
    for entity in named:
        words.insert(chance.randrange(1, len(words)), (chance.choice(world.names[entity]), entity))
    for thing, part in PLANTED.items():
        if chance.random() < part:
            words.insert(chance.randrange(1, len(words)), thing)
    sentences = range(0, len(words), 20)
    with_citation = set(chance.sample(sentences, min(cited, len(sentences))))
    pieces: list[str] = []
    place = 0

    def put(text: str) -> int:
        nonlocal place
        pieces.append(text)
        place += len(text)
        return place - len(text)

    for start in sentences:
        put(("\n\n" if start % 80 == 0 else " ") if start else "")
        for number, item in enumerate(words[start : start + 20]):
            put(" " if number else "")
            text, entity = item if isinstance(item, tuple) else (item, -1)
            begin = put(text[0].upper() + text[1:] if not number else text)
            if entity >= 0:
                draft.mentions.append((begin, place, entity))
        if start in with_citation:
            day = draft.day - datetime.timedelta(days=chance.randint(0, 9))
            source = chance.choices(range(SOURCES), cum_weights=world.source_chances)[0]
            put(" ")
            begin = put(f"({world.sources[source]}, {day:%B} {day.day})")
            draft.citations.append((begin, place, source, day))
        put(".")
    draft.body = "".join(pieces)


def drafts(number: int, world: World) -> Iterator[Draft]:
    """The articles in the order of their days, five to an issue."""
    chance = random.Random(SEED + 1)
    issues, span = -(-number // PER_ISSUE), (LAST - FIRST).days
    last: dict[tuple[str, int], int] = {}
    for issue in range(issues):
        day = FIRST + datetime.timedelta(days=issue * span // issues)
        title, volume = PUBLICATIONS[issue % len(PUBLICATIONS)], day.year - FIRST.year + 1
        last[title, volume] = printed = last.get((title, volume), 0) + 1
        for place in range(issue * PER_ISSUE, min(number, (issue + 1) * PER_ISSUE)):
            headline = " ".join(chance.choices(world.words, cum_weights=world.word_chances, k=6)).title()
            draft = Draft(title, volume, printed, place % PER_ISSUE + 1, day, headline, chance.randrange(AUTHORS))
            links = MANY if place == number - 1 else chance.randint(15, 20)
            write_text(draft, chance, world, links, chance.randint(3, 15))
            yield draft


def write_authorities(world: World) -> None:
    """The authority file, the sources and the periodicals."""
    from articles.models import Publication, Source
    from edm_archive.text.normalize import slug_of
    from entities.models import Alias, Entity

    rows = Entity.objects.bulk_create(
        Entity(kind=named.kind, preferred_label=named.label, slug=f"{slug_of(named.label)}-{number}")
        for number, named in enumerate(world.entities)
    )
    Alias.objects.bulk_create(
        (
            Alias(entity=row, name=name)
            for row, named in zip(rows, world.entities, strict=True)
            for name in named.aliases
        ),
        batch_size=1_000,
    )
    Source.objects.bulk_create(
        Source(name=name, slug=f"{slug_of(name)}-{number}", kind="newspaper", review="accepted")
        for number, name in enumerate(world.sources)
    )
    for title in PUBLICATIONS:
        Publication.objects.create(title=title, slug=slug_of(title), first_volume_year=FIRST.year)


class Writer:
    """Writes drafts as rows, a thousand articles in a transaction, as an import and its editors would leave them."""

    def __init__(self, world: World) -> None:
        from articles.models import Author, Publication, Source
        from entities.models import Entity

        self.world = world
        self.entities = list(Entity.objects.order_by("pk").values_list("pk", flat=True))
        self.sources = list(Source.objects.order_by("pk").values_list("pk", flat=True))
        self.publications = {publication.title: publication for publication in Publication.objects.all()}
        self.authors = Author.objects.bulk_create(
            Author(name=world.entities[number * 5].label, slug=f"author-{number}") for number in range(AUTHORS)
        )

    def write(self, some: list[Draft]) -> None:
        """Write some articles with all that belongs to them."""
        from django.db import transaction

        from articles.models import Article, Authorship, Citation, Issue, Mention
        from edm_archive.text.normalize import slug_of

        with transaction.atomic():
            issues = {}
            for draft in some:
                issues[draft.title, draft.volume, draft.printed] = Issue(
                    publication=self.publications[draft.title],
                    volume=draft.volume,
                    number=str(draft.printed),
                    sequence=draft.printed,
                    issued=draft.day,
                    issued_precision="day",
                )
            Issue.objects.bulk_create(issues.values())
            articles = Article.objects.bulk_create(
                Article(
                    issue=issues[draft.title, draft.volume, draft.printed],
                    position=draft.position,
                    headline=draft.headline,
                    slug=slug_of(draft.headline)[:100],
                    body=draft.body,
                    status="published",
                    date_earliest=draft.day,
                    date_latest=draft.day,
                    date_basis="stated",
                )
                for draft in some
            )
            both = list(zip(articles, some, strict=True))
            Authorship.objects.bulk_create(
                Authorship(article=article, author=self.authors[draft.author], order=1) for article, draft in both
            )
            Mention.objects.bulk_create(row for article, draft in both for row in self._mentions(article, draft))
            Citation.objects.bulk_create(row for article, draft in both for row in self._citations(article, draft))

    def _mentions(self, article: Any, draft: Draft) -> Iterator[Any]:
        from articles.models import Mention
        from articles.models.anchors import anchor_of
        from edm_archive.text.spans import Span

        for number, (start, end, entity) in enumerate(draft.mentions, 1):
            yield Mention(
                article=article,
                entity_id=self.entities[entity],
                number=number,
                review="accepted",
                origin="alias",
                **anchor_of(draft.body, Span(start, end)),
            )

    def _citations(self, article: Any, draft: Draft) -> Iterator[Any]:
        from articles.models import Citation
        from articles.models.anchors import anchor_of
        from edm_archive.text.spans import Span

        for number, (start, end, source, day) in enumerate(draft.citations, 1):
            yield Citation(
                article=article,
                kind="press",
                source_id=self.sources[source],
                source_text=self.world.sources[source],
                cited_date=day,
                cited_precision="day",
                written_date=f"{day:%B} {day.day}",
                year_basis="article_date",
                resolution="resolved",
                number=number,
                review="accepted",
                origin="grammar",
                **anchor_of(draft.body, Span(start, end)),
            )


def load(number: int, through_import: bool) -> tuple[float, float]:
    """Make the corpus in the empty database of the settings.

    Returns:
        The seconds for the articles, and for the indexes after them.

    Raises:
        SystemExit: when the database holds articles, or an article was refused.
    """
    from django.core.management import call_command
    from django.db import connection
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from articles.models import Article
    from articles.search import index
    from articles.services import faceting
    from articles.services.ingest import IngestOptions, ingest_files

    call_command("migrate", verbosity=0)
    if Article.objects.exists():
        sys.exit("The database holds articles: name an empty one in DATABASE_URL.")
    world = World()
    write_authorities(world)
    columns = TextColumn("articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    begun = time.perf_counter()
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("articles", total=number)
        if through_import:
            files = ((f"{place}.txt", draft.as_file(world.entities[draft.author * 5].label))
                     for place, draft in enumerate(drafts(number, world)))  # fmt: skip
            report = ingest_files(files, IngestOptions(status="published"), progress=lambda name: bar.advance(task))
            if report.errors:
                sys.exit(f"Refused: {report.errors[0]}")
        else:
            writer, made = Writer(world), drafts(number, world)
            while some := list(islice(made, 200 * PER_ISSUE)):
                writer.write(some)
                bar.advance(task, len(some))
    written = time.perf_counter()
    index.refresh()
    faceting.settle()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return written - begun, time.perf_counter() - written


def set_up(parser: argparse.ArgumentParser) -> None:
    """Django as a server has it, without DEBUG, for the database that DATABASE_URL names; it must name one."""
    if "DATABASE_URL" not in os.environ:
        parser.error("name the database of the corpus in DATABASE_URL.")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="edm_archive.settings", SECRET_KEY=token_hex(), ALLOWED_HOSTS="localhost", DEBUG="0"
    )
    import django

    django.setup()


def main() -> None:
    """Make the corpus and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument(
        "--through-import", action="store_true", help="import the articles as text files, which finds everything anew"
    )
    asked = parser.parse_args()
    set_up(parser)
    from django.db import connection

    from articles.models import Article, Citation, Mention

    written, indexed = load(asked.articles, asked.through_import)
    rate = f"{written:,.0f} s ({asked.articles / written:,.0f} articles a second)"
    print(
        f"{connection.vendor}: {Article.objects.count():,} articles with {Citation.objects.count():,} citations and "
        f"{Mention.objects.count():,} mentions in {rate}; indexes in {indexed:,.0f} s"
    )


if __name__ == "__main__":
    main()
