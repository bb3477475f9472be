"""Sources, documents and their segments: what was imported and whose words it holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from reviewer import text as texts
from reviewer.errors import ReviewError
from reviewer.language import later, say
from reviewer.library import queries, records_json
from reviewer.library.handle import Library
from reviewer.model import Attribution, Document, Kind, Quoted, Record, Role, Segment, Study, Voice
from reviewer.separation.boundaries import is_sure
from reviewer.separation.stated import RULE as BY_FIELD
from reviewer.separation.wholes import to_check

_DOCUMENT = (
    "SELECT d.id, t.text, d.record, t.sha256, s.path, s.sha256, d.format, "
    "(SELECT starts FROM document_pages WHERE id = d.id) FROM shown_documents d "
    "JOIN texts t ON t.id = d.text JOIN sources s ON s.id = d.source"
)
_SEGMENT_COLUMNS = (
    "start, end, kind, voice, role, name, date, comment, in_reply_to, quoted, quotes_document, quotes_start, "
    "confidence, rule, confirmed_by"
)
_KINDS = {kind.value: kind for kind in Kind}
_VOICES = {voice.value: voice for voice in Voice}
_COUNTED_WORDS = (
    "CASE WHEN kind = 'quote' AND quotes_document IS NULL AND quotes_start IS NOT NULL THEN 0 ELSE words END"
)
"""Words that a comment repeats from the same page count where they stand first."""
_NOBODY = Attribution()
_VALUES: dict[str | None, str] = {None: ""} | {one: one.value for kind in (Kind, Voice, Role) for one in kind}
"""An import asks for these so often that the way through `value` is felt."""
BLANK = "blank"
"""Rule of the segments between the parts: blank lines and bullets, nobody's words."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A line of the library table. `voices` are (voice, words) stretches in reading order."""

    id: int
    title: str
    detail: str
    year: int | None
    design: str
    voices: tuple[tuple[Voice, int], ...]
    claims: int
    confirmed: bool
    source: str
    to_check: int = 0
    """Boundaries to check: wholes, such as a comment, with a part that is not sure."""
    certain: bool = True
    """False when not one part is sure."""


# ------------------------------------------------------------------ reading


def document(library: Library, id: int) -> Document:
    """Return one document with its text; raises ReviewError when the library holds none of this id."""
    row = library.db.execute(_DOCUMENT + " WHERE d.id = ?", (id,)).fetchone()
    if row is None:
        raise ReviewError(
            say("There is no document {id} in this library.", id=id),
            say("`reviewer list` names those there are."),
        )
    return _document(row)


def documents(library: Library) -> list[Document]:
    """Return every document with its text, in order of import."""
    return [_document(row) for row in library.db.execute(_DOCUMENT + " ORDER BY d.id")]


def _document(row: tuple[Any, ...]) -> Document:
    return Document(
        id=row[0], text=row[1], record=records_json.from_json(row[2]), sha256=row[3], source=row[4],
        source_sha256=row[5], format=row[6], pages=tuple(json.loads(row[7])) if row[7] else (),
    )  # fmt: skip


def matching(library: Library, query: str) -> int:
    """Return how many documents match `query`."""
    where, values = queries.conditions(query)
    sql = f"SELECT count(*) FROM documents d WHERE {' AND '.join([queries.SHOWN, *where])}"
    return int(library.db.execute(sql, values).fetchone()[0])


def count(library: Library) -> int:
    """Return how many documents there are; records of one work are one."""
    aside = (  # as `set_aside` has it, which makes a list of all documents first
        "SELECT count(*) FROM duplicates x JOIN shown_documents d ON d.id = x.document "
        "JOIN shown_documents k ON k.id = x.kept WHERE x.state = 'confirmed'"
    )
    sql = f"SELECT (SELECT count(*) FROM shown_documents) - ({aside})"
    return int(library.db.execute(sql).fetchone()[0])


def any_shown(library: Library) -> bool:
    """Tell whether there is any document."""
    return bool(library.db.execute("SELECT EXISTS (SELECT 1 FROM shown_documents)").fetchone()[0])


