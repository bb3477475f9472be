"""Web pages: the visible text of a page in document order, and where each block of it stands.

Nothing in a page is run, loaded or fetched: the parser only tells begins, ends and words.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from reviewer import memory
from reviewer.errors import ReviewError
from reviewer.language import later, recorded
from reviewer.readers.decoding import PIECE, encoding_of, is_utf8, pieces
from reviewer.readers.input import Input
from reviewer.readers.page_blocks import COPY, PageBlocks
from reviewer.readers.page_encoding import HEAD, Declared
from reviewer.readers.page_record import record_of
from reviewer.readers.page_sniff import has_tags, is_page
from reviewer.readers.parsed import Parsed, Rejected

FORMAT = "html"
SUFFIXES = (".html", ".htm", ".xhtml")

MOST_TAGS = 5_000_000
"""Signs that may begin a tag above which a page is refused: reading it would take more than ten seconds."""
MOST_WORK = 2_000_000_000
"""Ends of elements times depth above which a page is refused: each may be looked for in all that is open."""
DEEP = 500
"""Elements within one another from which this is counted: no page of people's making comes near."""
NOTICE = 300
"""Characters up to which what a page tells browsers without scripts is no more than a notice."""


def sniff(source: Input) -> int:
    """Return 2 for what can hardly be anything but a web page, 1 for what holds a tag of one."""
    return 2 if is_page(source.head) else int(has_tags(source.head))


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the one text of the page; raises ReviewError when it holds no words or goes beyond the limits."""
    data, name = source.data(), source.name
    if len(data) > MOST_TAGS and data.count(b"<") > MOST_TAGS:
        raise ReviewError(
            recorded("{name} has more than {most_tags} tags.", name=name, most_tags=f"{MOST_TAGS:,}"), COPY
        )
    encoding = encoding_of(data, _declared(data))
    page = _parse(data, encoding, PageBlocks(name))
    if page.unscripted > sum(box.end - box.start for box in page.boxes):
        page = _parse(data, encoding, PageBlocks(name, with_noscript=True))
    _refuse_wordless(page)
    parsed = Parsed(page.text, record_of(page.facts), format=FORMAT, boxes=tuple(page.boxes))
    page.forget()
    yield parsed


def _declared(data: bytes) -> str:
    """Return the codec that the head of a page declares, or ""."""
    target = Declared()
    parser = _parser(target, "iso-8859-1")
    for start in range(0, min(len(data), HEAD), 2_048):
        parser.feed(data[start : start + 2_048])
        if target.codec:
            break
    return target.codec


def _parse(data: bytes, encoding: str, page: PageBlocks) -> PageBlocks:
    """Let the page take everything; raises ReviewError when that would take unreasonably long."""
    from lxml.etree import XMLSyntaxError

    parser = _parser(page, "utf-8")
    work = 0
    with memory.collecting_later():
        for piece in _pieces(data, encoding):
            before = page.depth
            parser.feed(piece)
            depth = max(before, page.depth)
            work += depth * piece.count(b"</") if depth > DEEP else 0
            if work > MOST_WORK:
                raise ReviewError(
                    recorded("{name} has too many elements within one another to be read.", name=page.name),
                    COPY,
                )
        with suppress(XMLSyntaxError):  # there is not one element: the page has no words either
            parser.close()
    return page


def _pieces(data: bytes, encoding: str) -> Iterator[bytes]:
    """Yield the page in UTF-8 piece by piece, without a byte-order mark."""
    if encoding == "utf-8" and is_utf8(data):
        for start in range(3 * data.startswith(codecs.BOM_UTF8), len(data), PIECE):
            yield data[start : start + PIECE]
    else:
        for piece in pieces(data, encoding):
            yield piece.encode("utf-8", "replace")


def _parser(target: object, encoding: str) -> Any:
    # Imported late: the parser costs the start of the program more than all readers together.
    from lxml import etree

    return etree.HTMLParser(target=target, encoding=encoding, huge_tree=True)


def _refuse_wordless(page: PageBlocks) -> None:
    words = page.text
    if any(character.isalnum() for character in words) and not _is_notice(page, words):
        return
    if page.scripted:
        reason = later("its words are fetched by scripts when a browser opens it")
        hint = recorded("Open it in a browser, copy its text, and import that.")
    else:
        reason, hint = (
            later("there is no text between its tags"),
            recorded("Choose a page that holds text."),
        )
    raise ReviewError(recorded("{name} holds no words: {reason}.", name=page.name, reason=reason), hint)


def _is_notice(page: PageBlocks, words: str) -> bool:
    """Return whether all a page says is that it wants scripts."""
    return page.with_noscript and len(words) < NOTICE and "javascript" in words.lower()
