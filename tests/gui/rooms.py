"""Windows whose states are kept as pictures: how one is opened, and how it is brought to rest in between.

The clock stands still in them: what says when something was saved or changed is the same in each run.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDockWidget, QMenu, QWidget

from reviewer.gui import jobs, window
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces import history
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.gui.workspaces.reading import claim_dock, menus
from reviewer.library import claims
from reviewer.model import QuoteLink
from tests.gui.states import Studio

BLOG = 2
"""The document of the seeds that has every voice."""


@dataclass
class Room:
    """A window in which states are shown one after the other, with Read in front unless it says otherwise."""

    studio: Studio
    window: Window
    document: int | None = None
    """The document that every state begins with; None leaves what is open."""
    over: list[QWidget] = field(default_factory=list)
    """What was opened over the window and goes away with the next state."""

    @property
    def session(self) -> Session:
        return self.window.session

    @property
    def read(self) -> ReadWorkspace:
        assert self.window.front is not None
        workspace = self.window.front.workspace
        assert isinstance(workspace, ReadWorkspace)
        return workspace

    def wait(self, milliseconds: int = 30) -> None:
        self.studio.qtbot.wait(milliseconds)

    def dock(self, name: str) -> QDockWidget:
        """Bring a dock forward."""
        assert self.window.front is not None
        dock = self.window.front.docks[name]
        dock.show()
        dock.raise_()
        return dock

    def link(self, start: int, document: int = BLOG) -> QuoteLink:
        """Return the quote that begins at a position."""
        links = self.session.read(claims.quotes, document=document)
        return next(link for link in links if link.span.start == start)

    def keep(self, widget: QWidget) -> QWidget:
        """Note what was opened over the window."""
        self.over.append(widget)
        return widget

    def settle(self) -> None:
        """Wait until what runs beside the window has come to an end."""
        front = self.window.front
        if front is not None and isinstance(front.workspace, ReadWorkspace):
            read = front.workspace
            self.studio.qtbot.waitUntil(lambda: not read.suggesting.looking)
            self.studio.qtbot.waitUntil(lambda: not read.page._later.isActive())  # marks in the ruler
        self.studio.qtbot.waitUntil(lambda: not jobs.busy(), timeout=20_000)

    def clear(self) -> None:
        """Put away whatever the state before has opened, and go to the centre."""
        for widget in self.over:
            widget.close()
        self.over.clear()
        self.window.palette_popup.hide()
        self.window.keyboard.dock.hide()
        self.window.drop_frame.hide()
        front = self.window.front
        assert front is not None
        front.strip.hide()
        front.docks["history"].hide()
        if isinstance(front.workspace, ReadWorkspace):
            _clear(front.workspace, self)
        front.workspace.activate()


def _clear(read: ReadWorkspace, room: Room) -> None:
    """Leave Read as it is when one comes to it: the text from its top, nothing asked, all voices shown."""
    if read.separating.on:
        read.toggle_separating()
    read.claiming.chooser.hide()
    read.codebook.chooser.hide()
    read.crossing.put_away()
    read.reshaping.put_away()
    read.carrying.put_away()
    read.again.panel.hide()
    read.find_bar.close_bar()
    read.checked.hide()
    read.page.clear_selection()
    for voice, toggle in read.header.toggles.items():
        toggle.set_mode("fold" if voice == "boilerplate" else "show")
        read.page.set_voice_mode(voice, toggle.mode)
    for name, given in (("reader_size", 14.5), ("measure", 80)):
        setattr(read.session.settings, name, given)
    read._read_settings()
    if room.document:
        read.session.select("document", room.document)
    read.session.select("quote", None)
    read.session.select("claim", None)
    read.suggesting.go_to(None)
    read.claim_dock.area.verticalScrollBar().setValue(0)
    read.page.set_caret(0)
    read.page.scroll_to(0)


def room(studio: Studio, session: Session, place: str = "read", document: int = BLOG) -> Room:
    """Return a room on a library, with one of its documents open."""
    stop_clocks(studio)
    made = Window(session)
    studio.qtbot.addWidget(made, before_close_func=lambda _window: session.close())
    made.resize(1440, 900)
    made.show()
    if session.library is not None:
        session.go(place, document=document)
    shown = Room(studio, made, document if session.library is not None else None)
    shown.settle()
    shown.wait(60)  # the docks take their sizes one after the other
    return shown


def leave_open(shown: Room) -> None:
    """Let the menus of Read stand over the window, instead of waiting in them for what is chosen."""

    class LeftOpen(QMenu):
        def exec(self, place: QPoint) -> None:  # type: ignore[override]
            shown.keep(self)
            self.popup(place)

    shown.studio.patch.setattr(menus, "QMenu", LeftOpen)


def stop_clocks(studio: Studio) -> None:
    """Let every action have been done at two minutes past two."""
    for module, name in ((window, "clock"), (history, "clock"), (claim_dock, "_clock")):
        studio.patch.setattr(module, name, lambda _time: "14:02")
