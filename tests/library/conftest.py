"""A library with two small documents, made without readers or separation."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer import library, text
from reviewer.library import Library, imports, journal, rows
from reviewer.model import Document, Kind, PartialDate, Record, Segment, Voice

STUDY = "Twenty patients improved. No serious harm was seen 😀 in Ångström units."
PAGE = "In my mind it is unclear.\n\nI had it myself; it helped. 환자 시신경척수염"


def add_document(lib: Library, words: str, segments: list[Segment], record: Record) -> int:
    data, sha256 = words.encode(), text.sha256(words)
    imports.keep_body(lib, sha256, io.BytesIO(data))
    with journal.op(lib, "Add 1 document", bulk=True) as pending:
        batch = rows.add(lib, "imports", label=pending.label)
        source = imports.add_source(lib, batch, sha256, len(data), f"{record.title}.txt", "text")
        document = Document(words, record, sha256=sha256)
        ((id, _twin),) = imports.add_documents(
            lib, batch, source, [imports.prepared(1, document, segments, "2")]
        )
        imports.finish_source(lib, source, 1, 0, 0)
        pending.note("documents", id)
    return id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "review.reviewlib"


@pytest.fixture
def lib(path: Path) -> Iterator[Library]:
    opened = library.create(path)
    whole = [Segment(0, len(STUDY), Kind.ABSTRACT, Voice.STUDY, confidence=0.9, rule="one block")]
    add_document(opened, STUDY, whole, Record(title="A study", issued=PartialDate(2011), container="Journal"))
    parts = [
        Segment(0, 25, Kind.COMMENTARY, Voice.COMMENTARY, rule="first person"),
        Segment(25, 27, Kind.BOILERPLATE, rule="blank"),
        Segment(27, len(PAGE), Kind.COMMENT, Voice.READER, comment=1, rule="below the page"),
    ]
    add_document(opened, PAGE, parts, Record(type="post-weblog", title="Été page"))
    yield opened
    opened.close()
