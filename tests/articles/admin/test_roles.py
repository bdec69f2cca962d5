"""Who may do what in the admin: every page and every action, asked by a Tagger, an Editor and a Publisher.

The tables are complete by construction: a page or an action without a row fails. docs/reference/roles.md says the same
in words.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from articles.models import Article, Batch, Mention
from articles.services.batches import recording
from articles.services.ingest import IngestOptions, ingest_files
from articles.services.publishing import publish, withdraw
from articles.services.roles import EDITOR, PUBLISHER, ROLES, TAGGER, create_roles
from tests import factories
from tests.test_access import in_admin, patterns

pytestmark = pytest.mark.django_db

T, E, P = TAGGER.name, EDITOR.name, PUBLISHER.name
ALL, EDITORS, PUBLISHERS, NOBODY = {T, E, P}, {E, P}, {P}, set[str]()
TEXT = "Publication: Eurasia Daily Monitor Volume: 1 Issue: 140\nTitle: The Council Answers\n\nThe Council spoke."

#: Records by who may add, change and delete them.
RECORDS: dict[str, tuple[set[str], set[str], set[str]]] = {
    **dict.fromkeys(("citation", "mention", "rolestatement", "acronymdefinition"), (ALL, ALL, NOBODY)),
    **dict.fromkeys(
        ("publication", "issue", "article", "author", "authorship", "source", "sourcevariant"),
        (EDITORS, EDITORS, EDITORS),
    ),
    **dict.fromkeys(("entity", "alias", "externalidentifier", "relation"), (EDITORS, EDITORS, EDITORS)),
    "assignment": (EDITORS, NOBODY, EDITORS),
    **dict.fromkeys(
        ("batch", "batchchange", "citedsearch", "pastsourceslug", "secondopinion"), (NOBODY, NOBODY, NOBODY)
    ),
    **dict.fromkeys(("distinctsources", "distinctentities", "rejection", "pastslug"), (NOBODY, NOBODY, EDITORS)),
}
#: Actions of lists by who is offered them.
ACTIONS: dict[str, set[str]] = {
    **{
        f"{model}.{verb}_selected": ALL
        for model in ("citation", "mention", "rolestatement", "acronymdefinition")
        for verb in ("accept", "reject", "reopen")
    },
    **{f"source.{verb}_selected": EDITORS for verb in ("accept", "reject", "reopen")},
    "article.find_in_selected": EDITORS,
    "article.assign_selected": EDITORS,
    **{f"assignment.{verb}_selected": ALL for verb in ("start", "finish", "reopen")},
    "assignment.lock_selected": EDITORS,
    "article.send_to_review_selected": EDITORS,
    "article.publish_selected": PUBLISHERS,
    "article.return_to_draft_selected": PUBLISHERS,
    "article.withdraw_selected": PUBLISHERS,
}
#: Pages of our own by who may open them.
PAGES: dict[str, set[str]] = {
    "articles_article_desk": ALL,
    "articles_article_desk_state": ALL,
    "articles_article_second_reading": ALL,
    "articles_article_differences": ALL,
    "articles_article_import": EDITORS,
    "articles_citation_queue": ALL,
    "articles_citation_same_name": ALL,
    "articles_source_doubles": ALL,
    "articles_source_merge": EDITORS,
    "articles_source_split": EDITORS,
    "articles_batch_undo": ALL,
    "articles_batch_measurements": ALL,
    "articles_batch_measurements_file": ALL,
    "articles_article_date": ALL,
    "articles_mention_propagate": ALL,
    "entities_entity_doubles": ALL,
    "entities_entity_merge": EDITORS,
    "entities_entity_split": EDITORS,
}
#: Acts of the desk, which are posted: tests/articles/admin/test_desk_api.py holds who may do each.
POSTED = {
    f"articles_article_desk_{act}" for act in ("candidates", "decide", "tag", "choose", "undo", "redo", "finish")
} | {"articles_assignment_take"}
_OF_DJANGO = ("_changelist", "_add", "_change", "_delete", "_history")


@pytest.fixture
def people() -> dict[str, Client]:
    """A client signed in as one person of each role."""
    create_roles()
    clients = {}
    for role in ROLES:
        user = get_user_model().objects.create(username=role.name.lower(), is_staff=True)
        user.groups.add(Group.objects.get(name=role.name))
        clients[role.name] = Client()
        clients[role.name].force_login(user)
    return clients


def user_of(role: str) -> Any:
    return get_user_model().objects.get(username=role.lower())


def keepers() -> dict[str, admin.ModelAdmin]:
    ours = ("articles", "entities")
    return {m._meta.model_name: keeper for m, keeper in admin.site._registry.items() if m._meta.app_label in ours}  # type: ignore[misc]


def asked_by(role: str) -> Any:
    request = RequestFactory().get("/")
    request.user = user_of(role)
    return request


def test_a_role_contains_the_one_before_it() -> None:
    assert TAGGER.permissions < EDITOR.permissions < PUBLISHER.permissions
    assert PUBLISHER.permissions - EDITOR.permissions == {"articles.publish_article"}


def test_roles_are_made_once_and_mended(capsys) -> None:  # type: ignore[no-untyped-def]
    call_command("create_roles")
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == [T, E, P]
    assert {(report.is_new, report.gained, report.lost) for report in create_roles()} == {(False, 0, 0)}
    group, member = Group.objects.get(name=T), factories.UserFactory()
    member.groups.add(group)
    group.permissions.remove(Permission.objects.get(codename="change_mention"))
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    call_command("create_roles")
    assert f"{T}: 1 permissions added, 1 taken away" in capsys.readouterr().out
    names = {f"{app}.{name}" for app, name in group.permissions.values_list("content_type__app_label", "codename")}
    assert names == TAGGER.permissions
    assert list(member.groups.all()) == [group]


def test_a_database_that_is_not_migrated_is_told() -> None:
    Permission.objects.filter(codename="publish_article").delete()
    with pytest.raises(CommandError, match=r"no permission articles\.publish_article; run “manage\.py migrate”"):
        call_command("create_roles")


def test_every_record_is_in_the_table(people: dict[str, Client]) -> None:
    assert set(RECORDS) == set(keepers())
    found = {
        name: tuple(
            {role for role in people if getattr(keeper, f"has_{verb}_permission")(asked_by(role))}
            for verb in ("add", "change", "delete")
        )
        for name, keeper in keepers().items()
    }
    assert found == RECORDS
    assert all(keeper.has_view_permission(asked_by(role)) for keeper in keepers().values() for role in people)


def test_every_action_is_in_the_table(people: dict[str, Client]) -> None:
    found: dict[str, set[str]] = {}
    for name, keeper in keepers().items():
        for role in people:
            for action in keeper.get_actions(asked_by(role)):
                if action != "delete_selected":
                    found.setdefault(f"{name}.{action}", set()).add(role)
    assert found == ACTIONS


def test_every_page_is_in_the_table(people: dict[str, Client]) -> None:
    names = {name.removeprefix("admin:") for name, _ in patterns(get_resolver()) if in_admin(name)}
    own = {name for name in names if name.startswith(("articles_", "entities_")) and not name.endswith(_OF_DJANGO)}
    assert own == set(PAGES) | POSTED
    citation = factories.CitationFactory()
    with recording(kind=Batch.Kind.DECISION, summary="Accepted") as recorder:
        recorder.set_values(type(citation).objects.select_related("article__issue__publication"), review="accepted")
    mention = factories.MentionFactory(article=citation.article, review="accepted")
    pks = {
        "article": citation.article_id,
        "mention": mention.pk,
        "entity": mention.entity_id,
        "citation": citation.pk,
        "source": citation.source_id,
    }
    asked = {"words": "Kazakhstan", "entity": mention.entity_id}
    opened: dict[str, set[str]] = {}
    for name in PAGES:
        pk = {**pks, "batch": recorder.batch.pk}[name.split("_")[1]]
        given = {"pk": pk, "table": "decisions"}
        pattern = next(p for found, p in patterns(get_resolver()) if found == f"admin:{name}")
        address = reverse(f"admin:{name}", args=[given[name] for name in pattern.pattern.converters])
        statuses = {role: client.get(address, asked).status_code for role, client in people.items()}
        assert set(statuses.values()) <= {200, 403}, (name, statuses)
        opened[name] = {role for role, status in statuses.items() if status == 200}
    assert opened == PAGES


# What is more than one permission of Django's ------------------------------------------------------------------------


def test_only_a_publisher_changes_what_readers_see(people: dict[str, Client]) -> None:
    article = factories.ArticleFactory(status="draft")
    for role, form in ((E, False), (P, True)):
        page = people[role].get(reverse("admin:articles_article_change", args=[article.pk]))
        assert ("status" in page.context["adminform"].form.fields) is form
    everything = {"action": "publish_selected", "_selected_action": [article.pk]}
    people[E].post(reverse("admin:articles_article_changelist"), everything)
    assert Article.objects.get().status == "draft"
    people[P].post(reverse("admin:articles_article_changelist"), everything)
    assert Article.objects.get().status == "published"


def test_an_editor_sends_drafts_to_review_and_nothing_that_readers_see(people: dict[str, Client]) -> None:
    draft, public = factories.ArticleFactory(status="draft"), factories.ArticleFactory(status="published")
    chosen = {"action": "send_to_review_selected", "_selected_action": [draft.pk, public.pk]}
    people[E].post(reverse("admin:articles_article_changelist"), chosen)
    assert dict(Article.objects.values_list("pk", "status")) == {draft.pk: "in_review", public.pk: "published"}


def test_an_editor_imports_but_publishes_nothing_by_it(people: dict[str, Client]) -> None:
    factories.PublicationFactory()
    for role, made in ((E, 0), (P, 1)):
        file = SimpleUploadedFile("140.txt", TEXT.encode(), content_type="text/plain")
        people[role].post(reverse("admin:articles_article_import"), {"texts": file, "status": "published"})
        assert Article.objects.count() == made


def test_what_readers_see_is_taken_back_by_a_publisher_alone(people: dict[str, Client]) -> None:
    factories.PublicationFactory()
    report = ingest_files([("140.txt", TEXT.encode())], IngestOptions())
    imported, rows = Batch.objects.get(reference=report.batch), Article.objects.all()
    assert {role for role in people if may_undo(people[role], imported)} == EDITORS
    published = publish(rows, None).batch
    assert {role for role in people if may_undo(people[role], imported)} == PUBLISHERS
    assert {role for role in people if may_undo(people[role], published)} == PUBLISHERS
    withdrawn = withdraw(rows, None, "Printed twice.").batch
    assert {role for role in people if may_undo(people[role], withdrawn)} == PUBLISHERS


def test_a_tagger_takes_back_a_mention_that_was_added(people: dict[str, Client]) -> None:
    mention = factories.MentionFactory(review="accepted")
    with recording(kind=Batch.Kind.DECISION, summary="Added", user=user_of(T)) as recorder:
        recorder.created(mention)
    people[T].post(reverse("admin:articles_batch_undo", args=[recorder.batch.pk]))
    assert not Mention.objects.exists()


def may_undo(client: Client, batch: Batch | None) -> bool:
    assert batch is not None
    return client.get(reverse("admin:articles_batch_undo", args=[batch.pk])).status_code == 200
