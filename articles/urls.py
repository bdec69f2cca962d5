"""Public addresses. Fixed first parts come before publications, whose slugs may not take them.

``publication/volume/number/position`` names an article for ever; the slug after it may change.
"""

from __future__ import annotations

from django.urls import path, register_converter

from articles import converters
from articles.views import (
    acronyms,
    authors,
    cite,
    claims,
    entities,
    indexes,
    lists,
    reading,
    searches,
    serials,
    sources,
)
from articles.views.figures import diet, places
from articles.views.figures.index import FigureIndexView

register_converter(converters.SlugConverter, "word")
register_converter(converters.IssueNumberConverter, "number")
register_converter(converters.OrdinalConverter, "ordinal")
register_converter(converters.IsoDateConverter, "date")
register_converter(converters.EntityKindConverter, "kind")
register_converter(converters.TokenConverter, "token")

ISSUE = "<word:publication>/<ordinal:volume>/<number:number>/"

urlpatterns = [
    path("", lists.HomeView.as_view(), name="home"),
    path("about/", lists.AboutView.as_view(), name="about"),
    path("articles/", lists.ArticleListView.as_view(), name="articles"),
    path("articles/facets/<word:key>/", lists.FacetView.as_view(), name="facet"),
    path("entities/", indexes.EntityKindsView.as_view(), name="entities"),
    path("entities/<kind:kind>/", indexes.EntityIndexView.as_view(), name="entities-of-kind"),
    path("entities/<kind:kind>/<word:slug>/", entities.EntityView.as_view(), name="entity"),
    path("entities/<kind:kind>/<word:slug>/<word:table>.csv", entities.EntityFileView.as_view(), name="entity-csv"),
    path("entities/<kind:kind>/<word:slug>/network/", entities.NetworkView.as_view(), name="network"),
    path("acronyms/", acronyms.AcronymListView.as_view(), name="acronyms"),
    path("sources/", indexes.SourceIndexView.as_view(), name="sources"),
    path("sources/<word:slug>/", sources.SourceView.as_view(), name="source"),
    path("sources/<word:slug>/<word:table>.csv", sources.SourceFileView.as_view(), name="source-csv"),
    path("authors/", indexes.AuthorIndexView.as_view(), name="authors"),
    path("authors/<word:slug>/", authors.AuthorView.as_view(), name="author"),
    path("authors/<word:slug>/<word:table>.csv", authors.AuthorFileView.as_view(), name="author-csv"),
    path("cite/<word:publication>/<date:date>/", cite.CiteView.as_view(), name="cite"),
    path("claims/", claims.ClaimListView.as_view(), name="claims"),
    path("claims.csv", claims.ClaimFileView.as_view(), name="claims-csv"),
    path("searches/", searches.CiteSearchView.as_view(), name="searches"),
    path("searches/<token:token>/", searches.CitedSearchView.as_view(), name="search"),
    path("searches/<token:token>.bib", searches.CitedSearchFileView.as_view(form="bib"), name="search-bib"),
    path("searches/<token:token>.json", searches.CitedSearchFileView.as_view(form="json"), name="search-json"),
    path("searches/<token:token>.csv", searches.CitedSearchListingView.as_view(), name="search-csv"),
    path("figures/", FigureIndexView.as_view(), name="figures"),
    path("figures/places/", places.PlacesView.as_view(), name="figure-places"),
    path("figures/places.csv", places.PlacesFileView.as_view(), name="figure-places-csv"),
    path("figures/outlets/", diet.FigureView.as_view(figure=diet.OUTLETS), name="figure-outlets"),
    path("figures/lag/", diet.FigureView.as_view(figure=diet.LAG), name="figure-lag"),
    path("figures/unresolved/", diet.FigureView.as_view(figure=diet.UNRESOLVED), name="figure-unresolved"),
    path("figures/outlets.csv", diet.FigureFileView.as_view(figure=diet.OUTLETS), name="figure-outlets-csv"),
    path("figures/lag.csv", diet.FigureFileView.as_view(figure=diet.LAG), name="figure-lag-csv"),
    path(
        "figures/unresolved.csv",
        diet.FigureFileView.as_view(figure=diet.UNRESOLVED),
        name="figure-unresolved-csv",
    ),
    path("<word:publication>/", serials.PublicationView.as_view(), name="publication"),
    path("<word:publication>/<ordinal:volume>/", serials.VolumeView.as_view(), name="volume"),
    path(ISSUE, serials.IssueView.as_view(), name="issue"),
    path(f"{ISSUE}<ordinal:position>.bib", reading.ArticleFileView.as_view(form="bib"), name="article-bib"),
    path(f"{ISSUE}<ordinal:position>.json", reading.ArticleFileView.as_view(form="json"), name="article-json"),
    path(f"{ISSUE}<ordinal:position>/", reading.ArticleView.as_view(), name="article-address"),
    path(f"{ISSUE}<ordinal:position>/<word:slug>/", reading.ArticleView.as_view(), name="article"),
]
