"""What articles cite: Source (the outlet, as an authority record) and Citation (its use in a text).

On a source hang its names (SourceVariant), the addresses that it had (PastSourceSlug), and what editors have said of it
and another (DistinctSources).

A citation keeps the words that stand in the text and, beside them, what they were resolved to and on which ground.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import querysets
from articles.models.anchors import Annotation, Review
from articles.models.bibliography import Article, Publication
from edm_archive.text.dates import PartialDate, Precision
from edm_archive.text.spans import Span
from entities.models import PRECISIONS, one_of, precision_of


class Source(models.Model):
    """A cited outlet, under one name; its other spellings, abbreviations and hosts are its variants."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", _("newspaper")
        MAGAZINE = "magazine", _("magazine")
        AGENCY = "agency", _("news agency")
        BROADCASTER = "broadcaster", _("broadcaster")
        WEBSITE = "website", _("website")
        OFFICIAL = "official", _("official body")
        ARCHIVE = "archive", _("publication of this archive")
        UNKNOWN = "unknown", _("unknown")

    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=11, choices=Kind.choices, default=Kind.UNKNOWN)
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", "An ISO 3166-1 code of two letters, “KZ”.")],
        help_text="ISO 3166-1 code of two letters.",
    )
    language = models.CharField(max_length=12, blank=True, help_text="BCP 47 tag of the language it is published in.")
    publication = models.OneToOneField(
        Publication,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="source",
        help_text="When it is itself held by this archive.",
    )
    review = models.CharField(
        max_length=9,
        choices=Review.choices,
        default=Review.ACCEPTED,
        help_text="A name that the importer did not know is only suggested.",
    )
    note = models.TextField(blank=True)

    objects = querysets.SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="source_name_given"),
            models.CheckConstraint(
                condition=Q(publication__isnull=True) | Q(kind="archive"), name="source_of_publication_is_archive"
            ),
            one_of(
                "kind", "newspaper", "magazine", "agency", "broadcaster", "website", "official", "archive", "unknown"
            ),
            one_of("review", *Review.values),
        ]
        indexes = [models.Index(fields=["name"], name="source_name")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["articles.publication"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        past = PastSourceSlug.objects.filter(slug=self.slug).exclude(source=self.pk).select_related("source").first()
        if past is not None:
            raise ValidationError(
                {"slug": f"This address belonged to “{past.source}” and leads to it for ever; choose another."}
            )

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])


class SourceVariant(models.Model):
    """A further name, or a host, of a source."""

    class Kind(models.TextChoices):
        SPELLING = "spelling", _("spelling")
        ABBREVIATION = "abbreviation", _("abbreviation")
        TRANSLITERATION = "transliteration", _("transliteration")
        TRANSLATION = "translation", _("translation")
        FORMER = "former", _("former name")
        HOST = "host", _("host")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="variants")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.SPELLING)

    objects = querysets.SourceVariantQuerySet.as_manager()

    class Meta:
        ordering = ["source_id", "kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["source", "name"], name="variant_unique_for_source"),
            models.UniqueConstraint(fields=["name"], condition=Q(kind="host"), name="host_names_one_source"),
            models.CheckConstraint(condition=~Q(name=""), name="variant_name_given"),
            one_of("kind", "spelling", "abbreviation", "transliteration", "translation", "former", "host"),
        ]
        indexes = [models.Index(fields=["name"], name="variant_name")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (*self.source.natural_key(), self.name)

    natural_key.dependencies = ["articles.source"]  # type: ignore[attr-defined]


class PastSourceSlug(models.Model):
    """An address that a source had: it redirects for ever, whether the source was renamed or merged into another."""

    class Reason(models.TextChoices):
        RENAMED = "renamed", "renamed"
        MERGED = "merged", "merged"

    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="past_slugs")
    reason = models.CharField(max_length=7, choices=Reason.choices)

    objects = querysets.PastSourceSlugQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = "past address of a source"
        verbose_name_plural = "past addresses of sources"
        constraints = [one_of("reason", "renamed", "merged")]

    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["articles.source"]  # type: ignore[attr-defined]


