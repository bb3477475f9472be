"""Marks of other programs from a file: which were kept, and what to do with those that name no document."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer.actions import marks
from reviewer.gui import dialogs
from reviewer.gui.session import Session
from reviewer.language import say
from reviewer.model import Document
from reviewer.text import one_line


def bring(session: Session, parent: QWidget, here: Document | None) -> None:
    """Keep the marks of a file that a person names; `here` is the document that is open."""
    path = dialogs.open_marks(parent.window())
    if path is None:
        return
    result = session.perform(marks.import_marks, path)
    if result is None:
        return
    nowhere = bool(result.without_document) and not result.documents
    if here is not None and nowhere and _wanted(parent, here, result):
        result = session.perform(marks.import_marks, path, here.id) or result
    session.tell(told(result), left_over(result))


def _wanted(parent: QWidget, here: Document, result: marks.MarksResult) -> bool:
    one = len(result.without_document) == 1
    first, words, them = (
        (say("It is"), say("its words"), "it") if one else (say("The first is"), say("their words"), "them")
    )
    text = say(
        "The file holds {counted} of no document in this library.",
        counted=_counted(len(result.without_document), "mark"),
    )
    detail = say(
        "{first} {part}. Look for {words} in the document that is open?",
        first=first,
        part=result.without_document[0],
        words=words,
    )
    title = one_line(here.record.title, 40)
    return dialogs.ask(parent.window(), text, detail, [f"Look in “{title}”", f"Leave {them}"], default=1) == 0


def told(result: marks.MarksResult) -> str:
    """Return what came of a file, as in "3 marks of Zotero wait as suggestions.\""""
    if result.added:
        wait = say("waits as a suggestion") if result.added == 1 else say("wait as suggestions")
        return say(
            "{counted} of {program} {wait}.",
            counted=_counted(result.added, "mark"),
            program=result.program,
            wait=wait,
        )
    return say("No new marks of {program}.", program=result.program)


def left_over(result: marks.MarksResult) -> str:
    """Return what did not find its words or its document, or what was known already; "" for nothing."""
    counts = (
        (len(result.without_place), say("kept without a place")),
        (len(result.without_document), say("of no document here")),
        (result.known, say("known already")),
    )
    words = "; ".join(f"{_counted(count, 'mark')} {what}" for count, what in counts if count)
    return f"{words}." if words else ""


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
