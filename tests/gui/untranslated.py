"""Walk the window in a language that marks every word it knows, and print the words without a mark.

    python -m tests.gui.untranslated LIBRARY HOME

Run in a process of its own, because the window says the words of its tables when it is loaded. What comes
from the library (titles, claims, names) and what has no letters is nobody's to translate.
"""

from __future__ import annotations

import gettext
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reviewer import language, settings

OPEN, CLOSE = "⟦", "⟧"
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_KEYS = re.compile(
    r"(Ctrl|Shift|Alt|Meta|Esc|Enter|Return|Space|Del|Tab|Home|End|PgUp|PgDown|Up|Down|Left|Right|Ins|Backspace"
    r"|F\d+)"
)


class Marking(gettext.NullTranslations):
    """A catalogue that translates by putting marks around the words; what a library keeps is retold by the
    forms that a real one knows."""

    def __init__(self, real: gettext.NullTranslations) -> None:
        super().__init__()
        self._catalog = {
            f"{language.HISTORY}\x04{english}": self.gettext(english)
            for context, english, _ in language.entries(real)
            if context == language.HISTORY
        }

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def unmarked(words: str, known: str) -> str:
    """Return what is left of words without marked stretches, keys and what the library holds."""
    rest, depth = [], 0
    for character in words:
        depth += (character == OPEN) - (character == CLOSE)
        rest.append(" " if depth or character == CLOSE else character)
    left = re.sub(r"<[^>]*>|&\w+;", " ", "".join(rest)).replace("&", "")
    pieces = [piece.strip() for piece in re.split(r"[\n·,;:()„“”…›+▾]|  +", left)]
    pieces = [each for each in pieces if _LETTERS.search(_KEYS.sub("", each)) and each.lower() not in known]
    return " | ".join(pieces)


