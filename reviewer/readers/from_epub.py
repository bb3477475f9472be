"""E-books (.epub): the chapters in the order of the book, as one text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.model import Box, Element, Name, Record
from reviewer.readers import from_html, office_xml, zip_parts
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected
from reviewer.records.dates import parse_date
from reviewer.records.ids import normalise_doi, normalise_isbn
from reviewer.records.names import parse_name

FORMAT = "epub"
SUFFIXES = (".epub",)
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
MOST_ELEMENTS = 100_000_000
"""More elements than a chapter can have."""
_AUTHORS, _EDITORS = ("aut", ""), ("edt",)


def sniff(source: Input) -> int:
    """Return 2 for a ZIP file with the parts of an e-book."""
    return 2 if zip_parts.kind(source) == "epub" else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the one text of the book, and the chapters that are missing or cannot be read.

    Raises ReviewError when the book is damaged or locked, or holds no words.
    """
    name = source.name
    wrong: list[str] = []
    texts: list[str] = []
    boxes: list[Box] = []
    end = 0
    with zip_parts.parts(source) as parts:
        book = _book(parts, name)
        _refuse_locked(parts, book, name)
        for number, path in enumerate(book.chapters):
            page, reason = _chapter(parts, path)
            if reason:
                wrong.append(reason)
            if page is None:
                continue
            gap = "\n\n" if texts else ""
            boxes += _moved(page.boxes, end + len(gap), number)
            texts.append(gap + page.text)
            end += len(texts[-1])
            if end > office_xml.MOST_LETTERS:
                raise ReviewError(
                    recorded("{name} holds too much text to be read as one.", name=name),
                    recorded("Split it into parts."),
                )
    office_xml.refuse_wordless("".join(texts), name)
    yield Parsed("".join(texts), book.record(), format=FORMAT, boxes=tuple(boxes))
    for number, reason in enumerate(wrong, 2):
        yield Rejected(number, 1, reason)


@dataclass
class _Book:
    """What the package of a book says."""

    folder: str = ""
    items: dict[str, str] = field(default_factory=dict)
    spine: list[str] = field(default_factory=list)
    said: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, role or scheme, and words of each statement."""
    roles: dict[str, str] = field(default_factory=dict)

    @property
    def chapters(self) -> list[str]:
        """The parts to read, in order; all pages of the package when it gives no order."""
        listed = [self.items[id] for id in self.spine if id in self.items] or list(self.items.values())
        return list(dict.fromkeys(listed))

    def all(self, name: str) -> list[str]:
        """Return the words of each statement of a name."""
        return [words for said, _, words in self.said if said == name]

    def record(self) -> Record:
        """Return the record of the book."""
        people = [(role, words) for said, role, words in self.said if said in ("creator", "contributor")]
        ids = " ".join(self.all("identifier") + self.all("source"))
        dates = [words for said, role, words in self.said if said == "date" and role in ("", "publication")]
        return Record(
            type="book",
            title=next(iter(self.all("title")), ""),
            authors=_names(people, _AUTHORS),
            editors=_names(people, _EDITORS),
            issued=next(filter(None, map(parse_date, dates)), None),
            doi=normalise_doi(ids),
            isbn=normalise_isbn(ids),
            language=next(iter(self.all("language")), ""),
            publisher=next(iter(self.all("publisher")), ""),
            keywords=tuple(dict.fromkeys(self.all("subject"))),
        )


def _names(people: list[tuple[str, str]], roles: tuple[str, ...]) -> tuple[Name, ...]:
    return tuple(parse_name(words) for role, words in people if role in roles)


def _book(parts: zip_parts.Parts, name: str) -> _Book:
    path = _package(parts, name)
    book = _Book(posixpath.dirname(path))
    stack: list[tuple[str, str, str, list[str]]] = []

    def start(_space: str, local: str, attributes: Mapping[str, str]) -> None:
        role = attributes.get("role", "") or attributes.get("event", "")
        refined = attributes.get("refines", "").lstrip("#") if attributes.get("property") == "role" else ""
        stack.append((local, role, refined or attributes.get("id", ""), []))
        lists_others = "nav" in attributes.get("properties", "").split()
        if local == "item" and attributes.get("media-type") in _PAGES and not lists_others:
            book.items[attributes.get("id", "")] = _inside(book.folder, attributes.get("href", ""))
        elif local == "itemref":
            book.spine.append(attributes.get("idref", ""))

    def end(_space: str, _local: str) -> None:
        local, role, id, pieces = stack.pop()
        words = " ".join("".join(pieces).split())
        if local == "meta" and id and words:
            book.roles[id] = words
        elif words:
            book.said.append((local, role or f"#{id}", words))

    def take(words: str) -> None:
        if stack:
            stack[-1][3].append(words)

    office_xml.walk(parts.read(path), name, start, end, take)
    book.said = [
        (said, book.roles.get(role[1:], "") if role[:1] == "#" else role, w) for said, role, w in book.said
    ]
    return book


def _package(parts: zip_parts.Parts, name: str) -> str:
    """Return the part that lists what is in the book; raises ReviewError when there is none."""
    found: list[str] = []

    def start(_space: str, local: str, attributes: Mapping[str, str]) -> None:
        if local == "rootfile":
            found.append(attributes.get("full-path", ""))

    container = parts.read("META-INF/container.xml")
    if container:
        office_xml.walk(container, name, start, lambda *_: None, lambda _: None)
    listed = [*found, *(part for part in parts.names if part.endswith(".opf"))]
    path = next((part for part in listed if part in parts), "")
    if not path:
        raise ReviewError(
            recorded("{name} is damaged: the list of its chapters is missing.", name=name),
            recorded("Download it again."),
        )
    return path


def _inside(folder: str, link: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(link.partition("#")[0])))


def _refuse_locked(parts: zip_parts.Parts, book: _Book, name: str) -> None:
    """Raise ReviewError when chapters are encrypted; fonts often are, which does no harm."""
    locked: set[str] = set()

    def start(_space: str, local: str, attributes: Mapping[str, str]) -> None:
        if local == "CipherReference":
            locked.add(unquote(attributes.get("URI", "")))

    data = parts.read("META-INF/encryption.xml")
    if data:
        office_xml.walk(data, name, start, lambda *_: None, lambda _: None)
    if locked & set(book.chapters):
        raise ReviewError(
            recorded("{name} is locked against copying.", name=name),
            recorded("Ask for a copy without this lock."),
        )


def _chapter(parts: zip_parts.Parts, path: str) -> tuple[Parsed | None, str]:
    """Return a chapter, or None with why it is not there; one without words, such as a cover, is no loss."""
    if path not in parts:
        return None, recorded("The chapter {path} is missing.", path=path)
    data = parts.read(path)
    if not re.search(rb"\w", re.sub(rb"<[^<>]*>", b"", data)):
        return None, ""
    try:
        items = [item for item in from_html.read(Input.of_bytes(data, path)) if isinstance(item, Parsed)]
    except ReviewError as error:
        return None, "" if "no words" in error.message else error.message
    return items[0], ""


def _moved(boxes: tuple[Box, ...], by: int, chapter: int) -> Iterator[Box]:
    """Yield the boxes of a chapter where they stand in the book; its elements are its own."""
    known: dict[int, Element] = {}

    def moved(element: Element) -> Element:
        if element.number not in known:
            known[element.number] = element._replace(number=chapter * MOST_ELEMENTS + element.number)
        return known[element.number]

    for box in boxes:
        inline = tuple((start + by, end + by, moved(element)) for start, end, element in box.inline)
        yield Box(box.start + by, box.end + by, tuple(map(moved, box.inside)), inline, box.linked)
