"""What to export: format, voices, paper, people, and what to look at before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.workspaces.reporting.choices import Choices
from reviewer.language import LANGUAGES, say
from reviewer.records.citing import STYLES
from reviewer.reports import WRITERS
from reviewer.reports.blocks import Check

PAPERS = ((say("A4 portrait"), "a4"), (say("Letter portrait"), "letter"))
STANDARDS = (
    (say("Archives and screen readers"), (True, True)),
    (say("Archives (PDF/A-2u)"), (True, False)),
    (say("Screen readers (PDF/UA-1)"), (False, True)),
    (say("Neither: the smallest file"), (False, False)),
)
"""What a PDF is made for: `archival` and `tagged` of its options."""
PEOPLE = ((say("Roles, no names"), "roles"), (say("Names as shown"), "as shown"))


class _Narrow(QComboBox):
    """A field that may be narrower than its longest words, which end in an ellipsis then."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        end, room = Qt.TextElideMode.ElideRight, field.width() - 2 * _BESIDE
        option.currentText = self.fontMetrics().elidedText(self.currentText(), end, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


_BESIDE = 2
"""Pixels that stay free at both ends of the words of a field."""


class ExportDock(QWidget):
    """The form at the right: what is chosen goes to the Choices, the others are told on request."""

    export = Signal()
    save_as = Signal()
    format_changed = Signal()
    show_asked = Signal(object)
    """A Check whose place should be shown."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self._shown: tuple[Check, ...] = ()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        inner = QWidget()
        inner.setProperty("pane", "panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self._formats = self._format_choice(column)
        self._add_choices(column)
        column.addWidget(label(say("Before you export")))
        self._checks = QVBoxLayout()
        self._checks.setSpacing(8)
        column.addLayout(self._checks)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._foot())
        choices.changed.connect(self.refresh)
        self.refresh()

    def _format_choice(self, column: QVBoxLayout) -> QButtonGroup:
        column.addWidget(label(say("Format")))
        column.setSpacing(6)
        group = QButtonGroup(self)
        for suffix, writer in WRITERS.items():
            button = QRadioButton(say(writer.name))
            button.setFont(theme.font("bodyStrong"))
            button.setProperty("suffix", suffix)
            good_for = say(writer.good_for)
            button.setAccessibleDescription(good_for)
            group.addButton(button)
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(button)
            note = QLabel(good_for)
            note.setFont(theme.font("meta"))
            note.setProperty("tone", "3")
            note.setContentsMargins(24, 0, 0, 0)
            note.setWordWrap(True)
            pair.addWidget(note)
            column.addLayout(pair)
            button.setToolTip(good_for)
            note.hide()
            button.toggled.connect(note.setVisible)  # eight notes would push the warnings out of sight
        group.buttons()[0].setChecked(True)
        group.buttonToggled.connect(lambda _button, on: self._chose_format() if on else None)
        return group

    def _chose_format(self) -> None:
        for widget in self._of_pdf:
            widget.setVisible(self.suffix() == ".pdf")
        self._name_button()
        self.format_changed.emit()

    def _add_choices(self, column: QVBoxLayout) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(8)
        self._voices = self._segments((
            (say("Colour and pattern"), say("Voices by colour and pattern")),
            (say("Pattern"), say("Voices by pattern")),
        ))  # fmt: skip
        self._paper = self._combo(say("Paper"), PAPERS, "paper")
        self._people = self._combo(say("People"), PEOPLE, "people")
        languages = tuple((each.name, code) for code, each in LANGUAGES.items())
        self._language = self._combo(say("Language"), languages, "language")
        styles = tuple((say(style.name), id) for id, style in STYLES.items())
        self._style = self._combo(say("References"), styles, "style")
        rows: tuple[tuple[str, QWidget], ...] = (
            (say("Voices"), self._voices),
            (say("Paper"), self._paper),
            (say("People"), self._people),
            (say("References"), self._style),
            (say("Language"), self._language),
        )
        for number, (words, widget) in enumerate(rows):
            name = QLabel(words)
            name.setBuddy(widget)
            grid.addWidget(name, number, 0)
            grid.addWidget(widget, number, 1)
        self._standard = _Narrow()
        self._standard.setAccessibleName(say("The PDF is made for"))
        self._standard.setToolTip(say("PDF/A-2a and PDF/UA-1; tags for screen readers make the file larger"))
        for words, _ in STANDARDS:
            self._standard.addItem(words)
        self._standard.currentIndexChanged.connect(self._set_standard)
        name = QLabel(say("Made for"))
        name.setBuddy(self._standard)
        self._of_pdf = (name, self._standard)
        for place, widget in enumerate(self._of_pdf):
            grid.addWidget(widget, len(rows), place)
        column.addLayout(grid)
        self._boxes = {
            name: self._box(words, partial(self._set, name))
            for name, words in (
                ("experience", say("Reader comments, as experience")),
                ("anchors", say("Anchors and fingerprints")),
            )
        }
        for box in self._boxes.values():
            column.addWidget(box)

    def _set(self, name: str, value: object) -> None:
        self._choices.put(**{name: value})

    def _set_standard(self, index: int) -> None:
        archival, tagged = STANDARDS[index][1]
        self._choices.put(archival=archival, tagged=tagged)

    def _segments(self, names: Sequence[tuple[str, str]]) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._voice_group = QButtonGroup(self)
        for number, (name, spoken) in enumerate(names):
            button = QToolButton()
            button.setText(name)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setProperty("segment", "first" if number == 0 else "last")
            button.setAccessibleName(spoken)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._voice_group.addButton(button, number)
            row.addWidget(button)
        self._voice_group.idClicked.connect(lambda id: self._set("patterns", id == 1))
        return holder

    def _combo(self, name: str, choices: Sequence[tuple[str, str]], option: str) -> QComboBox:
        combo = _Narrow()
        combo.setAccessibleName(name)
        for words, value in choices:
            combo.addItem(words, value)
        combo.currentIndexChanged.connect(lambda _index: self._set(option, combo.currentData()))
        return combo

    def _box(self, words: str, run: Callable[[bool], None]) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(True)
        box.toggled.connect(run)
        return box

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("pane", "header")
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 12, 12, 12)
        line = QHBoxLayout()
        line.setSpacing(6)
        self._folder = QLabel()
        self._folder.setPixmap(theme.icon("folder", "text2").pixmap(16, 16))
        line.addWidget(self._folder)
        self._place = QLabel()
        self._place.setFont(theme.font("small"))
        line.addWidget(self._place, 1)
        column.addLayout(line)
        row = QHBoxLayout()
        self._export_button = theme.KeyButton(say("Export PDF"), "Ctrl", "E", primary=True)
        self._export_button.clicked.connect(lambda: self.export.emit())
        row.addWidget(self._export_button, 1)
        other = QPushButton(say("Save as…", context="beside export"))
        other.clicked.connect(lambda: self.save_as.emit())
        row.addWidget(other)
        column.addLayout(row)
        return foot

    # -------------------------------------------------------------- state

    def refresh(self) -> None:
        """Show what is chosen now."""
        options = self._choices.options
        shown = (
            (self._paper, options.paper),
            (self._people, options.people),
            (self._style, options.style),
            (self._language, options.language),
        )
        for combo, value in shown:
            with QSignalBlocker(combo):
                combo.setCurrentIndex(max(0, combo.findData(value)))
        with QSignalBlocker(self._standard):
            chosen = options.archival, options.tagged
            self._standard.setCurrentIndex([each for _, each in STANDARDS].index(chosen))
        for name, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setChecked(getattr(options, name))
        self._voice_group.button(int(options.patterns)).setChecked(True)

    def suffix(self) -> str:
        """Return the suffix of the chosen format."""
        return str(self._formats.checkedButton().property("suffix"))

    def set_place(self, path: Path | None) -> None:
        """Show where Ctrl+E writes to."""
        self._place.setText(f"{path.parent.name} › {path.name}" if path else "")
        self._place.setToolTip(str(path) if path else "")
        self._name_button()

    def _name_button(self) -> None:
        self._export_button.setText(say("Export {format}", format=self.suffix().strip(".").upper()))
        self._export_button.setAccessibleName(self._export_button.text())

    def set_checks(self, checks: Sequence[Check]) -> None:
        """List what was looked at; a warning never blocks."""
        if tuple(checks) == self._shown:
            return
        self._shown = tuple(checks)
        while (item := self._checks.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for check in checks:
            self._checks.addWidget(self._check_row(check))

    def _check_row(self, check: Check) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        sign = QLabel()
        name, token, word = (
            ("check", "ok", say("In order")) if check.fine else ("warn", "warning", say("Warning"))
        )
        sign.setPixmap(theme.icon(name, token).pixmap(16, 16))
        sign.setAccessibleName(word)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QLabel(check.text)
        words.setWordWrap(True)
        words.setAccessibleName(f"{word}: {check.text}")
        row.addWidget(words, 1)
        if check.kind:
            show = QToolButton()
            show.setText(say("Show"))
            show.setProperty("flat", True)
            show.setProperty("tone", "accent")
            show.setAccessibleName(say("Show: {what}", what=check.text))
            font = theme.font("body")
            font.setUnderline(True)
            show.setFont(font)
            show.clicked.connect(lambda: self.show_asked.emit(check))
            row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return holder


def label(words: str) -> QLabel:
    """Make the heading of a group of fields."""
    made = QLabel(words)
    made.setFont(theme.font("label"))
    made.setProperty("tone", "2")
    made.setContentsMargins(0, 6, 0, 2)
    return made
