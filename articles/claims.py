"""Claims as rows: the words that a citation supports, with the entities in question marked, and who says them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from articles.models import Citation, Mention
from articles.rendering import chosen, speaking
from edm_archive.text.spans import segments
from entities.models import Entity


@dataclass(frozen=True, slots=True)
class Words:
    """A run of a claim; ``mention`` is that of an entity in question, if it is one."""

    text: str
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A citation with what it supports; ``mention`` is that of the speaker, where one stands on the words."""

    citation: Citation
    words: tuple[Words, ...]
    mention: Mention | None

    @property
    def entity(self) -> Entity | None:
        """Who the speaker is."""
        return self.mention.entity if self.mention else None


def claims_of(pks: Sequence[int], entities: Iterable[Entity]) -> list[Claim]:
    """The citations with these primary keys, in their order, with ``entities`` marked in them. Two queries.

    By primary keys, so that a search can sort without the texts of the articles in hand.
    """
    wanted = {entity.pk for entity in entities}
    found = Citation.objects.for_claims().in_bulk(pks)
    citations = [found[pk] for pk in pks]
    mentions: dict[int, list[Mention]] = defaultdict(list)
    held = Mention.objects.visible().filter(Q(entity__in=wanted) | Q(entity__kind="person"))
    for mention in held.filter(article__in={row.article_id for row in citations}).select_related("entity"):
        mentions[mention.article_id].append(mention)
    return [_claim(citation, mentions[citation.article_id], wanted) for citation in citations]


def _claim(citation: Citation, mentions: list[Mention], wanted: set[int]) -> Claim:
    speaker = speaking(citation, mentions) if citation.speaker else None
    if citation.supported is None:
        return Claim(citation, (), speaker)
    marked: list[Any] = chosen(mention for mention in mentions if mention.entity_id in wanted)
    pieces = segments(citation.article.body, citation.supported, marked)
    words = tuple(Words(piece.text, piece.covering[0] if piece.covering else None) for piece in pieces)
    return Claim(citation, words, speaker)
