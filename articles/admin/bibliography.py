"""Publications, issues, articles and their authors."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin import desk_api
from articles.admin.article_forms import ArticleForm, IssueForm, WithdrawalForm
from articles.admin.decisions import desk_url, tell
from articles.admin.desk import DeskPage
from articles.admin.second_reading import DifferencesPage, SecondReadingPage
from articles.admin.undated import DatePage, panel
from articles.admin.uploads import ImportPage
from articles.admin.work import assign_page
from articles.models import Article, Author, Authorship, Citation, Issue, Mention, Publication
from articles.services import publishing
from articles.services.anchoring import ANCHORED, reanchor
from articles.services.finding import find_in
from articles.services.mending import mend_changed
from articles.services.redating import date_issue
from entities.admin.inlines import SmallInline
from entities.admin.records import RecordAdmin


@admin.register(Publication)
class PublicationAdmin(RecordAdmin):
    """Periodicals."""

    list_display = ("title", "abbreviation", "issn", "publisher", "frequency", "first_volume_year")
    list_filter = ("frequency",)
    search_fields = ("title", "abbreviation", "=issn", "publisher")
    prepopulated_fields = {"slug": ("abbreviation",)}
    fieldsets = (
        (None, {"fields": ("title", "abbreviation", "slug", "issn")}),
        ("Who and when", {"fields": ("publisher", "frequency", "language", "first_volume_year")}),
        ("About", {"fields": ("homepage", "description")}),
    )


@admin.register(Issue)
class IssueAdmin(RecordAdmin):
    """Numbered issues."""

    form = IssueForm
    list_display = ("number_in_volume", "publication", "date")
    list_filter = ("publication",)
    list_select_related = ("publication",)
    search_fields = ("=number", "=volume", "publication__title", "=publication__abbreviation")
    search_help_text = "A number, a volume, or a publication"
    ordering = ("-pk",)
    autocomplete_fields = ("publication",)
    fieldsets = ((None, {"fields": ("publication", ("volume", "number"), ("issued", "issued_precision"))}),)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Issue]:
        return super().get_queryset(request).select_related("publication")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find "1/138" as volume and number, too."""
        volume, slash, number = search_term.strip().partition("/")
        if slash and volume.strip().isdecimal() and len(volume.strip()) <= 5:
            return queryset.filter(volume=volume.strip(), number__startswith=number.strip()), False
        return super().get_search_results(request, queryset, search_term)

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        """Save the issue; a date that has become known is that of its undated articles."""
        super().save_model(request, obj, form, change)
        dated = date_issue(obj) if change and obj.issued else []
        if dated:
            self.message_user(request, f"{len(dated)} undated articles of this issue bear its date now.")

    def view_on_site(self, obj: Issue) -> str | None:
        """Its public page; none while readers can read nothing of it."""
        return obj.get_absolute_url() if Issue.objects.filter(pk=obj.pk).with_public_articles().exists() else None

    @admin.display(description="issue", ordering="sequence")
    def number_in_volume(self, issue: Issue) -> str:
        return f"volume {issue.volume}, number {issue.number}"

    @admin.display(description="date", ordering="issued")
    def date(self, issue: Issue) -> str:
        return str(issue.date or "")


@admin.register(Author)
class AuthorAdmin(RecordAdmin):
    """People who sign articles."""

    list_display = ("name", "sort_name", "orcid", "entity")
    list_select_related = ("entity",)
    search_fields = ("name", "sort_name", "=orcid")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("entity",)
    fieldsets = ((None, {"fields": ("name", "sort_name", "slug", "orcid", "entity")}),)


@admin.register(Authorship)
class AuthorshipAdmin(RecordAdmin):
    """Bylines across the archive: under which names an author was printed."""

    list_display = ("author", "credited_name", "article", "order")
    list_select_related = ("author", "article")
    search_fields = ("author__name", "credited_name", "article__headline")
    ordering = ("-pk",)
    autocomplete_fields = ("article", "author")


class AuthorshipInline(SmallInline):
    """The byline of an article."""

    model = Authorship
    fields = ("order", "author", "credited_name")
    autocomplete_fields = ("author",)
    loaded = ("author",)
    verbose_name_plural = "byline"


def _open_suggestions(model: Any) -> Coalesce:
    """The number of suggestions of one kind of annotation in an article."""
    suggested = model.objects.suggested().filter(article=OuterRef("pk")).order_by().values("article")
    return Coalesce(Subquery(suggested.annotate(number=Count("pk")).values("number")), 0)


