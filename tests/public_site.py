"""A small archive for tests of whole pages: one record of each kind with a known address, and as much around it as
a test asks for. ``PAGES`` has an address for every public pattern; ``grow`` makes lists longer, never pages other.
"""

from __future__ import annotations

import datetime
from typing import Any

from articles.listings import pack
from articles.models import Article, Author, CitedSearch, Source
from articles.search import index
from entities.models import Entity, ExternalIdentifier, PastSlug, Relation
from tests import factories

#: An address for each public page, by the name of its pattern and, after a colon, what is special about it.
PAGES: dict[str, str] = {
    "home": "/",
    "about": "/about/",
    "articles": "/articles/",
    "articles:filtered": "/articles/?person=focus&source=focus&place=kazakhstan&q=council&sort=oldest",
    "articles:most-cited": "/articles/?sort=most-cited",
    "articles:by-headline": "/articles/?place=kazakhstan&sort=headline",
    "articles:search": "/articles/?q=said+kazakhstan",
    "articles:search-name": "/articles/?q=kazakhstan",
    "articles:search-misspelt": "/articles/?q=kazakstan",
    "articles:empty": "/articles/?person=focus&source=focus&q=zeppelin",
    "articles:refused": "/articles/?person=Nobody&date_from=soon&publication=edm",
    "facet": "/articles/facets/person/?place=kazakhstan",
    "facet:named": "/articles/facets/organization/?named=council",
    "entities": "/entities/",
    "entities-of-kind": "/entities/person/",
    "entities-of-kind:letter": "/entities/organization/?letter=C",
    "entity": "/entities/person/focus/",
    "entity:place": "/entities/place/kazakhstan/",
    "network": "/entities/person/focus/network/",
    "network:kind": "/entities/place/kazakhstan/network/?kind=person",
    "acronyms": "/acronyms/",
    "acronyms:contested": "/acronyms/?contested=1&letter=C",
    "sources": "/sources/",
    "source": "/sources/focus/",
    "authors": "/authors/",
    "author": "/authors/focus/",
    "cite": "/cite/edm/2004-12-01/",
    "claims": "/claims/",
    "claims:asked": "/claims/?source=focus&place=kazakhstan&speaker=focus&date_from=2004",
    "claims:refused": "/claims/?source=nobody&date_from=soon",
    "searches": "/searches/?person=focus",
    "searches:unasked": "/searches/",
    "search": "/searches/everything00/",
    "search:come": "/searches/everything00/?changes=come",
    "search:gone": "/searches/everything00/?changes=gone",
    "search:revised": "/searches/everything00/?changes=revised",
    "figures": "/figures/",
    "figure-places": "/figures/places/",
    "figure-places:narrowed": "/figures/places/?person=focus&publication=edm&date_from=2004&region=world",
    "figure-places:refused": "/figures/places/?region=atlantis&person=nobody",
    "figure-outlets": "/figures/outlets/",
    "figure-outlets:author": "/figures/outlets/?by=author&publication=edm",
    "figure-outlets:country": "/figures/outlets/?by=country",
    "figure-outlets:outlet": "/figures/outlets/?by=outlet",
    "figure-outlets:refused": "/figures/outlets/?by=weather",
    "figure-lag": "/figures/lag/",
    "figure-lag:outlet": "/figures/lag/?by=outlet",
    "figure-lag:outliers": "/figures/lag/?by=outlier",
    "figure-unresolved": "/figures/unresolved/",
    "figure-unresolved:names": "/figures/unresolved/?by=name",
    "publication": "/edm/",
    "volume": "/edm/1/",
    "issue": "/edm/1/1/",
    "article": "/edm/1/1/1/focus/",
}
#: A word that stands in every part of every record that readers must not see.
SECRET = "Quicksilver"

BODY = "Focus of the CST said so in Kazakhstan (Interfax, November 30). The Council of States (CST) agreed."


