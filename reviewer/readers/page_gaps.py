"""What stands between two blocks of a web page: a blank line, a line break, or a tab between cells."""

from __future__ import annotations

from reviewer.readers.page_tags import Tag

GROUPED = 2
"""Plain blocks that end and begin between two lines of one group; more of them set the next group apart."""

_CELL, _WIDE, _LIST, _TIGHT = int(Tag.CELL), int(Tag.WIDE), int(Tag.LIST), int(Tag.TIGHT)


class Gaps:
    """The tags since the last block, and the row of a table that is being read."""

    def __init__(self) -> None:
        self._row_is_simple = self._row_is_new = False
        self._tabs: list[int] = []
        self._forget()

    def _forget(self) -> None:
        self._wide = self._cell = self._other = False
        self._narrow = self._tight = self._lines = 0

    def line(self, count: int = 1) -> None:
        """Note that a line ended; two of them make a blank line."""
        self._lines += count
        self._other = True

    def block(self, kind: int, nested: bool) -> None:
        """Note the begin or end of a block; `nested` is for a list within a list."""
        if kind & _CELL:
            self._cell = True
            return
        self._other = True
        if kind & _WIDE:
            self._wide = self._wide or not (nested and kind & _LIST)
        elif kind & _TIGHT:
            self._tight += 1
        else:
            self._narrow += 1

    def row(self, begins: bool) -> None:
        """Note that a row of a table begins, or that a row or a table ends."""
        self._row_is_simple = self._row_is_new = begins
        self._tabs = []

    def write(self, texts: list[str]) -> None:
        """Append what stands before the next block; a row with a line break in it gets no tabs at all."""
        if not texts:
            texts.append("")
        elif self._cell and not self._other and self._row_is_simple and not self._row_is_new:
            self._tabs.append(len(texts))
            texts.append("\t")
        else:
            texts.append("\n\n" if self._is_blank() else "\n")
            self._row_is_simple = self._row_is_simple and self._row_is_new
            if self._tabs:
                self._break_row(texts)
        self._row_is_new = False
        self._forget()

    def _is_blank(self) -> bool:
        """Whether a blank line parts the blocks: items that hold blocks are set apart as well."""
        grouped = self._narrow >= GROUPED and self._tight >= GROUPED
        return self._wide or self._lines > 1 or self._narrow > GROUPED or grouped

    def _break_row(self, texts: list[str]) -> None:
        for index in self._tabs:
            texts[index] = "\n"
        self._tabs = []
