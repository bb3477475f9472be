"""Where two reviewers differ: a row below the one in question, with what each says and the third judgement.

The rows are put between those of a sheet or a form and know nothing of either. They are there only once both
are done; until then nobody is shown what another judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from reviewer.appraisal import consensus
from reviewer.appraisal.consensus import Matter
from reviewer.appraisal.instrument import Instrument
from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.workspaces.grading.choices import Chooser
from reviewer.gui.workspaces.grading.rows import MARGIN
from reviewer.language import listed, say, say_count

CHOOSE = say("Choose what holds")


class HollowDot(QWidget):
    """The sign of a difference: a ring, filled once it is settled."""

    def __init__(self) -> None:
        super().__init__()
        self.settled = False
        self.setFixedSize(QSize(16, 18))
        theme.notifier.themeChanged.connect(self.update)

    def show_settled(self, settled: bool) -> None:
        """Show whether it is settled."""
        self.settled = settled
        self.setAccessibleName(say("Settled difference") if settled else say("Difference, not settled"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.colour("text2" if self.settled else "warning")
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if self.settled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(8, 9), 5, 5)
        painter.end()


class SettleRow(QWidget):
    """One difference: what each says, what was settled with who and why, and the fields to settle it."""

    settled = Signal(str, str, str)
    """Item, value and reason."""
    withdrawn = Signal(int)
    """The id of a settlement that should be open again."""

    def __init__(self, item: str, aside: int = 0) -> None:
        super().__init__()
        self.item = item
        self.matter: Matter | None = None
        self.dot = HollowDot()
        self.title = words("", "label", "2")
        self.said: list[QLabel] = []
        self.outcome = words("", "small", wrap=True)
        self.stale = words("", "small", "warning", wrap=True)
        self.choice = Chooser(say("What holds"))
        self.choice.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(16)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(say("Say why"))
        self.button = QPushButton(say("Settle"))
        self.again = QPushButton(say("Open again"))
        self._lay_out(aside)
        self.choice.activated.connect(lambda _place: self._enable())
        self.reason.textChanged.connect(lambda _text: self._enable())
        self.reason.returnPressed.connect(self._settle)
        self.button.clicked.connect(self._settle)
        self.again.clicked.connect(self._withdraw)

    def _lay_out(self, aside: int) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 6, MARGIN + aside, 8)
        row.setSpacing(8)
        row.addWidget(self.dot, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.title)
        self.says = QVBoxLayout()
        self.says.setSpacing(2)
        column.addLayout(self.says)
        column.addWidget(self.outcome)
        column.addWidget(self.stale)
        fields = QHBoxLayout()
        fields.setContentsMargins(0, 4, 0, 0)
        fields.setSpacing(8)
        for widget, stretch in ((self.choice, 1), (self.reason, 2), (self.button, 0), (self.again, 0)):
            fields.addWidget(widget, stretch)
        fields.addStretch(0)
        column.addLayout(fields)
        row.addLayout(column, 1)

    def show_matter(
        self, matter: Matter, names: Mapping[str, str], form: Instrument | None, instrument: str
    ) -> None:
        """Show what differs; what is being typed stays."""
        kept = matter.settlement
        self.dot.show_settled(kept is not None)
        label = say(matter.label)
        self.title.setText(
            say("{label}: settled", label=label) if kept else say("{label}: judged differently", label=label)
        )
        self.setAccessibleName(self.title.text())
        self._show_said(
            f"{names.get(who, who)}: {consensus.value_in_words(matter.item, said.value, form)}"
            + (f". {said.reason}" if said.reason else "")
            for who, said in matter.said
        )
        told = consensus.value_in_words(matter.item, kept.value, form) if kept else ""
        by = names.get(kept.reviewer, kept.reviewer) if kept else ""
        self.outcome.setText(
            say("Settled by {by}: {told}. {reason}", by=by, told=told, reason=kept.reason) if kept else ""
        )
        self.outcome.setVisible(kept is not None)
        changed = [names.get(who, who) for who in matter.changed]
        self.stale.setText(
            say("Out of date: {names} changed it since. Settle it again.", names=listed(changed))
            if changed
            else ""
        )
        self.stale.setVisible(bool(changed))
        self._offer(matter, form, instrument)
        for widget in (self.choice, self.reason, self.button):
            widget.setVisible(kept is None or bool(changed))
        self.again.setVisible(kept is not None)
        self.matter = matter
        self._enable()

    def _show_said(self, lines: Iterable[str]) -> None:
        told = list(lines)
        while len(self.said) < len(told):
            label = words("", "small", "2", wrap=True)
            self.said.append(label)
            self.says.addWidget(label)
        for number, label in enumerate(self.said):
            label.setVisible(number < len(told))
            label.setText(told[number] if number < len(told) else "")

    def _offer(self, matter: Matter, form: Instrument | None, instrument: str) -> None:
        """Offer what each said first, then what else the form knows."""
        said = [each.value for _, each in matter.said if each.value]
        values = list(dict.fromkeys([*said, *(consensus.values(matter.item, instrument) or [])]))
        now = [self.choice.itemData(place) for place in range(1, self.choice.count())]
        if now != values:
            self.choice.clear()
            self.choice.addItem(CHOOSE, "")
            for value in values:
                self.choice.addItem(consensus.value_in_words(matter.item, value, form), value)
            self.choice.setCurrentIndex(0)
        self.choice.setAccessibleName(say("{label}: what holds", label=say(matter.label)))
        self.reason.setAccessibleName(say("{label}: why it is settled so", label=say(matter.label)))
        self.button.setAccessibleName(say("Settle {label}", label=say(matter.label)))

    def _enable(self) -> None:
        ready = bool(self.choice.currentData()) and bool(self.reason.text().strip())
        self.button.setEnabled(ready)
        self.button.setToolTip("" if ready else say("Choose what holds and say why."))

    def _settle(self) -> None:
        value, reason = self.choice.currentData(), self.reason.text().strip()
        if value and reason:
            self.settled.emit(self.item, value, reason)

    def _withdraw(self) -> None:
        if self.matter is not None and self.matter.settlement is not None:
            self.withdrawn.emit(self.matter.settlement.id)

    def put_away(self) -> None:
        """Forget what was being typed, as when another subject is shown or it was settled."""
        self.choice.setCurrentIndex(0)
        self.reason.clear()

    def focus_first(self) -> None:
        """Give the keyboard to the first field that can be used."""
        target: QWidget = self.choice if self.choice.isVisible() else self.again
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.fillRect(MARGIN, self.height() - 1, self.width() - 2 * MARGIN, 1, theme.colour("hair"))
        painter.end()


class SettleRows(QWidget):
    """Keeps the rows of all differences of one subject below the rows they are about. Never shown itself.

    `aside` is what they leave free at the right, in pixels.
    """

    settled = Signal(str, str, str)
    withdrawn = Signal(int)

    def __init__(self, column: QVBoxLayout, aside: int = 0) -> None:
        super().__init__()
        self.setVisible(False)
        self.column = column
        self.aside = aside
        self.rows: dict[str, SettleRow] = {}
        self._subject: object = None

    def show_matters(
        self,
        subject: object,
        matters: Sequence[Matter],
        anchors: Mapping[str, QWidget],
        names: Mapping[str, str],
        form: Instrument | None,
        instrument: str,
    ) -> None:
        """Show a row for each difference below its anchor; those that are none any more go."""
        differing = [each for each in matters if each.differs or each.settlement]
        if subject != self._subject:
            self._subject = subject
            for row in self.rows.values():
                row.put_away()
        for item in set(self.rows) - {each.item for each in differing}:
            self._remove(self.rows.pop(item))
        for matter in differing:
            row = self.rows.get(matter.item) or self._make(matter.item)
            if matter.settlement and row.matter and matter.settlement != row.matter.settlement:
                row.put_away()
            row.show_matter(matter, names, form, instrument)
            self._place(row, anchors.get(matter.item))

    def _make(self, item: str) -> SettleRow:
        row = SettleRow(item, self.aside)
        row.settled.connect(self.settled)
        row.withdrawn.connect(self.withdrawn)
        self.rows[item] = row
        return row

    def _remove(self, row: SettleRow) -> None:
        self.column.removeWidget(row)
        row.setParent(None)  # at once: its words may not be for the person who looks now
        row.deleteLater()

    def _place(self, row: SettleRow, anchor: QWidget | None) -> None:
        """Put a row below its anchor, behind those that are there already."""
        at = self.column.indexOf(anchor) if anchor is not None else -1
        wanted = at + 1 if at >= 0 else max(0, self.column.count() - 1)
        here = self.column.indexOf(row)
        while wanted < self.column.count() and _is_row(self.column, wanted) and wanted != here:
            wanted += 1
        if here < 0 or here != wanted:
            if 0 <= here < wanted:
                wanted -= 1
            self.column.removeWidget(row)
            self.column.insertWidget(wanted, row)
        row.show()

    def first(self) -> SettleRow | None:
        """Return the topmost difference that is to be settled, else the topmost."""
        shown = sorted(self.rows.values(), key=self.column.indexOf)
        open_ = [row for row in shown if row.matter and (row.matter.open or row.matter.changed)]
        return next(iter(open_ or shown), None)


def _is_row(column: QVBoxLayout, place: int) -> bool:
    item = column.itemAt(place)
    return item is not None and isinstance(item.widget(), SettleRow)


def summary_of(matters: Sequence[Matter]) -> tuple[str, str]:
    """Return (words, tone) for how far two who are both done agree; empty where fewer are."""
    if not matters:
        return "", "3"
    open_ = sum(each.open for each in matters)
    stale = sum(bool(each.changed) for each in matters)
    if open_ or stale:
        count = open_ + stale
        return (
            say_count(count, "{n} difference to settle", "{n} differences to settle"),
            "warning",
        )
    return (say("settled") if any(each.settlement for each in matters) else say("judged alike")), "3"
