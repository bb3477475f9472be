"""The docks beside the matrix: the claim in front with all its quotes, and the cell in front in full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reviewer.appraisal.bodies import instead_in_words
from reviewer.gui import theme
from reviewer.gui.fields import caption, clear, flag_line, hair, words
from reviewer.gui.lists import draw_words
from reviewer.gui.prose import Prose
from reviewer.gui.session import Session
from reviewer.gui.words_field import WordsField
from reviewer.gui.workspaces.synthesising.cards import Cards
from reviewer.gui.workspaces.synthesising.gathering import Card, Dossier, Rated
from reviewer.language import inside, quoted, say
from reviewer.synthesis.differing import Difference
from reviewer.synthesis.drift import Chain


class Pane(QScrollArea):
    """A dock that scrolls up and down."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(240)
        self.content = QWidget()
        self.content.setProperty("pane", "panel")
        self.content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(self.content)

    def sizeHint(self) -> QSize:
        return QSize(theme.size("dockRight"), 600)


class RatedLine(QWidget):
    """The certainty of one population: its name, the four circles, always the word."""

    def __init__(self, rated: Rated) -> None:
        super().__init__()
        self.rated = rated
        self.setFixedHeight(22)
        said = [
            rated.name,
            say("certainty {level}", level=inside(say(rated.grade.words))),
            instead_in_words(rated.grade.reason),
            rated.observed,
        ]
        self.setAccessibleName(", ".join(part for part in said if part))
        self.setToolTip(rated.observed or instead_in_words(rated.grade.reason))
        theme.notifier.themeChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        left = draw_words(painter, box, self.rated.name, "small", "text1", 600) + 10
        if self.rated.grade.level:
            signs = QRectF(left, 0, 60, box.height())
            left = theme.draw_certainty(painter, signs, self.rated.grade.level).right() + 8
        reason = f", {instead_in_words(self.rated.grade.reason)}" if self.rated.grade.reason else ""
        inside = box.adjusted(left, 0, 0, 0)
        ink = "text1" if self.rated.grade.level else "text3"
        draw_words(painter, inside, f"{say(self.rated.grade.words)}{reason}", "small", ink)
        painter.end()


