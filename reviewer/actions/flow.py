"""The PRISMA flow: count it, say where files were found, draw it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from reviewer.actions.reports import ExportResult
from reviewer.errors import ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, journal
from reviewer.library import flow as tracing
from reviewer.library.flow import Source
from reviewer.model import Changes, Progress, no_progress
from reviewer.model.flow import Channel, Origin
from reviewer.reports import write_whole
from reviewer.reports.blocks import FlowBlock, Options
from reviewer.reports.flow import flow_block, flow_words
from reviewer.reports.to_figure import to_figure
from reviewer.synthesis.flow import Flow, flow

LONGEST_NAME = 120


def counted(library: Library) -> Flow:
    """Return the flow of the review, counted from imports, records set aside and decisions."""
    return flow(tracing.traced(library), tracing.turned(library))


def drawn(library: Library) -> FlowBlock:
    """Return the flow as a block; raises ReviewError that names each box that does not add up."""
    return flow_block(counted(library))


def sources(library: Library) -> list[Source]:
    """Return the files that records came from, and where each was found."""
    return tracing.sources(library)


@dataclass(frozen=True, slots=True)
class Pictured:
    """The flow as it is shown: its counts, its picture (PNG) once it adds up, what the picture says in words,
    and where each file was found."""

    flow: Flow
    picture: bytes = b""
    words: str = ""
    sources: tuple[Source, ...] = ()


def pictured(library: Library, progress: Progress = no_progress) -> Pictured:
    """Return the flow to be shown in a window."""
    progress(0, 1, "Counting the flow")
    found, files = counted(library), tuple(tracing.sources(library))
    if not found.whole:
        return Pictured(found, sources=files)
    block = flow_block(found)
    return Pictured(found, to_figure(block, ".png", Options())[0], flow_words(block), files)


def say_found(library: Library, source: int, channel: Channel, name: str = "") -> Changes:
    """Say by which channel the records of a file were found, and in what; raises ReviewError."""
    found = _source(library, source)
    words = " ".join(name.split())
    if len(words) > LONGEST_NAME:
        raise ReviewError(
            say("The name has more than {LONGEST_NAME} characters.", LONGEST_NAME=LONGEST_NAME),
            say("Shorten it."),
        )
    where = f"{channel.value} “{words}”" if words else channel.value
    with journal.op(
        library, recorded("Where “{file}” was found: {where}", file=_file(found), where=where)
    ) as pending:
        tracing.keep_said(library, source, Origin(channel, words))
    return pending.changes


def unsay_found(library: Library, source: int) -> Changes:
    """Go back to what the file itself tells of where it was found; raises ReviewError."""
    found = _source(library, source)
    with journal.op(
        library, recorded("Where “{file}” was found: as the file tells", file=_file(found))
    ) as pending:
        tracing.keep_said(library, source, None)
    return pending.changes


def _file(source: Source) -> str:
    return PurePath(source.path.replace("\\", "/")).name or source.path


def _source(library: Library, id: int) -> Source:
    found = next((each for each in tracing.sources(library) if each.id == id), None)
    if found is None:
        raise ReviewError(
            say("There is no file {id} in this library.", id=id), say("`reviewer flow sources` lists them.")
        )
    return found


def export_flow(
    library: Library, path: Path | str, options: Options | None = None, progress: Progress = no_progress
) -> ExportResult:
    """Write the flow to `path` as SVG, PDF or PNG; raises ReviewError and then writes nothing."""
    progress(0, 2, "Reading the library")
    block = drawn(library)
    progress(1, 2, "Drawing the flow")
    target = Path(path)
    data, warnings = to_figure(block, target.suffix, options or Options())
    write_whole(target, data)
    return ExportResult(target, len(data), warnings)
