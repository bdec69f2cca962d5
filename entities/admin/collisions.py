"""Two people at one record: a form knows what it was loaded with, and does not save over what was written since.

Every form of the admin that changes a record is a ``RecordForm``. It carries a token, a fingerprint of each value as it
was loaded. When the stored values differ from it the save is refused: ``collision`` says, field by field, what was
written since beside what this editor wrote. Fields that the editor had left alone take over what was written; those of
both keep the editor's own words, and saving again replaces the other's, knowingly. The row is locked from the
comparison to the save. A form that is posted without a token, as by a script, is not compared.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.db.models.options import Options

from edm_archive.text.differences import Run, word_differences

#: The name of the field that holds the token.
LOADED = "loaded"
#: Values longer than that are compared word by word.
LONG = 40


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that was written since: what stands there, what this editor has, and the difference of long texts.

    ``is_taken`` when the editor had left it alone, so that what was written stands in the form now.
    """

    label: str
    theirs: str
    mine: str
    is_taken: bool
    runs: tuple[Run, ...] = ()


class TokenField(forms.CharField):
    """A fingerprint of the values that a form was loaded with; never a change of the record."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, max_length=20_000)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class RecordForm(forms.ModelForm):
    """A form of a record that refuses to save over what was written since it was loaded."""

    loaded = TokenField()
    #: What was written meanwhile; empty as long as nothing was.
    collision: tuple[Clash, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None and not self.is_bound:
            self.initial[LOADED] = self._token(self.instance)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.instance.pk is not None and not self.instance._state.adding:
            self._compare()

    def _compare(self) -> None:
        loaded = _fingerprints(self.data.get(self.add_prefix(LOADED), ""))
        if not loaded or (self.empty_permitted and not self.has_changed()):
            return
        stored = self._meta.model._base_manager.select_for_update().filter(pk=self.instance.pk).first()
        if stored is None:
            self.add_error(None, "This record was deleted meanwhile. Copy what you need from the form.")
            return
        present = {name: _fingerprint(_stored(stored, name)) for name in self._compared() if name in loaded}
        names = [name for name, fingerprint in present.items() if loaded[name] != fingerprint]
        if not names:
            return
        posted: Any = self.data
        self.data = posted.copy()
        self.collision = tuple(self._clash(name, stored, loaded) for name in names)
        self.data[self.add_prefix(LOADED)] = self._token(stored)  # type: ignore[index]
        self.add_error(
            None,
            "Somebody else has saved this record since you opened it, and nothing was saved now. Look at the "
            "difference above, change what you want to change, and save again.",
        )

    def _clash(self, name: str, stored: models.Model, loaded: Mapping[str, str]) -> Clash:
        field, theirs = self.fields[name], _stored(stored, name)
        mine = self._mine(name)
        is_taken = name in self.cleaned_data and _fingerprint(mine) == loaded.get(name)
        shown = _in_words(self.instance, name, theirs), _in_words(self.instance, name, mine)
        if is_taken:
            self._take_over(name, theirs)
        label = str(field.label or name).capitalize()
        is_long = max(map(len, shown)) > LONG and not is_taken
        return Clash(label, *shown, is_taken, tuple(word_differences(*shown)) if is_long else ())

    def _mine(self, name: str) -> Any:
        """What this editor has in a field: as understood, or as typed where it could not be."""
        if name not in self.cleaned_data:
            return self[name].value()
        value = self.cleaned_data[name]
        return value.pk if isinstance(value, models.Model) else value

    def _take_over(self, name: str, value: Any) -> None:
        """Let the form show ``value`` in a field."""
        key, shown = self.add_prefix(name), self.fields[name].prepare_value(value)
        if isinstance(self.fields[name], forms.BooleanField):
            shown = "on" if value else ""
        self.data[key] = "" if shown is None else str(shown)  # type: ignore[index]

    def _token(self, row: models.Model) -> str:
        values = {name: _fingerprint(_stored(row, name)) for name in self._compared()}
        return json.dumps(values, separators=(",", ":"))

    def _compared(self) -> list[str]:
        """The fields of the form that are columns, or follow from columns, of the record."""
        model = self._meta.model
        return [name for name in self.fields if name in _columns(model._meta) or hasattr(model, name)]


def _columns(opts: Options[Any]) -> set[str]:
    return {field.name for field in opts.concrete_fields}


def _stored(row: models.Model, name: str) -> Any:
    """The value of a row, a reference as its primary key."""
    if name in _columns(row._meta):
        return row._meta.get_field(name).value_from_object(row)  # type: ignore[union-attr]
    return getattr(row, name)


def _fingerprint(value: Any) -> str:
    """One word for one value; white space at the ends, which forms cut off, does not count."""
    text = "" if value is None else str(value).strip().replace("\r\n", "\n")
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _fingerprints(token: str) -> dict[str, str]:
    """What a token says; nothing when it is none."""
    try:
        values = json.loads(token or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in values.items()} if isinstance(values, dict) else {}


def _in_words(row: models.Model, name: str, value: Any) -> str:
    """A value for people: the label of a choice, the name of a record."""
    if value in (None, ""):
        return ""
    field = row._meta.get_field(name) if name in _columns(row._meta) else None
    if isinstance(field, models.ForeignKey):
        found = field.remote_field.model._base_manager.filter(pk=value).first()
        return str(found) if found is not None else ""
    if isinstance(field, models.Field) and field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value).replace("\r\n", "\n")
