"""A review goes out and comes back, and marks of other programs come in: all through the window."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject
from pytestqt.qtbot import QtBot

from reviewer.gui import dialogs, jobs
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.library import claims, documents
from reviewer.model import Suggestion
from reviewer.model import SuggestionKind as Kind
from reviewer.settings import seed
from tests.gui.read.hands import CTRL, Hands, Key
from tests.readers.pdf_files import pdf

pytestmark = pytest.mark.qt_log_ignore("does not support", extend=True)
SEEDS = ("000_9a9b5616f882b154.txt", "002_6655412ea27c3016.txt")
WORDS = "mitoxantrone persistently suppresses B cells in vivo"
Answers = dict[str, Any]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What the file dialogs answer; they are the only ones that are not of our own window."""
    given: Answers = {}
    for name in ("save_as", "open_incoming", "open_marks", "open_documents", "ask"):
        monkeypatch.setattr(dialogs, name, lambda *_args, _name=name, **_more: given[_name])
    return given


@pytest.fixture
def hands(window: Window) -> Hands:
    window.resize(1440, 900)
    window.session.go("read", document=2)
    return Hands(window)


def run(hands: Hands, qtbot: QtBot, command: str) -> str:
    """Run a command by its name in the palette; returns what the window says of it when it has ended."""
    front = hands.window.front
    assert front is not None
    front.strip.hide()
    hands.tap("k", modifiers=CTRL)
    hands.type(f">{command}")
    hands.tap(Key.Key_Return)
    qtbot.waitUntil(lambda: not jobs.busy() and bool(front.strip.text), timeout=20_000)
    return front.strip.text


def held(session: Session) -> list[tuple[object, ...]]:
    """Return what the review says, in the words of its documents."""
    book = {tag.id: tag for tag in session.read(claims.tags)}
    groups = {each.id: each.name for each in session.read(claims.populations)}
    texts = {each.id: each.text for each in session.read(documents.documents)}
    return sorted(
        (
            claim.statement, claim.note, tuple(sorted(book[tag].name for tag in claim.tags)), claim.pico,
            quote.span.exact, quote.span.start, texts[quote.span.document], quote.stance, quote.direction,
            groups.get(quote.population or 0, ""), quote.note, quote.pico,
        )
        for claim in session.read(claims.claims)
        for quote in session.read(claims.quotes, claim=claim.id)
    )  # fmt: skip


def begin_anew(session: Session, path: Path) -> None:
    """Open an empty library in the same window."""
    assert session.create_library(path)
    session.go("read")


