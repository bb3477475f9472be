"""The optimal information size beside imprecision: works out, says what it assumed, judges nothing."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reviewer.appraisal import effects, information_size
from reviewer.errors import ReviewError
from reviewer.gui import theme
from reviewer.gui.fields import set_tone, words
from reviewer.gui.workspaces.grading.choices import Chooser
from reviewer.language import localised, say
from reviewer.model import Effect

OPEN, SHUT = say("Close the information size"), say("Work out the information size")


class SizeHelper(QWidget):
    """A button that opens a few fields; `wanted` carries the sentence a person asked to have written down."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._people: int | None = None
        self._effect = Effect()
        self._sentence = self._rule = ""
        self.button = self._link(SHUT)
        self.button.clicked.connect(lambda: self.set_open(self.panel.isHidden()))
        self.kind = Chooser(say("Kind of outcome"))
        self.kind.addItems([say("Share of people"), say("Mean")])
        self.reduction = Chooser(say("Relative reduction of the risk"))
        for each in information_size.REDUCTIONS:
            self.reduction.addItem(
                say("RRR {percent}%", percent=localised(f"{float(100 * each):g}")), str(each)
            )
        self.reduction.setCurrentIndex(self.reduction.count() - 1)
        self.risk = self._field(say("Assumed risk"), say("risk, as 20%"))
        self.spread = self._field(say("Standard deviation"), say("SD"))
        self.smallest = self._field(say("Smallest difference that matters"), say("difference"))
        self.events = self._field(say("Events in the body"), say("events"))
        self.result = words("", "small", "2", wrap=True)
        self.write = self._link(say("Add to the rationale"))
        self.write.clicked.connect(lambda: self.wanted.emit(self._sentence))
        self.rule = words("", "small", "2", wrap=True)
        self.write_rule = self._link(say("Add the rule of thumb to the rationale"))
        self.write_rule.clicked.connect(lambda: self.wanted.emit(self._rule))
        for chooser in (self.kind, self.reduction):
            chooser.setMinimumWidth(64)
            chooser.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            chooser.activated.connect(lambda _place: self._work_out())
        self._lay_out()
        self.set_open(False)

    def _link(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("link", True)
        button.setFont(theme.font("small"))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAutoDefault(False)
        return button

    def _field(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setToolTip(name)
        field.setPlaceholderText(hint)
        field.setMinimumWidth(56)
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        field.textChanged.connect(lambda _text: self._work_out())
        return field

    def fields(self) -> list[QWidget]:
        """Return what takes the keyboard, in reading order."""
        typed = [self.risk, self.reduction, self.events, self.spread, self.smallest]
        return [self.button, self.kind, *typed, self.write, self.write_rule]

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 0, 8, 2)
        whole.setSpacing(3)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.panel = QWidget()
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(4)
        fields = QHBoxLayout()
        fields.setSpacing(6)
        for widget in (self.risk, self.reduction, self.events, self.spread, self.smallest):
            fields.addWidget(widget, 1)
        column.addWidget(self.kind)
        column.addLayout(fields)
        column.addWidget(self.result)
        column.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.rule)
        column.addWidget(self.write_rule, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.panel)

    def set_open(self, shown: bool) -> None:
        """Open or close the fields."""
        self.panel.setVisible(shown)
        self.button.setText(OPEN if shown else SHUT)
        if shown:
            self._work_out()

    def show_body(self, effect: Effect, people: int | None) -> None:
        """Take the assumed risk and the number of people of a body; what was typed here stays."""
        changed = (effect, people) != (self._effect, self._people)
        if effect.risk != self._effect.risk or not self.risk.text():
            self.risk.setText(effect.risk)
        self._effect, self._people = effect, people
        if changed:
            self._work_out()

    def put_away(self) -> None:
        """Close and forget what was typed for the body shown so far."""
        for field in (self.risk, self.events, self.spread, self.smallest):
            field.clear()
        self.set_open(False)

    def _work_out(self) -> None:
        means = self.kind.currentIndex() == 1
        for widget in (self.risk, self.reduction, self.events):
            widget.setVisible(not means)
        for widget in (self.spread, self.smallest):
            widget.setVisible(means)
        typed = [field.text().strip() for field in ((self.spread, self.smallest) if means else (self.risk,))]
        self._sentence, told = "", say("Two groups of one size, two-sided α 0.05, β 0.20. It judges nothing.")
        problem = False
        if all(typed):
            try:
                self._sentence = told = self._size(means, typed)
            except ReviewError as error:
                problem, told = True, f"{error.message} {error.hint}".strip()
        self.result.setText(" ".join(part for part in (told, effects.about_target(self._effect)) if part))
        set_tone(self.result, "warning" if problem else "2")
        self.write.setVisible(bool(self._sentence))
        self._look_up(means)

    def _look_up(self, means: bool) -> None:
        """Say the older rule of thumb beside what was worked out; a person may write it down, nobody must."""
        try:
            found = self._people if means else information_size.events_of(self.events.text())
            self._rule = told = information_size.rule_of_thumb("participants" if means else "events", found)
        except ReviewError as error:
            self._rule, told = "", f"{error.message} {error.hint}".strip()
        self.rule.setText(told)
        set_tone(self.rule, "2" if self._rule else "warning")
        self.write_rule.setVisible(bool(self._rule))

    def _size(self, means: bool, typed: list[str]) -> str:
        if means:
            size = information_size.for_means(typed[0], typed[1])
        else:
            size = information_size.for_risk(typed[0], Fraction(self.reduction.currentData()))
        return information_size.sentence(size, self._people)
