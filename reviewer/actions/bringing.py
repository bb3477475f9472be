"""Bring in what was made in other programs: codebooks, annotations, projects. One undo takes each back.

What is there already stays as it is and is counted; what cannot be brought is listed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reviewer.actions import codebook, marks
from reviewer.actions.bringing_quotes import NO_WORDS, bring_quotes
from reviewer.actions.bringing_texts import bring_facts, bring_texts
from reviewer.actions.brought import Brought, Missing
from reviewer.exchange import annotations_in, codebook_csv, codebook_qdc, qda_in
from reviewer.exchange.coded import Coded
from reviewer.exchange.codes import Code, Codebook
from reviewer.exchange.zotero_notes import is_markdown_note
from reviewer.language import recorded
from reviewer.library import Library, arrivals, claims, journal, rows
from reviewer.library.codebook import lines
from reviewer.model import Progress, Reviewer, Tag, no_progress
from reviewer.readers import Input, decode, zip_parts
from reviewer.readers.decoding import encoding_by_shape

MOST = 100_000_000
"""Bytes of a file that is read as a whole."""
MOST_OF_PROJECT = 2_000_000_000


class _Rehearsed(Exception):
    """All was tried and nothing is to be kept."""


Bring = Callable[[Library, bytes, Brought], None]
"""Brings the bytes of a file in, inside an op, and says in the result what became of it."""
PROJECT = "project"
KEPT = f"kept as a suggestion without a place: {NO_WORDS}"
OPEN_IT = (
    "no document here has its address, DOI or title; with the document open, Document, Marks of Hypothesis "
    "or Zotero looks for its words there"
)


def bring_in(
    library: Library, path: Path | str, progress: Progress = no_progress, *, rehearse: bool = False
) -> Brought:
    """Bring in a codebook (.qdc, .csv), annotations (JSON-LD) or a project (.qdpx), told by content.

    With `rehearse` nothing is kept: the result says what would come. Raises ReviewError for other files.
    """
    source = Input.of_path(Path(path))
    progress(0, 1, source.name)
    if zip_parts.kind(source) == "zip":
        result = Brought(str(path), PROJECT)
        work: Callable[[journal.Pending], None] = _project(library, source, result)
    else:
        kind, bring = _told(source)
        result, data = Brought(str(path), kind), source.data(MOST)

        def work(_pending: journal.Pending) -> None:
            bring(library, data, result)

    try:
        with journal.op(
            library, recorded("Bring in {name}", name=source.name), bulk=result.kind == PROJECT
        ) as pending:
            work(pending)
            if rehearse:
                raise _Rehearsed
        result.changes = pending.changes
    except _Rehearsed:
        pass
    progress(1, 1, source.name)
    return result


def _project(library: Library, source: Input, result: Brought) -> Callable[[journal.Pending], None]:
    """Read a project, before the op begins; returns what brings it in."""
    coded = qda_in.read_project(source)
    sha256 = hashlib.sha256(source.data(MOST_OF_PROJECT)).hexdigest()

    def work(pending: journal.Pending) -> None:
        every = list(coded.sources.values())
        there = {each.key for each in every if arrivals.document_of(library, each.text_sha256)}
        for reviewer in {part.confirmed_by for each in every for part in each.parts if part.confirmed_by}:
            arrivals.know_reviewer(library, Reviewer(reviewer, coded.people.get(reviewer, reviewer)))
        placed = bring_texts(library, pending, source, sha256, every, result)
        pending.record_rows(library)
        bring_facts(library, [each for each in every if each.key not in there], placed)
        bring_codes(library, coded.codes, result)
        bring_quotes(library, coded, placed, result)
        result.omitted += coded.omitted

    return work


def _told(source: Input) -> tuple[str, Bring]:
    """Return what kind of file this is and how it is brought in."""
    head = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if encoding_by_shape(head):
        head = decode(head).lstrip().encode("utf-8", "replace")
    if marks.is_note(head) or is_markdown_note(head, source.name):
        return "marks", _bring_json
    if head.startswith(b"<"):
        return "codebook", _bring_qdc
    if head.startswith((b"{", b"[")):
        return "annotations", _bring_json
    return "codebook", _bring_csv


def _bring_json(library: Library, data: bytes, result: Brought) -> None:
    """Bring in annotations, or the marks of a program that has a form of its own for them."""
    name = Path(result.path).name
    program = marks.program_of(top := marks.read_marks(data, name))
    if program in (None, marks.WEB):
        _bring_annotations(library, annotations_in.read_annotations(top, name), result)
        return
    result.kind, found = "marks", marks.MarksResult(result.path, program or "")
    marks.keep_marks(library, top, found)
    result.added = {"marks": found.added} if found.added else {}
    result.known = {"marks": found.known} if found.known else {}
    result.missing += [Missing(each, KEPT) for each in found.without_place]
    result.missing += [Missing(each, OPEN_IT) for each in found.without_document]


def _bring_annotations(library: Library, coded: Coded, result: Brought) -> None:
    bring_codes(library, coded.codes, result)
    bring_quotes(library, coded, {}, result)


# ------------------------------------------------------------------ codebooks


def _bring_qdc(library: Library, data: bytes, result: Brought) -> None:
    _bring_codebook(library, codebook_qdc.read_qdc(data, Path(result.path).name), result)


def _bring_csv(library: Library, data: bytes, result: Brought) -> None:
    _bring_codebook(library, codebook_csv.read_csv(data, Path(result.path).name), result)


def _bring_codebook(library: Library, book: Codebook, result: Brought) -> None:
    result.omitted += book.omitted
    bring_codes(library, book.codes, result)


def bring_codes(library: Library, codes: Sequence[Code], result: Brought) -> dict[str, int]:
    """Add the codes that are not there, inside an op; returns the tag of each code by its identifier.

    A code is known by its identifier, else by its path. What is said of a known tag fills what is empty.
    """
    tags: dict[str, int] = {}
    waiting: list[tuple[Code, int | None]] = [(code, None) for code in reversed(codes)]
    while waiting:
        code, parent = waiting.pop()
        book = claims.tags(library)
        found = _known(book, code, parent)
        if found is None:
            id = codebook.insert(
                library, code.name, parent, guid=code.guid, colour=code.colour, **_texts(code)
            )
        else:
            id = found.id
            _fill(library, book, found, code, result)
        result.count("tags", new=found is None)
        tags[code.guid or f"name:{code.name}"] = id
        waiting += [(each, id) for each in reversed(code.below)]
    return tags


def _known(book: Sequence[Tag], code: Code, parent: int | None) -> Tag | None:
    by_guid = next((tag for tag in book if code.guid and tag.guid == code.guid), None)
    return by_guid or codebook.child_named(book, code.name, parent)


def _texts(code: Code) -> Mapping[str, str]:
    return {key: getattr(code, key) for key in codebook.TEXTS}


def _fill(library: Library, book: Sequence[Tag], tag: Tag, code: Code, result: Brought) -> None:
    new = {key: words for key, words in _texts(code).items() if words and words != getattr(tag, key)}
    empty = {key: words for key, words in new.items() if not getattr(tag, key)}
    if empty:
        rows.change(library, "tags", tag.id, **empty)
    path = codebook.STEP.join(each.name for each in lines(book)[tag.id])
    if new.keys() - empty.keys():
        result.omitted.append(f"“{path}” is described otherwise here; that stays.")
    if tag.name != code.name and code.guid == tag.guid:
        result.omitted.append(f"“{code.name}” is called “{path}” here; that stays.")
