"""Which article a cross-reference means, where several appeared on the days that it cites.

Candidates are ranked by how they answer to what the reference says of its article (title, part, author), by the
entities that they share with the citing article and by the words that they share with the sentence which it supports.
That ranking is advice, with its reasons, for an editor who chooses. Only what the reference says settles the matter by
itself, by the rules of ``fitting``.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from articles.models import Article, Citation, Mention, Publication
from articles.querysets import ArticleQuerySet
from articles.services.fitting import COLUMNS, Fit, Known, Said, bylines_of, choose
from edm_archive.text.dates import PartialDate
from edm_archive.text.normalize import fold

#: Articles of the cited days that are ranked; a reference to a whole year is not ranked beyond these.
MOST = 40
#: Entities that a reason names.
_NAMED = 5
#: Weights: of an entity that this candidate alone shares, of a word of its headline, of a word of its text.
_ENTITY, _ENTITY_SUPPORTED, _HEADLINE, _TEXT = 2.0, 4.0, 3.0, 0.25
#: Weight of what answers to the reference, and what is left of the score of an article that contradicts it.
_ANSWER, _CONTRADICTED = 20.0, 0.25
#: Shorter words, and these, tell nothing of what a text is about.
_SHORTEST = 4
_EMPTY_WORDS = frozenset(
    """about after again against also among another because been before being between both could does down during each
    even from have having into just like made make many more most much must only other over said same says should since
    some such than that their them then there these they this those through under until upon very were what when where
    which while will with within without would year years your""".split()
)


@dataclass(frozen=True, slots=True)
class CitedDays:
    """The publication and the days, first and last, that a cross-reference cites."""

    publication: Publication
    first: datetime.date
    last: datetime.date
    words: str

    @property
    def is_one(self) -> bool:
        """Whether one day is cited, and no range, month or year."""
        return self.first == self.last

    def articles(self) -> ArticleQuerySet:
        """The articles that can be meant: of those days, and not withdrawn."""
        held = Article.objects.exclude(status=Article.Status.WITHDRAWN)
        return held.of_day(self.publication, self.first, self.last)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may be meant.

    Attributes:
        score: from 0, nothing in common, to 1, it alone answers to what the reference says.
        reasons: what speaks for it, the strongest first, and what speaks against it.
    """

    article: Article
    score: float
    reasons: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        """Whether it alone of the articles of those days answers to what the reference says."""
        return self.score == 1.0

    @property
    def because(self) -> str:
        """The reasons as one phrase: "shares Otan, Almaty; 14 common words"."""
        return "; ".join(self.reasons) or "nothing in common was found"


def cited_days(citation: Citation) -> CitedDays | None:
    """What ``citation`` refers to; None when the publication is not held here, or the date is not known."""
    publication, day = (citation.source.publication if citation.source else None), citation.date
    if publication is None or day is None:
        return None
    last = citation.cited_date_end
    words = str(day) if last is None else f"{day} to {PartialDate.of(last)}"
    return CitedDays(publication, day.earliest, last or day.latest, words)


def rank_candidates(citation: Citation) -> tuple[Candidate, ...]:
    """The articles that a cross-reference may mean, the likeliest first; five questions to the database at most.

    Articles that are equally likely stand in the order of their issues. Empty for anything but a cross-reference.
    """
    days = cited_days(citation) if citation.kind == Citation.Kind.CROSS_REFERENCE else None
    if days is None:
        return ()
    found = days.articles().exclude(pk=citation.article_id).select_related("issue__publication")
    articles = list(found.order_by("date_earliest", "issue_id", "position").defer("markup")[:MOST])
    shared = _shared_entities(citation, articles)
    fits = _fits(Said.by(citation), articles)
    chosen = choose(fits, of_one_day=days.is_one) if len(articles) < MOST else None
    words = content_words(_supported_text(citation))
    carriers: dict[str, int] = defaultdict(int)
    for names in shared.values():
        for name in names:
            carriers[name] += 1
    ranked = [
        _candidate(article, shared.get(article.pk, {}), carriers, words, fit, is_chosen=index == chosen)
        for index, (article, fit) in enumerate(zip(articles, fits, strict=True))
    ]
    return tuple(sorted(ranked, key=lambda candidate: -candidate.score))


def content_words(text: str) -> frozenset[str]:
    """The words of ``text``, folded, that tell what it is about."""
    return frozenset(word for word in fold(text).split() if len(word) >= _SHORTEST and word not in _EMPTY_WORDS)


def _fits(said: Said, articles: list[Article]) -> list[Fit]:
    bylines = bylines_of(article.pk for article in articles) if said.author else {}
    known = (Known(*(getattr(article, name) for name in COLUMNS)) for article in articles)
    return [said.fit(replace(one, bylines=bylines.get(one.pk, ()))) for one in known]


def _candidate(
    article: Article,
    shared: dict[str, float],
    carriers: dict[str, int],
    words: frozenset[str],
    fit: Fit,
    *,
    is_chosen: bool,
) -> Candidate:
    """Score one article; an entity that other candidates share, too, weighs the less."""
    in_headline = words & content_words(article.headline)
    common = in_headline | (words & content_words(article.body))
    weight = sum(value / carriers[name] for name, value in shared.items())
    weight += _HEADLINE * len(in_headline) + _TEXT * len(common - in_headline)
    weight += _ANSWER * [fit.title, fit.part, fit.author].count(True) + _ANSWER / 2 * (
        fit.part is None and bool(fit.reasons)
    )
    reasons = list(fit.reasons)
    if shared:
        names = sorted(shared, key=lambda name: (-shared[name] / carriers[name], name))
        rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        reasons.append(f"shares {', '.join(names[:_NAMED])}{rest}")
    if common:
        reasons.append(f"{len(common)} common word{'' if len(common) == 1 else 's'}")
    reasons.extend(f"but {objection}" for objection in fit.objections)
    score = weight / (weight + 10.0) * (1.0 if fit.is_possible else _CONTRADICTED)
    return Candidate(article, 1.0 if is_chosen and fit.is_supported else score, tuple(reasons))


def _shared_entities(citation: Citation, articles: Iterable[Article]) -> dict[int, dict[str, float]]:
    """For each article the labels of the entities that the citing article mentions, too, with their weight."""
    mine: dict[int, float] = {}
    supported = citation.supported
    spans = Mention.objects.visible().filter(article=citation.article_id).values_list("entity", "start", "end")
    for entity, start, end in spans:
        inside = supported is not None and supported.start <= start and end <= supported.end
        mine[entity] = max(mine.get(entity, 0.0), _ENTITY_SUPPORTED if inside else _ENTITY)
    theirs = Mention.objects.visible().filter(article__in=[article.pk for article in articles], entity__in=mine)
    shared: dict[int, dict[str, float]] = defaultdict(dict)
    for article, entity, label in theirs.values_list("article", "entity", "entity__preferred_label").order_by("pk"):
        shared[article][label] = mine[entity]
    return shared


def _supported_text(citation: Citation) -> str:
    """The words that the reference supports; of one without, the text around it."""
    body, supported = citation.article.body, citation.supported
    return supported.of(body) if supported else f"{citation.prefix} {citation.suffix}"