def newest(library: Library) -> int:
    """Return the highest id a document has: there are no more documents than that."""
    return int(library.db.execute("SELECT coalesce(max(id), 0) FROM documents").fetchone()[0])


def segments(library: Library, document: int) -> list[Segment]:
    """Return the segments of a document in order; they cover its text exactly once."""
    rows = library.db.execute(
        f"SELECT id, {_SEGMENT_COLUMNS} FROM segments WHERE document = ? ORDER BY start", (document,)
    )
    return [_segment(row) for row in rows]


def segments_within(library: Library, document: int, start: int, end: int) -> list[Segment]:
    """Return the segments that a stretch of a document's text touches, in order."""
    rows = library.db.execute(
        f"SELECT id, {_SEGMENT_COLUMNS} FROM segments WHERE document = ?1 AND start < ?3 AND end > ?2 AND "
        "start >= (SELECT coalesce(max(start), 0) FROM segments WHERE document = ?1 AND start <= ?2) "
        "ORDER BY start",
        (document, start, end),
    )
    return [_segment(row) for row in rows]


def words_of_parts(library: Library, document: int) -> dict[int, int]:
    """Return how many words each segment of a document has, by its start."""
    sql = "SELECT start, words FROM segments WHERE document = ?"
    return dict(library.db.execute(sql, (document,)).fetchall())


def segment(library: Library, id: int) -> tuple[int, Segment]:
    """Return (document id, segment); raises ReviewError when there is none."""
    row = library.db.execute(
        f"SELECT document, id, {_SEGMENT_COLUMNS} FROM segments WHERE id = ?", (id,)
    ).fetchone()
    if row is None:
        raise ReviewError(say("There is no segment {id}.", id=id), say("Open the document again."))
    return int(row[0]), _segment(row[1:])


def _segment(row: tuple[Any, ...]) -> Segment:
    (
        id,
        start,
        end,
        kind,
        voice,
        role,
        name,
        date,
        comment,
        reply,
        quoted,
        other,
        at,
        confidence,
        rule,
        who,
    ) = row
    return Segment(
        start=start, end=end, kind=_KINDS[kind], voice=_VOICES[voice], role=Role(role) if role else None,
        attribution=Attribution(name, date) if name or date else None, comment=comment, in_reply_to=reply,
        quotes=Quoted(other, at) if quoted else None, confidence=confidence / 1000, rule=rule,
        confirmed_by=who or None, id=id,
    )  # fmt: skip


SEGMENT_VALUES = (
    "start end kind voice role name date comment in_reply_to quoted quotes_document quotes_start confidence "
    "rule words confirmed_by"
).split()
"""The columns that `segment_row` gives, in order."""


def segment_values(segment: Segment, text: str) -> dict[str, str | int | None]:
    """Return the columns of a segment; `text` is that of its document."""
    return dict(zip(SEGMENT_VALUES, segment_row(segment, text), strict=True))


def segment_row(segment: Segment, text: str) -> tuple[str | int | None, ...]:
    """Return what stands in the columns of a segment; `text` is that of its document."""
    start, end, rule = segment.start, segment.end, segment.rule
    shown, quoted = segment.attribution or _NOBODY, segment.quotes
    return (
        start, end, _VALUES[segment.kind], _VALUES[segment.voice], _VALUES[segment.role],
        shown.name, shown.date, segment.comment, segment.in_reply_to, int(quoted is not None),
        quoted.document if quoted else None, quoted.start if quoted else None,
        round(segment.confidence * 1000), rule, texts.words(text[start:end]), segment.confirmed_by or "",
    )  # fmt: skip


def repeating(library: Library) -> dict[int, list[Segment]]:
    """Return the segments that repeat words of a study that is known to stand elsewhere, by document."""
    found: dict[int, list[Segment]] = {}
    for row in library.db.execute(
        f"SELECT document, id, {_SEGMENT_COLUMNS} FROM segments WHERE quoted = 1 AND voice = 'study' "
        "AND quotes_start IS NOT NULL ORDER BY document, start"
    ):
        found.setdefault(row[0], []).append(_segment(row[1:]))
    return found


