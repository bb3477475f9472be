"""The head of Screen: which stage, how much is decided, how far one has come, and how far reviewers agree."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.gui.bars import draw_focus
from reviewer.gui.fields import Elided
from reviewer.gui.workspaces.screening.counting import Progress
from reviewer.language import amount, later, say, say_count
from reviewer.model.screening import Stage

WIDE = 240
"""Width of the bar, px; in a narrow window half of it, and agreement is in its tooltip."""


class ProgressLine(QWidget):
    """A bar of what is decided, the share in words below it, and the agreement."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._share_words, self._agreement = 0.0, "", ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(32)
        theme.notifier.themeChanged.connect(self.update)

    def show_progress(self, found: Progress) -> None:
        """Show how far a stage has come."""
        tally = found.tally
        self._share = tally.decided / tally.records if tally.records else 0.0
        whole = int(100 * self._share)
        self._share_words = "" if not tally.records else say("{percent} % screened", percent=whole)
        self._agreement = found.agreement
        why = f"\n{found.undefined}" if found.undefined else ""
        self.setToolTip(f"{self._share_words}\n{self._agreement}{why}".strip())
        self.setAccessibleName(f"{self._share_words}. {self._agreement}".strip(". "))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDE, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        bar = QRectF(0, 4, self.width(), 6)
        painter.fillRect(bar, theme.colour("line"))
        painter.fillRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), theme.colour("hair"))
        painter.fillRect(QRectF(0, 4, bar.width() * self._share, 6), theme.colour("accent"))
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2"))
        line = QRectF(0, 14, self.width(), 16)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._share_words)
        used = painter.fontMetrics().horizontalAdvance(self._share_words) + 12
        if used + painter.fontMetrics().horizontalAdvance(self._agreement) <= self.width():
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(line, right, self._agreement)
        painter.end()


STAGES = {
    Stage.ABSTRACT: say("Title and abstract screening"),
    Stage.FULL_TEXT: say("Full text screening"),
}
_INSIDE = (later("title and abstract"), later("full text"))
"""What the stages are called inside a sentence."""


class StageButton(QToolButton):
    """The title of the place, and the menu of what can be decided from."""

    def __init__(self, stages: Sequence[QAction]) -> None:
        super().__init__()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        menu = QMenu(self)
        menu.addActions(list(stages))
        self.setMenu(menu)
        theme.notifier.themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(theme.font("docTitle")).horizontalAdvance(self.text())
        return QSize(round(wide) + 22, self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._high())

    def _high(self) -> int:
        return round(theme.line_height("docTitle")) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("docTitle"))
        painter.setPen(theme.colour("text1"))
        room = QRectF(0, 0, self.width() - 20, self.height())
        cut = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)
        left = min(float(painter.fontMetrics().horizontalAdvance(cut)) + 5, self.width() - 14.0)
        ink = "accent" if self.underMouse() or self.hasFocus() else "text3"
        theme.draw_icon(painter, QRectF(left, 2, 12, self.height()), "down", ink)
        draw_focus(self, painter)


class Header(QWidget):
    """Stage and progress."""

    def __init__(self, stages: Sequence[QAction]) -> None:
        """`stages` are the actions that choose what is decided from; the title is their menu."""
        super().__init__()
        self.setFixedHeight(theme.size("readerHeader"))
        self.title = StageButton(stages)
        self.said = Elided("small", "text2")
        self.line = ProgressLine()
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self.said)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 3, 14, 4)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self.line)

    def show_stage(self, stage: Stage) -> None:
        """Name what is decided from."""
        self.title.setText(STAGES[stage])
        self.title.setAccessibleName(say("Stage: {stage}", stage=say(stage.words)))
        self.title.updateGeometry()

    def show_progress(self, found: Progress) -> None:
        """Say how much is decided, and whose decisions are hidden."""
        tally = found.tally
        said = say(
            "{decided} of {records} decided by you.",
            decided=amount(tally.decided),
            records=amount(tally.records),
        )
        if found.looks:
            said = f"{said} {say('You see what others decide.')}"
        elif found.others:
            hidden = say_count(
                len(found.others),
                "{name} is hidden until you decide.",
                "{n} others are hidden until you decide.",
                name=found.others[0],
            )
            said = f"{said} {hidden}"
        self.said.setText(said)
        self.line.show_progress(found)
