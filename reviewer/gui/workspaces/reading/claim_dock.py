"""The claim dock: the statement, its tags and certainty; this quote; who else says so; note and history."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions import claims as actions
from reviewer.gui import theme
from reviewer.gui.fields import LineField, caption, clear, hair, words
from reviewer.gui.segments import Segments
from reviewer.gui.session import Session
from reviewer.gui.words_field import WordsField
from reviewer.gui.workspaces.reading.desk import Body, Desk, label_inside, short_source
from reviewer.gui.workspaces.reading.elsewhere_row import Elsewhere
from reviewer.gui.workspaces.reading.flow import Flow
from reviewer.gui.workspaces.reading.quote_form import DIRECTIONS, PICO, QuoteForm
from reviewer.gui.workspaces.reading.signs import TagChip, certainty_sign
from reviewer.language import day_of_year, listed, retold, say, say_count
from reviewer.library import documents, journal
from reviewer.model import Claim, Document, Op, QuoteLink, Voice

NAME = 140
"""Pixels a population's name takes at most beside its certainty."""
NUMBERS = {
    2: say("Two populations, graded apart, never pooled"),
    3: say("Three populations, graded apart, never pooled"),
    4: say("Four populations, graded apart, never pooled"),
    5: say("Five populations, graded apart, never pooled"),
    6: say("Six populations, graded apart, never pooled"),
    7: say("Seven populations, graded apart, never pooled"),
    8: say("Eight populations, graded apart, never pooled"),
    9: say("Nine populations, graded apart, never pooled"),
}
"""What stands over so many bodies of evidence."""


def indented(layout: QLayout) -> QLayout:
    """Give a layout the margin that a field without a frame has inside."""
    layout.setContentsMargins(6, 0, 6, 0)
    return layout


