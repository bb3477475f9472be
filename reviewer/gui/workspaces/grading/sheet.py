"""The GRADE sheet: one body of evidence, domain by domain, with the stair at its right.

The sheet shows what it is given and tells what a person did; it reads and writes nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reviewer.appraisal import consensus, grade
from reviewer.appraisal.consensus import Matter
from reviewer.appraisal.instrument import Instrument, Item
from reviewer.gui import theme
from reviewer.gui.drafts import Places, nowhere
from reviewer.gui.fields import words
from reviewer.gui.workspaces.grading.facts import Facts
from reviewer.gui.workspaces.grading.forms import Content
from reviewer.gui.workspaces.grading.rows import (
    FIRST_LINE,
    MARGIN,
    STAIR,
    Columns,
    DomainRow,
    GroupHead,
    Row,
    StartRow,
)
from reviewer.gui.workspaces.grading.settling import SettleRows
from reviewer.gui.workspaces.grading.signs import LEVEL_WORDS, CertaintySign, Prose, TagMark
from reviewer.gui.workspaces.grading.size_helper import SizeHelper
from reviewer.gui.workspaces.grading.stair import COLUMNS, PITCH, Stair, Tread
from reviewer.language import say
from reviewer.model import Certainty

IMPRECISION = "imprecision"
LOCK_NOTE = say("closed while a domain above is rated down")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the grid: the claim, its tag, and the body in one line."""

    statement: str
    hue: str = ""
    tag_path: str = ""
    summary: str = ""


class SheetHead(QWidget):
    """Claim, tag and summary at left, the sign of the certainty at right."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 4)
        row.setSpacing(20)
        self.statement = Prose("", "screenClaim")
        self.tag = TagMark()
        self.summary = Prose("", "small", "text2")
        self.sign = CertaintySign()
        self.level = words("", "section")
        self.draft = words("", "meta", "3")
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.statement)
        under = QHBoxLayout()
        under.setSpacing(16)
        under.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignTop)
        under.addWidget(self.summary, 1)
        left.addLayout(under)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(4)
        for widget in (self.sign, self.level, self.draft):
            right.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right)

    def show_heading(self, heading: Heading) -> None:
        """Show whose certainty this is."""
        self.statement.setText(heading.statement)
        self.tag.show_tag(heading.hue, heading.tag_path)
        self.summary.setText(heading.summary)

    def show_level(self, level: int, graded: bool) -> None:
        """Show the running certainty; until it is marked as graded it says so."""
        self.sign.set_level(level, not graded)
        meaning = say(grade.MEANINGS[level]) if level in grade.MEANINGS else ""
        self.level.setText(say(grade.LABELS[level]) if level in grade.LABELS else "")
        self.level.setToolTip(meaning)
        self.sign.setToolTip(meaning)
        self.draft.setText("" if graded else say("not marked as graded"))
        self.draft.setVisible(not graded)


class ColumnHeads(QWidget):
    """The words above the grid."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(34)
        self._columns: Columns | None = None
        theme.notifier.themeChanged.connect(self.update)

    def place(self, columns: Columns) -> None:
        """Stand over these columns."""
        self._columns = columns
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._columns is None:
            return
        painter = QPainter(self)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("text2"))
        base = self.height() - 7
        judgement = MARGIN + self._columns.domain
        painter.drawText(MARGIN, base, say("Domain"))
        if self._columns.stacked:
            painter.drawText(judgement, base, say("Judgement and rationale"))
        else:
            painter.drawText(judgement, base, say("Judgement"))
            painter.drawText(judgement + self._columns.judgement + 16, base, say("Rationale"))
        self._paint_levels(painter)
        painter.fillRect(MARGIN, self.height() - 1, self.width() - 2 * MARGIN, 1, theme.colour("line"))
        painter.end()

    def _paint_levels(self, painter: QPainter) -> None:
        painter.setFont(theme.font("meta"))
        right = self.width() - MARGIN
        for level, name in COLUMNS.items():
            left = right - PITCH * (5 - level)
            lines = name.split("\n")
            for number, line in enumerate(lines):
                y = self.height() - 19 - 12 * (0 if len(lines) == 1 else 1) + 12 * number
                if len(lines) == 2:
                    y += 12
                painter.drawText(left, y - 10, PITCH, 14, Qt.AlignmentFlag.AlignCenter, line)


