"""The manual in a window of its own: at the left its pages, and words to search for above them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QKeySequence,
    QPixmap,
    QShortcut,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from reviewer import manual
from reviewer.gui import theme
from reviewer.gui.keys import Section, by_menu, columns
from reviewer.language import say
from reviewer.manual import Page

LIST_WIDTH, SCROLL_BAR = 232, 16
MARGIN, ABOVE = 28, 12
MEASURE = 640
"""Width of the words of a page and of its pictures, px."""
HEADINGS = {1: "docTitle", 2: "section", 3: "bodyStrong"}
BACK = "back"
"""Where the link above a large picture leads."""
PICTURE = "\ufffc"
"""What stands in a text for a picture."""
FIRST = "first-review"
"""The page for places that have none of their own."""


class Manual(QWidget):
    """Shows one page at a time. `sections` are the keys at present, for the page that lists them."""

    def __init__(self, sections: Callable[[], list[Section]], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._sections = sections
        self._pages: dict[str, Page] = {}
        self._before: list[tuple[str, int]] = []
        """Where one was before each link: the page, and how far it was scrolled."""
        self.setWindowTitle(say("Manual — Reviewer"))
        self.setWindowIcon(theme.icon("reviewer", "accent"))
        self.field = QLineEdit(placeholderText=say("Search the manual"), clearButtonEnabled=True)
        self.field.setAccessibleName(say("Search the manual"))
        self.list = QListWidget()
        self.list.setAccessibleName(say("Pages of the manual"))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = _Paper()
        self.text.setAccessibleName(say("Page of the manual"))
        self._build()
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._enter)
        self.list.currentItemChanged.connect(lambda item, _before: self._choose(item))
        self.text.followed.connect(self._follow)
        theme.notifier.themeChanged.connect(self._again)
        for keys, act in (
            ("Esc", self._leave),
            ("Ctrl+F", self.field.setFocus),
            ("Alt+Left", self.go_back),
        ):
            QShortcut(QKeySequence(keys), self, activated=act)
        self.setMinimumSize(LIST_WIDTH + MEASURE + 2 * MARGIN + SCROLL_BAR, 400)
        self.resize(QSize(980, 720))

    def _build(self) -> None:
        left = QWidget()
        left.setProperty("pane", "panel")
        left.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.text, 1)

    # ------------------------------------------------------------------ pages

    def open_at(self, target: str) -> None:
        """Show the window at a page, or one of its headings after a #; the keyboard stands in the field."""
        self._pages = {page.id: page for page in manual.pages(self._lists())}
        self.field.clear()
        self._before.clear()
        self._list_all()
        self.show()  # before the page: where a heading stands is known once the page has its width
        self.show_page(target if target.partition("#")[0] in self._pages else FIRST)
        self.activateWindow()
        self.field.setFocus()

    def show_page(self, target: str) -> None:
        """Show a page, or one of its headings after a #; what is not there is passed over."""
        id, _, anchor = target.partition("#")
        if id not in self._pages:
            return
        rows = {self.list.item(row).data(Qt.ItemDataRole.UserRole): row for row in range(self.list.count())}
        self.list.blockSignals(True)
        self.list.setCurrentRow(rows.get(id, -1))  # -1: not among what was found
        self.list.blockSignals(False)
        self.text.show_page(self._pages[id], "", anchor)

    def _follow(self, target: str) -> None:
        """Go where a link leads: to a page, a heading, or a picture as large as it is."""
        self._before.append((self.text.shown, self.text.verticalScrollBar().value()))
        if target == BACK:
            self._before.pop()
            self.go_back()
        elif target in self.text.pictures:
            self.text.show_picture(target)
        else:
            self.show_page(target)

    def go_back(self) -> None:
        """Show what was shown before the last link."""
        if self._before:
            target, at = self._before.pop()
            self.show_page(target)
            self.text.verticalScrollBar().setValue(at)

    def _leave(self) -> None:
        """Put a large picture away, else the window."""
        if self.text.is_large:
            self.go_back()
        else:
            self.close()

    def _lists(self) -> dict[str, str]:
        """Return the lists of keys and of menus, as they are at present."""
        sections = self._sections()
        keys = [
            f"## {column.title}\n\n| | |\n|---|---|\n"
            + "".join(f"| {words} | **{keys}** |\n" for words, _caps, keys in column.lines)
            for column in columns(sections)
        ]
        menus = [
            f"## {menu}\n\n| | | |\n|---|---|---|\n"
            + "".join(
                f"| {words} | {f'**{keys}**' if keys else ''} | {where} |\n" for words, keys, where in lines
            )
            for menu, lines in by_menu(sections)
        ]
        return {"keys": "\n".join(keys), "menus": "\n".join(menus)}

    def _list_all(self) -> None:
        self._fill([(page, "") for page in self._pages.values()])

    def _search(self, words: str) -> None:
        if not words.strip():
            self._list_all()
            self.list.setCurrentRow(0)
            return
        found = manual.find(self._pages.values(), words)
        self._fill([(hit.page, hit.excerpt) for hit in found])
        if found:
            self.list.setCurrentRow(0)
        else:
            self.text.say(say("Nothing in the manual speaks of “{words}”.", words=words.strip()))

    def _fill(self, rows: list[tuple[Page, str]]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for page, excerpt in rows:
            item = QListWidgetItem(page.title)
            item.setData(Qt.ItemDataRole.UserRole, page.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{page.title}. {excerpt}".strip())
            item.setToolTip(excerpt)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.text.show_page(self._pages[item.data(Qt.ItemDataRole.UserRole)], self.field.text())

    def _enter(self) -> None:
        self.text.setFocus()

    def _again(self) -> None:
        if self.isVisible() and self.text.shown:
            at = self.text.verticalScrollBar().value()
            self.text.show_again()
            self.text.verticalScrollBar().setValue(at)


class _Paper(QTextBrowser):
    """A page of Markdown in the type and colours of the window. Nothing is loaded but our own pictures."""

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shown = ""
        """The id of the page, also while a picture of it is shown by itself."""
        self.pictures: dict[str, str] = {}
        """The pictures of the page that was shown last, with what they show."""
        self.show_again: Callable[[], None] = lambda: None
        self.is_large = False
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(self._follow)
        self.setProperty("pane", "page")
        self._set_width(MEASURE + 2 * MARGIN)

    def _set_width(self, width: int) -> None:
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(width)

    def show_page(self, page: Page, words: str, anchor: str = "") -> None:
        """Show a page from its top or from a heading, and mark the words that were searched for."""
        self.shown, self.is_large = page.id, False
        self.pictures = {name: told for told, name in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.text)}
        self.show_again = partial(self.show_page, page, words, anchor)
        self._set_width(MEASURE + 2 * MARGIN)
        self.document().setDefaultFont(theme.font("body"))
        self.document().setMarkdown(page.text)
        self._dress()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark(words.split())
        if anchor in page.anchors:
            self._scroll_to(page.anchors.index(anchor))

    def show_picture(self, name: str) -> None:
        """Show a picture of the page by itself, as large as it is."""
        self.is_large = True
        self.show_again = partial(self.show_picture, name)
        path = manual.picture(name, dark=theme.is_dark())
        width = QPixmap(str(path)).width() if path is not None else MEASURE
        self._set_width(width + 2 * MARGIN)
        self.document().setDefaultFont(theme.font("body"))
        self.document().setMarkdown(
            f"[{say('Back to the page')}]({BACK})\n\n![{self.pictures[name]}]({name})"
        )
        self._dress()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def say(self, words: str) -> None:
        """Show one sentence instead of a page."""
        self.shown, self.is_large = "", False
        self.document().setDefaultFont(theme.font("body"))
        self.setPlainText(words)

    def loadResource(self, kind: int, name: QUrl) -> Any:
        """Return a picture of the manual, in the colours of the window, as wide as the words at most."""
        if kind != QTextDocument.ResourceType.ImageResource:
            return None
        path = manual.picture(name.toString(), dark=theme.is_dark())
        if path is None:
            return None
        picture = QPixmap(str(path))
        if self.is_large:
            return picture
        ratio = self.devicePixelRatioF()
        scaled = picture.scaledToWidth(round(MEASURE * ratio), Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        return scaled

    def _dress(self) -> None:
        """Give headings, tables and links the type and the colours of the window."""
        document = self.document()
        frame = QTextFrameFormat(document.rootFrame().frameFormat())
        frame.setMargin(MARGIN)
        document.rootFrame().setFrameFormat(frame)
        block = document.begin()
        while block.isValid():
            self._dress_block(block)
            self._link_picture(block)
            block = block.next()
        for child in document.rootFrame().childFrames():
            if isinstance(child, QTextTable):
                shape = child.format()
                shape.setBorder(0)
                shape.setCellPadding(4)
                shape.setCellSpacing(0)
                shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                child.setFormat(shape)

    def _dress_block(self, block: Any) -> None:
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        if level:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            shape = QTextCharFormat()
            shape.setFont(theme.font(HEADINGS.get(level, "bodyStrong")))
            cursor.mergeCharFormat(shape)
        paragraph = block.blockFormat()
        if block.text() != PICTURE:  # which would have a third of its height below it
            paragraph.setLineHeight(135, 1)  # a share of the type's own height
        if not cursor.currentTable():
            paragraph.setTopMargin(18 if level > 1 else 0)
            paragraph.setBottomMargin(8)
        cursor.setBlockFormat(paragraph)

    def _link_picture(self, block: QTextBlock) -> None:
        """Let a picture that stands in a block lead to itself as large as it is."""
        fragment = block.begin().fragment() if block.length() > 1 else None
        if fragment is None or not fragment.charFormat().isImageFormat() or self.is_large:
            return
        shape = fragment.charFormat().toImageFormat()
        shape.setAnchor(True)
        shape.setAnchorHref(shape.name())
        shape.setToolTip(say("Show the picture as large as it is"))
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(shape)

    def _scroll_to(self, heading: int) -> None:
        """Bring a heading to the top, by its number."""
        block = self.document().begin()
        while block.isValid():
            heading -= block.blockFormat().headingLevel() > 0
            if heading < 0:
                self.document().size()  # lays out the whole page, so that it can be scrolled this far
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top) - ABOVE)
                return
            block = block.next()

    def _mark(self, words: list[str]) -> None:
        first = None
        for word in words:
            cursor = self.document().find(word)
            while not cursor.isNull():
                shape = QTextCharFormat()
                shape.setBackground(theme.colour("find"))
                cursor.mergeCharFormat(shape)
                first = cursor if first is None or cursor.position() < first.position() else first
                cursor = self.document().find(word, cursor)
        if first is not None:
            first.clearSelection()
            self.setTextCursor(first)
            self.ensureCursorVisible()

    def _follow(self, target: QUrl) -> None:
        name = target.toString()
        page, dot_md, anchor = name.partition(".md")
        if name == BACK or name in self.pictures:
            self.followed.emit(name)
        elif dot_md:
            self.followed.emit(f"{page}{anchor}")
        elif target.scheme() in ("http", "https"):
            QDesktopServices.openUrl(target)
