"""The queue of citations: one at a time, the most doubtful first, with its context in view and one key for each act.

Every key is a button of a form, so that the queue works without JavaScript, too. Refuses to show what the user may not
view, to decide what the user may not change, and to decide what somebody else has decided meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views import View

from articles.admin import corrections
from articles.admin.batches import may_undo, taken_back
from articles.admin.decisions import desk_url, last_decision, queue_url, tell
from articles.admin.descriptions import RELATED, admin_url, facts
from articles.models import Article, Batch, Citation, Publication, Source
from articles.models.anchors import Review
from articles.querysets import CitationQuerySet
from articles.services import review, snapshots
from articles.services.candidates import rank_candidates
from articles.services.doubts import Doubt, doubts_of, to_decide
from articles.services.undoing import UndoConflict, undo
from articles.services.waiting import LIMIT, figure
from edm_archive.text.spans import paragraphs, segments

#: Choices that have a key: 1 to 9.
_CHOICES = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several articles, or sources, that a key chooses; ``act`` is what its button sends."""

    key: int
    act: str
    text: str
    url: str
    because: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A run of the text: the citation itself, words that it supports and what they are, or neither."""

    text: str
    is_citation: bool
    classes: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the queue a citation stands; ``following`` is None when it is the last."""

    pk: int
    number: int
    total: int
    following: int | None

    @property
    def progress(self) -> str:
        """ "17 of 52", "17 of 1,000+"."""
        return f"{self.number:,} of {figure(self.total)}"


