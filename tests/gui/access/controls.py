"""The controls of a window as assistive technologies, the keyboard and the mouse meet them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QHoverEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import tab_order, theme
from reviewer.gui.bars import PlaceButton
from reviewer.gui.segments import Segments
from tests.gui.access.looking import part

Role = QAccessible.Role
SILENT = {
    Role.NoRole, Role.Client, Role.Pane, Role.LayeredPane, Role.Border, Role.Whitespace,
    Role.Window, Role.Application, Role.StaticText,
}  # fmt: skip
"""Roles of what is no control: a control that tells one of these cannot be used by who does not see it."""
TARGET = 24


def inside(root: QWidget) -> Iterator[QWidget]:
    """Yield every widget that can be seen inside a window."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and widget.window() is root.window() and seen(widget):
            yield widget


def seen(widget: QWidget) -> bool:
    """Say whether any of a widget is in sight: not behind a tab, not scrolled away."""
    parts = (widget, *widget.findChildren(QWidget)) if isinstance(widget, QAbstractScrollArea) else (widget,)
    return any(not part.visibleRegion().isEmpty() for part in parts)


def part_of_another(widget: QWidget) -> bool:
    """Say whether a widget is a part that Qt makes of a control: the field of a spin box, a scroll bar."""
    parent = widget.parentWidget()
    if isinstance(widget, QAbstractItemView) and parent is not None:
        if isinstance(parent.parentWidget(), QComboBox):  # its list, which is called as the box is
            return True
    return isinstance(widget, QScrollBar) or (
        isinstance(parent, (QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar, QMenuBar, QLineEdit))
        and not type(widget).__module__.startswith("reviewer")
    )


def clickable(widget: QWidget) -> bool:
    """Say whether something happens where one clicks: a control of Qt, or one of ours that takes clicks."""
    if isinstance(widget, (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QTabBar)):
        return widget.isEnabled()
    return any(
        "mousePressEvent" in vars(kind) or "mouseReleaseEvent" in vars(kind)
        for kind in type(widget).__mro__
        if kind.__module__.startswith("reviewer")
    )


