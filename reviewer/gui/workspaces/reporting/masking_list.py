"""Details of health in readers' words: proposed by rules, left out of reports if a person says so."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reviewer.actions import masking as actions
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reporting.export_dock import label
from reviewer.language import say
from reviewer.model import Changes


class MaskingList(QWidget):
    """A row with a box for each stretch; a tick leaves it out, in one undoable step."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.addWidget(label(say("Details of health to leave out")))
        self._nothing = QLabel(say("The rules find none in the words of readers that are quoted."))
        self._nothing.setProperty("tone", "3")
        self._nothing.setWordWrap(True)
        column.addWidget(self._nothing)
        self.list = QListWidget()
        self.list.setAccessibleName(say("Details of health to leave out"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self._ticked)
        column.addWidget(self.list, 1)
        session.changed.connect(self.refresh)
        self.refresh(None)

    def refresh(self, changes: Changes | None) -> None:
        """Read the proposals again where quotes or what is left out have changed."""
        if changes is not None and not any(map(changes.touches, ("properties", "quotes", "segments"))):
            return
        found = self._session.read(actions.proposals) if self._session.library is not None else []
        at = self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.clear()
            for each in found:
                item = QListWidgetItem(f"{' '.join(each.around.split())}\n{say(each.why)}")
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if each.masked else Qt.CheckState.Unchecked)
                item.setData(Qt.ItemDataRole.UserRole, each)
                state = say("left out") if each.masked else say("printed")
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{each.words}, {say(each.why)}, {state}")
                self.list.addItem(item)
            self.list.setCurrentRow(at)
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _ticked(self, item: QListWidgetItem) -> None:
        each: actions.Proposed = item.data(Qt.ItemDataRole.UserRole)
        wanted = item.checkState() == Qt.CheckState.Checked
        action = actions.mask_detail if wanted else actions.unmask_detail
        self._session.perform(action, each.document, each.start, each.end)
