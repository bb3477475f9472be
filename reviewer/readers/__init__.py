"""Readers: files to texts. One row of `READERS` for each kind of file.

The content decides which reader takes a file, the suffix only where the content leaves it open. A file that
is no text, or holds no words, is refused as a whole with a ReviewError; a record that cannot be read
inside a good file is a `Rejected`, and the rest goes on.

Readers of formats that can make a program hang, crash or eat memory run in a process of their own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import ReviewError
from reviewer.language import later, recorded
from reviewer.readers import (
    apart,
    from_bibtex,
    from_csl_json,
    from_csv,
    from_docx,
    from_endnote_xml,
    from_epub,
    from_html,
    from_jats,
    from_markdown,
    from_mhtml,
    from_mods,
    from_nbib,
    from_odt,
    from_ovid,
    from_pdf,
    from_pubmed_text,
    from_pubmed_xml,
    from_refer,
    from_ris,
    from_rtf,
    from_text,
    from_wos,
    from_xlsx,
    from_zotero_json,
    pdf_view,
)
from reviewer.readers.decoding import decode, refuse_binary
from reviewer.readers.input import Input
from reviewer.readers.parsed import Header, PageDrawn, PageWanted, Parsed, Rejected

__all__ = [
    "READERS",
    "Header",
    "Input",
    "PageDrawn",
    "PageWanted",
    "Parsed",
    "Reader",
    "Rejected",
    "decode",
    "draw",
    "has_pages",
    "headers",
    "read",
    "read_bytes",
    "read_input",
]


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file: its name for people, its suffixes, how to tell it, how to read it.

    `sniff` gives how much the first bytes say for it: 2, hardly anything else; 1, it may be; 0, it is not.
    `records` is True for files of bibliographic records, which say themselves what each field is;
    `apart` for formats that are read in a process of their own.
    """

    name: str
    format: str
    suffixes: tuple[str, ...]
    sniff: Callable[[Input], int]
    read: Callable[[Input], Iterator[Parsed | Rejected]]
    records: bool = False
    apart: bool = False
    headers: Callable[[Input], Iterator[Header]] | None = None
    """Yields the columns of the tables in a file, for formats that hold tables."""
    draw: Callable[[Input, Sequence[PageWanted]], Iterator[PageDrawn]] | None = None
    """Yields pages as they look, for formats that have pages."""


IN_PROCESS = "REVIEWER_READ_IN_PROCESS"
"""Set to 1 in the environment, it lets every reader run in this process: for tests and for finding bugs."""

READERS: tuple[Reader, ...] = (
    Reader("RIS", from_ris.FORMAT, from_ris.SUFFIXES, from_ris.sniff, from_ris.read, records=True),
    Reader(
        "MEDLINE (NBIB)", from_nbib.FORMAT, from_nbib.SUFFIXES, from_nbib.sniff, from_nbib.read, records=True
    ),
    Reader(
        "EndNote (ENW, Refer)",
        from_refer.FORMAT,
        from_refer.SUFFIXES,
        from_refer.sniff,
        from_refer.read,
        records=True,
    ),
    Reader(
        "BibTeX", from_bibtex.FORMAT, from_bibtex.SUFFIXES, from_bibtex.sniff, from_bibtex.read, records=True
    ),
    Reader("Ovid", from_ovid.FORMAT, from_ovid.SUFFIXES, from_ovid.sniff, from_ovid.read, records=True),
    Reader("Web of Science", from_wos.FORMAT, from_wos.SUFFIXES, from_wos.sniff, from_wos.read, records=True),
    Reader(
        later("PubMed text"),
        from_pubmed_text.FORMAT,
        from_pubmed_text.SUFFIXES,
        from_pubmed_text.sniff,
        from_pubmed_text.read,
        records=True,
    ),
    Reader(
        "Zotero JSON",
        from_zotero_json.FORMAT,
        from_zotero_json.SUFFIXES,
        from_zotero_json.sniff,
        from_zotero_json.read,
        records=True,
    ),
    Reader(
        "CSL-JSON",
        from_csl_json.FORMAT,
        from_csl_json.SUFFIXES,
        from_csl_json.sniff,
        from_csl_json.read,
        records=True,
    ),
    Reader(
        "PubMed XML",
        from_pubmed_xml.FORMAT,
        from_pubmed_xml.SUFFIXES,
        from_pubmed_xml.sniff,
        from_pubmed_xml.read,
        records=True,
    ),
    Reader(
        "EndNote XML",
        from_endnote_xml.FORMAT,
        from_endnote_xml.SUFFIXES,
        from_endnote_xml.sniff,
        from_endnote_xml.read,
        records=True,
    ),
    Reader("JATS", from_jats.FORMAT, from_jats.SUFFIXES, from_jats.sniff, from_jats.read, records=True),
    Reader("MODS", from_mods.FORMAT, from_mods.SUFFIXES, from_mods.sniff, from_mods.read, records=True),
    Reader(later("Web page"), from_html.FORMAT, from_html.SUFFIXES, from_html.sniff, from_html.read),
    Reader(
        later("Table (CSV, TSV)"),
        from_csv.FORMAT,
        from_csv.SUFFIXES,
        from_csv.sniff,
        from_csv.read,
        records=True,
        headers=from_csv.headers,
    ),
    Reader(
        later("Workbook (XLSX)"),
        from_xlsx.FORMAT,
        from_xlsx.SUFFIXES,
        from_xlsx.sniff,
        from_xlsx.read,
        records=True,
        apart=True,
        headers=from_xlsx.headers,
    ),
    Reader(
        "PDF",
        from_pdf.FORMAT,
        from_pdf.SUFFIXES,
        from_pdf.sniff,
        from_pdf.read,
        apart=True,
        draw=pdf_view.draw,
    ),
    Reader(
        later("Word document"),
        from_docx.FORMAT,
        from_docx.SUFFIXES,
        from_docx.sniff,
        from_docx.read,
        apart=True,
    ),
    Reader(
        later("OpenDocument text"),
        from_odt.FORMAT,
        from_odt.SUFFIXES,
        from_odt.sniff,
        from_odt.read,
        apart=True,
    ),
    Reader(
        later("E-book (EPUB)"),
        from_epub.FORMAT,
        from_epub.SUFFIXES,
        from_epub.sniff,
        from_epub.read,
        apart=True,
    ),
    Reader(
        later("Rich text (RTF)"),
        from_rtf.FORMAT,
        from_rtf.SUFFIXES,
        from_rtf.sniff,
        from_rtf.read,
        apart=True,
    ),
    Reader(
        later("Web page in one file (MHTML)"),
        from_mhtml.FORMAT,
        from_mhtml.SUFFIXES,
        from_mhtml.sniff,
        from_mhtml.read,
        apart=True,
    ),
    Reader("Markdown", from_markdown.FORMAT, from_markdown.SUFFIXES, from_markdown.sniff, from_markdown.read),
    Reader(later("Plain text"), from_text.FORMAT, from_text.SUFFIXES, from_text.sniff, from_text.read),
)
"""The last of two that know equally much of a file is the more general one."""


