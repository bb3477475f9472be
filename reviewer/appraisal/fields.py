"""Fields of a table in an instrument file, taken one by one and refused by name.

The hint of an error raised here is the word it is about; `line_of` finds its line in the file.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from reviewer.errors import ReviewError
from reviewer.language import say

_REQUIRED = "\0"


class Fields:
    """One table, and which of its fields were asked for."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._asked: set[str] = set()

    def text(self, key: str, default: str = _REQUIRED) -> str:
        """Return a text field without surrounding space; raises ReviewError when missing or no text."""
        value = self._get(key, None if default is _REQUIRED else default)
        if not isinstance(value, str) or (default is _REQUIRED and not value.strip()):
            raise ReviewError(say("The field “{key}” must be a text.", key=key), key)
        return value.strip()

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number; raises ReviewError for anything else."""
        value = self._get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ReviewError(say("The field “{key}” must be a whole number.", key=key), key)
        return value

    def flag(self, key: str) -> bool:
        """Return true or false, false when the field is missing."""
        value = self._get(key, False)
        if not isinstance(value, bool):
            raise ReviewError(say("The field “{key}” must be true or false.", key=key), key)
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when the field is missing."""
        value = self._list(key)
        if not all(isinstance(each, str) and each for each in value):
            raise ReviewError(say("The field “{key}” must be a list of texts.", key=key), key)
        return tuple(value)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers, empty when the field is missing."""
        value = self._list(key)
        if not all(isinstance(each, int) and not isinstance(each, bool) for each in value):
            raise ReviewError(say("The field “{key}” must be a list of whole numbers.", key=key), key)
        return tuple(value)

    def tables(self, key: str) -> list[Fields]:
        """Return the tables of a list, empty when the field is missing."""
        value = self._list(key)
        if not all(isinstance(each, Mapping) for each in value):
            raise ReviewError(say("The field “{key}” must be a list of tables.", key=key), key)
        return [Fields(each) for each in value]

    def one_of(self, key: str, known: Sequence[str], default: str = _REQUIRED) -> str:
        """Return a text that is one of `known`; raises ReviewError with the nearest known word."""
        word = self.text(key, default)
        return word if word == default else _known(key, word, known)

    def words_of(self, key: str, known: Sequence[str]) -> tuple[str, ...]:
        """Return a list whose texts are all among `known`."""
        return tuple(_known(key, word, known) for word in self.words(key))

    def refuse_others(self) -> None:
        """Raise ReviewError when the table holds a field that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                raise ReviewError(
                    say(
                        "The field “{key}” is not known.{near}", key=key, near=_near(key, sorted(self._asked))
                    ),
                    key,
                )

    def _get(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        return self._data.get(key, default)

    def _list(self, key: str) -> list[Any]:
        value = self._get(key, [])
        if not isinstance(value, (list, tuple)):
            raise ReviewError(say("The field “{key}” must be a list.", key=key), key)
        return list(value)


def line_of(text: str, word: str) -> str:
    """Return `, line N` for the first line of `text` that holds `word`, or nothing."""
    for number, line in enumerate(text.splitlines(), start=1):
        if word and word in line.partition("#")[0]:
            return say(", line {number},", number=number)
    return ""


def _known(key: str, word: str, known: Sequence[str]) -> str:
    if word in known:
        return word
    choices = ", ".join(known)
    raise ReviewError(
        say(
            "“{word}” is not a known {key}; known are {choices}.{near}",
            word=word,
            key=key,
            choices=choices,
            near=_near(word, known),
        ),
        word,
    )


def _near(word: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return " " + say("Did you mean “{word}”?", word=close[0]) if close else ""
