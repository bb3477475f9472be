"""Which profile the report follows: chosen, kept, renamed and let go of at the foot of the contents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from reviewer.actions import profiles as actions
from reviewer.gui import dialogs
from reviewer.gui.session import Session
from reviewer.gui.title_bar import icon_button
from reviewer.gui.workspaces.reporting.choices import Choices
from reviewer.gui.workspaces.reporting.export_dock import label
from reviewer.language import say
from reviewer.library import profiles
from reviewer.model import Changes
from reviewer.reports import Options

USUAL = say("Usual report")


class ProfileField(QWidget):
    """A field with the profiles of the library; one that was changed since says so."""

    def __init__(self, session: Session, choices: Choices) -> None:
        super().__init__()
        self._session, self._choices = session, choices
        self._name = ""
        self._known: dict[str, Options] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 4)
        column.setSpacing(2)
        self._combo = QComboBox()
        self._combo.setAccessibleName(say("Profile"))
        self._combo.activated.connect(self._chose)
        self._head = label(say("Profile"))
        column.addWidget(self._head)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._combo, 1)
        self._more = icon_button("more", say("What can be done with profiles"))
        self._more.clicked.connect(self._offer)
        row.addWidget(self._more)
        column.addLayout(row)
        self.acts: Sequence[QAction] = ()
        choices.changed.connect(self._show)
        session.changed.connect(self.refresh)
        self.refresh(None)

    def refresh(self, changes: Changes | None) -> None:
        """Read the profiles again; one that was chosen and is gone leaves the report as it is."""
        if changes is not None and not changes.touches("properties"):
            return
        found = self._session.read(profiles.profiles) if self._session.library is not None else []
        self._known = {each.name: actions.from_json(each.options) for each in found}
        if self._name not in self._known:
            self._name = ""
        self._show()

    def name(self) -> str:
        """Return the profile that the report follows, "" for the usual one."""
        return self._name

    def _show(self) -> None:
        kept = self._known.get(self._name, Options())
        changed = kept != self._choices.options
        self._head.setText(say("Profile, changed since") if changed else say("Profile"))
        self._combo.setAccessibleDescription(say("changed since it was chosen") if changed else "")
        with QSignalBlocker(self._combo):
            self._combo.clear()
            for name in ("", *self._known):
                self._combo.addItem(name or USUAL, name)
            self._combo.setCurrentIndex(self._combo.findData(self._name))

    def _chose(self, index: int) -> None:
        self.choose(str(self._combo.itemData(index)))

    def choose(self, name: str) -> None:
        """Let the report be as a profile has it, "" for the usual one."""
        self._name = name
        self._choices.take(self._known.get(name, Options()))
        self._show()

    def save(self) -> None:
        """Keep what is chosen now in the profile, or ask for a name where there is none."""
        if self._name:
            self._keep(self._name)
        else:
            self.save_as()

    def save_as(self) -> None:
        """Ask for a name, and keep what is chosen now under it."""
        if name := dialogs.ask_text(self, say("Save as a profile"), say("Name of the profile"), self._name):
            self._keep(name)

    def _keep(self, name: str) -> None:
        if self._session.perform(actions.save_profile, name, self._choices.options) is not None:
            self._name = " ".join(name.split())
            self._show()

    def rename(self) -> None:
        """Ask for another name of the profile."""
        if self._name and (
            new := dialogs.ask_text(self, say("Rename the profile"), say("New name"), self._name)
        ):
            old, self._name = self._name, " ".join(new.split())
            if self._session.perform(actions.rename_profile, old, new) is None:
                self._name = old
            self._show()

    def remove(self) -> None:
        """Let go of the profile; what is chosen now stays chosen."""
        if self._name:
            self._session.perform(actions.remove_profile, self._name)

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.addActions(list(self.acts))
        menu.exec(self._more.mapToGlobal(self._more.rect().bottomLeft()))
