"""The reading page: one document with its voices in the gutter, marks in the text, notes in the margin."""

from reviewer.gui.page.marks import Boundary, Mark, Note
from reviewer.gui.page.reading import Page

__all__ = ["Boundary", "Mark", "Note", "Page"]
