"""Whether a form fits the study: its design, recorded or proposed with its words, and the reason when not.

The design is read from what the text says of itself; index terms that say otherwise are named and never
decide. A form that does not fit the design may be used by who says why; one for another voice never.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.appraisal.designs import DESIGNS, classify
from reviewer.gui import theme
from reviewer.gui.drafts import Place
from reviewer.gui.fields import set_tone, words
from reviewer.gui.workspaces.grading.choices import Chooser
from reviewer.gui.workspaces.grading.writing import Writing
from reviewer.language import later, say


@dataclass(frozen=True, slots=True)
class Fitting:
    """A form against one document. `design` is the recorded one; `proposed` what the text says, in `said`;
    `conflicts` are index terms that say otherwise; `why_not` is why the form does not fit the recorded
    design, and `despite` why it is used all the same; `confirmable`: it would fit
    the proposed one. `shown` False: designs do not matter here."""

    design: str = ""
    proposed: str = ""
    said: str = ""
    conflicts: tuple[str, ...] = ()
    why_not: str = ""
    despite: str = ""
    confirmable: bool = False
    shown: bool = False

    @property
    def ready(self) -> bool:
        """Tell whether the form may be answered."""
        return not self.why_not or bool(self.despite.strip())


_SAID = {
    ("proposed", True): later("Proposed: the text says “{said}”"),
    ("proposed", False): later("Proposed: the text does not name a design"),
    ("recorded", True): later("Recorded, although the text says “{said}”"),
    ("recorded", False): later("Recorded, although the text does not name a design"),
    ("", True): later("The text says “{said}”"),
    ("", False): later("The text does not name a design"),
}
"""What stands beside the design, by how it stands and whether the text names one."""


class FittingStrip(QWidget):
    """One line about the design, and, where the form does not fit it, a field that asks why."""

    design_said = Signal(str)
    despite_said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.designs = Chooser(say("Design of the study"))
        self.designs.setMinimumContentsLength(22)
        self.designs.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.designs.activated.connect(lambda n: self.design_said.emit(self.designs.itemData(n)))
        self.confirm = theme.KeyButton(say("Confirm"))
        self.confirm.setAccessibleName(say("Confirm the design that the text names"))
        self.confirm.clicked.connect(lambda: self.design_said.emit(self.designs.currentData()))
        self.said = words("", "meta", "3", wrap=True)
        line.addWidget(words(say("Design"), "small", "2"))
        line.addWidget(self.designs)
        line.addWidget(self.confirm)
        line.addWidget(self.said, 1)
        column.addLayout(line)
        self.conflict = words("", "meta", "warning", wrap=True)
        self.why_not = words("", "small", "warning", wrap=True)
        self.despite = Writing(
            say("Why this form all the same"),
            say("Why it is used all the same; answers open once this is said"),
            framed=True, type="small",
        )  # fmt: skip
        self.despite.written.connect(self.despite_said)
        for widget in (self.conflict, self.why_not, self.despite):
            column.addWidget(widget)

    def show_fitting(self, fitting: Fitting, place: Place | None = None) -> None:
        """Show where the form stands against the design of a document."""
        self.setVisible(fitting.shown)
        self._show_design(fitting)
        terms = ", ".join(fitting.conflicts)
        self.conflict.setText(
            say("Index terms say otherwise: {terms}. They never decide a design.", terms=terms)
        )
        self.conflict.setVisible(bool(terms))
        self.why_not.setText(fitting.why_not)
        self.why_not.setVisible(bool(fitting.why_not))
        self.despite.draft.box().setVisible(bool(fitting.why_not) and not fitting.confirmable)
        self.despite.show_words(fitting.despite, place)

    def _show_design(self, fitting: Fitting) -> None:
        names = [*([fitting.design] if fitting.design and fitting.design not in DESIGNS else []), *DESIGNS]
        if [self.designs.itemData(n) for n in range(self.designs.count())] != names:
            self.designs.clear()
            for name in names:
                said = say(name)
                self.designs.addItem(said[:1].upper() + said[1:], name)
        self.designs.setPlaceholderText(say("Not recorded"))
        self.designs.setCurrentIndex(self.designs.findData(fitting.design or fitting.proposed))
        waits = not fitting.design and bool(fitting.proposed)
        self.confirm.setVisible(waits)
        differs = bool(fitting.proposed) and classify(fitting.design) != fitting.proposed
        stands = "proposed" if waits else "recorded" if fitting.design and differs else ""
        self.said.setText(say(_SAID[stands, bool(fitting.said)], said=fitting.said))
        set_tone(self.said, "warning" if fitting.design and differs else "3")
