"""The window: menu bar, tool bar, workspaces with their docks, status bar, and what moves about in it.

A workspace is one row of WORKSPACES. It is built when it is first shown, or soon after the window stands,
and from then on gets its button, its number, its menus, its docks and its saved arrangement from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDockWidget,
    QMainWindow,
    QWidget,
)

from reviewer.gui import dialogs, faults, jobs, tab_order, theme
from reviewer.gui.bars import StatusLine, ToolBar
from reviewer.gui.commands import Command, make_actions, set_usual_keys
from reviewer.gui.dropping import DropFrame, local_files
from reviewer.gui.elsewhere import Elsewhere
from reviewer.gui.everywhere import Everywhere
from reviewer.gui.focus_ring import FocusRing
from reviewer.gui.helping import Helping
from reviewer.gui.importing import Importing
from reviewer.gui.keyboard import Keyboard
from reviewer.gui.menus import Menus
from reviewer.gui.palette import Palette
from reviewer.gui.panes import NARROW, Front, Place, focus_into
from reviewer.gui.session import Session
from reviewer.gui.shell import MINIMUM
from reviewer.gui.title_bar import TitleBar
from reviewer.gui.visits import Visits
from reviewer.gui.workspaces.grade import GradeWorkspace
from reviewer.gui.workspaces.history import History, clock
from reviewer.gui.workspaces.library import LibraryWorkspace
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.gui.workspaces.report import ReportWorkspace
from reviewer.gui.workspaces.screen import ScreenWorkspace
from reviewer.gui.workspaces.synthesis import SynthesisWorkspace
from reviewer.gui.workspaces.welcome import Welcome
from reviewer.gui.workspaces.workspace import Dock, Workspace
from reviewer.language import say
from reviewer.library import documents, journal
from reviewer.model import Changes

WORKSPACES: tuple[tuple[type[Workspace], str], ...] = (
    (LibraryWorkspace, "1"),
    (ScreenWorkspace, "2"),
    (ReadWorkspace, "3"),
    (GradeWorkspace, "4"),
    (SynthesisWorkspace, "5"),
    (ReportWorkspace, "6"),
)
"""The places in the tool bar, in order: the class, and the digit that Ctrl takes there."""


class Window(QMainWindow):
    """The main window of one open library."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.places: dict[str, Place] = {}
        self.front: Place | None = None
        self.visits = Visits()
        self._shown = session.library
        self.setAcceptDrops(True)
        self.setUnifiedTitleAndToolBarOnMac(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.stack = Front()
        self.setCentralWidget(self.stack)
        self.drop_frame = DropFrame(self.stack)
        self.importing = Importing(session, self)
        self.keyboard = Keyboard(self, session, self._own_actions, self._panes_for_keys)
        self.helping = Helping(self, self.keyboard.sections)
        self.everywhere = Everywhere(self, session, self.importing)
        self.elsewhere = Elsewhere(self, session)
        self.actions_by_id = make_actions(self, (*self.everywhere.commands(), *self._commands()))
        self.everywhere.actions = self.actions_by_id
        self.place_actions = self._make_place_actions()
        self.keyboard.apply(self._own_actions())
        self.palette_popup = Palette(session, self.commands_now)
        self._bottom = [
            self._bottom_dock("import", say("Importing"), self.importing.panel, self.importing.panel.header),
            self._bottom_dock("keys", say("Keys"), self.keyboard.panel, self.keyboard.panel.header),
        ]
        self.import_dock, self.keyboard.dock = self._bottom
        self.status_line = StatusLine()
        self.setStatusBar(None)
        places = [(self.place_actions[kind.id], number) for kind, number in WORKSPACES]
        self.tool_bar = ToolBar(places, self.actions_by_id)
        self.addToolBar(self.tool_bar)
        self._build_status_bar()
        self.menuBar().setFixedHeight(theme.size("menuBar"))
        self.menus = Menus(self.menuBar())
        self._connect()
        self.setMinimumSize(*MINIMUM)  # at once: its docks come together only when it has become narrow
        self.resize(1440, 900)
        self.refresh(None)

    # ------------------------------------------------------------------ building

    def _commands(self) -> Sequence[Command]:
        """Return the commands that move about in this window."""
        back, forward = partial(self.go_through_visits, -1), partial(self.go_through_visits, 1)
        search, find = self.open_palette, self.find_in_library
        return (
            Command(
                "edit.history",
                say("History"),
                self.toggle_history,
                "Edit",
                ("Ctrl+H",),
                "history",
                separator=True,
            ),
            Command("edit.find", say("Find in the library"), find, "Edit", ("Ctrl+Shift+F",), "search"),
            Command(
                "view.panes",
                say("Hide or show the side panes"),
                self.toggle_panes,
                "View",
                ("Ctrl+\\",),
                separator=True,
            ),
            Command("view.reset", say("Reset layout"), self.reset_layout, "View"),
            Command("view.full", say("Full screen"), self.toggle_full_screen, "View", ("F11",)),
            Command("go.search", say("Search and commands"), search, "Go", ("Ctrl+K",), "search"),
            Command("go.back", say("Back"), back, "Go", ("Alt+Left",), "back"),
            Command("go.forward", say("Forward"), forward, "Go", ("Alt+Right",), "fwd"),
            Command("go.pane", say("Next pane"), partial(self.next_pane, 1), "Go", ("F6",)),
            Command("go.pane.back", say("Previous pane"), partial(self.next_pane, -1), "Go", ("Shift+F6",)),
            Command("help.manual", say("Manual"), self.open_manual, "Help", ("F1",), "read"),
            Command("help.keys", say("Keys"), self.keyboard.toggle, "Help", ("?",), "keyboard"),
            Command("help.keys.change", say("Change keys…"), self.keyboard.change, "Help", (), "keyboard"),
        )

    def _make_place_actions(self) -> dict[str, QAction]:
        group = QActionGroup(self)
        actions = {}
        for kind, number in WORKSPACES:
            action = QAction(kind.title, self, checkable=True)
            action.setObjectName(f"go.{kind.id}")
            set_usual_keys(action, [f"Ctrl+{number}"])
            action.setIcon(theme.icon(kind.icon))
            action.setProperty("icon_name", kind.icon)
            action.setProperty("menu", "Go")
            action.triggered.connect(partial(self._choose_place, kind.id))
            group.addAction(action)
            self.addAction(action)
            actions[kind.id] = action
        return actions

    def _build_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setFixedHeight(theme.size("statusBar"))
        bar.setContentsMargins(0, 0, 0, 0)
        bar.layout().setContentsMargins(0, 0, 0, 0)
        bar.addPermanentWidget(self.status_line, 1)

    def _bottom_dock(self, id: str, title: str, widget: QWidget, header: QWidget) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(id)
        dock.setWidget(widget)
        dock.setTitleBarWidget(TitleBar(dock, header, closable=True))
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        dock.hide()
        return dock

    def _connect(self) -> None:
        self.session.changed.connect(self.refresh)
        self.session.requested.connect(self.show_place)
        self.session.settled.connect(self._note_visit)
        self.session.message.connect(self._show_message)
        self.session.settings_changed.connect(self._apply_settings)
        self.elsewhere.held.connect(self._show_held)
        self.status_line.again.clicked.connect(self.elsewhere.read_again)
        self.importing.progress.connect(self.status_line.show_progress)
        self.importing.panel_wanted.connect(self.import_dock.setVisible)
        self.importing.added.connect(self._show_added)
        theme.notifier.themeChanged.connect(self._redraw_icons)
        self.focus_ring = FocusRing()
        QApplication.instance().focusChanged.connect(self._focus_moved)

    def build_the_rest(self) -> None:
        """Build the workspaces nobody has opened yet, one at a time, while the window is idle."""
        missing = [kind.id for kind, _ in WORKSPACES if kind.id not in self.places]
        if missing and self.isVisible():
            self._place(missing[0])
            QTimer.singleShot(50, self, self.build_the_rest)

    def _place(self, id: str) -> Place:
        if id not in self.places:
            kind = next((kind for kind, _ in WORKSPACES if kind.id == id), Welcome)
            workspace = kind(self.session)
            place = Place(workspace, [Dock("history", say("History"), History(self.session), "right")])
            self.places[id] = place
            self.stack.addWidget(place)
            place.set_narrow(self.width() < NARROW)
            self._restore_layout(place)
            workspace.key_line_changed.connect(self._refresh_key_line)
            workspace.status_changed.connect(lambda _words: self._refresh_status())
            workspace.wanted.connect(lambda command: self.actions_by_id[command].trigger())
            workspace.refresh(None)
            self.keyboard.apply(workspace.actions_by_id.values())
        return self.places[id]

    # ------------------------------------------------------------------ places

    def _choose_place(self, id: str) -> None:
        faults.note(f"go.{id}")
        self.show_place(id)
        self._note_visit()

    def show_place(self, id: str) -> None:
        """Bring a workspace to the front; an empty library shows the welcome page in place of its table."""
        if id == "library" and self._is_empty():
            id = "welcome"
        place = self._place(id)
        if self.front is place:
            return
        if self.front is not None:
            self._keep_layout(self.front)
            self.front.leave()
        self.front = place
        place.set_narrow(self.width() < NARROW)
        self.stack.setCurrentWidget(place)
        self.place_actions["library" if id == "welcome" else id].setChecked(True)
        self.actions_by_id["add.text"].setEnabled(id in ("welcome", "library"))
        self._fill_menus()
        place.come_back()
        self._refresh_status()
        self._refresh_key_line()
        self.drop_frame.raise_()

    def _is_empty(self) -> bool:
        return self.session.library is None or not self.session.read(documents.any_shown)

    def _note_visit(self) -> None:
        if self.front is not None:
            self.visits.note(self.front.workspace.id, self.session)
            self._refresh_visits()

    def _refresh_visits(self) -> None:
        self.actions_by_id["go.back"].setEnabled(self.visits.can_go(-1))
        self.actions_by_id["go.forward"].setEnabled(self.visits.can_go(1))

    def go_through_visits(self, step: int) -> None:
        """Go back (-1) or forward (1) to where one was before."""
        visit = self.visits.go(step)
        if visit is not None:
            self.session.go(visit.workspace, document=visit.document, claim=visit.claim)
            self._refresh_visits()

    def next_pane(self, step: int) -> None:
        """Move the focus to the next or previous pane."""
        if self.front is None:
            return
        panes = [*self.front.panes(), *(dock for dock in self._bottom if dock.isVisible())]
        focus = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
        for tried in range(1, len(panes) + 1):
            if focus_into(panes[(at + step * tried) % len(panes)]):
                return

    def open_palette(self) -> None:
        """Open the palette over the window."""
        self.palette_popup.open_over(self)

    def find_in_library(self) -> None:
        """Go to the filter field of the Library."""
        self.show_place("library")
        if self.front is not None and isinstance(self.front.workspace, LibraryWorkspace):
            self.front.workspace.focus_filter()

    def toggle_panes(self) -> None:
        """Hide the docks at the sides, or bring them back."""
        if self.front is not None:
            self.front.toggle_all()

    def toggle_history(self) -> None:
        """Show the history of the library beside the workspace, or hide it."""
        if self.front is not None:
            self.front.toggle("history")

    def open_manual(self) -> None:
        """Show the manual at the page about where the keyboard stands."""
        front = self.front.workspace if self.front is not None else None
        actions = front.actions_by_id if front is not None else {}
        self.helping.open(QApplication.focusWidget(), front.id if front is not None else "", actions)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or come back to a window."""
        top = self.window()
        if top.isFullScreen():
            top.showNormal()
        else:
            top.showFullScreen()

    # ------------------------------------------------------------------ menus

    def _fill_menus(self) -> None:
        own = [*self.actions_by_id.values(), *self.place_actions.values()]
        front = self.front
        self.menus.fill([*own, *(front.workspace.actions_by_id.values() if front else ())])
        self.menus["View"].addSeparator()
        panes = front.toggle_actions() if front else []
        self.menus["View"].addActions([action for action in panes if action.text() != say("History")])
        self.everywhere.add_recent(self.menus["File"])
        self.menus.show_filled()

    def commands_now(self) -> Iterator[QAction]:
        """Yield every action that can be used in the front workspace, the front workspace's first."""
        if self.front is not None:
            yield from self.front.workspace.actions_by_id.values()
        yield from self.place_actions.values()
        yield from self.actions_by_id.values()

    def _own_actions(self) -> list[QAction]:
        return [*self.place_actions.values(), *self.actions_by_id.values()]

    def _panes_for_keys(self) -> list[Workspace]:
        """Return every workspace, the front one first; those not built yet are built."""
        workspaces = [self._place(kind.id).workspace for kind, _ in WORKSPACES]
        front = self.front.workspace if self.front is not None else None
        return sorted(workspaces, key=lambda workspace: workspace is not front)

    # ------------------------------------------------------------------ showing what is so

    def refresh(self, changes: Changes | None) -> None:
        """Bring title, undo, redo, status and the choice of first page up to date."""
        library = self.session.library
        if library is not self._shown:
            self._shown = library
            self.visits.clear()
        self.setWindowTitle(say("{name} — Reviewer", name=self.session.name))
        empty = self._is_empty()
        for id, action in self.place_actions.items():
            action.setEnabled(id == "library" or not empty)
        front = self.front.workspace.id if self.front is not None else ""
        if front == "welcome" and not empty or front == "" or (empty and front != "welcome"):
            self.show_place("library")
        self.everywhere.refresh()
        self._refresh_visits()
        self._refresh_status()

    def _show_added(self, ids: list[int]) -> None:
        if ids:
            self.session.go("library", document=ids[0])

    def _show_message(self, level: str, text: str, hint: str) -> None:
        if self.front is not None:
            self.front.strip.show_message(level, text, hint)

    def _show_held(self, why: str) -> None:
        """Say that the file is in use; once it is free, go where one wanted to go meanwhile."""
        self.status_line.show_held(why)
        wanted = next((id for id, action in self.place_actions.items() if action.isChecked()), None)
        if not why and wanted is not None:
            self.show_place(wanted)

    def _refresh_status(self) -> None:
        if self.front is None:
            return
        library = self.session.library
        self.status_line.words.setText(self.front.workspace.status())
        self.status_line.reviewer.setText(self.session.reviewer.name)
        self.status_line.reviewer.setVisible(library is not None)
        last = self.session.read(journal.last_op) if library is not None else None
        new = "" if self.session.bringing is not None else say("New library")
        self.status_line.saved.setText(say("Saved {time}", time=clock(last.time)) if last else new)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        self.focus_ring.follow(old, new)
        self.helping.attend(new, self.actions_by_id["help.manual"].shortcuts())
        self._refresh_key_line()

    def _refresh_key_line(self) -> None:
        if self.front is not None:
            self.status_line.keys.set_keys(self.keyboard.line(self.front.workspace))

    def _redraw_icons(self) -> None:
        for thing in (*self.findChildren(QAction), *self.findChildren(QAbstractButton)):
            name = thing.property("icon_name")
            if isinstance(name, str) and name:
                thing.setIcon(theme.icon(name))
        self.update()

    def _apply_settings(self) -> None:
        for place in self.places.values():
            self.keyboard.apply(place.workspace.actions_by_id.values())
        self.keyboard.apply(self._own_actions())
        self._refresh_key_line()
        self._refresh_status()

    # ------------------------------------------------------------------ arrangement

    def _keep_layout(self, place: Place) -> None:
        self.session.settings.layouts[place.layout_name] = place.save()

    def _restore_layout(self, place: Place) -> None:
        state = self.session.settings.layouts.get(place.layout_name, "")
        if state:
            place.restore(state)

    def reset_layout(self) -> None:
        """Put the panes of the front workspace where they were at first."""
        if self.front is not None:
            self.session.settings.layouts.pop(self.front.layout_name, None)
            self.front.reset_layout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place, narrow = self.front, self.width() < NARROW
        if place is not None and place.narrow != narrow:
            self._keep_layout(place)
            place.set_narrow(narrow)
            self._restore_layout(place)
        self.drop_frame.setGeometry(self.stack.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.importing.job is not None:
            text, detail = (
                say("Documents are still being added."),
                say("If you stop now, what was read so far is kept."),
            )
            if dialogs.ask(self, text, detail, [say("Go on adding"), say("Stop and close")]) == 0:
                event.ignore()
                return
        self.setFocus()  # a field saves what was typed as the focus leaves it
        jobs.stop_all()
        self.session.changed.disconnect(self.refresh)
        QApplication.instance().focusChanged.disconnect(self._focus_moved)
        if self.front is not None:
            self._keep_layout(self.front)
        self.session.save_settings()
        self.palette_popup.end()
        self.session.close()
        super().closeEvent(event)

    # ------------------------------------------------------------------ dropping files, stepping out

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.drop_frame.offer(event.mimeData()):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_frame.hide()
        event.acceptProposedAction()
        held = event.mimeData()
        self.everywhere.take(local_files(held), held.text(), link=held.hasUrls())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the workspace in front: the window itself has no use for it."""
        if self.front is not None:
            self.front.workspace.activate()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab go as one reads, through what one sees."""
        return tab_order.move(self, next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.step_out()
        else:
            super().keyPressEvent(event)

    def step_out(self) -> None:
        """Put away the outermost thing that is open: a message, the keys; then go to the centre."""
        if self.front is None:
            return
        if not self.front.strip.isHidden():
            self.front.strip.hide()
        elif self.keyboard.dock.isVisible():
            self.keyboard.dock.hide()
        else:
            focus_into(self.front.workspace)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self.elsewhere.look()