def by_tab(widget: QWidget) -> bool:
    """Say whether Tab stops at a widget."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()


def controls(root: QWidget) -> list[QWidget]:
    """Return what one can do something with in a window, by the keyboard or the mouse."""
    return [
        w
        for w in inside(root)
        if (by_tab(w) or clickable(w))
        and not part_of_another(w)
        and not isinstance(w, (QMainWindow, QDockWidget))
    ]


def name_of(widget: QWidget) -> str:
    """Return what a control is called; Qt calls a combo box by its value, so the widget itself is asked."""
    if isinstance(widget, (QComboBox, QAbstractSpinBox)):
        return widget.accessibleName() or _buddy(widget)
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name).replace("&", "").strip() if told is not None else ""


def _buddy(widget: QWidget) -> str:
    return next((each.text() for each in widget.window().findChildren(QLabel) if each.buddy() is widget), "")


def role_of(widget: QWidget) -> QAccessible.Role:
    told = QAccessible.queryAccessibleInterface(widget)
    return told.role() if told is not None else Role.NoRole


def said(widget: QWidget) -> str:
    where, step = [], widget.parentWidget()
    while step is not None and len(where) < 3:
        where.append(type(step).__name__)
        step = step.parentWidget()
    return f"{type(widget).__name__} {name_of(widget)[:60]!r} in {' < '.join(where)}"


def unnamed(found: list[QWidget]) -> list[str]:
    return [said(w) for w in found if not name_of(w) and not isinstance(w, QScrollArea)]


def without_role(found: list[QWidget]) -> list[str]:
    """Return controls that are told as no control; words that can be walked through are told as text."""
    text = (QScrollArea, QTextEdit)
    return [f"{role_of(w).name} {said(w)}" for w in found if role_of(w) in SILENT and not isinstance(w, text)]


def context(widget: QWidget) -> str:
    """Return the names of what a control stands in, from the window down to it."""
    names, step = [], widget.parentWidget()
    while step is not None:
        names.append(step.accessibleName() or (step.windowTitle() if step.isWindow() else ""))
        step = step.parentWidget()
    return " < ".join(filter(None, names))


def alike(widgets: list[QWidget]) -> list[str]:
    """Return controls of one name, role and context: nobody can tell them apart by ear."""
    seen: dict[tuple[str, ...], QWidget] = {}
    found = []
    for widget in widgets:
        key = (name_of(widget), role_of(widget).name, context(widget))
        if key in seen:
            found.append(said(widget))
        seen[key] = widget
    return found


def small(root: QWidget, widgets: list[QWidget]) -> list[str]:
    """Return targets that are smaller than 24 px without room around them (WCAG 2.5.8)."""
    boxes = [(w, QRect(w.mapTo(root, QPoint()), w.size())) for w in widgets if clickable(w)]
    found = []
    for widget, box in boxes:
        if min(box.width(), box.height()) >= TARGET:
            continue
        for other, beside in boxes:
            if other is widget or other.isAncestorOf(widget) or widget.isAncestorOf(other):
                continue
            circle = QRect(0, 0, TARGET, TARGET)
            circle.moveCenter(box.center())
            around = beside
            if min(beside.width(), beside.height()) < TARGET:
                around = QRect(0, 0, TARGET, TARGET)
                around.moveCenter(beside.center())
            if circle.intersects(around):
                found.append(f"{box.width()}x{box.height()} {said(widget)} beside {said(other)}")
                break
    return found


def clipped(root: QWidget) -> list[str]:
    """Return what has less room than it needs: words, a button, or a widget beyond what it stands in."""
    found = []
    for widget in inside(root):
        if type(widget) is QLabel and widget.text():
            needs, has = widget.sizeHint().width(), widget.width()
            if widget.wordWrap():
                needs, has = widget.heightForWidth(widget.width()), widget.height()
            if needs > has + 1 and not widget.toolTip():
                found.append(f"has {has} of {needs} px: {said(widget)}")
        elif isinstance(widget, QAbstractButton) and widget.text() and not _only_icon(widget):
            short = _needs(widget) - widget.size()
            if max(short.width(), short.height()) > 1:
                found.append(f"lacks {short.toTuple()} px: {said(widget)}")
        parent = widget.parentWidget()
        if parent is None or widget is root or not _stays(widget) or part_of_another(widget):
            continue
        if (
            not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())
            and min(widget.size().toTuple()) > 5
        ):
            found.append(f"lies outside at {widget.geometry().getRect()}: {said(widget)}")
    return found


def _needs(button: QAbstractButton) -> QSize:
    """Return the room a button needs; the digit of a place stands in its tooltip too."""
    if isinstance(button, PlaceButton):
        return QSize(32 + button.fontMetrics().horizontalAdvance(button.text()), 24)
    return button.minimumSizeHint()


def _only_icon(button: QAbstractButton) -> bool:
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    plain = type(button) is QToolButton and not button.icon().isNull()
    return plain and button.toolButtonStyle() == icon_only


def _stays(widget: QWidget) -> bool:
    """Say whether a widget is no part of what scrolls, where lying outside is meant."""
    step = widget
    while step is not None and not step.isWindow():
        if step.objectName() == "qt_scrollarea_viewport":
            return False
        step = step.parentWidget()
    return True


def unexplained(widgets: list[QWidget]) -> list[str]:
    """Return the buttons that show only a picture, and say to nobody who sees it what it means."""
    return [
        said(w)
        for w in widgets
        if isinstance(w, QAbstractButton) and not w.text() and not w.icon().isNull() and not w.toolTip()
    ]


def low(menu: QMenu) -> list[str]:
    """Return the entries of a menu that are lower than a target may be."""
    boxes = [(menu.actionGeometry(entry), entry) for entry in menu.actions() if not entry.isSeparator()]
    return [f"{box.height()} px: {entry.text()!r}" for box, entry in boxes if 0 < box.height() < TARGET]


def passed_over(menu: QMenu) -> list[str]:
    """Return the entries of a menu that its arrow keys do not come to."""
    wanted = [each for each in menu.actions() if each.isEnabled() and not each.isSeparator()]
    met = []
    for _ in wanted:
        QTest.keyClick(menu, Qt.Key.Key_Down)
        met.append(menu.activeAction())
    return [each.text() for each in wanted if each.isVisible() and each not in met]


def press_tab(back: bool = False) -> QWidget | None:
    focus = QApplication.focusWidget()
    modifier = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focus, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, modifier)
    return QApplication.focusWidget()


def tour(root: QWidget, most: int = 400) -> tuple[list[QWidget], list[str]]:
    """Press Tab until the focus comes back; returns the stops, and what let nobody go on.

    A widget may keep Tab to itself for the parts of it, such as the blocks of the report, but not for ever.
    """
    stops: list[QWidget] = []
    kept = 0
    while len(stops) < most:
        focus = QApplication.focusWidget()
        if focus is None:
            return stops, ["the focus is nowhere"]
        if stops and focus is stops[-1]:
            kept += 1
            if kept > 200:
                return stops, [said(focus)]
        elif focus in stops:
            return stops, []
        else:
            stops.append(focus)
            kept = 0
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        if kept == 0 and len(stops) == 1 and QApplication.focusWidget() is focus and _alone(root, focus):
            return stops, []
    return stops, ["Tab comes to no end"]


def _alone(root: QWidget, focus: QWidget) -> bool:
    return all(widget is focus or not by_tab(widget) for widget in inside(root))


def unreached(root: QWidget, stops: list[QWidget]) -> list[str]:
    """Return what can be seen and takes the keyboard, and Tab does not stop at."""
    met = set(stops)
    wanted = [w for w in inside(root) if by_tab(w) and not part_of_another(w) and w.focusProxy() is None]
    return [said(w) for w in wanted if w not in met and not _other_of_a_group(w, met)]


def _other_of_a_group(widget: QWidget, met: set[QWidget]) -> bool:
    """Say whether Tab stops at another radio button of the same group; arrows go on from there."""
    return isinstance(widget, QRadioButton) and any(
        isinstance(other, QRadioButton)
        and (other.group() is widget.group() if widget.group() else other.parent() is widget.parent())
        for other in met
    )


def led_back(stops: list[QWidget]) -> list[str]:
    """Return the steps of Tab that lead back up inside one container: not as one reads."""
    found = []
    for before, after in zip(stops, stops[1:], strict=False):
        if before.parentWidget() is not after.parentWidget():
            continue
        one, other = before.geometry(), after.geometry()
        above = other.bottom() <= one.top() + 3 and other.left() < one.right()
        left = abs(other.center().y() - one.center().y()) < 8 and other.right() <= one.left()
        if above or left:
            found.append(f"{said(before)} → {said(after)}")
    return found


def unmarked(widget: QWidget) -> bool:
    """Say whether a widget hides that it has the keyboard: no mark of 3 to 1 with what was there before."""
    root = widget.window()
    tab_order.show(widget)
    widget.clearFocus()
    before = part(root, widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if QApplication.focusWidget() is not widget:
        return False
    after = part(root, widget)
    marked = 0
    for y in range(min(before.height(), after.height())):
        for x in range(min(before.width(), after.width())):
            one, other = before.pixel(x, y), after.pixel(x, y)
            if one != other and theme.contrast_ratio(QColor.fromRgb(one), QColor.fromRgb(other)) >= 3:
                marked += 1
                if marked >= 24:
                    return False
    return True


class Gallery(QWidget):
    """One of each kind of control that the style sheet or the theme draws."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        link, tool, toggle = QPushButton("A link"), QToolButton(text="A tool"), QToolButton(text="A switch")
        link.setProperty("link", True)
        toggle.setProperty("toggle", True)
        segment = QToolButton(text="A segment", checkable=True, checked=True)
        segment.setProperty("segment", "only")
        field, choice = QLineEdit("A field"), QComboBox()
        choice.addItems(["A choice", "Another"])
        rows = QListWidget()
        rows.addItems(["A row", "Another row"])
        rows.setCurrentRow(0)
        self.controls: list[QWidget] = [
            QPushButton("A button"), theme.KeyButton("The first button", "Ctrl", "E", primary=True),
            theme.KeyButton("A button with keys", "G"), link, tool, toggle, segment, field, choice,
            QCheckBox("A box"), QRadioButton("A choice of few"), Segments("Stance", STANCES), rows,
        ]  # fmt: skip
        for control in self.controls:
            column.addWidget(control)

    @contextmanager
    def held(self, control: QWidget, state: str) -> Iterator[None]:
        """Hold a control under the pointer, pressed, or with the keyboard."""
        part = control.viewport() if isinstance(control, QAbstractScrollArea) else control
        middle = part.rect().center().toPointF()
        if state == "focus":
            control.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
            QApplication.sendEvent(part, QHoverEvent(QEvent.Type.HoverEnter, middle, middle, middle))
            QApplication.sendEvent(part, QHoverEvent(QEvent.Type.HoverMove, middle, middle, middle))
        if state == "press" and isinstance(control, QAbstractButton):
            control.setDown(True)
        yield
        if isinstance(control, QAbstractButton):
            control.setDown(False)
        part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        QApplication.sendEvent(part, QHoverEvent(QEvent.Type.HoverLeave, middle, middle, middle))


STANCES = (("supports", "Supports", "+"), ("contradicts", "Contradicts", "-"))
