"""Word documents (.docx): the text with all changes accepted, without comments, heads and feet."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from reviewer import text
from reviewer.model import Name, Record
from reviewer.readers import office_xml, zip_parts
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected
from reviewer.readers.pdf_facts import is_title
from reviewer.records.names import parse_name

FORMAT = "docx"
SUFFIXES = (".docx", ".docm", ".dotx")

_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "ptab": "\t"}
_SKIPPED = frozenset("del moveFrom instrText delInstrText Fallback rubyPr rt pPrChange rPrChange".split())
_OFF = ("0", "false", "off", "none")


def sniff(source: Input) -> int:
    """Return 2 for a ZIP file with the parts of a Word document."""
    return 2 if zip_parts.kind(source) == "docx" else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the one text of the document; raises ReviewError when it is damaged or holds no words."""
    name = source.name
    with zip_parts.parts(source) as parts:
        main = _main_part(parts, name)
        folder = posixpath.dirname(main)
        body = _Body(name, _lists(parts.read(f"{folder}/numbering.xml"), name))
        for kind in ("footnote", "endnote"):
            body.notes |= _notes(parts.read(f"{folder}/{kind}s.xml"), name, kind)
        office_xml.walk(parts.read(main), name, body.start, body.end, body.words)
        said = office_xml.fields(parts.read("docProps/core.xml"), name)
    words = text.clean(body.text.text)
    office_xml.refuse_wordless(words, name)
    yield Parsed(words, record_of(said, body.title), format=FORMAT)


def record_of(said: Mapping[str, list[str]], printed: str = "") -> Record:
    """Return the record by the properties of a document; `printed` is the title that its text shows."""
    title = next((words for words in said.get("title", []) if is_title(words)), printed)
    raw = [name for words in said.get("creator", []) for name in words.split(";") if " " in name.strip()]
    authors: tuple[Name, ...] = tuple(parse_name(name) for name in raw)
    words = " ".join(said.get("keywords", []))
    keywords = [part.strip() for part in words.split(";" if ";" in words else ",")]
    return Record(
        title=title,
        authors=authors,
        language=" ".join(said.get("language", [])[:1]),
        keywords=tuple(filter(None, keywords)),
    )


def _main_part(parts: zip_parts.Parts, name: str) -> str:
    """Return the part that the document names as its main one."""
    found = ["word/document.xml"]

    def start(_space: str, local: str, attributes: Mapping[str, str]) -> None:
        if local == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            found.append(attributes.get("Target", "").lstrip("/"))

    relations = parts.read("_rels/.rels")
    if relations:
        office_xml.walk(relations, name, start, lambda *_: None, lambda _: None)
    return next((part for part in reversed(found) if part in parts), found[0])