class QueuePage(View):
    """Shows a citation that waits, and decides it."""

    model_admin: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.model_admin.has_view_permission(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        place = self._place(request)
        last = last_decision(request)
        may_decide = self.model_admin.has_change_permission(request)
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": "Citations to decide",
            "opts": self.model_admin.opts,
            "place": place,
            "may_decide": may_decide,
            "publications": Publication.objects.values_list("slug", "title"),
            "kinds_of_doubt": [(doubt.slug, doubt.title) for doubt in Doubt],
            "last_batch": last if last and may_undo(request, last) else None,
            "action": queue_url(request.GET),
        }
        if place is not None:
            context |= self._shown(request, place, may_decide=may_decide)
        request.current_app = self.model_admin.admin_site.name
        return TemplateResponse(request, "admin/articles/citation/queue.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        act, _, chosen = request.POST.get("act", "").partition(":")
        if act == "undo":
            return self._undo(request)
        place = self._place(request, request.POST.get("citation", ""))
        following = place.following if place else None
        if act == "skip":
            return HttpResponseRedirect(queue_url(request.GET, following or ""))
        if not self.model_admin.has_change_permission(request):
            raise PermissionDenied
        if act not in ("accept", "reject", "target", "source"):
            raise BadRequest("This is not something that can be decided here.")
        citation = self._waiting(request.POST.get("citation", ""))
        if citation is None:
            messages.warning(request, "This citation has been decided meanwhile; nothing was changed.")
        elif act == "accept" and citation.doubt == Doubt.AMBIGUOUS:
            messages.warning(request, "Which article is meant is not certain: choose it, or skip.")
            following = citation.pk
        elif act in ("accept", "reject"):
            decision = Review.ACCEPTED if act == "accept" else Review.REJECTED
            rows = [Citation.objects.filter(pk=citation.pk)]
            done = review.decide(rows, decision, user=request.user, place=str(citation.article))  # type: ignore[arg-type]
            tell(request, done.summary, done.batch, unchanged=done.unchanged)
        else:
            self._choose(request, citation, act, chosen)
        return HttpResponseRedirect(queue_url(request.GET, following or ""))

    # What is shown ---------------------------------------------------------------------------------------------------

    def _rows(self, request: HttpRequest) -> CitationQuerySet:
        rows = to_decide()
        if publication := request.GET.get("publication"):
            rows = rows.filter(article__issue__publication__slug=publication)
        for doubt in Doubt:
            if doubt.slug == request.GET.get("doubt"):
                rows = rows.filter(doubt=int(doubt))
        return rows

    def _place(self, request: HttpRequest, at: str = "") -> Place | None:
        """The place of the citation that is asked for; of the first where it does not wait, or none is asked for.

        One question to the database, for a thousand rows at most: more are never skipped in one sitting.
        """
        order = list(self._rows(request).values_list("pk", flat=True)[: LIMIT + 1])
        wanted = at or request.GET.get("at", "")
        index = order.index(int(wanted)) if wanted.isdecimal() and int(wanted) in order else 0
        if not order:
            return None
        return Place(order[index], index + 1, len(order), order[index + 1] if index + 1 < len(order) else None)

    def _waiting(self, pk: str) -> Any:
        """The citation with this primary key, if it still waits."""
        rows = to_decide().filter(pk=int(pk)) if pk.isdecimal() else to_decide().none()
        return rows.select_related("article__issue__publication", "source__publication").first()

    def _shown(self, request: HttpRequest, place: Place, *, may_decide: bool) -> dict[str, Any]:
        rows = to_decide().select_related("article__issue__publication", "source__publication", *RELATED[Citation])
        citation = rows.get(pk=place.pk)
        following = queue_url(request.GET, place.following or "").partition("?")[2]
        return {
            "citation": citation,
            "facts": facts(citation),
            "doubts": doubts_of(citation),
            "paragraphs": marked(citation),
            "choices": list(choices(citation)),
            "is_ambiguous": citation.doubt == Doubt.AMBIGUOUS,
            "correct_url": f"{admin_url(citation)}?return=queue&{following}" if may_decide else "",
            "desk_url": desk_url(citation.article_id, {}, f"citation-{citation.pk}"),
        }

    # What is done ----------------------------------------------------------------------------------------------------

    def _choose(self, request: HttpRequest, citation: Citation, act: str, chosen: str) -> None:
        """Take the article, or the source, that was chosen; only what the page offers can be."""
        if chosen not in {choice.act.partition(":")[2] for choice in choices(citation) if choice.act.startswith(act)}:
            raise BadRequest("This is not one of the choices.")
        if act == "target":
            article = Article.objects.get(pk=chosen)
            batch = review.choose_target(citation, article, request.user)  # type: ignore[arg-type]
            tell(request, batch.summary, batch)
            return
        was, citation.source = citation.source, Source.objects.get(pk=chosen)
        citation.resolution, citation.resolution_note = Citation.Resolution.RESOLVED, ""
        corrections.save(request, citation, columns=["source"], was=was)

    def _undo(self, request: HttpRequest) -> HttpResponse:
        """Take back the decision that the page showed as the last, and show its citation again."""
        number = request.POST.get("batch", "")
        batch = last_decision(request)
        if batch is None or str(batch.pk) != number:
            messages.warning(request, "That was not your last decision any more; nothing was taken back.")
            return HttpResponseRedirect(queue_url(request.GET, request.GET.get("at", "")))
        if not may_undo(request, batch):
            raise PermissionDenied
        try:
            done = undo(batch, request.user)  # type: ignore[arg-type]
        except UndoConflict as conflict:
            messages.error(request, str(conflict))
            return HttpResponseRedirect(queue_url(request.GET, request.GET.get("at", "")))
        messages.success(request, f"{taken_back(batch)} – {done}.")
        return HttpResponseRedirect(queue_url(request.GET, _first_citation(batch) or ""))


def marked(citation: Citation) -> list[list[Marked]]:
    """The paragraphs of the citation, its claim, quotation and speaker, cut where any of these begins or ends."""
    span, body = citation.span, citation.article.body
    if span is None:
        return []
    claim = ((citation.supported, "supported"), (citation.quotation, "quoted"), (citation.speaker, "speaker"))
    marks = [(span, "citation"), *((part, name) for part, name in claim if part)]
    return [
        [
            Marked(piece.text, "citation" in piece.covering, " ".join(piece.covering))
            for piece in segments(body, paragraph, marks)
        ]
        for paragraph in paragraphs(body)
        if any(paragraph.overlaps(mark) for mark, _ in marks)
    ]


def choices(citation: Citation) -> Iterator[Choice]:
    """What can be chosen by a key: articles for an ambiguous cross-reference, sources where several bear the name."""
    if citation.kind == Citation.Kind.CROSS_REFERENCE:
        if citation.resolution == Citation.Resolution.AMBIGUOUS:
            for key, candidate in enumerate(rank_candidates(citation)[:_CHOICES], start=1):
                article = candidate.article
                text = f"{article.headline} ({article.issue}, {article.date_statement})"
                yield Choice(key, f"target:{article.pk}", text, admin_url(article), candidate.because)
    elif citation.source is None and citation.source_text:
        bearers = Source.objects.named(citation.source_text).exclude(review=Review.REJECTED).order_by("name", "slug")
        for key, source in enumerate(bearers[:_CHOICES], start=1):
            about = ", ".join(filter(None, (source.get_kind_display(), source.country, source.slug)))
            yield Choice(key, f"source:{source.pk}", source.name, admin_url(source), about)


def _first_citation(batch: Batch) -> int | None:
    """The primary key of the citation that a batch changed first."""
    change = batch.changes.filter(model=Citation._meta.label_lower).order_by("number").first()
    found = snapshots.find(Citation, [change.record]) if change else []
    return found[0].pk if found and found[0] is not None else None
