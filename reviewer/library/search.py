"""Full-text search over titles, texts, claims and notes, with the voice of every hit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.library.handle import Library
from reviewer.library.queries import fts_query
from reviewer.model import Voice

_OPEN, _CLOSE = "\x02", "\x03"
_NO_SPACES = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FIELD = re.compile(r"\b(voice|kind):(\w+)", re.IGNORECASE)
_RUN = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}(?:[^\\w{_OPEN}]{{1,3}}{_OPEN}[^{_CLOSE}]*{_CLOSE})*")
"""The first words found, with those found right after them: a hit is all of "B cells", not its first word."""
AROUND = 48
"""Code points of a snippet on either side of the hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage. `start` and `end` are positions in the document's text (0, 0 where there is none)."""

    kind: str
    document: int | None
    claim: int | None
    start: int
    end: int
    voice: Voice | None
    snippet: str
    title: str


def search(library: Library, query: str, limit: int = 200) -> list[Hit]:
    """Return the best passages for what a person typed, best first; bad syntax never raises.

    `voice:study|commentary|reader` and `kind:text|title|claim|note` narrow the search.
    """
    filters = {name.casefold(): value.casefold() for name, value in _FIELD.findall(query)}
    words = _FIELD.sub(" ", query).strip()
    where, values = ["(d.id IS NOT NULL OR p.document IS NULL)"], []
    for name, value in filters.items():
        where.append(f"p.{name} = ?")
        values.append(value)
    if _NO_SPACES.search(words):  # a word index cannot find a part of a Korean or Chinese run
        return _scan(library, words, where, values, limit)
    match = fts_query(words)
    if not match:
        return []
    rows = library.db.execute(
        "SELECT p.rowid, p.kind, p.voice, p.document, p.claim, highlight(passages, 0, ?, ?), "
        "coalesce(d.title, '') FROM passages p LEFT JOIN shown_documents d ON d.id = p.document "
        f"WHERE passages MATCH ? AND {' AND '.join(where)} ORDER BY rank LIMIT ?",  # marks only what is shown
        [_OPEN, _CLOSE, match, *values, limit],
    ).fetchall()
    return [_hit(library, *row) for row in rows]


def _scan(library: Library, words: str, where: list[str], values: list[str], limit: int) -> list[Hit]:
    rows = library.db.execute(
        "SELECT p.rowid, p.kind, p.voice, p.document, p.claim, p.words, coalesce(d.title, '') "
        "FROM passages p LEFT JOIN shown_documents d ON d.id = p.document "
        f"WHERE instr(p.words, ?) > 0 AND {' AND '.join(where)} ORDER BY p.rowid LIMIT ?",
        [words, *values, limit],
    ).fetchall()
    return [
        _hit(
            library,
            rowid,
            kind,
            voice,
            document,
            claim,
            text.replace(words, _OPEN + words + _CLOSE, 1),
            title,
        )
        for rowid, kind, voice, document, claim, text, title in rows
    ]


def _hit(
    library: Library,
    rowid: int,
    kind: str,
    voice: str,
    document: int | None,
    claim: int | None,
    marked: str,
    title: str,
) -> Hit:
    at = max(0, marked.find(_OPEN))
    run = _RUN.search(marked)
    length = len(re.sub(f"[{_OPEN}{_CLOSE}]", "", run[0])) if run else 0
    words = marked.replace(_OPEN, "").replace(_CLOSE, "")
    start = _start(library, rowid) + at if kind == "text" else 0
    end = start + length if kind == "text" else 0
    spoken = Voice(voice) if voice else None
    return Hit(kind, document, claim, start, end, spoken, _snippet(words, at, at + length), title)


def _start(library: Library, rowid: int) -> int:
    row = library.db.execute("SELECT start FROM segments WHERE id = ?", (rowid // 4,)).fetchone()
    return int(row[0]) if row else 0


def _snippet(words: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(words), end + AROUND)
    cut = " ".join(words[first:last].split())
    return ("…" if first else "") + cut + ("…" if last < len(words) else "")
