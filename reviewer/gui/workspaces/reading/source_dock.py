"""The source dock: what is known of the document, and the study that it reports or quotes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer import text as texts
from reviewer.actions import documents as actions
from reviewer.appraisal import flags as remarks
from reviewer.appraisal.designs import DESIGNS
from reviewer.appraisal.proposals import Proposal, propose_design
from reviewer.errors import ReviewError
from reviewer.gui import theme
from reviewer.gui.fields import LineField, caption, clear, flag_line, hair, words
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.gui.workspaces.reading.quoted import QuotedStudies
from reviewer.language import retold, say
from reviewer.library import documents
from reviewer.model import Document, PartialDate, QuoteLink, Record, Span, Study, Voice


def facts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield (name, value) of what the record says; what is not in the source says so."""
    record = document.record
    names = [name.shown for name in record.authors]
    yield say("Authors"), ", ".join(names) or say("not in the source")
    yield say("Journal"), record.container
    yield say("Published"), _date(record.issued) or say("not in the source")
    yield say("Ahead of print"), _date(record.epub)
    yield say("Volume, issue"), ", ".join(part for part in (record.volume, record.issue) if part)
    yield say("Pages"), record.pages
    yield "DOI", record.doi
    yield "PMID", record.pmid
    yield say("Publication types"), ", ".join(record.publication_types)
    yield say("Substances"), ", ".join(record.substances)
    yield say("File"), document.source.replace("\\", "/").rsplit("/", 1)[-1]
    yield say("Fingerprint"), document.sha256[:16]
    yield say("No text on pages"), ", ".join(texts.runs(_wordless(document)))


def _wordless(document: Document) -> Iterator[int]:
    """Yield the pages on which no words stand, such as pictures of pages among others."""
    begins = (*document.pages, len(document.text))
    for number, (start, end) in enumerate(pairwise(begins), 1):
        if not document.text[start:end].strip():
            yield number


def _date(date: PartialDate | None) -> str:
    if date is None:
        return ""
    return "-".join(f"{part:02d}" for part in (date.year, date.month, date.day) if part is not None)


def remarks_about(desk: Desk, link: QuoteLink) -> list[str]:
    """Return what deserves a second look in one quote."""
    found = desk.remarks
    near = [flag for flag in remarks.touching(found, link.span) if flag.kind != remarks.CITATION]
    if link.second_hand:
        near = [flag for flag in found if flag.kind == remarks.CITATION] + near
    return [remarks.in_words(flag, link.span) for flag in near]


