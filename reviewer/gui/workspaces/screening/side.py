"""The docks at the right of Screen: each shows a side of the record, and below it what one decides with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.gui.leaves import dock_around
from reviewer.gui.listing.preview import Scroll, label
from reviewer.gui.lookup import Lookup
from reviewer.gui.session import Session
from reviewer.gui.workspaces.screening.panel import Panel
from reviewer.language import say
from reviewer.library import Library, documents, likenesses
from reviewer.library.documents import DocumentRow

REST = 250
"""Milliseconds for which a record must stay selected before others like it are looked for."""


class Leaf(QWidget):
    """A dock that lends its lower end to the panel while it is in front."""

    shown = Signal()

    def __init__(self, content: QScrollArea, panel: Panel) -> None:
        super().__init__()
        self.content, self._panel = content, panel
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(content, 1)
        self._column = column
        self._docked = False

    @property
    def in_front(self) -> bool:
        """Return whether it is seen: Qt counts a dock behind another's tab as visible."""
        return self.isVisible() and not self.visibleRegion().isEmpty()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        dock = dock_around(self)
        if dock is not None and not self._docked:
            self._docked = True
            dock.visibilityChanged.connect(self._come)
        if self._panel.parentWidget() is None:
            self._come(True)

    def _come(self, seen: bool) -> None:
        """Take the panel, as the tab of this dock was chosen."""
        if seen:
            self._column.addWidget(self._panel)
            self._panel.show()
            self.shown.emit()

    def sizeHint(self) -> QSize:
        return QSize(theme.size("dockRight"), 400)


def alike(library: Library, document: int) -> list[DocumentRow]:
    """Return the documents whose titles are like that of one."""
    return documents.page(library, likenesses.similar(library, document))


class Similar(Scroll):
    """Documents whose titles are like that of the record in front; a click goes to one."""

    chosen = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__(say("Similar"), "page")
        self.session, self.count = session, 0
        self.retitle: Callable[[int], None] = lambda _count: None
        self._document: int | None = None
        self._asked = False
        self._lookup = Lookup(self)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._look)
        session.changed.connect(lambda changes: self._lookup.close() if changes is None else None)

    def show_document(self, id: int | None) -> None:
        """Look, once one rests on it, for what is like a document."""
        if id != self._document:
            self._document = id
            self._lookup.forget()
            self._show([])
            if id is not None:
                self._rest.start()

    @property
    def looking(self) -> bool:
        """Return whether it is not known yet what is like the record."""
        return self._rest.isActive() or self._asked

    def pause(self) -> None:
        """Break off looking, and look again when one rests on the record."""
        if self._asked:
            self._lookup.forget()
            self._asked = False
            self._rest.start()

    def _look(self) -> None:
        self._asked = True
        opened = self.session.library
        if opened is not None and self._document is not None:
            look = partial(alike, document=self._document)
            self._lookup.ask(opened.path, look, self._show, reviewer=opened.reviewer)

    def _show(self, rows: list[DocumentRow]) -> None:
        self.count, self._asked = len(rows), False
        widgets: list[QWidget] = [label(say("No other title is much like this one."), "small", "3")]
        if rows:
            widgets = [label(say("Titles that share most of their words with this one."), "small", "3")]
        for row in rows:
            link = QPushButton(row.title if len(row.title) <= 44 else f"{row.title[:43].rstrip()}…")
            link.setProperty("link", True)
            link.setStyleSheet("text-align: left")
            link.setToolTip(row.title)
            link.setAccessibleName(say("Show {title}, {detail}", title=row.title, detail=row.detail))
            link.clicked.connect(lambda _on=False, id=row.id: self.chosen.emit(id))
            widgets += [link, label(row.detail, "small", "2")]
        self.show_widgets(widgets)
        self.retitle(self.count)