class Head(QWidget):
    """Statement, tags and certainty of the claim."""

    tag_wanted = Signal()
    untag_wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._tags_shown: list[tuple[int, str, str]] | None = None
        self._bodies_shown: tuple[list[Body], str] | None = None
        theme.notifier.themeChanged.connect(self._forget_shown)  # another font takes another width
        self.statement = WordsField(
            say("Statement of the claim"),
            say("What the evidence shows, in your words"),
            "claim",
            3,
            one_line=True,
        )
        self.tags = Flow()
        self.certainties = QGridLayout()
        self.certainties.setHorizontalSpacing(10)
        self.certainties.setVerticalSpacing(3)
        self.certainties.setColumnStretch(4, 1)
        self.grade = theme.KeyButton(say("Grade"), "G")
        self.grade.setAccessibleName(say("Grade this claim"))
        self.apart = words("", "meta", "3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 7, 6, 12)
        column.setSpacing(5)
        column.addWidget(self.statement)
        column.addLayout(indented(self.tags))
        self._row = QHBoxLayout()
        self._row.addLayout(self.certainties)
        self._row.addStretch(1)
        self._row.addWidget(self.grade, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(indented(self._row))
        column.addWidget(self.apart)
        self.apart.setContentsMargins(6, 0, 6, 0)

    def show_claim(self, desk: Desk, claim: Claim) -> None:
        """Show a claim; the statement keeps its caret."""
        self.statement.show_words(claim.statement, self.session.places("claims", claim.id)("statement"))
        self._show_tags(desk, claim)
        self._show_certainty(desk, claim)

    def _forget_shown(self) -> None:
        self._tags_shown = self._bodies_shown = None

    def _show_tags(self, desk: Desk, claim: Claim) -> None:
        known = [desk.tags[id] for id in claim.tags if id in desk.tags]
        shown = [(tag.id, desk.path_of(tag), desk.hue_of(tag)) for tag in known]
        if shown == self._tags_shown:  # making widgets is what a stance would wait for longest
            return
        self._tags_shown = shown
        clear(self.tags)
        for id, path, hue in shown:
            chip = TagChip(path, hue)
            chip.removed.connect(lambda id=id: self.untag_wanted.emit(id))
            self.tags.addWidget(chip)
        more = TagChip(say("add tag"), "", "T")
        more.clicked.connect(self.tag_wanted)
        self.tags.addWidget(more)
        self.tags.invalidate()

    def _show_certainty(self, desk: Desk, claim: Claim) -> None:
        bodies = desk.bodies(claim.id, self.session.reviewer.id)
        reason = desk.not_gradable(claim.id) if not bodies else ""
        if (list(bodies), reason) == self._bodies_shown:
            return
        self._bodies_shown = list(bodies), reason
        clear(self.certainties)
        for row, body in enumerate(bodies):
            self._show_body(row, body)
        if not bodies:
            told = say("Not gradable: {reason}", reason=reason) if reason else say("No quotes yet")
            self.certainties.addWidget(words(told, "small", "2"), 0, 0)
        self.grade.setEnabled(bool(bodies))
        many = len(bodies) > 1
        count = len(bodies)
        apart = say("{count} populations, graded apart, never pooled", count=count)
        self.apart.setText(NUMBERS.get(count, apart) if many else "")
        self.apart.setVisible(many)
        self._fit()

    def _fit(self) -> None:
        """Let the columns come closer where room is short, and put the button below where that is no help."""
        for place in range(self.certainties.count()):
            self.certainties.itemAt(place).widget().show()  # what Qt has not shown yet has no width for it
        for spacing, gap in ((10, 12), (5, 6)):
            self.certainties.setHorizontalSpacing(spacing)
            needed = self.certainties.sizeHint().width() + self.grade.sizeHint().width() + gap
            if beside := needed <= self._room():
                break
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if beside else down)
        self._row.setAlignment(
            self.grade, Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignLeft
        )

    def _room(self) -> int:
        """Return the width of the row; its layout has the old one when the dock has just been resized."""
        column = self.layout()
        margins = [self._row.contentsMargins()] + ([column.contentsMargins()] if column is not None else [])
        return self.width() - sum(each.left() + each.right() for each in margins)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_body(self, row: int, body: Body) -> None:
        font = theme.font("small", weight=600)
        metrics = QFontMetrics(font)
        name = words(metrics.elidedText(body.name, Qt.TextElideMode.ElideRight, NAME), "small")
        name.setFont(font)
        name.setMinimumWidth(metrics.horizontalAdvance(name.text()) + 1)  # or the layout cuts it
        name.setToolTip(body.name)
        self.certainties.addWidget(name, row, 0)
        if body.level is None:
            self.certainties.addWidget(words(body.instead, "small", "3"), row, 1, 1, 2)
        else:
            self.certainties.addWidget(certainty_sign(body.level), row, 1)
            self.certainties.addWidget(words(theme.CERTAINTY_WORDS[body.level], "small"), row, 2)
        if body.participants is not None:
            self.certainties.addWidget(words(f"n = {body.participants}", "small", "2"), row, 3)


OF_THE_CLAIM = {
    "population_words": say("Population of the claim"),
    "intervention": say("Intervention of the claim"),
    "comparator": say("Comparator of the claim"),
    "outcome": say("Outcome of the claim"),
}
"""What the fields of a claim in general are called, by what `edit_claim` calls them."""


class General(QWidget):
    """What the claim says in general: its short form and PICO, folded away until wanted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.claim = 0
        self.opener = QToolButton(text=say("The claim in general"))
        self.opener.setIcon(theme.icon("right", "text3"))
        self.opener.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.opener.setFont(theme.font("label"))
        self.form = QWidget()
        self.fields = {"label": LineField(say("Short form for the margin"), say("Short form for the margin"))}
        self.fields |= {action: LineField(OF_THE_CLAIM[action]) for action, *_ in PICO}
        grid = QGridLayout(self.form)
        grid.setContentsMargins(6, 4, 6, 4)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(10)
        for row, (action, word) in enumerate(
            [("label", say("In the margin")), *((a, w) for a, _, w in PICO)]
        ):
            label = caption(word, self.fields[action])
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.fields[action], row, 1)
            self.fields[action].written.connect(lambda value, action=action: self._write(action, value))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        grid.addWidget(words(say("Direction of effect"), "label", "2"), grid.rowCount(), 0, 1, 2)
        self.direction = Segments(say("Direction of effect of the claim"), DIRECTIONS, optional=True)
        grid.addWidget(self.direction, grid.rowCount(), 0, 1, 2)
        self.direction.chosen.connect(self._turn)
        column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.form)
        self.form.hide()
        self.opener.clicked.connect(lambda: self.open())

    def open(self, on: bool | None = None) -> None:
        """Unfold the fields, or fold them; None does the other."""
        on = self.form.isHidden() if on is None else on
        self.form.setVisible(on)
        name = "down" if on else "right"
        self.opener.setProperty("icon", name)
        self.opener.setIcon(theme.icon(name, "text3"))
        self.opener.setAccessibleName(
            say("The claim in general, open") if on else say("The claim in general, closed")
        )

    def _write(self, action: str, value: str) -> None:
        seen = {"population" if action == "population_words" else action: self.fields[action].draft.seen}
        self.session.edit(
            ("claims", self.claim, {**seen}), actions.edit_claim, self.claim, merge=True, **{action: value}
        )

    def _turn(self, value: str) -> None:
        self.session.perform(actions.edit_claim, self.claim, direction=value)

    def show_claim(self, claim: Claim) -> None:
        """Show the claim's own fields."""
        if claim.id != self.claim:
            for field in self.fields.values():
                field.flush()
        self.claim = claim.id
        place = self.session.places("claims", claim.id)
        self.fields["label"].show_words(claim.label, place("label"))
        for action, name, _ in PICO:
            self.fields[action].show_words(getattr(claim.pico, name), place(name))
        self.direction.show_value(claim.direction.value if claim.direction else "")


class ClaimDock(QWidget):
    """Everything about the claim selected. Its window title is the title of the dock."""

    tag_wanted = Signal()
    untag_wanted = Signal(int)
    quote_asked = Signal(int)
    history_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.claim: Claim | None = None
        self._sources: dict[int, Document] = {}
        self._others: list[tuple[QuoteLink, str, str]] | None = None
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = Head(session)
        self.quote = QuoteForm(session)
        self.also_title = words(say("Also said in"), "label", "2")
        self.also_count = words("", "small", "3")
        self.also = QVBoxLayout()
        self.note = WordsField(say("Note on the claim"), say("Add a note"), "small", ink="text2")
        self.general = General(session)
        self.person = words("", "meta", "3")
        self.changes = QPushButton()
        self.changes.setProperty("link", True)
        self.changes.setFont(theme.font("meta"))
        self.empty = words("", "body", "3", wrap=True)
        self.empty.setMargin(12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.sheet = QWidget()
        self.sheet.setProperty("pane", "panel")
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self._lines = [hair(), hair()]
        column.addWidget(self._lines[0])
        column.addWidget(self.quote)
        column.addWidget(self._lines[1])
        column.addLayout(self._low())
        column.addStretch(1)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet.setMinimumWidth(1)  # rather a cut line than a dock that scrolls sideways
        self.area.setWidget(self.sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.empty)
        whole.addWidget(self.area, 1)

    def _low(self) -> QVBoxLayout:
        low = QVBoxLayout()
        low.setContentsMargins(6, 10, 6, 12)
        low.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self.also_title)
        top.addStretch(1)
        top.addWidget(self.also_count)
        low.addLayout(indented(top))
        low.addLayout(indented(self.also))
        low.addSpacing(4)
        note = words(say("Note"), "label", "2")
        note.setContentsMargins(6, 0, 0, 0)
        low.addWidget(note)
        low.addWidget(self.note)
        low.addWidget(self.general)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 6, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(self.person)
        foot.addWidget(self.changes)
        foot.addStretch(1)
        low.addLayout(foot)
        return low

    def _connect(self) -> None:
        self.head.tag_wanted.connect(self.tag_wanted)
        self.head.untag_wanted.connect(self.untag_wanted)
        self.head.statement.written.connect(self._write_statement)
        self.note.written.connect(lambda value: self._write("note", value, self.note.draft.seen))
        self.changes.clicked.connect(self.history_asked)

    def _write_statement(self, value: str) -> None:
        if value.strip():
            self._write("statement", value, self.head.statement.draft.seen)

    def _write(self, field: str, value: str, seen: str) -> None:
        if self.claim is not None:
            row = ("claims", self.claim.id, {field: seen})
            self.session.edit(row, actions.edit_claim, self.claim.id, merge=True, **{field: value})

    # ------------------------------------------------------------------ showing

    def fields(self) -> list[WordsField | LineField]:
        """Return every field of words, in reading order."""
        quoted = self.quote.fields.values()
        return [self.head.statement, *quoted, self.note, *self.general.fields.values()]

    def edit(self, field: QWidget) -> None:
        """Bring a field into sight with the keyboard in it."""
        self.area.ensureWidgetVisible(field, 0, 40)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Save whatever is being typed, before another claim is shown."""
        for field in self.fields():
            field.flush()

    def show_claim(self, desk: Desk | None, claim: Claim | None, link: QuoteLink | None) -> None:
        """Show a claim and one quote of it; without either, what to do next."""
        if self.claim is not None and (claim is None or claim.id != self.claim.id):
            self.save()
        self.claim = claim
        shown = desk is not None and claim is not None
        self.area.setVisible(shown)
        self.empty.setVisible(not shown)
        self.setWindowTitle(say("Claim {number}", number=claim.number) if claim is not None else say("Claim"))
        if desk is None or claim is None:
            none = desk is None or not desk.claims
            self.empty.setText(
                say("No claims yet. Select words and press Q.")
                if none
                else say("No claim is selected. J goes to the first.")
            )
            return
        self.head.show_claim(desk, claim)
        self.quote.setVisible(link is not None)
        self._lines[1].setVisible(link is not None)
        if link is not None:
            self.quote.show_quote(desk, claim, link)
        self._show_others(desk, claim, link)
        self.note.show_words(claim.note, self.session.places("claims", claim.id)("note"))
        self.general.show_claim(claim)
        self._show_history(claim, desk)

    def _show_others(self, desk: Desk, claim: Claim, link: QuoteLink | None) -> None:
        others = [other for other in desk.quotes_of(claim.id) if link is None or other.id != link.id]
        rows = [(other, _voice_word(other), self._place_of(desk, other)) for other in others]
        if rows == self._others:  # the same words stay, with the keyboard where it was
            return
        self._others = rows
        while self.also.count() < len(rows):
            row = Elsewhere()
            row.asked.connect(self.quote_asked)
            self.also.addWidget(row)
        for place in range(self.also.count()):
            row = self.also.itemAt(place).widget()
            if place < len(rows):
                row.show_quote(*rows[place])
            row.setVisible(place < len(rows))
        elsewhere = len({other.span.document for other in others} - {desk.document.id})
        told = [say_count(elsewhere, "{n} other document", "{n} other documents")] if elsewhere else []
        told += [say("this document")] if any(o.span.document == desk.document.id for o in others) else []
        self.also_count.setText(listed(told))
        self.also_title.setText(say("Also said in") if others else say("Said nowhere else yet"))

    def _place_of(self, desk: Desk, link: QuoteLink) -> str:
        if link.span.document == desk.document.id:
            segment = desk.segment_at(link.span.start)
            here = say("¶{paragraph} here", paragraph=desk.paragraph(link.span.start))
            return f"{here}, {label_inside(segment)}" if segment is not None else here
        if link.span.document not in self._sources:
            self._sources[link.span.document] = self.session.read(documents.document, link.span.document)
        parts = [short_source(self._sources[link.span.document])]
        population = desk.populations.get(link.population or 0)
        study = desk.studies.get(link.span.document)
        if link.voice is Voice.STUDY:
            who = [population.short or population.name] if population else []
            who += [f"n = {study.participants}"] if study and study.participants is not None else []
            parts += [", ".join(who)] if who else []
        return " · ".join(parts)

    def _show_history(self, claim: Claim, desk: Desk) -> None:
        ops: dict[int, Op] = {op.id: op for op in self.session.read(journal.ops_of, "claims", claim.id)}
        for link in desk.quotes_of(claim.id):
            ops |= {op.id: op for op in self.session.read(journal.ops_of, "quotes", link.id)}
        newest = ops[max(ops)] if ops else None
        told = (
            say("{reviewer} · edited {time}", reviewer=newest.reviewer, time=_clock(newest.time)) + " · "
            if newest
            else ""
        )
        self.person.setText(told)
        self.changes.setVisible(bool(ops))
        self.changes.setText(say_count(len(ops), "{n} change", "{n} changes"))
        lines = [f"{_clock(ops[id].time)}  {retold(ops[id].label)}" for id in sorted(ops, reverse=True)[:12]]
        self.changes.setToolTip("\n".join(lines))


def _voice_word(link: QuoteLink) -> str:
    if link.voice is Voice.STUDY:
        return say("Study, second-hand") if link.second_hand else say("Study")
    return theme.VOICE_WORDS[link.voice] if link.voice is not Voice.NONE else say("Set aside")


def _clock(time: str) -> str:
    when = datetime.fromisoformat(time).astimezone()
    today = datetime.now().astimezone().date()
    return f"{when:%H:%M}" if when.date() == today else day_of_year(when)
