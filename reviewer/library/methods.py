"""How the review was made: what a report says about its methods, as it was recorded."""

from __future__ import annotations

from reviewer.library import flow, imports, masks, suggestions, views
from reviewer.library.handle import Library
from reviewer.model import State
from reviewer.model.recorded import Brought, Recorded


def recorded(library: Library) -> Recorded:
    """Return the files that stand, in the order they were brought in, the filters, and what was answered."""
    said = {source.id: source.origin for source in flow.sources(library)}
    files = sorted((each for each in imports.log(library) if not each.undone), key=lambda each: each.time)
    return Recorded(
        tuple(
            Brought(
                each.path.replace("\\", "/").rsplit("/", 1)[-1],
                said.get(each.source) or flow.stated(each.format, each.path),
                each.time,
                each.reviewer,
                each.added,
                each.duplicates,
                each.rejected,
            )
            for each in files
        ),
        tuple((view.name, view.query) for view in views.views(library)),
        tuple(each for each in suggestions.kept(library) if each.state is not State.OPEN),
        masks=tuple((each.document, each.start, each.end) for each in masks.masks(library)),
    )
