"""What can be asked of the bibliography. Verbs are chainable and name models only through ``self``.

``ArticleQuerySet.published`` is the one rule of visibility: every public surface asks it, and none repeats it.
Many-to-many verbs use EXISTS, not joins with DISTINCT: a count stays right and the newest twenty stay cheap.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When

#: Days from one part of an inferred series to any other, at most.
SERIES_LASTS = 366


def _related(manager_owner: Any, name: str) -> Any:
    """The default manager of the model on the other side of the relation ``name``."""
    return manager_owner._meta.get_field(name).related_model._default_manager


class PublicationQuerySet(models.QuerySet[Any]):
    """Periodicals."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def titled(self, title: str) -> Self:
        """Publications of this title, abbreviation or slug, whatever its case."""
        return self.filter(Q(title__iexact=title) | Q(abbreviation__iexact=title) | Q(slug__iexact=title))

    def with_public_articles(self) -> Self:
        """Publications of which a reader can read something."""
        articles = _related(_related(self.model, "issues").model, "articles")
        return self.filter(Exists(articles.published().filter(issue__publication=OuterRef("pk"))))


class IssueQuerySet(models.QuerySet[Any]):
    """Issues."""

    def get_by_natural_key(self, publication: str, volume: int, number: str) -> Any:
        return self.get(publication__slug=publication, volume=volume, number=number)

    def of(self, publication: Any) -> Self:
        """Issues of one publication."""
        return self.filter(publication=publication)

    def with_public_articles(self) -> Self:
        """Issues in which a reader can read something."""
        return self.filter(Exists(_related(self.model, "articles").published().filter(issue=OuterRef("pk"))))

    def with_article_counts(self) -> Self:
        """With ``public_articles``, how many articles of each issue a reader can read."""
        return self.annotate(public_articles=Count("articles", filter=Q(articles__status="published")))

    def latest_first(self) -> Self:
        """By volume and number, the latest first."""
        return self.order_by("-volume", "-sequence", "-number")

    def earlier_than(self, issue: Any) -> Self:
        """Issues of the same publication that come before ``issue``, the nearest first."""
        in_volume = Q(sequence__lt=issue.sequence) | Q(sequence=issue.sequence, number__lt=issue.number)
        before = Q(volume__lt=issue.volume) | Q(volume=issue.volume) & in_volume
        # The volume is said once more, so that a walk down the index begins in it and not at the newest issue.
        return self.of(issue.publication_id).filter(before, volume__lte=issue.volume).latest_first()

    def later_than(self, issue: Any) -> Self:
        """Issues of the same publication that come after ``issue``, the nearest first."""
        in_volume = Q(sequence__gt=issue.sequence) | Q(sequence=issue.sequence, number__gt=issue.number)
        after = Q(volume__gt=issue.volume) | Q(volume=issue.volume) & in_volume
        return (
            self.of(issue.publication_id)
            .filter(after, volume__gte=issue.volume)
            .order_by("volume", "sequence", "number")
        )

    def dated(self) -> Self:
        """Issues that bear a date."""
        return self.filter(issued__isnull=False)


