"""Decisions on documents, as far as one may see them: by stage, with reasons, and what was settled.

Documents that are set aside are not screened: what was decided on one counts for the record that is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from reviewer.library import blinding, rows, screening
from reviewer.library.handle import Library
from reviewer.model import Said
from reviewer.model.screening import (
    Decision,
    ExclusionReason,
    Retrieval,
    Screened,
    Screening,
    SettledDecision,
    Stage,
    Tally,
    Verdict,
)

_DECISION = "id, document, stage, reviewer, verdict, reason, note, independent, carried"
_SETTLED = "id, document, stage, verdict, reason, note, reviewer, basis"
_STANDS = (
    "t.document IN (SELECT id FROM shown_documents) AND t.document NOT IN (SELECT document FROM set_aside)"
)
"""A row `t` is about a document that is screened."""


# ------------------------------------------------------------------ reading


def reasons(library: Library, *, every: bool = False) -> list[ExclusionReason]:
    """Return the reasons for exclusion in their order; with `every` also those no longer offered."""
    where = "1" if every else "offered = 1"
    found = library.db.execute(
        f"SELECT id, name, position, offered FROM exclusion_reasons WHERE {where} ORDER BY position, id"
    )
    return [ExclusionReason(id, name, position, bool(offered)) for id, name, position, offered in found]


def screened(library: Library, stage: Stage, documents: Sequence[int] | None = None) -> dict[int, Screened]:
    """Return how documents stand at a stage for the reviewer of the library, by id.

    Without `documents`: all that anybody has decided on and that are not set aside.
    """
    where, values = _STANDS, [stage.value]
    if documents is not None:
        where = "t.document IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(documents)))
    seen = blinding.visible(library, "decisions", "t")
    said: dict[int, list[Decision]] = {id: [] for id in documents or ()}
    hidden: dict[int, list[str]] = {}
    for shown, *row in library.db.execute(
        f"SELECT {seen}, {_DECISION} FROM decisions t WHERE stage = ? AND {where} ORDER BY document, id",
        values,
    ):
        found = said.setdefault(row[1], [])
        if shown:
            found.append(_decision(row))
        else:
            hidden.setdefault(row[1], []).append(row[3])
    settled = {each.document: each for each in _settled(library, f"stage = ? AND {where}", values)}
    me = library.reviewer.id
    return {
        id: Screened(
            id, stage, next((each for each in found if each.reviewer == me), None),
            tuple(each for each in found if each.reviewer != me), tuple(hidden.get(id, ())), settled.get(id),
        )
        for id, found in said.items()
    }  # fmt: skip


def screened_one(library: Library, document: int, stage: Stage) -> Screened:
    """Return how one document stands at a stage."""
    return screened(library, stage, [document])[document]


def _decision(row: Sequence[Any]) -> Decision:
    id, document, stage, reviewer, verdict, reason, note, independent, carried = row
    return Decision(
        id, document, Stage(stage), reviewer, Verdict(verdict), reason, note, bool(independent), carried
    )


def _settled(library: Library, where: str, values: Sequence[str]) -> list[SettledDecision]:
    found = library.db.execute(
        f"SELECT {_SETTLED} FROM settled_decisions t WHERE {where} "
        f"AND {blinding.visible(library, 'settled_decisions', 't')}",
        values,
    )
    return [
        SettledDecision(
            id, document, Stage(stage), Verdict(verdict), reason, note, reviewer,
            {who: Said(**each) for who, each in json.loads(basis).items()},
        )
        for id, document, stage, verdict, reason, note, reviewer, basis in found
    ]  # fmt: skip


def all_that_stands(library: Library) -> Screening:
    """Return every decision that stands and that one may see, by document and stage."""
    found = library.db.execute(
        f"SELECT {_DECISION} FROM decisions t WHERE {_STANDS} "
        f"AND {blinding.visible(library, 'decisions', 't')} ORDER BY document, stage, id"
    )
    settled = sorted(_settled(library, _STANDS, ()), key=lambda each: (each.document, each.stage, each.id))
    names = {each.id: each.name for each in reasons(library, every=True)}
    unseen = sum(hidden(library, stage) for stage in Stage)
    return Screening(tuple(_decision(row) for row in found), tuple(settled), names, unseen)


def screeners(library: Library, stage: Stage) -> list[tuple[str, str]]:
    """Return (id, name) of those who have decided anything at a stage, whether or not one may see what."""
    found = library.db.execute(
        "SELECT id, name FROM reviewers WHERE id IN (SELECT reviewer FROM decisions WHERE stage = ?) "
        "ORDER BY name COLLATE NOCASE",
        (stage.value,),
    )
    return [(id, name) for id, name in found]


def decided(library: Library, stage: Stage) -> int:
    """Return how many decisions one has made at a stage."""
    sql = "SELECT count(*) FROM decisions WHERE reviewer = me() AND stage = ?"
    return int(library.db.execute(sql, (stage.value,)).fetchone()[0])


def retrievals(library: Library, documents: Sequence[int] | None = None) -> dict[int, tuple[Retrieval, str]]:
    """Return what became of the search for full texts, of these or of all, with the note, by document."""
    where, values = _STANDS, []
    if documents is not None:
        where, values = "t.document IN (SELECT value FROM json_each(?))", [json.dumps(list(documents))]
    found = library.db.execute(
        f"SELECT document, state, note FROM retrievals t WHERE {where} "
        f"AND {blinding.visible(library, 'retrievals', 't')} ORDER BY document",
        values,
    )
    return {document: (Retrieval(state), note) for document, state, note in found}


def tally(library: Library, stage: Stage) -> Tally:
    """Return how far a stage has come for the reviewer of the library; set aside records do not count.

    At full text the records are those that go on from title and abstract, and what one has decided besides.
    """
    known = screening.of_stage(stage)
    counted = {
        name: known[name] for name in ("include", "exclude", "maybe", "conflict", "settled", "waiting")
    }
    base = "SELECT count(*) FROM shown_documents d WHERE d.id NOT IN (SELECT document FROM set_aside) AND "
    records = "1"
    if stage is Stage.FULL_TEXT:
        passed = screening.of_stage(Stage.ABSTRACT)["passed"]
        records = f"({passed} OR {known['decided']})"
    parts = [records, known["decided"], *counted.values()]
    sums = library.db.execute("SELECT " + ", ".join(f"({base}{part})" for part in parts)).fetchone()
    values = dict(zip(counted, sums[2:], strict=True))
    values["conflicts"] = values.pop("conflict")
    return Tally(sums[0], sums[1], **values, today=_decided_today(library, stage))


def _decided_today(library: Library, stage: Stage) -> int:
    """Return on how many records one's decisions of today (UTC) stand."""
    since = library.db.execute("SELECT min(id) FROM ops WHERE time >= ?", (_today(),)).fetchone()[0]
    if since is None:
        return 0
    return int(
        library.db.execute(
            "SELECT count(*) FROM decisions m WHERE m.reviewer = me() AND m.stage = ? AND m.id IN "
            "(SELECT row FROM op_rows WHERE op >= ? AND tbl = 'decisions' AND after IS NOT NULL)",
            (stage.value, since),
        ).fetchone()[0]
    )


