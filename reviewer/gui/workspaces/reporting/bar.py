"""The bar above the pages: page, size of the pages, and when they were drawn last."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from reviewer.gui.fields import Elided
from reviewer.gui.papers import ZOOMS
from reviewer.gui.title_bar import icon_button
from reviewer.gui.workspaces.reporting.pages import Pages
from reviewer.language import say


class Bar(QWidget):
    """Turns pages, makes them larger or smaller, and has them printed."""

    def __init__(self, pages: Pages, printing: QAction) -> None:
        super().__init__()
        self._pages = pages
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(38)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(4)
        self._add_page(row)
        row.addSpacing(16)
        self._add_zoom(row)
        self._state = Elided("body", "text3")  # cut rather than widen the window
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._state, 1)
        self._add_print(row, printing)
        pages.page_changed.connect(self._show_page)

    def _add_page(self, row: QHBoxLayout) -> None:
        for name, words, step in (("up", say("Page before"), -1), ("down", say("Next page"), 1)):
            button = icon_button(name, words)
            button.clicked.connect(lambda _on=False, step=step: self._turn(step))
            row.addWidget(button)
        self._number = QLineEdit()
        self._number.setAccessibleName(say("Page"))
        self._number.setFixedWidth(44)
        self._number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._number.returnPressed.connect(self._go_to_typed)
        row.addWidget(self._number)
        self._of = QLabel("")
        self._of.setProperty("tone", "2")
        row.addWidget(self._of)

    def _add_zoom(self, row: QHBoxLayout) -> None:
        smaller, larger = icon_button("minus", say("Smaller pages")), icon_button("plus", say("Larger pages"))
        smaller.clicked.connect(lambda: self.step(-1))
        larger.clicked.connect(lambda: self.step(1))
        self._zoom = QComboBox()
        self._zoom.setAccessibleName(say("Size of the pages"))
        self._zoom.addItem(say("Fit width"), None)
        for zoom in ZOOMS:
            self._zoom.addItem(f"{round(zoom * 100)} %", zoom)
        self._zoom.currentIndexChanged.connect(lambda _i: self._pages.set_zoom(self._zoom.currentData()))
        for widget in (smaller, self._zoom, larger):
            row.addWidget(widget)

    def _add_print(self, row: QHBoxLayout, printing: QAction) -> None:
        line = QFrame()
        line.setProperty("rule", "upright")
        line.setFixedHeight(18)
        row.addSpacing(8)
        row.addWidget(line)
        row.addSpacing(4)
        button = icon_button("print", say("Print the pages"))
        button.clicked.connect(printing.trigger)
        printing.enabledChanged.connect(button.setEnabled)
        row.addWidget(button)

    def _go_to_typed(self) -> None:
        typed = self._number.text().strip()
        if typed.isdecimal():
            self._pages.go_to(min(max(1, int(typed)), self._pages.count()))
        self._show_page(self._pages.page())

    def _turn(self, step: int) -> None:
        self._pages.go_to(min(max(1, self._pages.page() + step), self._pages.count()))

    def step(self, step: int) -> None:
        """Make the pages a step larger (1) or smaller (-1)."""
        wanted = self._zoom.currentIndex() + step if self._zoom.currentIndex() else ZOOMS.index(1.0) + 1
        self._zoom.setCurrentIndex(max(1, min(wanted, len(ZOOMS))))

    def fit(self) -> None:
        """Let the pages fill the width."""
        self._zoom.setCurrentIndex(0)

    def say(self, words: str) -> None:
        """Say how the pages stand."""
        self._state.setText(words)

    def _show_page(self, page: int) -> None:
        count = self._pages.count()
        self._number.setText(str(page) if count else "")
        self._of.setText(say("of {count}", count=count) if count else "")
