"""The wall, told a second time and in another way, for tests that try to get over it.

What counts is worked out here from the rows of the library alone: a quote counts when every part with words
that it touches has the voice of a study, and nobody called it background.
"""

from __future__ import annotations

import json

from reviewer import library
from reviewer.cli.about_grading import result_of
from reviewer.library import Library, appraisals, claims
from reviewer.reports import Options, build
from reviewer.reports.blocks import Report, Table, Text, Wide
from reviewer.synthesis import certainty as synthesis
from reviewer.synthesis.holdings import of_snapshot

Body = tuple[int, int | None]


def counting(lib: Library) -> dict[int, Body]:
    """Return the quotes that may count, each with the claim and the population it counts for."""
    rows = lib.db.execute(
        "SELECT q.id, q.claim, q.group_id, q.document, q.start, q.end, q.background FROM quotes q "
        "JOIN documents d ON d.id = q.document JOIN imports i ON i.id = d.batch"
    ).fetchall()
    found: dict[int, Body] = {}
    for id, claim, population, document, start, end, background in rows:
        parts = lib.db.execute("SELECT start, end, voice, rule FROM segments WHERE document = ?", (document,))
        touched = [voice for a, b, voice, rule in parts if a < end and b > start and rule != "blank"]
        if touched and not background and set(touched) == {"study"}:
            found[id] = claim, population
    return found


def bodies(lib: Library) -> set[Body]:
    """Return the bodies of evidence that hold a quote that counts."""
    return set(counting(lib).values())


def breaches(lib: Library) -> list[str]:
    """Return where something that is no study's words enters a certainty; empty when the wall holds."""
    allowed, held = counting(lib), bodies(lib)
    links = claims.quotes(lib)
    found = [
        f"quote {link.id} counts and should not, or the other way round"
        for link in links
        if link.counts != (link.id in allowed) or (link.counts and (link.claim, link.population) not in held)
    ]
    snapshot = library.snapshot(lib)
    for rating in appraisals.certainties(lib):
        body = rating.claim, rating.population
        told = result_of(lib, rating)
        if (told["level"] is None) != (body not in held):
            found.append(f"the command line grades {body}: {told}")
    ratings = synthesis.ratings_of(of_snapshot(snapshot))
    for claim in snapshot.claims:
        own = [link for link in snapshot.quotes if link.claim == claim.id]
        for key, grade in synthesis.grades(claim, own, ratings).items():
            if grade.level and (claim.id, key) not in held:
                found.append(f"the synthesis grades claim {claim.number} in {key}")
    numbers = {claim.number: claim.id for claim in snapshot.claims}
    return found + _printed(build(snapshot, Options()), {numbers[n]: n for n in numbers}, held)


def _printed(report: Report, numbers: dict[int, int], held: set[Body]) -> list[str]:
    """Return the rows of the two tables whose claim has no body at all."""
    graded = {numbers[claim] for claim, _ in held if claim in numbers}
    blocks = [
        each for block in report.blocks for each in (block.blocks if isinstance(block, Wide) else [block])
    ]
    tables = [
        b for b in blocks if isinstance(b, Table) and b.name in ("Summary of findings", "Evidence profile")
    ]
    found = []
    for table in tables:
        for row in table.rows:
            first = row.cells[0][0]
            if not row.group and isinstance(first, Text) and int(first.text) not in graded:
                found.append(f"{table.name} prints claim {first.text}")
    return found


def ratings(lib: Library) -> str:
    """Return every rating as it is stored, to see whether one was written."""
    return json.dumps(lib.db.execute("SELECT * FROM certainties ORDER BY id").fetchall())


RATING = ("Rate certainty", "Judge ", "Note the effect", "Mark claim")
"""How the labels of the actions begin that write a certainty."""


def latest(lib: Library) -> int:
    """Return the number of the latest op."""
    return int(lib.db.execute("SELECT coalesce(max(id), 0) FROM ops").fetchone()[0])


def rated_since(lib: Library, op: int) -> set[Body]:
    """Return the bodies that somebody rated after an op, by what the journal holds of it."""
    rows = lib.db.execute(
        "SELECT o.label, r.after FROM ops o JOIN op_rows r ON r.op = o.id "
        "WHERE o.id > ? AND r.tbl = 'certainties' AND r.after IS NOT NULL",
        (op,),
    ).fetchall()
    images = [json.loads(after) for label, after in rows if label.startswith(RATING)]
    return {(image["claim"], image["population"]) for image in images}
