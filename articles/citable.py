"""Records of the archive as citable works: what of them a bibliography needs."""

from __future__ import annotations

import datetime
import re

from articles.exports import Creator, Issued, Work
from articles.models import Article, Authorship, CitedSearch
from edm_archive.text.dates import PartialDate
from entities.matching import sort_name


def work_of(article: Article, address: str, accessed: datetime.date | None = None) -> Work:
    """An article as it is cited.

    No query, where issue, publication and authors are loaded.

    Args:
        address: its permanent address, absolute.
        accessed: the day on which it is looked at.
    """
    issue = article.issue
    publication = issue.publication
    known = article.date_earliest or article.date_latest
    return Work(
        key=re.sub(r"[^A-Za-z0-9]+", "-", "-".join(map(str, article.natural_key()))),
        title=article.headline,
        address=address,
        is_title_supplied=article.headline_basis == Article.HeadlineBasis.WORKING,
        creators=tuple(map(_creator, article.authorships.all())),
        container=publication.title,
        container_short=publication.abbreviation,
        publisher=publication.publisher,
        issn=publication.issn,
        volume=str(issue.volume),
        issue=issue.number,
        issued=Issued(article.date_earliest, article.date_latest, not article.is_dated) if known else None,
        date_statement=article.date_statement,
        accessed=accessed,
        language=article.language,
    )


def work_of_search(search: CitedSearch, address: str) -> Work:
    """A cited search as it is cited; in English, since a file must not differ by who asks for it."""
    made = search.made_at.astimezone(datetime.UTC)
    articles = f"{search.count:,} article{'' if search.count == 1 else 's'}"
    return Work(
        key=f"edm-archive-{search.token}",
        title=search.sentence,
        address=address,
        csl_type="webpage",
        container="EDM Archive",
        issued=Issued.on(made.date()),
        accessed=made.date(),
        note=f"Search of {PartialDate.of(made.date())}, {made:%H:%M} UTC: {articles}",
    )


def _creator(authorship: Authorship) -> Creator:
    """Under the printed name; the author's own sort name where it is the one that was printed."""
    author = authorship.author
    if authorship.credited_name in ("", author.name):
        return Creator.filed_as(author.sort_name or sort_name(author.name))
    return Creator.filed_as(sort_name(authorship.credited_name))
