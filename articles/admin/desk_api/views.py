"""The endpoints of the desk: one view a path, each a question or an act on one article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from articles.admin.batches import may_undo
from articles.admin.decisions import desk_url
from articles.admin.desk import ACTS, KINDS, next_article_url
from articles.admin.desk_api import answers, asked
from articles.admin.desk_api.asked import Effort, Refusal
from articles.models import Article, Batch, BatchChange, Citation, Mention, Source, SourceVariant
from articles.models.anchors import Review
from articles.services import marking, meanings, review, work
from articles.services.candidates import rank_candidates
from articles.services.undoing import UndoConflict, undo
from edm_archive.text.spans import Span
from entities.models import Alias, Entity
from entities.services import NameTakenError

_RELOAD = "Load the page again."


def urls(model_admin: Any) -> list[URLPattern]:
    """The addresses of the desk under an article of ``model_admin``."""
    views: dict[str, type[DeskView]] = {
        "state": StateView,
        "candidates": CandidatesView,
        "decide": DecideView,
        "tag": TagView,
        "choose": ChooseView,
        "undo": TakeBackView,
        "redo": DoAgainView,
        "finish": FinishView,
    }
    wrap = model_admin.admin_site.admin_view
    return [
        path(
            f"<int:pk>/desk/{name}/", wrap(view.as_view(model_admin=model_admin)), name=f"articles_article_desk_{name}"
        )
        for name, view in views.items()
    ]


@method_decorator(never_cache, name="dispatch")
class DeskView(View):
    """Finds the article, and turns refusals into answers."""

    model_admin: Any = None
    article: Article

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            article = self.model_admin.get_object(request, str(kwargs["pk"]))
            if article is None:
                raise Refusal(404, "There is no such article in the archive any more.", "Go back to the list.")
            self.article = article
            if not self.model_admin.has_view_permission(request, article):
                raise forbidden("see this article")
            return super().dispatch(request, *args, **kwargs)
        except Refusal as refusal:
            return JsonResponse({"error": refusal.error, "cure": refusal.cure, **refusal.told}, status=refusal.status)
        except work.LockedError as locked:
            return JsonResponse({"error": str(locked), "cure": "Ask an Editor to unlock it."}, status=403)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = super().http_method_not_allowed(request, *args, **kwargs)
        return JsonResponse(
            {"error": f"{request.method} is not understood here.", "cure": _RELOAD},
            status=405,
            headers={"Allow": refused.headers["Allow"]},
        )

    def hold(self, values: dict[str, Any]) -> None:
        """Keep others from the article while an act is done; refuse what was meant of another text."""
        held = Article.objects.select_for_update(of=("self",)).filter(pk=self.article.pk)
        revision = held.values_list("revision", flat=True).first()
        if revision != self.article.revision:
            self.article.refresh_from_db()
        if values.get("revision") is not None and asked.number(values, "revision") != revision:
            cure = "Load the page again: your decisions so far are kept."
            raise Refusal(409, "The text was edited meanwhile.", cure, revision=revision)

    def rows(self, request: HttpRequest, pks: dict[str, list[int]]) -> list[Any]:
        """The annotations of this article that are named; each must be there, and the user's to decide."""
        found: list[Any] = []
        for kind, wanted in pks.items():
            if not answers.keeper(KINDS[kind]).has_change_permission(request):
                raise forbidden(f"decide about {KINDS[kind]._meta.verbose_name_plural}")
            rows = list(_held(KINDS[kind]).filter(article=self.article, pk__in=wanted))
            if len(rows) < len(set(wanted)):
                raise Refusal(404, "An annotation is not there any more.", _RELOAD)
            found += rows
        return found

    def refuse(self, request: HttpRequest, conflicts: list[Any]) -> None:
        """Say that all that an act was to change was decided otherwise meanwhile, if it was."""
        if not conflicts:
            return
        told = [answers.conflict(row, request.user) for row in conflicts]
        more = f" {len(told) - 1:,} more were decided meanwhile." if len(told) > 1 else ""
        present = answers.held(request, self.article)
        raise Refusal(
            409,
            told[0]["words"] + more,
            "The desk shows it as it is now: decide again if you see it otherwise.",
            conflicts=told,
            annotations=[present[row["name"]].told() for row in told if row["name"] in present],
            revision=self.article.revision,
        )


