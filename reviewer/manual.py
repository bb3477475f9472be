"""The manual: pages of Markdown from `resources/help`, and in the folder of a language those in it.

A page that nobody translated stands in English. Where a page lists instruments, filters, rules or keys, the
list is made from these (`manual_lists`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewer.language import spoken
from reviewer.manual_lists import MADE
from reviewer.settings import resource

AROUND = 60
"""Code points of a page that are shown before and after what was found."""
_HEADING = re.compile(r"^#+ (.+?)(?: \{#([a-z-]+)\})?$", re.MULTILINE)
_ANCHOR = re.compile(r"(?m)(?<=\S) \{#[a-z-]+\}$")
_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*`|]|^#+ |^\s*-{3,}.*$", re.MULTILINE)
_PLACE = re.compile(r"<!-- (\w+) -->")
_FILE = re.compile(r"(?P<order>\d+)-(?P<id>[a-z-]+)\.md")


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `id` is what others link to as `id.md`. `text` is Markdown that begins with the title.

    `anchors` are what others link to its headings by, after a #: one for each in order, "" for one without.
    """

    id: str
    title: str
    text: str
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A page on which all words stand, and the first place where one of them does."""

    page: Page
    excerpt: str


def pages(own: Mapping[str, str] | None = None) -> tuple[Page, ...]:
    """Return all pages in the order of reading, in the language in use; `own` are lists that only the window
    knows, by name."""
    found = [(_FILE.fullmatch(path.name), path) for path in sorted(resource("help").glob("*.md"))]
    made = {name: write() for name, write in MADE.items()} | dict(own or {})
    return tuple(
        page(name["id"], _PLACE.sub(lambda at: made.get(at[1], ""), _translated(path).read_text("utf-8")))
        for name, path in found
        if name
    )


def _translated(path: Path) -> Path:
    own = path.parent / spoken().code / path.name
    return own if own.exists() else path


def picture(name: str, *, dark: bool = False) -> Path | None:
    """Return the file of a picture, as a page names it: of the language and theme in use before any other."""
    english = resource("help")
    for folder in (english / spoken().code, english):
        path = folder / name
        for each in (path.with_stem(f"{path.stem}-dark"), path) if dark else (path,):
            if each.is_file():
                return each
    return None


def page(id: str, text: str) -> Page:
    """Return a page whose title is the first heading of its text."""
    headings = _HEADING.findall(text)
    title = headings[0][0] if headings else id
    return Page(id, title, _ANCHOR.sub("", text), tuple(anchor for _, anchor in headings))


def find(among: Iterable[Page], words: str) -> tuple[Hit, ...]:
    """Return the pages on which all words stand, those first that name them in a heading."""
    wanted = words.casefold().split()
    hits = []
    for each in among if wanted else ():
        text = plain(each.text)
        known = text.casefold()
        if all(word in known for word in wanted):
            headings = " ".join(heading for heading, _ in _HEADING.findall(each.text)).casefold()
            named = sum(word in headings for word in wanted)
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


def links(text: str) -> Iterator[str]:
    """Yield the pages and pictures that a page leads to, as they stand there."""
    yield from re.findall(r"\]\(([^)\s]+)\)", text)
