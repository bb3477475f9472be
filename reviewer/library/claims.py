"""Claims, the quotes tied to them, the codebook and the populations."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import audit, documents
from reviewer.library.handle import Library
from reviewer.model import Claim, Direction, Pico, Population, Question, QuoteLink, Span, Stance, Tag, Voice
from reviewer.separation import quoted

# A quote speaks with one voice only if every worded segment it touches does: words that straddle a
# voice boundary count as nobody's, so that no reader's word can slip into a certainty with a study's.
# Segments cover the text exactly once, so the first one touched is the last that begins at or before the
# words. Saying so lets the index find it; without, each quote would walk through all segments above it.
# The subquery says "study 1" for words of a study that is quoted second-hand.
_QUOTE = """
SELECT q.id, q.claim, q.document, q.start, q.end, q.exact, q.stance, coalesce((
    SELECT CASE WHEN min(g.voice) = max(g.voice) THEN min(g.voice) ELSE 'none' END || ' ' || min(g.quoted)
    FROM segments g
    WHERE g.document = q.document AND g.start < q.end AND g.end > q.start AND g.rule <> 'blank'
      AND g.start >= (SELECT coalesce(max(f.start), 0) FROM segments f
                      WHERE f.document = q.document AND f.start <= q.start)
  ), 'none 0'),
  q.group_id, q.population, q.intervention, q.comparator, q.outcome, q.direction, q.note, q.reviewer,
  q.prefix, q.suffix, q.text_sha256, q.background
