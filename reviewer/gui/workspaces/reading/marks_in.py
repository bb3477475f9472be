"""Marks of other programs from a file: which were kept, and what to do with those that name no document."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer.actions import marks
from reviewer.gui import dialogs
from reviewer.gui.session import Session
from reviewer.language import say, say_count
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
    text = say_count(
        len(result.without_document),
        "The file holds {n} mark of no document in this library.",
        "The file holds {n} marks of no document in this library.",
    )
    if one:
        detail = say("It is {mark}. Look for its words in the document that is open?")
    else:
        detail = say("The first is {mark}. Look for their words in the document that is open?")
    detail = detail.format(mark=result.without_document[0])
    look = say("Look in “{title}”", title=one_line(here.record.title, 40))
    leave = say("Leave it") if one else say("Leave them")
    return dialogs.ask(parent.window(), text, detail, [look, leave], default=1) == 0


def told(result: marks.MarksResult) -> str:
    """Return what came of a file, as in "3 marks of Zotero wait as suggestions.\""""
    if result.added:
        return say_count(
            result.added,
            "{n} mark of {program} waits as a suggestion.",
            "{n} marks of {program} wait as suggestions.",
            program=result.program,
        )
    return say("No new marks of {program}.", program=result.program)


def left_over(result: marks.MarksResult) -> str:
    """Return what did not find its words or its document, or what was known already; "" for nothing."""
    placeless, homeless, known = len(result.without_place), len(result.without_document), result.known
    told = (
        say_count(placeless, "{n} mark kept without a place", "{n} marks kept without a place"),
        say_count(homeless, "{n} mark of no document here", "{n} marks of no document here"),
        say_count(known, "{n} mark known already", "{n} marks known already"),
    )
    words = "; ".join(each for count, each in zip((placeless, homeless, known), told, strict=True) if count)
    return f"{words}." if words else ""