class AuthorQuerySet(models.QuerySet[Any]):
    """Authors."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def named(self, name: str) -> Self:
        """Authors of this name, sort name or slug, whatever its case."""
        return self.filter(Q(name__iexact=name) | Q(sort_name__iexact=name) | Q(slug=name))

    def with_public_articles(self) -> Self:
        """Authors of whom a reader can read something."""
        articles = _related(self.model, "articles")
        return self.filter(Exists(articles.published().filter(authorships__author=OuterRef("pk"))))


class ArticleQuerySet(models.QuerySet[Any]):
    """Articles: who may see them, what they are about, what they cite."""

    def get_by_natural_key(self, publication: str, volume: int, number: str, position: int) -> Any:
        return self.get(
            issue__publication__slug=publication, issue__volume=volume, issue__number=number, position=position
        )

    def published(self) -> Self:
        """Articles that readers may see."""
        return self.filter(status=self.model.Status.PUBLISHED)

    def for_listing(self) -> Self:
        """With all that a row of a list shows, in two queries whatever its length."""
        return self.select_related("issue__publication").prefetch_related("authorships__author")

    def listed(self, pks: Sequence[int]) -> list[Any]:
        """Those with these primary keys, in their order, with all that a row of a list shows; the others are left out.

        Of keys from the facet index ``published()`` is asked once more: an article that was withdrawn a moment ago may
        be public in the index still.
        """
        found = self.for_listing().in_bulk(pks)
        return [found[pk] for pk in pks if pk in found]

    def in_publication(self, *slugs: str) -> Self:
        """Articles of any of these publications."""
        return self.filter(issue__publication__slug__in=slugs)

    def in_volumes(self, *volumes: int) -> Self:
        """Articles of any of these volumes, of whatever publication."""
        return self.filter(issue__volume__in=volumes)

    def in_issues_numbered(self, *numbers: str) -> Self:
        """Articles of the issues that bear one of these numbers, in whatever volume."""
        return self.filter(issue__number__in=numbers)

    def in_issue(self, publication: str, volume: int, number: str) -> Self:
        """Articles of one issue, in their order."""
        return self.filter(issue__publication__slug=publication, issue__volume=volume, issue__number=number).order_by(
            "position"
        )

    def appeared_between(self, first: datetime.date | None, last: datetime.date | None) -> Self:
        """Articles that can have appeared on a day from ``first`` to ``last``; None leaves that side open.

        An inferred interval counts when it overlaps; an article of which nothing is known does not.
        """
        found = self.exclude(date_basis="unknown")
        if last is not None:
            found = found.filter(Q(date_earliest__lte=last) | Q(date_earliest__isnull=True))
        if first is not None:
            found = found.filter(Q(date_latest__gte=first) | Q(date_latest__isnull=True))
        return found

    def in_years(self, *years: int) -> Self:
        """Articles whose date, or the interval of it, begins in one of these years."""
        return self.exclude(date_basis="unknown").filter(sort_date__year__in=years)

    def in_decades(self, *decades: int) -> Self:
        """Articles whose date, or the interval of it, begins in one of these decades, each named by its first year."""
        return self.in_years(*(year for decade in decades for year in range(decade, decade + 10)))

    def undated(self) -> Self:
        """Articles whose date nobody has stated or set: an interval at most is known."""
        return self.filter(date_basis__in=["inferred", "unknown"])

    def inferred(self) -> Self:
        """Undated articles whose date was inferred at some time, even if nothing came of it but reasons."""
        return self.undated().exclude(date_reasons=[])

    def between(self, publication: Any, before: Any, after: Any) -> Self:
        """Articles of the issues of ``publication`` that stand between two of them; None leaves that side open."""
        issues = _related(self.model, "issue").of(publication)
        if before is not None:
            issues = issues.later_than(before)
        if after is not None:
            issues = issues.earlier_than(after)
        return self.filter(issue__in=issues.order_by().values("pk"))

    def of_day(self, publication: Any, first: datetime.date, last: datetime.date) -> Self:
        """Articles of ``publication`` with a known date from ``first`` to ``last``: what a cross-reference means.

        The days are asked first, and the publication of what is found: joined, a database without statistics begins
        with all issues of the publication.
        """
        issues = _related(self.model, "issue").filter(pk=OuterRef("issue"), publication=publication)
        days = (first, last)
        return self.filter(Exists(issues), date_earliest__range=days, date_latest__range=days)

    def in_series(self, *names: str) -> Self:
        """Articles of any of these series, where it is stated: an inferred one may hang on a draft."""
        return self.filter(series__in=names).exclude(series_basis="inferred")

    def in_languages(self, *tags: str) -> Self:
        """Articles in any of these languages, by their BCP 47 tags."""
        return self.filter(language__in=tags)

    def certain(self, what: str) -> Self:
        """Articles in which something is certain.

        Args:
            what: "reviewed", nothing that readers see waits for an editor; "dated", the date is not inferred.
        """
        if what == "dated":
            return self.exclude(date_basis__in=["inferred", "unknown"])
        for name in ("citations", "mentions", "role_statements", "acronym_definitions"):
            waiting = _related(self.model, name).visible().suggested().filter(article=OuterRef("pk"))
            self = self.exclude(Exists(waiting))
        return self

    def in_series_of(self, article: Any) -> Self:
        """The parts of the series of ``article`` in their order.

        Of an inferred one those of its time, in its publication: years later another may bear the same title.
        """
        found = self.filter(series=article.series, language=article.language).exclude(series="")
        if article.series_is_inferred and article.date_earliest:
            around = datetime.timedelta(days=SERIES_LASTS)
            found = found.filter(
                issue__publication=article.issue.publication_id,
                date_earliest__range=(article.date_earliest - around, article.date_earliest + around),
            )
        return found.order_by("part", "sort_date", "pk")

    def by_author(self, *authors: Any) -> Self:
        """Articles that one of ``authors`` signs."""
        signed = _related(self.model, "authorships").filter(article=OuterRef("pk"), author__in=authors)
        return self.filter(Exists(signed))

    def mentioning(self, entity: Any) -> Self:
        """Articles with a mention of ``entity`` that no editor has rejected."""
        mentions = _related(self.model, "mentions").visible()
        return self.filter(Exists(mentions.filter(article=OuterRef("pk"), entity=entity)))

    def citing(self, source: Any) -> Self:
        """Articles with a citation of ``source`` that no editor has rejected."""
        citations = _related(self.model, "citations").visible()
        return self.filter(Exists(citations.filter(article=OuterRef("pk"), source=source)))

    def referring_to(self, article: Any) -> Self:
        """Articles with a cross-reference that resolves to ``article``.

        By their primary keys: they are few, and a condition on each article would be asked of the whole archive.
        """
        return self.filter(pk__in=_related(self.model, "citations").visible().filter(target=article).values("article"))

    def referring_to_publication(self, publication: Any) -> Self:
        """Articles that cite ``publication``, or one of its articles, within the archive."""
        citations = _related(self.model, "citations").visible().filter(article=OuterRef("pk"))
        return self.filter(
            Exists(citations.filter(Q(source__publication=publication) | Q(target__issue__publication=publication)))
        )

    def newest_first(self) -> Self:
        """By date, the undated last; within a day by issue and position."""
        return self.order_by("-sort_date", "issue_id", "position")

    def oldest_first(self) -> Self:
        """By date, the undated last all the same; within a day by issue and position."""
        undated = Case(When(date_basis="unknown", then=1), default=0)
        return self.order_by(undated, "sort_date", "issue_id", "position")


class AuthorshipQuerySet(models.QuerySet[Any]):
    """Bylines."""

    def get_by_natural_key(self, publication: str, volume: int, number: str, position: int, order: int) -> Any:
        return self.get(
            article__issue__publication__slug=publication,
            article__issue__volume=volume,
            article__issue__number=number,
            article__position=position,
            order=order,
        )

    def in_public(self) -> Self:
        """Bylines of published articles."""
        return self.filter(article__status="published")


class SourceQuerySet(models.QuerySet[Any]):
    """Cited outlets."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def named(self, name: str) -> Self:
        """Sources that bear this name, as their own, as a variant, as a host or as their slug, whatever its case."""
        variants = _related(self.model, "variants").filter(source=OuterRef("pk"), name__iexact=name)
        return self.filter(Q(name__iexact=name) | Q(slug=name) | Exists(variants))

    def containing(self, words: str) -> Self:
        """Sources of which a name contains these words, whatever their case."""
        variants = _related(self.model, "variants").filter(source=OuterRef("pk"), name__icontains=words)
        return self.filter(Q(name__icontains=words) | Exists(variants))

    def cited_in_public(self) -> Self:
        """Sources that a published article cites."""
        return self.filter(Exists(_related(self.model, "citations").in_public().filter(source=OuterRef("pk"))))

    def shown(self) -> Self:
        """Sources with a page of their own: accepted by an editor, or suggested from a text that readers can read."""
        cited = _related(self.model, "citations").in_public().filter(source=OuterRef("pk"))
        return self.filter(Q(review="accepted") | Q(review="suggested") & Exists(cited))


