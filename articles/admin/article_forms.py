"""Forms of the bibliography that check what belongs together."""

from __future__ import annotations

from typing import Any

from django import forms

from articles.models import Article
from edm_archive.text.normalize import clean
from entities.admin.collisions import RecordForm
from entities.admin.dates import PartialDatesForm


class IssueForm(PartialDatesForm):
    """An issue with the date that it bears."""

    partial_dates = (("issued", "issued_precision"),)


class BodyField(forms.CharField):
    """The text of an article. A browser sends CRLF line ends; they are no change, and are cleaned away."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(clean(initial or "").strip(), clean(data or "").strip())


class ArticleForm(RecordForm):
    """An article: its text in the one form in which texts are stored, its date with how it is known."""

    class Meta:  # the admin names the model and the fields
        field_classes = {"body": BodyField}
        widgets = {
            "body": forms.Textarea(attrs={"rows": 28, "class": "vLargeTextField running-text"}),
            "standfirst": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "headline": forms.TextInput(attrs={"class": "vTextField headline"}),
        }
        help_texts = {
            "body": "Paragraphs separated by a blank line. Annotations follow their words when the text is changed; "
            "those whose words go become orphans and are kept.",
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self._clean_dates()
        values = self.cleaned_data
        if values.get("status") == Article.Status.WITHDRAWN and not (values.get("withdrawal_reason") or "").strip():
            self.add_error("withdrawal_reason", "Give the reason: its address will tell it to readers.")
        elif values.get("status") != Article.Status.WITHDRAWN and "withdrawal_reason" in values:
            values["withdrawal_reason"] = ""
        return cleaned

    def _clean_dates(self) -> None:
        values, unknown = self.cleaned_data, Article.DateBasis.UNKNOWN
        first, last = values.get("date_earliest"), values.get("date_latest")
        if first and last and last < first:
            self.add_error("date_latest", "The last day cannot come before the first.")
            return
        by_hand = bool({"date_earliest", "date_latest"} & set(self.changed_data))
        if not (first or last):
            values["date_basis"] = unknown
        elif (by_hand and "date_basis" not in self.changed_data) or values.get("date_basis") == unknown:
            values["date_basis"] = Article.DateBasis.EDITOR if self.instance.pk else Article.DateBasis.STATED
        if by_hand:
            self.instance.date_reasons = ["Set by an editor."] if first or last else []


class WithdrawalForm(forms.Form):
    """Why articles are withdrawn."""

    reason = forms.CharField(
        max_length=300,
        label="Reason",
        help_text="Shown to readers at the addresses of the articles.",
        widget=forms.TextInput(attrs={"class": "vTextField", "autofocus": True}),
    )
