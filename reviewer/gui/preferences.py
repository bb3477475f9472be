"""The settings as a form: one line per setting a person may change, its help from where it is declared."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from reviewer.language import LANGUAGES, say
from reviewer.settings import Settings

THEMES = {"system": say("As the system is"), "light": say("Light"), "dark": say("Dark")}

NOTES = (
    say("Every action is recorded under your name, in the history and in reports."),
    say("Another language holds from the next start on; a report has its own."),
)


class Preferences(QDialog):
    """Asks for name, theme and text; nothing is written before OK."""

    def __init__(self, stored: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Settings"))
        helps = {field.name: field.metadata.get("help", "") for field in fields(Settings)}
        form = QFormLayout(self)
        form.setContentsMargins(20, 20, 20, 16)
        form.setSpacing(12)
        self.name = QLineEdit(stored.reviewer_name or "Reviewer A")
        self.theme = QComboBox()
        for value, words in THEMES.items():
            self.theme.addItem(words, value)
        self.theme.setCurrentIndex(max(0, self.theme.findData(stored.theme)))
        self.language = QComboBox()
        self.language.addItem(say("That of the system"), "system")
        for code, spoken in LANGUAGES.items():
            self.language.addItem(spoken.name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(stored.language)))
        self.size = QDoubleSpinBox(minimum=12, maximum=24, singleStep=0.5, decimals=1, suffix=" px")
        self.size.setValue(stored.reader_size)
        self.measure = QSpinBox(minimum=45, maximum=95, suffix=f" {say('characters')}")
        self.measure.setValue(stored.measure)
        self.system_font = QCheckBox(say("Use the system's interface font"))
        self.system_font.setChecked(stored.system_font)
        self.single_keys = QCheckBox(say("Single letters act when no text field has focus"))
        self.single_keys.setChecked(stored.single_keys)
        self.hourly = QCheckBox(say("Back up every hour while you work"))
        self.hourly.setChecked(stored.backup_hourly)
        self.backup_folder = QLineEdit(stored.backup_folder, placeholderText=say("Beside the settings"))
        for words, widget, name in (
            (say("Your name"), self.name, "reviewer_name"),
            (say("Language"), self.language, "language"),
            (say("Colours"), self.theme, "theme"),
            (say("Reading text"), self.size, "reader_size"),
            (say("Line length"), self.measure, "measure"),
            ("", self.system_font, "system_font"),
            ("", self.single_keys, "single_keys"),
            ("", self.hourly, "backup_hourly"),
            (say("Backups lie in"), self.backup_folder, "backup_folder"),
        ):
            widget.setToolTip(say(helps[name]))
            widget.setAccessibleName(words or say(helps[name]))
            form.addRow(words, widget)
        for words in NOTES:
            note = QLabel(words)
            note.setProperty("tone", "3")
            note.setProperty("type", "small")
            form.addRow("", note)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    def write(self, stored: Settings) -> None:
        """Put the answers into the settings."""
        stored.reviewer_name = self.name.text().strip() or "Reviewer A"
        stored.language = self.language.currentData()
        stored.theme = self.theme.currentData()
        stored.reader_size = self.size.value()
        stored.measure = self.measure.value()
        stored.system_font = self.system_font.isChecked()
        stored.single_keys = self.single_keys.isChecked()
        stored.backup_hourly = self.hourly.isChecked()
        stored.backup_folder = self.backup_folder.text().strip()
