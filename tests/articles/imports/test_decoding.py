"""Bytes become text, whatever they were saved in; what is no text is refused with a cure."""

from __future__ import annotations

import pytest

from articles.imports import DecodingError, decode

ENGLISH = (
    "Publication: Eurasia Daily Monitor Volume: 1 Issue: 138\n\nThe minister’s words were plain: “We shall meet in "
    "Almaty,” he said – and the ministers’ staffs, who had heard him “in full,” agreed that the region’s capitals "
    "would follow.\n"
)
RUSSIAN = (
    "Министр иностранных дел заявил в четверг, что переговоры о безопасности в Центральной Азии продолжатся в Алматы "
    "на следующей неделе, и что все государства-члены организации согласились принять участие в них.\n"
)
POLISH = (
    "Minister spraw zagranicznych oświadczył, że następna tura rozmów odbędzie się w Wilnie, a rząd już przygotował "
    "stanowisko w sprawie bezpieczeństwa energetycznego państw położonych nad Morzem Czarnym.\n"
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(ENGLISH, "utf-8", id="utf-8"),
        pytest.param(ENGLISH, "utf-8-sig", id="utf-8-with-mark"),
        pytest.param(ENGLISH, "utf-16", id="utf-16-with-mark"),
        pytest.param(ENGLISH, "cp1252", id="windows-western"),
        pytest.param(RUSSIAN, "cp1251", id="windows-cyrillic"),
        pytest.param(RUSSIAN, "koi8-r", id="koi8"),
        pytest.param(POLISH, "iso-8859-2", id="latin-2"),
    ],
)
def test_the_text_comes_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.4\n\x00\x01\x02binary", id="pdf"),
        pytest.param(b"PK\x03\x04\x14\x00\x06", id="word-or-zip"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", id="picture"),
        pytest.param(b"\xff\xfeA\x00\x00", id="half-a-character"),
    ],
)
def test_what_is_no_text_is_refused_with_a_cure(data: bytes) -> None:
    with pytest.raises(DecodingError, match="UTF-8"):
        decode(data)
