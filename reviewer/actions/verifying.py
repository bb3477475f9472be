"""Verify a report that left the house: against its own manifest, and against what the library says now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reviewer import __version__, reports
from reviewer.language import amount, day, later, retold, say, say_count
from reviewer.library import Library, audit, exports, journal, snapshot
from reviewer.model import Export, Op, Progress, Snapshot, no_progress
from reviewer.readers.input import Input
from reviewer.reports import Report, pieces
from reviewer.reports.manifest import Manifest, library_id, sealed
from reviewer.reports.manifest_reading import options_of, read
from reviewer.reports.proof import comparing, comparing_rows, comparing_sheets
from reviewer.reports.proof.carried import SUFFIXES, Carried, carried, opened
from reviewer.reports.proof.comparing import Finding, State, totals


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of a report.

    `file` is the file against its own manifest, `library` the manifest against the library. `whole`: the file
    is as it was written. `genuine`: what it carries to be checked by was made with this library, and is as it
    was written. `notes` are sentences a reader should know.
    """

    path: str
    kind: str
    app: str
    name: str
    op: int
    time: str
    same_library: bool
    genuine: bool
    whole: bool
    file: tuple[Finding, ...]
    library: tuple[Finding, ...]
    export: Export | None = None
    notes: tuple[str, ...] = ()

    @property
    def unchanged(self) -> bool:
        """True when neither the file nor what it states was changed since."""
        return self.whole and self.genuine and all(each.state is State.UNCHANGED for each in self.library)

    @property
    def totals(self) -> dict[str, int]:
        """How many of the things that the report states are unchanged, changed, added and missing."""
        return totals(self.library)

    def sentences(self) -> list[str]:
        """Return what became of the report, in a few sentences."""
        return [_of_file(self), _of_library(self), *self.notes]


def verify(library: Library, path: Path | str, progress: Progress = no_progress) -> Verified:
    """Say what of a report is unchanged, changed, added or missing since; nothing is written.

    Raises ReviewError for a file that is no report, is damaged, locked or too large.
    """
    source = Path(path)
    progress(0, 3, "Opening the file")
    found = opened(Input.of_path(source))
    progress(1, 3, "Reading the library")
    data = snapshot(library)
    progress(2, 3, "Comparing")
    verified = _compared(library, data, found, str(source))
    progress(3, 3, "Done")
    return verified


def changed_since(library: Library, export: int) -> tuple[Finding, ...]:
    """Return what became of what an earlier export states, with who changed it last.

    Raises ReviewError when there is no export of this number.
    """
    made = exports.export(library, export)
    then = read(exports.manifest(library, made.manifest))
    data = snapshot(library)
    now = reports.carried_by(reports.build(data, options_of(then), with_tables=False), f".{made.format}")
    return tuple(_with_history(library, then.op, _with_hidden(data, comparing.pieces(then, now))))


def _compared(library: Library, data: Snapshot, found: Carried, path: str) -> Verified:
    then = found.manifest
    known = {each.sha256: each for each in reversed(exports.exports(library))}
    verified = Verified(
        path=path,
        kind=found.kind,
        app=then.app,
        name=then.name,
        op=then.op,
        time=then.time,
        same_library=then.library == library_id(data.key),
        genuine=False,
        whole=False,
        file=(),
        library=(),
        export=known.get(found.sha256),
        notes=tuple(_notes(then, data)),
    )
    if not verified.same_library:
        whole, lines = _file(found, None, "")
        return replace(verified, whole=whole, file=lines, library=tuple(_texts(then, data)))
    name = Path(f"report{SUFFIXES[found.kind]}")
    now = reports.build(data, options_of(then), with_tables=reports.needs_tables(name))
    own = reports.carried_by(now, name.suffix)
    whole, lines = _file(found, now, data.key)
    if found.rows is not None:
        found_now = tuple(comparing_rows.quotes(found.rows, now.sheet, whole=whole))
        genuine = totals(lines)[State.CHANGED.value] < len(found.rows.rows)
    else:
        found_now, genuine = _with_hidden(data, comparing.pieces(then, own)), then.is_of(data.key)
    with_history = tuple(_with_history(library, then.op, found_now))
    return replace(verified, genuine=genuine, whole=whole, file=lines, library=with_history)


def _file(found: Carried, now: Report | None, key: str) -> tuple[bool, tuple[Finding, ...]]:
    """Return whether a file is as it was written, and what in it is not."""
    if found.rows is not None:
        rows = tuple(comparing_rows.rows(found.rows, key)) if key else ()
        return not rows, rows
    seal = found.manifest.seal
    if found.kind == "PDF":
        return seal.sha256 == found.before and not found.appended, ()
    if sealed(found.manifest, found.lines).seal == seal:
        return True, ()
    again = _as_now(found.kind, now) if now is not None else ()
    if found.sheets:
        pictures = found.lines[len(found.sheets) :]
        return False, comparing_sheets.rows(seal.lines, found.sheets, pictures, again)
    return False, comparing.lines(seal.lines, found.lines, again)


