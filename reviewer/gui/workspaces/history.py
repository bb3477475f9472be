"""The history dock: every action in the library, newest first, and the way back to any of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions import history as actions
from reviewer.gui import theme
from reviewer.gui.fields import hair, words
from reviewer.gui.history_filter import completions, wanted, why_nothing
from reviewer.gui.leaves import scrolled
from reviewer.gui.listing.completing import Completing
from reviewer.gui.session import Session
from reviewer.gui.tables import ROOT, ROW_ROLE, Index
from reviewer.language import retold, say, spoken
from reviewer.library import audit
from reviewer.library.audit import Altered, Filter
from reviewer.model import Changes, Op

TOLD = 12
"""Lines of what an action changed that are shown."""
COMPLETIONS = 420
"""Width, px, that the completions of the filter have at least: the field in a dock is narrower."""


def clock(time: str, now: datetime | None = None) -> str:
    """Return when an op happened: the time of day, with the date when it was not today."""
    when = datetime.fromisoformat(time).astimezone()
    today = (now or datetime.now()).astimezone().date()
    if when.date() == today:
        return f"{when:%H:%M}"
    own = spoken()
    year = "" if when.year == today.year else when.year
    date = own.date.format(day=when.day, month=own.months[when.month - 1], year=year).strip()
    return f"{date}, {when:%H:%M}"


class _Ops(QAbstractListModel):
    """The ops that a filter leaves, page by page. It asks the session itself: a closure over its dock would
    be a circle, and a circle is freed when the garbage is collected, at any moment of a later window."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.ops: list[Op] = []
        self._session = session
        self._narrowed = Filter()
        self._whole = True

    def show(self, narrowed: Filter) -> None:
        """Show the newest ops that a filter leaves; none when no library is open."""
        found = self._page(narrowed, None)
        self.beginResetModel()
        self._narrowed, self.ops = narrowed, found
        self._whole = not self.ops
        self.endResetModel()

    def _page(self, narrowed: Filter, last: Op | None) -> list[Op]:
        if self._session.library is None:
            return []
        before = last.id if last is not None else None
        return self._session.read(audit.entries, narrowed, before=before)

    def canFetchMore(self, parent: Index = ROOT) -> bool:
        return not parent.isValid() and not self._whole

    def fetchMore(self, parent: Index = ROOT) -> None:
        more = self._page(self._narrowed, self.ops[-1] if self.ops else None)
        self._whole = not more
        if more:
            self.beginInsertRows(QModelIndex(), len(self.ops), len(self.ops) + len(more) - 1)
            self.ops += more
            self.endInsertRows()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.ops)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        op = self.ops[index.row()]
        if role == ROW_ROLE:
            return op
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{retold(op.label)}, {clock(op.time)}, {op.reviewer}"
            return say("{action}, taken back", action=said) if op.undone else said
        return (
            retold(op.label) if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        )


