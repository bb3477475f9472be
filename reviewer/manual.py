"""The manual: pages of Markdown from `resources/help`.

Where a page lists instruments, filters or keys, the list is made from these. One written by hand would be
behind them after the next change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from reviewer.appraisal import instruments
from reviewer.library.queries import FIELDS
from reviewer.model import Voice
from reviewer.settings import resource

AROUND = 60
"""Code points of a page that are shown before and after what was found."""
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*`|]|^#+ |^\s*-{3,}.*$", re.MULTILINE)
_PLACE = re.compile(r"<!-- (\w+) -->")
_FILE = re.compile(r"(?P<order>\d+)-(?P<id>[a-z-]+)\.md")


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `id` is what others link to as `id.md`. `text` is Markdown that begins with the title."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A page on which all words stand, and the first place where one of them does."""

    page: Page
    excerpt: str


def pages(keys: str = "") -> tuple[Page, ...]:
    """Return all pages in the order of reading; `keys` is the list of keys, which only the window knows."""
    found = [(_FILE.fullmatch(path.name), path) for path in sorted(resource("help").glob("*.md"))]
    made = {name: write() for name, write in MADE.items()} | {"keys": keys}
    return tuple(
        page(name["id"], _PLACE.sub(lambda place: made[place[1]], path.read_text(encoding="utf-8")))
        for name, path in found
        if name
    )


def page(id: str, text: str) -> Page:
    """Return a page whose title is the first heading of its text."""
    heading = _HEADING.search(text)
    return Page(id, heading[1] if heading else id, text)


def find(among: Iterable[Page], words: str) -> tuple[Hit, ...]:
    """Return the pages on which all words stand, those first that name them in a heading."""
    wanted = words.casefold().split()
    hits = []
    for each in among if wanted else ():
        text = plain(each.text)
        known = text.casefold()
        if all(word in known for word in wanted):
            named = sum(word in " ".join(_HEADING.findall(each.text)).casefold() for word in wanted)
            hits.append((-named, Hit(each, _excerpt(text, wanted))))
    return tuple(hit for _, hit in sorted(hits, key=lambda hit: hit[0]))


def plain(text: str) -> str:
    """Return the words of a page without the marks of Markdown, in one line."""
    return " ".join(_MARKS.sub(lambda found: found[1] or " ", text).split())


def _excerpt(text: str, wanted: list[str]) -> str:
    lowered = text.casefold()
    at = min((lowered.find(word) for word in wanted if word in lowered), default=0)
    start = 0 if at <= AROUND else text.rfind(" ", 0, at - AROUND) + 1
    end = text.find(" ", min(len(text), at + AROUND))
    stretch = text[start : len(text) if end < 0 else end]
    return f"{'…' if start else ''}{stretch}{'' if end < 0 else '…'}"


# The lists that are made


def _fields() -> str:
    rows = (
        f"| `{name}:` | {field.help} | {', '.join(f'`{value}`' for value in field.values)} |"
        for name, field in FIELDS.items()
    )
    return "\n".join(("| field | what it is about | it can hold |", "|---|---|---|", *rows))


_FOR = {Voice.STUDY: "studies", Voice.COMMENTARY: "commentary", Voice.READER: "words of readers"}


def _instruments() -> str:
    return "\n".join(_about(each) for each in instruments.instruments().values())


def _about(instrument: instruments.Instrument) -> str:
    asked = [item for item in instrument.items if not item.rules]
    told = (
        ("For", ", ".join(_FOR[voice] for voice in instrument.voices if voice in _FOR)),
        ("Designs", ", ".join(instrument.designs) or "any"),
        ("Source", f"{instrument.citation} {instrument.link}".strip()),
        ("Use", instrument.licence),
        ("Checked", instrument.checked),
    )
    lines = [f"- {item.prompt}" for item in asked]
    return (
        f"## {instrument.name}\n\n{instrument.guidance}\n\n"
        + "".join(f"**{label}**: {words}\n\n" for label, words in told if words)
        + (f"Asked is:\n\n{chr(10).join(lines)}\n" if lines else "")
    )


MADE: Mapping[str, Callable[[], str]] = {"fields": _fields, "instruments": _instruments}
"""What stands where a page has a comment of that name."""


def links(text: str) -> Iterator[str]:
    """Yield the pages and pictures that a page leads to, as they stand there."""
    yield from re.findall(r"\]\(([^)\s]+)\)", text)
