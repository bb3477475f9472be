"""Keep the marks of other programs as open suggestions, on the words they were set on, found again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewer.errors import ReviewError
from reviewer.exchange.annotations_in import holds_marks, marks_of
from reviewer.exchange.hypothesis_marks import hypothesis, is_hypothesis
from reviewer.exchange.marked import Marked, Work, read_json
from reviewer.exchange.zotero_marks import from_html, is_zotero, zotero
from reviewer.exchange.zotero_notes import from_markdown, is_markdown_note
from reviewer.language import recorded, say
from reviewer.library import Library, arrivals, documents, imports, journal
from reviewer.library import suggestions as stored
from reviewer.model import Changes, Document, Span, Suggestion, SuggestionKind
from reviewer.readers import Input, decode
from reviewer.readers.parsed import Mark
from reviewer.refinding import Ground, How

MOST = 100_000_000
"""Bytes of a file that is read as a whole."""
WEB = "Web Annotations"
SOURCES: tuple[tuple[str, Callable[[object], bool], Callable[[object], Iterator[Marked]]], ...] = (
    ("Hypothesis", is_hypothesis, hypothesis),
    ("Zotero", is_zotero, zotero),
    (WEB, holds_marks, marks_of),
)
"""Programs whose marks are read: name, whether a file is theirs, and what it holds."""
NOT_FOUND = recorded("its words were not found in the document")


@dataclass
class MarksResult:
    """What became of the marks of a file: kept with or without a place, known already, of no document here.

    `without_place` and `without_document` name each of these by its words.
    """

    path: str
    program: str
    added: int = 0
    known: int = 0
    documents: list[int] = field(default_factory=list)
    without_place: list[str] = field(default_factory=list)
    without_document: list[str] = field(default_factory=list)
    changes: Changes = Changes(0, "")

    def to_json(self) -> dict[str, Any]:
        """Return the shape that `suggest import --json` prints."""
        names = ("path", "program", "added", "known", "documents", "without_place", "without_document")
        return {**{name: getattr(self, name) for name in names}, "op": self.changes.op}


def import_marks(library: Library, path: Path | str, document: int | None = None) -> MarksResult:
    """Keep the marks of a Hypothesis or Zotero file (JSON, or a note as HTML or Markdown) as suggestions;
    one undo takes them back.

    Each goes to `document` if one is given, else to the document that its file names by DOI, address or
    title. A mark whose words are not found is kept without a place; one of no document here is only named.
    Raises ReviewError for other files.
    """
    source = Input.of_path(Path(path))
    data = read_marks(source.data(MOST), source.name)
    program = program_of(data)
    if program is None:
        raise ReviewError(
            say("{name} holds no marks of Hypothesis or Zotero.", name=source.name),
            say(
                "Export annotations as JSON there. What Reviewer wrote itself comes in with `bring`, in the "
                "window File, Bring in from another program."
            ),
        )
    result = MarksResult(str(path), program)
    with journal.op(library, recorded("Marks of {name}", name=source.name)) as pending:
        keep_marks(library, data, result, document)
    result.changes = pending.changes
    return result


def is_note(data: bytes) -> bool:
    """Tell whether a file is a note that Zotero exported as HTML, by what its first words are."""
    head = data[:4000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    signs = (b"zotero-note", b"data-citation", b"data-schema-version")
    return head.startswith(b"<") and not head.startswith(b"<?xml") and any(sign in head for sign in signs)


def read_marks(data: bytes, name: str) -> Any:
    """Return what a file of marks holds, in the shape of JSON; raises ReviewError for other files."""
    if is_markdown_note(data, name):
        return from_markdown(decode(data))
    return from_html(decode(data)) if is_note(data) else read_json(data, name)


def program_of(data: object) -> str | None:
    """Return the program whose marks a file of JSON holds, or None."""
    return next((program for program, fits, _ in SOURCES if fits(data)), None)


def keep_marks(library: Library, data: object, result: MarksResult, document: int | None = None) -> None:
    """Keep the marks of a file, inside an op, and say in the result what became of them."""
    read = next(read for program, _, read in SOURCES if program == result.program)
    grounds: dict[int, tuple[Document, Ground]] = {}
    marks = []
    for marked in read(data):
        id = document if document is not None else document_of(library, marked.work)
        if id is None:
            result.without_document.append(_named(marked))
            continue
        if id not in grounds:
            held = documents.document(library, id)
            grounds[id] = held, Ground(held.text)
        mark = _placed(*grounds[id], marked, result.program)
        if marked.anchor.exact and not mark.anchored:
            result.without_place.append(_named(marked))
        marks.append(mark)
    result.added = len(stored.add_marks(library, marks))
    result.known, result.documents = len(marks) - result.added, sorted(grounds)


def _named(marked: Marked) -> str:
    words = " ".join((marked.anchor.exact or marked.note).split())
    work = marked.work.title or marked.work.address
    return f"“{words[:80]}”" + (f" of {work[:80]}" if work else "")


def document_of(library: Library, work: Work) -> int | None:
    """Return the only document that can be meant, by DOI, then address, then title."""
    addresses = [f"https://doi.org/{work.doi}"] if work.doi else []
    for address in (*addresses, *_forms(work.address)):
        if (found := arrivals.document_of(library, address=address)) is not None:
            return found
    return arrivals.document_titled(library, work.title) if work.title else None


def _forms(address: str) -> Iterable[str]:
    """Return the forms in which a page may have been saved under an address."""
    plain = re.sub(r"^https?://", "", address.partition("#")[0]).rstrip("/")
    if not address.startswith("http"):
        return [address] if address else []
    return [address, *(f"{scheme}://{plain}{end}" for scheme in ("https", "http") for end in ("", "/"))]


def _placed(document: Document, ground: Ground, marked: Marked, program: str) -> Suggestion:
    """Return a mark as a suggestion on its words, or on none when they are not there."""
    anchor = marked.anchor
    span, score = _span(document, ground, anchor.exact, anchor.prefix, anchor.suffix, anchor.start or 0)
    tags = f"Tags: {', '.join(marked.tags)}" if marked.tags else ""
    reason = (
        recorded("Marked by {author} in {program}", author=marked.author, program=program)
        if marked.author
        else recorded("Marked in {program}", program=program)
    )
    if anchor.exact and span.start == span.end:
        reason += f"; {NOT_FOUND}"
    elif score < 1:
        reason += "; " + recorded("found again, {percent}% alike", percent=f"{100 * score:.0f}")
    note = "\n".join(part for part in (marked.note, tags) if part)
    return Suggestion(
        SuggestionKind.MARK, span, reason=reason, score=score, author=marked.author, date=marked.date,
        note=note, origin=program,
    )  # fmt: skip


def _span(
    document: Document, ground: Ground, exact: str, prefix: str = "", suffix: str = "", near: int = 0
) -> tuple[Span, float]:
    place = ground.find(exact, prefix, suffix, near) if exact else None
    if place is None or place.how is How.LOST:
        return Span(document.id, 0, 0, exact), 0.0
    words = document.text[place.start : place.end]
    return Span(document.id, place.start, place.end, words), min(1.0, place.score)


def keep(library: Library, made: Sequence[tuple[int, int]], new: Sequence[imports.Prepared]) -> list[int]:
    """Keep the marks in files of new documents, inside the op of their import; returns the new rows."""
    pairs = zip(made, new, strict=True)
    found = [mark for (id, _), each in pairs if id for mark in of_file(id, each.text, each.marks)]
    return stored.add_marks(library, found)


def of_twins(made: Sequence[tuple[int, int]], new: Sequence[imports.Prepared]) -> list[Suggestion]:
    """Return the marks in files whose text was there already: somebody went on marking a file."""
    pairs = zip(made, new, strict=True)
    return [mark for (id, twin), each in pairs if not id for mark in of_file(twin, each.text, each.marks)]


def of_file(id: int, text: str, found: Sequence[Mark]) -> list[Suggestion]:
    """Return the marks that a reader found in a file (highlights and notes of a PDF) as suggestions."""
    document, ground = Document(text, id=id), Ground(text)
    made = []
    for mark in found:
        words = text[mark.start : mark.end]
        if mark.start < mark.end and words:
            span, score = Span(id, mark.start, mark.end, words), 1.0
        elif mark.words:
            span, score = _span(document, ground, mark.words, near=mark.start)
        else:  # a note at a place
            span, score = Span(id, mark.start, mark.start, ""), 1.0
        marked = _KINDS.get(mark.kind, _MARKED)
        reason = (
            recorded("{marked} by {author} on page {page}", marked=marked, author=mark.author, page=mark.page)
            if mark.author
            else recorded("{marked} on page {page}", marked=marked, page=mark.page)
        )
        made.append(
            Suggestion(
                SuggestionKind.MARK, span, reason=reason, score=score, author=mark.author, date=mark.date,
                note=mark.note, origin="PDF",
            )
        )  # fmt: skip
    return made


_MARKED = recorded("Marked")
_KINDS = {
    "highlight": recorded("Highlighted"),
    "underline": recorded("Underlined"),
    "strike": recorded("Struck out"),
    "note": recorded("Noted"),
}