class _Lines(QStyledItemDelegate):
    """Draws an op in two lines: what was done; when and by whom. What is taken back is grey."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme.size("rowTwoLine"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        op: Op = index.data(ROW_ROLE)
        painter.save()
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("selected"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("hair"))
        room = box.adjusted(12, 3, -8, -3)
        lines = ((retold(op.label), "small", "text1"), (f"{clock(op.time)} · {op.reviewer}", "meta", "text3"))
        for number, (said, type_, ink) in enumerate(lines):
            painter.setFont(theme.font(type_))
            painter.setPen(theme.colour("text3" if op.undone else ink))
            line = QRectF(room.left(), room.top() + number * 17, room.width(), 17)
            shown = say("{action} (taken back)", action=said) if op.undone and number == 0 else said
            cut = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, round(line.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, cut)
        painter.restore()


class History(QWidget):
    """A list of ops with a filter, and a button that goes back to the one selected."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.filter = QLineEdit(
            placeholderText=say("Words, person:…, claim:5, document:2"), clearButtonEnabled=True
        )
        self.completing = Completing(
            self.filter, lambda typed: completions(typed, session), least=COMPLETIONS
        )
        self.filter.setAccessibleName(say("Filter the history"))
        self.model = _Ops(session, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Lines(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(say("History, newest first"))
        self.button = QPushButton(say("Go back to here"))
        self.button.setToolTip(say("Take back everything after the action selected, or bring it back"))
        self.alone = QPushButton(say("Take back only this"))
        self.alone.setToolTip(
            say("Take back the action selected and leave what came after it, if that does not rest on it")
        )
        self.alone.clicked.connect(self.take_back)
        self.told = words("", "small", "2", wrap=True)
        self.told.setContentsMargins(12, 6, 12, 6)
        self.told.setAccessibleName(say("What the action selected changed"))
        self.told_room = scrolled(self.told)
        self.told_room.hide()
        self.empty = words(say("Nothing has been done yet."), tone="3", wrap=True)
        self._arrange()
        self.filter.textChanged.connect(lambda _words: self.refresh(None))
        self.button.clicked.connect(self.go_back)
        self.list.activated.connect(lambda _index: self.go_back())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._refresh_button())
        session.changed.connect(self.refresh)
        self.refresh(None)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.addWidget(self.filter)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(12, 8, 12, 8)
        bottom.setSpacing(8)
        bottom.addWidget(self.button)
        bottom.addWidget(self.alone)
        bottom.addStretch(1)
        column.addLayout(top)
        column.addWidget(self.empty)
        self.empty.setContentsMargins(12, 4, 12, 4)
        column.addWidget(self.list, 1)
        column.addWidget(hair())
        column.addWidget(self.told_room)
        column.addLayout(bottom)

    def refresh(self, changes: Changes | None) -> None:
        """Read the history again; while hidden it waits until it is shown."""
        if not self.isVisible() and self.model.ops:
            self._stale = True
            return
        self._stale = False
        opened = self.session.library is not None
        op = self.list.currentIndex().data(ROW_ROLE)
        self.model.show(wanted(self.filter.text(), self.session) if opened else Filter())
        self.empty.setVisible(not self.model.ops)
        if not self.model.ops and opened:
            self.empty.setText(why_nothing(self.filter.text(), self.session))
        at = next((n for n, each in enumerate(self.model.ops) if op is not None and each.id == op.id), -1)
        if at >= 0:  # what was selected stays so: from there one can go forward again, or further back
            self.list.setCurrentIndex(self.model.index(at))
        self._refresh_button()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if getattr(self, "_stale", True):
            self.refresh(None)

    def _refresh_button(self) -> None:
        op = self.list.currentIndex().data(ROW_ROLE)
        self.button.setEnabled(op is not None)
        self.alone.setEnabled(op is not None and not op.undone)
        self.told_room.setVisible(op is not None)
        if op is not None:
            self.told.setText("\n".join(_lines(self.session.read(audit.altered, op.id, TOLD))))

        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give what an action changed the room it needs, but leave the list the larger part."""
        needed = self.told.heightForWidth(max(60, self.width() - 16))
        self.told_room.setFixedHeight(max(1, min(needed + 2, self.height() * 2 // 5)))

    def take_back(self) -> None:
        """Take back the selected action by itself."""
        op = self.list.currentIndex().data(ROW_ROLE)
        if op is not None:
            self.session.retrace(actions.undo, op.id, op=op.id)

    def go_back(self) -> None:
        """Undo or redo until the selected action is the newest that stands."""
        op = self.list.currentIndex().data(ROW_ROLE)
        if op is not None:
            self.session.retrace(actions.go_back_to, op.id, op=op.id, and_later=True)


def _lines(altered: list[Altered]) -> list[str]:
    """Return what an action changed, row by row, cut to what a dock can show."""
    lines = [line for one in altered for line in (one.what, *(f"   {said}" for said in one.sentences()))]
    cut = [line if len(line) <= 160 else f"{line[:159]}…" for line in lines]
    return cut[:TOLD] + (["…"] if len(cut) > TOLD else [])