class StudyForm(QWidget):
    """Label, design, number of people and setting of the study, with what the text proposes."""

    place_asked = Signal(int, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.desk: Desk | None = None
        self.proposal = Proposal()
        self.label = LineField(say("Short name of the study"), say("Short name for tables"))
        self.design = QComboBox()
        self.design.addItem(say("Not stated"), "")
        for design in DESIGNS:
            self.design.addItem(say(design), design)
        self.design.setAccessibleName(say("Design of the study"))
        self.design.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.people = LineField(say("Number of participants"), say("Not stated"))
        self.setting = LineField(say("Setting of the study"), say("Not stated"))
        self.same_as = QComboBox()
        self.same_as.setAccessibleName(say("The same study as"))
        self.said = words("", "small", "2", wrap=True)
        self.show_words = QPushButton(say("Show the words"))
        self.show_words.setProperty("link", True)
        self.confirm = theme.KeyButton(say("Use this design"))
        self.confirm_people = theme.KeyButton(say("Use this number"))
        for wide in (self.design, self.same_as):  # or the heights below are those of a wider pane
            wide.setMinimumWidth(1)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addWidget(words(say("The study"), "label", "2"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        rows = (
            (say("Label"), self.label), (say("Design"), self.design), (say("Participants"), self.people),
            (say("Setting"), self.setting), (say("Same study as"), self.same_as),
        )  # fmt: skip
        for row, (word, field) in enumerate(rows):
            grid.addWidget(caption(word, field), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addWidget(self.said)
        buttons = QHBoxLayout()
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.confirm_people)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.show_words, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.label.written.connect(lambda value: self._write_words("label", self.label, value))
        self.setting.written.connect(lambda value: self._write_words("setting", self.setting, value))
        self.people.written.connect(self._write_people)
        self.design.activated.connect(lambda n: self._write(design=self.design.itemData(n)))
        self.same_as.activated.connect(lambda n: self._write(same_as=self.same_as.itemData(n)))
        self.confirm.clicked.connect(lambda: self._write(design=self.proposal.design))
        self.confirm_people.clicked.connect(lambda: self._write(participants=self.proposal.participants))
        self.show_words.clicked.connect(self._show_words)

    def _write(self, **fields: object) -> None:
        if self.desk is not None:
            self.session.perform(actions.set_study, self.desk.document.id, **fields)

    def _write_words(self, column: str, field: LineField, value: str) -> None:
        if self.desk is not None:
            id = self.desk.document.id
            row = ("studies", id, {column: field.draft.seen})
            self.session.edit(row, actions.set_study, id, merge=True, **{column: value})

    def _write_people(self, typed: str) -> None:
        plain = typed.strip()
        if plain and not plain.isdigit():
            error = say("“{typed}” is not a number of people.", typed=plain)
            self.session.refuse(ReviewError(error, say("Leave the field empty where the text does not say.")))
        elif self.desk is not None:
            id, seen = self.desk.document.id, self.people.draft.seen
            row = ("studies", id, {"participants": seen})
            people = int(plain) if plain else None
            self.session.edit(row, actions.set_study, id, merge=True, participants=people)

    def _show_words(self) -> None:
        span = self.proposal.words or self.proposal.participants_words
        if span is not None:
            self.place_asked.emit(span.start, span.end)

    def show_desk(self, desk: Desk) -> None:
        """Show the study of the document on the desk."""
        self.desk = desk
        study = desk.studies.get(desk.document.id, Study(desk.document.id))
        self.proposal = propose_design(desk.document, desk.segments)
        place = self.session.places("studies", desk.document.id)
        self.label.show_words(study.label, place("label"))
        self.setting.show_words(study.setting, place("setting"))
        people = "" if study.participants is None else str(study.participants)
        self.people.show_words(people, place("participants"))
        if self.design.findData(study.design) < 0:
            self.design.addItem(study.design, study.design)
        self.design.setCurrentIndex(self.design.findData(study.design))
        self._show_same_as(desk, study)
        self._show_proposal(study)

    def _show_same_as(self, desk: Desk, study: Study) -> None:
        self.same_as.clear()
        self.same_as.addItem(say("No other document here"), None)
        ids = [id for id in self.session.read(documents.rows) if id != desk.document.id]
        for row in self.session.read(documents.page, ids[:200]):
            if any(voice is Voice.STUDY for voice, _ in row.voices):
                self.same_as.addItem(row.title or row.source, row.id)
        self.same_as.setCurrentIndex(max(0, self.same_as.findData(study.same_as)))

    def _show_proposal(self, study: Study) -> None:
        proposal = self.proposal
        parts = [_proposed(proposal.words, say(proposal.design))]
        parts += [_proposed(proposal.participants_words, f"n = {proposal.participants}")]
        told = " ".join(part for part in parts if part)
        self.said.setText(told or say("The text names no design and no number of people."))
        self.confirm.setVisible(bool(proposal.design) and study.design != proposal.design)
        people = proposal.participants
        self.confirm_people.setVisible(people is not None and study.participants != people)
        self.show_words.setVisible(proposal.words is not None or proposal.participants_words is not None)


def _proposed(span: Span | None, meaning: str) -> str:
    return (
        say("The text says “{words}”: {meaning}.", words=" ".join(span.exact.split()), meaning=meaning)
        if span is not None
        else ""
    )


class SourceDock(QWidget):
    """The whole dock: record, study, remarks."""

    place_asked = Signal(int, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._waiting: Desk | None = None
        self._waits = True
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = words("", "bodyStrong", wrap=True)
        self.facts = QGridLayout()
        self.study = StudyForm(session)
        self.study.place_asked.connect(self.place_asked)
        self.quoted = QuotedStudies(session)
        self.remarks = QVBoxLayout()
        self._arrange()

    def _arrange(self) -> None:
        sheet = QWidget()
        sheet.setProperty("pane", "panel")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 12)
        top.setSpacing(8)
        top.addWidget(self.title)
        self.facts.setHorizontalSpacing(10)
        self.facts.setVerticalSpacing(3)
        self.facts.setColumnStretch(1, 1)
        top.addLayout(self.facts)
        column.addLayout(top)
        column.addWidget(self.quoted)
        self._line = hair()
        column.addWidget(self._line)
        column.addWidget(self.study)
        self.remarks.setContentsMargins(12, 0, 12, 12)
        self.remarks.setSpacing(8)
        column.addLayout(self.remarks)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet.setMinimumWidth(1)
        area.setWidget(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_desk(self, desk: Desk | None) -> None:
        """Show the document on the desk; behind another tab it waits until it is seen."""
        self._waiting = desk
        self._waits = True
        # A dock behind another tab counts as visible for Qt, but nothing of it is on the screen.
        if self.isVisible() and not self.visibleRegion().isEmpty():
            self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._waits:
            QTimer.singleShot(0, self, self._show)

    def focus_quoted(self, position: int) -> None:
        """Show the study that the page quotes at a position, and give it the keyboard."""
        self._show()
        self.quoted.focus_card(position)

    def _show(self) -> None:
        if not self._waits:
            return
        self._waits, desk = False, self._waiting
        record: Record | None = desk.document.record if desk else None
        self.title.setText(
            (record.title or say("Without a title")) if record else say("No document is open.")
        )
        clear(self.facts)
        for row, (name, value) in enumerate(_known(desk)):
            self.facts.addWidget(words(name, "label", "2"), row, 0, Qt.AlignmentFlag.AlignTop)
            label = words(value, "small", "3" if value == say("not in the source") else "", wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.facts.addWidget(label, row, 1)
        self.quoted.show_desk(desk)
        has_study = desk is not None and any(s.voice is Voice.STUDY for s in desk.segments)
        self.study.setVisible(has_study)
        self._line.setVisible(has_study)
        clear(self.remarks)
        if desk is not None:
            if has_study:
                self.study.show_desk(desk)
            for each in desk.remarks:
                self.remarks.addWidget(flag_line(retold(each.message)))


def _known(desk: Desk | None) -> list[tuple[str, str]]:
    return [(name, value) for name, value in facts(desk.document) if value] if desk is not None else []
