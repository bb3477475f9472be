"""The field for reasons on the sheets of Grade."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from reviewer.gui.words_field import WordsField


class Writing(WordsField):
    """A field with the margins of a sheet, which takes the width its row leaves it."""

    MARGINS = 8, 4

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        one_line: bool = False,
        framed: bool = False,
        type: str = "quote",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder, type, framed=framed, one_line=one_line, parent=parent)

    def sizeHint(self) -> QSize:
        return QSize(160, self.maximumHeight())
