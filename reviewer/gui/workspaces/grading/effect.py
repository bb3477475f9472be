"""The fields of an effect: measure, estimate, interval, the risk assumed, and what that means per 1,000.

What is typed is told when it can be kept. What cannot be (an interval that does not hold its estimate) stays
in the field with a sentence that says why, until it is mended or Esc puts back what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from reviewer.appraisal import effects
from reviewer.errors import ReviewError
from reviewer.gui.fields import words
from reviewer.gui.workspaces.grading.choices import Chooser
from reviewer.gui.workspaces.grading.writing import Writing
from reviewer.language import say
from reviewer.model import Effect

NUMBERS = {
    "estimate": (say("Estimate"), 64),
    "low": (say("Lower limit of the 95% interval"), 64),
    "high": (say("Upper limit of the 95% interval"), 64),
    "unit": (say("Unit of the difference"), 84),
    "risk": (say("Assumed risk"), 130),
    "source": (say("Where the assumed risk comes from"), 120),
    "target": (say("Target: the smallest effect that matters"), 130),
}
"""Fields in reading order: what they are called and how wide they are, in pixels."""
HINTS = {
    "estimate": "0.75",
    "low": say("from", context="limit"),
    "high": say("to", context="limit"),
    "unit": say("unit"),
    "risk": say("200 per 1000, 20%"),
    "source": say("Where it comes from"),
    "target": say("any effect"),
}


class NumberField(QLineEdit):
    """A short field; Enter tells what was typed, Esc puts back what is stored."""

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.escaped.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class EffectFields(QWidget):
    """Shows an effect and tells what a person changed, as {field: text} that can be kept together."""

    changed = Signal(dict)
    refused = Signal(str)
    """Why something typed was put away unkept, when another body came to the front."""

    def __init__(self, in_words: Writing) -> None:
        super().__init__()
        self.in_words = in_words
        self.stored = Effect()
        self.measure = Chooser(say("Measure of the effect"))
        self.measure.addItem(say("In words"), "")
        for each in effects.MEASURES.values():
            self.measure.addItem(each.key, each.key)
            self.measure.setItemData(self.measure.count() - 1, say(each.name), Qt.ItemDataRole.ToolTipRole)
        self.measure.setFixedWidth(108)
        self.measure.activated.connect(lambda _place: self._take())
        self.fields: dict[str, NumberField] = {name: self._field(name) for name in NUMBERS}
        self.interval, self.to = (
            words(say("95% CI"), "small", "3"),
            words(say("to", context="limit"), "small", "3"),
        )
        self.risk_name = words(say("Assumed risk"), "small", "2")
        self.target_name, self.about = words(say("Target"), "small", "2"), words("", "small", "2", wrap=True)
        self.preview = words("", "small", "2", wrap=True)
        self.problem = words("", "small", "warning", wrap=True)
        self._lay_out()
        self._show_fitting()

    def _field(self, name: str) -> NumberField:
        field = NumberField()
        called, width = NUMBERS[name]
        field.setAccessibleName(called)
        field.setPlaceholderText(HINTS[name])
        field.setToolTip(called)
        field.setMinimumWidth(min(width, 40 if name != "risk" else 90))
        field.setMaximumWidth(width if name != "source" else 16_777_215)
        field.editingFinished.connect(self._take)
        field.escaped.connect(self.put_back)
        return field

    def _lay_out(self) -> None:
        grid = self.grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.measure, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.in_words, 1)
        parts = self.fields
        for widget in (parts["estimate"], self.interval, parts["low"], self.to, parts["high"], parts["unit"]):
            first.addWidget(widget)
        first.addStretch(0)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.fields["risk"])
        second.addWidget(self.fields["source"], 1)
        grid.addWidget(words(say("Relative effect"), "small", "2"), 0, 0)
        grid.addLayout(first, 0, 1)
        grid.addWidget(self.risk_name, 1, 0)
        grid.addLayout(second, 1, 1)
        third = QHBoxLayout()
        third.setSpacing(8)
        third.addWidget(self.fields["target"])
        third.addWidget(self.about, 1)
        grid.addWidget(self.target_name, 2, 0)
        grid.addLayout(third, 2, 1)
        grid.addWidget(self.preview, 3, 1)
        grid.addWidget(self.problem, 4, 1)
        grid.setColumnStretch(1, 1)

    # ------------------------------------------------------------------ showing

    def show_effect(self, effect: Effect) -> None:
        """Show what is stored; a field with something typed that was refused keeps it."""
        self.stored = effect
        if self.problem.isHidden():
            self.measure.setCurrentIndex(max(0, self.measure.findData(effect.measure)))
        for name, field in self.fields.items():
            if not field.isModified():
                field.setText(getattr(effect, name))
        self._show_fitting()
        self._show_preview()

    def _show_fitting(self) -> None:
        """Show the fields that belong to the measure in front."""
        measure = effects.MEASURES.get(self.measure.currentData() or "")
        ratio = measure is not None and measure.risk is not None
        self.in_words.setVisible(measure is None)
        for widget in (
            self.fields["estimate"],
            self.interval,
            self.fields["low"],
            self.to,
            self.fields["high"],
        ):
            widget.setVisible(measure is not None)
        self.fields["unit"].setVisible(measure is not None and measure.key == "MD")
        for widget in (self.risk_name, self.fields["risk"], self.fields["source"]):
            widget.setVisible(ratio)

    def _show_preview(self) -> None:
        told = "; ".join(part for part in _printed(self.stored) if part)
        self.preview.setText(say("Prints as: {told}", told=told) if told else "")
        self.preview.setVisible(bool(told))
        self.about.setText(effects.about_target(self.stored))
        self.problem.setVisible(bool(self.problem.text()))

    # ------------------------------------------------------------------ taking what was typed

    def typed(self) -> Mapping[str, str]:
        """Return the fields that differ from what is stored. Without a measure there are no numbers."""
        measure = self.measure.currentData() or ""
        found = {name: field.text().strip() for name, field in self.fields.items()} | {"measure": measure}
        if not measure:
            found = dict.fromkeys(found, "")
        elif effects.MEASURES[measure].risk is None:
            found |= {"risk": "", "source": ""}
        if measure != "MD":
            found["unit"] = ""
        return {name: text for name, text in found.items() if text != getattr(self.stored, name)}

    def _take(self) -> None:
        self._show_fitting()
        changes = self.typed()
        try:
            effects.checked(replace(self.stored, **changes))
        except ReviewError as error:
            self.problem.setText(f"{error.message} {error.hint}".strip())
            self._show_preview()
            return
        self._settle()
        if changes:
            self.changed.emit(dict(changes))

    def _settle(self) -> None:
        self.problem.setText("")
        self.problem.setVisible(False)
        for field in self.fields.values():
            field.setModified(False)

    def put_back(self) -> None:
        """Drop what was typed and could not be kept, and show what is stored."""
        self._settle()
        self.show_effect(self.stored)

    def flush(self) -> None:
        """Tell whatever is still being typed, if it can be kept."""
        if any(field.isModified() for field in self.fields.values()):
            self._take()

    def put_away(self) -> None:
        """Make room for another body; say what could not be kept of this one."""
        if self.problem.text():
            self.refused.emit(self.problem.text())
        self._settle()

    def order(self) -> list[QWidget]:
        """Return the fields in the order of the Tab key."""
        return [self.measure, self.in_words, *self.fields.values()]


def _printed(effect: Effect) -> tuple[str, ...]:
    return (
        effects.relative(effect),
        (
            say("{comparator} without", comparator=effects.comparator(effect))
            if effects.comparator(effect)
            else ""
        ),
        (
            say("{intervention} with", intervention=effects.intervention(effect))
            if effects.intervention(effect)
            else ""
        ),
        effects.difference(effect),
    )
