"""The palette: what it finds, and what Enter does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.gui.palette import PREFIXES, Entry, around, fuzzy
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.library import claims, documents
from reviewer.model import Stance

# The offscreen platform says this of every popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


def find(window: Window, typed: str) -> list[Entry]:
    return window.palette_popup.finder.find(typed)


def groups(entries: list[Entry]) -> list[str]:
    return [entry.title for entry in entries if entry.run is None]


def titles(entries: list[Entry]) -> list[str]:
    return [entry.title for entry in entries if entry.run is not None]


def type_and_enter(qtbot: QtBot, window: Window, typed: str) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.palette_popup
    qtbot.keyClicks(palette.field, typed)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)


def test_words_are_found_in_claims_texts_tags_and_commands(window: Window) -> None:
    entries = find(window, "b cells")

    assert groups(entries) == ["Claims", "Words in documents", "Tags", "Commands"]
    assert "Circulating B cells fall" in titles(entries)
    assert "Mechanism › B cells" in titles(entries)


@pytest.mark.parametrize(
    "prefix, group",
    [(">", "Commands"), ("=", "Claims"), ("#", "Tags"), ("@", "Documents"), ('"', "Words in documents")],
)
def test_a_prefix_keeps_one_group(window: Window, prefix: str, group: str) -> None:
    words = {">": "back", "=": "cells", "#": "cells", "@": "mitoxantrone", '"': "infusion"}[prefix]

    assert prefix in PREFIXES
    assert groups(find(window, prefix + words)) == [group]


def test_a_claim_shows_its_number_and_certainty(window: Window) -> None:
    entry = next(e for e in find(window, "=circulating") if e.run is not None)

    assert entry.sign[:2] == ("number", "5")
    assert entry.level == 1


def test_enter_opens_the_claim_at_its_first_quote(qtbot: QtBot, window: Window, session: Session) -> None:
    type_and_enter(qtbot, window, "=circulating")

    assert window.front is not None
    assert window.front.workspace.id == "read"
    assert session.claim is not None
    assert session.quote is not None
    assert not window.palette_popup.isVisible()


def test_enter_on_words_shows_them_in_the_text(qtbot: QtBot, window: Window, session: Session) -> None:
    with qtbot.waitSignal(session.span_requested) as blocker:
        type_and_enter(qtbot, window, '"infusion')

    document, start, end = blocker.args
    words = session.read(documents.document, document).text[start:end]
    assert words.casefold().startswith("infusion")


def test_a_tag_narrows_the_library(qtbot: QtBot, window: Window) -> None:
    type_and_enter(qtbot, window, "#nk cells")

    assert window.front is not None
    workspace = window.front.workspace
    assert workspace.id == "library"
    assert workspace.filter.text() == 'tag:"NK cells"'


def test_a_command_runs(qtbot: QtBot, window: Window) -> None:
    type_and_enter(qtbot, window, ">grade")

    assert window.front is not None
    assert window.front.workspace.id == "grade"


def test_arrows_pass_over_headings_and_go_round(qtbot: QtBot, window: Window) -> None:
    palette = window.palette_popup
    palette.open_over(window, "b cells")
    assert palette.settle()
    rows = [row for row, entry in enumerate(palette.model.entries) if entry.run is not None]
    met = [palette.list.currentIndex().row()]
    for _ in rows:
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
        met.append(palette.list.currentIndex().row())
    assert met == [*rows, rows[0]]

    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == rows[-1]
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_a_click_runs_an_entry(qtbot: QtBot, window: Window) -> None:
    palette = window.palette_popup
    palette.open_over(window, ">report")
    box = palette.list.visualRect(palette.model.index(1))
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())

    assert window.front is not None
    assert window.front.workspace.id == "report"


def test_without_a_library_only_commands_are_found(first_window: Window) -> None:
    assert groups(find(first_window, "open")) == ["Commands"]
    assert groups(find(first_window, "#open")) == []


@pytest.mark.parametrize("typed", ['"', "=", "'", '"""', "AND", "*", "voice:", "(", "%", "\\", "NEAR("])
def test_no_typing_is_an_error(window: Window, typed: str) -> None:
    for prefix in ("", *PREFIXES):
        assert isinstance(find(window, prefix + typed), list)


def test_what_could_not_be_followed_is_said(qtbot: QtBot, window: Window) -> None:
    palette = window.palette_popup
    palette.open_over(window, "voice:readr infusion")
    assert palette.settle()

    assert not palette.understood.isHidden()
    assert "“readr” is nothing that voice: takes (study, commentary, reader)" in palette.understood.text()

    palette.field.setText("voice:reader infusion")
    assert palette.settle()
    assert palette.understood.isHidden()
    assert {e.sign for e in palette.model.entries if e.reading} == {("voice", "reader")}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("zzzzzz", "No claim, document, tag, command or word in a text matches."),
        ("=zzzzzz 🧪", "No claim matches."),
        ("#zzzzzz", "No tag matches."),
        ("@غير موجود", "No document matches."),
        ('"zzzzzz', "No text holds these words."),
        (">zzzzzz", "No command matches."),
        (
            "tag:nosuch",
            "No claim, document, tag, command or word in a text matches. Looked for: tag: nosuch.",
        ),
        ("stance:foo", "No claim, document, tag, command or word in a text matches. “foo” is nothing"),
    ],
)
def test_that_nothing_was_found_is_said(window: Window, typed: str, said: str) -> None:
    palette = window.palette_popup
    palette.open_over(window, typed)
    assert palette.settle()

    assert palette.understood.text().startswith(said) and not palette.understood.isHidden()
    assert palette.count.text() == "0 results"
    palette.field.clear()
    assert palette.settle() and palette.understood.isHidden()


def test_the_quotes_of_a_stance_are_found(window: Window) -> None:
    entries = [e for e in find(window, "stance:contradicts") if e.reading]

    assert len(entries) == sum(q.stance is Stance.CONTRADICTS for q in window.session.read(claims.quotes))


def test_a_claim_is_tagged_from_the_palette(qtbot: QtBot, window: Window, session: Session) -> None:
    claim = next(c for c in session.read(claims.claims) if c.number == 1)
    session.go("read", claim=claim.id)
    palette = window.palette_popup
    palette.open_over(window, "b cells")
    assert palette.settle()
    entry = next(e for e in palette.model.entries if e.title == "Tag claim 1 with B cells")
    assert entry.run is not None
    entry.run()

    names = {tag.id: tag.name for tag in session.read(claims.tags)}
    assert "B cells" in {names[tag] for tag in session.read(claims.claim, claim.id).tags}


@given(st.text(max_size=12), st.text(max_size=40))
def test_fuzzy_needs_the_letters_in_order(typed: str, name: str) -> None:
    score = fuzzy(typed, name)

    if typed.casefold() in name.casefold():
        assert score in (0, 1, 2)
    elif score is not None:
        letters = iter(name.casefold())
        assert all(letter in letters for letter in typed.casefold().replace(" ", ""))


@given(st.text(alphabet="ab ", max_size=120), st.text(alphabet="ab", min_size=1, max_size=3))
def test_a_cut_snippet_still_holds_the_words(snippet: str, words: str) -> None:
    cut = around(snippet, words)

    assert words not in snippet or words in cut
    assert len(cut) <= len(snippet)


def test_a_letter_within_other_words_is_not_what_was_found() -> None:
    snippet = "Subsets of blood before and after the beginning of treatment were to be fewer B or T cells."

    assert around(snippet, "b cells").endswith("fewer B or T cells.") and len(around(snippet, "b cells")) < 60
