"""The rows of the GRADE sheet: where the body starts, one row per domain, and the heads of the groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reviewer.appraisal.instrument import Item, Option
from reviewer.gui import theme
from reviewer.gui.drafts import Places, nowhere
from reviewer.gui.fields import words
from reviewer.gui.roles import told_as
from reviewer.gui.workspaces.grading.choices import TIGHT, Choice, ChoiceBar, Chooser
from reviewer.gui.workspaces.grading.stair import PITCH
from reviewer.gui.workspaces.grading.writing import Writing
from reviewer.language import later, say
from reviewer.model import Judgement

MARGIN = 24
FIRST_LINE = 18
"""Pixels from the top of a row to the middle of its first line, where the dot of the stair lies."""
LEAST = (88, 85, 99)
"""Widths of three segments, so that the bars of all domains line up."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a sheet of some width lie; `stacked` puts the rationale below the judgement."""

    domain: int
    judgement: int
    stacked: bool

    @staticmethod
    def of(width: int, judgement: int, name: int) -> Columns:
        """Return the columns for a sheet; `judgement` is the widest bar, `name` the widest name of a row."""
        domain = max(132 if width >= 720 else 108, name + 8)
        rationale = width - 2 * MARGIN - domain - judgement - 16 - STAIR
        return Columns(domain, judgement, rationale < 170)


STAIR = 4 * PITCH + 14


def signed(levels: int) -> str:
    """Return levels with a real minus, as in "−1"; an empty text for none."""
    return f"{'−' if levels < 0 else '+'}{abs(levels)}" if levels else ""


SHORT = {"Very serious": later("Very"), "Extremely serious": later("Extremely")}
"""Answers in fewer letters, where four stand side by side."""


def choice_of(option: Option, short: bool = False) -> Choice:
    """Return an answer of a GRADE domain as a segment, as in "Serious −1"."""
    label = option.label
    if short and option.levels:
        label = SHORT.get(label, label)
    shown = f"{label and say(label)} {signed(option.levels)}".strip()
    return Choice(str(option.levels), shown, option.levels == 0, option.meaning and say(option.meaning))


