"""The top-level window: it stands at once, and holds the rest as soon as that is loaded.

Loading the workspaces takes longer than Qt itself takes to show a window. So the window that the user
sees first knows nothing but its place on the screen and its colours; `hold` puts the real one into it.
"""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QByteArray, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from reviewer.language import say
from reviewer.settings import Settings, resource

MINIMUM = (960, 600)
FIRST = (1440, 900)
FRAME = (16, 40)
"""What the desktop may put around a window, px. A screen without room for it is filled: else the key line
would lie below its edge."""
LAYOUT = "window"
"""Under this name the settings keep where the window was."""


class Shell(QMainWindow):
    """A frame in the colours of the theme. `stands` is emitted once, after its first paint."""

    stands = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._told = False
        self._colours, self._sizes = _tokens(settings.theme)
        self.setWindowTitle(say("Reviewer"))
        self.setMinimumSize(*MINIMUM)
        room = self.screen().availableSize()
        self.resize(QSize(*FIRST).boundedTo(room))
        if room.width() < FIRST[0] + FRAME[0] or room.height() < FIRST[1] + FRAME[1]:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        place = settings.layouts.get(LAYOUT, "")
        if place:
            self.restoreGeometry(QByteArray.fromBase64(place.encode("ascii")))

    def hold(self, window: QMainWindow) -> None:
        """Put the real window in, and take its title and its icon over."""
        window.setWindowFlags(Qt.WindowType.Widget)
        window.windowTitleChanged.connect(self.setWindowTitle)
        self.setWindowTitle(window.windowTitle())
        self.setCentralWidget(window)
        window.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place on the screen; the window inside may ask, and stay."""
        held = self.centralWidget()
        place = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._settings.layouts[LAYOUT] = place
        event.setAccepted(held is None or held.close())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars and page, so that nothing flashes when the rest arrives."""
        if self.centralWidget() is not None:
            return
        painter = QPainter(self)
        page = QRect(0, self._sizes["toolBar"] + self._sizes["menuBar"], self.width(), self.height())
        painter.fillRect(self.rect(), QColor(self._colours["window"]))
        painter.fillRect(page.adjusted(0, 0, 0, -self._sizes["statusBar"]), QColor(self._colours["page"]))
        painter.end()
        if not self._told:
            self._told = True
            self.stands.emit()


def _tokens(theme: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return colours and sizes of the theme, read here: the theme itself takes longer to load."""
    tokens = json.loads(resource("tokens.json").read_text(encoding="utf-8"))
    scheme = QGuiApplication.styleHints().colorScheme()
    dark = theme == "dark" or (theme == "system" and scheme == Qt.ColorScheme.Dark)
    return tokens["dark" if dark else "light"]["color"], tokens["size"]