def reviewer_name(library: Library, id: str) -> str:
    """Return the name of a reviewer, or the id when the library knows no name."""
    row = library.db.execute("SELECT name FROM reviewers WHERE id = ?", (id,)).fetchone()
    return str(row[0]) if row else id


def study(library: Library, document: int) -> Study | None:
    """Return what a reviewer confirmed about the study in a document, or None."""
    same = "(SELECT same_as FROM studies WHERE id = {})"
    kept = "(SELECT kept FROM set_aside WHERE document = ?1)"
    near = f"document IN (?1, {same.format('?1')}, {same.format(kept)})"
    return _with_set_aside(library, own_studies(library), near, document).get(document)


def studies(library: Library) -> dict[int, Study]:
    """Return the confirmed studies by document id.

    A record that is set aside tells of the same study as the one that is kept, so that it counts once.
    """
    return _with_set_aside(library, own_studies(library), "1")


def _with_set_aside(library: Library, found: dict[int, Study], where: str, *values: int) -> dict[int, Study]:
    """Add the records set aside, of those that any study or quote names, to the studies confirmed."""
    for document, kept in library.db.execute(
        f"SELECT document, kept FROM set_aside WHERE ({where}) AND (document IN (SELECT id FROM studies) "
        "OR document IN (SELECT document FROM quotes) OR document IN (SELECT same_as FROM studies))",
        values,
    ).fetchall():
        first = found[kept].same_as if kept in found and found[kept].same_as is not None else kept
        found[document] = replace(found.get(document, Study(document)), same_as=first)
    for document, study in found.items():
        if study.same_as in found and (first := found[study.same_as].same_as) is not None:
            found[document] = replace(study, same_as=first)
    return found


def own_studies(library: Library) -> dict[int, Study]:
    """Return what was confirmed of each document itself."""
    rows = library.db.execute(
        "SELECT id, label, design, participants, setting, same_as FROM studies "
        "WHERE EXISTS (SELECT 1 FROM shown_documents d WHERE d.id = studies.id)"
    )
    return {row[0]: Study(*row) for row in rows}


# ------------------------------------------------------------------ the table

ORDERS = {
    "title": ("title COLLATE NOCASE", "id"),
    "year": ("year", "id"),
    "added": ("id",),
    "source": ("container COLLATE NOCASE", "id"),
}


def rows(
    library: Library, query: str = "", order: str = "title", descending: bool = False, most: int = -1
) -> list[int]:
    """Return the ids of the documents that match `query`, sorted; the first `most` of them, or all (-1).

    The query is words (each must occur in title or text, the last as a beginning) and `field:value` parts
    as in `queries.FIELDS`.
    """
    where, values = queries.conditions(query)
    by = ", ".join(f"{term} {'DESC' if descending else 'ASC'}" for term in ORDERS.get(order, ORDERS["title"]))
    sql = f"SELECT id FROM documents d WHERE {' AND '.join([queries.SHOWN, *where])} ORDER BY {by} LIMIT ?"
    (found,) = library.db.execute(f"SELECT json_group_array(id) FROM ({sql})", [*values, most]).fetchone()
    ids: list[int] = json.loads(found)  # half as dear as a row for each
    return ids


def page(library: Library, ids: Sequence[int]) -> list[DocumentRow]:
    """Return the table rows of these ids, in the order given; an id that is gone is left out."""
    marks = ", ".join("?" for _ in ids)
    found = library.db.execute(
        "SELECT d.id, d.title, d.container, d.year, coalesce(s.design, ''), o.path, d.format, "
        f"(SELECT count(DISTINCT claim) FROM quotes q WHERE {queries.OF_WORK}), d.record "
        "FROM shown_documents d JOIN sources o ON o.id = d.source LEFT JOIN studies s ON s.id = d.id "
        f"WHERE d.id IN ({marks})",
        list(ids),
    ).fetchall()
    spoken = _parts(library, ids, marks)
    by_id = {row[0]: _row(row, spoken.get(row[0], [])) for row in found}
    return [by_id[id] for id in ids if id in by_id]


