"""Every place of the window: one row in PLACES brings one about and returns the widget that shows it.

All are shown by one window on the example review, one after the other. A window, dialog or workspace that is
made anew has to be named in COVERS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QScrollArea, QWidget

from reviewer.actions import reports
from reviewer.gui import fault_box
from reviewer.gui.backups import BackupsDialog
from reviewer.gui.columns import ColumnsPage
from reviewer.gui.exchanging import _Listing
from reviewer.gui.fault_box import FaultBox
from reviewer.gui.import_log import ImportLog
from reviewer.gui.key_changes import KeyChanges
from reviewer.gui.preferences import Preferences
from reviewer.gui.session import Session
from reviewer.gui.verifying import VerifiedDialog
from reviewer.gui.window import Window
from reviewer.gui.workspaces.grading.own_forms import OwnForms
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.readers import Input, headers


@dataclass
class House:
    """A window on the example review, the first window of all, and a folder for what is written."""

    window: Window
    first: Window
    folder: Path
    opened: list[QWidget] = field(default_factory=list)

    @property
    def session(self) -> Session:
        return self.window.session

    def rest(self, milliseconds: int = 40) -> None:
        """Let timers and threads have their turn."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def settle(self) -> None:
        """Wait until the panes have taken their places: docks take their sizes one after the other."""
        before: list[object] = []
        for _ in range(50):
            self.rest(20)
            panes = self.window.findChildren(QDockWidget) + self.window.findChildren(QScrollArea)
            now: list[object] = [pane.geometry().getRect() for pane in panes]
            if now == before:
                return
            before = now

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something is so; raises AssertionError when it does not come."""
        for _ in range(500):
            if true():
                return
            self.rest(20)
        raise AssertionError("it did not come")

    def keep(self, widget: QWidget) -> QWidget:
        """Show a window of its own, which is closed before the next place is shown."""
        self.opened.append(widget)
        widget.show()
        widget.activateWindow()
        self.rest()
        return widget

    def tidy(self) -> None:
        """Close what the place before has opened."""
        for popup in (QApplication.activePopupWidget(), *self.opened):
            if popup is not None:
                popup.close()
        self.opened.clear()
        front = self.window.front.workspace if self.window.front is not None else None
        if isinstance(front, ReadWorkspace) and front.separating.on:
            front.toggle_separating()
        if self.window.front is not None:
            self.window.front.docks["history"].hide()
            self.rest(20)
        for dock in (self.window.import_dock, self.window.keyboard.dock):
            dock.hide()
        self.rest(0)


Make = Callable[[House], QWidget]


def workspace(id: str, dock: str = "", document: int = 2, act: str = "") -> Make:
    """Return what goes to a workspace, brings one of its docks to the front and triggers a command there."""

    def make(house: House) -> QWidget:
        window = house.window
        house.session.go(id, document=document, claim=5)
        assert window.front is not None
        front = window.front
        if id == "read":
            house.until(lambda: not front.workspace.suggesting.looking)
        if dock:
            front.docks[dock].show()
            front.docks[dock].raise_()
        if act:
            front.workspace.actions_by_id[act].trigger()
        for area in window.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
        front.workspace.activate()
        house.settle()
        return window

    return make


def bottom(name: str) -> Make:
    """Return what shows one of the docks below every workspace."""

    def make(house: House) -> QWidget:
        workspace("library")(house)
        if name == "keys":
            house.window.keyboard.toggle()
        else:
            house.window.import_dock.show()
        house.rest()
        return house.window

    return make


def palette(house: House) -> QWidget:
    popup = house.window.palette_popup
    popup.open_over(house.window)
    popup.field.setText("b cells")
    popup.search()
    popup.settle()
    return popup


def chooser(house: House) -> QWidget:
    workspace("read")(house)
    assert house.window.front is not None
    reading: Any = house.window.front.workspace
    start = reading.page.document.text.index("B cells")
    reading.page.select(start, start + 7)
    reading.claiming.link_selection()
    house.rest()
    return reading.claiming.chooser


def first_page(house: House) -> QWidget:
    house.first.show()
    house.first.activateWindow()
    house.rest()
    return house.first


def backups(house: House) -> QWidget:
    made = BackupsDialog(house.window.everywhere.backups, house.window)
    house.until(lambda: bool(made.rows))
    return house.keep(made)


def columns(house: House) -> QWidget:
    path = house.folder / "odd.csv"
    path.write_text("Headline,Who,When,Rating\nA title,Ann,2011,5\n", encoding="utf-8")
    return house.keep(ColumnsPage(house.window, "odd.csv", headers(Input.of_path(path)), again=False))


def verified(house: House) -> QWidget:
    path = house.folder / "report.html"
    if not path.exists():
        house.session.perform(reports.export_report, path)
        path.write_bytes(path.read_bytes().replace(b"lowers the annualized", b"raises the annualized", 1))
    house.window.everywhere.verifying.verify(path)
    house.until(lambda: house.window.findChildren(VerifiedDialog))
    return house.keep(house.window.findChildren(VerifiedDialog)[-1])


def keys(house: House) -> QWidget:
    board = house.window.keyboard
    return house.keep(KeyChanges(board.sections, {}, lambda _keys: None, True, house.window))


def listing(house: House) -> QWidget:
    return house.keep(_Listing(house.window, "theirs.qdpx", ["Added: 2 claims.", "Missing: a quote."]))


def fault(house: House) -> QWidget:
    return house.keep(
        FaultBox(fault_box.MET, "When  now\nWhat happened", house.folder / "a.txt", house.window)
    )


def preferences(house: House) -> QWidget:
    return house.keep(Preferences(house.session.settings, house.window))


def manual(house: House) -> QWidget:
    house.window.open_manual()
    assert house.window.helping.manual is not None
    house.window.helping.manual.open_at("read")
    return house.keep(house.window.helping.manual)


PLACES: dict[str, Make] = {
    "first page": first_page,
    "library": workspace("library", "preview"),
    "library, views": workspace("library", "views"),
    "library, record": workspace("library", "record"),
    "library, history": workspace("library", "history"),
    "screen": workspace("screen", "preview"),
    "screen, views": workspace("screen", "views"),
    "screen, similar": workspace("screen", "similar"),
    "read": workspace("read", "claim"),
    "read, source": workspace("read", "source"),
    "read, suggestions": workspace("read", "suggestions"),
    "read, separating": workspace("read", act="separate"),
    "read, left": workspace("read", "outline"),
    "grade": workspace("grade", "evidence"),
    "grade, claims": workspace("grade", "claims"),
    "synthesis": workspace("synthesis", "synthesis.claim"),
    "synthesis, cell": workspace("synthesis", "synthesis.cell"),
    "synthesis, notes": workspace("synthesis", "synthesis.notes"),
    "report": workspace("report", "report.export"),
    "report, contents": workspace("report", "report.contents"),
    "report, section": workspace("report", "report.section"),
    "report, earlier": workspace("report", "report.earlier"),
    "importing": bottom("import"),
    "keys": bottom("keys"),
    "palette": palette,
    "link": chooser,
    "backups": backups,
    "columns": columns,
    "verified": verified,
    "change keys": keys,
    "import log": lambda house: house.keep(
        ImportLog(house.session, house.window.everywhere.choosing, house.window)
    ),
    "brought in": listing,
    "fault": fault,
    "settings": preferences,
    "own forms": lambda house: house.keep(OwnForms(house.window)),
    "manual": manual,
}


COVERS = {
    "Window": "library",
    "Shell": "— holds the window and shows nothing else",
    "Place": "library",
    "Welcome": "first page",
    "LibraryWorkspace": "library",
    "ScreenWorkspace": "screen",
    "ReadWorkspace": "read",
    "GradeWorkspace": "grade",
    "SynthesisWorkspace": "synthesis",
    "ReportWorkspace": "report",
    "Palette": "palette",
    "Chooser": "link",
    "BackupsDialog": "backups",
    "ColumnsPage": "columns",
    "VerifiedDialog": "verified",
    "KeyChanges": "change keys",
    "ImportLog": "import log",
    "_Listing": "brought in",
    "FaultBox": "fault",
    "Preferences": "settings",
    "OwnForms": "own forms",
    "Manual": "manual",
}
"""The classes that open a window of their own or are a workspace, and the place that shows each."""
