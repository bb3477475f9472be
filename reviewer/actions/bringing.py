"""Bring in what was made in other programs: codebooks, annotations, projects. One undo takes each back.

What is there already stays as it is and is counted; what cannot be brought is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reviewer.actions import codebook
from reviewer.actions.bringing_quotes import bring_quotes
from reviewer.actions.brought import Brought
from reviewer.exchange import annotations_in, codebook_csv, codebook_qdc
from reviewer.exchange.codes import Code, Codebook
from reviewer.library import Library, claims, journal, rows
from reviewer.library.codebook import lines
from reviewer.model import Progress, Tag, no_progress
from reviewer.readers import Input

MOST = 100_000_000
"""Bytes of a file that is read as a whole."""


class _Rehearsed(Exception):
    """All was tried and nothing is to be kept."""


Bring = Callable[[Library, bytes, Brought], None]
"""Brings the bytes of a file in, inside an op, and says in the result what became of it."""


def bring_in(
    library: Library, path: Path | str, progress: Progress = no_progress, *, rehearse: bool = False
) -> Brought:
    """Bring in a codebook (.qdc, .csv), annotations (JSON-LD) or a project (.qdpx), told by content.

    With `rehearse` nothing is kept: the result says what would come. Raises ReviewError for other files.
    """
    source = Input.of_path(Path(path))
    progress(0, 1, source.name)
    kind, bring = _told(source)
    result = Brought(str(path), kind)
    data = source.data(MOST)
    try:
        with journal.op(library, f"Bring in {source.name}") as pending:
            bring(library, data, result)
            if rehearse:
                raise _Rehearsed
        result.changes = pending.changes
    except _Rehearsed:
        pass
    progress(1, 1, source.name)
    return result


def _told(source: Input) -> tuple[str, Bring]:
    """Return what kind of file this is and how it is brought in."""
    head = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        return "codebook", _bring_qdc
    if head.startswith((b"{", b"[")):
        return "annotations", _bring_annotations
    return "codebook", _bring_csv


def _bring_annotations(library: Library, data: bytes, result: Brought) -> None:
    coded = annotations_in.read_annotations(data, Path(result.path).name)
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