class StateView(DeskView):
    """All that the desk shows."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        return JsonResponse(answers.state(request, self.article))


class CandidatesView(DeskView):
    """Whom or what an annotation, selected words or typed words may mean."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        if "q" in request.GET:
            found = meanings.search(self.article, request.GET["q"][:200])
            return JsonResponse({"candidates": list(map(answers.meaning, found)), "here": 0, "elsewhere": None})
        if "name" in request.GET:
            return JsonResponse(self._of(request))
        span = asked.span_of(request.GET.dict(), self.article)
        words = span.of(self.article.body)
        found = meanings.meanings(self.article, words)
        here = len({*marking.open_places(self.article, words), span})
        return JsonResponse({"candidates": list(map(answers.meaning, found)), "here": here, "elsewhere": None})

    def _of(self, request: HttpRequest) -> dict[str, Any]:
        kind, pk = asked.name_of(request.GET["name"])
        if kind not in answers.shown_kinds(request):
            raise forbidden(f"see {KINDS[kind]._meta.verbose_name_plural}")
        held = KINDS[kind].objects.filter(article=self.article, pk=pk)
        related = {"citation": "source__publication", "mention": "entity"}.get(kind)
        row = (held.select_related(related) if related else held).first()
        if row is None:
            raise Refusal(404, "This annotation is not there any more.", _RELOAD)
        here = sum(rows.count() for rows in marking.equal_suggestions([row]))
        told: dict[str, Any] = {"candidates": [], "here": here, "elsewhere": None}
        if isinstance(row, Mention):
            found = meanings.meanings(self.article, row.quote, row)
            told["candidates"] = list(map(answers.meaning, found))
            told["elsewhere"] = answers.elsewhere(request, self.article, row)
        elif isinstance(row, Citation):
            row.article = self.article
            told["targets"] = [answers.target(found) for found in rank_candidates(row)[: meanings.OFFERED]]
            told["sources"] = [answers.source(found, row) for found in meanings.sources_named(row)]
        return told


class ActView(DeskView):
    """Does something, and answers with what is different afterwards."""

    def post(self, request: HttpRequest, pk: int) -> JsonResponse:
        values = asked.body_of(request)
        effort = asked.effort_of(values)
        self.conflicts: list[Any] = []
        with transaction.atomic():
            self.hold(values)
            before = answers.held(request, self.article)
            done = self.act(request, values)
            if done is not None:
                note(done, self.article, effort)
        now = answers.held(request, self.article)
        for row in self.conflicts:  # the desk shows these otherwise than they are
            before.pop(_name(row), None)
        return JsonResponse(
            {
                "batch": answers.batch(done),
                "conflicts": [answers.conflict(row, request.user) for row in self.conflicts],
                **answers.changed(self.article, before, now),
                **answers.standing(self.article, now, request.user),
            }
        )

    def act(self, request: HttpRequest, values: dict[str, Any]) -> Batch | None:
        """Do what was asked; the batch, or None when all of it was so already."""
        raise NotImplementedError


class DecideView(ActView):
    """Accept, reject, reopen: those that are named, or all equal suggestions here."""

    def act(self, request: HttpRequest, values: dict[str, Any]) -> Batch | None:
        decision = ACTS[asked.choice(values, "act", tuple(ACTS))]
        scope = asked.choice(values, "scope", ("one", "here"), "one")
        expected = asked.expected_of(values)
        asked_for = self.rows(request, asked.names_of(values))
        self.conflicts = [row for row in asked_for if _is_otherwise(row, expected)]
        rows = [row for row in asked_for if row not in self.conflicts]
        if not rows:
            self.refuse(request, self.conflicts)
        selections = list(_selected(rows))
        if scope == "here":
            more = [row for alike in _equal(rows) for row in _held(alike.model).filter(pk__in=alike.values("pk"))]
            self.conflicts += [row for row in more if _is_otherwise(row, expected)]
            selections = list(_selected([*rows, *(row for row in more if row not in self.conflicts)]))
        everywhere = values.get("everywhere") is True
        reason = asked.text(values, "reason")
        done = review.decide(
            selections,
            decision,
            user=request.user,  # type: ignore[arg-type]
            place=self.article.headline,
            reason=reason,
            everywhere=everywhere,
        )
        return done.batch