#: What the body says before its citation, as a quotation of the person in focus.
CLAIM = {
    **{"supports_start": 0, "supports_end": BODY.index(" (Interfax"), "speaker_basis": "named"},
    **{"quotation_start": BODY.index("said so"), "quotation_end": BODY.index(" in Kazakhstan")},
    **{"speaker_start": 0, "speaker_end": len("Focus")},
}


def grow(size: int) -> None:
    """Fill the archive until each list has ``size`` rows or more. May be called again with a larger one."""
    publication = factories.PublicationFactory()
    issue = factories.IssueFactory(publication=publication, volume=1, number="1")
    focus = _one(Article, issue=issue, position=1) or factories.ArticleFactory(
        issue=issue,
        position=1,
        headline="Focus",
        slug="focus",
        body=BODY,
        series="Series",
        part=1,
        date_reasons=["The issue bears the date."],
    )
    person = _entity("person", "focus", "Focus")
    place = _entity("place", "kazakhstan", "Kazakhstan", latitude="48.00000", longitude="68.00000")
    source = _one(Source, slug="focus") or factories.SourceFactory(name="Focus Gazette", slug="focus")
    author = _one(Author, slug="focus") or factories.AuthorFactory(name="Ada Focus", slug="focus", sort_name="Focus, A")
    if not focus.authorships.exists():
        factories.AuthorshipFactory(article=focus, author=author, order=1)
        PastSlug.objects.create(kind="person", slug="old-focus", entity=person, reason="renamed")
    listing = {("edm", 1, "1", place): 1 + place % 2 for place in (*range(2, size), 999, *range(2_000, 2_000 + size))}
    factories.CitedSearchFactory(token="everything00")
    CitedSearch.objects.filter(token="everything00").update(count=len(listing), listing=pack(listing))
    for number in range(focus.citations.count() + 1, size + 1):
        _annotate(focus, number, person, place, source)
        _surround(publication, issue, number, person, place, source, author, focus)
    index.refresh()


def _one(model: Any, **key: Any) -> Any:
    return model.objects.filter(**key).first()


def _entity(kind: str, slug: str, label: str, **fields: Any) -> Entity:
    found: Entity | None = _one(Entity, kind=kind, slug=slug)
    return found or factories.EntityFactory(kind=kind, slug=slug, preferred_label=label, **fields)


def _annotate(focus: Article, number: int, person: Entity, place: Entity, source: Source) -> None:
    """One more of each annotation on the article in focus, and of what hangs on the entity in focus."""
    other = factories.EntityFactory(kind="organization", preferred_label=f"Council {number}", slug=f"council-{number}")
    quotes = {"number": number, "article": focus}
    entity, quote = (person, "Focus") if number == 1 else (place, "Kazakhstan") if number == 2 else (other, "Council")
    factories.MentionFactory(**quotes, entity=entity, quote=quote)
    factories.CitationFactory(**quotes, source=source, url="https://example.org/a" if number % 2 else "")
    factories.RoleStatementFactory(**quotes, person=person, organization=other, quote="Focus", person_name="Focus")
    factories.AcronymDefinitionFactory(**quotes, quote="Council of States (CST)", entity=other)
    factories.AliasFactory(entity=person, name=f"Focus the {number}th", language="en")
    ExternalIdentifier.objects.create(entity=person, scheme="wikidata", value=f"Q{number}")
    Relation.objects.create(subject=person, kind="member_of", object=other, note="member")
    Relation.objects.create(subject=other, kind="located_in", object=place)
    factories.SourceVariantFactory(source=source, name=f"Focus {number}")


