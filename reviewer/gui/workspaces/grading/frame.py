"""What frames the sheet: tabs and rule set above, buttons below, and the page for what is not gradable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.appraisal.instrument import RuleSet
from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.workspaces.grading.bodies import Body
from reviewer.gui.workspaces.grading.choices import Choice, ChoiceBar
from reviewer.gui.workspaces.grading.rows import MARGIN
from reviewer.gui.workspaces.grading.signs import Prose
from reviewer.language import say

NARROW = 780
"""Pixels below which the strip shortens its words."""


def short_of(title: str) -> str:
    """Return the short form of a tab's title, as in "OCEBM 4" for "Level (OCEBM)  4"."""
    before, bracket, after = title.partition("(")
    return " ".join(after.replace(")", " ").split()) if bracket else before


class TopStrip(QWidget):
    """Tabs of the forms that fit, a menu of all others, and the rule set by name."""

    chosen = Signal(str)
    """The id of a form: "grade" or an instrument."""
    rule_set_chosen = Signal(str)

    def __init__(self, rule_sets: Sequence[RuleSet]) -> None:
        super().__init__()
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN - 12, 0, MARGIN, 1)
        row.setSpacing(8)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName(say("Checklists"))
        self.tabs.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.tabs.currentChanged.connect(self._tell)
        self.tabs.tabBarClicked.connect(self._tell_again)
        self.others = self._menu_button()
        self.others.setText(say("Other checklists"))
        self.menu = self.others.menu()
        row.addWidget(self.tabs)
        row.addWidget(self.others)
        row.addStretch(1)
        row.addWidget(self._rules(rule_sets))
        self._telling, self._narrow = True, False
        self._titles: dict[str, str] = {}
        theme.notifier.themeChanged.connect(self._dress)
        self._dress()

    def _rules(self, rule_sets: Sequence[RuleSet]) -> QToolButton:
        self.rules = self._menu_button()
        self.rules.setAccessibleName(say("Rule set"))
        self.rule_actions = QActionGroup(self)
        for rule_set in rule_sets:
            action = QAction(say(rule_set.label), self.rules)
            action.setCheckable(True)
            action.setData(rule_set.id)
            action.setToolTip(rule_set.guidance and say(rule_set.guidance))
            action.triggered.connect(lambda _on=False, id=rule_set.id: self.rule_set_chosen.emit(id))
            self.rule_actions.addAction(action)
            self.rules.menu().addAction(action)
        return self.rules

    def _menu_button(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("type", "small")
        button.setProperty("tone", "2")
        button.setFont(theme.font("small"))
        button.setIconSize(QSize(12, 12))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu.setToolTipsVisible(True)
        button.setMenu(menu)
        return button

    def _dress(self) -> None:
        """Draw the icons in the colours in force."""
        for button in (self.others, self.rules):
            button.setIcon(theme.icon("down", "text2"))

    def _tell(self, place: int) -> None:
        if self._telling and place >= 0:
            self.chosen.emit(self.tabs.tabData(place))

    def _tell_again(self, place: int) -> None:
        """Tell a tab that is in front already: the agreement may stand before its page."""
        if place == self.tabs.currentIndex():
            self._tell(place)

    def show_forms(self, forms: Sequence[tuple[str, str]], current: str) -> None:
        """Show these (id, title) tabs with one in front."""
        self._titles = dict(forms)
        self._telling = False
        shown = [self.tabs.tabData(place) for place in range(self.tabs.count())]
        if shown != [id for id, _ in forms]:
            while self.tabs.count():
                self.tabs.removeTab(0)
            for id, title in forms:
                self.tabs.setTabData(self.tabs.addTab(title), id)
        for place, (id, title) in enumerate(forms):
            self.tabs.setTabText(place, short_of(title) if self._narrow else title)
            if id == current:
                self.tabs.setCurrentIndex(place)
        self._telling = True

    def show_others(self, forms: Sequence[tuple[str, str, str, bool]], more: Sequence[QAction] = ()) -> None:
        """Fill the menu with (id, name, why not, open); a form that does not fit says why. One that is open
        all the same asks for a reason on its page. `more` stands below."""
        self.menu.clear()
        for id, name, why_not, open in forms:
            action = QAction(name, self.menu)
            action.setEnabled(open)
            action.setToolTip(why_not or name)
            action.triggered.connect(lambda _checked=False, id=id: self.chosen.emit(id))
            self.menu.addAction(action)
            if why_not:
                note = QAction(why_not, self.menu)
                note.setEnabled(False)
                note.setFont(theme.font("meta"))
                self.menu.addAction(note)
        self.menu.addSeparator()
        self.menu.addActions(list(more))
        self.others.setVisible(bool(forms))

    def show_rules(self, rule_set: str, shown: bool) -> None:
        """Show the rule set in force; it matters on the GRADE sheet only."""
        for action in self.rule_actions.actions():
            action.setChecked(action.data() == rule_set)
            if action.isChecked():
                self.rules.setToolTip(
                    say("Rule set: {name}. {meaning}", name=action.text(), meaning=action.toolTip())
                )
                self.rules.setText(
                    action.text() if self._narrow else say("Rule set: {name}", name=action.text())
                )
        self.rules.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            for place in range(self.tabs.count()):
                title = self._titles[self.tabs.tabData(place)]
                self.tabs.setTabText(place, short_of(title) if narrow else title)
            self.others.setText(say("Other", context="checklists") if narrow else say("Other checklists"))
            chosen = self.rule_actions.checkedAction()
            self.show_rules(chosen.data() if chosen else "", not self.rules.isHidden())

    def step(self) -> None:
        """Go to the next tab, after the last to the first."""
        if self.tabs.count():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("header"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        painter.end()


class PopulationSwitch(QWidget):
    """Which body of a claim the sheet grades, where there are several; pooled only with a reason."""

    chosen = Signal(int)
    """The place of a body in the claim."""
    pooled = Signal(list, str)
    """The populations that a person takes together, and why."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, 8, MARGIN, 0)
        self._row.setSpacing(12)
        self._bar: ChoiceBar | None = None
        self._keys: list[int | None] = []
        self._note = words(say("Graded apart, not pooled"), "small", "3")
        self._row.addWidget(self._note)
        self.pool = QPushButton(say("Pool them…"))
        self.pool.setProperty("link", True)
        self.pool.setFont(theme.font("small"))
        self.pool.setAutoDefault(False)
        self.pool.clicked.connect(self.ask)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(say("Why these populations may be pooled"))
        self.reason.setPlaceholderText(say("Why together? Enter pools, Esc keeps apart"))
        self.reason.returnPressed.connect(self._decide)
        self.reason.installEventFilter(self)
        self.reason.setVisible(False)
        self._row.addWidget(self.pool)
        self._row.addWidget(self.reason, 100)
        self._row.addStretch(1)
        self.setVisible(False)

    def ask(self) -> None:
        """Ask why the populations may be pooled; nothing is done until it is said."""
        if self.isVisible():
            self._show_asking(True)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_asking(self, asking: bool) -> None:
        self._note.setVisible(not asking)
        self.pool.setVisible(not asking)
        self.reason.setVisible(asking)

    def _decide(self) -> None:
        why = self.reason.text().strip()
        if why:
            self.put_away()
            self.pooled.emit([key for key in self._keys if key is not None], why)

    def put_away(self) -> None:
        """Leave the populations apart and forget what was begun."""
        self.reason.clear()
        self._show_asking(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.reason and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.put_away()
            return True
        return super().eventFilter(watched, event)

    def show_bodies(self, bodies: Sequence[Body], current: int) -> None:
        """Show the bodies of a claim; a single one needs no switch."""
        self._keys = [body.key for body in bodies]
        labels = [
            f"{body.name}, n = {body.participants}" if body.participants is not None else body.name
            for body in bodies
        ]
        if self._bar is None or [choice.label for choice in self._bar.choices] != labels:
            self._make(labels)
        if self._bar is not None:
            self._bar.show_value(str(current))
        self.setVisible(len(bodies) > 1)

    def _make(self, labels: Sequence[str]) -> None:
        if self._bar is not None:
            self._row.removeWidget(self._bar)
            self._bar.deleteLater()
        choices = [Choice(str(number), label) for number, label in enumerate(labels)]
        self._bar = ChoiceBar(choices, say("Population"))
        self._bar.chosen.connect(lambda value: self.chosen.emit(int(value)))
        self._row.insertWidget(0, self._bar)

    @property
    def bar(self) -> ChoiceBar | None:
        return self._bar

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("page"))
        painter.end()


@dataclass(frozen=True, slots=True)
class Finish:
    """How far a judgement is, and the words of its buttons; a closed button says what it waits for."""

    done: bool
    missing: Sequence[str] = ()
    others: str = ""
    possible: bool = True
    mark: str = say("Mark as graded")
    reopen: str = say("Reopen the rating")
    before: str = say("Before it is graded")
    next: str = say("Next ungraded claim")


class TwoLines(QLabel):
    """Words at the right that end in an ellipsis where two lines are full; the whole is in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(theme.font("small"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.ink = "text3"
        theme.notifier.themeChanged.connect(self.update)

    def lines(self) -> list[str]:
        """Return the lines as they are painted at the present width."""
        layout = QTextLayout(self.text(), self.font())
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(max(40, self.width()))
        layout.endLayout()
        cut = first.textStart() + first.textLength()
        rest = self.text()[cut:].strip()
        wide = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        return [self.text()[:cut].strip(), wide] if rest else [self.text().strip()]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.colour(self.ink))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), right, "\n".join(self.lines()))
        painter.end()


class BottomBar(QWidget):
    """Mark what is in front as graded or done, next claim, and in words what is missing or who else has."""

    marked = Signal()
    next_wanted = Signal()
    reopened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(44)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.setSpacing(10)
        self.mark = theme.KeyButton(say("Mark as graded"), "Ctrl", "Enter", primary=True)
        self.reopen = theme.KeyButton(say("Reopen the rating"))
        self.next = theme.KeyButton(say("Next ungraded claim"), "Shift", "J")
        self.words = TwoLines()
        for button in (self.mark, self.reopen, self.next):
            button.setFixedHeight(28)
            row.addWidget(button)
        row.addWidget(self.words, 1)
        self.mark.clicked.connect(self.marked)
        self.reopen.clicked.connect(self.reopened)
        self.next.clicked.connect(self.next_wanted)

    def show_state(self, state: Finish) -> None:
        """Show what can be done with what is in front."""
        self.mark.setText(state.mark)
        self.reopen.setText(state.reopen)
        self.next.setText(state.next)
        self.mark.setVisible(state.possible and not state.done)
        self.mark.setEnabled(not state.missing)
        self.reopen.setVisible(state.possible and state.done)
        waits = ""
        if state.possible and not state.done and state.missing:
            waits = f"{state.before}: {state.missing[0]}"
            if len(state.missing) > 1:
                waits = f"{waits} {say('And {count} more.', count=len(state.missing) - 1)}"
        self.words.setText(waits or state.others)
        self.words.setToolTip("\n".join([*state.missing, state.others]).strip() if waits else state.others)
        self.words.ink = "warning" if waits else "text3"
        self.mark.setAccessibleDescription(" ".join(state.missing))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        painter.end()


class Plain(QWidget):
    """A page of two sentences: what is so, what can be done."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 14, MARGIN, 24)
        column.setSpacing(8)
        self.claim = Prose("", "screenClaim")
        self.title = words("", "section", wrap=True)
        self.text = words("", "body", "2", wrap=True)
        column.addWidget(self.claim)
        column.addSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """Ask for little: words at their narrowest would make the window taller than its screen."""
        return QSize(108, 120)

    def show_words(self, claim: str, title: str, text: str) -> None:
        """Show a claim, or none, and two sentences."""
        self.claim.setText(claim)
        self.claim.setVisible(bool(claim))
        self.title.setText(title)
        self.text.setText(text)
