"""Who held which post, as articles state it: statements put together in order of time, and those that contradict.

A post is the same when person, words and organization are. Two holders of one post at one time raise a flag where a
body has one holder (``entities.matching.posts``): one text may be wrong, two posts may share a name, or a person was
replaced between two statements. Nothing is decided here, and what articles do not date raises no flag.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from articles.models import RoleStatement
from edm_archive.text.dates import PartialDate
from edm_archive.text.normalize import fold
from entities.matching.posts import held_by_one
from entities.models import Entity

#: Statements that are put together for one record: the latest.
STATEMENTS = 500


@dataclass(frozen=True, slots=True)
class Holder:
    """A person as the authority file or only a text knows it."""

    entity: Entity | None
    name: str

    @property
    def key(self) -> object:
        """What makes two of them the same person."""
        return self.entity.pk if self.entity else fold(self.name)

    def __str__(self) -> str:
        return str(self.entity or self.name)


@dataclass(frozen=True, slots=True)
class Post:
    """One post of one person, from the first statement to the last.

    Attributes:
        organization: in the authority file; ``organization_name`` as the text has it, "" when only implied.
        statements: the evidence, in order of time; each with its article.
        rivals: others who are stated to hold the same post within the same time.
    """

    holder: Holder
    post: str
    organization: Entity | None
    organization_name: str
    statements: tuple[RoleStatement, ...]
    rivals: tuple[Holder, ...] = ()

    @property
    def first(self) -> RoleStatement:
        """The earliest statement."""
        return self.statements[0]

    @property
    def last(self) -> RoleStatement:
        """The latest statement."""
        return self.statements[-1]

    @property
    def further(self) -> int:
        """How many statements there are between the earliest and the latest."""
        return max(len(self.statements) - 2, 0)

    @property
    def is_suggested(self) -> bool:
        """Whether no editor has accepted any of the statements."""
        return not any(statement.is_decided for statement in self.statements)

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day as of which it is stated; None when no statement is dated."""
        stated = [statement.as_of for statement in self.statements if statement.as_of]
        return (min(stated), max(stated)) if stated else None


def posts_of(person: Entity) -> list[Post]:
    """The posts that public articles state of ``person``, in order of time, rivals for them flagged. Two queries."""
    statements = _public().of_person(person)
    own = _grouped(statements)
    single = [post for post in own if post.organization and held_by_one(post.post)]
    if not single:
        return own
    others = _public().filter(
        organization__in={post.organization for post in single}, post__in={post.post for post in single}
    )
    return _flagged(own, [*own, *_grouped(others.exclude(person=person))])


def posts_at(organization: Entity) -> list[Post]:
    """The posts that public articles state to be held at ``organization``, rivals flagged. One query."""
    held = _grouped(_public().at(organization))
    return _flagged(held, held)


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement of a post, as a file has it; ``address`` is that of the evidence."""

    person: str
    post: str
    organization: str
    as_of: PartialDate | None
    review: str
    article: str
    address: str


def statements_about(entity: Entity, limit: int | None = None) -> Iterator[Stated]:
    """What public articles state of the posts of a person or at an organization, in order of time. One query."""
    found = _public().of_person(entity) if entity.kind == "person" else _public().at(entity)
    ordered = found.order_by(F("as_of").asc(nulls_first=True), "article_id", "start")[:limit]
    for row in ordered.iterator(chunk_size=STATEMENTS):
        yield Stated(
            person=str(_holder(row)),
            post=row.post,
            organization=str(row.organization or row.organization_name),
            as_of=row.date,
            review=row.review,
            article=row.article.headline,
            address=row.article.get_absolute_url(),
        )


def _public() -> Any:
    """Visible statements of published articles, without the texts they stand in."""
    return RoleStatement.objects.in_public().with_evidence().defer("article__body")


def _grouped(statements: Any) -> list[Post]:
    found: dict[tuple[object, str, object], list[RoleStatement]] = defaultdict(list)
    latest_first = statements.order_by(F("as_of").desc(nulls_last=True), "article_id", "start")
    for row in latest_first[:STATEMENTS]:
        place: object = row.organization_id or fold(row.organization_name)
        found[_holder(row).key, fold(row.post), place].append(row)
    posts = [_post(sorted(rows, key=_time)) for rows in found.values()]
    return sorted(posts, key=lambda post: _time(post.first))


def _post(statements: Sequence[RoleStatement]) -> Post:
    first = statements[0]
    return Post(_holder(first), first.post, first.organization, first.organization_name, tuple(statements))


def _holder(row: RoleStatement) -> Holder:
    return Holder(row.person, row.person_name)


def _time(row: RoleStatement) -> tuple[date, int, int]:
    """In order of the days; what has none comes first."""
    return row.as_of or date.min, row.article_id, row.start or 0


def _flagged(posts: Iterable[Post], all_posts: Iterable[Post]) -> list[Post]:
    """``posts`` with those who hold the same post within the same time."""
    holders: dict[tuple[object, str], list[Post]] = defaultdict(list)
    for post in all_posts:
        if post.organization and post.days and held_by_one(post.post):
            holders[post.organization.pk, fold(post.post)].append(post)
    return [_with_rivals(post, holders) for post in posts]


def _with_rivals(post: Post, holders: dict[tuple[object, str], list[Post]]) -> Post:
    if post.organization is None or post.days is None:
        return post
    rivals = {
        other.holder.key: other.holder
        for other in holders[post.organization.pk, fold(post.post)]
        if other.holder.key != post.holder.key and _overlap(post.days, other.days)
    }
    if not rivals:
        return post
    kept = tuple(sorted(rivals.values(), key=str))
    return Post(post.holder, post.post, post.organization, post.organization_name, post.statements, kept)


def _overlap(one: tuple[date, date], other: tuple[date, date] | None) -> bool:
    return other is not None and one[0] <= other[1] and other[0] <= one[1]
