"""The tagging desk of an article: its text with everything that was found in it, and a decision for each.

Works with the keyboard alone (``KEYS``), and without JavaScript as a table with buttons. Refuses to show what the user
may not view, and to decide what the user may not change. "Accept all" takes exactly the suggestions that were shown,
and leaves out words that several entities claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views import View

from articles.admin.decisions import desk_url, last_decision, tell
from articles.admin.descriptions import RELATED, Fact, admin_url, facts
from articles.admin.undated import panel
from articles.models import AcronymDefinition, Article, Citation, Mention, RoleStatement
from articles.models.anchors import Review
from articles.services import review, work
from edm_archive.text.spans import Span, paragraphs, segments

#: Kinds of annotation by the name that they have in addresses and style sheets.
KINDS: dict[str, Any] = {
    "citation": Citation,
    "mention": Mention,
    "rolestatement": RoleStatement,
    "acronymdefinition": AcronymDefinition,
}
STATES = ("suggested", "accepted", "rejected", "orphaned")
ACTS = {"accept": Review.ACCEPTED, "reject": Review.REJECTED, "reopen": Review.SUGGESTED}
#: The keys of the desk, as its help shows them: a title, then keys and what they do. ``desk.js`` binds them.
KEYS: tuple[tuple[str, tuple[tuple[tuple[str, ...], str], ...]], ...] = (
    (
        "Go",
        (
            (("j",), "next annotation"),
            (("k",), "previous annotation"),
            (("]", "Space"), "next suggestion"),
            (("[",), "previous suggestion"),
            (("t",), "next words that are probably untagged"),
            (("Enter",), "into the panel"),
            (("Esc",), "back to the text"),
            (("f",), "to the filters"),
            (("Ctrl+Enter",), "done, next article"),
        ),
    ),
    (
        "Decide",
        (
            (("a",), "accept"),
            (("x",), "reject"),
            (("d",), "back to suggested"),
            (("A",), "accept all equal ones here"),
            (("X",), "reject all equal ones here"),
            (("V",), "accept all that are visible"),
            (("E",), "review the same words elsewhere"),
            (("1", "9"), "choose a candidate"),
            (("/",), "search for another entity"),
            (("i",), "correct in the form"),
            (("u", "Ctrl+Z"), "undo"),
            (("U", "Ctrl+Shift+Z"), "redo"),
        ),
    ),
    (
        "Select and tag",
        (
            (("s",), "select words by keyboard"),
            (("←", "→"), "the next or previous word"),
            (("Shift+←", "Shift+→"), "fewer or more words"),
            (("Alt+←", "Alt+→"), "the end by one letter"),
            (("Alt+Shift+←", "Alt+Shift+→"), "the beginning by one letter"),
            (("Enter",), "take the selected words"),
            (("p",), "new person"),
            (("o",), "new organization"),
            (("l",), "new place"),
            (("e",), "new event"),
            (("w",), "new work"),
            (("c",), "citation"),
            (("r",), "cross-reference"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation as the page shows it."""

    kind: str
    annotation: Any
    facts: list[Fact]
    correct_url: str
    may_decide: bool
    is_contested: bool = False

    @property
    def name(self) -> str:
        """Its name on the page: "citation-12"."""
        return f"{self.kind}-{self.annotation.pk}"

    @property
    def kind_name(self) -> str:
        """What it is, for people."""
        return str(self.annotation._meta.verbose_name)

    @property
    def state(self) -> str:
        """Its review state."""
        return str(self.annotation.review)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text under the same annotations; ``row`` is the narrowest of them."""

    text: str
    row: Row | None = None
    classes: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """A link that narrows the page."""

    title: str
    number: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AcceptAll:
    """The button that accepts all suggestions of one kind that are shown; ``contested`` of them are left out."""

    act: str
    label: str
    names: tuple[str, ...]
    contested: int


class DeskPage(View):
    """Shows and decides the annotations of one article."""

    model_admin: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.article: Any = self.model_admin.get_object(request, str(kwargs["pk"]))
        if self.article is None:
            raise Http404("There is no such article in the archive.")
        if not self.model_admin.has_view_permission(request, self.article):
            raise PermissionDenied
        self.kinds = {kind: model for kind, model in KINDS.items() if _admin_of(model).has_view_permission(request)}
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        work.opened(self.article, request.user)  # type: ignore[arg-type]
        everything = self._rows(request)
        shown = [row for row in everything if _is_wanted(row, request.GET)]
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": f"Review: {self.article.headline}",
            "opts": self.model_admin.opts,
            "article": self.article,
            "rows": shown,
            "paragraphs": text_of(self.article.body, shown),
            "desk_text": desk_text(self.article.body),
            "desk_url": reverse("admin:articles_article_desk", args=[pk]),
            "desk_keys": KEYS,
            "kind_filters": self._filters(everything, request.GET, "kind"),
            "state_filters": self._filters(everything, request.GET, "state"),
            "accept_all": list(_accept_all(shown)),
            "may_decide": any(row.may_decide for row in shown),
            "additions": self._additions(request),
            "last_batch": last_decision(request),
            "next_article": next_article_url(self.article, self.kinds),
            "here": request.get_full_path(),
            "dating": panel(request, self.article),
        }
        request.current_app = self.model_admin.admin_site.name
        return TemplateResponse(request, "admin/articles/article/desk.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        act, _, kind = request.POST.get("act", "").partition(":")
        if act == "accept-shown":
            names, decision = request.POST.getlist(f"shown-{kind}"), Review.ACCEPTED
        elif act in ACTS:
            names, decision = request.POST.getlist("selected"), ACTS[act]
        else:
            raise BadRequest("This is not something that can be decided here.")
        selections = self._selections(request, names)
        if act == "accept-shown":
            selections = [selection.suggested() for selection in selections]
        done = review.decide(selections, decision, user=request.user, place=self.article.headline)  # type: ignore[arg-type]
        tell(request, done.summary, done.batch, unchanged=done.unchanged)
        return HttpResponseRedirect(desk_url(self.article.pk, request.GET, "annotations"))

    def _selections(self, request: HttpRequest, names: Iterable[str]) -> list[Any]:
        """The annotations of this article that are named, by kind; each kind must be one that the user may change."""
        pks: dict[str, list[int]] = {}
        for name in names:
            kind, _, number = name.partition("-")
            if kind not in self.kinds or not number.isdecimal():
                raise BadRequest("This is not an annotation.")
            pks.setdefault(kind, []).append(int(number))
        if not all(_admin_of(self.kinds[kind]).has_change_permission(request) for kind in pks):
            raise PermissionDenied
        return [self.kinds[kind].objects.filter(article=self.article, pk__in=found) for kind, found in pks.items()]

    def _rows(self, request: HttpRequest) -> list[Row]:
        """All annotations that the user may view, in the order of the text, orphans last."""
        rows = []
        for kind, model in self.kinds.items():
            may_decide = _admin_of(model).has_change_permission(request)
            found = model.objects.filter(article=self.article).select_related("reviewer", *RELATED[model])
            claimed = contested(found) if kind == "mention" else set()
            for annotation in found:
                annotation.article = self.article
                url = f"{admin_url(annotation)}?{return_query(request.GET)}"
                is_contested = annotation.pk in claimed
                rows.append(Row(kind, annotation, facts(annotation), url, may_decide, is_contested))
        rows.sort(key=lambda row: (row.annotation.is_orphaned, row.annotation.span or Span(0, 0), row.name))
        return rows

    def _filters(self, rows: list[Row], chosen: QueryDict, by: str) -> list[Filter]:
        other = "state" if by == "kind" else "kind"
        kept = {other: chosen.get(other, "")}
        values: list[tuple[str, str]] = [("", "All")]
        if by == "kind":
            values += [(kind, capfirst(str(model._meta.verbose_name_plural))) for kind, model in self.kinds.items()]
        else:
            values += [(state, capfirst(state)) for state in STATES]
        return [
            Filter(
                title,
                sum(_is_wanted(row, {**kept, by: value}) for row in rows),
                desk_url(self.article.pk, {**kept, by: value}),
                chosen.get(by, "") == value,
            )
            for value, title in values
        ]

    def _additions(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Links that add an annotation by hand, for each kind that the user may add."""
        query = f"article={self.article.pk}&{return_query(request.GET)}"
        return [
            (str(model._meta.verbose_name), f"{reverse(f'admin:articles_{kind}_add')}?{query}")
            for kind, model in self.kinds.items()
            if _admin_of(model).has_add_permission(request)
        ]