class TagView(ActView):
    """Say what selected words mean: an entity that there is, or a new one."""

    def act(self, request: HttpRequest, values: dict[str, Any]) -> Batch | None:
        if not answers.keeper(Mention).has_add_permission(request):
            raise forbidden("add mentions")
        span = asked.span_of(values, self.article)
        scope = asked.choice(values, "scope", ("one", "here"), "one")
        # An alias is a by-product: who may not add one can tag all the same.
        as_alias = values.get("alias") is True and answers.keeper(Alias).has_add_permission(request)
        meaning = self._meaning(request, values)
        self._refuse_unseen(request, span, meaning, asked.expected_of(values))
        try:
            done = marking.mark(
                self.article,
                span,
                asked.text(values, "quote", limit=10_000),
                meaning,
                user=request.user,  # type: ignore[arg-type]
                as_alias=as_alias,
                all_equal=scope == "here",
            )
        except marking.TextChangedError as changed:
            raise Refusal(409, str(changed), "Load the page again and select the words anew.") from None
        except NameTakenError as taken:
            raise Refusal(409, str(taken), "Choose it, or give the new one a name of its own.") from None
        except ValidationError as invalid:
            raise Refusal(400, asked.in_words(invalid), "Mend the name or the kind.") from None
        may_change = answers.keeper(Mention).has_change_permission(request)
        if done is not None and not may_change and done.changes.exclude(act=BatchChange.Act.CREATED).exists():
            # Known only now; all of it is rolled back.
            raise forbidden("change what others have said of these words")
        return done

    def _refuse_unseen(
        self, request: HttpRequest, span: Span, meaning: Entity | marking.NewEntity, expected: dict[str, str] | None
    ) -> None:
        """Keep decisions about the very words that the desk did not show, if it says what it showed."""
        if expected is None:
            return
        entity = meaning.pk if isinstance(meaning, Entity) else None
        here = _held(Mention).filter(article=self.article, start=span.start, end=span.end)
        overturned = [row for row in here if row.review == ("rejected" if row.entity_id == entity else "accepted")]
        self.refuse(request, [row for row in overturned if expected.get(_name(row)) != row.review])

    def _meaning(self, request: HttpRequest, values: dict[str, Any]) -> Entity | marking.NewEntity:
        new = values.get("new")
        if new is None:
            return entity_of(values)
        if not isinstance(new, dict):
            raise Refusal(400, "“new” must describe an entity.", _RELOAD)
        if not answers.keeper(Entity).has_add_permission(request):
            raise forbidden("add entities")
        kind = asked.choice(new, "kind", tuple(Entity.Kind.values))
        label = asked.text(new, "label", limit=200)
        return marking.NewEntity(kind, label, asked.text(new, "scope_note", limit=2_000))


class ChooseView(ActView):
    """Say that an annotation means another entity, article or source."""

    def act(self, request: HttpRequest, values: dict[str, Any]) -> Batch | None:
        kind, pk = asked.name_of(values.get("name"))
        (row,) = self.rows(request, {kind: [pk]})
        if values.get("expected") is not None:
            expected = asked.choice(values, "expected", tuple(Review.values))
            self.refuse(request, [row] if row.review != expected else [])
        if isinstance(row, Mention) and "entity" in values:
            return marking.mean(row, entity_of(values), user=request.user)  # type: ignore[arg-type]
        if isinstance(row, Citation) and "article" in values:
            article = Article.objects.filter(pk=asked.number(values, "article")).first()
            if article is None:
                raise Refusal(404, "There is no such article in the archive any more.", "Choose another.")
            try:
                return review.choose_target(row, article, request.user)  # type: ignore[arg-type]
            except review.NotATargetError as refused:
                raise Refusal(409, str(refused), "Choose another article.") from None
        if isinstance(row, Citation) and "source" in values:
            return self._source(request, row, asked.number(values, "source"))
        raise Refusal(400, "This cannot be chosen for an annotation of this kind.", _RELOAD)

    def _source(self, request: HttpRequest, row: Citation, pk: int) -> Batch | None:
        chosen = Source.objects.exclude(review="rejected").filter(pk=pk).first()
        if chosen is None:
            raise Refusal(404, "There is no such source any more.", "Choose another.")
        if row.kind == Citation.Kind.CROSS_REFERENCE:
            raise Refusal(409, "The source of a cross-reference is its publication.", "Correct it in the form.")
        row.source, row.resolution, row.resolution_note = chosen, Citation.Resolution.RESOLVED, ""
        row.article = self.article
        teaching = answers.keeper(SourceVariant).has_add_permission(request)
        return review.save_by_hand(row, user=request.user, columns=["source"], teaching=teaching)  # type: ignore[arg-type]


