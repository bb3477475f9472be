"""OpenDocument texts (.odt): the text as it stands with all changes accepted, without comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reviewer import text
from reviewer.readers import office_xml, zip_parts
from reviewer.readers.from_docx import record_of
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected

FORMAT = "odt"
SUFFIXES = (".odt", ".ott", ".fodt")

_SKIPPED = frozenset(
    "tracked-changes annotation annotation-end ruby-text sequence-decls forms note-citation title desc"
    " variable-decls user-field-decls binary-data script".split()
)
_SPACES = re.compile(r"[ \t\r\n]+")
_FLAT = b"application/vnd.oasis.opendocument.text"


def sniff(source: Input) -> int:
    """Return 2 for a ZIP file with the parts of an OpenDocument text, or for the same in one XML file."""
    flat = b"<office:document" in source.head[:4096] and _FLAT in source.head
    return 2 if flat or zip_parts.kind(source) == "odt" else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the one text of the document; raises ReviewError when it is damaged or holds no words."""
    name, body = source.name, _Body(source.name)
    if zip_parts.kind(source) == "odt":
        with zip_parts.parts(source) as parts:
            content, meta = parts.read("content.xml"), parts.read("meta.xml")
    else:
        content = meta = source.data()
    office_xml.walk(content, name, body.start, body.end, body.words)
    said = office_xml.fields(meta, name)
    words = text.clean(body.text.text)
    office_xml.refuse_wordless(words, name)
    # What the description calls creator is who saved it last.
    creators = said.get("initial-creator") or said.get("creator", [])
    facts = {key: said.get(key, []) for key in ("title", "language")}
    listed = [word for words in said.get("keyword", []) for word in re.split(r"\s*[,;]\s*", words)]
    yield Parsed(
        words, record_of({**facts, "creator": creators, "keywords": ["; ".join(listed)]}), format=FORMAT
    )


class _Body:
    """Takes the elements of a document."""

    def __init__(self, name: str) -> None:
        self.text = office_xml.Text(name)
        self._skipping = self._items = 0
        self._paragraphs = [0]  # how many are open, in the text and in each note that is open
        self._first = False  # whether a paragraph is the first of its item
        self._after_space = True

    def start(self, _space: str, local: str, attributes: Mapping[str, str]) -> None:
        if self._skipping or local in _SKIPPED:
            self._skipping += 1
        elif local in ("p", "h"):
            self.text.begin()
            self._paragraphs[-1] += 1
            self._after_space = True
        elif local == "s":
            count = attributes.get("c", "1")
            self._sign(" " * min(1_000, int(count)) if re.fullmatch(r"[0-9]{1,9}", count) else " ")
        elif local in ("tab", "line-break"):
            self._sign("\t" if local == "tab" else "\n")
        elif local == "list-item":
            self._items += 1
            self._first = True
        elif local == "table-row":
            self.text.begin_row()
        elif local == "table-cell":
            self.text.begin_cell()
        elif local == "note":
            self.text.begin_note()
            self._paragraphs.append(0)

    def _sign(self, words: str) -> None:
        self.text.take(words)
        self._after_space = True

    def end(self, _space: str, local: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif local in ("p", "h"):
            sign = "• " if self._items and self._first else ""
            self.text.finish(sign, close=self._items > 0)
            self._first = False
            self._paragraphs[-1] -= 1
        elif local == "list-item":
            self._items -= 1
        elif local == "table-row":
            self.text.end_row()
        elif local == "note":
            self.text.end_note()
            self._paragraphs.pop()
            self._after_space = False

    def words(self, words: str) -> None:
        if self._paragraphs[-1] and not self._skipping:
            words = _SPACES.sub(" ", words)
            words = words.removeprefix(" ") if self._after_space else words
            self.text.take(words)
            self._after_space = words.endswith(" ") if words else self._after_space
