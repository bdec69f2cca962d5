"""The bibliographic records, by what they are about.

``bibliography`` (what was published), ``references`` (what it cites), ``annotations`` (whom and what it mentions),
``batches`` (what was done in bulk, and how it is taken back), ``work`` (who has what to do, and what second readers
say), ``searches`` (what readers have cited of it), ``indexes`` (what is derived from all that).
"""

from articles.models.annotations import AcronymDefinition, Mention, Rejection, RoleStatement
from articles.models.batches import Batch, BatchChange
from articles.models.bibliography import Article, Author, Authorship, Issue, Publication
from articles.models.indexes import FacetBitmap, FacetEntry, FacetVersion
from articles.models.references import Citation, DistinctSources, PastSourceSlug, Source, SourceVariant
from articles.models.searches import CitedSearch
from articles.models.work import Assignment, SecondOpinion

__all__ = [
    "AcronymDefinition",
    "Article",
    "Assignment",
    "Author",
    "Authorship",
    "Batch",
    "BatchChange",
    "Citation",
    "CitedSearch",
    "DistinctSources",
    "FacetBitmap",
    "FacetEntry",
    "FacetVersion",
    "Issue",
    "Mention",
    "PastSourceSlug",
    "Publication",
    "Rejection",
    "RoleStatement",
    "SecondOpinion",
    "Source",
    "SourceVariant",
]