class TakeBackView(ActView):
    """Take an act of this editor on this desk back."""

    is_undo = False

    def act(self, request: HttpRequest, values: dict[str, Any]) -> Batch | None:
        mine = Batch.objects.filter(created_by=request.user, article=self.article)  # type: ignore[misc]
        found = mine.filter(reference=asked.reference(values)).select_related("takes_back").first()
        if found is None or (found.kind == Batch.Kind.UNDO) != self.is_undo:
            raise Refusal(404, "That was not done by you on this desk.", "Look for it in the list of batches.")
        if not may_undo(request, found):
            raise forbidden("change all that this changed")
        try:
            done = undo(found, request.user)  # type: ignore[arg-type]
        except UndoConflict as conflict:
            raise Refusal(409, str(conflict), "Take the later work back first, or leave it.") from None
        return found.takes_back if self.is_undo else done.batch


class DoAgainView(TakeBackView):
    """Do again what was taken back."""

    is_undo = True


class FinishView(DeskView):
    """The editor is done with the article and goes on to the next."""

    @method_decorator(transaction.atomic)
    def post(self, request: HttpRequest, pk: int) -> JsonResponse:
        self.hold(asked.body_of(request))
        work.finished(self.article, request.user)  # type: ignore[arg-type]
        mine = work.next_of(request.user, after=self.article)  # type: ignore[arg-type]
        following = desk_url(mine.article_id, {}) if mine else ""
        return JsonResponse(
            {"next_url": following or next_article_url(self.article, answers.shown_kinds(request)) or None}
        )


def note(batch: Batch, article: Article, effort: Effort) -> None:
    """Keep on whose desk a batch was made and, of an act of its own, what it has cost; the first word stands."""
    values: dict[str, Any] = {} if batch.article_id else {"article": article}
    if batch.kind != Batch.Kind.UNDO and batch.seconds is None:
        values |= {"seconds": effort.seconds, "keystrokes": effort.keystrokes}
    if values:
        Batch.objects.filter(pk=batch.pk).update(**values)


def entity_of(values: dict[str, Any]) -> Entity:
    """The entity that is named by its primary key."""
    found = Entity.objects.filter(pk=asked.number(values, "entity")).first()
    if found is None:
        raise Refusal(404, "There is no such entity in the authority file any more.", "Choose another.")
    return found


def forbidden(what: str) -> Refusal:
    """The refusal of what the user may not do."""
    return Refusal(403, f"You may not {what}.", "Ask whoever keeps the accounts for the permission.")


def _held(model: Any) -> Any:
    """The annotations of a kind, each locked as it is read, with who decided about it."""
    return model.objects.select_related("reviewer").select_for_update(of=("self",))


def _is_otherwise(row: Any, expected: dict[str, str] | None) -> bool:
    """Whether the desk showed another state of ``row`` than it has."""
    return expected is not None and expected.get(_name(row), row.review) != row.review


def _name(row: Any) -> str:
    """How the desk names an annotation."""
    return f"{row._meta.model_name}-{row.pk}"


def _selected(rows: Iterable[Any]) -> Iterable[Any]:
    """A query set for each kind of the rows."""
    for model in KINDS.values():
        pks = [row.pk for row in rows if isinstance(row, model)]
        if pks:
            yield model.objects.filter(pk__in=pks)


def _equal(rows: Iterable[Any]) -> Iterable[Any]:
    """The same, of all equal suggestions."""
    for model in KINDS.values():
        alike = list(marking.equal_suggestions(row for row in rows if isinstance(row, model)))
        if alike:
            pks = {pk for found in alike for pk in found.values_list("pk", flat=True)}
            yield model.objects.filter(pk__in=pks)