def read(path: Path, *, words_only: bool = False) -> Iterator[Parsed | Rejected]:
    """Yield what a file holds; raises ReviewError when the file cannot be read at all.

    With `words_only` a file of records is taken for the text it is.
    """
    yield from read_input(Input.of_path(path), words_only=words_only)


def read_bytes(data: bytes, name: str) -> Iterator[Parsed | Rejected]:
    """Yield what the bytes of a file called `name` hold; raises ReviewError when no reader takes them."""
    yield from read_input(Input.of_bytes(data, name))


def read_input(source: Input, *, words_only: bool = False) -> Iterator[Parsed | Rejected]:
    """Yield what an input holds; raises ReviewError when no reader takes it."""
    if not source.head.strip() and source.size == len(source.head):
        raise ReviewError(
            recorded("{name} is empty.", name=source.name), recorded("Choose a file that holds text.")
        )
    reader = reader_for(source, words_only=words_only)
    if reader is None:
        refuse_binary(source.head, source.name)
        known = ", ".join(reader.name for reader in READERS)
        raise ReviewError(
            recorded("{name} is of a kind that cannot be read yet.", name=source.name),
            recorded("What can be read: {known}.", known=known),
        )
    if _is_apart(reader):
        items = apart.read(reader.name, reader.format, source)
    else:
        items = reader.read(source)
    first = next(items, None)
    if first is None:
        raise ReviewError(
            recorded("{name} holds no records.", name=source.name), recorded("Choose a file with records.")
        )
    yield first
    yield from items


def headers(source: Input) -> list[Header]:
    """Return the columns of the tables in a file, none where it holds none; raises ReviewError as `read`."""
    reader = reader_for(source)
    if reader is None or reader.headers is None:
        return []
    if _is_apart(reader):
        return apart.headers(reader.name, reader.format, source)
    return list(reader.headers(source))


def draw(format: str, source: Input, wanted: Sequence[PageWanted] = ()) -> Iterator[PageDrawn]:
    """Yield pages of a file as they look, or the sizes of all where none is wanted.

    Nothing for formats without pages. Raises ReviewError as `read`.
    """
    reader = next((reader for reader in READERS if reader.format == format), None)
    if reader is not None and reader.draw is not None:
        apart_from_us = _is_apart(reader)
        draws = (
            apart.draw(reader.name, format, source, wanted) if apart_from_us else reader.draw(source, wanted)
        )
        yield from draws


def has_pages(format: str) -> bool:
    """Say whether files of a format have pages that can be drawn."""
    return any(reader.draw is not None for reader in READERS if reader.format == format)


def _is_apart(reader: Reader) -> bool:
    return reader.apart and os.environ.get(IN_PROCESS, "") != "1"


def reader_for(source: Input, *, words_only: bool = False) -> Reader | None:
    """Return the reader that knows most of the content; among equals the one that its name speaks for.

    Those that the name speaks for are asked first: one of them that is sure is taken, and no other looks.
    """
    name = source.name.lower()
    asked = [reader for reader in READERS if not (words_only and reader.records)]
    found, most = None, 0
    for reader in sorted(asked, key=lambda reader: not name.endswith(reader.suffixes)):
        told = reader.sniff(source)
        if told > most:
            most, found = told, reader
        if most == SURE:
            break
    return found


SURE = 2
"""What a reader says of a file that it knows for certain."""