def _as_now(kind: str, report: Report) -> tuple[str, ...]:
    """Return the lines that the report would have now, by which those that were changed can be told."""
    name = f"report{SUFFIXES[kind]}"
    return carried(reports.render(report, Path(name))[0], name).lines


def _texts(then: Manifest, data: Snapshot) -> Iterator[Finding]:
    """Yield which texts of a report of another library this library has too."""
    here = {each.sha256: each.id for each in data.documents}
    for each in then.texts:
        state = State.UNCHANGED if each.sha256 in here else State.MISSING
        key = f"document:{here[each.sha256]}" if each.sha256 in here else ""
        yield Finding(state, "text", say("Text {sha256}", sha256=each.sha256[:12]), key=key)


def _notes(then: Manifest, data: Snapshot) -> Iterator[str]:
    if then.library != library_id(data.key):
        yield say(
            "The report was made from another library, called “{name}”: only its texts can be looked "
            "for here. Verify it with the library it was made from.",
            name=then.name,
        )
    if then.app != __version__:
        yield say(
            "The report was made with Reviewer {app}; this is Reviewer {version}.",
            app=then.app,
            version=__version__,
        )
    if data.hidden:
        yield say("Judgements of others that you may not see yet cannot be compared.")


def _with_hidden(data: Snapshot, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings that say of judgements that are missing whether they are only hidden."""
    hidden = {pieces.key_of(each.subject) for each in data.hidden}
    return tuple(
        replace(each, detail=say(_HIDDEN)) if each.state is State.MISSING and each.key in hidden else each
        for each in findings
    )


_HIDDEN = later("hidden from you until you have judged the same")


def _with_history(library: Library, op: int, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings with who changed each last since an op, where the history tells."""
    for each in findings:
        last = _last(library, each) if each.state is not State.UNCHANGED else None
        if last is None or last.id <= op:
            yield each
        else:
            words = {"name": last.reviewer, "day": day(last.time), "what": retold(last.label)}
            yield replace(each, since=say("{name}, {day}: {what}", **words))


def _last(library: Library, finding: Finding) -> Op | None:
    """Return the newest op that touched a thing."""
    id = finding.key.split(":")[1] if ":" in finding.key else ""
    if not id.isdecimal() or len(id) > 15:
        return None
    if finding.kind == "quote":
        found = journal.ops_of(library, "quotes", int(id))
    elif finding.kind in ("claim", "certainty"):
        found = audit.entries(library, audit.Filter(claim=int(id)), limit=1)
    else:
        found = audit.entries(library, audit.Filter(document=int(id)), limit=1)
    return found[0] if found else None


def _of_file(verified: Verified) -> str:
    made = verified.export
    if made is not None:
        return say(
            "The file is, byte for byte, what {name} exported on {day} (export {number}).",
            name=made.reviewer,
            day=day(made.made),
            number=made.id,
        )
    if verified.whole:
        return say("The file says what it said when it was exported.")
    counts = totals(verified.file)
    told = [
        say(words, n=amount(counts[state.value])) for state, words in _LINES.items() if counts[state.value]
    ]
    if not told:
        return say("The file was changed since it was exported; a PDF does not tell where.")
    return say("The file was changed since it was exported. Lines: {counts}.", counts=", ".join(told))


_LINES = {
    State.CHANGED: later("{n} changed"),
    State.ADDED: later("{n} new"),
    State.MISSING: later("{n} gone"),
}
_TOLD = {
    State.UNCHANGED: later("{n} unchanged"),
    State.CHANGED: later("{n} changed"),
    State.ADDED: later("{n} added"),
    State.MISSING: later("{n} missing"),
}


def _of_library(verified: Verified) -> str:
    counts = verified.totals
    same, known = counts[State.UNCHANGED.value], sum(counts.values())
    if not verified.same_library:
        return say_count(
            known,
            "{same} of {n} text of the report is in this library.",
            "{same} of {n} texts of the report are in this library.",
            same=amount(same),
        )
    told = ", ".join(say(words, n=amount(counts[state.value])) for state, words in _TOLD.items())
    if not verified.genuine:
        return say(
            "What the file carries to be checked by was changed; by what it says now: {counts}.", counts=told
        )
    if same == known:
        return say("The library says the same as the report: {n} unchanged.", n=amount(same))
    return say("Of what the report states: {counts}.", counts=told)
