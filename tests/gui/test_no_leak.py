"""Ben looks at everything the window shows of Ann's library, and finds nothing of what she judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from reviewer.gui import theme
from reviewer.gui.palette.finding import Finder
from reviewer.gui.session import Session
from reviewer.gui.window import WORKSPACES, Window
from reviewer.gui.workspaces.history import History
from tests.two_people import SECRET, judged_by_ann

TOLD = (SECRET, "717171", "717,171")
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture(scope="module")
def of_ann(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return judged_by_ann(tmp_path_factory.mktemp("ann") / "review.reviewlib")


@pytest.fixture
def window(of_ann: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    theme.apply(qapp, "light")
    session = Session()
    session.settings.reviewer_name = "Ann"
    assert session.open_library(of_ann)
    made = Window(session)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    yield made
    made.close()
    session.close()


def held(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    """Yield every word of a model, as far down as it goes."""
    above = parent or QModelIndex()
    plain = isinstance(model, QAbstractListModel)  # its columnCount is private
    columns = 1 if plain else max(1, model.columnCount(above))
    for row in range(min(model.rowCount(above), 300)):
        for column in range(columns):
            index = model.index(row, column, above)
            yield from (str(index.data(role)) for role in ROLES if index.data(role))
            if column == 0 and not plain and model.rowCount(index) and index != above:
                yield from held(model, index)


def words_of(widget: QWidget) -> str:
    """Return every word that a widget, what is in sight of those in it, and their actions show or say."""
    found: list[str] = [widget.windowTitle()]
    for each in [widget, *(child for child in widget.findChildren(QWidget) if child.isVisible())]:
        found += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        if isinstance(each, QLabel | QLineEdit):
            found.append(each.text())
        elif isinstance(each, QTextEdit):
            found.append(each.toPlainText())
        elif isinstance(each, QAbstractItemView) and each.model() is not None:
            found += held(each.model())
        elif callable(getattr(each, "text", None)):
            found.append(str(each.text()))
    found += [action.text() + action.toolTip() for action in widget.findChildren(QAction)]
    return "\n".join(found)


def seen(window: Window, qtbot: QtBot) -> str:
    """Return everything that is shown in every place, with every claim and quote selected once."""
    words, session = [], window.session
    for kind, _ in WORKSPACES:
        session.go(kind.id, document=1, claim=1)
        qtbot.wait(10)
        for claim in (1, 4, 8):
            session.select("claim", claim)
            words.append(words_of(window))
    shown = [each for each in window.findChildren(History) if each.isVisible()]
    if not shown:
        window.toggle_history()
        qtbot.wait(50)
    history = next(each for each in window.findChildren(History) if each.isVisible())
    for typed in ("", SECRET, "717171", "imprecision"):
        history.filter.setText(typed)
        qtbot.wait(400)
        words.append(words_of(history).replace(typed, "") if typed else words_of(history))
    finder = Finder(session, list)
    for typed in ("=", SECRET, "relapse", f'"{SECRET}', "@"):
        entries = finder.find(typed)
        words += [f"{e.title} {e.detail}".replace(SECRET if SECRET in typed else "\0", "") for e in entries]
        words += [f"level {e.level}" for e in entries if e.level]
    return "\n".join(words)


def test_ann_sees_what_she_judged_and_ben_does_not_in_the_same_window(window: Window, qtbot: QtBot) -> None:
    assert SECRET in seen(window, qtbot)
    window.session.rename_reviewer("Ben")
    qtbot.wait(10)
    text = seen(window, qtbot)
    for word in TOLD:
        assert word not in text, [line for line in text.splitlines() if word in line][:5]
    assert "level " not in text.replace("level of", "")
    assert "Judge imprecision" not in text, [x for x in text.splitlines() if "Judge imp" in x][:5]
    assert "hidden until you have judged the same" in text
