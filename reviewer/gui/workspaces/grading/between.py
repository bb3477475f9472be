"""Between two raters: what the sheet shows of the other once both are done, and who may look before."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer.actions import together
from reviewer.gui import dialogs
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grading.judging import Judging
from reviewer.gui.workspaces.grading.sheet import GradeSheet
from reviewer.language import say
from reviewer.model import Subject

LOOK = (
    say("See what others have judged, without judging it yourself?"),
    say("It is recorded. What you judge afterwards no longer counts as independent, also if you undo this."),
    (say("See their judgements"), say("Stay blind")),
    1,
)


class Between:
    """Shows on the sheet what two judge differently, and records how it is settled."""

    def __init__(self, session: Session, judging: Judging, sheet: GradeSheet) -> None:
        self.session, self.judging, self.sheet = session, judging, sheet
        sheet.settling.settled.connect(judging.settle)
        sheet.settling.withdrawn.connect(judging.withdraw)

    def show(self) -> None:
        """Show the differences of the body in front; nothing while not both are done."""
        body = self.judging.body
        if body is None:
            return
        matters = self.judging.matters()
        others = [each for each in body.others if each.graded] if matters else []
        subject = Subject(None, body.claim.id, body.key)
        self.sheet.show_others(subject, matters, self.judging.names(), others)

    def next_difference(self) -> None:
        """Go to the first difference on the sheet that is to be settled."""
        row = self.sheet.settling.first()
        if self.sheet.isVisible() and row is not None:
            row.focus_first()
            self.sheet.ensureWidgetVisible(row, 0, 12)
        else:
            self.session.tell(say("Nothing is judged differently here by two who are both done."))

    def look(self, parent: QWidget) -> None:
        """Ask, and then show what others judge to one who reads or settles without judging."""
        if self.session.library is not None and not dialogs.ask(parent, *LOOK):
            self.session.perform(together.look)