def _row(row: tuple[Any, ...], parts: list[tuple[Segment, int]]) -> DocumentRow:
    id, title, container, year, design, path, _format, claims, record = row
    voices = tuple(
        (voice, sum(words for _, words in stretch)) for voice, stretch in groupby(parts, lambda p: p[0].voice)
    )
    segments = [segment for segment, _ in parts]
    return DocumentRow(
        id=id, title=title, year=year, design=design,
        detail=_detail(records_json.from_json(record), container, year, design),
        voices=voices, claims=claims, source=path,
        confirmed=all(s.confirmed_by or s.rule.startswith(BY_FIELD) for s in segments),
        to_check=to_check(segments), certain=not segments or any(map(is_sure, segments)),
    )  # fmt: skip


KINDS = {
    "post-weblog": later("Blog post"),
    "webpage": later("Web page"),
    "book": later("Book"),
    "chapter": later("Chapter"),
    "thesis": later("Thesis"),
    "report": later("Report"),
    "paper-conference": later("Conference paper"),
    "dataset": later("Dataset"),
    "patent": later("Patent"),
    "article": later("Article"),
    "article-journal": later("Article"),
}
"""What a document without a journal is called in a list, by the type of its record."""


def _detail(record: Record, container: str, year: int | None, design: str) -> str:
    place = container or say(KINDS.get(record.type, "Text"))
    when = str(year) if year else say("undated")
    return " · ".join(
        part
        for part in (f"{place} {when}" if container else f"{place}, {when}", design and say(design))
        if part
    )


def _parts(library: Library, ids: Sequence[int], marks: str) -> dict[int, list[tuple[Segment, int]]]:
    """Return the worded segments of these documents in order, each with the words of it that count."""
    found: dict[int, list[tuple[Segment, int]]] = {}
    for document, words, *row in library.db.execute(
        f"SELECT document, {_COUNTED_WORDS}, id, {_SEGMENT_COLUMNS} FROM segments "
        f"WHERE document IN ({marks}) AND rule <> 'blank' ORDER BY document, start",
        list(ids),
    ):
        found.setdefault(document, []).append((_segment(tuple(row)), words))
    return found


FACETS = {
    "voice": (
        "SELECT 'voice', d.voice, count(DISTINCT d.document) FROM segments d "
        "WHERE d.rule <> 'blank' AND d.voice <> 'none' AND +d.document {chosen} GROUP BY d.voice"
    ),
    "design": (
        "SELECT 'design', d.design, count(*) FROM studies d "
        "WHERE d.design <> '' AND +d.id {chosen} GROUP BY d.design"
    ),
    "format": "SELECT 'format', d.format, count(*) FROM documents d WHERE +d.id {chosen} GROUP BY d.format",
    "year": (
        "SELECT 'year', CAST(d.year AS TEXT), count(*) FROM documents d "
        "WHERE d.year IS NOT NULL AND +d.id {chosen} GROUP BY d.year"
    ),
}
_ALL = (
    "NOT IN (SELECT document FROM set_aside "
    "UNION SELECT id FROM documents WHERE batch NOT IN (SELECT id FROM imports))"
)
"""Where nothing narrows, the few documents that are left out are quicker to know than all the others."""


def facets(
    library: Library, query: str = "", of: Sequence[str] = tuple(FACETS)
) -> dict[str, list[tuple[str, int]]]:
    """Return (value, documents) in the order of values for each facet in `of`, of what matches `query`."""
    where, values = queries.conditions(query)
    narrowed = where != [f"NOT {queries.ASIDE}"]
    if narrowed:  # looked up once, in a table that is asked for each document without a copy of it
        library.db.execute("CREATE TEMP TABLE IF NOT EXISTS chosen(id INTEGER PRIMARY KEY)")
        library.db.execute("DELETE FROM chosen")
        chosen = f"SELECT id FROM documents d WHERE {' AND '.join([queries.SHOWN, *where])}"
        library.db.execute(f"INSERT INTO chosen(id) {chosen}", values)
    among = "IN (SELECT id FROM chosen)" if narrowed else _ALL
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in of}
    for name, value, count in library.db.execute(
        " UNION ALL ".join(FACETS[name].format(chosen=among) for name in of)
    ):
        found[name].append((value, count))
    return {name: sorted(pairs) for name, pairs in found.items()}
