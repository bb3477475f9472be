"""XML files of records, one record at a time: whole ones as elements, broken ones with their raw text.

A file is cut at the tags of its records, and each piece is parsed by itself. So memory stays as small as one
record, a broken record does not spoil the next, and nothing that a file declares (entities, document types,
addresses) ever reaches the parser: a bomb of entities is a reference to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from reviewer.language import later, recorded
from reviewer.readers.decoding import encoding_by_shape
from reviewer.readers.input import Input
from reviewer.readers.parsed import Rejected
from reviewer.readers.xml_mending import declared_encoding, in_utf8, mended, prefixes, undefined

BLOCK = 1 << 16
LONGEST = 20_000_000
"""Bytes of one record from which it is set aside unread."""
LONGEST_TAG = 200
"""Bytes that the name of an element and what it takes to tell it may have."""
HEAD_OF_FILE = 8_000
"""Bytes before the first record in which the elements around it are looked for, so often at most:"""
MOST_HEADS = 20
RAW = 20_000
"""Characters of a rejected record that are kept."""

ENDS_EARLY = recorded("The file ends in the middle of this record.")
NOT_CLOSED = recorded("Its last element is not closed before the next record begins.")
TOO_LONG = recorded("It is longer than {most} MB.", most=f"{LONGEST / 1e6:.0f}")
MORE_WAS_TO_COME = recorded("The file ends before its last element is closed; records may be missing here.")


@dataclass(slots=True)
class Found:
    """One record as an element (of lxml), the number and line where it stands, and its bytes."""

    element: Any
    number: int
    line: int
    piece: bytes

    @property
    def raw(self) -> str:
        """Return the record as it stands in the file, as far as it is kept."""
        return shown(self.piece)


def shown(piece: bytes) -> str:
    """Return a piece of a file as text for people, not longer than RAW."""
    try:
        return piece[: 4 * RAW].decode("utf-8")[:RAW]
    except UnicodeDecodeError:
        return piece[:RAW].decode("cp1252", "replace")


def begins_with(head: bytes, names: str) -> bool:
    """Return whether the first element of a file has one of the names (alternatives of an expression)."""
    text = head.decode(encoding_by_shape(head) or "latin-1", "replace")
    first = re.search(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]", _without_prolog(text))
    return first is not None and re.fullmatch(names, first[1]) is not None


def _without_prolog(text: str) -> str:
    """Return a file from its first element on, if it begins as XML does; else nothing."""
    text = text.removeprefix("\xef\xbb\xbf").lstrip("\ufeff \t\r\n\x00")
    while text.startswith(("<?", "<!")):
        if text.startswith("<!--"):
            end = "-->"
        elif text.startswith("<?"):
            end = "?>"
        else:
            end = "]>" if "[" in text.partition(">")[0] else ">"
        text = text.partition(end)[2].lstrip()
    return text if text.startswith("<") else ""


def records(source: Input, names: str) -> Iterator[Found | Rejected]:
    """Yield each element with one of the names (alternatives of an expression) of a file, in order.

    A record that cannot be parsed, also after what can be mended of it is mended, is a Rejected.
    """
    with source.stream() as file:
        declared = declared_encoding(source.head)
        blocks = in_utf8(_blocks(source, file), source.head, declared)
        yield from _Cutter(blocks, names, _Parser(declared)).records()


def _blocks(source: Input, file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        source.position = min(source.size, source.position + len(block))
        yield block


class _Cutter:
    """Cuts a file at the tags of its records; `kept` holds the bytes at the place where it stands."""

    def __init__(self, blocks: Iterator[bytes], names: str, parser: _Parser) -> None:
        self.kept = b""
        self.number = 0
        self.line = 1
        self._at = 0
        self._careful = 0
        self._closeless = b""
        self._parser = parser
        self._blocks = blocks
        self._start = re.compile(rb"<!--|<((?:[\w.-]+:)?(?:" + names.encode() + rb"))(?=[\s>/])")
        self._root = b""
        self._heads = 0
        self._tail = b""

    def records(self) -> Iterator[Found | Rejected]:
        self._more()
        while name := self._next_start():
            self.number += 1
            line = self.line
            piece, reason = self._piece(name)
            element, reason = (None, reason) if reason else self._parser.parse(piece)
            if element is None and self._took_too_much(piece, name, line):
                piece, reason = self._piece(name)
                element, reason = (None, reason) if reason else self._parser.parse(piece)
            if element is None:
                yield Rejected(self.number, line, reason, shown(piece))
            else:
                yield Found(element, self.number, line, piece)
            self._tail = b""
            if reason == ENDS_EARLY:
                return
        if (
            self._root
            and self.number
            and not re.search(rb"</" + re.escape(self._root) + rb"\s*>", self._tail)
        ):
            yield Rejected(self.number + 1, self.line, MORE_WAS_TO_COME)

    def _more(self) -> bool:
        """Read on: at least as much as is kept, so that the longest record is not copied again and again."""
        parts = [self.kept[self._at :]]
        want, got = max(BLOCK, len(parts[0])), 0
        while got < want and (block := next(self._blocks, b"")):
            parts.append(block)
            got += len(block)
        self._careful -= self._at
        self.kept, self._at, self._closeless = b"".join(parts), 0, b""
        return got > 0

    def _pass(self, end: int) -> bytes:
        """Go on to a place in what is kept, and return what lies before it."""
        passed = self.kept[self._at : end]
        self._at = end
        self.line += passed.count(b"\n")
        return passed

    def _next_start(self) -> bytes:
        """Go to the next record, passing over comments, and return its tag, or nothing at the end."""
        searched = 0
        while True:
            match = self._start.search(self.kept, self._at + searched)
            if match is None:
                # A tag may be cut by the end of what was read.
                self._leave(max(self._at, len(self.kept) - LONGEST_TAG))
                searched = 0
                if not self._more():
                    self._leave(len(self.kept))
                    return b""
            elif match[1] is None:
                self._leave(match.start())
                searched = self._length_of_comment()
            else:
                self._leave(match.start())
                return match[1]

    def _length_of_comment(self) -> int:
        """Return how long the comment is that begins here; one without an end is none."""
        searched = 4
        while (end := self.kept.find(b"-->", self._at + searched)) < 0:
            searched = max(4, len(self.kept) - self._at - 2)
            if searched > LONGEST or not self._more():
                self._start = re.compile(self._start.pattern.removeprefix(b"<!--|"))
                return 4
        return end + 3 - self._at

    def _leave(self, end: int) -> None:
        """Pass over what stands between records; the first of it tells the element that holds them all."""
        between = self._pass(end)
        if not self._root and self.number == 0 and between and self._heads < MOST_HEADS:
            self._heads += 1
            outer = _OUTER.findall(_NO_ELEMENT.sub(b"", between[-HEAD_OF_FILE:]))
            self._root = outer[0][0] if outer else b""
            self._parser.declare(b"".join(b"".join(_SPACES.findall(words)) for _, words in outer))
        self._tail = (self._tail + between)[-2_000:]

    def _piece(self, name: bytes) -> tuple[bytes, str]:
        """Take one record from the bytes, and say what is wrong with where it ends, if anything.

        Where nothing is known to be wrong, it goes to the next end of such a record without looking for a
        beginning on the way, and what is taken shows in parsing whether that was right.
        """
        opening, close = b"<" + name, b"</" + name + b">"
        searched = len(opening)
        while True:
            if self._at >= self._careful and self._closeless != name:
                found = self.kept.find(close, self._at + searched)
                if found >= 0:
                    return self._pass(found + len(close)), ""
                self._closeless = name
            following = self._same(opening, self._at + searched)
            limit = len(self.kept) if following < 0 else following
            found = self.kept.find(close, self._at + searched, limit)
            if found >= 0:
                return self._pass(found + len(close)), ""
            loose = re.compile(_LOOSE_END % (re.escape(name))).search(self.kept, self._at + searched, limit)
            other = _EMPTY.match(self.kept, self._at, limit) or loose
            if other:
                return self._pass(other.end()), ""
            if following >= 0:
                return self._pass(following), NOT_CLOSED
            if len(self.kept) - self._at > LONGEST:
                return self._pass(len(self.kept)), TOO_LONG
            searched = max(searched, len(self.kept) - self._at - LONGEST_TAG)
            if not self._more():
                return self._pass(len(self.kept)), ENDS_EARLY

    def _took_too_much(self, piece: bytes, name: bytes, line: int) -> bool:
        """Go back to the beginning of a piece that holds more than one record, to be careful on the way."""
        opening = b"<" + name
        if self._at <= self._careful or (piece.count(opening) < 2 and not _EMPTY.match(piece)):
            return False
        self._careful = self._at
        self._at -= len(piece)
        self.line = line
        return True

    def _same(self, opening: bytes, at: int) -> int:
        """Return where the next element of the same name begins, or -1."""
        found = self.kept.find(opening, at)
        while found >= 0 and self.kept[found + len(opening) : found + len(opening) + 1] not in _AFTER_NAME:
            found = self.kept.find(opening, found + 1)
        return found


class _Parser:
    """Parses pieces of a file, each by itself; what was declared for the whole file holds for all."""

    def __init__(self, declared: str) -> None:
        # Imported late: the parser costs the start of the program more than all readers together.
        from lxml import etree

        self._etree = etree
        self._declared = declared
        self._spaces = b""
        # With huge_tree, a text in a piece could be as long as memory; without, it ends at 10 MB.
        self._parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )

    def declare(self, spaces: bytes) -> None:
        """Take over the prefixes that the elements around the records declare."""
        self._spaces = spaces if b"xmlns:" in spaces else b""

    def parse(self, piece: bytes) -> tuple[Any, str]:
        """Return the element of a piece and "", or None and why there is none."""
        wrong = self._etree.XMLSyntaxError
        try:
            return self._element(piece, self._spaces), ""
        except wrong:
            tidy = mended(piece, self._declared)
        try:
            return self._element(tidy, prefixes(tidy)), ""
        except wrong as error:
            name = undefined(tidy)
            reason = (
                recorded(_UNDEFINED, name=name)
                if name
                else recorded("It is not well-formed XML: {why}", why=_said(error))
            )
            return None, reason

    def _element(self, piece: bytes, spaces: bytes) -> Any:
        if not spaces:
            return self._etree.fromstring(piece, self._parser)
        around = self._etree.fromstring(b"<all" + spaces + b">" + piece + b"</all>", self._parser)
        if len(around) != 1:
            raise self._etree.XMLSyntaxError("Extra content at the end of the record", 0, 0, 0)
        return around[0]


_OUTER = re.compile(rb"<(?![?!/])([\w:.-]+)(\s[^<>]*)?>")
_NO_ELEMENT = re.compile(rb"<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|<\?.*?\?>", re.DOTALL)
_SPACES = re.compile(rb"\sxmlns:[\w.-]+\s*=\s*(?:\"[^\"<&]*\"|'[^'<&]*')")
_LOOSE_END = rb"</%s\s+>"
_EMPTY = re.compile(rb"<[\w:.-]+(?:\s[^<>]*)?/>")
_AFTER_NAME = (b"", b" ", b">", b"/", b"\t", b"\r", b"\n")
_UNDEFINED = recorded(
    "It uses the entity “&{name};”, which XML does not know; what a file defines for itself is not read."
)


def _said(error: Any) -> str:
    """Return what the parser says, as a sentence without its own numbers of lines."""
    words = re.sub(r",? \(?(?:<string>, )?line \d+.*", "", str(error.msg)).strip()
    return (words or later("it cannot be parsed")).rstrip(".") + "."
