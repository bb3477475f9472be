"""What the summary of findings prints about a body: outcome, importance, participants, what was observed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reviewer.appraisal import counts
from reviewer.appraisal.outcomes import SIDES
from reviewer.gui.drafts import Places, nowhere
from reviewer.gui.fields import LineField, words
from reviewer.gui.workspaces.grading.choices import Chooser
from reviewer.gui.workspaces.grading.effect import EffectFields
from reviewer.gui.workspaces.grading.rows import MARGIN
from reviewer.gui.workspaces.grading.writing import Writing
from reviewer.language import later, say
from reviewer.model import Certainty

IMPORTANCE = (
    say("Not rated"),
    *(say("{n}: limited", n=n) for n in range(1, 4)),
    *(say("{n}: important", n=n) for n in range(4, 7)),
    *(say("{n}: critical", n=n) for n in range(7, 10)),
)


class Facts(QWidget):
    """The fields below the grid; each is told on its own as {field: value}."""

    changed = Signal(dict)
    effect_changed = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 4, MARGIN, 16)
        column.setSpacing(6)
        column.addWidget(words(say("For the summary of findings"), "label", "2"))
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(6)
        column.addLayout(self.grid)
        self.outcome = self._writing(say("Outcome"), say("Measure and follow-up"), "outcome")
        self.observed = self._writing(
            say("Observed"), say("What the studies saw; {10/20} adds the exact interval"), "observed"
        )
        self.relative = self._writing(
            say("Relative effect"), say("With its interval, or: not estimable"), "relative"
        )
        self.effect = EffectFields(self.relative)
        self.effect.changed.connect(self.effect_changed)
        self.preview = words("", "small", "2", wrap=True)
        self.overall = words("", "small", "2", wrap=True)
        self.importance = Chooser(say("Importance of the outcome, 1 to 9"))
        self.importance.addItems(IMPORTANCE)
        self.importance.activated.connect(lambda number: self.changed.emit({"importance": number or None}))
        self.side = Chooser(say("Whether the outcome is a benefit or a harm"))
        for key, name in {"": later("Not said"), **SIDES}.items():
            self.side.addItem(say(name), key)
        self.side.activated.connect(lambda _place: self.changed.emit({"side": self.side.currentData()}))
        self.participants = LineField(say("Participants"))
        self.participants.setValidator(QIntValidator(0, 100_000_000, self))
        self.participants.written.connect(self._tell_participants)
        self.observed.textChanged.connect(self._show_preview)
        self._lay_out()

    def _writing(self, name: str, placeholder: str, field: str) -> Writing:
        writing = Writing(name, placeholder, one_line=True, framed=True, type="small")
        writing.written.connect(lambda text: self.changed.emit({field: text.strip()}))
        return writing

    def _lay_out(self) -> None:
        for row, (name, field) in enumerate(
            [(say("Outcome"), self.outcome), (say("Observed"), self.observed)]
        ):
            self.grid.addWidget(words(name, "small", "2"), row, 0)
            self.grid.addWidget(field, row, 1)
        self.grid.addWidget(self.preview, 2, 1)
        self.grid.addWidget(self.effect, 3, 0, 1, 4)
        self.grid.addWidget(words(say("Overall"), "small", "2"), 4, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.overall, 4, 1, 1, 3)
        self.grid.addWidget(words(say("Importance"), "small", "2"), 0, 2)
        self.grid.addWidget(self.importance, 0, 3)
        self.grid.addWidget(words(say("It is a"), "small", "2"), 1, 2)
        self.grid.addWidget(self.side, 1, 3)
        self.grid.addWidget(words(say("Participants"), "small", "2"), 2, 2)
        self.grid.addWidget(self.participants, 2, 3)
        self.grid.setColumnMinimumWidth(0, 120)
        self.grid.setColumnStretch(1, 1)
        for field in (self.importance, self.side, self.participants):
            field.setFixedWidth(128)

    def place(self, width: int) -> None:
        """Fit a sheet of this width."""
        for grid in (self.grid, self.effect.grid):
            grid.setColumnMinimumWidth(0, 120 if width >= 720 else 92)

    def fields(self) -> list[QWidget]:
        """Return the fields in reading order."""
        return [
            self.outcome, self.importance, self.observed, self.side, self.participants, *self.effect.order(),
        ]  # fmt: skip

    def show_facts(
        self, certainty: Certainty, participants: int | None, overall: str = "", place: Places = nowhere
    ) -> None:
        """Show what is stored; `participants` is what the studies say, shown as the hint of the field, and
        `overall` the certainty over all critical outcomes in words."""
        self.effect.show_effect(certainty.effect)
        self.overall.setText(overall)
        self.outcome.show_words(certainty.outcome, place("outcome"))
        self.observed.show_words(certainty.observed, place("observed"))
        self.relative.show_words(certainty.relative, place("relative"))
        self.importance.setCurrentIndex(certainty.importance or 0)
        self.side.setCurrentIndex(max(0, self.side.findData(certainty.side)))
        said = (
            say("not stated")
            if participants is None
            else say("{participants} as stated", participants=participants)
        )
        self.participants.setPlaceholderText(said)
        people = "" if certainty.participants is None else str(certainty.participants)
        self.participants.show_words(people, place("participants"))
        self._show_preview()

    def _show_preview(self) -> None:
        observed = self.observed.words()
        shown = counts.render(observed)
        self.preview.setText(say("Prints as: {shown}", shown=shown) if shown != observed else "")
        self.preview.setVisible(shown != observed)

    def _tell_participants(self, typed: str) -> None:
        text = typed.strip()
        self.changed.emit({"participants": int(text) if text else None})

    def seen(self, columns: Iterable[str]) -> dict[str, str]:
        """Return what fields of words showed before what they saved last, by column; choices are left out."""
        fields = {
            "outcome": self.outcome, "observed": self.observed, "relative": self.relative,
            "participants": self.participants,
        }  # fmt: skip
        return {column: fields[column].draft.seen for column in columns if column in fields}

    def flush(self) -> None:
        """Tell whatever is still being typed."""
        for writing in (self.outcome, self.observed, self.relative, self.participants):
            writing.flush()
        self.effect.flush()
