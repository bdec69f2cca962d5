"""A sentence for people from code that knows no catalogue: English by itself, and still to be translated."""

from __future__ import annotations

from typing import Any


class Message(str):
    """The English sentence, which remembers the pattern (a message of the catalogues) and the values that made it."""

    pattern: str
    values: dict[str, Any]

    def __new__(cls, pattern: str, **values: Any) -> Message:
        message = super().__new__(cls, pattern % values if values else pattern)
        message.pattern = pattern
        message.values = values
        return message
