"""This quote: where it stands, its exact words, and what the reviewer says of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions import claims as actions
from reviewer.actions.anchors import holds
from reviewer.gui import theme
from reviewer.gui.fields import LineField, caption, flag_line, words
from reviewer.gui.segments import Segments
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.chooser import STANCES
from reviewer.gui.workspaces.reading.desk import Desk, long_label
from reviewer.gui.workspaces.reading.signs import VoiceLine, icon_sign
from reviewer.language import quoted, say
from reviewer.model import Claim, Direction, Population, QuoteLink, Voice
from reviewer.text import one_line

DIRECTIONS = (
    (Direction.RISES.value, f"↑ {theme.DIRECTION_WORDS[Direction.RISES]}", "D ↑"),
    (Direction.FALLS.value, f"↓ {theme.DIRECTION_WORDS[Direction.FALLS]}", "D ↓"),
    (Direction.NO_CHANGE.value, f"→ {theme.DIRECTION_WORDS[Direction.NO_CHANGE]}", "D →"),
    (Direction.UNCLEAR.value, f"? {theme.DIRECTION_WORDS[Direction.UNCLEAR]}", "D ?"),
)
OF_THE_QUOTE = {
    "population_words": say("Population of the quote"),
    "intervention": say("Intervention of the quote"),
    "comparator": say("Comparator of the quote"),
    "outcome": say("Outcome of the quote"),
}
"""What the fields of a quote are called, by what `edit_quote` calls them."""
PICO = (
    ("population_words", "population", say("Population")),
    ("intervention", "intervention", say("Intervention")),
    ("comparator", "comparator", say("Comparator")),
    ("outcome", "outcome", say("Outcome")),
)
"""Field of the action, field of Pico, word of the form."""


LONGEST = 2_000
"""Characters of a quote that the form shows; the page shows all of it."""


def anchor(desk: Desk, link: QuoteLink) -> str:
    """Return where a quote stands, as in "p. 4, ¶2, characters 776–828"."""
    number, page = desk.paragraph(link.span.start), desk.document.page_of(link.span.start)
    places = [say("p. {page}", page=page)] if page else []
    places += [f"¶{number}"] if number else []
    places.append(say("characters {start}–{end}", start=link.span.start, end=link.span.end))
    return ", ".join(places)


class PopulationButton(QToolButton):
    """Which body of evidence the words belong to; a menu of the populations, and a way to a new one."""

    picked = Signal(object)
    named = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFont(theme.font("small"))
        self.setProperty("type", "small")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self._known: list[Population] = []
        self.setMenu(self._menu)

    def show_population(self, desk: Desk, chosen: int | None) -> None:
        """Show the population chosen, and offer the others."""
        population = desk.populations.get(chosen or 0)
        short = (population.short or population.name) if population else say("Population")
        self.setText(f"{QFontMetrics(self.font()).elidedText(short, Qt.TextElideMode.ElideRight, 110)} ▾")
        told = population.name if population else say("no population chosen yet")
        self.setAccessibleName(say("Body of evidence: {population}", population=told))
        self.setToolTip(say("Body of evidence: {population}. Populations are graded apart.", population=told))
        self._known = list(desk.populations.values())

    def _fill(self) -> None:
        """Fill the menu as it opens: what is chosen in it shows the quote anew while its entry still acts."""
        self._menu.clear()
        for each in self._known:
            self._menu.addAction(each.name, lambda id=each.id: self.picked.emit(id))  # type: ignore[misc]
        self._menu.addAction(say("Not stated"), lambda: self.picked.emit(None))
        self._menu.addSeparator()
        self._menu.addAction(say("New population from these words"), self.named.emit)


class QuoteForm(QWidget):
    """The middle of the claim dock. Everything is saved as soon as it is chosen or typed."""

    find_asked = Signal()
    """The words should be found again in the text."""
    study_asked = Signal()
    """The study that the page quotes here should be shown, or found."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.desk: Desk | None = None
        self.link: QuoteLink | None = None
        self.setProperty("pane", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.place = words("", "small", "2")
        self.match = icon_sign("check", "ok", say("The words still stand here"))
        self.lost = flag_line(say("These words no longer stand here. The quote is kept as it was."))
        self.find_again = QPushButton(say("Find the words again"))
        self.find_again.setProperty("link", True)
        self.exact = words("", "quote", wrap=True)
        self.exact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.voice = VoiceLine()
        self.stance = Segments(say("Stance towards the claim"), STANCES)
        self.direction = Segments(say("Direction of effect"), DIRECTIONS, optional=True)
        self.background = QCheckBox(say("Background, not a result"))
        self.population = PopulationButton()
        self.fields = {action: LineField(OF_THE_QUOTE[action]) for action, *_ in PICO}
        self.fields["note"] = LineField(say("Note on the quote"), say("Add a note on these words"))
        self.flags = QVBoxLayout()
        self._flags_shown: list[str] = []
        self.study = QPushButton()
        self.study.setProperty("link", True)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(words(say("This quote"), "label", "2"))
        top.addStretch(1)
        top.addWidget(self.place)
        top.addWidget(self.match)
        column.addLayout(top)
        column.addSpacing(6)
        column.addWidget(self.exact)
        column.addSpacing(3)
        voice = QHBoxLayout()
        voice.addWidget(self.voice, 1)
        voice.addWidget(self.population)
        column.addLayout(voice)
        column.addWidget(self.lost)
        column.addWidget(self.find_again, 0, Qt.AlignmentFlag.AlignLeft)
        for title, choice in (
            (say("Stance towards the claim"), self.stance),
            (say("Direction of effect"), self.direction),
        ):
            column.addSpacing(9)
            column.addWidget(words(title, "label", "2"))
            column.addSpacing(4)
            column.addWidget(choice)
        column.addSpacing(4)
        column.addWidget(self.background)
        column.addSpacing(4)
        column.addLayout(self._grid())
        self.flags.setSpacing(6)
        self.flags.setContentsMargins(0, 8, 0, 0)
        column.addLayout(self.flags)
        column.addSpacing(4)
        column.addWidget(self.study, 0, Qt.AlignmentFlag.AlignLeft)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for row, (action, word) in enumerate([*((a, w) for a, _, w in PICO), ("note", say("Note"))]):
            label = caption(word, self.fields[action])
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.fields[action], row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _connect(self) -> None:
        self.stance.chosen.connect(lambda value: self.change(stance=value))
        self.direction.chosen.connect(lambda value: self.change(direction=value))
        self.background.clicked.connect(lambda on: self.change(background=on))
        self.population.picked.connect(lambda id: self.change(population=id))
        self.population.named.connect(self._add_population)
        self.find_again.clicked.connect(self.find_asked)
        self.study.clicked.connect(self.study_asked)
        for action, field in self.fields.items():
            field.written.connect(lambda value, action=action: self._write(action, value))

    def _write(self, action: str, value: str) -> None:
        if self.link is not None:
            seen = {"population" if action == "population_words" else action: self.fields[action].draft.seen}
            row = ("quotes", self.link.id, {**seen})
            self.session.edit(row, actions.edit_quote, self.link.id, merge=True, **{action: value})

    def change(self, *, merge: bool = False, **fields: str | int | None) -> None:
        """Change the quote shown."""
        if self.link is not None:
            self.session.perform(actions.edit_quote, self.link.id, merge=merge, **fields)

    def _add_population(self) -> None:
        name = self.fields["population_words"].text().strip()
        made = self.session.perform(actions.add_population, name) if self.link is not None else None
        if made is not None:
            self.change(population=made.created)

    def save(self) -> None:
        """Save what is being typed, before another quote is shown."""
        for field in self.fields.values():
            field.flush()

    def show_quote(self, desk: Desk, claim: Claim, link: QuoteLink) -> None:
        """Show a quote of the document on the desk; fields left empty show the claim's value in grey."""
        if self.link is not None and self.link.id != link.id:
            self.save()
        self.desk, self.link = desk, link
        self.place.setText(anchor(desk, link))
        found = holds(desk.document, link)
        self.match.setVisible(found)
        self.lost.setVisible(not found)
        self.find_again.setVisible(not found)
        self.study.setVisible(link.second_hand)
        self.study.setText(say("Find the study…") if link.origin is None else say("Show the study quoted"))
        self.exact.setText(quoted(one_line(link.span.exact, LONGEST)))
        self._show_voice(desk, link)
        self.stance.show_value(link.stance.value)
        self.direction.show_value(link.direction.value if link.direction else "")
        self.population.setVisible(link.voice is Voice.STUDY)
        self.background.setVisible(link.voice is Voice.STUDY)
        self.background.setChecked(link.background)
        self.population.show_population(desk, link.population)
        place = self.session.places("quotes", link.id)
        for action, name, _ in PICO:
            general = getattr(claim.pico, name)
            self.fields[action].setPlaceholderText(general or say("Not stated"))
            self.fields[action].show_words(getattr(link.pico, name), place(name))
        self.fields["note"].show_words(link.note, place("note"))

    def _show_voice(self, desk: Desk, link: QuoteLink) -> None:
        segment = desk.segment_at(link.span.start)
        told = long_label(segment) if segment is not None else say("Set aside")
        if link.voice is Voice.NONE and segment is not None and segment.voice is not Voice.NONE:
            told = say("Crosses a voice boundary, counts for no voice")
        elif segment is not None and segment.attribution and segment.attribution.name:
            told = f"{told}, {segment.attribution.name}"
        self.voice.show_voice(link.voice.value, told)

    def show_flags(self, messages: list[str]) -> None:
        """Show what deserves a second look, each with a triangle."""
        if messages == self._flags_shown:
            return
        self._flags_shown = list(messages)
        while (item := self.flags.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        for message in messages:
            self.flags.addWidget(flag_line(message))
