"""Zotero: annotation items and notes, from its API, its reader, or Better BibTeX, as JSON; a note as HTML.

Items name their parents by key, or hold what belongs to them. Notes are HTML: words that were highlighted
stand in them as spans, quotations or paragraphs in quotation marks, each with what was said of them.
"""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from reviewer.exchange.marked import DEEPEST, Marked, Work, doi_in, listed, objects, said
from reviewer.exchange.selectors import Anchor

_TYPES = ("highlight", "underline", "note", "text", "image", "ink")
_WITHIN = ("attachments", "annotations", "notes", "children", "items")
_NOT_WORKS = ("annotation", "attachment", "note")
_HEAD = re.compile(r"annotations|(?:[^\W\d]+\s*)?\(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[^()]*\)", re.I)
"""The heading that Zotero gives a note made of annotations, in any language with its date."""
_QUOTED = re.compile(r"\s*[“\"«„](?P<words>.{3,}?)[”\"»“]\s*(?:\((?P<where>[^()]*)\))?\s*(?P<note>.*)", re.S)


def is_zotero(data: object) -> bool:
    """Tell whether a file of JSON holds annotations or notes of Zotero."""
    return next(zotero(data), None) is not None


def from_html(text: str) -> dict[str, Any]:
    """Return a note that Zotero exported as HTML in the shape of its items, held by the one work it cites."""
    reading = _Cited()
    reading.feed(text)
    reading.close()
    works = {said(work.get("title")): work for work in reading.works if said(work.get("title"))}
    note = {"itemType": "note", "note": reading.body}
    if len(works) != 1:
        return note
    ((title, work),) = works.items()
    return {"title": title, "DOI": work.get("DOI"), "url": work.get("URL"), "notes": [note]}


def zotero(data: object) -> Iterator[Marked]:
    """Yield the annotations and notes of a file, each with the work it belongs to."""
    items: dict[str, dict[str, Any]] = {}
    for item, _ in _items(data, {}, 0):
        if said(item.get("key")):
            items.setdefault(said(item["key"]), item)
    for item, above in _items(data, {}, 0):
        work = _work(item, above, items)
        if said(item.get("annotationType")) or _is_of_the_reader(item):
            yield _annotation(item, work)
        elif said(item.get("note")) and item.get("itemType", "note") == "note":
            yield from _note(item, work)


def _items(
    value: object, above: Mapping[str, Any], depth: int
) -> Iterator[tuple[dict[str, Any], Mapping[str, Any]]]:
    """Yield each item with the work it is held by, {} where it is held by none."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _items({"note": each} if isinstance(each, str) else each, above, depth + 1)
    elif isinstance(value, dict):
        data = value.get("data")
        item = {**value, **data} if isinstance(data, dict) else value
        yield item, above
        is_work = said(item.get("title")) and item.get("itemType") not in _NOT_WORKS
        for name in _WITHIN:
            if isinstance(item.get(name), list):
                yield from _items(item[name], item if is_work else above, depth + 1)


def _is_of_the_reader(item: Mapping[str, Any]) -> bool:
    return item.get("type") in _TYPES and "sortIndex" in item


def _work(item: Mapping[str, Any], above: Mapping[str, Any], items: Mapping[str, dict[str, Any]]) -> Work:
    """Return the work of an item: the one that holds it, or the end of the line of its parents."""
    found: Mapping[str, Any] = above
    for _ in range(4):
        if found:
            break
        parent = items.get(said(item.get("parentItem")))
        if parent is None:
            return Work()
        found = parent if parent.get("itemType") not in _NOT_WORKS else {}
        item = parent
    address = said(found.get("url"))
    return Work(said(found.get("title")), doi_in(said(found.get("DOI")), address), address)


def _annotation(item: Mapping[str, Any], work: Work) -> Marked:
    words = said(item.get("annotationText")) or said(item.get("text"))
    note = said(item.get("annotationComment")) or said(item.get("comment"))
    by = said(item.get("annotationAuthorName")) or said(item.get("authorName")) or _creator(item)
    dates = (said(item.get(name)) for name in ("dateAdded", "dateCreated", "dateModified"))
    return Marked(work, Anchor(words), note, by, next(filter(None, dates), "")[:10], _tags(item))


def _creator(item: Mapping[str, Any]) -> str:
    meta = item.get("meta")
    user = meta.get("createdByUser") if isinstance(meta, dict) else None
    return said(user.get("name")) or said(user.get("username")) if isinstance(user, dict) else ""


def _tags(item: Mapping[str, Any]) -> tuple[str, ...]:
    found = listed(item.get("tags"))
    names = (each.get("tag", each.get("name")) if isinstance(each, dict) else each for each in found)
    return tuple(filter(None, map(said, names)))


# ------------------------------------------------------------------ notes


def _note(item: Mapping[str, Any], work: Work) -> Iterator[Marked]:
    """Yield the words that a note quotes, each with what is said of it, then what else it says."""
    reading = _Note()
    reading.feed(said(item["note"]))
    reading.close()
    who, date, tags = _creator(item), said(item.get("dateAdded"))[:10], _tags(item)
    rest = []
    for words, note in reading.ended():
        quoted = None if words else _QUOTED.fullmatch(note)
        if quoted:
            words, note = quoted["words"], quoted["note"]
        if words:
            yield Marked(work, Anchor(" ".join(words.split())), note.strip(), who, date, tags)
        elif note.strip() and not _HEAD.fullmatch(note.strip()):
            rest.append(note.strip())
    if rest:
        yield Marked(work, Anchor(), "\n".join(rest), who, date, tags)


class _Cited(HTMLParser):
    """Finds the works that a note cites, which it holds as JSON, and leaves out what is no part of it."""

    HEADS = ("head", "style", "script", "title")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.works: list[Mapping[str, Any]] = []
        self.body = ""
        self._head = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._head += tag in self.HEADS
        self._keep(self.get_starttag_text() or "")
        for each in objects(_json(urllib.parse.unquote(dict(attrs).get("data-citation-items") or ""))):
            if isinstance(each.get("itemData"), dict):
                self.works.append(each["itemData"])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._keep(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._keep(f"</{tag}>")
        self._head -= tag in self.HEADS and self._head > 0

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def _keep(self, words: str) -> None:
        if not self._head:
            self.body += words


def _json(words: str) -> object:
    try:
        return json.loads(words) if words else None
    except (ValueError, RecursionError):
        return None


class _Note(HTMLParser):
    """Takes a note apart into paragraphs: words that were highlighted, and what stands beside them."""

    BLOCKS = ("p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "tr", "br")

    SPANS = ("highlight", "underline", "citation")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._words, self._rest = "", ""
        self._spans: list[str] = []
        self._quote = 0

    def ended(self) -> list[tuple[str, str]]:
        """Return the paragraphs when all was fed."""
        self._end()
        return self.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS and not (self._quote and tag == "p"):
            self._end()
        if tag == "blockquote":
            self._quote += 1
        if tag == "span":
            self._spans.append(dict(attrs).get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._spans:
            self._spans.pop()
        if tag == "blockquote":
            self._end()
            self._quote = max(0, self._quote - 1)
        elif tag in self.BLOCKS and not self._quote:
            self._end()

    def handle_data(self, data: str) -> None:
        inside = next((each for each in reversed(self._spans) if each in self.SPANS), "")
        if inside == "citation":
            return
        if inside or self._quote:
            self._words += data
        else:
            self._rest += data

    def _end(self) -> None:
        words = self._words.strip().strip('“”„"«»').strip()
        if words or self._rest.strip():
            self.found.append((words, " ".join(self._rest.split())))
        self._words, self._rest = "", ""
