"""Nothing that a widget shows is read back as text: quotes hold the library's own characters."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from reviewer import text as texts
from reviewer.actions import claims as actions
from reviewer.actions import importing
from reviewer.gui.workspaces.reading import menus
from reviewer.library import claims, documents
from reviewer.model import QuoteLink
from tests.gui.read.at_the_desk import CTRL, SHIFT, Key, Person
from tests.source_tree import modules

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

STRANGE = {
    "no-break": "Die Rate\u00a0fiel um 50\u00a0% bei allen\u202fPatienten der Gruppe.",
    "emoji": "Well 👩\u200d🔬 and 👨\u200d👩\u200d👧 said 😀 it helped 🏳️\u200d🌈 them a lot.",
    "combining": "Le cafe\u0301 a e\u0301te\u0301 bu par les pa\u0300tients sans proble\u0300me.",
    "right-to-left": "المرضى تحسنوا بعد العلاج. החולים השתפרו לאחר הטיפול מאוד.",
    "mixed": "The word \u200fשלום\u200e stands amid (שתיים) English words here.",
    "separators": "One\u2028two three\u2029four five\u0085six seven eight nine.",
    "soft": "Im\u00admuno\u00adsup\u00adpres\u00adsion hel\u200bped a\u2060ll of them quite well.",
}
FILES = {name: words.encode() for name, words in STRANGE.items()} | {
    "crlf": b"First line here.\r\nSecond line there.\r\n\r\nA third\rand a fourth one.",
    "surrogate": b"A lone \xed\xa0\x80 half and \xff a byte stand in the middle of words.",
    "utf-16": b"\xff\xfe" + "Half \U0001f600 of a pair ends well.".encode("utf-16-le"),
}
FIELDS = {"gui.fields", "gui.words_field", "gui.workspaces.reporting.question_dock"}
"""Modules whose text widgets hold what a person typed, never words of a document."""
READING_BACK = {"toPlainText", "selectedText", "toRawText", "toHtml", "toMarkdown", "selection"}


@pytest.fixture(params=FILES, ids=list(FILES))
def strange(request: pytest.FixtureRequest, person: Person, tmp_path: Path) -> Person:
    """Someone before a document of characters that text widgets change."""
    path = tmp_path / f"{request.param}.txt"
    path.write_bytes(FILES[request.param])
    (made,) = importing.import_files(person.session.library, [path]).files[0].added
    person.session.changed.emit(None)
    person.session.select("document", made)
    return person


def made_of(person: Person) -> tuple[str, list[QuoteLink]]:
    id = person.session.document
    text = person.session.read(documents.document, id).text
    return text, person.session.read(claims.quotes, document=id)


def voiced(person: Person) -> list[tuple[int, int]]:
    """Return the words of the first part that has a voice, else of the text."""
    text, _ = made_of(person)
    parts = person.session.read(documents.segments, person.session.document)
    first = next((s for s in parts if s.rule != "blank"), parts[0])
    return texts.word_stretches(text, first.start, first.end)


def holds(text: str, link: QuoteLink) -> None:
    span = link.span
    assert span.exact == text[span.start : span.end] != ""
    assert text[: span.start].endswith(link.prefix) and text[span.end :].startswith(link.suffix)
    assert link.text_sha256 == texts.sha256(text)


def test_words_selected_by_keys_are_the_librarys_own(strange: Person) -> None:
    text, _ = made_of(strange)
    stretches = voiced(strange)
    for first in stretches[:: max(1, len(stretches) // 3)]:
        strange.page.set_caret(first[0])
        strange.page.setFocus()
        for _ in range(3):
            strange.key(Key.Key_Right, SHIFT)
        span = strange.page.selected_span()
        assert span is not None and span.exact == text[span.start : span.end]
        strange.key(Key.Key_Q)
        strange.page.setFocus()
        link = strange.quote()
        assert link.span == span
        holds(text, link)
    assert made_of(strange)[0] == text


def test_words_selected_by_mouse_are_the_librarys_own(strange: Person) -> None:
    stretches = voiced(strange)
    strange.drag(stretches[0][0], stretches[min(2, len(stretches) - 1)][1])
    span = strange.page.selected_span()
    assert span is not None
    strange.page.setFocus()
    strange.key(Key.Key_Q)
    text, links = made_of(strange)

    assert [link.span for link in links] == [span]
    holds(text, links[0])


def test_a_statement_with_no_break_spaces_survives_being_looked_at(claimed: Person) -> None:
    said = "50\u00a0% fell\u202ffor 👩\u200d🔬 e\u0301"
    claim = claimed.claims()[0].id
    claimed.session.perform(actions.edit_claim, claim, statement=said, note=said, outcome=said)
    claimed.page.setFocus()
    for key in (Key.Key_E, Key.Key_M):
        claimed.key(key)
        claimed.key(Key.Key_Escape)
    assert (claimed.claims()[0].statement, claimed.claims()[0].note) == (said, said)
    claimed.key(Key.Key_E)
    claimed.key(Key.Key_End)
    claimed.type("!")
    claimed.key(Key.Key_Return)
    assert claimed.claims()[0].statement == said + "!"


def test_no_code_reads_the_text_of_a_document_back_from_a_widget() -> None:
    found = [
        f"{name}:{node.lineno} {node.attr}"
        for name, tree in modules().items()
        if name.startswith("gui") and name not in FIELDS
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in READING_BACK
    ]

    assert not found, "\n".join(found)


def test_copying_gives_the_words_of_the_document(strange: Person) -> None:
    start, end = voiced(strange)[0]
    text, _ = made_of(strange)
    strange.page.setFocus()
    strange.page.select(start, end)
    for copy in (strange.workspace.actions_by_id["read.copy"].trigger, lambda: strange.key("c", CTRL)):
        QGuiApplication.clipboard().clear()
        copy()
        assert QGuiApplication.clipboard().text() == text[start:end]


def test_the_menu_of_words_and_that_of_a_quote_can_copy(reader: Person) -> None:
    copy = reader.workspace.actions_by_id["read.copy"]
    reader.page.clear_selection()
    reader.session.select("claim", None)
    assert not copy.isEnabled() and "read.copy" in menus.ON_WORDS

    link = reader.quotes()[0]
    reader.session.select("quote", link.id)
    assert "read.copy" in menus.on_page(reader.workspace) == menus.ON_QUOTE
    copy.trigger()
    assert QGuiApplication.clipboard().text() == link.span.exact
