"""From one decision to the archive: the same words, for the same entity, in all other articles.

Places are found through the full-text index and held against the real matcher with the names of the authority file, so
that a longer name, a hyphen or an ending never counts. What an editor has decided, there or by a remembered rejection,
is left out, and nothing here changes it. An editor accepts or rejects the places after having seen them; a machine only
makes them suggestions. Each act is one batch; memory does not grow with the archive.

Refused: to accept words that several entities claim without their having been chosen one by one.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Max

from articles.models import Article, Batch, Citation, Mention
from articles.models.anchors import Review, anchor_of
from articles.search.finding import phrase_pks
from articles.services.batches import Recorder, recording
from articles.services.marking import mark_spans
from articles.services.memory import Memory, remember
from articles.services.review import BY_HAND, MENTION_KEY, decided_by
from edm_archive.text.normalize import fold
from edm_archive.text.spans import Span
from entities.matching import Match
from entities.matching.neighbours import in_longer_name
from entities.models import Entity
from entities.suggest import Authorities

#: The origin of what is suggested, or accepted, from here.
ORIGIN = "propagation"
#: Articles that are read at a time.
PAGE = 200
#: Places that a page shows, and articles that are read for it at most.
SHOWN, READ = 50, 2_000
#: Articles that are read to count: beyond them the number is a lower bound.
COUNTED = 150


@dataclass(frozen=True, slots=True)
class Place:
    """Words of an article that may mean the entity.

    Attributes:
        mention: the suggestion that is there already, by primary key; None when there is none.
        is_sure: whether no other entity bears the name, and it does not stand beside another capitalised word.
    """

    article: Article
    span: Span
    anchor: dict[str, Any]
    mention: int | None
    is_sure: bool
    score: float
    reason: str

    @property
    def name(self) -> str:
        """How a form names it: article, start and end."""
        return f"{self.article.pk}:{self.span.start}:{self.span.end}"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some places, and after which article the next ones come; None when these are the last."""

    places: tuple[Place, ...]
    following: int | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How many places there are, in how many articles; ``is_exact`` is False for a lower bound."""

    places: int
    articles: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Propagated:
    """What became of places: decided or suggested, passed over because an editor or an edit was there first."""

    batch: Batch | None
    done: int
    articles: int
    passed_over: int
    summary: str


def places(
    words: str,
    entity: Entity,
    *,
    authorities: Authorities,
    without: int | None = None,
    after: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Place]:
    """Where in the archive ``words`` may mean ``entity`` and no editor has said whether they do; by article and span.

    Args:
        without: the primary key of an article that is left out, the one in which it was decided.
        after: only articles with a greater primary key.
        progress: is told how many articles have been read.
    """
    memory, read = Memory.of([words]), 0
    pks = (pk for pk in phrase_pks(words) if pk > after and pk != without)
    while page := list(itertools.islice(pks, PAGE)):
        yield from _of_page(page, words, entity, authorities, memory)
        read += len(page)
        if progress is not None:
            progress(read)


def chunk(words: str, entity: Entity, *, without: int | None = None, after: int = 0) -> Chunk:
    """The next places for one page: those of whole articles, about ``SHOWN``; at most ``READ`` articles are read."""
    found: list[Place] = []
    authorities, memory = Authorities.about(words), Memory.of([words])
    pks = (pk for pk in phrase_pks(words) if pk > after and pk != without)
    for _ in range(READ // SHOWN):
        page = list(itertools.islice(pks, SHOWN))
        for place in _of_page(page, words, entity, authorities, memory):
            if len(found) >= SHOWN and place.article.pk != found[-1].article.pk:
                return Chunk(tuple(found), found[-1].article.pk)
            found.append(place)
        if len(page) < SHOWN:
            return Chunk(tuple(found), None)
        if len(found) >= SHOWN:
            return Chunk(tuple(found), page[-1])
    return Chunk(tuple(found), page[-1])


def count(words: str, entity: Entity, *, without: int | None = None) -> Elsewhere:
    """How many places there are in other articles; at most ``COUNTED`` articles are read for it."""
    pks = (pk for pk in phrase_pks(words) if pk != without)
    page = list(itertools.islice(pks, COUNTED))
    if not page:
        return Elsewhere(0, 0, is_exact=True)
    is_exact = next(pks, None) is None
    found = list(_of_page(page, words, entity, Authorities.about(words), Memory.of([words])))
    return Elsewhere(len(found), len({place.article.pk for place in found}), is_exact)


def suggest_elsewhere(
    words: str,
    entity: Entity,
    *,
    user: AbstractBaseUser | None,
    without: int | None = None,
    authorities: Authorities | None = None,
    progress: Callable[[int], None] | None = None,
) -> Propagated:
    """Make a suggestion of every place that has none yet; one batch, written in steps."""
    known = authorities or Authorities.current()
    made = in_articles = 0
    with recording(kind=Batch.Kind.PROPAGATION, summary="Propagation", user=user, in_steps=True) as recorder:
        found = places(words, entity, authorities=known, without=without, progress=progress)
        for _, group in itertools.groupby(found, key=lambda place: place.article.pk // PAGE):
            new = [place for place in group if place.mention is None]
            with recorder.step():
                _suggest(new, entity, recorder)
            made += len(new)
            in_articles += len({place.article.pk for place in new})
        summary = f"Suggested {_counted(made, in_articles)} of “{words}” as {entity.get_kind_display()} “{entity}”"
        recorder.summarise(summary)
    return Propagated(recorder.batch if recorder.count else None, made, in_articles, 0, summary)


def accept_places(names: Iterable[str], words: str, entity: Entity, *, user: AbstractBaseUser) -> Propagated:
    """Accept that ``words`` mean ``entity`` at these places; what was decided or edited meanwhile is passed over."""
    return _decide(names, words, entity, Review.ACCEPTED, user)


def reject_places(names: Iterable[str], words: str, entity: Entity, *, user: AbstractBaseUser) -> Propagated:
    """Reject it: suggestions are rejected, and it is remembered where there was none, so that there will be none."""
    return _decide(names, words, entity, Review.REJECTED, user)


def parse_place(name: str) -> tuple[int, Span]:
    """Article and span of a place, from the name that a form gives it.

    Raises:
        ValueError: when it is none.
    """
    article, start, end = (int(part) for part in name.split(":"))
    return article, Span(start, end)


def _of_page(
    pks: Sequence[int], words: str, entity: Entity, authorities: Authorities, memory: Memory
) -> Iterator[Place]:
    """The places in these articles; three queries."""
    held: dict[int, list[tuple[int, int, Span, str, str]]] = defaultdict(list)
    mentions = Mention.objects.filter(article__in=pks, start__isnull=False).order_by("pk")
    columns = ("pk", "article", "entity", "start", "end", "review", "origin")
    for pk, article, meant, start, end, review, origin in mentions.values_list(*columns):
        held[article].append((pk, meant, Span(start, end), review, origin))
    cited: dict[int, list[Span]] = defaultdict(list)
    spans = Citation.objects.filter(article__in=pks, start__isnull=False).order_by("pk")
    for article, start, end in spans.values_list("article", "start", "end"):
        cited[article].append(Span(start, end))
    wanted = fold(words)
    articles = Article.objects.filter(pk__in=pks).select_related("issue__publication").order_by("pk")
    for row in articles.defer("markup", "date_reasons"):
        settled = [
            span
            for _, meant, span, review, origin in held[row.pk]
            if review == Review.ACCEPTED
            or (review == Review.SUGGESTED and origin == BY_HAND)
            or (review == Review.REJECTED and meant == entity.pk)
        ]
        waiting = {
            span: pk for pk, meant, span, review, _ in held[row.pk] if meant == entity.pk and review == "suggested"
        }
        for match in authorities.gazetteer.find(row.body, outside=cited[row.pk]):
            if fold(match.quote) != wanted or not any(one.entity == entity.pk for one in match.candidates):
                continue
            if not any(span.overlaps(match.span) for span in settled):
                place = _place(row, match, entity, memory, waiting.get(match.span))
                if place is not None:
                    yield place


def _place(row: Article, match: Match, entity: Entity, memory: Memory, mention: int | None) -> Place | None:
    anchor = anchor_of(row.body, match.span)
    if memory.forbids(entity.pk, anchor["quote"], anchor["prefix"], anchor["suffix"]):
        return None
    is_sure = not match.ambiguous and not in_longer_name(row.body, match.span)
    return Place(row, match.span, anchor, mention, is_sure, match.score, match.reason)


def _suggest(found: Sequence[Place], entity: Entity, recorder: Recorder) -> None:
    articles = {place.article.pk for place in found}
    highest = Mention.objects.filter(article__in=articles).order_by().values("article").annotate(last=Max("number"))
    numbers: dict[int, int] = dict(highest.values_list("article", "last"))
    new = []
    for place in found:
        number = numbers[place.article.pk] = numbers.get(place.article.pk, 0) + 1
        new.append(
            Mention(
                article=place.article,
                entity=entity,
                number=number,
                origin=ORIGIN,
                score=place.score,
                reason=place.reason[:300],
                **place.anchor,
            )
        )
    for mention in Mention.objects.bulk_create(new):
        recorder.created(mention)


def _decide(names: Iterable[str], words: str, entity: Entity, review: Review, user: AbstractBaseUser) -> Propagated:
    chosen: dict[int, set[Span]] = defaultdict(set)
    for article, span in map(parse_place, names):
        chosen[article].add(span)
    done = in_articles = 0
    with recording(kind=Batch.Kind.PROPAGATION, summary="Propagation", user=user) as recorder:
        locked = Article.objects.filter(pk__in=chosen).select_for_update(of=("self",)).order_by("pk")
        pks = list(locked.values_list("pk", flat=True))
        open_: dict[int, list[Place]] = defaultdict(list)
        authorities, memory = Authorities.about(words), Memory.of([words])
        for start in range(0, len(pks), PAGE):
            for place in _of_page(pks[start : start + PAGE], words, entity, authorities, memory):
                if place.span in chosen[place.article.pk]:
                    open_[place.article.pk].append(place)
        for found in open_.values():
            if review == Review.ACCEPTED:
                spans = [place.span for place in found]
                changed = len(mark_spans(found[0].article, spans, entity, user, recorder, origin=ORIGIN))
            else:
                changed = _reject(found, entity, user, recorder)
            done, in_articles = done + changed, in_articles + bool(changed)
        verb = "Accepted" if review == Review.ACCEPTED else "Rejected"
        summary = f"{verb} {_counted(done, in_articles)} of “{words}” as {entity.get_kind_display()} “{entity}”"
        recorder.summarise(summary)
    passed_over = sum(map(len, chosen.values())) - done
    return Propagated(recorder.batch if recorder.count else None, done, in_articles, passed_over, summary)


def _reject(found: Sequence[Place], entity: Entity, user: AbstractBaseUser, recorder: Recorder) -> int:
    """Reject the suggestions among the places of one article, and remember all of them."""
    remember([Mention(entity=entity, **place.anchor) for place in found], user, recorder)
    pks = [place.mention for place in found if place.mention is not None]
    rows = Mention.objects.filter(pk__in=pks).select_related("entity", *MENTION_KEY)
    recorder.set_values(rows, **decided_by(Review.REJECTED, user))
    return len(found)


def _counted(number: int, articles: int) -> str:
    places_ = "1 occurrence" if number == 1 else f"{number:,} occurrences"
    return f"{places_} in {'1 article' if articles == 1 else f'{articles:,} articles'}"