@told_as(QAccessible.Role.Grouping)
class Row(QWidget):
    """A row over the full width: name, judgement, rationale, and room for the stair at the right."""

    entered = Signal(object)
    """This row, when a click or the keyboard gets into it."""

    def __init__(self, name: str, guidance: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.current = False
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(MARGIN, 4, MARGIN + STAIR, 5)
        self.grid.setHorizontalSpacing(0)
        self.grid.setVerticalSpacing(0)
        self.name = words(name, "bodyStrong")
        self.name.setFixedHeight(28)
        self.name.setToolTip(guidance)
        self.rationale = Writing(say("{name}: rationale", name=name), say("Say why"))
        self.rationale.focused.connect(lambda: self.entered.emit(self))
        self.side = QVBoxLayout()
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.setSpacing(2)
        self.side.addWidget(self.rationale)
        self.side.addStretch(1)
        self.grid.addWidget(self.name, 0, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def judgement_widget(self) -> QWidget:
        """Return what the judgement is made with."""
        raise NotImplementedError

    def place(self, columns: Columns) -> None:
        """Lay the parts out in these columns."""
        self.grid.removeItem(self.side)
        self.grid.setColumnMinimumWidth(0, columns.domain - 8)
        self.grid.setColumnMinimumWidth(1, 8)
        self.grid.setColumnMinimumWidth(2, columns.judgement + 8)
        self.grid.setColumnStretch(3, 1)
        if columns.stacked:
            self.grid.addLayout(self.side, 1, 1, 1, 3)
        else:
            self.grid.addLayout(self.side, 0, 3)

    def set_current(self, current: bool) -> None:
        """Show this row as the one the keys act on."""
        if current != self.current:
            self.current = current
            self.update()

    def focus_judgement(self) -> None:
        """Give the keyboard to the judgement."""
        self.judgement_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: object) -> None:
        self.entered.emit(self)
        self.focus_judgement()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.current:
            painter.fillRect(self.rect(), theme.colour("hover"))
            painter.fillRect(QRect(0, 0, 3, self.height()), theme.colour("accent"))
        line = self.rect().adjusted(
            0 if self.current else MARGIN, self.height() - 1, 0 if self.current else -MARGIN, 0
        )
        painter.fillRect(line, theme.colour("hair"))
        painter.end()


class DomainRow(Row):
    """One domain: its segments, its rationale, and why a lock was overridden."""

    judged = Signal(str, int)
    """Domain and levels, picked while the row is open."""
    reasoned = Signal(str, str)
    overridden = Signal(str, int, str)
    """Domain, levels and the reason why they count although the row is closed."""
    borderline = Signal(str, bool)
    """Domain, and whether the tables explain it although it moves nothing."""

    def __init__(self, item: Item, options: Sequence[Option]) -> None:
        label = say(item.label)
        super().__init__(label, " ".join(say(each) for each in (item.prompt, item.guidance) if each))
        self.item = item
        self.up = item.section == "up"
        self.locked = False
        self.judgement = Judgement()
        self._wanted: int | None = None
        self.bar = ChoiceBar([choice_of(option, len(options) > 3) for option in options], label)
        named = sum(bool(option.label) for option in options)
        self.bar.set_widths(LEAST[:named] if named <= len(LEAST) else (), TIGHT)
        self.grid.addWidget(self.bar, 0, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.override = Writing(
            say("{label}: why it counts although a domain is rated down", label=label),
            say("Why should it count?"),
            one_line=True, framed=True,
        )  # fmt: skip
        self.override_note = words("", "meta", "3", wrap=True)
        self.override_note.setContentsMargins(8, 0, 0, 0)
        self.side.insertWidget(1, self.override)
        self.side.insertWidget(2, self.override_note)
        self.explain = QCheckBox(say("Borderline: explain it in the tables"))
        self.explain.setFont(theme.font("meta"))
        self.explain.setVisible(False)
        self.side.insertWidget(3, self.explain)
        self._connect()

    def _connect(self) -> None:
        self.bar.chosen.connect(self._on_chosen)
        self.rationale.written.connect(lambda text: self.reasoned.emit(self.item.id, text))
        self.rationale.escaped.connect(self.focus_judgement)
        self.override.written.connect(self._on_override)
        self.override.entered.connect(self._finish_override)
        self.override.escaped.connect(self._drop_override)
        self.override.focused.connect(lambda: self.entered.emit(self))
        self.explain.clicked.connect(lambda on: self.borderline.emit(self.item.id, on))

    def set_current(self, current: bool) -> None:
        super().set_current(current)
        self._show_explain()

    def _show_explain(self) -> None:
        """Offer the explanation of what moves nothing where there is a reason to print."""
        judged = self.judgement
        open_ = not judged.levels and bool(judged.reason.strip()) and self.current
        self.explain.setVisible(open_ or (judged.borderline and not judged.levels))
        self.explain.setChecked(judged.borderline)

    def judgement_widget(self) -> QWidget:
        return self.bar.focus_segment()

    def show_judgement(self, judgement: Judgement, locked: bool, note: str, place: Places = nowhere) -> None:
        """Show what is stored; `note` is what became of it in the rating ("locked", "floor" …)."""
        self.judgement, self.locked = judgement, locked
        focused = any(segment.hasFocus() for segment in self.bar.segments)
        self.bar.show_value(str(judgement.levels))
        self.bar.set_locked(locked and not judgement.override)
        if focused:
            self.focus_judgement()
        self.rationale.set_ink("text2" if locked else "text1")
        self.rationale.show_words(judgement.reason, place(f"judgements/{self.item.id}/reason"))
        self.override.show_words(judgement.override, place(f"judgements/{self.item.id}/override"))
        self._show_override(note)
        self._show_explain()

    def _show_override(self, note: str) -> None:
        asking = self._wanted is not None
        kept = bool(self.judgement.override) or (note == "locked" and self.judgement.levels > 0)
        self.override.setVisible(asking or kept)
        self.override_note.setVisible(asking or kept)
        levels = self._wanted if self._wanted is not None else self.judgement.levels
        if asking or note == "locked":
            text = say(
                "{levels} counts only with a reason. Enter keeps it, Esc leaves it.", levels=signed(levels)
            )
        else:
            text = (
                say("{levels} counts although a domain is rated down.", levels=signed(levels)) if kept else ""
            )
        self.override_note.setText(text)

    def pick(self, number: int) -> None:
        """Choose an answer by its number, as the keys 0 to 3 do."""
        self.bar.pick(number)

    def _on_chosen(self, value: str) -> None:
        levels = int(value)
        self.entered.emit(self)
        if self.locked and levels > 0 and not self.judgement.override:
            self._ask(levels)
            return
        self._wanted = None
        self.judged.emit(self.item.id, levels)

    def _ask(self, levels: int) -> None:
        """Ask in the row itself why a closed reason should count; nothing is stored until it is said."""
        self._wanted = levels
        self._show_override("locked")
        self.override.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_override(self, text: str) -> None:
        if self._wanted is None:
            self.overridden.emit(self.item.id, self.judgement.levels, text.strip())

    def _finish_override(self) -> None:
        text, wanted = self.override.words().strip(), self._wanted
        self._wanted = None
        if wanted is not None and text:
            self.overridden.emit(self.item.id, wanted, text)
        else:
            self._show_override("locked" if self.judgement.levels and not self.judgement.override else "")
        self.focus_judgement()

    def _drop_override(self) -> None:
        if self._wanted is not None:
            self._wanted = None
            self.override.show_words(self.judgement.override, self.override.draft.place)
            self._show_override("locked" if self.judgement.levels and not self.judgement.override else "")
        self.focus_judgement()

    def put_away(self) -> None:
        """Forget an override that was asked for and not given, as when another body is shown."""
        self._wanted = None


class StartRow(Row):
    """Where the body starts, and why."""

    started = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("Starts at"))
        self.combo = Chooser(say("Starts at"))
        self.combo.setFixedHeight(26)
        self.combo.activated.connect(lambda number: self.started.emit(self.combo.itemData(number)))
        self.hint = words("", "meta", "3", wrap=True)
        self.hint.setVisible(False)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 8, 0)
        left.setSpacing(3)
        left.addWidget(self.combo)
        left.addWidget(self.hint)
        left.addStretch(1)
        self.grid.addLayout(left, 0, 2)
        self.rationale.escaped.connect(self.focus_judgement)

    def judgement_widget(self) -> QWidget:
        return self.combo

    def place(self, columns: Columns) -> None:
        super().place(columns)
        self.combo.setFixedWidth(columns.judgement)

    def show_start(
        self,
        choices: Sequence[tuple[str, str, str]],
        chosen: str,
        reason: str,
        place: Places = nowhere,
    ) -> None:
        """Show the starts as (id, label, guidance), the stored one, and its reason."""
        if [self.combo.itemText(i) for i in range(self.combo.count())] != [label for _, label, _ in choices]:
            self.combo.clear()
            for id, label, guidance in choices:
                self.combo.addItem(label, id)
                self.combo.setItemData(self.combo.count() - 1, guidance, Qt.ItemDataRole.ToolTipRole)
        self.combo.setCurrentIndex(self.combo.findData(chosen))
        self.rationale.show_words(reason, place("start_reason"))

    def show_proposal(self, proposed: str) -> None:
        """Say which start the design suggests, where another one is chosen; a person decides."""
        place = self.combo.findData(proposed)
        differs = bool(proposed) and place >= 0 and place != self.combo.currentIndex()
        self.hint.setText(
            say("The design suggests “{start}”.", start=self.combo.itemText(place)) if differs else ""
        )
        self.hint.setVisible(differs)


class GroupHead(QWidget):
    """The line above a group of rows, with a lock where the group is closed."""

    def __init__(self, title: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.setSpacing(8)
        self.setFixedHeight(28)
        self.note = words("", "meta", "3")
        self.lock = QLabel()
        self.lock.setAccessibleName(say("Locked"))
        for label in (words(title, "label", "2"), self.note, self.lock):
            row.addWidget(label)
        row.addStretch(1)
        theme.notifier.themeChanged.connect(self._dress)
        self.set_locked(False)

    def set_locked(self, locked: bool, note: str = "") -> None:
        """Say why the group is closed, with a lock."""
        self.note.setText(note)
        self.lock.setVisible(locked)
        self._dress()

    def _dress(self) -> None:
        self.lock.setPixmap(theme.icon("lock", "text3").pixmap(13, 13))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(MARGIN, self.height() - 1, self.width() - 2 * MARGIN, 1, theme.colour("hair"))
        painter.end()