class SourceVariantQuerySet(models.QuerySet[Any]):
    """Names of sources."""

    def get_by_natural_key(self, slug: str, name: str) -> Any:
        return self.get(source__slug=slug, name=name)


class PastSourceSlugQuerySet(models.QuerySet[Any]):
    """Addresses that sources had before they were renamed or merged."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)


class DistinctSourcesQuerySet(models.QuerySet[Any]):
    """Pairs of sources that are not the same."""

    def get_by_natural_key(self, first: str, second: str) -> Any:
        return self.get(first__slug=first, second__slug=second)

    def touching(self, source: Any) -> Self:
        """Pairs of which ``source`` is one."""
        return self.filter(Q(first=source) | Q(second=source))


class AnnotationQuerySet(models.QuerySet[Any]):
    """What every annotation of a text can be asked."""

    def get_by_natural_key(self, publication: str, volume: int, number: str, position: int, annotation: int) -> Any:
        return self.get(
            article__issue__publication__slug=publication,
            article__issue__volume=volume,
            article__issue__number=number,
            article__position=position,
            number=annotation,
        )

    def with_key(self) -> Self:
        """With what their natural keys are made of, and without the texts that they stand in."""
        return self.select_related("article__issue__publication").defer(
            "article__body", "article__markup", "article__standfirst"
        )

    def visible(self) -> Self:
        """What readers see: anchored in the text and not rejected."""
        return self.filter(start__isnull=False).exclude(review="rejected")

    def suggested(self) -> Self:
        """What waits for an editor's decision."""
        return self.filter(review="suggested")

    def trusted(self) -> Self:
        """Visible and, unless an editor has decided, not doubted by a later extraction."""
        return self.visible().exclude(review="suggested", score=0)

    def decided(self) -> Self:
        """What an editor has accepted or rejected: no machine touches it."""
        return self.exclude(review="suggested")

    def orphaned(self) -> Self:
        """What has lost its words in the body."""
        return self.filter(start__isnull=True)

    def in_public(self) -> Self:
        """Visible annotations of published articles."""
        return self.visible().filter(article__status="published")