class _Body:
    """Takes the elements of a document or of its notes."""

    def __init__(self, name: str, lists: Mapping[tuple[str, str], str]) -> None:
        self.text = office_xml.Text(name)
        self.notes: dict[tuple[str, str], str] = {}
        self.title = ""
        self._lists = lists
        self._counts: dict[tuple[str, str], int] = {}
        self._skipping = 0
        self._takes = self._hidden = False
        self._style: list[str] = []
        self._item: list[tuple[str, str]] = []

    def start(self, _space: str, local: str, attributes: Mapping[str, str]) -> None:
        if self._skipping or local in _SKIPPED:
            self._skipping += 1
        elif local == "p":
            self.text.begin()
            self._style.append("")
            self._item.append(("", "0"))
        elif local == "t":
            self._takes = not self._hidden
        elif local == "r":
            self._hidden = False
        elif local == "tr":
            self.text.begin_row()
        elif local == "tc":
            self.text.begin_cell()
        else:
            self._small(local, attributes)

    def _small(self, local: str, attributes: Mapping[str, str]) -> None:
        """Take what stands for signs, and what says something of a paragraph or a run."""
        value = attributes.get("val", "")
        if local in _BREAKS and self._style and not (local == "tab" and value):  # stops of tabs have a value
            self.text.take(_BREAKS[local])
        elif local in ("footnoteReference", "endnoteReference"):
            self._note(self.notes.get((local.removesuffix("Reference"), attributes.get("id", "")), ""))
        elif local == "vanish":
            self._hidden = value not in _OFF
        elif self._style and local == "pStyle":
            self._style[-1] = value
        elif self._item and local == "numId":
            self._item[-1] = (value, self._item[-1][1])
        elif self._item and local == "ilvl":
            self._item[-1] = (self._item[-1][0], value)

    def _note(self, words: str) -> None:
        if words:
            self.text.begin_note()
            self.text.begin()
            self.text.take(words)
            self.text.finish()
            self.text.end_note()

    def end(self, _space: str, local: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif local == "t":
            self._takes = False
        elif local == "p":
            item = self._item.pop()
            sign = self._sign(item)
            words = self.text.finish(sign, close=bool(sign))
            if self._style.pop().lower() == "title" and not self.title:
                self.title = " ".join(words.split())
        elif local == "tr":
            self.text.end_row()

    def words(self, words: str) -> None:
        if self._takes and not self._skipping:
            self.text.take(words)

    def _sign(self, item: tuple[str, str]) -> str:
        """Return the sign of an item of a list, and count it."""
        form = self._lists.get(item, "bullet") if item[0] not in ("", "0") else "none"
        if form in ("none", "bullet"):
            return "• " if form == "bullet" else ""
        self._counts[item] = self._counts.get(item, 0) + 1
        for other in self._counts:
            if other[0] == item[0] and other[1] > item[1]:
                self._counts[other] = 0
        return f"{_letter(form, self._counts[item])}. "


def _letter(form: str, count: int) -> str:
    if form.endswith("Letter") and 0 < count <= 26:
        return chr(ord("a" if form.startswith("lower") else "A") + count - 1)
    return str(count)


def _notes(data: bytes, name: str, kind: str) -> dict[tuple[str, str], str]:
    """Return the words of the footnotes or endnotes of a document by kind and id."""
    found: dict[tuple[str, str], str] = {}
    bodies: list[tuple[str, _Body]] = []

    def start(space: str, local: str, attributes: Mapping[str, str]) -> None:
        if local == kind:
            bodies.append((attributes.get("id", ""), _Body(name, {})))
        elif bodies:
            bodies[-1][1].start(space, local, attributes)

    def end(space: str, local: str) -> None:
        if local == kind and bodies:
            id, body = bodies.pop()
            found[kind, id] = " ".join(body.text.text.split())
        elif bodies:
            bodies[-1][1].end(space, local)

    if data:
        office_xml.walk(data, name, start, end, lambda words: bodies[-1][1].words(words) if bodies else None)
    return found


def _lists(data: bytes, name: str) -> dict[tuple[str, str], str]:
    """Return how the levels of each list are counted, by the id of the list and the level."""
    forms: dict[tuple[str, str], str] = {}
    abstract: dict[str, str] = {}
    inside = {"abstractNum": "", "lvl": "", "num": ""}

    def start(_space: str, local: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if local in inside:
            key = {"abstractNum": "abstractNumId", "lvl": "ilvl", "num": "numId"}[local]
            inside[local] = attributes.get(key, "")
        elif local == "numFmt":
            forms.setdefault((inside["abstractNum"], inside["lvl"]), value)
        elif local == "abstractNumId":
            abstract[inside["num"]] = value

    if data:
        office_xml.walk(data, name, start, lambda *_: None, lambda _: None)
    by_abstract: dict[str, list[tuple[str, str]]] = {}
    for (id, level), form in forms.items():
        by_abstract.setdefault(id, []).append((level, form))
    return {(num, level): form for num, id in abstract.items() for level, form in by_abstract.get(id, [])}