#: Columns by which a cross-reference tells which article it means.
_TELLING = frozenset({"date_earliest", "date_latest", "issue", "headline", "headline_basis", "series", "part"})


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    """Articles: their text, their state, and the way to their review."""

    form = ArticleForm
    list_display = ("headline", "issue", "position", "appeared", "status", "to_decide")
    list_filter = ("status", "issue__publication", "date_basis", "headline_basis")
    list_select_related = ("issue__publication",)
    search_fields = ("headline", "standfirst", "series", "=issue__number")
    search_help_text = "Words of the headline, a series, or the number of an issue"
    ordering = ("-pk",)
    actions = (
        "find_in_selected",
        "assign_selected",
        "publish_selected",
        "send_to_review_selected",
        "return_to_draft_selected",
        "withdraw_selected",
    )
    autocomplete_fields = ("issue",)
    prepopulated_fields = {"slug": ("headline",)}
    readonly_fields = ("annotations", "known_from", "series_basis", "revision", "digest", "created_at", "changed_at")
    inlines = (AuthorshipInline,)
    change_form_template = "admin/articles/article/archive_change_form.html"
    change_list_template = "admin/articles/article/archive_change_list.html"
    fieldsets = (
        (None, {"fields": ("headline", "headline_basis", "standfirst", ("issue", "position"), "annotations")}),
        ("Text", {"fields": ("dateline", "body"), "classes": ("running-text",)}),
        ("What readers see", {"fields": ("status", "withdrawal_reason")}),
        (
            "Date",
            {
                "fields": (("date_earliest", "date_latest"), "date_basis", "known_from"),
                "description": "The days on which it can have appeared: the same day twice when it is known.",
            },
        ),
        (
            "Further particulars",
            {"fields": ("section", ("series", "part", "series_basis"), ("language", "licence"), "source_url", "slug")},
        ),
        (
            "Provenance",
            {"fields": (("revision", "digest"), ("created_at", "changed_at")), "classes": ("collapse",)},
        ),
    )

    # Lists -----------------------------------------------------------------------------------------------------------

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether the user may let readers see articles, and take them from readers."""
        return request.user.has_perm("articles.publish_article")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Article]:
        rows: models.QuerySet[Article] = super().get_queryset(request).select_related("issue__publication")
        match = request.resolver_match
        if match is not None and match.url_name == "articles_article_changelist":
            rows = rows.annotate(open_citations=_open_suggestions(Citation), open_mentions=_open_suggestions(Mention))
            rows = rows.defer("body", "markup")
        return rows

    def autocomplete_label(self, article: Article) -> str:
        """How it is offered in a search: with its issue and date."""
        return f"{article.headline} ({article.issue}, {article.date_statement})"

    @admin.display(description="appeared", ordering="sort_date")
    def appeared(self, article: Article) -> str:
        return article.date_statement

    @admin.display(description="to decide")
    def to_decide(self, article: Any) -> SafeString | str:
        number = article.open_citations + article.open_mentions
        text = f"Review {number:,}" if number else "Review"
        return format_html(
            '<a href="{}">{}<span class="visually-hidden"> suggestions of “{}”</span></a>',
            desk_url(article.pk, {"state": "suggested"} if number else {}),
            text,
            article.headline,
        )

    # One article -----------------------------------------------------------------------------------------------------

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        """What readers see is decided by those who publish; the others see it."""
        decided = () if self.has_publish_permission(request) else ("status", "withdrawal_reason")
        return (*super().get_readonly_fields(request, obj), *decided)

    @admin.display(description="annotations")
    def annotations(self, article: Article) -> SafeString | str:
        """How many of each kind, and how many of them wait."""
        if article._state.adding:
            return "none yet: they are found by an import, by “Find citations and names” in the list, or added by hand"
        counted = []
        for model in ANCHORED:
            counts = model.objects.filter(article=article).aggregate(
                total=Count("pk"), waiting=Count("pk", filter=models.Q(review="suggested"))
            )
            counted.append((counts["total"], model._meta.verbose_name_plural, counts["waiting"]))
        listed = format_html_join(", ", "{} {} ({} suggested)", counted)
        return format_html('{}. <a href="{}">Review them in the text</a>', listed, desk_url(article.pk, {}))

    @admin.display(description="how the date is known")
    def known_from(self, article: Article) -> SafeString | str:
        reasons = article.date_reasons if isinstance(article.date_reasons, list) else []
        return format_html_join(" ", "{}", ((reason,) for reason in reasons)) or "–"

    def view_on_site(self, obj: Article) -> str | None:
        """Its public page; none for what readers do not see."""
        return obj.get_absolute_url() if obj.is_public else None

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Only what readers have not seen is deleted; the rest is withdrawn."""
        unseen = obj is None or obj.status in (Article.Status.DRAFT, Article.Status.IN_REVIEW)
        return unseen and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Annotations, which nobody deletes by themselves, go with a draft for whoever may delete them."""
        listed, counts, needed, protected = super().get_deleted_objects(objs, request)
        free = {
            model._meta.verbose_name
            for model in ANCHORED
            if request.user.has_perm(f"articles.{get_permission_codename('delete', model._meta)}")
        }
        return listed, counts, needed - free, protected

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Save the fields; place the annotations again when the text changed; let a new state go its own way."""
        if {"series", "part"} & set(form.changed_data):
            obj.series_basis = Article.SeriesBasis.STATED  # also when it was emptied: it is said to be of none
        if not change:
            super().save_model(request, obj, form, change)
            return
        status, reason = obj.status, obj.withdrawal_reason
        if "status" in form.changed_data:
            obj.status, obj.withdrawal_reason = form.initial["status"], form.initial["withdrawal_reason"]
        keeper = request.keeper  # type: ignore[attr-defined]
        with keeper.saving(obj):
            if "body" in form.changed_data:
                placed = reanchor(obj, obj.body, recorder=keeper.recorder)
                level = messages.WARNING if placed.orphaned else messages.INFO
                self.message_user(request, f"The text was changed; annotations: {placed}.", level)
            obj.save()
        if _TELLING & set(form.changed_data):
            mend_changed(obj)
        if "status" in form.changed_data:
            this = Article.objects.filter(pk=obj.pk)
            done = publishing.set_status(this, status, user=request.user, reason=reason)  # type: ignore[arg-type]
            tell(request, done.summary, done.batch)
            obj.refresh_from_db(fields=["status", "withdrawal_reason", "changed_at"])

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With the evidence for the date of an undated article above the form."""
        article = kwargs.get("obj")
        context["dating"] = panel(request, article) if article is not None else None
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the byline; references may name the author."""
        super().save_related(request, form, formsets, change)
        if change and any(formset.has_changed() for formset in formsets):
            mend_changed(form.instance)

    # Acts ------------------------------------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        desk = self.admin_site.admin_view(DeskPage.as_view(model_admin=self))
        date = self.admin_site.admin_view(DatePage.as_view(model_admin=self))
        second = self.admin_site.admin_view(SecondReadingPage.as_view(model_admin=self))
        differences = self.admin_site.admin_view(DifferencesPage.as_view(model_admin=self))
        upload = self.admin_site.admin_view(ImportPage.as_view(model_admin=self))
        return [
            path("<int:pk>/desk/", desk, name="articles_article_desk"),
            path("<int:pk>/date/", date, name="articles_article_date"),
            path("<int:pk>/second-reading/", second, name="articles_article_second_reading"),
            path("<int:pk>/second-reading/differences/", differences, name="articles_article_differences"),
            path("import/", upload, name="articles_article_import"),
            *desk_api.urls(self),
            *super().get_urls(),
        ]

    @admin.action(permissions=["change"], description="Find citations and names in selected articles")
    def find_in_selected(self, request: HttpRequest, queryset: Any) -> None:
        found = find_in(queryset, request.user)
        tell(request, found.summary, found.batch)

    @admin.action(permissions=["change"], description="Assign selected articles to an editor…")
    def assign_selected(self, request: HttpRequest, queryset: models.QuerySet[Article]) -> HttpResponse | None:
        """Ask to whom first, on a page of its own."""
        return assign_page(self, request, queryset)

    @admin.action(permissions=["publish"], description="Publish selected articles")
    def publish_selected(self, request: HttpRequest, queryset: models.QuerySet[Article]) -> None:
        self._tell(request, publishing.publish(queryset, request.user))  # type: ignore[arg-type]

    @admin.action(permissions=["change"], description="Send selected articles to review")
    def send_to_review_selected(self, request: HttpRequest, queryset: models.QuerySet[Article]) -> None:
        """Whoever corrects texts says which drafts are ready; what readers see is not theirs to take away."""
        if not self.has_publish_permission(request):
            queryset = queryset.filter(status__in=(Article.Status.DRAFT, Article.Status.IN_REVIEW))
        self._tell(request, publishing.send_to_review(queryset, request.user))  # type: ignore[arg-type]

    @admin.action(permissions=["publish"], description="Take selected articles back to draft")
    def return_to_draft_selected(self, request: HttpRequest, queryset: models.QuerySet[Article]) -> None:
        self._tell(request, publishing.return_to_draft(queryset, request.user))  # type: ignore[arg-type]

    @admin.action(permissions=["publish"], description="Withdraw selected articles…")
    def withdraw_selected(self, request: HttpRequest, queryset: models.QuerySet[Article]) -> HttpResponse | None:
        """Ask for the reason first, on a page of its own."""
        form = WithdrawalForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            self._tell(request, publishing.withdraw(queryset, request.user, form.cleaned_data["reason"]))  # type: ignore[arg-type]
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Withdraw articles",
            "opts": self.opts,
            "form": form,
            "articles": queryset[:100],
            "number": queryset.count(),
            "selected": request.POST.getlist("_selected_action"),
            "across": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(request, "admin/articles/article/withdraw.html", context)

    def _tell(self, request: HttpRequest, done: publishing.StatusChange) -> None:
        tell(request, done.summary, done.batch, unchanged=done.unchanged)