def cited_within(first: datetime.date, last: datetime.date) -> Q:
    """Citations whose cited days, a day, month, year or range, can include one from ``first`` to ``last``."""
    alone = (
        Q(cited_precision="day", cited_date__gte=first)
        | Q(cited_precision="month", cited_date__gte=first.replace(day=1))
        | Q(cited_precision="year", cited_date__gte=first.replace(month=1, day=1))
    )
    return Q(cited_date__lte=last) & (Q(cited_date_end__gte=first) | alone & Q(cited_date_end__isnull=True))


class CitationQuerySet(AnnotationQuerySet):
    """Citations."""

    def of(self, *sources: Any) -> Self:
        """Citations of one of ``sources``."""
        return self.filter(source__in=sources)

    def with_claim(self) -> Self:
        """Citations of which it is known what they support."""
        return self.filter(supports_start__isnull=False)

    def about(self, entity: Any) -> Self:
        """Citations that support words with a visible mention of ``entity``, or words that ``entity`` says.

        The articles are named first, so that a database may begin with the entity or with what else is asked,
        whichever is rarer.
        """
        mentions = _related(_related(self.model, "article").model, "mentions").visible().filter(entity=entity)
        here = mentions.filter(article=OuterRef("article"))
        found = Exists(here.filter(start__gte=OuterRef("supports_start"), end__lte=OuterRef("supports_end")))
        if entity.kind == "person":
            found = found | self._says(here)
        return self.filter(found, article__in=mentions.order_by().values("article"))

    def quoting(self, *persons: Any) -> Self:
        """Citations whose quotation one of ``persons`` says."""
        mentions = _related(_related(self.model, "article").model, "mentions").visible().filter(entity__in=persons)
        here = mentions.filter(article=OuterRef("article"))
        return self.filter(self._says(here), article__in=mentions.order_by().values("article"))

    @staticmethod
    def _says(mentions: Any) -> Any:
        """Whether one of ``mentions`` of a person stands on the words that name the speaker; a post names nobody."""
        on_speaker = mentions.filter(start__lt=OuterRef("speaker_end"), end__gt=OuterRef("speaker_start"))
        return Exists(on_speaker) & ~Q(speaker_basis="post")

    def cited_between(self, first: datetime.date | None, last: datetime.date | None) -> Self:
        """Citations of which a cited day can lie from ``first`` to ``last``; None leaves that side open."""
        return self.filter(cited_within(first or datetime.date.min, last or datetime.date.max))

    def latest_cited_first(self) -> Self:
        """By the cited date, those without one last; of one day in the order of the texts."""
        return self.order_by(F("cited_date").desc(nulls_last=True), "article_id", "start", "number")

    def for_claims(self) -> Self:
        """With all that a row of a list of claims shows, but for the mentions."""
        return self.select_related("source", "article__issue__publication")

    def of_words(self, mentions: Any) -> Self:
        """Citations that support words of ``mentions``; one for each of these."""
        return self.filter(
            article__mentions__in=mentions,
            article__mentions__start__gte=F("supports_start"),
            article__mentions__end__lte=F("supports_end"),
        )

    def unsettled(self) -> Self:
        """Cross-references that point at no single article yet."""
        return self.filter(kind="cross_reference", resolution__in=["waiting", "ambiguous"])

    def with_source(self) -> Self:
        """With the records that showing a citation needs."""
        return self.select_related("source__publication", "target__issue__publication")


