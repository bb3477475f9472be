"""A library with two small documents, made without readers or separation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer import library, text
from reviewer.library import Library, documents, journal, rows
from reviewer.model import Document, Kind, PartialDate, Record, Segment, Voice

STUDY = "Twenty patients improved. No serious harm was seen 😀 in Ångström units."
PAGE = "In my mind it is unclear.\n\nI had it myself; it helped. 환자 시신경척수염"


def add_document(lib: Library, words: str, segments: list[Segment], record: Record) -> int:
    with journal.op(lib, "Add 1 document", bulk=True) as pending:
        batch = rows.add(lib, "imports", label=pending.label)
        source = documents.add_source(lib, batch, words.encode(), f"{record.title}.txt", "text")
        document = Document(words, record, sha256=text.sha256(words))
        id = documents.add_document(lib, batch, source, 1, document)
        documents.add_segments(lib, id, words, segments)
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
