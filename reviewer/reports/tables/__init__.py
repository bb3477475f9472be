"""The tidy tables of a review: everything that was read, claimed and judged, as plain data that joins by ids.

`tables` makes them from the index of a report, so that they hold what its options allow. Values are those of
the library, unchanged; what a kind of file cannot hold as it is, its writer says.
"""

from __future__ import annotations

from collections.abc import Callable

from reviewer.reports.index import Index
from reviewer.reports.tables import deciding, judging, sources, statements
from reviewer.reports.tidy import DataTable, Field, Type, Value, dictionary

__all__ = ["TABLES", "DataTable", "Field", "Type", "Value", "dictionary", "tables"]

TABLES: tuple[Callable[[Index], DataTable], ...] = (
    sources.review,
    statements.claims,
    statements.quotes,
    judging.certainties,
    sources.documents,
    sources.studies,
    sources.segments,
    judging.appraisals,
    judging.answers,
    judging.settlements,
    deciding.decisions,
    deciding.settled_decisions,
    statements.populations,
    statements.tags,
    statements.claim_tags,
    sources.reviewers,
)
"""One row for each table: to add one, write a function and name it here."""


def tables(index: Index) -> tuple[DataTable, ...]:
    """Return every table in its order, the data dictionary last."""
    made = tuple(maker(index) for maker in TABLES)
    return *made, dictionary(made)