class MentionQuerySet(AnnotationQuerySet):
    """Mentions."""

    def of(self, entity: Any) -> Self:
        """Mentions of one entity."""
        return self.filter(entity=entity)

    def in_claims_of(self, citations: Any) -> Self:
        """Mentions in words that one of ``citations`` supports; one for each of these."""
        return self.filter(
            article__citations__in=citations,
            start__gte=F("article__citations__supports_start"),
            end__lte=F("article__citations__supports_end"),
        )

    def entities(self) -> Any:
        """The entities that these mentions name, each once."""
        return _related(self.model, "entity").filter(Exists(self.order_by().filter(entity=OuterRef("pk"))))


class RejectionQuerySet(models.QuerySet[Any]):
    """What words do not mean."""

    def get_by_natural_key(self, words: str, kind: str, slug: str, before: str, after: str) -> Any:
        return self.get(words=words, entity__kind=kind, entity__slug=slug, before=before, after=after)

    def everywhere(self) -> Self:
        """Those that hold whatever stands around the words."""
        return self.filter(before="", after="")


class RoleStatementQuerySet(AnnotationQuerySet):
    """Statements of who holds which post."""

    def of_person(self, entity: Any) -> Self:
        """What is stated of one person, in the order of the days as of which it is stated."""
        return self.filter(person=entity).order_by("as_of", "article_id", "start")

    def at(self, entity: Any) -> Self:
        """What is stated of the posts at one organization, in the same order."""
        return self.filter(organization=entity).order_by("as_of", "article_id", "start")

    def with_evidence(self) -> Self:
        """With the records that showing a statement needs."""
        return self.select_related("person", "organization", "article__issue__publication")


class AcronymDefinitionQuerySet(AnnotationQuerySet):
    """Acronyms introduced by texts."""


class AssignmentQuerySet(models.QuerySet[Any]):
    """Work on articles."""

    def get_by_natural_key(self, publication: str, volume: int, number: str, position: int, editor: str) -> Any:
        return self.get(
            article__issue__publication__slug=publication,
            article__issue__volume=volume,
            article__issue__number=number,
            article__position=position,
            editor__username=editor,
        )

    def of(self, editor: Any) -> Self:
        """The work of one editor."""
        return self.filter(editor=editor)

    def open(self) -> Self:
        """Work that is not done."""
        return self.filter(state__in=("new", "in_progress"))


class SecondOpinionQuerySet(models.QuerySet[Any]):
    """What second readers say of annotations."""

    def get_by_natural_key(
        self, publication: str, volume: int, issue: str, position: int, kind: str, number: int, reader: str
    ) -> Any:
        return self.get(
            article__issue__publication__slug=publication,
            article__issue__volume=volume,
            article__issue__number=issue,
            article__position=position,
            kind=kind,
            number=number,
            reader__username=reader,
        )

    def of(self, reader: Any) -> Self:
        """The opinions of one reader."""
        return self.filter(reader=reader)


class BatchQuerySet(models.QuerySet[Any]):
    """Batches."""

    def get_by_natural_key(self, reference: str) -> Any:
        return self.get(reference=reference)

    def standing(self) -> Self:
        """Batches that have not been taken back."""
        return self.filter(undone_at__isnull=True)

    def acts(self) -> Self:
        """Batches that did something of their own, not those that took another back."""
        return self.exclude(kind="undo")


class BatchChangeQuerySet(models.QuerySet[Any]):
    """Changes of batches."""

    def get_by_natural_key(self, reference: str, number: int) -> Any:
        return self.get(batch__reference=reference, number=number)

    def of_status(self) -> Self:
        """Articles that were published, withdrawn or taken from readers, and those that were removed when they were."""
        taken = Q(act="removed", before__status__in=["published", "withdrawn"])
        return self.filter(Q(act="changed", after__has_key="status") | taken, model="articles.article")

    def of_row(self, model: str, record: list[Any]) -> Self:
        """What was done to one row, by the label of its model and its natural key; the latest first."""
        return self.filter(model=model, record=record).order_by("-batch_id", "-number")


class CitedSearchQuerySet(models.QuerySet[Any]):
    """Searches that readers have cited."""

    def get_by_natural_key(self, token: str) -> Any:
        return self.get(token=token)

    def made_since(self, moment: datetime.datetime) -> Self:
        """Those made at ``moment`` or later."""
        return self.filter(made_at__gte=moment)