def next_article_url(article: Article, kinds: Iterable[str]) -> str:
    """The desk of the next older article in which something waits; empty when there is none.

    Args:
        kinds: the kinds of annotation that the user may view.
    """
    waits = [
        Exists(KINDS[kind].objects.suggested().filter(article=OuterRef("pk")))
        for kind in kinds
        if kind in ("citation", "mention")
    ]
    if not waits:
        return ""
    waiting = waits[0] if len(waits) == 1 else waits[0] | waits[1]
    following = Article.objects.filter(waiting, pk__lt=article.pk).order_by("-pk")
    pk = following.values_list("pk", flat=True).first()
    return "" if pk is None else desk_url(pk, {"state": "suggested"})


def desk_text(body: str) -> dict[str, Any]:
    """The text as the desk's script takes it: the body, and the spans of its paragraphs in code points."""
    return {"body": body, "paragraphs": [[paragraph.start, paragraph.end] for paragraph in paragraphs(body)]}


def text_of(body: str, rows: Iterable[Row]) -> list[list[Piece]]:
    """The paragraphs of ``body``, cut where an annotation begins or ends."""
    placed = [(row.annotation.span, row) for row in rows if not row.annotation.is_orphaned]
    return [
        [_piece(segment.span, segment.text, segment.covering) for segment in segments(body, paragraph, placed)]
        for paragraph in paragraphs(body)
    ]