def _today() -> str:
    """Return the moment the day began here, as the record writes time."""
    begun = datetime.combine(date.today(), time.min).astimezone(UTC)
    return begun.isoformat(timespec="milliseconds")


def hidden(library: Library, stage: Stage) -> int:
    """Return how many decisions of others one may not see yet."""
    sql = (
        f"SELECT count(*) FROM decisions t WHERE stage = ? AND {_STANDS} "
        f"AND NOT {blinding.visible(library, 'decisions', 't')}"
    )
    return int(library.db.execute(sql, (stage.value,)).fetchone()[0])


def unseen(library: Library) -> dict[str, int]:
    """Return how many decisions of others one may not see yet, by stage, where there are any."""
    found = {stage.value: hidden(library, stage) for stage in Stage}
    return {stage: number for stage, number in found.items() if number}


def given_apart(library: Library, stage: Stage) -> list[tuple[int, str, str, bool]]:
    """Return (document, reviewer, verdict, whether made apart) of all decisions one may see.

    The verdict is the one a reviewer had given before changing it in sight of another's.
    """
    found = library.db.execute(
        "SELECT t.document, t.reviewer, coalesce(f.verdict, t.verdict), t.independent FROM decisions t "
        "LEFT JOIN first_decisions f ON f.document = t.document AND f.stage = t.stage "
        f"AND f.reviewer = t.reviewer WHERE t.stage = ? AND {_STANDS} "
        f"AND {blinding.visible(library, 'decisions', 't')} ORDER BY t.document, t.id",
        (stage.value,),
    )
    return [(document, who, verdict, bool(apart)) for document, who, verdict, apart in found]