class ClaimPane(Pane):
    """The claim in front: its certainties, every quote, why sources may differ, what others leave out."""

    quote_chosen = Signal(object)
    quote_opened = Signal(object)
    answered = Signal(object, bool)
    grade_wanted = Signal()
    noted = Signal(int, str, str)
    """The claim, its note as it was seen, and as it is now."""

    def __init__(self, session: Session) -> None:
        super().__init__(say("Claim"))
        self._session = session
        self.dossier: Dossier | None = None
        self.statement = Prose("", "claim")
        self.rated = QVBoxLayout()
        self.rated.setSpacing(0)
        self.grade = theme.KeyButton(say("Grade"), "G")
        self.grade.clicked.connect(self.grade_wanted)
        self.apart = words("", "small", "2", wrap=True)
        self._apart_icon = QLabel()
        self.cards = Cards()
        self.cards.chosen.connect(self.quote_chosen)
        self.cards.opened.connect(self.quote_opened)
        self.cards.answered.connect(self.answered)
        self.why = QVBoxLayout()
        self.note = WordsField(
            say("Note on the claim"), say("Say in your own words why"), "quote", framed=True, least=2
        )
        self.note.written.connect(self._write)
        self.drift = QVBoxLayout()
        self.empty = words(say("No claim is chosen."), "small", "3", wrap=True)
        self.empty.setContentsMargins(14, 12, 14, 12)
        self._build()
        theme.notifier.themeChanged.connect(self._redress)
        self.show_dossier(None)

    def _build(self) -> None:
        self.head = QWidget()
        top = QVBoxLayout(self.head)
        top.setContentsMargins(14, 12, 14, 12)
        top.setSpacing(8)
        top.addWidget(self.statement)
        line = QHBoxLayout()
        line.addLayout(self.rated, 1)
        line.addWidget(self.grade, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(line)
        self.apart_line = QWidget()
        row = QHBoxLayout(self.apart_line)
        row.setContentsMargins(0, 0, 0, 0)
        self._apart_icon.setFixedWidth(18)
        row.addWidget(self._apart_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.apart, 1)
        top.addWidget(self.apart_line)
        self.below = QWidget()
        bottom = QVBoxLayout(self.below)
        bottom.setContentsMargins(14, 12, 14, 16)
        bottom.setSpacing(8)
        bottom.addLayout(self.why)
        bottom.addWidget(caption(say("In your words"), self.note))
        bottom.addWidget(self.note)
        bottom.addLayout(self.drift)
        for widget in (self.empty, self.head, hair("line"), self.cards, self.below):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._redress()

    def _redress(self) -> None:
        self._apart_icon.setPixmap(theme.icon("compare", "contradicts").pixmap(14, 14))

    def show_dossier(self, dossier: Dossier | None) -> None:
        """Show a claim; None says that there is none."""
        before, self.dossier = self.dossier, dossier
        self.empty.setVisible(dossier is None)
        for widget in (self.head, self.cards, self.below):
            widget.setVisible(dossier is not None)
        self.setWindowTitle(
            say("Claim") if dossier is None else say("Claim {number}", number=dossier.claim.number)
        )
        if dossier is None or dossier == before:
            return
        if before is None or before.claim.id != dossier.claim.id:
            self.note.flush()
            self.verticalScrollBar().setValue(0)
        self.statement.setText(dossier.claim.statement)
        clear(self.rated)
        for rated in dossier.rated:
            self.rated.addWidget(RatedLine(rated))
        if not dossier.rated:
            self.rated.addWidget(words(say("No quotes, so no certainty."), "small", "3"))
        self.apart.setText(dossier.disagreement)
        self.apart_line.setVisible(bool(dossier.disagreement))
        self.cards.show_cards(dossier.cards)
        self._show_why(dossier)
        self.note.show_words(dossier.claim.note, self._session.places("claims", dossier.claim.id)("note"))
        self._show_drift(dossier.chains)

    def _show_why(self, dossier: Dossier) -> None:
        """Show remarks about the sources, and in what they differ; one source alone differs from nothing."""
        clear(self.why)
        for source, remarks in dossier.about:
            self.why.addWidget(words(say("About {source}", source=source), "label", "2", wrap=True))
            for remark in remarks:
                self.why.addWidget(flag_line(remark))
        title = say("Why they may differ") if dossier.disagreement else say("How the sources differ")
        if dossier.differences:
            self.why.addWidget(words(title, "small", "2"))
        for each in dossier.differences:
            self.why.addWidget(_difference(each))
        if dossier.disagreement and not dossier.differences:
            said = say("Nothing is stated in which the sources differ. Full texts may tell.")
            self.why.addWidget(words(said, "small", "3", wrap=True))

    def _show_drift(self, chains: Sequence[Chain]) -> None:
        clear(self.drift)
        if chains:
            self.drift.addWidget(words(say("From the study to others"), "small", "2"))
        for chain in chains:
            self.drift.addWidget(ChainView(chain))

    def _write(self, value: str) -> None:
        if self.dossier is not None:
            self.noted.emit(self.dossier.claim.id, self.note.draft.seen, value)


def _difference(difference: Difference) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 2, 0, 2)
    column.setSpacing(1)
    column.addWidget(words(say(difference.name), "label", "2"))
    for source, said in difference.stated:
        column.addWidget(words(f"{source}: {said}", "small", "", wrap=True))
    spoken = "; ".join(f"{source}: {said}" for source, said in difference.stated)
    box.setAccessibleName(f"{say(difference.name)}: {spoken}")
    return box


class ChainView(QWidget):
    """A claim on its way from a study to others, with what each of them leaves out."""

    def __init__(self, chain: Chain) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(2)
        column.addWidget(words(say("The study"), "label", "study"))
        column.addWidget(Prose(quoted(chain.study.sentence)))
        for step in chain.steps:
            column.addWidget(words(f"↓ {step.words}", "label", step.quote.voice.value, wrap=True))
            column.addWidget(Prose(quoted(step.sentence)))
        said = [step.words for step in chain.steps]
        self.setAccessibleName(say("From the study to others: {steps}", steps="; ".join(said)))


class CellPane(Pane):
    """The cell in front: who says it, each quote in full, or that nothing is said there."""

    quote_chosen = Signal(object)
    quote_opened = Signal(object)
    answered = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__(say("Cell"))
        self.setWindowTitle(say("Cell"))
        self.title = words("", "bodyStrong", wrap=True)
        self.title.setContentsMargins(14, 12, 14, 2)
        self.detail = words("", "small", "2", wrap=True)
        self.detail.setContentsMargins(14, 0, 14, 10)
        self.cards = Cards(whole=True)
        self.cards.chosen.connect(self.quote_chosen)
        self.cards.opened.connect(self.quote_opened)
        self.cards.answered.connect(self.answered)
        for widget in (self.title, self.detail, hair("line"), self.cards):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def show_cell(self, title: str, detail: str, cards: Sequence[Card]) -> None:
        """Show a cell by what stands above it and left of it."""
        self.title.setText(title)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.cards.show_cards(cards)
