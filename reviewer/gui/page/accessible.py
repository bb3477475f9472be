"""The reading page for assistive technologies: a document with a caret and words that can be read by lines.

What is said is what is shown: lines end where the page breaks them, folded words are silent. It is as long
as the text, so that positions are those of the text, counted in UTF-16 units as Qt does.

PySide has no way to answer which words are selected (`QAccessibleTextInterface.selection` gives two numbers
back through pointers), so no selection is offered here: the page announces the words instead.
"""

from __future__ import annotations

import re
import weakref
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import VoidPtr, isValid

from reviewer.gui.page.blocks import Block, caption
from reviewer.gui.page.layout import display
from reviewer.gui.page.scene import Scene
from reviewer.text import Utf16Map

if TYPE_CHECKING:
    from reviewer.gui.page.reading import Page

SILENT = "\u200b"
"""What stands for characters that the page does not show: nothing that is read out."""
_NOT_A_BREAK = re.compile(r"[^\n]")
_NEAR = 1
"""Paragraphs around the caret whose lines end where the page ends them; the others are one line each."""


class Words:
    """What is read out of a scene, made anew only when it would be another."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._of: tuple[object, object, int] = (None, None, -1)
        self._shown: tuple[object, str] = (None, "")
        self._units: tuple[str, Utf16Map] = ("", Utf16Map(""))
        self._text = ""

    @property
    def text(self) -> str:
        """The words as they are shown, one character for each of the text."""
        scene = self._scene
        at = scene.plan.block_of(scene.caret.head)
        if self._of != (scene.plan, scene.layout, at):
            self._of, self._text = (scene.plan, scene.layout, at), self._in_lines(at)
        return self._text

    @property
    def units(self) -> Utf16Map:
        """What converts positions of the words to UTF-16 and back."""
        if self._units[0] is not self._scene.text:
            self._units = self._scene.text, Utf16Map(self._scene.text)
        return self._units[1]

    def _whole(self) -> str:
        """Return the words with one line for each paragraph."""
        scene = self._scene
        if self._shown[0] is not scene.plan:
            parts, end = [], 0
            for block in scene.plan.blocks:
                parts.append(_NOT_A_BREAK.sub(SILENT, scene.text[end : block.start]))
                parts.append(self._fold(block) if block.style == "fold" else self._words(block))
                end = block.end
            self._shown = scene.plan, "".join(parts) + _NOT_A_BREAK.sub(SILENT, scene.text[end:])
        return self._shown[1]

    def _words(self, block: Block) -> str:
        return display(self._scene.text[block.start : block.end])

    def _fold(self, block: Block) -> str:
        """Return what the row of folded words says, as long as they are."""
        length = block.end - block.start
        said = caption(self._scene.text, self._scene.plan.runs[block.run])
        return said[:length].ljust(length, SILENT)

    def _in_lines(self, at: int) -> str:
        """Return the words with the lines of the page in the paragraph at the caret and those beside it."""
        whole, blocks = self._whole(), self._scene.plan.blocks
        if not blocks:
            return whole
        first, last = max(0, at - _NEAR), min(len(blocks) - 1, at + _NEAR)
        letters = list(whole[blocks[first].start : blocks[last].end])
        for index in range(first, last + 1):
            for position in self._scene.layout.line_ends(index):
                place = position - 1 - blocks[first].start
                if letters[place].isspace():
                    letters[place] = "\n"
        return whole[: blocks[first].start] + "".join(letters) + whole[blocks[last].end :]


class _Text(QAccessibleTextInterface):
    """The words, the caret and where letters stand."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = weakref.ref(page)

    @property
    def page(self) -> Page:
        page = self._page()
        assert page is not None  # Qt drops this interface together with its widget
        return page

    @property
    def words(self) -> Words:
        return self.page.words

    def _place(self, offset: int) -> int:
        """Return the position of an offset; clients may ask for any."""
        return max(0, min(self.words.units.from_utf16(max(0, offset)), len(self.page.scene.text)))

    def characterCount(self) -> int:
        return self.words.units.to_utf16(len(self.page.scene.text))

    def text(self, startOffset: int, endOffset: int) -> str:
        end = self.characterCount() if endOffset < 0 else endOffset
        return self.words.text[self._place(startOffset) : self._place(end)]

    def cursorPosition(self) -> int:
        return self.words.units.to_utf16(self.page.caret())

    def setCursorPosition(self, position: int) -> None:
        self.page.set_caret(self._place(position))

    def selectionCount(self) -> int:
        return 0

    def addSelection(self, startOffset: int, endOffset: int) -> None:
        if startOffset < endOffset:
            self.page.select(self._place(startOffset), self._place(endOffset))

    def setSelection(self, selectionIndex: int, startOffset: int, endOffset: int) -> None:
        self.addSelection(startOffset, endOffset)

    def removeSelection(self, selectionIndex: int) -> None:
        self.page.clear_selection()

    def characterRect(self, offset: int) -> QRect:
        position, scene = self._place(offset), self.page.scene
        if not scene.plan.blocks:
            return QRect()
        box = scene.caret_box(position)
        after = scene.caret_box(min(position + 1, len(scene.text)))
        wide = after.left() - box.left() if after.top() == box.top() else 1.0
        corner = self.page.viewport().mapToGlobal(box.topLeft().toPoint())
        return QRect(corner.x(), corner.y(), max(1, round(abs(wide))), round(box.height()))

    def offsetAtPoint(self, point: QPoint) -> int:
        scene, inside = self.page.scene, self.page.viewport().mapFromGlobal(point)
        if not scene.plan.blocks or not self.page.viewport().rect().contains(inside):
            return -1
        return self.words.units.to_utf16(scene.position_at(QPointF(inside)))

    def scrollToSubstring(self, startIndex: int, endIndex: int) -> None:
        self.page.scroll_to(self._place(startIndex))


class Accessible(QAccessibleWidget):
    """The page as a document that is read and not written."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, QAccessible.Role.Document)
        self._text = _Text(page)

    def interface_cast(self, t: QAccessible.InterfaceType) -> int:
        """Return the part of this interface that a client asks for.

        Qt wants an address. PySide gives that of an object; None would become the address of None.
        """
        if t is QAccessible.InterfaceType.TextInterface:
            return cast(int, self._text)
        found = super().interface_cast(t)
        return cast(int, VoidPtr(0)) if found is None else found

    def state(self) -> QAccessible.State:
        state = super().state()
        for name in ("readOnly", "multiLine", "selectableText"):
            setattr(state, name, True)
        return state


def caret_event(page: Page) -> QAccessibleTextCursorEvent:
    """Return what says that the caret of a page has moved."""
    return QAccessibleTextCursorEvent(page, page.words.units.to_utf16(page.caret()))


_pages: list[type[QObject]] = []
"""What Qt asks here about: the class of the page, once it is known."""
_offered: list[QAccessibleInterface] = []
"""Interfaces that Qt holds: it deletes them with their widgets, and until then Python must not."""


def offer(kind: type[QObject]) -> None:
    """Let assistive technologies read pages of this class; before one is made."""
    if not _pages:
        QAccessible.installFactory(_made_for)
    _pages[:] = [kind]


def _made_for(_key: str, asked: QObject) -> QAccessibleInterface | None:
    """Return the interface of a page. Qt asks again when PySide has given the page another slot."""
    if not isinstance(asked, tuple(_pages)):
        return None
    _offered[:] = [each for each in _offered if isValid(each)]
    _offered.append(Accessible(cast("Page", asked)))
    return _offered[-1]
