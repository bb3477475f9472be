"""Documents whose titles are alike, found by the rare words they share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewer.library.handle import Library

RAREST = 5
"""Words of a title by which others are looked for, at most."""
HELD_BY = 20_000
"""Passages that these words may stand in together: ranking takes its time."""
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
    counted = sorted((count, word) for word, count in passages_with(library, words).items() if count > 1)
    rare: list[str] = []
    held = 0
    for count, word in counted[:RAREST]:
        held += count
        if rare and held > HELD_BY:
            break
        rare.append(word)
    return rare


def passages_with(library: Library, words: Iterable[str]) -> dict[str, int]:
    """Return in how many passages each word stands; a word that stands in none is left out."""
    library.db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_words USING fts5vocab(main, passages, row)"
    )
    found: dict[str, int] = {}
    for word in sorted(words):
        row = library.db.execute("SELECT doc FROM temp.passage_words WHERE term = ?", (word,)).fetchone()
        if row is not None:
            found[word] = row[0]
    return found