def _surround(
    publication: Any,
    issue: Any,
    number: int,
    person: Entity,
    place: Entity,
    source: Source,
    author: Any,
    focus: Article,
) -> None:
    """One more article about the same, in the same issue; and an issue and a volume of their own for others."""
    kind = ("event", "work", "person", "place")[number % 4]
    theme = factories.EntityFactory(kind=kind, preferred_label=f"Theme {number}", slug=f"theme-{number}")
    second = factories.AuthorFactory(name=f"Ben {number}", slug=f"ben-{number}", sort_name=f"Trial {number}")
    gazette = factories.SourceFactory(name=f"Gazette {number}", slug=f"gazette-{number}")
    year = 2003 + number
    later = [
        factories.IssueFactory(publication=publication, volume=1, number=str(number + 1)),
        factories.IssueFactory(
            publication=publication, volume=number + 1, number="1", issued=datetime.date(year, 5, 1)
        ),
    ]
    for position, home in enumerate((issue, *later), number + 1):
        article = factories.ArticleFactory(
            issue=home, position=position, headline=f"More {number}", body=BODY, series="Series", part=position
        )
        factories.AuthorshipFactory(article=article, author=author, order=1)
        factories.AuthorshipFactory(article=article, author=second, order=2)
        factories.MentionFactory(article=article, entity=person, quote="Focus")
        factories.MentionFactory(article=article, entity=place, quote="Kazakhstan")
        factories.MentionFactory(article=article, entity=theme, quote="Council")
        factories.CitationFactory(article=article, source=source, **CLAIM)
        factories.CitationFactory(article=article, source=gazette)
        factories.CitationFactory(article=article, source=source, kind="cross_reference", target=focus)
        factories.RoleStatementFactory(article=article, person=person, organization=place, quote="Focus")
        focus.citations.filter(number=number).update(kind="cross_reference", resolution="resolved", target=article)
    if number == 3:  # related to the article in focus, of no series of its and without a reference
        beside = factories.ArticleFactory(issue=later[1], position=500, headline="Beside", body=BODY)
        factories.AuthorshipFactory(article=beside, author=second)
        factories.MentionFactory(article=beside, entity=Entity.objects.get(slug="council-3"), quote="Council")


def hide() -> None:
    """Add records that no reader may see, all of them marked with ``SECRET``."""
    focus = Article.objects.get(slug="focus")
    body = f"{SECRET} and Focus met in Kazakhstan ({SECRET}, May 1), called {SECRET} of States ({SECRET[:3]})."
    draft: Article = factories.ArticleFactory(
        issue=factories.IssueFactory(volume=77, number=f"{SECRET}1"),
        position=1,
        headline=f"{SECRET} headline",
        slug=SECRET.lower(),
        body=body,
        series="Series",
        status="draft",
    )
    factories.ArticleFactory(
        issue=focus.issue, position=999, headline=f"{SECRET} review", body=body, status="in_review", series="Series"
    )
    entity = factories.EntityFactory(kind="person", preferred_label=SECRET, slug=SECRET.lower())
    source = factories.SourceFactory(name=SECRET, slug=SECRET.lower(), review="suggested")
    author = factories.AuthorFactory(name=SECRET, slug=SECRET.lower(), sort_name=SECRET)
    person, place = Entity.objects.get(slug="focus"), Entity.objects.get(slug="kazakhstan")
    factories.AuthorshipFactory(article=draft, author=author)
    for known, quote in ((entity, SECRET), (person, "Focus"), (place, "Kazakhstan")):
        factories.MentionFactory(article=draft, entity=known, quote=quote)
    factories.CitationFactory(article=draft, source=source, quote=f"({SECRET}, May 1)")
    factories.CitationFactory(
        article=draft, source=Source.objects.get(slug="focus"), quote="May 1", kind="cross_reference", target=focus
    )
    factories.RoleStatementFactory(article=draft, person=person, organization=place, quote="Focus", post=SECRET)
    # On a public article: what an editor has rejected, and what has lost its words.
    factories.MentionFactory(article=focus, entity=entity, quote="Focus", review="rejected")
    factories.MentionFactory(article=focus, entity=entity, quote=SECRET, start=None, end=None)
    factories.CitationFactory(article=focus, source=source, review="rejected", source_text=SECRET)
    factories.RoleStatementFactory(article=focus, person=entity, quote="Focus", post=SECRET, review="rejected")
