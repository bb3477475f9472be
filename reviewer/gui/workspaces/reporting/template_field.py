"""By which template the pages are laid out: the shipped one, or a copy that a person changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QFileSystemWatcher, QSignalBlocker, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from reviewer.actions.templates import copy_template
from reviewer.errors import ReviewError
from reviewer.gui import dialogs
from reviewer.gui.session import Session
from reviewer.gui.title_bar import icon_button
from reviewer.gui.workspaces.reporting.choices import Choices
from reviewer.gui.workspaces.reporting.export_dock import label
from reviewer.language import say
from reviewer.reports import templates

SHIPPED = say("Evidence report")


class TemplateField(QWidget):
    """A field with the templates; `edited` when a file of the one in use was changed."""

    edited = Signal()

    def __init__(self, session: Session, choices: Choices) -> None:
        super().__init__()
        self._session, self._choices = session, choices
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(2)
        column.addWidget(label(say("Template")))
        self._combo = QComboBox()
        self._combo.setAccessibleName(say("Template"))
        self._combo.activated.connect(lambda _at: choices.put(template=self._combo.currentData()))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._combo, 1)
        self._more = icon_button("more", say("What can be done with templates"))
        self._more.clicked.connect(self._offer)
        row.addWidget(self._more)
        column.addLayout(row)
        self.acts: Sequence[QAction] = ()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _path: self._noticed())
        self._watcher.directoryChanged.connect(lambda _path: self._noticed())
        choices.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the templates that are there now, and watch the one in use."""
        used = self._choices.options.template
        with QSignalBlocker(self._combo):
            self._combo.clear()
            self._combo.addItem(SHIPPED, "")
            for name in dict.fromkeys((*templates.names(), *([used] if used else []))):
                self._combo.addItem(name, name)
            self._combo.setCurrentIndex(self._combo.findData(used))
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)
        folder = templates.folder(used)
        if used and folder.is_dir():
            self._watcher.addPaths([str(folder), *(str(file) for file in folder.glob("*.typ"))])

    def _noticed(self) -> None:
        self.refresh()  # a program that saves by renaming leaves the watcher with the old file
        self.edited.emit()

    def copy(self) -> None:
        """Ask for a name, copy the shipped template under it, use it and open its folder."""
        name = dialogs.ask_text(
            self, say("Copy the template to change it"), say("Name of the copy"), say("My report")
        )
        if not name:
            return
        try:
            folder = copy_template(name)
        except ReviewError as error:
            self._session.tell_error(error)
            return
        self._choices.put(template=folder.name)
        hint = say("Change its files in any text editor; the pages follow each time you save.")
        self._session.tell(say("The copy lies in {folder}.", folder=folder), hint)
        self.open_folder()

    def open_folder(self) -> None:
        """Show the files of the template in use, where it is a copy."""
        if used := self._choices.options.template:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(templates.folder(used))))

    def use_shipped(self) -> None:
        """Go back to the shipped template; the copy stays where it is."""
        self._choices.put(template="")

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.addActions(list(self.acts))
        menu.exec(self._more.mapToGlobal(self._more.rect().bottomLeft()))
