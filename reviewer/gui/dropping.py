"""What may be dropped on the window: files, a library, words; and the frame that says what dropping does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reviewer.gui import theme
from reviewer.language import say, say_count


def local_files(held: QMimeData) -> list[Path]:
    """Return the files of this machine that are held over the window."""
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]


class DropFrame(QWidget):
    """The accent frame over the window while files are held above it, saying what dropping them does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def offer(self, held: QMimeData) -> bool:
        """Show what dropping this would do; returns whether it can be dropped."""
        paths = local_files(held)
        if paths:
            self.show_for(paths)
        elif held.hasUrls():
            self.show_words(say("A link cannot be opened here: save the page and add the file"))
        elif held.hasText():
            self.show_words(say("Add this text as a document"))
        else:
            return False
        return True

    def show_for(self, paths: Sequence[Path]) -> None:
        """Show what dropping these paths would do."""
        if paths[0].suffix == ".reviewlib":
            self.words = say("Open {library}", library=paths[0].stem)
        elif len(paths) == 1 and paths[0].is_dir():
            self.words = say("Add the folder {name}", name=paths[0].name)
        else:
            self.words = say_count(len(paths), "Add {n} document", "Add {n} documents")
        self.show_words(self.words)

    def show_words(self, words: str) -> None:
        """Show what dropping does, in words."""
        self.words = words
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 3))
        painter.drawRect(QRectF(self.rect()).adjusted(4, 4, -4, -4))
        painter.setFont(theme.font("section"))
        width = painter.fontMetrics().horizontalAdvance(self.words) + 48
        label = QRectF((self.width() - width) / 2, self.height() - 96, width, 44)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(label, 3, 3)
        painter.setPen(theme.colour("onAccent"))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self.words)
