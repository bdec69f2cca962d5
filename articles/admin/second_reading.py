"""The second reading of an article: opinions given blind, and then only where they differ from what was decided.

Works without JavaScript. The blind page shows nothing of a decision: no state, score, reviewer, nor the notes in which
one can be read. Refuses whoever may change no kind of annotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views import View

from articles.admin.batches import ReadOnlyAdmin
from articles.admin.decisions import tell
from articles.admin.descriptions import RELATED, Fact, facts
from articles.models import SecondOpinion
from articles.services import second_reading
from articles.services.second_reading import MODELS, Name
from edm_archive.text.spans import paragraphs, segments


@admin.register(SecondOpinion)
class SecondOpinionAdmin(ReadOnlyAdmin):
    """What second readers said."""

    list_display = ("article", "kind", "number", "verdict", "reader", "given_at", "settled")
    list_filter = ("kind", "verdict", "settled")
    list_select_related = ("article__issue__publication", "reader")
    search_fields = ("article__headline", "=reader__username")
    search_help_text = "Words of the headline, or the name of a reader"
    fields = ("article", "kind", "number", "verdict", "reader", "given_at", "first", "settled")


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation as the page shows it, of ``kind`` and with what it says."""

    kind: str
    annotation: Any
    facts: list[Fact]

    @property
    def name(self) -> str:
        """Its name on the page: "citation-12", of its number in the article."""
        return f"{self.kind}-{self.annotation.number}"

    @property
    def kind_name(self) -> str:
        """What it is, for people."""
        return str(self.annotation._meta.verbose_name)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text under the same annotations; ``row`` is the narrowest of them."""

    text: str
    row: Row | None = None
    classes: str = ""


class _Page(View):
    """A page about an article for whoever may change annotations."""

    model_admin: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.article: Any = self.model_admin.get_object(request, str(kwargs["pk"]))
        if self.article is None:
            raise Http404("There is no such article in the archive.")
        self.kinds = [
            kind for kind, model in MODELS.items() if admin.site.get_model_admin(model).has_change_permission(request)
        ]
        if not self.kinds or not self.model_admin.has_view_permission(request, self.article):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def _show(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        shown = {
            **self.model_admin.admin_site.each_context(request),
            "title": f"{title}: {self.article.headline}",
            "opts": self.model_admin.opts,
            "article": self.article,
            **context,
        }
        request.current_app = self.model_admin.admin_site.name
        return TemplateResponse(request, f"admin/articles/article/{template}", shown)


class SecondReadingPage(_Page):
    """Asks for opinions, blind."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        reading = second_reading.to_read(self.article, request.user, self.kinds, RELATED)  # type: ignore[arg-type]
        rows = [Row(kind, row, _without_notes(row)) for kind, row in reading.rows]
        text = text_of(self.article.body, rows)
        return self._show(request, "second_reading.html", "Second reading", reading=reading, rows=rows, paragraphs=text)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        verdicts: dict[Name, str] = {}
        for field, verdict in request.POST.items():
            if field.startswith("verdict-") and verdict:
                if verdict not in SecondOpinion.Verdict.values:
                    raise BadRequest("This is not an opinion.")
                verdicts[self._name(field.removeprefix("verdict-"))] = str(verdict)
        number = second_reading.give(self.article, request.user, verdicts)  # type: ignore[arg-type]
        messages.success(request, f"{number:,} opinion{'' if number == 1 else 's'} kept.")
        return HttpResponseRedirect(reverse("admin:articles_article_differences", args=[pk]))

    def _name(self, text: str) -> Name:
        kind, _, number = text.partition("-")
        if kind not in MODELS or not (number.isascii() and number.isdecimal() and len(number) < 10):
            raise BadRequest("This is not an annotation.")
        if kind not in self.kinds:
            raise PermissionDenied
        return kind, int(number)


class DifferencesPage(_Page):
    """Shows where the opinions of this reader differ from what was decided, and settles it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found, agreement = second_reading.compare(self.article, request.user, self.kinds, RELATED)  # type: ignore[arg-type]
        rows = [(one, Row(one.opinion.kind, one.annotation, facts(one.annotation))) for one in found]
        return self._show(request, "differences.html", "Where the two differ", rows=rows, agreement=agreement)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        number, _, rest = request.POST.get("settle", "").partition(":")
        shown, _, to = rest.partition(":")
        mine = SecondOpinion.objects.of(request.user).filter(article=self.article)
        opinion = mine.filter(pk=int(number)).first() if number.isascii() and number.isdecimal() else None
        if opinion is None:
            raise BadRequest("This is not an opinion of yours.")
        if opinion.kind not in self.kinds:
            raise PermissionDenied
        try:
            done = second_reading.settle(opinion, shown, to, request.user)  # type: ignore[arg-type]
        except second_reading.ChangedMeanwhileError as changed:
            messages.warning(request, str(changed))
        except ValueError as wrong:
            raise BadRequest(str(wrong)) from wrong
        else:
            if done.batch is None:
                messages.success(request, "Settled: the decision stays as it was.")
            else:
                tell(request, done.summary, done.batch)
        return HttpResponseRedirect(reverse("admin:articles_article_differences", args=[pk]))


def text_of(body: str, rows: list[Row]) -> list[list[Piece]]:
    """The paragraphs of ``body``, cut where an annotation begins or ends; of the states of these it says nothing."""
    placed = [(row.annotation.span, row) for row in rows if not row.annotation.is_orphaned]
    return [
        [_piece(segment.text, segment.covering) for segment in segments(body, paragraph, placed)]
        for paragraph in paragraphs(body)
    ]


def _piece(text: str, covering: tuple[Row, ...]) -> Piece:
    if not covering:
        return Piece(text)
    narrowest = min(covering, key=lambda row: len(row.annotation.span))
    return Piece(text, narrowest, " ".join(sorted({row.kind for row in covering})))


def _without_notes(row: Any) -> list[Fact]:
    """What an annotation says; the notes are left out, for they tell what an editor has chosen or corrected."""
    return [Fact(fact.label, fact.text, fact.url) for fact in facts(row)]
