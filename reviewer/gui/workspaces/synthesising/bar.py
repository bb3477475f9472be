"""The two bars above the matrix: which figure, which claims, and how the matrix is laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QWidget,
)

from reviewer.actions.figures import View
from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.lists import draw_words
from reviewer.gui.segments import Segments
from reviewer.language import amount, later, say
from reviewer.synthesis.arranging import ORDERS
from reviewer.synthesis.gaps import GAPS, Gap
from reviewer.synthesis.matrix import GROUPINGS, Matrix

TABS = (
    say("Evidence matrix"),
    say("Evidence map"),
    say("PRISMA flow", context="tab"),
    say("Summary of findings", context="tab"),
)
SHORT_TABS = (say("Matrix"), say("Map"), say("Flow"), say("Findings"))
"""What the tabs are called where their names have no room."""
MATRIX, MAP, FLOW, FINDINGS = range(len(TABS))
WAIT_MS = 150
"""Pause after the last letter of the filter before the rows are chosen again."""
TABLES = (
    ("summary", say("Summary"), say("what was found")),
    ("profile", say("Profile"), say("a column for each domain")),
)
TIGHT, TIGHTER = 800, 680
"""Widths below which the buttons, which stand in the menu too, and the labels give way."""


class Filter(QLineEdit):
    """Words that claims must hold; Down and Enter go to them, Escape takes the words away."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(placeholderText=say("Filter claims"), clearButtonEnabled=True)
        self.setAccessibleName(say("Filter claims by words, tag or number"))
        self.setMinimumWidth(110)
        self.setMaximumWidth(220)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class FigureBar(QWidget):
    """Which figure is in front, and which claims it shows."""

    turned = Signal(int)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.size("paneHeader") + 4)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(say("Figures"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for title in TABS:
            self.tabs.setTabToolTip(self.tabs.addTab(title), title)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.gaps = QComboBox()
        self.gaps.setAccessibleName(say("Which claims are shown"))
        self.gaps.addItem(say("All claims"), None)
        for gap, title in GAPS.items():
            self.gaps.addItem(say(title), gap)
        self.filter = Filter()
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self.gaps)
        row.addWidget(self.filter, 1)
        self._name_tabs(SHORT_TABS)
        self.tabs.setMinimumWidth(self.tabs.sizeHint().width())
        self._least = super().minimumSizeHint().width()
        """The bar may be as narrow as with short names, also while it shows the whole ones."""
        self._name_tabs(TABS)
        self.tabs.currentChanged.connect(self.turned)
        self.gaps.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.filter.textChanged.connect(lambda _words: self._timer.start())
        self._timer.timeout.connect(self.changed)

    @property
    def gap(self) -> Gap | None:
        found = self.gaps.currentData()
        return Gap(found) if found else None

    def show_counts(self, matrix: Matrix) -> None:
        """Say beside each gap how many claims have it."""
        with QSignalBlocker(self.gaps):
            self.gaps.setItemText(0, say("All claims  {count}", count=amount(len(matrix.lines))))
            for place, (gap, title) in enumerate(GAPS.items(), start=1):
                count = sum(gap in line.gaps for line in matrix.lines)
                self.gaps.setItemText(place, f"{say(title)}  {amount(count)}")

    def show_gap(self, gap: Gap | None) -> None:
        """Choose what is shown."""
        self.gaps.setCurrentIndex(0 if gap is None else 1 + list(GAPS).index(gap))

    def for_matrix(self, shown: bool) -> None:
        """Show or hide what chooses claims of the matrix."""
        self.gaps.setVisible(shown)
        self.filter.setVisible(shown)
        self._fit()

    def _name_tabs(self, titles: Sequence[str]) -> None:
        for place, title in enumerate(titles):
            self.tabs.setTabText(place, title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the tabs their whole names where these have room beside what chooses claims."""
        self._name_tabs(TABS)
        beside = [each for each in (self.gaps, self.filter) if not each.isHidden()]
        wanted = self.tabs.sizeHint().width() + sum(each.minimumSizeHint().width() + 8 for each in beside)
        if wanted + 40 > self.width():
            self._name_tabs(SHORT_TABS)
        self.tabs.setMinimumWidth(
            self.tabs.sizeHint().width()
        )  # or what chooses claims presses them together
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, super().minimumSizeHint().height())


class LayoutBar(QWidget):
    """Colour, order of rows and columns, what is shown, and what leaves."""

    changed = Signal()
    copied = Signal()
    exported = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(42)
        self.colour = Segments(say("Colour"), (("voice", say("Voice"), "V"), ("stance", say("Stance"), "V")))
        self.colour.setFixedWidth(112)
        self.rows = _choice(say("Order of the rows"), ORDERS)
        self.columns = _choice(say("What the columns are grouped by"), GROUPINGS)
        self.experience = _check(say("Experience"), say("Show what readers say  (Shift+E)"))
        self.suggestions = _check(say("Suggestions"), say("Show what the machine proposes as quotes"))
        self.copy = _button(say("Copy table"), "file", say("Copy the table to the clipboard  (Ctrl+C)"))
        self.export = _button(say("Export"), "export", say("Write the figure to a file  (Ctrl+E)"))
        self._labels = [words(text, "small", "2") for text in (say("Colour"), say("Rows"), say("Columns"))]
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(8)
        for label, field in zip(self._labels, (self.colour, self.rows, self.columns), strict=True):
            row.addWidget(label)
            row.addWidget(field)
            row.addSpacing(4)
        row.addStretch(1)
        for widget in (self.experience, self.suggestions, self.copy, self.export):
            row.addWidget(widget)
        self.table = Segments(say("Table"), TABLES)
        self.table.setFixedWidth(200)
        row.insertWidget(0, self.table)
        self._matrix_only = (self.colour, self.rows, self.columns, self.suggestions)
        self._tab = MATRIX
        self.table.show_value("summary")
        self.table.chosen.connect(self._turn_table)
        self.colour.show_value("voice")
        self.colour.chosen.connect(self._recolour)
        for box in (self.rows, self.columns):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        for check in (self.experience, self.suggestions):
            check.toggled.connect(lambda _on: self.changed.emit())
        self.copy.clicked.connect(self.copied)
        self.export.clicked.connect(self.exported)

    def _recolour(self, value: str) -> None:
        self.colour.show_value(value)
        self.changed.emit()

    def _turn_table(self, kind: str) -> None:
        self.table.show_value(kind)
        self.changed.emit()

    def turn_colour(self) -> None:
        """Colour by stance in place of voice, or the other way round."""
        self._recolour("stance" if self.colour.value == "voice" else "voice")

    def sort_by(self, order: str) -> None:
        """Choose an order of the rows."""
        self.rows.setCurrentIndex(self.rows.findData(order))

    def tell_looked(self, looked: int, documents: int) -> None:
        """Say in how many of the documents words were looked for."""
        told = (
            say(
                "Show what the machine proposes as quotes, from {looked} of {documents} documents",
                looked=amount(looked),
                documents=amount(documents),
            )
            if looked < documents
            else say(
                "Show what the machine proposes as quotes, from {documents} documents",
                documents=amount(documents),
            )
        )
        self.suggestions.setToolTip(told)

    def view(self, figure: FigureBar) -> View:
        """Return how a person wants to see the matrix."""
        return View(
            order=str(self.rows.currentData()),
            by=str(self.columns.currentData()),
            colour=self.colour.value or "voice",
            gap=figure.gap,
            words=figure.filter.text(),
            experience=self.experience.isChecked(),
            suggestions=self.suggestions.isChecked(),
        )

    def for_tab(self, tab: int) -> None:
        """Leave only what the figure in front knows."""
        self._tab = tab
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide, matrix = self.width(), self._tab == MATRIX
        for widget in self._matrix_only:
            widget.setVisible(matrix)
        self.experience.setVisible(self._tab in (MATRIX, MAP))
        self.table.setVisible(self._tab == FINDINGS)
        self.copy.setVisible(self._tab == FINDINGS or (matrix and wide >= TIGHT))
        self.export.setVisible(not matrix or wide >= TIGHT + 20)
        for label in self._labels:
            label.setVisible(matrix and wide >= TIGHT + 260)
        if matrix and self._wanted() > wide:  # words of another language may be longer
            for label in self._labels:
                label.hide()
        self.suggestions.setText(say("Suggestions") if wide >= TIGHTER else say("Suggested"))
        for place, (_by, title) in enumerate(GROUPINGS.items()):
            said = say(title)
            self.columns.setItemText(place, said if wide >= TIGHTER else said.split(",")[0])

    def _wanted(self) -> int:
        """Return the width that takes everything shown as it would like to be."""
        shown = (*self._labels, *self._matrix_only, self.experience, self.copy, self.export)
        return 50 + sum(each.sizeHint().width() + 8 for each in shown if not each.isHidden())

    def sizeHint(self) -> QSize:
        return QSize(600, 42)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 42)


class Legend(QWidget):
    """What the bands and signs mean, in as many lines as it takes."""

    VOICES = (
        ("study", say("Study")),
        ("commentary", say("Commentary")),
        ("reader", say("Reader, experience")),
    )
    STANCES = (later("supports"), later("contradicts"), later("qualifies"), later("mentions"))
    LINE = 28

    def __init__(self) -> None:
        super().__init__()
        self.items: list[tuple[str, str, str]] = []
        self.setAccessibleName(
            say("Legend: a band shows the voice, a sign the stance, a dotted frame what is only suggested")
        )
        theme.notifier.themeChanged.connect(self.update)

    def explain(self, matrix: Matrix, on_map: bool) -> None:
        """Explain what occurs: on the map voices alone."""
        there = {
            each.value for line in matrix.lines for cell in line.cells.values() for each, _ in cell.stances
        }
        self.items = [("voice", voice, text) for voice, text in self.VOICES]
        if on_map:
            self.items.append(("", "", say("A split mark is a claim that several voices make")))
        else:
            shown = [stance for stance in self.STANCES if stance in there or stance != "mentions"]
            self.items += [("stance", stance, say(stance.capitalize())) for stance in shown]
            self.items += [("dots", "", say("Suggested")), ("", "", say("×2  number of quotes"))]
        self._fit()

    def _fit(self) -> None:
        lines = 1 + max((line for line, _, _ in self._places()), default=0)
        self.setFixedHeight(self.LINE * lines + 6)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _places(self) -> Iterator[tuple[int, float, tuple[str, str, str]]]:
        """Yield the line, the left edge and each item."""
        metrics = QFontMetrics(theme.font("small"))
        line, left = 0, 14.0
        for item in self.items:
            wide = metrics.horizontalAdvance(item[2]) + (28 if item[0] else 0)
            if left + wide > self.width() - 8 and left > 14:
                line, left = line + 1, 14.0
            yield line, left, item
            left += wide + 20

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        for line, left, (kind, value, text) in self._places():
            middle = 3 + self.LINE * (line + 0.5)
            if kind == "voice":
                painter.fillRect(QRectF(left, middle - 8, 20, 16), theme.colour(f"{value}Tint"))
                theme.draw_voice_band(painter, QRectF(left, middle - 8, 7, 16), value)
            elif kind == "stance":
                theme.draw_stance(painter, QRectF(left, middle - 9, 18, 18), value)
            elif kind == "dots":
                painter.setPen(QPen(theme.colour("text2"), 1.2, Qt.PenStyle.DotLine))
                painter.drawRect(QRectF(left, middle - 7, 20, 14))
            box = QRectF(left + (28 if kind else 0), middle - 12, 400, 24)
            draw_words(painter, box, text, "small", "text2")
        painter.end()


def _choice(name: str, choices: Mapping[str, str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, title in choices.items():
        box.addItem(say(title), value)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    box.setMinimumContentsLength(8)
    box.setMinimumWidth(92)
    return box


def _check(text: str, tip: str) -> QCheckBox:
    box = QCheckBox(text)
    box.setChecked(True)
    box.setToolTip(tip)
    return box


def _button(text: str, icon: str, tip: str) -> QPushButton:
    button = QPushButton(theme.icon(icon), text)
    button.setProperty("icon_name", icon)
    button.setToolTip(tip)
    return button
