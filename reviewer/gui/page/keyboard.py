"""The keys that move the caret, as the desktop has them, and what they do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from reviewer.gui.page.caret import Caret
from reviewer.gui.page.layout import PageLayout

_KEY = QKeySequence.StandardKey
_MOVES = (
    (_KEY.MoveToNextChar, _KEY.SelectNextChar, "character", 1),
    (_KEY.MoveToPreviousChar, _KEY.SelectPreviousChar, "character", -1),
    (_KEY.MoveToNextWord, _KEY.SelectNextWord, "word", 1),
    (_KEY.MoveToPreviousWord, _KEY.SelectPreviousWord, "word", -1),
    (_KEY.MoveToNextLine, _KEY.SelectNextLine, "line", 1),
    (_KEY.MoveToPreviousLine, _KEY.SelectPreviousLine, "line", -1),
    (_KEY.MoveToNextPage, _KEY.SelectNextPage, "page", 1),
    (_KEY.MoveToPreviousPage, _KEY.SelectPreviousPage, "page", -1),
    (_KEY.MoveToEndOfLine, _KEY.SelectEndOfLine, "edge", 1),
    (_KEY.MoveToStartOfLine, _KEY.SelectStartOfLine, "edge", -1),
    (_KEY.MoveToEndOfDocument, _KEY.SelectEndOfDocument, "document", 1),
    (_KEY.MoveToStartOfDocument, _KEY.SelectStartOfDocument, "document", -1),
)


@dataclass(frozen=True, slots=True)
class Move:
    """One movement: its unit and way, whether it keeps the anchor, and whether it counts characters."""

    unit: str
    way: int
    keep: bool
    exact: bool


def move_of(event: QKeyEvent) -> Move | None:
    """Return the movement a key asks for. Shift selects whole words, Alt with Shift characters."""
    exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if exact and not shift:
        return None
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.AltModifier
    plain = QKeyEvent(event.type(), event.key(), modifiers, event.text())
    for go, keep, unit, way in _MOVES:
        if plain.matches(go) or plain.matches(keep):
            return Move(unit, way, plain.matches(keep), exact)
    return None


def perform(move: Move, caret: Caret, layout: PageLayout, height: float) -> None:
    """Move the caret; `height` is that of the viewport, for whole pages."""
    if move.unit in ("character", "word"):
        caret.sideways(layout, move.way, move.unit == "word", move.keep, move.exact)
    elif move.unit == "edge":
        caret.line_edge(layout, move.way, move.keep, move.exact)
    elif move.unit == "document":
        blocks = layout.plan.blocks
        caret.jump(blocks[0].start if move.way < 0 else blocks[-1].end, move.keep)
    else:
        line = layout.caret(caret.head).height()
        far = line if move.unit == "line" else max(line, height - 2 * line)
        caret.vertically(layout, move.way * far, move.keep, move.exact)
