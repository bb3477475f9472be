"""Full-text search over titles, texts, claims and notes, with the voice of every hit."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from reviewer.library import passages
from reviewer.library.asked import Asked, asked
from reviewer.library.handle import Library
from reviewer.library.queries import FIELDS as DOCUMENT_FIELDS
from reviewer.library.queries import (
    NONE_OF,
    OF_SEGMENT,
    ONE_OF,
    OWNER,
    Condition,
    Field,
    narrowed,
    understood,
)
from reviewer.model import Stance, Voice

_OPEN, _CLOSE = "\x02", "\x03"
_NO_SPACES = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_RUN = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}(?:[^\\w{_OPEN}]{{1,3}}{_OPEN}[^{_CLOSE}]*{_CLOSE})*")
"""Words found, with those found right after them: a hit is all of "B cells", not its first word."""
AROUND = 48
"""Code points of a snippet on either side of the hit."""
RANKED = 10_000
"""Passages that are ranked: ranking all 100,000 that hold a very common word takes a third of a second."""
KINDS = ("text", "claim", "note", "title")
"""What a passage is, by the last digit of its rowid (see `passages`)."""


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


# ------------------------------------------------------------------ fields


def _voice(value: str) -> Condition | None:
    voice = value.casefold()
    known = voice in {each.value for each in Voice if each is not Voice.NONE}
    return ("g.voice = ?", [voice]) if known else None


def _kind(value: str) -> Condition | None:
    kind = value.casefold()
    return (f"p.rowid % 4 = {KINDS.index(kind)}", []) if kind in KINDS else None


def _place(value: str) -> Condition | None:
    places = {
        "title": "p.rowid % 4 = 3",
        "abstract": "g.kind = 'abstract'",
        "title,abstract": "(p.rowid % 4 = 3 OR g.kind = 'abstract')",
    }
    found = places.get(value.casefold())
    return (found, []) if found else None


def _quoted(where: str, values: list[str | int]) -> Condition:
    """Return the condition that a passage holds words of such a quote `q`, or is its claim or its note."""
    quote = f"SELECT 1 FROM quotes q WHERE {where} AND "
    return (
        f"CASE p.rowid % 4 WHEN 0 THEN EXISTS ({quote} q.document = g.document AND q.start < g.end "
        f"AND q.end > g.start) WHEN 1 THEN EXISTS ({quote} q.claim = p.rowid / 4) "
        f"WHEN 2 THEN EXISTS ({quote} q.id = p.rowid / 4) ELSE 0 END",
        values * 3,
    )


def _tag(value: str) -> Condition:
    named = "t.name LIKE ? OR t.parent IN (SELECT u.id FROM tags u WHERE u.name LIKE ?)"
    tagged = f"SELECT c.claim FROM claim_tags c JOIN tags t ON t.id = c.tag WHERE {named}"
    return _quoted(f"q.claim IN ({tagged})", [f"%{value}%"] * 2)


def _stance(value: str) -> Condition | None:
    stance = value.casefold()
    return _quoted("q.stance = ?", [stance]) if stance in {each.value for each in Stance} else None


def _claim(value: str) -> Condition | None:
    number = value.removeprefix("#")
    if not number.isdecimal() or len(number) > 9:
        return None
    return _quoted("q.claim IN (SELECT id FROM claims WHERE number = ?)", [int(number)])


FIELDS: dict[str, Field] = DOCUMENT_FIELDS | {
    "voice": Field(_voice, "whose words", tuple(v.value for v in Voice if v is not Voice.NONE)),
    "kind": Field(_kind, "what is searched", KINDS),
    "in": Field(_place, "where the words stand", ("title", "abstract", "title,abstract")),
    "tag": Field(_tag, "a tag of the claims that rest on the words"),
    "stance": Field(_stance, "what the words do to a claim", tuple(stance.value for stance in Stance)),
    "claim": Field(_claim, "the number of a claim that rests on the words"),
}
"""What narrows a search: the fields of the Library's filter for the document, and these for the passage."""
_OF_QUOTES = {"tag", "stance", "claim"}


def understand(query: str) -> Asked:
    """Return how a query is understood; bad syntax is said in its doubts and never raises."""
    return asked(query, _understood)


def _understood(name: str, value: str) -> str | None:
    if name == "in":
        return "" if _place(value) else f"“{value}” is no place: title or abstract is. Taken for words."
    return understood(FIELDS, name, value)


# ------------------------------------------------------------------ searching

_OWNERS = (
    f"FROM passages p {OF_SEGMENT} "
    "LEFT JOIN quotes n ON p.rowid % 4 = 2 AND n.id = p.rowid / 4 "
    "LEFT JOIN shown_documents d ON d.id = CASE p.rowid % 4 WHEN 0 THEN g.document WHEN 2 THEN n.document "
    "WHEN 3 THEN p.rowid / 4 END WHERE (d.id IS NOT NULL OR p.rowid % 4 = 1)"
)


def search(library: Library, query: str, limit: int = 200) -> list[Hit]:
    """Return the best passages for what a person typed, best first; bad syntax never raises.

    `FIELDS` narrow the search. Without words, quotes are found by what narrows them (`stance:contradicts`).
    Where the last word fills the answer as it stands, words that only begin so are not looked for: that would
    take most of the time.
    """
    question = understand(query)
    where, values = narrowed(question.narrowings, FIELDS)
    words = " ".join(re.findall(r'"([^"]*)"', question.match))
    if _NO_SPACES.search(words):  # a word index cannot find a part of a Korean or Chinese run
        return _scan(library, words, where, values, limit)
    if not question.match:
        wanted = any(each.name in _OF_QUOTES and each.keeps for each in question.narrowings)
        return _quotes(library, where, values, limit) if wanted else []
    match = question.whole
    best = _best(library, match, where, values, limit) if match != question.match else []
    if len(best) < limit:
        match = question.match
        best = _best(library, match, where, values, limit)
    marked = _marked(library, match, best)
    return [_hit(library, rowid, marked[rowid]) for rowid in best]