class DistinctSources(models.Model):
    """Two sources of which an editor has said that they are not the same: they are not offered as doubles again."""

    first = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="distinct_after")
    second = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="distinct_before")

    objects = querysets.DistinctSourcesQuerySet.as_manager()

    class Meta:
        ordering = ["first_id", "second_id"]
        verbose_name = "pair of distinct sources"
        verbose_name_plural = "pairs of distinct sources"
        constraints = [
            # By the pair, not by its order: primary keys, and so their order, differ from database to database.
            models.UniqueConstraint(Least("first", "second"), Greatest("first", "second"), name="distinct_pair_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="distinct_sources_are_two"),
        ]

    def __str__(self) -> str:
        return f"“{self.first}” is not “{self.second}”"

    def natural_key(self) -> tuple[str, str]:
        return (*self.first.natural_key(), *self.second.natural_key())

    natural_key.dependencies = ["articles.source"]  # type: ignore[attr-defined]


def _whole_span(name: str, *, name_of_check: str) -> models.CheckConstraint:
    """Both ends of a span are stated, in order, or neither. A comparison with NULL is unknown, so each is named."""
    start, end = f"{name}_start", f"{name}_end"
    return models.CheckConstraint(
        condition=Q(**{f"{start}__isnull": True, f"{end}__isnull": True})
        | Q(**{f"{start}__isnull": False, f"{end}__isnull": False, f"{end}__gt": F(start)}),
        name=name_of_check,
    )


class Citation(Annotation):
    """One source cited at one date. A parenthesis that names three sources makes three citations of one span."""

    class Kind(models.TextChoices):
        PRESS = "press", _("press")
        CROSS_REFERENCE = "cross_reference", _("cross-reference")
        WEB = "web", _("web page")
        INTERVIEW = "interview", _("interview")
        DOCUMENT = "document", _("document")

    class YearBasis(models.TextChoices):
        EXPLICIT = "explicit", pgettext_lazy("year", "written")
        SAME_PARENTHESIS = "same_parenthesis", pgettext_lazy("year", "written beside it")
        ARTICLE_DATE = "article_date", pgettext_lazy("year", "from the article’s date")
        VOLUME_YEAR = "volume_year", pgettext_lazy("year", "from the volume’s year")
        ISSUES = "issues", pgettext_lazy("year", "from the issues around its own")
        NEIGHBOURS = "neighbours", pgettext_lazy("year", "from the citations around it")
        EDITOR = "editor", pgettext_lazy("year", "set by an editor")
        UNKNOWN = "unknown", pgettext_lazy("year", "unknown")

    class SpeakerBasis(models.TextChoices):
        NAMED = "named", _("named beside it")
        PRONOUN = "pronoun", _("meant by “he” or “she”")
        POST = "post", _("by the post alone")
        EDITOR = "editor", _("set by an editor")

    class Resolution(models.TextChoices):
        RESOLVED = "resolved", _("resolved")
        WAITING = "waiting", _("waiting for its article")
        AMBIGUOUS = "ambiguous", _("not certain which")
        UNMATCHED = "unmatched", _("unmatched")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="citations")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="citations")
    source_text = models.CharField(max_length=300, blank=True, help_text="The source as it stands in the text.")
    cited_title = models.CharField(
        max_length=300, blank=True, help_text="The title of the cited piece, where it is given."
    )
    cited_author = models.CharField(
        max_length=200, blank=True, help_text="Who wrote the cited piece, where a cross-reference says it."
    )
    cited_date = models.DateField(
        null=True, blank=True, help_text="The first day of the day, month or year that is cited."
    )
    cited_date_end = models.DateField(null=True, blank=True, help_text="The last day of a cited range.")
    cited_precision = models.CharField(max_length=5, choices=PRECISIONS, blank=True)
    written_date = models.CharField(max_length=40, blank=True, help_text="The date as it stands in the text.")
    year_basis = models.CharField(max_length=16, choices=YearBasis.choices, default=YearBasis.UNKNOWN)
    year_note = models.CharField(max_length=300, blank=True, help_text="How the year is known, in a sentence.")
    locator = models.CharField(max_length=60, blank=True, help_text="Number, page, part.")
    url = models.URLField("URL", max_length=500, blank=True)
    target = models.ForeignKey(
        Article,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cited_by",
        db_index=False,
        help_text="The article of this archive that it points at.",
    )
    chosen = models.ForeignKey(
        Article,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="chosen_for",
        db_index=False,
        help_text="The article that an editor chose, or accepted together with the citation; no machine takes another.",
    )
    resolution = models.CharField(max_length=9, choices=Resolution.choices, default=Resolution.UNMATCHED)
    resolution_note = models.CharField(max_length=300, blank=True)
    supports_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    supports_end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    quotation_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    quotation_end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    speaker_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    speaker_end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    speaker_basis = models.CharField(max_length=7, choices=SpeakerBasis.choices, blank=True, editable=False)

    objects = querysets.CitationQuerySet.as_manager()

    class Meta(Annotation.Meta):
        abstract = False
        ordering = ["article_id", "start", "number"]
        constraints = [
            *Annotation.Meta.constraints,
            models.CheckConstraint(
                condition=Q(cited_date__isnull=True, cited_precision="", cited_date_end__isnull=True)
                | Q(cited_date__isnull=False) & ~Q(cited_precision=""),
                name="citation_date_with_precision",
            ),
            models.CheckConstraint(
                condition=Q(cited_date_end__isnull=True) | Q(cited_date_end__gte=F("cited_date")),
                name="citation_date_range",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(kind="cross_reference", resolution="resolved"),
                name="citation_target_is_resolved",
            ),
            models.CheckConstraint(
                condition=Q(chosen__isnull=True)
                | Q(kind="cross_reference") & (Q(target__isnull=True) | Q(target=F("chosen"))),
                name="citation_target_is_chosen",
            ),
            _whole_span("supports", name_of_check="citation_supported_span"),
            _whole_span("quotation", name_of_check="citation_quotation_span"),
            _whole_span("speaker", name_of_check="citation_speaker_span"),
            models.CheckConstraint(
                condition=Q(speaker_start__isnull=True, speaker_basis="")
                | Q(speaker_start__isnull=False, quotation_start__isnull=False) & ~Q(speaker_basis=""),
                name="citation_speaker_of_quotation",
            ),
            one_of("kind", "press", "cross_reference", "web", "interview", "document"),
            one_of("resolution", "resolved", "waiting", "ambiguous", "unmatched"),
            one_of(
                "year_basis",
                *("explicit", "same_parenthesis", "article_date", "volume_year", "issues"),
                *("neighbours", "editor", "unknown"),
            ),
            one_of("speaker_basis", "", "named", "pronoun", "post", "editor"),
            precision_of("cited_precision"),
        ]
        indexes = [
            models.Index(fields=["source", "article"], name="citation_source"),
            # For all citations, not only for those that wait: SQLite does not use an index with a condition where the
            # values are parameters, and would read every citation of the source.
            models.Index(fields=["source", "cited_date"], name="citation_day"),
            models.Index(fields=["review", "resolution"], name="citation_queue"),
            # Most citations have no target: statistics over all of them would tell SQLite to read every row instead.
            models.Index(fields=["target"], name="citation_target", condition=Q(target__isnull=False)),
            models.Index(fields=["chosen"], name="citation_chosen", condition=Q(chosen__isnull=False)),
        ]

    def natural_key(self) -> tuple[str, int, str, int, int]:
        return (*self.article.natural_key(), self.number)

    natural_key.dependencies = ["articles.article", "articles.source"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return f"{self.article.get_absolute_url()}#c{self.number}"

    @property
    def date(self) -> PartialDate | None:
        """The cited date (the first of a range), as precisely as is known."""
        return PartialDate.from_earliest(self.cited_date, Precision(self.cited_precision)) if self.cited_date else None

    @property
    def supported(self) -> Span | None:
        """The words of the body that it stands for: the claim."""
        return self._span("supports")

    @property
    def quotation(self) -> Span | None:
        """The quotation among these words, marks included."""
        return self._span("quotation")

    @property
    def speaker(self) -> Span | None:
        """The words of the body that name who says the quotation, or give the post by which alone he is called."""
        return self._span("speaker")

    @property
    def claim(self) -> str:
        """The words that it supports; empty when they are not known. Reads the body of its article."""
        return self.supported.of(self.article.body) if self.supported else ""

    @property
    def quoted_words(self) -> str:
        """The quotation with its marks; empty without one. Reads the body of its article."""
        return self.quotation.of(self.article.body) if self.quotation else ""

    @property
    def speaker_name(self) -> str:
        """Who says the quotation, in the words of the text; empty when it is not known."""
        return self.speaker.of(self.article.body) if self.speaker else ""

    def _span(self, name: str) -> Span | None:
        start, end = getattr(self, f"{name}_start"), getattr(self, f"{name}_end")
        return None if start is None or end is None else Span(start, end)
