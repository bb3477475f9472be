"""The settings by section. Each change holds at once and is kept; there is nothing to confirm.

A section is a row of SECTIONS: its name and what fills its page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer import settings
from reviewer.gui import dialogs
from reviewer.gui.fields import words
from reviewer.language import LANGUAGES, later, say
from reviewer.settings import Settings

THEMES = {"system": later("As the system is"), "light": later("Light"), "dark": later("Dark")}
USUAL_NAME = "Reviewer A"


class Preferences(QDialog):
    """Shows the settings and changes them; `changed` tells which, `keys_wanted` asks for the list of keys."""

    changed = Signal(str)
    """The name of a field of Settings that has another value now."""
    keys_wanted = Signal()

    def __init__(self, stored: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stored = stored
        self.setWindowTitle(say("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 420)
        self.sections = QListWidget()
        self.sections.setAccessibleName(say("Sections of the settings"))
        self.sections.setFixedWidth(168)
        self.sections.setResizeMode(QListWidget.ResizeMode.Adjust)  # rows as high as the style sheet says
        self.pages = QStackedWidget()
        for name, fill in SECTIONS:
            self.sections.addItem(say(name))
            self.pages.addWidget(_page(say(name), fill(self)))
        self.sections.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.sections.setCurrentRow(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(self.pages, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 20, 16)
        foot.addWidget(words(say("Each change holds at once."), "small", "3"), 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addLayout(foot)

    def put(self, name: str, value: object) -> None:
        """Give a setting another value, and tell."""
        if getattr(self.stored, name) != value:
            setattr(self.stored, name, value)
            self.changed.emit(name)

    def choice(self, name: str, spoken: str, values: dict[str, str]) -> QComboBox:
        """Make a choice of a few values for a setting, each with its words."""
        box = QComboBox()
        for value, label in values.items():
            box.addItem(label, value)
        box.setCurrentIndex(max(0, box.findData(getattr(self.stored, name))))
        box.setAccessibleName(spoken)
        box.currentIndexChanged.connect(lambda _at: self.put(name, box.currentData()))
        return box

    def switch(self, name: str, label: str) -> QCheckBox:
        """Make a switch for a setting."""
        box = QCheckBox(label)
        box.setChecked(getattr(self.stored, name))
        box.toggled.connect(lambda on: self.put(name, on))
        return box

    def line(self, name: str, spoken: str, empty: str = "", hint: str = "") -> QLineEdit:
        """Make a field for a setting of words; `empty` is what an empty field stands for."""
        shown: str = getattr(self.stored, name) or empty
        field = QLineEdit(shown)
        field.setPlaceholderText(hint)
        field.setToolTip(hint)
        field.setAccessibleName(spoken)
        field.editingFinished.connect(lambda: self.put(name, field.text().strip() or empty))
        return field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter in a field keep what was typed; it would press the first button of a dialog."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Keep what is still being typed, then close."""
        self.sections.setFocus()
        super().done(result)


def _page(name: str, form: QFormLayout) -> QScrollArea:
    """Return the page of a section; it scrolls where the window is small."""
    inner = QWidget()
    inner.setProperty("pane", "page")
    inner.setAccessibleName(name)
    form.setContentsMargins(20, 20, 20, 16)
    form.setSpacing(12)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    inner.setLayout(form)
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area


