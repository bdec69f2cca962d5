"""The evidence for the date of an undated article, and its confirmation by an editor: one key, or one button.

``panel`` describes it for any page that includes ``_dating.html``; ``DatePage`` takes the confirmation, and shows the
evidence on a page of its own where something is wrong with it. Works without JavaScript. Refuses whoever may not change
the article, and to date what has been dated meanwhile.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views import View

from articles.admin.decisions import desk_url, tell
from articles.admin.descriptions import admin_url
from articles.models import Article, Citation, Issue
from articles.services import dating, redating
from edm_archive.text.dates import PartialDate

#: The earliest day that an editor may set; anything before is a slip of the hand.
_FIRST_DAY = datetime.date(1500, 1, 1)


@dataclass(frozen=True, slots=True)
class Reason:
    """A piece of evidence as the page shows it; ``url`` leads to what it comes from."""

    sentence: str
    url: str
    source: str
    contradicts: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that confirms one day."""

    day: str
    label: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The evidence for the date of an article, and what an editor may do about it."""

    article: Article
    statement: str
    reasons: list[Reason]
    conflict: str
    choices: list[Choice]
    is_certain: bool
    form: DateForm
    may_confirm: bool
    action: str
    others: int

    @property
    def offers_issue(self) -> bool:
        """Whether the issue bears no date yet, and may get this one."""
        return self.article.issue.issued is None


class DateForm(forms.Form):
    """The day that an editor confirms."""

    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day as 2004-12-02."},
    )
    with_issue = forms.BooleanField(label="The issue bears this date, too", required=False, initial=True)

    def clean_day(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["day"]
        if day < _FIRST_DAY:
            raise forms.ValidationError("This day lies before the first periodicals; write the day as 2004-12-02.")
        return day


def panel(request: HttpRequest, article: Article, form: DateForm | None = None) -> Panel | None:
    """The evidence for the date of ``article``; None when it has a date of its own, or that of its issue."""
    if article._state.adding or article.is_dated:
        return None
    found = dating.evidence_of(article)
    bounds = [day for day in (found.dating.earliest, found.dating.latest) if day is not None]
    days = list(dict.fromkeys(bounds))
    keeper = admin.site.get_model_admin(Article)
    certain = len(bounds) == 2 and len(days) == 1
    first = {"day": days[0]} if days else {}
    return Panel(
        article=article,
        statement=_statement(found.dating.earliest, found.dating.latest),
        reasons=[_reason(article, ground) for ground in found.grounds],
        conflict=found.dating.conflict,
        choices=[Choice(day.isoformat(), str(PartialDate.of(day))) for day in days],
        is_certain=certain,
        form=form or DateForm(initial={**first, "with_issue": True}),
        may_confirm=keeper.has_change_permission(request, article),
        action=f"{reverse('admin:articles_article_date', args=[article.pk])}?{urlencode({'next': _here(request)})}",
        others=Article.objects.undated().filter(issue=article.issue).exclude(pk=article.pk).count(),
    )


def _here(request: HttpRequest) -> str:
    """The page that shows the panel; where its own page shows it, the one that sent the form there."""
    return request.GET.get("next") or request.get_full_path()


def _statement(earliest: datetime.date | None, latest: datetime.date | None) -> str:
    if earliest is not None and earliest == latest:
        return f"{PartialDate.of(earliest)}, and no other day"
    bounds = (("not before", earliest), ("not after", latest))
    return ", ".join(f"{word} {PartialDate.of(day)}" for word, day in bounds if day) or "nothing can be inferred"


def _reason(article: Article, ground: dating.Ground) -> Reason:
    """The evidence with the way to its record: a citation in its text, an issue in the admin."""
    evidence, record = ground.evidence, ground.record
    url = source = ""
    if isinstance(record, Citation):
        url = f"{desk_url(article.pk, {})}#text-citation-{record.pk}"
        source = f"“{record.quote}” in the text"
    elif isinstance(record, Issue):
        url, source = admin_url(record), f"issue {record}"
    elif article.issue.publication.first_volume_year is not None:
        url, source = admin_url(article.issue.publication), str(article.issue.publication)
    return Reason(evidence.sentence, url, source, evidence.contradicts)


class DatePage(View):
    """Shows the evidence, and takes the day."""

    model_admin: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.article: Any = self.model_admin.get_object(request, str(kwargs["pk"]))
        if self.article is None:
            raise Http404("There is no such article in the archive.")
        if not self.model_admin.has_view_permission(request, self.article):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(request, None)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.model_admin.has_change_permission(request, self.article):
            raise PermissionDenied
        chosen = request.POST.get("chosen") or request.POST.get("day")
        form = DateForm({"day": chosen, "with_issue": request.POST.get("with_issue")})
        if not form.is_valid():
            return self._page(request, form)
        day, with_issue = form.cleaned_data["day"], form.cleaned_data["with_issue"]
        try:
            done = redating.confirm(pk, day, request.user, with_issue=with_issue)  # type: ignore[arg-type]
        except redating.AlreadyDatedError as dated:
            messages.error(request, str(dated))
        else:
            more = (
                f", and with it {done.others:,} other article{'' if done.others == 1 else 's'}" if done.others else ""
            )
            tell(request, f"{done.batch.summary}{more}", done.batch)
        return HttpResponseRedirect(self._back(request))

    def _page(self, request: HttpRequest, form: DateForm | None) -> HttpResponse:
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": f"Date: {self.article.headline}",
            "opts": self.model_admin.opts,
            "article": self.article,
            "dating": panel(request, self.article, form),
        }
        return TemplateResponse(request, "admin/articles/article/date.html", context)

    def _back(self, request: HttpRequest) -> str:
        """The page that sent the form, when it is one of the admin's."""
        there = request.GET.get("next", "")
        if there.startswith(reverse("admin:index")) and url_has_allowed_host_and_scheme(there, request.get_host()):
            return there
        return admin_url(self.article)
