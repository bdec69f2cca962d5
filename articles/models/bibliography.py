"""What was published: Publication > Issue > Article, and who wrote it.

Identity rests on (publication, volume, number, position), never on a title or a date, which may be missing. An
article's body is plain text with LF line ends; structure and annotations stand beside it as offsets into it.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles import querysets
from articles.vocabularies import dated
from edm_archive.text.dates import DateInterval, PartialDate, Precision
from edm_archive.text.spans import Span, paragraphs
from entities.models import PRECISIONS, Entity, one_of, precision_of

#: First parts of the archive's own addresses, which no publication may take.
RESERVED_SLUGS = frozenset(
    "about accounts acronyms admin api articles authors cite claims entities feeds figures healthz help media oai "
    "reconcile search searches sources static".split()
)


#: The highest volume and the highest position: what the columns and the addresses of every database can hold.
HIGHEST = 32_000


def validate_publication_slug(slug: str) -> None:
    """Refuse a slug under which a page of the archive itself is found."""
    if slug in RESERVED_SLUGS:
        raise ValidationError("“%(slug)s” is an address of the archive itself; choose another.", params={"slug": slug})


class Publication(models.Model):
    """A periodical: a title that appears in numbered issues."""

    class Frequency(models.TextChoices):
        DAILY = "daily", pgettext_lazy("how often it appears", "daily")
        WEEKLY = "weekly", pgettext_lazy("how often it appears", "weekly")
        FORTNIGHTLY = "fortnightly", pgettext_lazy("how often it appears", "fortnightly")
        MONTHLY = "monthly", pgettext_lazy("how often it appears", "monthly")
        QUARTERLY = "quarterly", pgettext_lazy("how often it appears", "quarterly")
        IRREGULAR = "irregular", pgettext_lazy("how often it appears", "irregular")

    slug = models.SlugField(max_length=40, unique=True, validators=[validate_publication_slug])
    title = models.CharField(max_length=200, unique=True)
    abbreviation = models.CharField(max_length=20, blank=True)
    issn = models.CharField(
        "ISSN",
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^\d{4}-\d{3}[\dX]$", "An ISSN has the form 1234-567X.")],
    )
    publisher = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, default="en", help_text="BCP 47 tag.")
    first_volume_year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="The year of volume 1, when each volume is one year: from it unwritten years are inferred.",
    )
    frequency = models.CharField(max_length=12, choices=Frequency.choices, blank=True)
    homepage = models.URLField(blank=True)
    description = models.TextField(blank=True)

    objects = querysets.PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["issn"], condition=~Q(issn=""), name="publication_issn_unique"),
            models.UniqueConstraint(
                fields=["abbreviation"], condition=~Q(abbreviation=""), name="publication_abbreviation_unique"
            ),
            models.CheckConstraint(condition=~Q(slug__in=sorted(RESERVED_SLUGS)), name="publication_slug_free"),
            one_of("frequency", "", "daily", "weekly", "fortnightly", "monthly", "quarterly", "irregular"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("publication", args=[self.slug])

    @property
    def short_title(self) -> str:
        """The abbreviation, or the title when it has none."""
        return self.abbreviation or self.title

    def volume_year(self, volume: int) -> int | None:
        """The year of ``volume``, where volumes are years."""
        return None if self.first_volume_year is None else self.first_volume_year + volume - 1


class Issue(models.Model):
    """One numbered issue of a publication."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="issues")
    volume = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(HIGHEST)])
    number = models.CharField(
        max_length=20,
        validators=[RegexValidator(r"^\w[\w.-]*$", "Letters, digits, hyphens: “138”, “137-138”.")],
        help_text="As printed; a double issue is “137-138”.",
    )
    sequence = models.PositiveIntegerField(
        default=0, editable=False, help_text="The first figure of the number, to sort by."
    )
    issued = models.DateField(null=True, blank=True, help_text="The first day of the day, month or year that it bears.")
    issued_precision = models.CharField(max_length=5, choices=PRECISIONS, blank=True)

    objects = querysets.IssueQuerySet.as_manager()

    class Meta:
        ordering = ["publication_id", "-volume", "-sequence", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "volume", "number"], name="issue_unique"),
            models.CheckConstraint(condition=Q(volume__range=(1, HIGHEST)), name="issue_volume_in_range"),
            models.CheckConstraint(condition=~Q(number=""), name="issue_number_given"),
            models.CheckConstraint(
                condition=Q(issued__isnull=True, issued_precision="")
                | Q(issued__isnull=False) & ~Q(issued_precision=""),
                name="issue_date_with_precision",
            ),
            precision_of("issued_precision"),
        ]
        indexes = [
            models.Index(fields=["publication", "issued"], name="issue_chronology"),
            models.Index(fields=["publication", "volume", "sequence", "number"], name="issue_order"),
            models.Index(
                fields=["publication", "volume", "sequence", "number"],
                name="issue_order_of_dated",
                condition=Q(issued__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication.short_title} {self.volume}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sequence = self.sequence_of(self.number)
        super().save(*args, **kwargs)

    @staticmethod
    def sequence_of(number: str) -> int:
        """By what an issue is sorted in its volume: the first figure of its number."""
        figures = re.search(r"\d{1,9}", number)
        return int(figures.group()) if figures else 0

    def natural_key(self) -> tuple[str, int, str]:
        return (*self.publication.natural_key(), self.volume, self.number)

    natural_key.dependencies = ["articles.publication"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("issue", args=[self.publication.slug, self.volume, self.number])

    @property
    def date(self) -> PartialDate | None:
        """The date it bears, as precisely as is known."""
        return PartialDate.from_earliest(self.issued, Precision(self.issued_precision)) if self.issued else None


class Author(models.Model):
    """A person who signs articles."""

    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, blank=True, help_text="“Bordyuzha, Nikolai”.")
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    orcid = models.CharField(
        "ORCID",
        max_length=19,
        blank=True,
        validators=[RegexValidator(r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", "An ORCID iD has the form 0000-0002-1825-0097.")],
    )
    entity = models.ForeignKey(
        Entity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="authors",
        help_text="The same person in the authority file.",
    )

    objects = querysets.AuthorQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "name", "slug"]
        constraints = [models.UniqueConstraint(fields=["orcid"], condition=~Q(orcid=""), name="author_orcid_unique")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["entities.entity"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])


class Article(models.Model):
    """A text in an issue, under its position; the body is what every annotation is anchored in."""

    class Status(models.TextChoices):
        DRAFT = "draft", "draft"
        IN_REVIEW = "in_review", "in review"
        PUBLISHED = "published", "published"
        WITHDRAWN = "withdrawn", "withdrawn"

    class DateBasis(models.TextChoices):
        STATED = "stated", pgettext_lazy("how a date is known", "stated")
        ISSUE = "issue", pgettext_lazy("how a date is known", "from the issue")
        INFERRED = "inferred", pgettext_lazy("how a date is known", "inferred")
        EDITOR = "editor", pgettext_lazy("how a date is known", "set by an editor")
        UNKNOWN = "unknown", pgettext_lazy("how a date is known", "unknown")

    class SeriesBasis(models.TextChoices):
        STATED = "stated", _("stated")
        INFERRED = "inferred", _("inferred from its parts")

    class HeadlineBasis(models.TextChoices):
        PRINTED = "printed", _("as printed")
        WORKING = "working", _("working headline, made from the text")

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="articles")
    position = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(HIGHEST)], help_text="Its place in the issue."
    )
    headline = models.CharField(max_length=300)
    headline_basis = models.CharField(max_length=8, choices=HeadlineBasis.choices, default=HeadlineBasis.PRINTED)
    slug = models.SlugField(max_length=100, allow_unicode=True)
    standfirst = models.TextField(blank=True)
    dateline = models.CharField(max_length=200, blank=True)
    body = models.TextField(help_text="Plain text, paragraphs separated by a blank line.")
    markup = models.JSONField(
        default=list,
        blank=True,
        help_text="Light structure beside the text: a list of {kind, start, end}, the kind being heading, link (with "
        "href), emphasis, list or quotation.",
    )
    section = models.CharField(max_length=100, blank=True)
    series = models.CharField(max_length=200, blank=True)
    part = models.PositiveSmallIntegerField(null=True, blank=True)
    series_basis = models.CharField(
        max_length=8,
        choices=SeriesBasis.choices,
        blank=True,
        help_text="Whether a file or an editor has said to what series it belongs, or a machine found its parts.",
    )
    language = models.CharField(max_length=12, default="en", help_text="BCP 47 tag.")
    licence = models.CharField(max_length=100, blank=True)
    source_url = models.URLField("source URL", max_length=500, blank=True)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.DRAFT)
    withdrawal_reason = models.CharField(
        max_length=300, blank=True, help_text="Shown at its address after it is withdrawn."
    )
    date_earliest = models.DateField(null=True, blank=True, help_text="The first day on which it can have appeared.")
    date_latest = models.DateField(
        null=True, blank=True, help_text="The last day on which it can have appeared; empty when open."
    )
    date_basis = models.CharField(max_length=8, choices=DateBasis.choices, default=DateBasis.UNKNOWN)
    date_reasons = models.JSONField(default=list, blank=True, help_text="How the date is known: a list of sentences.")
    sort_date = models.GeneratedField(
        expression=Coalesce(
            F("date_earliest"), F("date_latest"), models.Value("0001-01-01", output_field=models.DateField())
        ),
        output_field=models.DateField(),
        db_persist=True,
        serialize=False,
    )
    revision = models.PositiveIntegerField(default=1, editable=False, help_text="Grows with each change of the body.")
    digest = models.CharField(
        max_length=64, blank=True, editable=False, help_text="SHA-256 of the record as it was last imported."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    authors = models.ManyToManyField(Author, through="Authorship", related_name="articles")

    objects = querysets.ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-sort_date", "issue_id", "position"]
        permissions = [("publish_article", "Can publish and withdraw articles")]
        constraints = [
            models.UniqueConstraint(fields=["issue", "position"], name="article_position_unique"),
            models.CheckConstraint(condition=Q(position__range=(1, HIGHEST)), name="article_position_in_range"),
            models.CheckConstraint(condition=~Q(headline=""), name="article_headline_given"),
            models.CheckConstraint(condition=~Q(body="") & ~Q(body__contains="\r"), name="article_body_lf"),
            models.CheckConstraint(
                condition=Q(date_earliest__isnull=True)
                | Q(date_latest__isnull=True)
                | Q(date_latest__gte=F("date_earliest")),
                name="article_date_interval",
            ),
            models.CheckConstraint(
                condition=Q(date_basis="unknown", date_earliest__isnull=True, date_latest__isnull=True)
                | ~Q(date_basis="unknown") & (Q(date_earliest__isnull=False) | Q(date_latest__isnull=False)),
                name="article_date_has_basis",
            ),
            one_of("status", "draft", "in_review", "published", "withdrawn"),
            one_of("date_basis", "stated", "issue", "inferred", "editor", "unknown"),
            one_of("headline_basis", "printed", "working"),
            one_of("series_basis", "", "stated", "inferred"),
            models.CheckConstraint(
                condition=~Q(series_basis="inferred") | ~Q(series="") & Q(part__isnull=False),
                name="article_inferred_series_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-sort_date", "issue", "position"], name="article_newest"),
            models.Index(fields=["series", "part"], name="article_series", condition=~Q(series="")),
            models.Index(fields=["digest"], name="article_digest"),
            models.Index(fields=["date_basis", "issue"], name="article_date_basis"),
            models.Index(fields=["date_earliest"], name="article_earliest"),
        ]

    def __str__(self) -> str:
        return self.headline

    def natural_key(self) -> tuple[str, int, str, int]:
        return (*self.issue.natural_key(), self.position)

    natural_key.dependencies = ["articles.issue"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        issue = self.issue
        return reverse("article", args=[issue.publication.slug, issue.volume, issue.number, self.position, self.slug])

    @property
    def series_is_inferred(self) -> bool:
        """Whether a machine put it into its series."""
        return self.series_basis == self.SeriesBasis.INFERRED

    @property
    def is_public(self) -> bool:
        """Whether readers may see it."""
        return self.status == self.Status.PUBLISHED

    @property
    def interval(self) -> DateInterval | None:
        """The days on which it can have appeared, when both ends are known."""
        if self.date_earliest is None or self.date_latest is None:
            return None
        return DateInterval(self.date_earliest, self.date_latest)

    @property
    def is_dated(self) -> bool:
        """Whether its date is stated, borne by its issue or set by an editor, and not worked out by the archive."""
        return self.date_basis not in (self.DateBasis.INFERRED, self.DateBasis.UNKNOWN)

    @property
    def date_statement(self) -> str:
        """When it appeared, for people: "30 November 2004", "not before 30 November 2004", "date unknown"."""
        if self.interval is not None and (self.is_dated or self.date_earliest == self.date_latest):
            return dated(self.interval)
        bounds = []
        if self.date_earliest:
            bounds.append(gettext("not before %(day)s") % {"day": dated(self.date_earliest)})
        if self.date_latest:
            bounds.append(gettext("not after %(day)s") % {"day": dated(self.date_latest)})
        return ", ".join(bounds) or gettext("date unknown")

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        """The spans of its paragraphs."""
        return paragraphs(self.body)


class Authorship(models.Model):
    """One author of one article, under the name that was printed."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="authorships")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="authorships")
    order = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    credited_name = models.CharField(max_length=200, blank=True, help_text="The name as printed, where it differs.")

    objects = querysets.AuthorshipQuerySet.as_manager()

    class Meta:
        ordering = ["article_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["article", "order"], name="authorship_order_unique"),
            models.UniqueConstraint(fields=["article", "author"], name="authorship_author_once"),
        ]

    def __str__(self) -> str:
        return self.credited_name or self.author.name

    def natural_key(self) -> tuple[str, int, str, int, int]:
        return (*self.article.natural_key(), self.order)

    natural_key.dependencies = ["articles.article", "articles.author"]  # type: ignore[attr-defined]
