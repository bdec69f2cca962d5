"""From bytes to text, for files as they are found: a byte order mark, else UTF-8, else what chardet recognises.

UTF-8 is tried strictly, so that it is never guessed; only bytes that are not UTF-8 go to chardet, which needs no
configuration for the encodings of the region's press (cp1251, koi8-r, cp1252, iso-8859-2 …). Refuses binary files.
"""

from __future__ import annotations

import codecs
import re

import chardet

#: Longest mark first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Control characters that no text has; among the first bytes of a PDF, a Word file or an image there is one.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SNIFFED = 4096


class DecodingError(ValueError):
    """The bytes are not text in any encoding that can be told; the message says what to do."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding.

    Raises:
        DecodingError: for binary data, and for text whose encoding cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    if _BINARY.search(data[:_SNIFFED]):
        raise DecodingError("This is not a text file; save the text as plain text in UTF-8.")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        guess = chardet.detect(data)
    guessed = guess["encoding"]
    if not guessed:
        raise DecodingError("The encoding cannot be told; save the file as UTF-8.")
    return _strictly(data, guessed), guessed.casefold()


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise DecodingError(f"The file looks like {encoding} but is not; save it as UTF-8.") from error