class GradeSheet(QScrollArea):
    """The whole sheet. Signals name a domain, or "start"."""

    judged = Signal(str, int)
    reasoned = Signal(str, str)
    overridden = Signal(str, int, str)
    started = Signal(str)
    fields_changed = Signal(dict)
    effect_changed = Signal(dict)
    borderline = Signal(str, bool)
    row_changed = Signal()

    def __init__(self, scheme: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scheme = scheme
        self.rules = ""
        self.current = 1
        self._begun: int | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(say("GRADE sheet"))
        self.content = Content(keeps_width=True)
        self.content.setProperty("pane", "page")
        self.content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.content.installEventFilter(self)
        self.setWidget(self.content)
        self._build()

    def _build(self) -> None:
        self.head = SheetHead()
        self.columns = ColumnHeads()
        self.start = StartRow()
        self.down_head, self.up_head = (
            GroupHead(say("Reasons to rate down")),
            GroupHead(say("Reasons to rate up")),
        )
        self.reads = Reads()
        self.warnings = words("", "small", "warning", wrap=True)
        self.warnings.setContentsMargins(MARGIN, 0, MARGIN, 8)
        self.facts = Facts()
        self.facts.changed.connect(self.fields_changed)
        self.facts.effect_changed.connect(self.effect_changed)
        self.size = SizeHelper()
        self.size.wanted.connect(self._write_size)
        self.start.started.connect(self.started)
        self.start.rationale.written.connect(lambda text: self.reasoned.emit("start", text))
        self.start.entered.connect(self._enter)
        self.domains: list[DomainRow] = []
        self._column = QVBoxLayout(self.content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows_from = 3
        for widget in (self.head, self.columns, self.start, self.down_head, self.up_head):
            self._column.addWidget(widget)
        for widget in (self.reads, self.warnings, self.facts):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.settling = SettleRows(self._column, STAIR)
        self._rating: grade.Rating | None = None
        self._others: dict[str, tuple[int, ...]] = {}
        self.stair = Stair(self.content)

    @property
    def rows(self) -> list[Row]:
        """Return the rows the arrow keys go through."""
        return [self.start, *self.domains]

    @property
    def row(self) -> Row:
        return self.rows[min(self.current, len(self.rows) - 1)]

    # ------------------------------------------------------------------ showing

    def show_rating(
        self,
        heading: Heading,
        certainty: Certainty,
        participants: int | None,
        reads_as: str,
        proposed: str = "",
        overall: str = "",
        place: Places = nowhere,
    ) -> None:
        """Show one body; rows are kept, so that focus and caret stay where they are.

        `proposed` is the start that the design of the studies suggests, `overall` the certainty over all
        critical outcomes in words, `place` where drafts are kept.
        """
        self._make_rows(certainty.rule_set)
        rating = grade.rate(certainty, self.scheme)
        self.head.show_heading(heading)
        self.head.show_level(rating.level, certainty.graded)
        starts = self._starts(certainty.rule_set)
        self.start.show_start(starts, certainty.start, certainty.start_reason, place)
        self.start.show_proposal("" if certainty.graded else proposed)
        locked = grade.rated_down(certainty, self.scheme)
        notes = {step.domain: step.note for step in rating.steps}
        for row in self.domains:
            given = grade.judgement(certainty, row.item.id)
            row.show_judgement(given, locked and row.up, notes.get(row.item.id, ""), place)
        self.up_head.set_locked(locked, LOCK_NOTE if locked else "")
        self.reads.show_words(reads_as)
        self.warnings.setText("\n".join(rating.warnings))
        self.warnings.setVisible(bool(rating.warnings))
        self.facts.show_facts(certainty, participants, overall, place)
        self.size.show_body(certainty.effect, participants)
        self._rating = rating
        self._show_stair()
        self._mark_current()

    def show_others(
        self,
        subject: object,
        matters: Sequence[Matter],
        names: Mapping[str, str],
        ratings: Sequence[Certainty],
    ) -> None:
        """Show below each row where raters who are done differ, and hollow dots where the others stand.

        `ratings` are those of the others.
        """
        anchors: dict[str, QWidget] = {row.item.id: row for row in self.domains}
        anchors |= {"start": self.start, "rule_set": self.start}
        anchors |= dict.fromkeys(consensus.FACTS, self.facts)
        self.settling.show_matters(subject, matters, anchors, names, self.scheme, "grade")
        self._others = {
            each.item: tuple(dict.fromkeys(_reached(rating, each.item, self.scheme) for rating in ratings))
            for each in matters
            if each.differs
        }
        self._show_stair()
        self.stair.raise_()

    def _show_stair(self) -> None:
        rating, others = self._rating, self._others
        if rating is None:
            return
        rows: Mapping[str, DomainRow] = {row.item.id: row for row in self.domains}
        begins = rating.start_level
        first = Tread(self.start, FIRST_LINE, begins, begins, first=True, others=others.get("start", ()))
        treads = [
            Tread(
                rows[step.domain],
                FIRST_LINE,
                step.before,
                step.after,
                step.levels,
                step.note,
                others=others.get(step.domain, ()),
            )
            for step in rating.steps
            if step.domain in rows
        ]
        self.stair.set_treads([first, *treads])

    def _starts(self, rules: str) -> Sequence[tuple[str, str, str]]:
        """Return the starts with the level each has under a rule set."""
        found = []
        for start in self.scheme.starts:
            level = grade.start_level(Certainty(0, 0, None, "", rules, start.id), self.scheme)
            name = say(start.label).partition(":")[0]
            found.append((start.id, f"{name}: {LEVEL_WORDS[level]}", start.guidance and say(start.guidance)))
        return found

    def _make_rows(self, rules: str) -> None:
        """Make the rows anew when the rule set changes what may be answered."""
        if rules == self.rules:
            return
        self.rules = rules
        self.size.setParent(self.content)
        for row in self.domains:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.domains = [self._domain(item) for item in self.scheme.items]
        for number, row in enumerate(self.domains):
            place = self._column.indexOf(self.up_head if not row.up else self.reads)
            self._column.insertWidget(place, row)
            row.rationale.setObjectName(f"rationale.{number}")
        self.stair.set_treads([])
        self.stair.raise_()
        self._place()
        self._order_tabs()

    def _domain(self, item: Item) -> DomainRow:
        row = DomainRow(item, grade.offered(item.id, self.rules, self.scheme))
        row.judged.connect(self.judged)
        row.reasoned.connect(self.reasoned)
        row.overridden.connect(self.overridden)
        row.borderline.connect(self.borderline)
        row.entered.connect(self._enter)
        if item.id == IMPRECISION:
            row.side.insertWidget(row.side.count() - 1, self.size)
        return row

    def _write_size(self, sentence: str) -> None:
        """Put a sentence a person asked for at the end of the rationale of imprecision."""
        row = next(row for row in self.domains if row.item.id == IMPRECISION)
        row.rationale.draft.take(f"{row.rationale.words().strip()} {sentence}".strip())

    def _order_tabs(self) -> None:
        chain: list[QWidget] = [self.start.combo, self.start.rationale]
        for row in self.domains:
            chain += [*row.bar.segments, row.rationale, row.override]
            chain += self.size.fields() if row.item.id == IMPRECISION else []
        chain += self.facts.fields()
        for before, after in zip(chain, chain[1:], strict=False):
            QWidget.setTabOrder(before, after)

    # ------------------------------------------------------------------ where the keys act

    def _enter(self, row: Row) -> None:
        if row in self.rows:
            self.current = self.rows.index(row)
            self._mark_current()

    def _mark_current(self) -> None:
        for row in self.rows:
            row.set_current(row is self.row)
        self.row_changed.emit()

    def step(self, by: int) -> None:
        """Go to the next or previous row and give it the keyboard."""
        self.current = max(0, min(len(self.rows) - 1, self.current + by))
        self.focus_row()

    def begin(self, claim: int | None) -> None:
        """Give the keyboard to the row one was in, for another claim than last time to the first domain."""
        if claim != self._begun:
            self._begun, self.current = claim, 1
        self.focus_row()

    def focus_row(self) -> None:
        """Give the keyboard to the current row and bring it into view."""
        self._mark_current()
        self.row.focus_judgement()
        self.ensureWidgetVisible(self.row, 0, 12)

    def focus_domain(self, domain: str) -> None:
        """Go to the rationale of a domain, or of the start."""
        if domain == "effect":
            self.facts.effect.fields["low"].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self.facts.effect, 0, 12)
            return
        ids = ["start", *(row.item.id for row in self.domains)]
        self.current = ids.index(domain)
        self.write_rationale()

    def write_rationale(self) -> None:
        """Put the caret at the end of the rationale of the current row."""
        self._mark_current()
        writing = self.row.rationale
        writing.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = writing.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        writing.setTextCursor(cursor)
        self.ensureWidgetVisible(self.row, 0, 12)

    def pick(self, number: int) -> None:
        """Choose an answer of the current row by its number."""
        if isinstance(self.row, DomainRow):
            self.row.pick(number)

    def turn_borderline(self) -> None:
        """Turn round whether the current row is explained in the tables as borderline, where it may be."""
        if isinstance(self.row, DomainRow) and self.row.explain.isVisible():
            self.row.explain.click()

    def choice_names(self) -> dict[int, str]:
        """Return what the number keys choose in the current row, as in {1: "Risk of bias: Serious −1"}."""
        if not isinstance(self.row, DomainRow):
            return {}
        return {n: f"{say(self.row.item.label)}: {each.label}" for n, each in enumerate(self.row.bar.choices)}

    def flush(self) -> None:
        """Tell whatever is still being typed."""
        for row in self.rows:
            row.rationale.flush()
        self.facts.flush()

    def reason_seen(self, domain: str) -> dict[str, str]:
        """Return the column of a rationale, with what its field showed before what it saved last."""
        if domain == "start":
            return {"start_reason": self.start.rationale.draft.seen}
        rationales = {row.item.id: row.rationale.draft.seen for row in self.domains}
        return {f"judgements/{domain}/reason": rationales[domain]}

    def put_away(self) -> None:
        """Forget what was begun and belongs to the body shown so far."""
        for row in self.domains:
            row.put_away()
        self.size.put_away()
        self.facts.effect.put_away()

    # ------------------------------------------------------------------ layout

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.content and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.stair.setGeometry(self.content.rect())
            self.stair.set_right(self.content.width() - MARGIN)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width = self.viewport().width()
        bars = [row.bar.sizeHint().width() for row in self.domains]
        names = [row.name.sizeHint().width() for row in self.rows]
        columns = Columns.of(width, max([272, *bars]), max([0, *names]))
        self.columns.place(columns)
        for row in self.rows:
            row.place(columns)
        self.facts.place(width)


def _reached(rating: Certainty, item: str, scheme: Instrument) -> int:
    """Return the level another rating has reached with a row of the sheet."""
    found = grade.rate(rating, scheme)
    return next((step.after for step in found.steps if step.domain == item), found.start_level)


class Reads(QWidget):
    """The sentence that the report will state this finding with."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 12)
        row.setSpacing(12)
        self.sentence = Prose()
        name = words(say("Reads in the report as"), "label", "2")
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        name.setContentsMargins(0, 3, 0, 0)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1, Qt.AlignmentFlag.AlignTop)

    def show_words(self, sentence: str) -> None:
        """Show the sentence."""
        self.sentence.setText(sentence)
        self.sentence.setAccessibleName(say("Reads in the report as: {sentence}", sentence=sentence))


__all__ = ["STAIR", "GradeSheet", "Heading"]