FROM quotes q JOIN shown_documents d ON d.id = q.document WHERE {where}
ORDER BY q.document, q.start, q.id
"""
_STANCES = {stance.value: stance for stance in Stance}
_VOICES = {voice.value: voice for voice in Voice}
"""Looking up is four times as fast as calling the enumeration, which counts for thousands of quotes."""
_CLAIM = """
SELECT id, number, statement, label, population, intervention, comparator, outcome, direction, note
FROM claims
"""


def claims(library: Library) -> list[Claim]:
    """Return every claim by number."""
    tags = _tags_of_claims(library)
    rows = library.db.execute(f"{_CLAIM} ORDER BY number, id")
    return [_claim(row, tags) for row in rows]


def claim(library: Library, id: int) -> Claim:
    """Return one claim; raises ReviewError when there is none of this id, and says who removed it."""
    row = library.db.execute(f"{_CLAIM} WHERE id = ?", (id,)).fetchone()
    if row is None:
        audit.check_still_there(library, "claims", id)
        raise ReviewError(
            say("There is no claim {id} in this library.", id=id),
            say("`reviewer claim list` names those there are."),
        )
    return _claim(row, _tags_of_claims(library, id))


def _claim(row: tuple[Any, ...], tags: dict[int, tuple[int, ...]]) -> Claim:
    id, number, statement, label, population, intervention, comparator, outcome, direction, note = row
    pico = Pico(population, intervention, comparator, outcome)
    return Claim(id, number, statement, label, pico, _direction(direction), note, tags.get(id, ()))


def _direction(value: str) -> Direction | None:
    return Direction(value) if value else None


def _tags_of_claims(library: Library, of: int | None = None) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = defaultdict(list)
    where, values = ("", ()) if of is None else ("WHERE claim = ?", (of,))
    for claim, tag in library.db.execute(f"SELECT claim, tag FROM claim_tags {where} ORDER BY id", values):
        found[claim].append(tag)
    return {claim: tuple(tags) for claim, tags in found.items()}


def next_number(library: Library) -> int:
    """Return the number a new claim gets: one that no claim has or had.

    The number of a claim that was removed or merged is not given again, so that nobody who noted it down
    finds another claim under it. A claim whose making was undone never had one.
    """
    row = library.db.execute(
        "SELECT max(coalesce((SELECT max(number) FROM claims), 0), coalesce((SELECT "
        "max(json_extract(r.after, '$.number')) FROM op_rows r JOIN ops o ON o.id = r.op "
        "WHERE r.tbl = 'claims' AND r.before IS NULL AND o.undoes IS NULL AND o.state = 'done'), 0)) + 1"
    ).fetchone()
    return int(row[0])


def quotes(library: Library, *, claim: int | None = None, document: int | None = None) -> list[QuoteLink]:
    """Return the quote links of a claim, of a document, or all, in the order of the texts."""
    where, values = ["1"], []
    for column, value in (("claim", claim), ("document", document)):
        if value is not None:
            where.append(f"q.{column} = ?")
            values.append(value)
    rows = library.db.execute(_QUOTE.format(where=" AND ".join(where)), values)
    return _with_origins(library, [_quote(row) for row in rows])


def quotes_named(library: Library, ids: Iterable[int]) -> list[QuoteLink]:
    """Return the quote links with these ids that are still there, in the order of the texts."""
    named = json.dumps(sorted(ids))
    rows = library.db.execute(_QUOTE.format(where="q.id IN (SELECT value FROM json_each(?))"), (named,))
    return _with_origins(library, [_quote(row) for row in rows])


def quote(library: Library, id: int) -> QuoteLink:
    """Return one quote link; raises ReviewError when there is none of this id, and says who removed it."""
    row = library.db.execute(_QUOTE.format(where="q.id = ?"), (id,)).fetchone()
    if row is None:
        audit.check_still_there(library, "quotes", id)
        raise ReviewError(
            say("There is no quote {id} in this library.", id=id),
            say("It may have been removed; undo brings it back."),
        )
    return _with_origins(library, [_quote(row)])[0]


def _with_origins(library: Library, links: list[QuoteLink]) -> list[QuoteLink]:
    """Name the document in which a study quoted by a page stands at first hand, so that it counts once."""
    if not any(link.second_hand for link in links):
        return links
    repeating = documents.repeating(library)
    return [
        (
            replace(link, origin=quoted.origin(repeating, link.span.document, link.span.start))
            if link.second_hand
            else link
        )
        for link in links
    ]


def _quote(row: tuple[Any, ...]) -> QuoteLink:
    return QuoteLink(
        id=row[0], claim=row[1], span=Span(*row[2:6]), stance=_STANCES[row[6]],
        voice=_VOICES[row[7].split()[0]],
        second_hand=row[7] == "study 1", population=row[8], pico=Pico(*row[9:13]),
        direction=_direction(row[13]), note=row[14], reviewer=row[15], prefix=row[16], suffix=row[17],
        text_sha256=row[18], background=bool(row[19]),
    )  # fmt: skip


def tags(library: Library) -> list[Tag]:
    """Return the codebook, parents before their children, each level by position."""
    rows = library.db.execute(
        "SELECT id, name, parent, colour, definition, position, use_when, avoid_when, guid "
        "FROM tags ORDER BY position, id"
    )
    below: dict[int | None, list[Tag]] = defaultdict(list)
    for row in rows:
        below[row[2]].append(Tag(*row))
    return _tree(below, None)


def _tree(below: Mapping[int | None, list[Tag]], parent: int | None) -> list[Tag]:
    ordered = []
    for tag in below.get(parent, ()):
        ordered += [tag, *_tree(below, tag.id)]
    return ordered


def written(library: Library) -> dict[int, tuple[str, str]]:
    """Return when each quote was made and when it or its claim was changed last, ISO 8601 with zone.

    A quote that came from another program was made when that says it was.
    """
    rows = library.db.execute(
        "SELECT q.id, coalesce(nullif(q.made, ''), min(o.time)), q.made <> '', min(o.time), max(o.time) "
        "FROM quotes q JOIN op_rows r ON r.tbl = 'quotes' AND r.row = q.id JOIN ops o ON o.id = r.op "
        "GROUP BY q.id"
    )
    return {
        id: (made, made if elsewhere and first == last else last) for id, made, elsewhere, first, last in rows
    }


def populations(library: Library) -> list[Population]:
    """Return the populations in the order they were made."""
    return [
        Population(*row) for row in library.db.execute("SELECT id, name, short FROM populations ORDER BY id")
    ]


def tag_links(
    library: Library, *, claim: int | None = None, tag: int | None = None
) -> list[tuple[int, int, int]]:
    """Return (link id, claim, tag) of the tags on claims."""
    rows = library.db.execute("SELECT id, claim, tag FROM claim_tags ORDER BY id").fetchall()
    return [row for row in rows if claim in (None, row[1]) and tag in (None, row[2])]


def question(library: Library) -> Question:
    """Return what the review asks."""
    known = set(Question.__dataclass_fields__)
    rows = library.db.execute("SELECT key, value FROM properties").fetchall()
    return Question(**{key: value for key, value in rows if key in known})


def property_row(library: Library, key: str) -> int | None:
    """Return the row id of a property, or None."""
    row = library.db.execute("SELECT id FROM properties WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None
