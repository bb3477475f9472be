"""The keys of a bibliographic item in JSON, and the ids that lines of its notes give."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from reviewer.model import PartialDate
from reviewer.readers.tagged import hidden_pmid
from reviewer.readers.unsaid import date_said, id_said
from reviewer.records import normalise_pmcid, normalise_pmid, plain

_IDS = ("doi", "pmid", "pmcid", "issn", "isbn")
_SAME = ("date-time", "timestamp")
"""Keys by which Crossref says the parts of a date once more."""
_PAIR = re.compile(r"^\s*\{?:?(PMID|PMCID|DOI|ISSN|ISBN)\s*:\s*([^\s;}]+)", re.MULTILINE | re.IGNORECASE)


class Keys:
    """The keys of an item in small letters; which were asked for is kept, to tell what is left."""

    def __init__(self, item: Mapping[str, Any]) -> None:
        self._keys: dict[str, str] = {}
        for key in item:
            self._keys.setdefault(key.casefold().replace("_", "-"), key)
        self._item = item
        self._used: set[str] = set()

    def value(self, *names: str) -> Any:
        """Return the first value of these that is filled, or None."""
        for name in names:
            key = self._keys.get(name)
            if key is not None and self._item[key] not in (None, "", [], {}):
                self._used.add(key)
                return self._item[key]
        return None

    def text(self, *names: str) -> str:
        """Return the first value of these as one string: of a list the first, of a number its digits."""
        return text_of(self.value(*names))

    def words(self, *names: str) -> str:
        """Return the first value of these without mark-up."""
        return plain(self.text(*names))

    def keep_ids(self, *ids: str) -> None:
        """Let identifiers be kept as they came where they say more than these ids do."""
        for name in _IDS:
            key = self._keys.get(name)
            values = filter(None, strings_of(self._item[key])) if key is not None else ()
            if key in self._used and not all(id_said(value, *ids) for value in values):
                self._used.discard(key)

    def keep_date(self, date: PartialDate | None, *names: str) -> None:
        """Let the date that was taken from the first of these that is filled be kept if it says more."""
        for name in names:
            key = self._keys.get(name)
            if key is None or self._item[key] in (None, "", [], {}):
                continue
            if key in self._used and not date_said(" ".join(_leaves(self._item[key])), date):
                self._used.discard(key)
            return

    def left(self) -> tuple[tuple[str, str], ...]:
        """Return what was not asked for; what is no string, as JSON."""
        return tuple(
            (key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
            for key, value in self._item.items()
            if key not in self._used and value not in (None, "", [], {})
        )


def _leaves(value: Any) -> list[str]:
    """Return the words and numbers of a value, however deep they stand."""
    if isinstance(value, dict):
        value = [
            each for key, each in value.items() if key not in ("circa", "season", "date-time", "timestamp")
        ]
    if isinstance(value, list):
        return [words for each in value for words in _leaves(each)]
    return [text_of(value)]


def text_of(value: Any) -> str:
    """Return a value as words: of a list the first, of a number its digits, "" for anything else."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def strings_of(value: Any) -> list[str]:
    """Return a list as words, or a single value as a list of one."""
    return [text_of(each) for each in value] if isinstance(value, list) else [text_of(value)]


def said_ids(notes: Sequence[str]) -> dict[str, str]:
    """Return the ids that lines of notes give ("PMID: 20301234"), by their names in small letters."""
    return {name.casefold(): value for name, value in _PAIR.findall("\n".join(notes))}


def said_pmid(said: Mapping[str, str], notes: tuple[str, ...], url: str) -> str:
    """Return the PubMed id that a line of a note gives, or an address of PubMed."""
    return normalise_pmid(said.get("pmid", "")) or hidden_pmid(notes) or hidden_pmid([url])


def pmcid_of(raw: str) -> str:
    """Return an id of PubMed Central, also where it is given as bare digits."""
    return normalise_pmcid(f"PMC{raw}" if raw.isdecimal() else raw)