def hanging(library: Library, stage: Stage, documents: Sequence[int]) -> list[int]:
    """Return those of these documents on which one has decided and which were settled since."""
    found = screened(library, stage, documents)
    return [id for id, each in found.items() if each.own and each.settled]


def decided_texts(library: Library, stage: Stage, verdict: Verdict, limit: int) -> list[str]:
    """Return the titles and abstracts of what one decided so, the newest decisions first."""
    abstract = (
        "SELECT group_concat(substr(x.text, g.start + 1, g.end - g.start), char(10)) FROM segments g "
        "WHERE g.document = d.id AND g.kind = 'abstract'"
    )
    newest = (
        "SELECT id, document FROM decisions WHERE reviewer = me() AND stage = ? AND verdict = ? "
        "ORDER BY id DESC LIMIT ?"
    )
    found = library.db.execute(
        f"SELECT d.title || char(10) || coalesce(({abstract}), '') FROM ({newest}) m "
        "JOIN shown_documents d ON d.id = m.document JOIN texts x ON x.id = d.text ORDER BY m.id DESC",
        (stage.value, verdict.value, limit),
    )
    return [row[0] for row in found]


def holding(library: Library, words: Iterable[str]) -> dict[str, list[int]]:
    """Return for each word the documents in whose title or abstract it stands."""
    abstracts = dict(
        library.db.execute("SELECT id, document FROM segments WHERE kind = 'abstract'").fetchall()
    )
    found: dict[str, list[int]] = {}
    for word in words:
        rows = library.db.execute("SELECT rowid FROM passages WHERE passages MATCH ?", (f'words:"{word}"',))
        places = [(id >> 2, id & 3) for (id,) in rows]  # as `search` has it: a digit for what a passage is
        found[word] = [abstracts[id] for id, kind in places if kind == 0 and id in abstracts]
        found[word] += [id for id, kind in places if kind == 3]
    return found


def side_by_side(library: Library, stage: Stage, one: str, other: str) -> dict[tuple[str, str], int]:
    """Return how often two reviewers gave each pair of decisions on the same document, as one may see them.

    Counted are the decisions each gave before seeing the other's, and only those made without knowing them.
    """
    given = (
        "SELECT t.document, coalesce(f.verdict, t.verdict) AS verdict FROM decisions t "
        "LEFT JOIN first_decisions f ON f.document = t.document AND f.stage = t.stage "
        "AND f.reviewer = t.reviewer WHERE t.reviewer = ? AND t.stage = ? AND t.independent = 1 "
        f"AND {_STANDS} AND {blinding.visible(library, 'decisions', 't')}"
    )
    rows = library.db.execute(
        f"SELECT a.verdict, b.verdict, count(*) FROM ({given}) a JOIN ({given}) b ON b.document = a.document "
        "GROUP BY 1, 2",
        (one, stage.value, other, stage.value),
    )
    return {(mine, theirs): count for mine, theirs, count in rows}


def documents_of(library: Library, rows: Iterable[int]) -> list[int]:
    """Return the documents that decisions are or were about, also of those that are taken away."""
    found = library.db.execute(
        "SELECT DISTINCT json_extract(coalesce(w.after, w.before), '$.document') FROM json_each(?) j "
        "JOIN op_rows w ON w.tbl = 'decisions' AND w.row = j.value",
        (json.dumps(sorted(rows)),),
    )
    return [row[0] for row in found]


def carried_astray(library: Library) -> list[tuple[int, int]]:
    """Return (document, origin) where a decision counts that was made on a record not set aside under it."""
    shown = "(SELECT id FROM shown_documents)"
    return [
        pair
        for table, _, _ in _CARRIED
        for pair in library.db.execute(
            f"SELECT document, carried FROM {table} t WHERE carried IN {shown} AND document IN {shown} "
            "AND NOT EXISTS (SELECT 1 FROM set_aside x WHERE x.document = carried AND x.kept = t.document)"
        ).fetchall()
    ]


