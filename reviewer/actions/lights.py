"""Export the judgements of one instrument across studies: traffic lights, or summary bars."""

from __future__ import annotations

from pathlib import Path

from reviewer.actions.reports import ExportResult
from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import Library
from reviewer.library.snapshots import snapshot
from reviewer.reports import write_whole
from reviewer.reports.blocks import BarsBlock, LightsBlock, Options
from reviewer.reports.index import Index
from reviewer.reports.lights import across, bars, lights
from reviewer.reports.to_figure import to_figure


def judgements_across(library: Library, instrument: str, version: str = "") -> LightsBlock:
    """Return the judgements made with an instrument; raises ReviewError when there are none.

    Of several versions the one with the most appraisals, unless one is named.
    """
    index = Index(snapshot(library), Options())
    found = across(index)
    wanted = [
        each for each in found if each.form.id == instrument and version in ("", each.appraisals[0].version)
    ]
    if not wanted:
        used = ", ".join(dict.fromkeys(each.form.id for each in found)) or "none yet"
        raise ReviewError(
            say("Nothing was appraised with “{instrument}” here.", instrument=instrument),
            say("Checklists in use: {used}.", used=used),
        )
    return lights(index, max(wanted, key=lambda each: len(each.appraisals)))


def export_lights(
    library: Library,
    path: Path | str,
    instrument: str,
    version: str = "",
    *,
    added_up: bool = False,
    options: Options | None = None,
) -> ExportResult:
    """Write the traffic lights, or (`added_up`) the bars, as SVG, PDF or PNG; raises ReviewError and then
    writes nothing."""
    block: LightsBlock | BarsBlock = judgements_across(library, instrument, version)
    if added_up and isinstance(block, LightsBlock):
        block = bars(block)
    target = Path(path)
    data, warnings = to_figure(block, target.suffix, options or Options())
    write_whole(target, data)
    return ExportResult(target, len(data), warnings)