def _at_left(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def _about(form: QFormLayout, text: str) -> None:
    """Add a sentence about what stands above it."""
    form.addRow(words(text, "small", "2", wrap=True))


def _appearance(page: Preferences) -> QFormLayout:
    form = QFormLayout()
    themes = {value: say(label) for value, label in THEMES.items()}
    form.addRow(say("Colours"), page.choice("theme", say("Colours"), themes))
    _about(form, say("High contrast and reduced motion follow the system."))
    return form


def _text(page: Preferences) -> QFormLayout:
    form = QFormLayout()
    least, most = settings.limits("reader_size")
    size = QDoubleSpinBox(minimum=least, maximum=most, singleStep=0.5, decimals=1, suffix=" px")
    size.setValue(page.stored.reader_size)
    size.setAccessibleName(say("Size of the reading text"))
    size.valueChanged.connect(lambda value: page.put("reader_size", value))
    least, most = settings.limits("measure")
    measure = QSpinBox(minimum=round(least), maximum=round(most), suffix=f" {say('characters')}")
    measure.setValue(page.stored.measure)
    measure.setAccessibleName(say("Length of a line"))
    measure.valueChanged.connect(lambda value: page.put("measure", value))
    form.addRow(say("Reading text"), size)
    form.addRow(say("Line length"), measure)
    form.addRow(page.switch("system_font", say("Use the system's interface font")))
    return form


def _keys(page: Preferences) -> QFormLayout:
    form = QFormLayout()
    form.addRow(page.switch("single_keys", say("Single letters act when no text field has focus")))
    _about(form, say("Switched off, each command is still in a menu and in the palette (Ctrl+K)."))
    change = QPushButton(say("Change keys…"))
    change.clicked.connect(page.keys_wanted)
    form.addRow(_at_left(change))
    return form


def _backup(page: Preferences) -> QFormLayout:
    form = QFormLayout()
    form.addRow(page.switch("backup_hourly", say("Back up every hour while you work")))
    hint = say("Beside the settings")
    folder = page.line("backup_folder", say("Folder for backups"), hint=hint)
    choose = QPushButton(say("Choose…"))
    choose.setAccessibleName(say("Choose the folder for backups"))

    def ask() -> None:
        found = dialogs.open_folder(page, folder.text(), say("Folder for backups"))
        if found is not None:
            folder.setText(str(found))
            page.put("backup_folder", str(found))

    choose.clicked.connect(ask)
    row = QHBoxLayout()
    row.addWidget(folder, 1)
    row.addWidget(choose)
    form.addRow(say("Backups lie in"), row)
    _about(form, say("Ten are kept of each library, each read again after it was written."))
    return form


def _name(page: Preferences) -> QFormLayout:
    form = QFormLayout()
    form.addRow(say("Your name"), page.line("reviewer_name", say("Your name"), USUAL_NAME))
    _about(form, say("Every action is recorded under your name, in the history and in reports."))
    return form


def _language(page: Preferences) -> QFormLayout:
    form = QFormLayout()
    known = {code: each.name for code, each in LANGUAGES.items()}
    tongues = {"system": say("That of the system"), **known}
    form.addRow(say("Language"), page.choice("language", say("Language"), tongues))
    _about(form, say("Another language holds from the next start on; a report has its own."))
    return form


def _privacy(page: Preferences) -> QFormLayout:
    form = QFormLayout()
    _about(form, say("Nothing is sent anywhere: Reviewer opens no connection to a network."))
    home = settings.home()
    for label, place in (
        (say("Settings"), home / "settings.json"),
        (say("Words not saved yet"), home / "drafts"),
        (say("Reports of faults"), home / "logs"),
        (say("Backups"), Path(page.stored.backup_folder) if page.stored.backup_folder else home / "backups"),
    ):
        where = words(str(place), "small", "2", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(label, where)
    show = QPushButton(say("Show the folder"))
    show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(home))))
    clear = QPushButton(say("Forget the libraries opened lately"))
    clear.setEnabled(bool(page.stored.recent))

    def forget() -> None:
        page.stored.last_library, page.stored.reports = "", {}
        page.put("recent", [])
        page.sections.setFocus()
        clear.setEnabled(False)

    clear.clicked.connect(forget)
    form.addRow(_at_left(show, clear))
    _about(form, say("The libraries themselves stay where they are."))
    return form


SECTIONS: Sequence[tuple[str, Callable[[Preferences], QFormLayout]]] = (
    (later("Appearance"), _appearance),
    (later("Text"), _text),
    (later("Keys"), _keys),
    (later("Backup"), _backup),
    (later("Your name"), _name),
    (later("Language"), _language),
    (later("Privacy"), _privacy),
)
