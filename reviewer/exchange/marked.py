"""What readers marked in other programs, whatever the format: the words, a note, who, when, of what."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reviewer import text as texts
from reviewer.errors import ReviewError
from reviewer.exchange.selectors import Anchor
from reviewer.language import say

DEEPEST = 40
"""Lists and objects within one another that are looked at."""
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>?#]+")


@dataclass(frozen=True, slots=True)
class Work:
    """The document a mark belongs to, as its file names it."""

    title: str = ""
    doi: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark: `anchor` has no words where a note is about the whole document. `date` begins with the year."""

    work: Work
    anchor: Anchor = Anchor()
    note: str = ""
    author: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()


def read_json(data: bytes, name: str) -> Any:
    """Return what a file of JSON holds; raises ReviewError when it is none."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReviewError(
            say("{name} is no JSON that can be read.", name=name), say("Export the marks again.")
        ) from error


def objects(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield every object of a value, those that hold others first."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from objects(each, depth + 1)


def said(value: object) -> str:
    """Return a text in its canonical form, "" for anything else."""
    return texts.clean(value).strip() if isinstance(value, str) else ""


def listed(value: object) -> list[Any]:
    """Return a value as a list; None is an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def doi_in(*values: str) -> str:
    """Return the first DOI in some texts, in small letters, or ""."""
    for value in values:
        match = _DOI.search(value.replace("%2F", "/"))
        if match:
            return match[0].rstrip(".,;)").lower()
    return ""
