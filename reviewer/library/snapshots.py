"""The whole library at one moment, read in one transaction: the only input of reports and exports."""

from __future__ import annotations

from reviewer.library import (
    appraisals,
    blinding,
    claims,
    decisions,
    documents,
    duplicates,
    exports,
    flow,
    journal,
    methods,
    quoted,
    together,
)
from reviewer.library.handle import Library
from reviewer.model import Snapshot


def snapshot(library: Library) -> Snapshot:
    """Return everything a report or an export may need; sequences are in reading order.

    It holds no judgement of another that the reviewer of the library may not see, only that there is one.
    """
    db = library.db
    db.execute("BEGIN")
    try:
        found = documents.documents(library)
        return Snapshot(
            name=library.path.stem,
            question=claims.question(library),
            documents=tuple(found),
            segments={d.id: tuple(documents.segments(library, d.id)) for d in found},
            claims=tuple(claims.claims(library)),
            quotes=tuple(claims.quotes(library)),
            tags=tuple(claims.tags(library)),
            populations=tuple(claims.populations(library)),
            studies=documents.studies(library),
            certainties=tuple(appraisals.certainties(library)),
            appraisals=tuple(appraisals.appraisals(library)),
            instruments=appraisals.instruments(library),
            reviewers=dict(db.execute("SELECT id, name FROM reviewers ORDER BY id").fetchall()),
            last_op=journal.last_change(library),
            quoted_studies=tuple(quoted.quoted_studies(library)),
            set_aside=duplicates.set_aside(library),
            written=claims.written(library),
            settlements=tuple(together.settlements(library)),
            hidden=tuple(blinding.hidden(library)),
            traced=tuple(flow.traced(library)),
            turned=tuple(flow.turned(library)),
            key=exports.key(library),
            screening=decisions.all_that_stands(library),
            unseen=decisions.unseen(library),
            apart=together.apart(library),
            recorded=methods.recorded(library),
        )
    finally:
        db.execute("COMMIT")
