"""The palette: one field for claims, words in texts, tags, documents and every command.

A prefix narrows it: > commands, = claims, # tags, @ documents, " words in text. `finding` says what is found,
`gui.lookup` asks the library on a thread of its own, `lines` draws, `popup` is the window.
"""

from reviewer.gui.palette.finding import PREFIXES, Entry, around, fuzzy
from reviewer.gui.palette.popup import Palette

__all__ = ["PREFIXES", "Entry", "Palette", "around", "fuzzy"]