def _best(library: Library, match: str, where: list[str], values: list[str | int], limit: int) -> list[int]:
    """Return the rowids of the best passages: of those that are narrowed to, the first `RANKED` are ranked.

    bm25() instead of `ORDER BY rank`, which would rank every passage before it is narrowed. What narrows the
    document is asked of the passage, so that the document need not be read for it.
    """
    where = [each.replace(ONE_OF, f"{OWNER} IN (").replace(NONE_OF, f"{OWNER} NOT IN (") for each in where]
    sql = (
        "SELECT rowid FROM (SELECT p.rowid AS rowid, bm25(passages) AS rank "
        f"{' AND '.join([_OWNERS, 'passages MATCH ?', *where])} LIMIT ?) ORDER BY rank, rowid LIMIT ?"
    )
    return [row[0] for row in library.db.execute(sql, [match, *values, RANKED, limit])]


_FEW_PASSAGES = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.few_passages USING fts5(words, {passages.TOKENS})"


def _marked(library: Library, match: str, rowids: list[int]) -> dict[int, str]:
    """Return the words of passages with those that match between marks.

    The passages are looked at in an index of their own: that of the library holds no words to mark.
    """
    db = library.db
    db.execute(_FEW_PASSAGES)
    db.execute("DELETE FROM few_passages")
    words = passages.words(db, rowids)
    db.executemany("INSERT INTO few_passages(rowid, words) VALUES (?, ?)", words.items())
    sql = "SELECT rowid, highlight(few_passages, 0, ?, ?) FROM few_passages WHERE few_passages MATCH ?"
    return dict(db.execute(sql, (_OPEN, _CLOSE, match)))


def _scan(library: Library, words: str, where: list[str], values: list[str | int], limit: int) -> list[Hit]:
    held = passages.holding(library.db, words)
    owners = _OWNERS.replace("passages p", "(SELECT value AS rowid FROM json_each(?)) p")
    rows = library.db.execute(
        f"SELECT p.rowid {' AND '.join([owners, *where])} ORDER BY p.rowid LIMIT ?",
        [json.dumps([*held]), *values, limit],
    ).fetchall()
    return [_hit(library, row, held[row].replace(words, _OPEN + words + _CLOSE, 1)) for (row,) in rows]


def _quotes(library: Library, where: list[str], values: list[str | int], limit: int) -> list[Hit]:
    """Find quotes by what narrows them, each with the words it quotes."""
    rows = library.db.execute(
        "SELECT g.document, x.claim, x.start, x.end, g.voice, x.exact, d.title FROM quotes x "
        "JOIN shown_documents d ON d.id = x.document "
        "JOIN segments g ON g.document = x.document AND g.start <= x.start AND g.end > x.start "
        "JOIN (SELECT 4 * id + 2 AS rowid, id FROM quotes) p ON p.id = x.id "  # as its note would be
        f"WHERE {' AND '.join(where)} ORDER BY x.document, x.start, x.id LIMIT ?",
        [*values, limit],
    ).fetchall()
    return [
        Hit("quote", document, claim, start, end, Voice(voice), _snippet(exact, 0, end - start), title)
        for document, claim, start, end, voice, exact, title in rows
    ]


def _hit(library: Library, rowid: int, marked: str) -> Hit:
    run = _fullest(marked)
    at = len(_bare(marked[: run.start()])) if run else 0
    length = len(_bare(run[0])) if run else 0
    snippet = _snippet(_bare(marked), at, at + length)
    document, claim, start, voice, title = _owner(library, rowid)
    place = (start + at, start + at + length) if rowid % 4 == 0 else (0, 0)
    return Hit(KINDS[rowid % 4], document, claim, *place, Voice(voice) if voice else None, snippet, title)


def _fullest(marked: str) -> re.Match[str] | None:
    """Return the first of those runs that hold most words: "cells" alone may stand before "B cells"."""
    return max(_RUN.finditer(marked), key=lambda run: len(re.findall(r"\w+", run[0])), default=None)


def _bare(marked: str) -> str:
    return marked.replace(_OPEN, "").replace(_CLOSE, "")


_OWNER = (
    "SELECT g.document, NULL, g.start, g.voice, d.title FROM segments g "
    "JOIN documents d ON d.id = g.document WHERE g.id = ?",
    "SELECT NULL, id, 0, '', '' FROM claims WHERE id = ?",
    "SELECT q.document, q.claim, 0, '', d.title FROM quotes q JOIN documents d ON d.id = q.document "
    "WHERE q.id = ?",
    "SELECT id, NULL, 0, 'none', title FROM documents WHERE id = ?",
)
"""The document, claim, start, voice and title of a passage, by the last digit of its rowid."""


def _owner(library: Library, rowid: int) -> tuple[int | None, int | None, int, str, str]:
    found: tuple[int | None, int | None, int, str, str] = library.db.execute(
        _OWNER[rowid % 4], (rowid // 4,)
    ).fetchone()
    return found


def _snippet(words: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(words), end + AROUND)
    cut = " ".join(words[first:last].split())
    return ("…" if first else "") + cut + ("…" if last < len(words) else "")
