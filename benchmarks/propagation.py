"""How long one decision takes to reach the whole archive, and whether memory grows with it.

    python benchmarks/propagation.py [--articles 5000] [--aliases 100000] [--share 0.4]

Makes a temporary SQLite archive (or uses the empty database that DATABASE_URL names) of generated articles, in a share
of which a name stands, alone, in longer names, with endings and behind hyphens, and an authority file of generated
names. Printed: the first question to the full-text index, which takes up all articles; the answer of the desk to "whom
may it mean, and where else does it stand" in milliseconds; the propagation of the name, with its rate and the largest
memory of this process after a tenth and at the end; the same when nothing is new; and taking all of it back. Text and
names are the same in each run.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
NAME = "Otan"
#: How the name stands in a text; the first three are to be found, the others never.
FORMS = (
    "{name} said so",
    "the leaders of {name}’s youth",
    "they asked {name}, again",
    "the Pro-{name} papers",
    "many {name}ists came",
    "the {name} Bank paid",
)
#: How often one question is asked; the median is printed.
ASKED = 7


def words() -> list[str]:
    """A vocabulary of made-up words."""
    chance = random.Random(1)
    syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
    return ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(5_000)]


def bodies(number: int, share: float) -> Iterator[str]:
    """Texts of about 5,000 characters."""
    chance, vocabulary = random.Random(2), words()
    for _ in range(number):
        sentences = [" ".join(chance.choices(vocabulary, k=12)).capitalize() + "." for _ in range(60)]
        if chance.random() < share:
            for form in chance.choices(FORMS, k=4):
                sentences.insert(chance.randrange(60), f"Then {form.format(name=NAME)}.")
        yield "\n\n".join(" ".join(sentences[start : start + 8]) for start in range(0, len(sentences), 8))


def fill(articles: int, aliases: int, share: float) -> None:
    """Make the archive and its authority file."""
    from django.core.management import call_command

    from articles.models import Article, Issue, Publication
    from entities.models import Alias, Entity

    call_command("migrate", verbosity=0)
    edm = Publication.objects.create(slug="b", title="Benchmark", abbreviation="B", first_volume_year=2004)
    day, texts = datetime.date(2004, 11, 1), bodies(articles, share)
    for start in range(0, articles, 1_000):
        issue = Issue.objects.create(
            publication=edm, volume=1, number=str(start), issued=day, issued_precision="day", sequence=start
        )
        Article.objects.bulk_create(
            Article(
                issue=issue,
                position=n + 1,
                headline=f"Article {start + n}",
                slug="article",
                body=next(texts),
                status="published",
                date_earliest=day,
                date_latest=day,
                date_basis="issue",
            )
            for n in range(min(1_000, articles - start))
        )
    chance, vocabulary = random.Random(3), words()
    labels = [NAME, f"{NAME} Bank"]
    labels += [" ".join(chance.choices(vocabulary, k=2)).title() + f" {n}" for n in range(aliases // 2)]
    made = Entity.objects.bulk_create(
        [Entity(kind="organization", slug=f"e-{n}", preferred_label=label) for n, label in enumerate(labels)],
        batch_size=5_000,
    )
    Alias.objects.bulk_create(
        [Alias(entity=entity, name=f"The {entity.preferred_label}") for entity in made[: aliases - len(labels)]],
        batch_size=5_000,
    )


def tell(label: str, seconds: float, more: str = "") -> None:
    print(f"{label:<46} {seconds * 1000:>10,.0f} ms{f'   {more}' if more else ''}", flush=True)


def used() -> float:
    """The largest memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(act: Any) -> tuple[float, Any]:
    begin = time.perf_counter()
    result = act()
    return time.perf_counter() - begin, result


def measure_desk(entity: Any) -> None:
    """What the desk asks when an editor comes to a mention."""
    from articles.models import Article, Mention
    from articles.models.anchors import anchor_of
    from articles.services import meanings, propagation
    from edm_archive.text.spans import Span
    from entities.models import Alias
    from entities.suggest import Authorities

    article = Article.objects.filter(body__contains=f"{NAME} said so").order_by("pk")[0]
    start = article.body.index(f"{NAME} said so")
    anchor = anchor_of(article.body, Span(start, start + len(NAME)))
    mention = Mention.objects.create(article=article, entity=entity, number=1, **anchor)
    questions = (
        ("who may it mean", lambda: meanings.meanings(article, NAME, mention)),
        ("search by typed words", lambda: meanings.search(article, "bank")),
        ("where else, names held", lambda: propagation.count(NAME, entity, without=article.pk)),
    )
    seconds, _ = timed(Authorities.current)
    tell("read and build the authority file", seconds)
    for label, ask in questions:
        tell(label, statistics.median(timed(ask)[0] for _ in range(ASKED)))
    Alias.objects.create(entity=entity, name=f"{NAME}!")
    told = propagation.count(NAME, entity, without=article.pk)
    seconds = statistics.median(
        timed(lambda: propagation.count(NAME, entity, without=article.pk))[0] for _ in range(ASKED)
    )
    bound = "" if told.is_exact else "at least "
    tell("where else, after a new alias", seconds, f"{bound}{told.places:,} places in {told.articles:,} articles")
    mention.delete()


def measure_propagation(entity: Any) -> None:
    """One name to the whole archive, once more, and back."""
    from articles.search import finding
    from articles.search.query import phrase
    from articles.services import propagation
    from articles.services.undoing import undo

    total = finding.count(phrase(NAME))
    memory: dict[str, float] = {}

    def progress(done: int) -> None:
        if "tenth" not in memory and done * 10 >= total:
            memory["tenth"] = used()

    seconds, done = timed(lambda: propagation.suggest_elsewhere(NAME, entity, user=None, progress=progress))
    tell("propagate", seconds, f"{done.summary}; {total / seconds:,.0f} articles with the words a second")
    print(f"  memory {memory['tenth']:,.0f} MB after a tenth, {used():,.0f} MB at the end")
    seconds, _ = timed(lambda: propagation.suggest_elsewhere(NAME, entity, user=None))
    tell("again, nothing new", seconds, f"{total / seconds:,.0f} articles a second")
    seconds, undone = timed(lambda: undo(done.batch, None))
    tell("take it back", seconds, f"{undone}; memory {used():,.0f} MB")
    seconds, redone = timed(lambda: undo(undone.batch, None))
    tell("do it again", seconds, f"{redone}; memory {used():,.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--aliases", type=int, default=100_000, help="names in the authority file")
    parser.add_argument("--share", type=float, default=0.4, help="share of the articles in which the name stands")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        os.environ.update(
            DJANGO_SETTINGS_MODULE="edm_archive.settings", SECRET_KEY=token_hex(), ALLOWED_HOSTS="localhost"
        )
        import django

        django.setup()
        from articles.search import finding
        from articles.search.query import phrase
        from entities.models import Entity

        print(f"{options.articles:,} articles, {options.aliases:,} names")
        tell("made", timed(lambda: fill(options.articles, options.aliases, options.share))[0])
        seconds, number = timed(lambda: finding.count(phrase(NAME)))
        tell("index all, first question", seconds, f"{number:,} articles hold the word")
        entity = Entity.objects.get(slug="e-0")
        measure_desk(entity)
        measure_propagation(entity)


if __name__ == "__main__":
    main()
