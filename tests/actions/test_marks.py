"""Marks of PDF files and of other programs: kept as open suggestions on the words they were set on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer import library as lib
from reviewer.actions import importing, marks
from reviewer.actions import suggestions as actions
from reviewer.errors import ReviewError
from reviewer.library import Library, documents, journal
from reviewer.library import suggestions as stored
from reviewer.model import State, SuggestionKind
from tests.exchange.test_marks_of_others import annotation
from tests.readers.pdf_files import article, column, highlight, pdf

BLOG = 2
WORDS = "mitoxantrone persistently suppresses B cells in vivo"


@pytest.fixture
def save(tmp_path: Path) -> Any:
    def write(name: str, data: object) -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
        return path

    return write


def hypothesis_row(words: str, **more: Any) -> dict[str, Any]:
    selector = [{"type": "TextQuoteSelector", "exact": words, "prefix": "", "suffix": ""}]
    return annotation(target=[{"source": "x", "selector": selector}], **more)


# ------------------------------------------------------------------ PDF


def test_marks_of_a_pdf_are_open_suggestions_and_go_with_its_import(seeds: Library, save: Any) -> None:
    [id] = importing.import_files(seeds, [save("a.pdf", article())]).files[0].added
    text = documents.document(seeds, id).text
    first, second, third = stored.kept(seeds, id)

    assert all(each.state is State.OPEN for each in (first, second, third))
    assert text[first.span.start : first.span.end] == first.span.exact
    assert (first.author, first.date, first.reason) == ("Kim", "2020-01-31", "Highlighted by Kim on page 1")
    assert second.note == "how many?" and (third.note, third.anchored) == ("Weak.", False)
    assert {each.id for each in (first, second, third)} <= {
        each.id for each in actions.suggestions_of(seeds, id)
    }
    journal.undo(seeds)
    assert stored.kept(seeds, id) == []
    journal.redo(seeds)
    assert len(stored.kept(seeds, id)) == 3


def test_who_went_on_marking_a_file_finds_the_new_marks_on_the_document(seeds: Library, save: Any) -> None:
    lines = column(60, 700, ["the words", "other words", "more words"], pitch=30)
    plain = importing.import_files(seeds, [save("a.pdf", pdf([lines]))]).files[0].added
    again = pdf([lines], marks=[(0, highlight((58, 698, 180, 710)))])
    result = importing.import_files(seeds, [save("b.pdf", again)])

    assert result.counts()["duplicates"] == 1 and result.changes.touches("suggestions")
    assert [each.span.exact for each in stored.kept(seeds, plain[0])] == ["the words"]
    journal.undo(seeds)
    assert stored.kept(seeds, plain[0]) == []
    assert lib.check(seeds) == []


# ------------------------------------------------------------------ Hypothesis, Zotero


def test_hypothesis_marks_come_to_the_document_given(seeds: Library, save: Any) -> None:
    path = save("marks.json", [hypothesis_row(WORDS), hypothesis_row("words that were never there, not one")])
    result = marks.import_marks(seeds, path, BLOG)
    here, gone = sorted(stored.kept(seeds, BLOG), key=lambda each: not each.anchored)

    assert (result.added, result.known, result.program) == (2, 0, "Hypothesis")
    assert (here.span.start, here.span.exact, here.author) == (776, WORDS, "kim")
    assert here.kind is SuggestionKind.MARK and here.note == "How much?\nTags: b cells"
    assert not gone.anchored and gone.span.exact.startswith("words that") and "not found" in gone.reason
    assert result.without_place == ["“words that were never there, not one” of A post"]
    again = marks.import_marks(seeds, path, BLOG)
    assert (again.added, again.known) == (0, 2)


def test_words_that_changed_a_little_are_found_again_with_a_score(seeds: Library, save: Any) -> None:
    marks.import_marks(
        seeds, save("m.json", [hypothesis_row(WORDS.replace("persistently", "persistenly"))]), BLOG
    )
    [each] = stored.kept(seeds, BLOG)

    assert each.span.exact == WORDS and 0.8 < each.score < 1 and "alike" in each.reason


def test_a_title_names_the_document_and_what_has_none_here_is_listed(seeds: Library, save: Any) -> None:
    title = documents.document(seeds, BLOG).record.title
    rows = [hypothesis_row(WORDS, document={"title": [title.upper()]}), hypothesis_row("elsewhere")]
    result = marks.import_marks(seeds, save("m.json", {"rows": rows}))

    assert (result.added, result.documents) == (1, [BLOG])
    assert result.without_document == ["“elsewhere” of A post"]
    journal.undo(seeds)
    assert stored.kept(seeds) == []


def test_zotero_marks_come_by_doi(seeds: Library, save: Any) -> None:
    ris = b"TY  - JOUR\nTI  - On B cells\nDO  - 10.1000/abc\nAB  - B cells fell.\nER  - \n"
    [id] = importing.import_files(seeds, [save("r.ris", ris)]).files[0].added
    item = {
        "itemType": "journalArticle", "title": "Other", "DOI": "10.1000/ABC",
        "attachments": [{"annotations": [{"annotationType": "highlight", "annotationText": "B cells fell"}]}],
    }  # fmt: skip
    result = marks.import_marks(seeds, save("z.json", {"items": [item]}))

    assert (result.program, result.documents) == ("Zotero", [id])
    assert [each.span.exact for each in stored.kept(seeds, id)] == ["B cells fell"]


def test_a_note_in_markdown_goes_to_the_document_that_is_open(seeds: Library, save: Any) -> None:
    held = documents.document(seeds, BLOG).text
    words = " ".join(held[776:828].split())
    note = f"# Annotations\n\n“{words}” ([A, 2020](zotero://select/library/items/K)) Is it so?\n".encode()
    result = marks.import_marks(seeds, save("note.md", note), BLOG)

    assert (result.program, result.documents, result.without_place) == ("Zotero", [BLOG], [])
    kept = next(each for each in stored.kept(seeds, BLOG) if each.anchored)
    assert (kept.span.start, kept.span.end, kept.note) == (776, 828, "Is it so?")


def test_other_files_say_what_can_be_done(seeds: Library, save: Any) -> None:
    with pytest.raises(ReviewError, match="holds no marks"):
        marks.import_marks(seeds, save("x.json", [{"a": 1}]))


def test_a_codebook_with_a_word_of_zotero_is_no_note() -> None:
    assert marks.is_note(b'<div class="zotero-note"><p>x</p></div>')
    assert not marks.is_note(b'<?xml version="1.0"?><CodeBook><Codes><Code name="zotero-note"/></Codes>')
    assert not marks.is_note(b'[{"note": "<div data-citation=1>x</div>"}]')
