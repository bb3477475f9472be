"""What to export: format, voices, paper, people, and what to look at before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
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
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.reports import WRITERS, Options
from reviewer.reports.blocks import Check


class ExportDock(QWidget):
    """The form at the right: `changed` when the report would look different, the others on request."""

    changed = Signal()
    export = Signal()
    save_as = Signal()

    def __init__(self) -> None:
        super().__init__()
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
        column.addWidget(_label("Before you export"))
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

    def _format_choice(self, column: QVBoxLayout) -> QButtonGroup:
        column.addWidget(_label("Format"))
        group = QButtonGroup(self)
        for suffix, writer in WRITERS.items():
            button = QRadioButton(writer.name)
            button.setFont(theme.font("bodyStrong"))
            button.setProperty("suffix", suffix)
            button.setAccessibleDescription(writer.good_for)
            group.addButton(button)
            column.addWidget(button)
            note = QLabel(writer.good_for)
            note.setFont(theme.font("meta"))
            note.setProperty("tone", "3")
            note.setContentsMargins(24, 0, 0, 4)
            note.setWordWrap(True)
            column.addWidget(note)
        group.buttons()[0].setChecked(True)
        group.buttonClicked.connect(lambda _button: self._name_button())
        return group

    def _add_choices(self, column: QVBoxLayout) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(8)
        self._patterns = self._segments(("Colour and pattern", "Pattern"))
        self._paper = self._combo("Paper", (("A4 portrait", "a4"), ("Letter portrait", "letter")))
        self._people = self._combo("People", (("Roles, no names", "roles"), ("Names as shown", "as shown")))
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Voices", self._patterns),
            ("Paper", self._paper),
            ("People", self._people),
        )
        for number, (words, widget) in enumerate(rows):
            grid.addWidget(QLabel(words), number, 0)
            grid.addWidget(widget, number, 1)
        column.addLayout(grid)
        self._experience = self._box("Reader comments, marked as experience")
        self._anchors = self._box("Anchors and fingerprints")
        column.addWidget(self._experience)
        column.addWidget(self._anchors)

    def _segments(self, names: Sequence[str]) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._voice_group = QButtonGroup(self)
        for number, name in enumerate(names):
            button = QToolButton()
            button.setText(name)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setProperty("segment", "first" if number == 0 else "last")
            button.setAccessibleName(f"Voices by {name.lower()}")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._voice_group.addButton(button, number)
            row.addWidget(button)
        self._voice_group.idClicked.connect(lambda _id: self.changed.emit())
        return holder

    def _combo(self, name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        for words, value in choices:
            combo.addItem(words, value)
        combo.currentIndexChanged.connect(lambda _index: self.changed.emit())
        return combo

    def _box(self, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(True)
        box.toggled.connect(lambda _on: self.changed.emit())
        return box

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("pane", "header")
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 12, 12, 12)
        self._place = QLabel()
        self._place.setFont(theme.font("small"))
        column.addWidget(self._place)
        row = QHBoxLayout()
        self._export_button = theme.KeyButton("Export PDF", "Ctrl", "E", primary=True)
        self._export_button.clicked.connect(lambda: self.export.emit())
        row.addWidget(self._export_button, 1)
        other = QPushButton("Save as…")
        other.clicked.connect(lambda: self.save_as.emit())
        row.addWidget(other)
        column.addLayout(row)
        return foot

    # -------------------------------------------------------------- state

    def suffix(self) -> str:
        """Return the suffix of the chosen format."""
        return str(self._formats.checkedButton().property("suffix"))

    def options(self) -> Options:
        """Return what was chosen."""
        return Options(
            people=self._people.currentData(),
            experience=self._experience.isChecked(),
            patterns=self._voice_group.checkedId() == 1,
            paper=self._paper.currentData(),
            anchors=self._anchors.isChecked(),
        )

    def set_place(self, path: Path | None) -> None:
        """Show where Ctrl+E writes to."""
        self._place.setText(f"{path.parent.name} › {path.name}" if path else "")
        self._place.setToolTip(str(path) if path else "")
        self._name_button()

    def _name_button(self) -> None:
        self._export_button.setText(f"Export {self.suffix().strip('.').upper()}")
        self._export_button.setAccessibleName(self._export_button.text())

    def set_checks(self, checks: Sequence[Check]) -> None:
        """List what was looked at; a warning never blocks."""
        while (item := self._checks.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for check in checks:
            self._checks.addWidget(_check_row(check))


def _label(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(theme.font("label"))
    label.setProperty("tone", "2")
    label.setContentsMargins(0, 6, 0, 2)
    return label


def _check_row(check: Check) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    sign = QLabel()
    name, token, word = ("check", "ok", "In order") if check.fine else ("warn", "warning", "Warning")
    sign.setPixmap(theme.icon(name, token).pixmap(16, 16))
    sign.setAccessibleName(word)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    words = QLabel(check.text)
    words.setWordWrap(True)
    words.setAccessibleName(f"{word}: {check.text}")
    row.addWidget(words, 1)
    return holder