def said(widget: Any) -> Iterator[tuple[str, str]]:
    """Yield everything a widget says, with what it says it by."""
    from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
    from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTabBar

    for name in ("text", "title", "windowTitle", "toolTip", "placeholderText", "accessibleName", "statusTip"):
        value = getattr(widget, name, None)
        if callable(value) and not (name == "text" and widget.inherits("QLineEdit")):
            try:
                words = value()
            except TypeError:  # a title that wants an index
                continue
            if isinstance(words, str) and words:
                yield name, words
    if isinstance(widget, QComboBox):
        yield from (("item", widget.itemText(index)) for index in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (("tab", widget.tabText(index)) for index in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        root = QModelIndex()
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
        for column in range(columns):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                words = model.headerData(column, Qt.Orientation.Horizontal, role)
                if isinstance(words, str):
                    yield "head", words
            for row in range(min(30, model.rowCount(root))):
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                    words = model.index(row, column, root).data(role)
                    if isinstance(words, str):
                        yield "cell", words


def look(root: Any, place: str, known: str, found: dict[str, str]) -> None:
    """Note what stands unmarked in a widget and everything inside it."""
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    widgets = [root, *root.findChildren(QWidget)]
    actions = [action for widget in widgets for action in widget.actions()] + root.findChildren(QAction)
    for widget in widgets:
        for kind, words in said(widget):
            if left := unmarked(words, known):
                found.setdefault(f"{left}", f"{place}: {type(widget).__name__}.{kind} {words[:120]!r}")
    for action in actions:
        for kind, words in (("text", action.text()), ("hint", str(action.property("hint") or ""))):
            if left := unmarked(words, known):
                found.setdefault(left, f"{place}: action {action.objectName()} {kind} {words[:80]!r}")


def corners(window: Any, session: Any) -> Iterator[tuple[str, Any]]:
    """Go where a place shows only when it is asked for, and yield what stands there."""
    from reviewer.gui.workspaces.grading.own_forms import OwnForms
    from reviewer.model.screening import Stage

    def workspace(place: str) -> Any:
        session.go(place)
        wait(200)
        return window.front.workspace

    grade = workspace("grade")
    for number in range(grade.strip.tabs.count()):
        grade.show_form(grade.strip.tabs.tabData(number))
        wait(100)
        yield f"grade, tab {number}", window
    grade.show_agreement()
    wait(300)
    yield "grade, agreement", window
    yield "grade, own forms", OwnForms(window)
    synthesis = workspace("synthesis")
    for number in range(synthesis.figure.tabs.count()):
        synthesis.figure.tabs.setCurrentIndex(number)
        wait(400)
        yield f"synthesis, tab {number}", window
    workspace("screen").show_stage(Stage.FULL_TEXT)
    wait(200)
    yield "screen, full text", window
    library = workspace("library")
    library.deciding.enter()
    wait(600)
    yield "library, duplicates", window
    library.deciding.leave()
    for typed in ("", ">e", "relapse", "=x", "#e"):
        window.open_palette()
        window.palette_popup.field.setText(typed)
        wait(200)
        yield f"palette, {typed!r}", window.palette_popup
    window.palette_popup.close()


def library_words(session: Any) -> str:
    """Return all that the library holds, in small letters: names, titles, texts, claims, history."""
    from dataclasses import fields, is_dataclass

    from reviewer.library import journal, snapshots

    words: list[str] = []

    def take(value: Any) -> None:
        if isinstance(value, str):
            words.append(value.lower())
        elif is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                take(getattr(value, field.name))
        elif isinstance(value, dict):
            for each in value.items():
                take(each)
        elif isinstance(value, Iterable):
            for each in value:
                take(each)

    take(session.read(snapshots.snapshot))
    take(session.read(journal.history))
    return "\n".join(words)


def boxes(window: Any, session: Any) -> Iterator[tuple[str, Any]]:
    """Yield the desk while voices are separated and with a claim, and the boxes of the window itself."""
    from reviewer.gui.backups import BackupsDialog
    from reviewer.gui.fault_box import FELL, FaultBox
    from reviewer.gui.import_log import ImportLog
    from reviewer.gui.key_changes import KeyChanges

    session.go("read", claim=1)
    wait(600)
    yield "claim", window
    read = window.front.workspace
    read.toggle_separating()
    wait(600)
    yield "separating", window
    read.toggle_separating()
    window.keyboard.toggle()
    yield "keys", window.keyboard.panel
    yield "backups", BackupsDialog(window.everywhere.backups, window)
    yield "import log", ImportLog(session, window.everywhere.choosing, window)
    yield "key changes", KeyChanges(window.keyboard.sections, {}, lambda _keys: None, True, window)
    yield "fault", FaultBox(FELL, "", None, window)


def main(library: str, home: str) -> None:
    """Open the window on a library and print what is not translated in each place."""
    from PySide6.QtWidgets import QApplication

    marking = Marking(language.read_catalogues(settings.resource("languages") / "de"))
    language._catalogue = lambda _code: marking  # type: ignore[assignment]
    language.speak("de")
    settings.set_home(Path(home))
    app = QApplication([])
    from reviewer.gui import theme
    from reviewer.gui.preferences import Preferences
    from reviewer.gui.session import Session
    from reviewer.gui.window import Window

    theme.apply(app, "light")
    session = Session(settings.Settings(reviewer_id="a", reviewer_name="Reviewer A"))
    window = Window(session)
    window.resize(1440, 900)
    window.show()
    found: dict[str, str] = {}
    wait(400)
    look(window, "welcome", "reviewer", found)
    session.open_library(Path(library))
    window.build_the_rest()
    known = library_words(session) + "\nreviewer a\nreviewer"
    for place in ("library", "screen", "read", "grade", "synthesis", "report"):
        session.go(place)
        wait(1200)
        look(window, place, known, found)
    for place, widget in corners(window, session):
        look(widget, place, known, found)
    for place, widget in boxes(window, session):
        look(widget, place, known, found)
    look(Preferences(session.settings), "preferences", known, found)
    window.close()
    session.close()
    for words, where in found.items():
        print(f"{words}\t{where}")


def wait(milliseconds: int) -> None:
    """Let the window work, and its threads."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