# ------------------------------------------------------------------ writing, inside an op


def decide(
    library: Library,
    documents: Sequence[int],
    stage: Stage,
    verdict: Verdict,
    reason: int | None,
    note: str | None,
    independent: bool,
) -> None:
    """Write one's own decision on documents; a note of None leaves what stands there."""
    ids, me = json.dumps(list(documents)), library.reviewer.id
    _keep_first(library, ids, stage, "(m.verdict <> ? OR m.reason IS NOT ?)", verdict.value, reason)
    library.db.execute(
        "UPDATE decisions SET verdict = ?1, reason = ?2, note = coalesce(?3, note), carried = NULL "
        "WHERE reviewer = ?4 AND stage = ?5 AND document IN (SELECT value FROM json_each(?6))",
        (verdict.value, reason, note, me, stage.value, ids),
    )
    new = [
        row[0]
        for row in library.db.execute(
            "SELECT value FROM json_each(?1) WHERE NOT EXISTS (SELECT 1 FROM decisions m "
            "WHERE m.document = value AND m.stage = ?2 AND m.reviewer = ?3)",
            (ids, stage.value, me),
        )
    ]
    library.db.executemany(
        "INSERT INTO decisions(document, stage, reviewer, verdict, reason, note, independent) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(id, stage.value, me, verdict.value, reason, note or "", int(independent)) for id in new],
    )
    _remember_withdrawn(library, json.dumps(new), stage)


def undecide(library: Library, documents: Sequence[int], stage: Stage) -> None:
    """Take one's own decisions on documents away."""
    ids = json.dumps(list(documents))
    _keep_first(library, ids, stage, "1")
    library.db.execute(
        "DELETE FROM decisions WHERE reviewer = ? AND stage = ? AND document IN "
        "(SELECT value FROM json_each(?))",
        (library.reviewer.id, stage.value, ids),
    )


def _keep_first(library: Library, ids: str, stage: Stage, changed: str, *values: str | int | None) -> None:
    """Keep what one had decided on documents of which one sees another's decision, before it changes."""
    library.db.execute(
        "INSERT INTO first_decisions(document, stage, reviewer, verdict, reason) "
        "SELECT m.document, m.stage, m.reviewer, m.verdict, m.reason FROM decisions m "
        "WHERE m.reviewer = ? AND m.stage = ? AND m.document IN (SELECT value FROM json_each(?)) "
        f"AND {changed} AND EXISTS (SELECT 1 FROM decisions o WHERE o.document = m.document "
        "AND o.stage = m.stage AND o.reviewer <> m.reviewer) "
        "AND NOT EXISTS (SELECT 1 FROM first_decisions f WHERE f.document = m.document "
        "AND f.stage = m.stage AND f.reviewer = m.reviewer)",
        (library.reviewer.id, stage.value, ids, *values),
    )


_WITHDRAWN = """
SELECT w.id, json_extract(w.before, '$.document'), json_extract(w.before, '$.verdict'),
  json_extract(w.before, '$.reason') FROM json_each(?) j
JOIN op_rows w ON json_extract(w.before, '$.document') = j.value
WHERE w.tbl = 'decisions' AND w.after IS NULL AND json_extract(w.before, '$.reviewer') = ?
  AND json_extract(w.before, '$.stage') = ? ORDER BY w.id
"""
_OTHERS_BEGAN = """
SELECT min(w.id) FROM decisions o JOIN op_rows w ON w.tbl = 'decisions' AND w.row = o.id
WHERE o.document = ? AND o.stage = ? AND o.reviewer <> ?
"""


def _remember_withdrawn(library: Library, ids: str, stage: Stage) -> None:
    """Keep what one had decided and undone after another's decision was seen: it was the one made apart."""
    me = library.reviewer.id
    withdrawn = {row[1]: row for row in library.db.execute(_WITHDRAWN, (ids, me, stage.value)).fetchall()}
    for at, document, verdict, reason in withdrawn.values():
        began = library.db.execute(_OTHERS_BEGAN, (document, stage.value, me)).fetchone()[0]
        if began is not None and began < at:
            library.db.execute(
                "INSERT OR IGNORE INTO first_decisions(document, stage, reviewer, verdict, reason) "
                "VALUES (?, ?, ?, ?, ?)",
                (document, stage.value, me, verdict, reason),
            )


