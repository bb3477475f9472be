"""Export the matrix and the evidence map: as a figure (SVG, PDF, PNG), the matrix as a table (CSV) too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reviewer.actions.reports import ExportResult
from reviewer.actions.synthesis import holdings
from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import Library
from reviewer.model import Progress, no_progress
from reviewer.reports import write_whole
from reviewer.reports.blocks import Options
from reviewer.reports.figures import map_block, matrix_block
from reviewer.reports.to_figure import KINDS, to_figure
from reviewer.reports.to_matrix_csv import to_matrix_csv
from reviewer.synthesis.arranging import Row, arranged
from reviewer.synthesis.evidence_map import evidence_map
from reviewer.synthesis.gaps import Gap
from reviewer.synthesis.holdings import Holdings, Proposed
from reviewer.synthesis.matrix import Matrix, matrix

TABLE = ".csv"


@dataclass(frozen=True, slots=True)
class View:
    """How a person looks at the matrix. `order` and `by` are keys of ORDERS and GROUPINGS, `colour` is
    "voice" or "stance"."""

    order: str = "tag"
    by: str = "document"
    colour: str = "voice"
    gap: Gap | None = None
    words: str = ""
    experience: bool = True
    suggestions: bool = True


def laid_out(held: Holdings, view: View) -> tuple[Matrix, tuple[Row, ...]]:
    """Return the matrix and its rows as a view shows them."""
    made = matrix(held, view.by, experience=view.experience, suggestions=view.suggestions)
    return made, arranged(made, view.order, view.gap, view.words)


def export_matrix(
    library: Library,
    path: Path | str,
    view: View | None = None,
    options: Options | None = None,
    proposed: Iterable[Proposed] = (),
    progress: Progress = no_progress,
) -> ExportResult:
    """Write the matrix to `path` in the format of its suffix; raises ReviewError and then writes nothing."""
    target, chosen = _checked(path, TABLE), view or View()
    progress(0, 2, "Reading the library")
    made, rows = laid_out(holdings(library, proposed), chosen)
    progress(1, 2, "Drawing the matrix")
    if target.suffix.lower() == TABLE:
        return _written(target, to_matrix_csv(made, rows), ())
    if not made.columns:
        raise ReviewError(say("There is nothing to draw: no quote is tied to a claim."), NOTHING)
    block = matrix_block(made, rows, chosen.colour)
    return _written(target, *to_figure(block, target.suffix, options or Options()))


NOTHING = "In Read, select words and press Q; the matrix fills from there."


def export_map(
    library: Library,
    path: Path | str,
    options: Options | None = None,
    progress: Progress = no_progress,
) -> ExportResult:
    """Write the evidence map to `path` as SVG, PDF or PNG; raises ReviewError and then writes nothing."""
    target, chosen = _checked(path), options or Options()
    progress(0, 2, "Reading the library")
    found = evidence_map(holdings(library), experience=chosen.experience)
    progress(1, 2, "Drawing the map")
    if not found.rows:
        raise ReviewError(say("There is nothing to draw: no quote is tied to a claim."), NOTHING)
    return _written(target, *to_figure(map_block(found), target.suffix, chosen))


def _checked(path: Path | str, *more: str) -> Path:
    """Return the path; raises ReviewError for a suffix nothing is written under."""
    target, kinds = Path(path), (*KINDS, *more)
    if target.suffix.lower() not in kinds:
        raise ReviewError(
            say("Reviewer writes nothing of the kind “{suffix}” here.", suffix=target.suffix or target.name),
            say("Give a name that ends in {kinds} or {last}.", kinds=", ".join(kinds[:-1]), last=kinds[-1]),
        )
    return target


def _written(path: Path, data: bytes, warnings: tuple[str, ...]) -> ExportResult:
    write_whole(path, data)
    return ExportResult(path, len(data), warnings)
