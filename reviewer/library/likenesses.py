"""Documents whose titles are alike, found by the rare words they share."""

from __future__ import annotations

import re

from reviewer.library.handle import Library

RAREST = 5
"""Words of a title by which others are looked for."""
LOOKED_AT = 200
LIKE = 0.3
"""Share of the words of two titles that both hold, from which they are alike."""
_WORD = re.compile(r"[^\W_]{3,}")


def similar(library: Library, document: int, most: int = 8) -> list[int]:
    """Return the documents whose titles are most like that of one, the likest first.

    Those that are set aside are left out, and so is the document itself.
    """
    found = library.db.execute("SELECT title FROM shown_documents WHERE id = ?", (document,)).fetchone()
    own = _words(found[0]) if found is not None else set()
    rare = _rarest(library, own)
    if not rare:
        return []
    match = "words : (" + " OR ".join(f'"{word}"' for word in rare) + ")"
    near = library.db.execute(
        "SELECT d.id, d.title FROM (SELECT rowid FROM passages WHERE passages MATCH ? AND rowid % 4 = 3 "
        "ORDER BY rank LIMIT ?) p JOIN shown_documents d ON d.id = p.rowid / 4 "
        "WHERE d.id <> ? AND d.id NOT IN (SELECT document FROM set_aside)",
        (match, LOOKED_AT, document),
    )
    scored = [(_likeness(own, _words(title)), id) for id, title in near]
    return [id for like, id in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if like >= LIKE][:most]


def _words(title: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(title)}


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _rarest(library: Library, words: set[str]) -> list[str]:
    """Return the words that fewest passages hold and more than one does."""
    library.db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_words USING fts5vocab(main, passages, row)"
    )
    counted = []
    for word in sorted(words):
        row = library.db.execute("SELECT doc FROM temp.passage_words WHERE term = ?", (word,)).fetchone()
        if row is not None and row[0] > 1:
            counted.append((row[0], word))
    return [word for _, word in sorted(counted)[:RAREST]]