def _piece(span: Span, text: str, covering: tuple[Row, ...]) -> Piece:
    if not covering:
        return Piece(text)
    narrowest = min(covering, key=lambda row: len(row.annotation.span))
    classes = " ".join(sorted({row.kind for row in covering}))
    anchors = tuple(f"text-{row.name}" for row in covering if row.annotation.start == span.start)
    return Piece(text, narrowest, f"{classes} {narrowest.state}", anchors)


def _accept_all(shown: list[Row]) -> Iterable[AcceptAll]:
    for kind in ("citation", "mention"):
        waiting = [row for row in shown if row.kind == kind and row.state == "suggested" and row.may_decide]
        anchored = [row for row in waiting if not row.annotation.is_orphaned]
        clear = [row for row in anchored if not row.is_contested]
        if clear:
            label = f"Accept all suggestions shown: {review.counted(KINDS[kind], len(clear))}"
            names = tuple(row.name for row in clear)
            yield AcceptAll(kind, label, names, len(anchored) - len(clear))


def contested(mentions: Iterable[Mention]) -> set[int]:
    """The primary keys of suggested mentions whose words are claimed for another entity, too."""
    claimed = sorted(
        ((row.span, row) for row in mentions if row.span is not None and row.review != Review.REJECTED),
        key=lambda claim: claim[0],
    )
    found: set[int] = set()
    for index, (span, row) in enumerate(claimed):
        for other_span, other in claimed[index + 1 :]:
            if not other_span.overlaps(span):
                break
            if other.entity_id != row.entity_id:
                found |= {row.pk, other.pk}
    return found


def _is_wanted(row: Row, chosen: QueryDict | dict[str, str]) -> bool:
    kind, state = chosen.get("kind") or row.kind, chosen.get("state") or row.state
    return kind == row.kind and (row.annotation.is_orphaned if state == "orphaned" else state == row.state)


def return_query(chosen: QueryDict | dict[str, str]) -> str:
    """The query with which a form leads back to the page as it is."""
    query = QueryDict(mutable=True)
    query["return"] = "review"
    for name in ("kind", "state"):
        if chosen.get(name):
            query[name] = str(chosen.get(name))
    return query.urlencode()


def _admin_of(model: Any) -> admin.ModelAdmin:
    return admin.site.get_model_admin(model)
