"""Articles that are related to one: which share with it what few others have.

Entities weigh by their rarity in the archive, as the facet index knows it: two articles that both mention a small town
have more in common than two that mention Russia. Of the nearest by entities, and of those of the same days, the words
of headline, standfirst and opening are compared, too. The work has a bound whatever the size of the archive: the rarest
entities, of each the articles nearest in time, of those the best few. Refuses what readers may not see.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log

from django.db.models.functions import Substr
from django.utils.text import get_text_list
from django.utils.translation import gettext
from pyroaring import BitMap

from articles.models import Article
from articles.services.facet_reading import articles_at, memory
from entities.models import Entity

#: Articles that are shown.
SHOWN = 5
#: The rarest entities that are asked for their articles; of each so many articles, the nearest in time.
RAREST, NEAREST = 12, 60
#: As many articles are compared by all entities and by their words.
COMPARED = 24
#: Characters of a body that are compared, and the shortest word that counts.
OPENING, LONG_WORD = 400, 6
_WORD = re.compile(rf"[^\W\d_]{{{LONG_WORD},}}")
#: What one shared word weighs beside an entity that is as rare, and how many words count.
WORD, WORDS = 0.4, 8
#: Shared words that make articles related which share no entity, of those that at most a share of all compared have.
ENOUGH_WORDS, COMMON = 5, 0.1
#: What of an article its line needs: not the text.
_SHOWN_COLUMNS = (
    *("headline", "slug", "position", "date_earliest", "date_latest", "date_basis", "issue__volume", "issue__number"),
    *("issue__publication__slug", "issue__publication__title", "issue__publication__abbreviation"),
)
#: Names and words that give the reason.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Related:
    """A related article, and why: the entities that both mention, or the words that both use, the rarest first."""

    article: Article
    entities: tuple[Entity, ...]
    words: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Why it is related, in a sentence without its full stop."""
        names = [entity.preferred_label for entity in self.entities]
        if not names:
            return gettext("both use the words %(words)s") % {"words": get_text_list(list(self.words), gettext("and"))}
        return gettext("both mention %(names)s") % {"names": get_text_list(names, gettext("and"))}


@dataclass(frozen=True, slots=True)
class _Shared:
    """An entity of the article, the articles that mention it, and its weight: the logarithm of its rarity."""

    entity: Entity
    articles: BitMap
    weight: float


def related_to(article: Article, entities: Iterable[Entity], *, but: Collection[int] = ()) -> list[Related]:
    """The articles most closely related to a public one, the closest first. Four queries, whatever their number.

    Args:
        entities: what the article mentions.
        but: primary keys of articles that are left out, since the page names them anyway.
    """
    snapshot = memory.current()
    public = snapshot.index.of("public")
    own = next(iter(snapshot.ordinals([article.pk])), None)
    if own is None or own not in public:
        return []
    shared = []
    for entity in entities:
        mentioning = snapshot.index.of(entity.kind, str(entity.pk))
        count = public.intersection_cardinality(mentioning)
        if 1 < count < len(public):
            shared.append(_Shared(entity, mentioning, log(len(public) / count)))
    shared.sort(key=lambda one: (-one.weight, one.entity.pk))
    left_out = snapshot.ordinals([article.pk, *but])
    near = _nearest(own, shared, public, left_out)
    weights = {place: sum(one.weight for one in shared if place in one.articles) for place in near}
    return _closest(article, weights, shared)


def _nearest(own: int, shared: Sequence[_Shared], public: BitMap, left_out: BitMap) -> list[int]:
    """The ordinals of the articles that are worth comparing: by what they share, then by their days."""
    scores: defaultdict[int, float] = defaultdict(float)
    for one in shared[:RAREST]:
        for place in _around(one.articles, own):
            scores[place] += one.weight
    best = sorted(scores, key=lambda place: (-scores[place], abs(place - own), place))
    found = [place for place in best if place in public and place not in left_out][:COMPARED]
    if len(found) < COMPARED:
        known = set(found)
        beside = [place for place in _around(public, own) if place not in known and place not in left_out]
        found += sorted(beside, key=lambda place: (abs(place - own), place))[: COMPARED - len(found)]
    return found


def _around(articles: BitMap, own: int) -> Sequence[int]:
    """Ordinals of a bitmap, the nearest in rank to one of them."""
    first = max(articles.rank(own) - NEAREST // 2, 0)
    return list(articles[first : first + NEAREST])


def _closest(article: Article, weights: dict[int, float], shared: Sequence[_Shared]) -> list[Related]:
    """Of the ordinals with their weights those that are related, with their reasons."""
    places = list(weights)
    pks = dict(zip(places, articles_at(places), strict=True)) if places else {}
    texts = _texts([article.pk, *pks.values()])
    mine = texts.pop(article.pk, frozenset()) - _words_of(one.entity.preferred_label for one in shared)
    spread = Counter(word for text in texts.values() for word in text & mine)
    rare = {word for word, times in spread.items() if times <= max(2, COMMON * len(texts))}
    found = []
    for place, pk in pks.items():
        if pk not in texts:
            continue
        both = sorted(texts[pk] & rare, key=lambda word: (spread[word], word))
        by_words = sum(log((len(texts) + 1) / spread[word]) for word in both[:WORDS])
        if weights[place] or len(both) >= ENOUGH_WORDS:
            found.append((weights[place] + WORD * by_words, place, pk, both))
    found.sort(key=lambda one: (-one[0], -one[1]))
    best = found[:SHOWN]
    shown = Article.objects.published().select_related("issue__publication").only(*_SHOWN_COLUMNS)
    articles = shown.in_bulk([pk for _, _, pk, _ in best])
    return [
        Related(
            articles[pk],
            tuple(one.entity for one in shared if place in one.articles)[:NAMED],
            tuple(both[:NAMED]),
        )
        for _, place, pk, both in best
        if pk in articles
    ]


def _texts(pks: Sequence[int]) -> dict[int, frozenset[str]]:
    """The words of the beginnings of public articles."""
    opening = Substr("body", 1, OPENING)
    rows = Article.objects.published().filter(pk__in=pks).order_by()
    return {
        pk: _words_of([headline, standfirst, body])
        for pk, headline, standfirst, body in rows.values_list("pk", "headline", "standfirst", opening)
    }


def _words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words that are long enough to mean something, in lower case; no figures."""
    return frozenset(_WORD.findall(" ".join(texts).lower()))
