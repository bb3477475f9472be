"""The settings by section: each is reached by keys, holds at once and survives a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer import settings
from reviewer.gui import dialogs, theme
from reviewer.gui.preferences import SECTIONS, Preferences
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.read import ReadWorkspace

KEY = Qt.Key


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> Preferences:
    """Return the settings as Ctrl+, shows them."""
    QTest.keyClick(window, KEY.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(window.findChildren(Preferences)))
    shown = window.findChildren(Preferences)[-1]
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def section(page: Preferences, name: str) -> None:
    """Go to a section with the arrow keys."""
    page.sections.setFocus()
    at = [each for each, _ in SECTIONS].index(name)
    QTest.keyClick(page.sections, KEY.Key_Home)
    for _ in range(at):
        QTest.keyClick(page.sections, KEY.Key_Down)
    assert page.pages.currentIndex() == at


def control(page: Preferences, spoken: str) -> QWidget:
    """Go on with Tab to a control by what it is called."""
    for _ in range(30):
        focus = QApplication.focusWidget()
        assert focus is not None
        words = focus.accessibleName() or getattr(focus, "text", str)()
        if words == spoken:
            return focus
        QTest.keyClick(focus, KEY.Key_Tab)
    raise AssertionError(f"Tab does not come to {spoken}")


def kept() -> settings.Settings:
    return settings.load()


def test_colours_and_text_change_at_once_and_stay(
    page: Preferences, window: Window, session: Session, qapp: QApplication
) -> None:
    session.go("read", document=2)
    assert window.front is not None
    reading = window.front.workspace
    assert isinstance(reading, ReadWorkspace)
    page.activateWindow()

    colours = control(page, "Colours")
    assert isinstance(colours, QComboBox)
    QTest.keyClick(colours, KEY.Key_End)
    assert theme.is_dark() and kept().theme == "dark"
    QTest.keyClick(colours, KEY.Key_Up)
    assert not theme.is_dark() and kept().theme == "light"

    section(page, "Text")
    before = reading.page.scene.layout
    QTest.keyClick(control(page, "Size of the reading text"), KEY.Key_PageUp)
    QTest.keyClick(control(page, "Length of a line"), KEY.Key_Down)
    assert (kept().reader_size, kept().measure) == (19.5, 79) and reading.page.scene.layout is not before
    QTest.keyClick(control(page, "Use the system's interface font"), KEY.Key_Space)
    assert kept().system_font and "Inter" not in qapp.font().family()
    QTest.keyClick(control(page, "Use the system's interface font"), KEY.Key_Space)
    assert "Inter" in qapp.font().family()


def test_keys_and_name_hold_at_once(page: Preferences, window: Window, session: Session) -> None:
    session.go("read", document=2)
    assert window.front is not None
    new_claim = window.front.workspace.actions_by_id["claim.new"]
    page.activateWindow()
    section(page, "Keys")
    switch = control(page, "Single letters act when no text field has focus")
    assert new_claim.shortcuts()
    QTest.keyClick(switch, KEY.Key_Space)
    assert not new_claim.shortcuts() and not kept().single_keys

    section(page, "Your name")
    field = control(page, "Your name")
    QTest.keyClick(field, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, "Ada")
    QTest.keyClick(field, KEY.Key_Escape)
    assert page.isHidden() and kept().reviewer_name == "Ada"
    assert session.reviewer.name == "Ada" and window.status_line.reviewer.text() == "Ada"


def test_enter_keeps_a_field_and_does_not_close(page: Preferences) -> None:
    section(page, "Your name")
    field = control(page, "Your name")
    QTest.keyClick(field, KEY.Key_End)
    QTest.keyClicks(field, "bc")
    QTest.keyClick(field, KEY.Key_Return)
    assert page.isVisible() and kept().reviewer_name == "Reviewer Abc"


def test_backups_lie_where_one_wants(
    page: Preferences, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "open_folder", lambda *_given: tmp_path / "copies")
    section(page, "Backup")
    QTest.keyClick(control(page, "Back up every hour while you work"), KEY.Key_Space)
    button = control(page, "Choose the folder for backups")
    assert isinstance(button, QPushButton)
    QTest.keyClick(button, KEY.Key_Return)
    assert not kept().backup_hourly and kept().backup_folder == str(tmp_path / "copies")
    assert window.everywhere.backups.folder.parent == tmp_path / "copies"


def test_a_language_is_chosen_for_the_next_start(page: Preferences) -> None:
    section(page, "Language")
    box = control(page, "Language")
    assert isinstance(box, QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == ["That of the system", "English", "Deutsch"]
    QTest.keyClick(box, KEY.Key_End)
    assert kept().language == "de"


def test_privacy_says_what_lies_where_and_forgets(page: Preferences, window: Window, review: Path) -> None:
    assert kept().recent == [str(review)]
    section(page, "Privacy")
    button = control(page, "Forget the libraries opened lately")
    QTest.keyClick(button, KEY.Key_Space)
    assert (kept().recent, kept().last_library, kept().reports) == ([], "", {})
    assert not button.isEnabled() and review.exists() and window.session.library is not None


@pytest.mark.parametrize("name", [name for name, _ in SECTIONS])
def test_every_section_can_be_read(page: Preferences, name: str, check: Callable[[QWidget], None]) -> None:
    section(page, name)
    check(page)


@pytest.fixture
def check() -> Callable[[QWidget], None]:
    """Return how a place is looked at for what it lacks, as in the table of every place."""
    from tests.gui.access import controls, looking

    def look(root: QWidget) -> None:
        found = controls.controls(root)
        lacking = [
            *controls.unnamed(found), *controls.without_role(found), *controls.alike(found),
            *controls.small(root, found), *controls.clipped(root), *looking.cut_short(root),
            *looking.faint(root),
        ]  # fmt: skip
        assert lacking == []

    return look
