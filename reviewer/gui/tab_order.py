"""Where Tab goes: through what one sees, as one reads it.

Qt goes by the order in which widgets were made, also into panes that lie behind another's tab, where nobody
sees the focus. Here the places of widgets on the screen say what comes next: rows from the top, in each what
is further left, and a column as a whole before the one beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)

T = TypeVar("T")

WHOLE = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLabel, QLineEdit)
"""What is one stop, whatever it is made of."""
SLACK = 3
"""Pixels by which neighbours may overlap and still stand below or beside each other."""


def move(root: QWidget, forward: bool) -> bool:
    """Take the focus to the next or previous stop inside `root`, and scroll it into view."""
    order = stops(root, QApplication.focusWidget())
    focus = QApplication.focusWidget()
    if not order:
        return False
    at = order.index(focus) if focus in order else -1 if forward else 0
    target = order[(at + (1 if forward else -1)) % len(order)]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    show(target)
    return True


def stops(root: QWidget, also: QWidget | None = None) -> list[QWidget]:
    """Return what Tab stops at inside `root`, in reading order, with `also` where it stands among it."""
    return [widget for widget in _walk(root) if widget is also or _stops(widget)]


def _walk(widget: QWidget) -> Iterator[QWidget]:
    """Yield a widget and those below it that can be seen, as they are read."""
    yield widget
    if isinstance(widget, WHOLE):
        return
    room = widget.rect()
    children = [
        (child.geometry(), child)
        for child in widget.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not isinstance(child, QScrollBar)
        and room.intersects(child.geometry())
    ]
    for child in in_order(children):
        yield from _walk(child)


def _stops(widget: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or not widget.isEnabled():
        return False
    if widget.focusProxy() is not None:
        return False
    return not isinstance(widget, QRadioButton) or _speaks_for_its_group(widget)


def _speaks_for_its_group(button: QRadioButton) -> bool:
    """Say whether a radio button is the one of its group that Tab stops at: the chosen one, or the first."""
    group = button.group()
    beside: Sequence[object] = group.buttons() if group is not None else button.parentWidget().children()
    radios = [other for other in beside if isinstance(other, QRadioButton) and other.isEnabled()]
    chosen = next((other for other in radios if other.isChecked()), radios[0])
    return chosen is button


def in_order(boxes: Sequence[tuple[QRect, T]]) -> list[T]:
    """Return what stands in boxes in reading order: cut into rows where one can, else into columns."""
    if len(boxes) < 2:
        return [held for _, held in boxes]
    for across in (False, True):
        groups = _cut(boxes, across)
        if len(groups) > 1:
            return [held for group in groups for held in in_order(group)]
    return [held for _, held in sorted(boxes, key=lambda each: (each[0].top(), each[0].left()))]


def _cut(boxes: Sequence[tuple[QRect, T]], across: bool) -> list[list[tuple[QRect, T]]]:
    """Part boxes where no box lies on the cut, from top to bottom or from left to right."""

    spans = [
        ((box.left(), box.right() + 1) if across else (box.top(), box.bottom() + 1), (box, held))
        for box, held in boxes
    ]
    groups: list[list[tuple[QRect, T]]] = []
    end = 0
    for (first, last), each in sorted(spans, key=lambda span: span[0]):
        if groups and first < end - SLACK:
            groups[-1].append(each)
            end = max(end, last)
        else:
            groups.append([each])
            end = last
    return groups


def show(widget: QWidget) -> None:
    """Scroll every area around a widget so that it is seen: the focus may come from outside of them."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 8, 8)
        above = above.parentWidget()
