"""Forms in which editors make and correct annotations: they type words, and the form finds their place in the text."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminRadioSelect

from articles.models import Article, Citation, Mention
from articles.models.anchors import Annotation, anchor_of
from edm_archive.text.normalize import clean
from edm_archive.text.spans import Span
from entities.admin.dates import PartialDatesForm


class AnnotationForm(PartialDatesForm):
    """An annotation of the words ``quote``; where they stand more than once, ``occurrence`` says which are meant."""

    occurrence = forms.IntegerField(
        required=False,
        min_value=1,
        label="Which occurrence",
        help_text="Only where the same words stand more than once in the text: 1 is the first.",
    )
    #: Columns of the anchor that the form sets beside those that it shows.
    _anchor_changed = False

    class Meta:  # the admin names the model and the fields
        widgets: ClassVar[dict[str, Any]] = {
            "review": AdminRadioSelect(attrs={"class": "radiolist inline"}),
            "quote": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        article, quote = self._article(), self.cleaned_data.get("quote")
        if article is not None and quote:
            self.cleaned_data["quote"] = quote = clean(quote)
            self._anchor(article, quote)
        return cleaned

    @property
    def changed_columns(self) -> list[str]:
        """The columns that the editor changed, the anchor counting as one."""
        names = [name for name in self.changed_data if name not in ("occurrence", "quote")]
        return [*names, "quote"] if self._anchor_changed else names

    def _article(self) -> Article | None:
        return self.cleaned_data.get("article") or (self.instance.article if self.instance.article_id else None)

    def _anchor(self, article: Article, quote: str) -> None:
        """Give the instance the span of the words that are meant, or say what is missing to find them."""
        row: Annotation = self.instance
        number = self.cleaned_data.get("occurrence")
        same_words = row.pk is not None and quote == row.quote
        places = [match.span() for match in re.finditer(re.escape(quote), article.body)]
        if same_words and number is None:
            return  # it stays where it is, or stays an orphan
        if not places:
            self.add_error("quote", "These words do not stand in the text of the article; copy them exactly.")
        elif number is not None and number > len(places):
            self.add_error("occurrence", f"These words stand {len(places)} times in the text, not {number}.")
        elif number is None and len(places) > 1:
            self.add_error(
                "occurrence",
                f"These words stand {len(places)} times in the text; say which are meant, 1 to {len(places)}.",
            )
        else:
            span = Span(*places[(number or 1) - 1])
            self._anchor_changed = row.span != span
            for name, value in anchor_of(article.body, span).items():
                setattr(row, name, value)


class CitationForm(AnnotationForm):
    """A citation; what it is resolved to follows from what the editor chooses.

    Quotation and speaker are typed as they stand in the text, and found beside the citation.
    """

    partial_dates = (("cited_date", "cited_precision"),)
    quoted_words = forms.CharField(
        required=False,
        label="Quotation",
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="The words that it supports and that are somebody’s own, copied with their quotation marks. Of equal "
        "words those before the citation are meant.",
    )
    speaker_name = forms.CharField(
        required=False,
        max_length=200,
        label="Speaker",
        help_text="Who says the quotation, by the name that stands in the text nearest to it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("quoted_words", self.instance.quoted_words)
            self.initial.setdefault("speaker_name", self.instance.speaker_name)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        values = self.cleaned_data
        if self._article() is not None:
            self._place_claim(self._article().body)  # type: ignore[union-attr]
        first, last = values.get("cited_date"), values.get("cited_date_end")
        if last and not first:
            self.add_error("cited_date_end", "A range needs its first day, too.")
        elif last and first and last < first:
            self.add_error("cited_date_end", "The last day cannot come before the first.")
        if values.get("target") and values.get("kind") != Citation.Kind.CROSS_REFERENCE:
            self.add_error("target", "Only a cross-reference points at an article of this archive; choose that kind.")
        elif values.get("target") and values.get("target") == self._article():
            self.add_error("target", "An article does not refer to itself.")
        self._resolve()
        return cleaned

    def _place_claim(self, body: str) -> None:
        """Give the instance the spans of the quotation and of the speaker, where the editor changed them."""
        row: Citation = self.instance
        quoted, speaker = (clean(self.cleaned_data.get(name) or "") for name in ("quoted_words", "speaker_name"))
        if "quoted_words" in self.changed_data:
            found = _last_before(body, quoted, row.start or len(body))
            row.quotation_start, row.quotation_end = (found.start, found.end) if found else (None, None)
            if quoted and found is None:
                self.add_error(
                    "quoted_words", "These words do not stand in the text of the article; copy them exactly."
                )
        if {"quoted_words", "speaker_name"} & set(self.changed_data):
            found = _nearest(body, speaker, row.quotation) if row.quotation else None
            if found != row.speaker:
                row.speaker_basis = Citation.SpeakerBasis.EDITOR if found else ""
            row.speaker_start, row.speaker_end = (found.start, found.end) if found else (None, None)
            if speaker and row.quotation is None and "quoted_words" not in self.errors:
                self.add_error("speaker_name", "A speaker needs a quotation; copy it above, or leave the speaker out.")
            elif speaker and found is None and row.quotation is not None:
                self.add_error("speaker_name", "This name does not stand in the text; write it as it is printed there.")

    def _resolve(self) -> None:
        values, row = self.cleaned_data, self.instance
        crossing = values.get("kind") == Citation.Kind.CROSS_REFERENCE
        if values.get("target") or (not crossing and values.get("source")):
            row.resolution, row.resolution_note = Citation.Resolution.RESOLVED, ""
        elif crossing and row.resolution == Citation.Resolution.RESOLVED:
            row.resolution, row.resolution_note = Citation.Resolution.WAITING, ""
        elif not crossing and {"source", "kind"} & set(self.changed_data):
            row.resolution, row.resolution_note = Citation.Resolution.UNMATCHED, ""


def _last_before(body: str, words: str, place: int) -> Span | None:
    """Where ``words`` stand for the last time before ``place``, else for the first time after it."""
    found = body.rfind(words, 0, place) if words else -1
    found = body.find(words) if words and found < 0 else found
    return None if found < 0 else Span(found, found + len(words))


def _nearest(body: str, words: str, around: Span) -> Span | None:
    """Where ``words`` stand with the fewest characters between them and ``around``; None when they do not."""
    places = (body.rfind(words, 0, around.start), body.find(words, around.start)) if words else ()
    found = [Span(at, at + len(words)) for at in places if at >= 0]
    return min(found, key=lambda span: max(around.start - span.end, span.start - around.end, 0), default=None)


class MentionForm(AnnotationForm):
    """A mention of an entity, once at each place."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        row, entity, article = self.instance, self.cleaned_data.get("entity"), self._article()
        if entity and article and row.start is not None:
            same = Mention.objects.filter(article=article, entity=entity, start=row.start, end=row.end)
            if same.exclude(pk=row.pk).exists():
                self.add_error("entity", "These words are marked as a mention of this entity already.")
        return cleaned


class RoleStatementForm(AnnotationForm):
    """Who is called what."""

    partial_dates = (("as_of", "as_of_precision"),)


class AcronymDefinitionForm(AnnotationForm):
    """What a short form stands for."""
