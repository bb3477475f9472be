"""Write the library, or one side of it, for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reviewer import exchange
from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import Library, snapshot
from reviewer.model import Progress, no_progress
from reviewer.reports import write_whole


@dataclass(frozen=True, slots=True)
class Exported:
    """The file that was written, and what of the library its format has no place for, with counts."""

    path: Path
    bytes: int
    documents: int
    omitted: tuple[str, ...] = ()


def export_for_others(
    library: Library, path: Path | str, format: str, progress: Progress = no_progress
) -> Exported:
    """Write `path` in one of `exchange.FORMATS`; only a whole file replaces an older one."""
    if format not in exchange.FORMATS:
        raise ReviewError(
            say("There is no format “{format}”.", format=format),
            say("Known: {known}.", known=", ".join(exchange.FORMATS)),
        )
    progress(0, 2, "Reading the library")
    whole = snapshot(library)
    progress(1, 2, "Writing the file")
    data = exchange.FORMATS[format](whole)
    write_whole(Path(path), data)
    progress(2, 2, "Done")
    omitted = exchange.OMITTED[format](whole) if format in exchange.OMITTED else []
    return Exported(Path(path), len(data), len(whole.documents), tuple(omitted))
