"""Rows for tests, each the smallest that the constraints allow, linked as they would be in the archive."""

from __future__ import annotations

import datetime
import uuid

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory

from articles import models as articles
from edm_archive.text.spans import Span, context
from entities import models as entities


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence("editor-{}".format)


class EntityFactory(DjangoModelFactory):
    class Meta:
        model = entities.Entity

    kind = "organization"
    preferred_label = factory.Sequence("Council {}".format)
    sort_label = factory.SelfAttribute("preferred_label")
    slug = factory.Sequence("council-{}".format)


class AliasFactory(DjangoModelFactory):
    class Meta:
        model = entities.Alias

    entity = factory.SubFactory(EntityFactory)
    name = factory.Sequence("Alias {}".format)


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = articles.Publication
        django_get_or_create = ("slug",)

    slug = "edm"
    title = "Eurasia Daily Monitor"
    abbreviation = "EDM"
    first_volume_year = 2004
    frequency = "daily"


class IssueFactory(DjangoModelFactory):
    class Meta:
        model = articles.Issue
        django_get_or_create = ("publication", "volume", "number")

    publication = factory.SubFactory(PublicationFactory)
    volume = 1
    number = factory.Sequence(lambda n: str(n + 1))
    issued = datetime.date(2004, 12, 1)
    issued_precision = "day"


class ArticleFactory(DjangoModelFactory):
    """A published article, dated as its issue; ``body`` may be given, and annotations anchored in it."""

    class Meta:
        model = articles.Article

    issue = factory.SubFactory(IssueFactory)
    position = factory.Sequence(lambda n: n % 30_000 + 1)
    headline = factory.Sequence("Headline {}".format)
    slug = factory.Sequence("headline-{}".format)
    body = "Kazakhstan spoke (Interfax, November 30).\n\nThe Council answered."
    status = "published"
    date_earliest = factory.LazyAttribute(lambda article: article.issue.issued)
    date_latest = factory.SelfAttribute("date_earliest")
    date_basis = factory.LazyAttribute(lambda article: "issue" if article.date_earliest else "unknown")


class AuthorFactory(DjangoModelFactory):
    class Meta:
        model = articles.Author

    name = factory.Sequence("Ada Author {}".format)
    sort_name = factory.Sequence("Author {}, Ada".format)
    slug = factory.Sequence("ada-author-{}".format)


class AuthorshipFactory(DjangoModelFactory):
    class Meta:
        model = articles.Authorship

    article = factory.SubFactory(ArticleFactory)
    author = factory.SubFactory(AuthorFactory)
    order = factory.Sequence(lambda n: n % 30_000 + 1)


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = articles.Source

    name = factory.Sequence("Gazette {}".format)
    slug = factory.Sequence("gazette-{}".format)
    kind = "newspaper"


class SourceVariantFactory(DjangoModelFactory):
    class Meta:
        model = articles.SourceVariant

    source = factory.SubFactory(SourceFactory)
    name = factory.Sequence("The Gazette {}".format)


class _AnnotationFactory(DjangoModelFactory):
    """Anchored at the first occurrence of ``quote`` in the article's body, unless ``start`` is given."""

    class Meta:
        abstract = True

    article = factory.SubFactory(ArticleFactory)
    number = factory.Sequence(lambda n: n + 1)
    quote = "Kazakhstan"
    start = factory.LazyAttribute(lambda a: a.article.body.index(a.quote))
    end = factory.LazyAttribute(lambda a: None if a.start is None else a.start + len(a.quote))
    prefix = factory.LazyAttribute(
        lambda a: "" if a.start is None else context(a.article.body, Span(a.start, a.end), 48)[0]
    )
    suffix = factory.LazyAttribute(
        lambda a: "" if a.start is None else context(a.article.body, Span(a.start, a.end), 48)[1]
    )


class MentionFactory(_AnnotationFactory):
    class Meta:
        model = articles.Mention

    entity = factory.SubFactory(EntityFactory, kind="place", preferred_label="Kazakhstan")


class CitationFactory(_AnnotationFactory):
    class Meta:
        model = articles.Citation

    quote = "(Interfax, November 30)"
    kind = "press"
    source = factory.SubFactory(SourceFactory, name="Interfax")
    source_text = "Interfax"
    cited_date = datetime.date(2004, 11, 30)
    cited_precision = "day"
    year_basis = "article_date"
    resolution = "resolved"


class RejectionFactory(DjangoModelFactory):
    class Meta:
        model = articles.Rejection

    words = factory.Sequence("council {}".format)
    entity = factory.SubFactory(EntityFactory)
    before = "members of the"
    after = "met in almaty"
    rejected_by = factory.SubFactory(UserFactory)
    rejected_at = datetime.datetime(2004, 12, 1, 12, tzinfo=datetime.UTC)


class RoleStatementFactory(_AnnotationFactory):
    class Meta:
        model = articles.RoleStatement

    person_name = "Ada Author"
    post = "Secretary"


class AcronymDefinitionFactory(_AnnotationFactory):
    class Meta:
        model = articles.AcronymDefinition

    short_form = "CST"
    long_form = "Council of States"


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = articles.Assignment

    article = factory.SubFactory(ArticleFactory)
    editor = factory.SubFactory(UserFactory)


class SecondOpinionFactory(DjangoModelFactory):
    class Meta:
        model = articles.SecondOpinion

    reader = factory.SubFactory(UserFactory)
    article = factory.SubFactory(ArticleFactory)
    kind = "mention"
    number = 1
    verdict = "accepted"


class BatchFactory(DjangoModelFactory):
    class Meta:
        model = articles.Batch

    reference = factory.LazyFunction(uuid.uuid4)
    kind = "import"
    summary = "1 article from one file"


class CitedSearchFactory(DjangoModelFactory):
    class Meta:
        model = articles.CitedSearch
        django_get_or_create = ("token",)

    token = factory.Sequence("token{:07d}".format)
    query = "?place=kazakhstan"
    sentence = "Articles that mention Kazakhstan"
    made_at = datetime.datetime(2026, 11, 24, 14, 5, tzinfo=datetime.UTC)
    count = 1
    listing = "edm 1 1:1"
