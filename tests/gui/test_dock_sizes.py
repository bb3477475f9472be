"""Docks share the room, and keep their sizes when a passing mode has borrowed some."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reviewer import library
from reviewer.actions.importing import import_text
from reviewer.gui import theme
from reviewer.gui.panes import WIDTHS
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.reading.claim_dock import Head


def widths(window: Window) -> dict[str, int]:
    assert window.front is not None
    return {id: dock.width() for id, dock in window.front.docks.items() if not dock.isHidden()}


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (960, 600)])
def test_separating_gives_back_the_room_it_took(qtbot: QtBot, window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.show_place("read")
    narrow = size[0] < 1280
    expected = WIDTHS["right"] - 20 if narrow else WIDTHS["left"]
    qtbot.waitUntil(lambda: widths(window)["outline"] == expected)
    before = widths(window)

    for key in (Qt.Key.Key_B, Qt.Key.Key_Escape):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, key)
        qtbot.wait(60)

    assert widths(window) == before


def test_a_low_narrow_window_leaves_most_of_the_height_to_the_claim(qtbot: QtBot, window: Window) -> None:
    window.resize(960, 600)
    window.session.go("read", document=2)
    assert window.front is not None
    docks = window.front.docks
    qtbot.waitUntil(lambda: docks["codebook"].height() == 140)

    quote = next(q for q in window.session.read(library.snapshot).quotes if q.span.start == 776)
    window.session.go("read", document=2, claim=quote.claim, quote=quote.id)
    docks["claim"].raise_()
    qtbot.wait(60)

    assert docks["codebook"].height() == 140, "the definition of the tag selected took its room"
    assert docks["claim"].height() > 2 * docks["codebook"].height()
    head = docks["claim"].findChild(Head)
    assert isinstance(head, Head)
    for label in head.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()), label.text()
    assert not head.grade.geometry().intersects(head.certainties.geometry())


def test_a_low_codebook_shows_tags_and_its_form_only_while_one_is_at_it(qtbot: QtBot, window: Window) -> None:
    window.resize(960, 600)
    window.session.go("read", document=2, claim=5)
    assert window.front is not None
    codebook = window.front.workspace.codebook
    qtbot.waitUntil(lambda: codebook.tree.viewport().height() >= 4 * 26)
    assert codebook.selected() is not None and codebook.room.isHidden()

    codebook.describe("definition")
    assert codebook.room.isVisible() and codebook.definition.hasFocus()
    qtbot.keyClicks(codebook.definition, "Cells")
    qtbot.keyClick(codebook.definition, Qt.Key.Key_Escape)
    qtbot.waitUntil(codebook.room.isHidden)
    tag = window.session.read(library.snapshot).tags[0]
    assert [t.definition for t in window.session.read(library.snapshot).tags].count("Cells") == 1

    place = window.session.places("tags", tag.id)("definition")
    assert place is not None
    place.drafts.put(place, "Left behind", tag.definition)
    codebook.select(tag.id)
    qtbot.waitUntil(lambda: codebook.room.isVisible())


@pytest.mark.parametrize("place", ["library", "read"])
def test_the_list_of_keys_fits_into_the_smallest_window(qtbot: QtBot, window: Window, place: str) -> None:
    window.resize(960, 600)
    window.show_place(place)
    qtbot.wait(60)

    window.keyboard.toggle()
    qtbot.wait(60)

    assert (window.width(), window.height()) == (960, 600)
    assert window.keyboard.panel.height() >= 120
    chart = window.keyboard.panel.chart
    for box, column in chart._boxes():
        for words, caps, _said in column.lines:
            needed = QFontMetricsF(theme.font("small")).horizontalAdvance(words)
            assert needed + sum(theme.key_width(cap) + 3 for cap in caps) <= box.width() or box.width() > 340


def test_the_outline_has_room_though_the_first_document_is_short(
    qtbot: QtBot, show: Callable[[Session], Window], bare_session: Session, tmp_path: Path
) -> None:
    assert bare_session.create_library(tmp_path / "short.reviewlib")
    assert bare_session.library is not None
    import_text(bare_session.library, "short.txt", "Five words are not many.")
    window = show(bare_session)
    window.resize(1440, 900)
    window.show_place("read")

    assert window.front is not None
    outline = window.front.docks["outline"]
    qtbot.waitUntil(lambda: outline.height() >= 300)


def test_docks_are_as_wide_as_before_once_a_window_that_became_small_is_large_again(
    qtbot: QtBot, window: Window
) -> None:
    """A window that is put beside another jumps to half its width, and squeezes its docks as it does so."""
    window.resize(1440, 900)
    window.show_place("read")
    qtbot.waitUntil(lambda: widths(window)["outline"] == WIDTHS["left"])
    assert window.front is not None
    docks = window.front.docks
    window.front.resizeDocks([docks["outline"], docks["claim"]], [260, 400], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: widths(window)["claim"] == 400)

    window.resize(960, 600)
    qtbot.waitUntil(lambda: widths(window)["outline"] == WIDTHS["right"] - 20)
    window.resize(1440, 900)

    qtbot.waitUntil(lambda: (widths(window)["outline"], widths(window)["claim"]) == (260, 400))


def test_a_window_that_becomes_small_again_shares_its_height_as_at_first(
    qtbot: QtBot, window: Window
) -> None:
    window.resize(960, 600)
    window.session.go("read", document=2, claim=5)
    assert window.front is not None
    codebook = window.front.docks["codebook"]
    qtbot.waitUntil(lambda: codebook.height() == 140)

    for size in ((1440, 900), (960, 600)):
        window.resize(*size)
        qtbot.wait(60)

    qtbot.waitUntil(lambda: codebook.height() == 140)


def test_the_codebook_keeps_its_head_when_the_window_becomes_small_over_the_list_of_keys(
    qtbot: QtBot, window: Window
) -> None:
    window.resize(1440, 900)
    window.session.go("read", document=2, claim=5)
    qtbot.wait(60)
    window.keyboard.toggle()
    qtbot.wait(60)
    window.resize(960, 600)
    assert window.front is not None
    codebook = window.front.docks["codebook"]
    qtbot.waitUntil(lambda: codebook.width() == WIDTHS["right"] - 20)

    assert (window.width(), window.height()) == (960, 600)
    head = codebook.titleBarWidget()
    assert head.visibleRegion().boundingRect() == head.rect()
    assert codebook.geometry().bottom() <= window.front.rect().bottom()
    assert window.keyboard.panel.height() >= 120


def test_a_place_behind_another_does_not_keep_the_window_wide(qtbot: QtBot, window: Window) -> None:
    window.resize(1440, 900)
    window.show_place("read")
    window.keyboard.toggle()  # which builds every place, each as wide as the window is
    window.keyboard.toggle()
    window.resize(960, 600)
    qtbot.wait(60)

    assert window.front is not None
    assert window.front.mapTo(window, window.front.rect().bottomRight()).x() < 960
    assert window.layout().totalMinimumSize().width() <= 960
