"""A large archive to measure with: generated articles, imported as files are, with all that an import finds in them.

    DATABASE_URL=sqlite:////var/tmp/corpus.sqlite3 python benchmarks/corpus.py --articles 100000

Seeded: the same number makes the same texts. Words follow Zipf's law over 50,000, the 5,000 entities (with 12,000
aliases) and 400 sources likewise; an article of 200 to 1,200 words names 15 to 20 entities, cites 3 to 15 times in the
form of the Eurasia Daily Monitor, "(Karvel Gazette, November 26)", and is of a day from 1995 to 2026. One article, the
last, names 60. Three things are planted, so that what a search finds is known: ``PLANTED``.

The entities and sources are an authority file, written as one. The articles go through ``services.ingest``, as text
files do: nothing of an article, a citation or a mention is written by this program. The database must be empty.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from secrets import token_hex

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SEED = 20041130
WORDS = 50_000
ENTITIES = 5_000
ALIASES = 12_000
SOURCES = 400
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


def paragraphs(chance: random.Random, world: World, day: datetime.date, links: int, cited: int) -> Iterator[str]:
    """The text of an article: sentences with the names in them, each citation at the end of one."""
    words = chance.choices(world.words, cum_weights=world.word_chances, k=chance.randint(200, 1_200))
    planted = [thing for thing, part in PLANTED.items() if chance.random() < part]
    named = [chance.choice(names) for names in chance.choices(world.names, cum_weights=world.entity_chances, k=links)]
    for thing in (*named, *planted):
        words.insert(chance.randrange(1, len(words)), thing)
    sentences = [" ".join(words[start : start + 20]) for start in range(0, len(words), 20)]
    sentences = [f"{sentence[0].upper()}{sentence[1:]}" for sentence in sentences]
    for place in sorted(chance.sample(range(len(sentences)), min(cited, len(sentences)))):
        when = day - datetime.timedelta(days=chance.randint(0, 9))
        source = chance.choices(world.sources, cum_weights=world.source_chances)[0]
        sentences[place] += f" ({source}, {when:%B} {when.day})"
    for start in range(0, len(sentences), 4):
        yield ". ".join(sentences[start : start + 4]) + "."


def files(number: int) -> Iterator[tuple[str, bytes]]:
    """The issues, each as one text file; of a longer corpus the first are those of a shorter one but for their days."""
    world, chance = World(), random.Random(SEED + 1)
    issues = -(-number // PER_ISSUE)
    span = (LAST - FIRST).days
    last: dict[tuple[str, int], int] = {}
    for issue in range(issues):
        day = FIRST + datetime.timedelta(days=issue * span // issues)
        title = PUBLICATIONS[issue % len(PUBLICATIONS)]
        volume = day.year - FIRST.year + 1
        last[title, volume] = printed = last.get((title, volume), 0) + 1
        lines = []
        for place in range(issue * PER_ISSUE, min(number, (issue + 1) * PER_ISSUE)):
            links = MANY if place == number - 1 else chance.randint(15, 20)
            headline = " ".join(chance.choices(world.words, cum_weights=world.word_chances, k=6)).title()
            author = world.entities[chance.randrange(200) * 5].label
            lines.append(
                f"Publication: {title} Volume: {volume} Issue: {printed}\nTitle: {headline}\nAuthor: {author}\n"
                f"Date: {day:%B} {day.day}, {day.year}\n"
            )
            lines.extend(paragraphs(chance, world, day, links, chance.randint(3, 15)))
        yield f"{title}-{volume}-{printed}.txt", "\n\n".join(lines).encode()


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


def load(number: int) -> float:
    """Make the corpus in the empty database of the settings; the seconds that the import of the articles took.

    Raises:
        SystemExit: when the database holds articles, or an article was refused.
    """
    from django.core.management import call_command
    from django.db import connection
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from articles.models import Article
    from articles.services.ingest import IngestOptions, ingest_files

    call_command("migrate", verbosity=0)
    if Article.objects.exists():
        sys.exit("The database holds articles: name an empty one in DATABASE_URL.")
    write_authorities(World())
    columns = TextColumn("issues"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    begun = time.perf_counter()
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("issues", total=-(-number // PER_ISSUE))
        report = ingest_files(files(number), IngestOptions(status="published"), progress=lambda name: bar.advance(task))
    seconds = time.perf_counter() - begun
    if report.errors:
        sys.exit(f"Refused: {report.errors[0]}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return seconds


def main() -> None:
    """Make the corpus and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    asked = parser.parse_args()
    if "DATABASE_URL" not in os.environ:
        parser.error("name the database to fill in DATABASE_URL.")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="edm_archive.settings", SECRET_KEY=token_hex(), ALLOWED_HOSTS="localhost", DEBUG="0"
    )
    import django

    django.setup()
    from django.db import connection

    from articles.models import Article, Citation, Mention

    seconds = load(asked.articles)
    print(
        f"{connection.vendor}: {Article.objects.count():,} articles with {Citation.objects.count():,} citations and "
        f"{Mention.objects.count():,} mentions in {seconds:,.0f} s ({asked.articles / seconds:,.0f} articles a second)"
    )


if __name__ == "__main__":
    main()
