"""The studies that a page quotes: from which record the words are, how alike, and what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reviewer.actions import quoted as actions
from reviewer.gui import theme
from reviewer.gui.fields import clear, hair, words
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.chooser import Chooser, Option
from reviewer.gui.workspaces.reading.desk import Desk, begin, short_source
from reviewer.gui.workspaces.reading.signs import Link
from reviewer.language import retold, say
from reviewer.library import documents
from reviewer.model import Document, Tie
from reviewer.separation.quoted import Piece

AROUND = 4
"""Words shown on either side of a change; of longer stretches that are the same only the ends are."""
MOST = 60
"""Runs of words that are shown."""
OFFERED = 30
"""Documents offered for what was typed."""


def source_of(document: Document) -> str:
    """Return a record as a line, as in "Title. Journal 2011"."""
    title = (document.record.title or say("Without a title")).rstrip(".")
    short = short_source(document)
    return f"{title}. {short}" if document.record.container else title


def marked(pieces: Sequence[Piece]) -> str:
    """Return the changed words as rich text: underlined on the page only, struck out in the record only."""
    return " ".join(_marked(pieces[:MOST])) + (" …" if len(pieces) > MOST else "")


def _marked(pieces: Sequence[Piece]) -> Iterator[str]:
    for number, piece in enumerate(pieces):
        shown = escape(" ".join(piece.words.split()))
        if piece.how == "added":
            yield f"<b><u>{shown}</u></b>"
        elif piece.how == "left out":
            yield f"<s>{shown}</s>"
        else:
            yield escape(_shortened(piece.words, number == 0, number == len(pieces) - 1))


def _shortened(same: str, first: bool, last: bool) -> str:
    found = same.split()
    if len(found) <= 2 * AROUND + 1:
        return " ".join(found)
    head = [] if first else found[:AROUND]
    tail = [] if last else found[-AROUND:]
    return " ".join([*head, "…", *tail])


def read_aloud(pieces: Iterable[Piece]) -> str:
    """Return the changed words for those who do not see the marks."""
    changed = [(piece.how, " ".join(piece.words.split())) for piece in pieces if piece.how != "same"]
    return "; ".join(
        say("added: {words}", words=words) if how == "added" else say("left out: {words}", words=words)
        for how, words in changed
    )


class QuotedCard(QWidget):
    """One study quoted here: its record, the likeness, the changed words, and what a person can say of it."""

    def __init__(self, session: Session, desk: Desk, here: actions.QuotedHere) -> None:
        super().__init__()
        self.session, self.desk, self.here = session, desk, here
        self.link = Link()
        self.state = words("", "small", "2", wrap=True)
        self.changes = QLabel(wordWrap=True)
        self.legend = words(
            say("Underlined: only on this page. Struck out: only in the record."), "meta", "3", wrap=True
        )
        self.confirm = theme.KeyButton(say("This is the study"), primary=True)
        self.reject = theme.KeyButton(say("Not this study"))
        self.find = theme.KeyButton(say("Find the study…"))
        self.chooser = Chooser(self)
        self._arrange()
        self._connect()
        self._fill()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addWidget(words(say("Quoted from"), "label", "2"))
        for label, type in ((self.link, "small"), (self.changes, "quote")):
            label.setProperty("type", type)
            label.setFont(theme.font(type))
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setMinimumWidth(1)
        for widget in (self.link, self.state, self.changes, self.legend):
            column.addWidget(widget)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.confirm)
        first.addWidget(self.reject)
        first.addStretch(1)
        second.addWidget(self.find)
        second.addStretch(1)
        column.addLayout(first)
        column.addLayout(second)

    def _connect(self) -> None:
        self.link.followed.connect(self.go)
        self.confirm.clicked.connect(lambda: self._say(actions.confirm_study))
        self.reject.clicked.connect(lambda: self._say(actions.reject_study))
        self.find.clicked.connect(self.choose)

    def _fill(self) -> None:
        found = self.here.comparison
        tied = found is not None
        self.link.setVisible(tied)
        self.reject.setVisible(tied)
        if found is None:
            self.state.setText(say("“{words}” is tied to no study of this library.", words=self._words()))
            for widget in (self.changes, self.legend, self.confirm):
                widget.hide()
            return
        source = source_of(found.study)
        self.link.show_words(source, say("Quoted from {source}", source=source))
        self.state.setText(self._state(found))
        changed = any(piece.how != "same" for piece in found.pieces)
        self.changes.setText(marked(found.pieces))
        self.changes.setAccessibleName(read_aloud(found.pieces))
        for widget in (self.changes, self.legend):
            widget.setVisible(changed and bool(found.place))
        self.confirm.setVisible(found.tie.state is Tie.PROPOSED)

    def _words(self) -> str:
        return begin(self.desk.text[self.here.start : self.here.end])

    def _state(self, found: actions.Comparison) -> str:
        tie = found.tie
        alike = (
            say("Word for word")
            if tie.likeness >= 1
            else say("{share} % of the words are alike", share=int(100 * tie.likeness))
        )
        if tie.state is Tie.PROPOSED:
            if tie.reason == "the words are alike":
                return say("{alike}. A proposal; counted once already.", alike=alike)
            return say(
                "{alike}. Proposed because {reason}. A proposal; counted once already.",
                alike=alike,
                reason=retold(tie.reason),
            )
        who = self.session.read(documents.reviewer_name, tie.reviewer)
        return say("{alike}. Confirmed by {who}. Counted once.", alike=alike, who=who)

    def go(self) -> None:
        """Go to the words in the record."""
        found = self.here.comparison
        if found is not None:
            self.session.go("read", document=found.study.id, span=found.place)

    def _say(self, action: object) -> None:
        self.session.perform(action, self.desk.document.id, self.here.start)

    # ------------------------------------------------------------------ by hand

    def choose(self) -> None:
        """Ask which document reports the study; the likeliest are offered first."""
        near = self.session.read(actions.find_studies, self.desk.document.id, self.here.start)
        place = self.find.mapToGlobal(QPoint(0, self.find.height() + 2))
        self.chooser.ask(
            say("The document that reports this study"), lambda typed: self._options(near, typed), place
        )

    def _options(self, near: Sequence[actions.Candidate], typed: str) -> list[Option]:
        alike = {each.study: say("{share} % alike", share=int(100 * each.match.likeness)) for each in near}
        found = self.session.read(documents.rows, typed)
        order = [id for id in alike if not typed or id in set(found)]
        order += [id for id in found if id not in alike and id != self.desk.document.id]
        rows = self.session.read(documents.page, order[:OFFERED])
        return [
            Option(row.title or row.source, alike.get(row.id, row.detail), "", "■", self._chosen(row.id))
            for row in rows
        ]

    def _chosen(self, study: int) -> object:
        return lambda: self.session.perform(
            actions.choose_study, self.desk.document.id, self.here.start, study
        )


class QuotedStudies(QWidget):
    """A card for each study that the document quotes; nothing when it quotes none."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.cards: list[QuotedCard] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def show_desk(self, desk: Desk | None) -> None:
        """Show the studies quoted in the document on the desk."""
        clear(self.column)
        second_hand = desk is not None and any(segment.second_hand for segment in desk.segments)
        here = self.session.read(actions.quoted_here, desk.document.id) if desk and second_hand else []
        self.cards = [QuotedCard(self.session, desk, each) for each in here if desk is not None]
        for card in self.cards:
            self.column.addWidget(hair())
            self.column.addWidget(card)
        self.setVisible(bool(self.cards))

    def focus_card(self, position: int) -> None:
        """Give the keyboard to the study quoted at a position, else to the first."""
        cards = [card for card in self.cards if card.here.start <= position < card.here.end] or self.cards
        if cards:
            way = cards[0].find if cards[0].here.comparison is None else cards[0].link
            way.setFocus(Qt.FocusReason.OtherFocusReason)