def carry(library: Library, documents: Iterable[int]) -> None:
    """Let what was decided on records that were just set aside count for those that are kept.

    Where the same reviewer has decided about the kept record too, that stands. What a record that is now
    set aside had from others moves on with these.
    """
    ids = json.dumps(sorted(documents))
    aside = "SELECT x.document FROM set_aside x WHERE x.document IN (SELECT value FROM json_each(?))"
    for table, columns, same in _CARRIED:
        names = ", ".join(columns)
        values = ", ".join(f"t.{name}" for name in columns)
        alike = " AND ".join(f"o.{name} = t.{name}" for name in same) or "1"
        group = ", ".join(["x.kept", *(f"t.{name}" for name in same)])
        found = (
            f"SELECT x.kept, coalesce(t.carried, t.document), {values}, "
            f"row_number() OVER (PARTITION BY {group} ORDER BY t.id DESC) AS place FROM {table} t "
            f"JOIN set_aside x ON x.document = t.document WHERE t.document IN ({aside}) "
            f"AND NOT EXISTS (SELECT 1 FROM {table} o WHERE o.document = x.kept AND {alike})"
        )
        for *row, place in library.db.execute(found, (ids,)).fetchall():
            if place == 1:
                marks = ", ".join("?" for _ in row)
                library.db.execute(f"INSERT INTO {table}(document, carried, {names}) VALUES ({marks})", row)
        library.db.execute(f"DELETE FROM {table} WHERE carried IS NOT NULL AND document IN ({aside})", (ids,))


_CARRIED = (
    ("decisions", ("stage", "reviewer", "verdict", "reason", "note", "independent"), ("stage", "reviewer")),
    ("settled_decisions", ("stage", "verdict", "reason", "note", "reviewer", "basis"), ("stage",)),
    ("retrievals", ("state", "note", "reviewer"), ()),
)
"""Tables that are carried: their columns, and those that say which row of a kept record is the same."""


def give_back(library: Library, document: int) -> None:
    """Take away what counted for a kept record only because `document` was set aside under it."""
    for table, _, _ in _CARRIED:
        library.db.execute(f"DELETE FROM {table} WHERE carried = ?", (document,))


def offer_reason(library: Library, name: str) -> int:
    """Put a reason at the end of the list; returns its id. One that was taken off is offered again."""
    known = reasons(library, every=True)
    last = max((each.position for each in known if each.offered), default=0)
    same = next((each.id for each in known if each.name.casefold() == name.casefold()), None)
    if same is None:
        return rows.add(library, "exclusion_reasons", name=name, position=last + 1)
    rows.change(library, "exclusion_reasons", same, offered=1, position=last + 1)
    return same


def settle(library: Library, found: Screened, verdict: Verdict, reason: int | None, note: str) -> int:
    """Write the third decision on a document; returns its id."""
    names = {each.id: each.name for each in reasons(library, every=True)}
    basis = {
        each.reviewer: {"value": each.verdict.value, "reason": names.get(each.reason or 0, "")}
        for each in found.decisions
    }
    values: dict[str, rows.Value] = {
        "verdict": verdict.value, "reason": reason, "note": note, "reviewer": library.reviewer.id,
        "basis": json.dumps(basis, ensure_ascii=False, sort_keys=True),
    }  # fmt: skip
    if found.settled is not None:
        rows.change(library, "settled_decisions", found.settled.id, **values)
        return found.settled.id
    return rows.add(library, "settled_decisions", document=found.document, stage=found.stage.value, **values)


def set_retrieval(library: Library, documents: Sequence[int], state: Retrieval | None, note: str) -> None:
    """Write what became of the search for the full text of documents; None takes it away."""
    ids = json.dumps(list(documents))
    if state is None:
        library.db.execute(
            "DELETE FROM retrievals WHERE document IN (SELECT value FROM json_each(?))", (ids,)
        )
        return
    library.db.execute(
        "INSERT INTO retrievals(document, state, note, reviewer) "
        "SELECT value, ?2, ?3, ?4 FROM json_each(?1) WHERE 1 "
        "ON CONFLICT(document) DO UPDATE SET state = excluded.state, note = excluded.note, "
        "reviewer = excluded.reviewer, carried = NULL",
        (ids, state.value, note, library.reviewer.id),
    )