def test_a_project_goes_out_and_comes_into_an_empty_library_the_same(
    hands: Hands, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    session = hands.window.session
    before = held(session)
    answers["save_as"] = answers["open_incoming"] = tmp_path / "review.qdpx"
    said = run(hands, qtbot, "Export project")
    assert said.startswith("Written to review.qdpx. Not in the file: ") and "8 certainty ratings" in said

    begin_anew(session, tmp_path / "other.reviewlib")
    assert "21 quotes" in run(hands, qtbot, "Bring in from another")
    assert held(session) == before
    hands.tap("z", modifiers=CTRL)
    qtbot.waitUntil(lambda: not jobs.busy() and not session.read(documents.documents), timeout=20_000)


def test_annotations_go_out_and_come_back_to_their_documents_the_same(
    hands: Hands, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    session = hands.window.session
    before = held(session)
    answers["save_as"] = answers["open_incoming"] = tmp_path / "quotes.jsonld"
    assert "8 certainty ratings" in run(hands, qtbot, "Export quotes, web")

    begin_anew(session, tmp_path / "other.reviewlib")
    answers["open_documents"] = [seed(name) for name in SEEDS]
    hands.tap("i", modifiers=CTRL)
    qtbot.waitUntil(lambda: not jobs.busy() and len(session.read(documents.rows)) == 2, timeout=20_000)
    session.go("read", document=1)
    assert "21 quotes" in run(hands, qtbot, "Bring in from another")
    assert held(session) == before
    assert run(hands, qtbot, "Bring in from another").startswith("Nothing new in quotes.jsonld.")


HYPOTHESIS = {
    "rows": [
        {
            "id": "a1", "created": "2024-03-05T10:00:00+00:00", "user": "acct:kim@hypothes.is",
            "uri": "https://elsewhere.org", "text": "How much?", "tags": [],
            "document": {"title": ["Elsewhere"]},
            "target": [{"source": "x", "selector": [{"type": "TextQuoteSelector", "exact": WORDS}]}],
        }
    ]
}  # fmt: skip
ZOTERO = [
    {
        "itemType": "journalArticle", "title": "Elsewhere",
        "notes": [{"itemType": "note", "note": f"<p>“{WORDS}” (Kim 2024) How much?</p>",
                   "dateAdded": "2024-03-05T10:00:00Z", "meta": {"createdByUser": {"username": "kim"}}}],
    }
]  # fmt: skip
MARKDOWN = f"# Annotations\n\n“{WORDS}” ([Kim, 2024, p. 3](zotero://select/library/items/K)) How much?\n"


@pytest.mark.parametrize(
    ("name", "words", "by"),
    [
        ("hypothesis.json", json.dumps(HYPOTHESIS), "Marked by kim, 2024-03-05"),
        ("zotero.json", json.dumps(ZOTERO), "Marked by kim, 2024-03-05"),
        ("zotero.md", MARKDOWN, "Marked in the file"),
    ],
)
def test_marks_wait_on_their_words_and_become_a_claim_by_one_key(
    hands: Hands, qtbot: QtBot, answers: Answers, tmp_path: Path, name: str, words: str, by: str
) -> None:
    path = tmp_path / name
    path.write_text(words, encoding="utf-8")
    answers |= {"open_marks": path, "ask": 0}  # look in the document that is open
    assert run(hands, qtbot, "Marks of Hypothesis").startswith("1 mark of")

    mark = marked(hands, qtbot)
    assert (" ".join(mark.span.exact.split()), mark.note) == (WORDS, "How much?")
    assert by in spoken(hands)
    becomes_a_claim(hands, mark)


def test_highlights_of_a_pdf_file_wait_with_who_set_them_and_when(
    hands: Hands, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    session = hands.window.session
    path = tmp_path / "annotated.pdf"
    path.write_bytes(annotated())
    answers["open_documents"] = [path]
    hands.tap("i", modifiers=CTRL)
    qtbot.waitUntil(lambda: not jobs.busy() and len(session.read(documents.rows)) == 3, timeout=20_000)
    session.go("read", document=3)

    mark = marked(hands, qtbot)
    assert (mark.span.exact, mark.note) == ("The rate fell by half", "By half of what?")
    assert "Marked by Kim, 2024-03-05" in spoken(hands)
    becomes_a_claim(hands, mark)


def annotated() -> bytes:
    """Return a page whose one sentence somebody highlighted, the mark made by a program for PDF files."""
    page = pdf([[(72, 700, 12, "The rate fell by half."), (72, 660, 12, "Nobody said why it did so.")]])
    box = (70, 697, 200, 713)
    corners = ArrayObject(map(FloatObject, (70, 713, 200, 713, 70, 697, 200, 697)))
    mark = Highlight(rect=box, quad_points=corners)
    mark[NameObject("/T")] = TextStringObject("Kim")
    mark[NameObject("/M")] = TextStringObject("D:20240305100000Z")
    mark[NameObject("/Contents")] = TextStringObject("By half of what?")
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(page))), io.BytesIO()
    writer.add_annotation(0, mark)
    writer.write(out)
    return out.getvalue()


def marked(hands: Hands, qtbot: QtBot) -> Suggestion:
    """Return the mark that waits in the document that is open."""
    suggesting = hands.read.suggesting
    qtbot.waitUntil(lambda: not suggesting.looking and any(e.kind is Kind.MARK for e in suggesting.found))
    return next(each for each in suggesting.found if each.kind is Kind.MARK)


def becomes_a_claim(hands: Hands, mark: Suggestion) -> None:
    """Answer a mark with its key, and look at the claim that it made."""
    session = hands.window.session
    before = {claim.id for claim in session.read(claims.claims)}
    hands.read.suggesting.go_to(mark)
    hands.read.page.setFocus()
    hands.tap("y")
    (made,) = (claim for claim in session.read(claims.claims) if claim.id not in before)
    (quote,) = session.read(claims.quotes, claim=made.id)
    assert quote.span == mark.span


def spoken(hands: Hands) -> str:
    """Return all that the list of suggestions says."""
    model = hands.read.suggestions.list.model()
    rows = range(model.rowCount())
    return " ".join(str(model.index(row, 0).data(role)) for row in rows for role in (0, 11))
