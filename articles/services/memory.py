"""What editors have rejected is remembered for all of them: the words, the entity, and the words around.

A rejection is remembered when a mention is rejected and forgotten when the mention is reopened or accepted, in the same
batch, so that taking the batch back takes the memory back. Suggestions ask it before they are made. It knows no
offsets: a text may move, another article may say the same, and the same is not suggested again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from articles.models import Batch, Mention, Rejection
from articles.models.anchors import CONTEXT_WIDTH
from articles.services.batches import Recorder, recording
from edm_archive.text.normalize import fold

#: Words on each side that make the context.
CONTEXT_WORDS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """Words with what stands around them, folded."""

    words: str
    before: str
    after: str


def said(quote: str, prefix: str, suffix: str) -> Said:
    """The words and their context as they are remembered.

    Args:
        prefix, suffix: what stands around the quote, as an anchor keeps it; a word that its width may have cut in two
            does not count.
    """
    before, after = fold(prefix).split(), fold(suffix).split()
    if len(prefix) >= CONTEXT_WIDTH:
        before = before[1:]
    if len(suffix) >= CONTEXT_WIDTH:
        after = after[:-1]
    return Said(fold(quote)[:300].strip(), " ".join(before[-CONTEXT_WORDS:]), " ".join(after[:CONTEXT_WORDS]))


@dataclass(slots=True)
class Memory:
    """What has been rejected of some words."""

    _contexts: dict[tuple[str, int], set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, quotes: Iterable[str]) -> Memory:
        """All that is remembered of these words; one query, none without words."""
        memory = cls()
        words = {fold(quote)[:300].strip() for quote in quotes}
        if words:
            rows = Rejection.objects.filter(words__in=words).order_by()
            for word, entity, before, after in rows.values_list("words", "entity", "before", "after"):
                memory._contexts[word, entity].add((before, after))
        return memory

    def forbids(self, entity: int, quote: str, prefix: str, suffix: str) -> bool:
        """Whether an editor has said that ``quote``, here or everywhere, does not mean the entity of this key."""
        if not self._contexts:
            return False
        here = said(quote, prefix, suffix)
        contexts = self._contexts.get((here.words, entity), ())
        return (here.before, here.after) in contexts or ("", "") in contexts


def remember(
    mentions: Sequence[Mention],
    user: AbstractBaseUser | None,
    recorder: Recorder,
    *,
    reason: str = "",
    everywhere: bool = False,
) -> list[Rejection]:
    """Remember that the words of ``mentions`` do not mean their entities; what is remembered already stays as it is.

    Args:
        everywhere: whether that holds whatever stands around the words.

    Returns:
        The rejections that are new.
    """
    wanted = {}
    for mention in mentions:
        here = said(mention.quote, mention.prefix, mention.suffix)
        if everywhere:
            here = Said(here.words, "", "")
        if here.words:
            wanted[here, mention.entity_id] = mention
    known = _known(wanted)
    now = timezone.now()
    new = [
        Rejection(
            words=here.words,
            entity=mention.entity,
            before=here.before,
            after=here.after,
            reason=reason[:300],
            rejected_by=user,  # type: ignore[misc]
            rejected_at=now,
        )
        for (here, entity), mention in wanted.items()
        if (here, entity) not in known
    ]
    Rejection.objects.bulk_create(new)
    for rejection in new:
        recorder.created(rejection)
    return new


def forget(mentions: Sequence[Mention], recorder: Recorder) -> int:
    """Forget that the words of ``mentions`` in their context do not mean their entities; the number of rejections.

    What holds everywhere stays: one exception does not make it untrue.
    """
    keys = {(said(row.quote, row.prefix, row.suffix), row.entity_id) for row in mentions}
    rows = [row for key, row in _known(keys).items() if not row.is_everywhere]
    for row in rows:
        recorder.removed(row)
    Rejection.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def revoke(rejections: Iterable[Rejection], user: AbstractBaseUser) -> Batch | None:
    """Forget these for good, so that the same may be suggested again; one batch. None when there are none."""
    with recording(kind=Batch.Kind.DECISION, summary="Revocation", user=user) as recorder:
        rows = list(rejections)
        for row in rows:
            recorder.removed(row)
        Rejection.objects.filter(pk__in=[row.pk for row in rows]).delete()
        what = f"that {rows[0]}" if len(rows) == 1 else f"{len(rows):,} rejections"
        recorder.summarise(f"Revoked {what}")
    return recorder.batch if recorder.count else None


def _known(keys: Iterable[tuple[Said, int]]) -> dict[tuple[Said, int], Rejection]:
    """Those of the keys that are remembered, with their rows."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = Rejection.objects.filter(
        words__in={here.words for here, _ in wanted}, entity__in={entity for _, entity in wanted}
    ).select_related("entity", "rejected_by")
    found = {(Said(row.words, row.before, row.after), row.entity_id): row for row in rows}
    return {key: row for key, row in found.items() if key in wanted}
