"""Import files, folders and pasted text: every record is added, known already, or set aside with a reason.

A file is read record by record and written in batches that share one op: a kill loses the batch in flight
at most, naming the file again goes on where it stopped, and one undo takes all of it back.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reviewer import readers, text
from reviewer.actions import marks, preparing, quoted
from reviewer.errors import Cancelled, ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, imports, journal, suggestions, tables
from reviewer.model import Changes, Progress, Suggestion, no_progress
from reviewer.readers import Input, archives
from reviewer.readers.input import unreadable
from reviewer.readers.table_choices import NO_CHOICES, Choices
from reviewer.reports import write_whole

OWN_IMPORT = frozenset({"csv", "xlsx"})
"""Formats of tables."""


@dataclass
class FileResult:
    """What became of one file: records = added + duplicates + rejected."""

    path: str
    source_sha256: str = ""
    format: str = ""
    added: list[int] = field(default_factory=list)
    duplicates: list[dict[str, int]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    """The words of the rejected records, as far as they are kept."""
    share: float = 0.0
    """How much of the file was gone through, 0 to 1."""
    entry: tuple[int, str] = (0, "")
    """The import and the path under which the log names the file, once it does."""
    logged: int = 0
    """How many of the rejected records the log holds."""

    @property
    def records(self) -> int:
        return len(self.added) + len(self.duplicates) + len(self.rejected)

    def take(self, new: Sequence[imports.Prepared], made: Sequence[tuple[int, int]]) -> None:
        """Count what became of a batch: (id, 0) for each document that was added, else (0, twin)."""
        for (id, twin), each in zip(made, new, strict=True):
            if id:
                self.added.append(id)
            else:
                self.duplicates.append({"of": twin, "record": each.number})

    def reject(self, reason: str, record: int = 1, line: int = 1, raw: str = "") -> None:
        """Set a record aside with the reason why it could not be read."""
        self.rejected.append({"record": record, "line": line, "reason": reason})
        self.raw.append(raw[: imports.RAW])


@dataclass
class ImportResult:
    """What became of every file that was named. `stopped` is True when the user stopped before the end."""

    files: list[FileResult] = field(default_factory=list)
    changes: Changes = Changes(0, "")
    stopped: bool = False

    def counts(self) -> dict[str, int]:
        """Return the sums of the contract: records, added, duplicates, rejected."""
        names = ("added", "duplicates", "rejected")
        sums = {name: sum(len(getattr(file, name)) for file in self.files) for name in names}
        return {"records": sum(sums.values()), **sums}

    def to_json(self) -> dict[str, Any]:
        """Return the shape that `import --json` prints."""
        names = ("path", "source_sha256", "format", "added", "duplicates", "rejected")
        files = [{name: getattr(file, name) for name in names} for file in self.files]
        return {"files": files, "counts": self.counts()}


def unread_of(files: Iterable[FileResult]) -> list[imports.Unread]:
    """Return what could not be read of files that were just imported."""
    return [
        imports.Unread(file.path, one["record"], one["line"], one["reason"], raw)
        for file in files
        for one, raw in zip(file.rejected, file.raw, strict=True)
    ]


def save_unread(unread: Iterable[imports.Unread], path: Path) -> None:
    """Write what could not be read as a table: file, record, line, reason, words. Raises ReviewError."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(("file", "record", "line", "reason", "words"))
    for one in unread:
        writer.writerow((one.path, one.record, one.line, one.reason, one.raw))
    write_whole(path, table.getvalue().encode("utf-8-sig", "replace"))


Watch = Callable[[FileResult], None]
"""Called with a file whenever more of it is written."""


# ------------------------------------------------------------------ the doors


def import_files(
    library: Library,
    paths: Iterable[Path | str],
    progress: Progress = no_progress,
    watch: Watch | None = None,
    columns: Choices = NO_CHOICES,
) -> ImportResult:
    """Import files and folders; one bad file never stops the rest, and one undo takes all back.

    `columns` says what columns of tables hold, beside what was chosen before. `progress` is told bytes; when
    it raises Cancelled, what was written so far stays and the result says so.
    Raises ReviewError when nothing was named that can be read.
    """
    named = [Path(path) for path in paths]
    for path in named:
        if not path.exists():
            raise ReviewError(
                say("There is no file {path}.", path=path), say("Check the name and the folder.")
            )
    result = _Import(library, progress, watch, columns).run(
        _inputs(named, library.path), sum(map(_size, named))
    )
    if not result.files and not result.stopped:
        raise ReviewError(
            say("There are no documents here."), say("Name files, or a folder that holds some.")
        )
    return result


def import_text(library: Library, name: str, words: str) -> ImportResult:
    """Import pasted text as a document called `name`, or as the records it holds."""
    source = Input.of_bytes(words.encode("utf-8", "replace"), name)
    return _Import(library, no_progress, None).run([(name, source)], source.size)


def import_again(
    library: Library, path: str, source: Input, op: int, label: str, progress: Progress, watch: Watch | None
) -> ImportResult:
    """Import a file as part of an op that has just taken back what the file gave before."""
    again = _Import(library, progress, watch, source.columns)
    again.op, again.label = op, label
    return again.run([(path, source)], source.size)


def _inputs(named: Iterable[Path], own: Path) -> Iterator[tuple[str, Input | str]]:
    """Yield the path of every file in files, folders and archives with its input, or why it is not read."""
    for path in named:
        try:
            for found in archives.inputs(path, own):
                inside = text.named(str(path.parent / found.name))
                yield inside, found.reason if isinstance(found, archives.Unread) else found
        except ReviewError as error:
            yield text.named(str(path)), f"{error.message} {error.hint}".strip()


# ------------------------------------------------------------------ one import


class _Import:
    """The state of one import: its op and batch once something was written, and where it stands."""

    def __init__(
        self, library: Library, progress: Progress, watch: Watch | None, columns: Choices = NO_CHOICES
    ) -> None:
        self.library = library
        self.columns = {**tables.choices(library), **columns}
        self.label = ""
        self.progress = progress
        self.watch = watch
        self.op = 0
        self.batch = 0
        self.left: list[FileResult] = []
        """Files of which nothing was added, and the log does not know yet."""
        self.marked: list[Suggestion] = []
        """Marks in files whose text is in the library already."""
        self.result = ImportResult()
        self.done = 0
        self.total = 0

    def run(self, named: Iterable[tuple[str, Input | str]], total: int) -> ImportResult:
        self.total = total
        try:
            for path, source in named:
                self._file(path, source)
            self._tie(self._added())
        except Cancelled:
            self.result.stopped = True
            with suppress(Cancelled):  # the import was undone while it ran
                self._tie(self._added())
        with suppress(ReviewError, Cancelled):  # on a full disk the result still names all
            self._log()
        new_marks = self._keep_marks()
        if self.op:
            rows = {"documents": frozenset(self._added()), "suggestions": frozenset(new_marks)}
            self.result.changes = Changes(self.op, self._label(), rows)
        return self.result

    def _keep_marks(self) -> list[int]:
        """Keep what is newly marked in a document that is there already, as a part of the import."""
        new: list[int] = []
        with suppress(ReviewError, Cancelled):  # the documents are whole without
            if self.marked:
                label = self._label() if self.op else recorded("Add marks to a document")
                with journal.op(self.library, label, joins=self.op or None) as pending:
                    new = suggestions.add_marks(self.library, self.marked)
                self.op = pending.op if new else self.op
        return new

    def _log(self) -> None:
        """Write into the log what it does not hold yet; what added nothing is no op, so that undo is not
        pressed for nothing, and what waits for redo stays."""
        for file in self.result.files:
            if file.entry[0]:
                imports.add_unread(self.library, file.entry[0], _unlogged(file))
        if self.left and self.op and not self.batch:  # each table has an import of its own
            with journal.op(self.library, self._label(), joins=self.op):
                self.batch = imports.begin(self.library, "Import")
        self._pass_over(self.batch)

    def _pass_over(self, batch: int) -> None:
        files = [
            imports.PassedOver(
                each.path, each.format, each.source_sha256, len(each.duplicates), each.share == 1.0
            )
            for each in self.left
        ]
        batch = imports.pass_over(self.library, batch, files)
        imports.add_unread(self.library, batch, [one for each in self.left for one in _unlogged(each)])

    def _added(self) -> list[int]:
        return [id for file in self.result.files for id in file.added]

    def _file(self, path: str, source: Input | str) -> None:
        file = FileResult(path)
        self.progress(min(self.done, self.total), self.total, Path(path).name)
        self.result.files.append(file)
        try:
            if isinstance(source, str):
                raise ReviewError(source)
            else:
                source.columns = self.columns
                _Reading(self, file, source).run()
                self.done += source.size
        except ReviewError as error:
            file.reject(f"{error.message} {error.hint}".strip())
        except OSError as error:  # a disk that fails or is taken out while the file is read
            reason = unreadable(Path(path), error)
            file.reject(f"{reason.message} {reason.hint}")
        except Cancelled:
            if file.records and not file.entry[0]:
                self.left.append(file)
            raise
        file.share = 1.0
        if not file.entry[0]:
            self.left.append(file)
        self._tell(file)

    def _tell(self, file: FileResult) -> None:
        if self.watch is not None:
            self.watch(file)

    def _tie(self, added: list[int]) -> None:
        """Look whether a page quotes one of the new studies, or a new page a known one."""
        if not added:
            return
        with journal.op(self.library, self._label(), joins=self.op):
            quoted.propose(self.library, added)

    def _label(self, more: int = 0) -> str:
        if self.label:
            return self.label
        count = sum(len(file.added) for file in self.result.files) + more
        if count == 1:
            return recorded("Add 1 document")
        return recorded("Add {count} documents", count=f"{count:,}")

    def write(self, reading: _Reading, new: Sequence[imports.Prepared], last: bool) -> None:
        """Write a batch of one file, with what could not be read so far; the `last` one ends the file.

        A table has an import of its own within the op, so that it can be read again with other columns.
        """
        library, file = self.library, reading.file
        alone = file.format in OWN_IMPORT
        made: list[tuple[int, int]] = []
        unread: list[imports.Unread] = []
        with suppress(_Nothing):
            with journal.op(library, self._label(len(new)), bulk=True, joins=self.op or None) as pending:
                batch = (reading.batch if alone else self.batch) or imports.begin(library, "Import")
                source = reading.source_id or reading.add_source(batch)
                made = imports.add_documents(library, batch, source, new)
                ids = [id for id, _ in made if id]
                if not (self.op or ids):
                    raise _Nothing
                pending.note("documents", *ids)
                pending.note("suggestions", *marks.keep(library, made, new))
                entry, unread = reading.log(batch)
                if not alone:
                    self._pass_over(batch)
                if last:
                    pending.note("sources", source)
                    reading.finish(source, made)
            self.op, reading.batch, reading.source_id = pending.op, batch, source
            file.entry, file.logged = entry, file.logged + len(unread)
            self.batch, self.left = (self.batch, self.left) if alone else (batch, [])
        if last and reading.source_id and not file.entry[0]:  # it was cut off, and the rest adds nothing
            reading.finish(reading.source_id, made)
        self.marked += marks.of_twins(made, new)
        file.take(new, made)  # only now: a batch that was rolled back, by a full disk say, added nothing
        self._tell(file)


class _Nothing(Exception):
    """All records of a batch are there already: no op is to stand for it."""


class _Reading:
    """One file on its way into the library."""

    def __init__(self, owner: _Import, file: FileResult, source: Input) -> None:
        self.owner = owner
        self.file = file
        self.input = source
        self.source_id = 0
        self.batch = 0
        self.before = 0
        """How many of the duplicates came from this very file, before its import was cut off."""

    def run(self) -> None:
        library, file = self.owner.library, self.file
        file.source_sha256 = fingerprint(self.input)
        known = imports.known(library, file.source_sha256)
        there = imports.numbers(library, known.source) if known else {}
        if known and known.whole:
            file.format = imports.format_of(library, known.source)
            file.duplicates += [{"of": id, "record": number} for number, id in sorted(there.items())]
            return
        self.source_id = known.source if known else 0
        with closing(self._arriving(there)) as batches:
            new = next(batches, None)
            if new and self.input.size > imports.PIECE and not self.source_id:
                self._keep_body()
            while new is not None:
                following = next(batches, None)
                file.share = self.input.position / max(1, self.input.size)
                self.owner.write(self, new, last=following is None)
                new = following

    def add_source(self, batch: int) -> int:
        """Keep the file and name it as the source of documents; returns its id."""
        self._keep_body()
        file = self.file
        return imports.add_source(
            self.owner.library, batch, file.source_sha256, self.input.size, file.path, file.format
        )

    def log(self, batch: int) -> tuple[tuple[int, str], list[imports.Unread]]:
        """Write into the log what could not be read so far; returns where, and what.

        A file that was cut off stays under the import that began it: it is gone through from its start.
        """
        library, file, entry = self.owner.library, self.file, self.file.entry
        if not entry[0]:
            entry = imports.entry_of(library, self.source_id) if self.source_id else (batch, file.path)
            imports.forget_unread(library, *entry)
        unread = [replace(one, path=entry[1]) for one in _unlogged(file)]
        imports.add_unread(library, entry[0], unread)
        return entry, unread

    def finish(self, source: int, made: Sequence[tuple[int, int]]) -> None:
        """Say what became of the records of a file that ends with these."""
        file = self.file
        twins = len(file.duplicates) - self.before + sum(not id for id, _ in made)
        imports.finish_source(self.owner.library, source, file.records + len(made), twins, len(file.rejected))

    def _keep_body(self) -> None:
        with self.input.stream() as stream:
            imports.keep_body(self.owner.library, self.file.source_sha256, stream)

    def _arriving(self, there: dict[int, int]) -> Generator[list[imports.Prepared]]:
        """Yield what is new in the file a batch at a time; `there` are documents by their number in it."""
        file, new = self.file, False
        for batch in preparing.batches(self.input, there, self._tell):
            file.format = file.format or batch.format
            file.duplicates += [{"of": there[number], "record": number} for number in batch.known]
            self.before += len(batch.known)
            for item in batch.rejected:
                self._set_aside(item)
            new = bool(batch.new)
            if new:
                yield batch.new
        if not new and self.source_id:  # all that is left of a file came before it was cut off
            yield []

    def _tell(self) -> None:
        owner = self.owner
        done = owner.done + min(self.input.position, self.input.size)
        owner.progress(min(done, owner.total), owner.total, Path(self.file.path).name)

    def _set_aside(self, item: readers.Rejected) -> None:
        self.file.reject(item.reason, item.number, item.line, item.raw)


def _unlogged(file: FileResult) -> list[imports.Unread]:
    """Return what could not be read of a file and is not in the log yet."""
    path = file.entry[1] or file.path
    return [
        imports.Unread(path, one["record"], one["line"], one["reason"], raw)
        for one, raw in zip(file.rejected[file.logged :], file.raw[file.logged :], strict=True)
    ]


def _size(path: Path) -> int:
    """Return the bytes of a file, or of all files in a folder."""
    try:
        files = path.rglob("*") if path.is_dir() else (path,)
        return sum(each.stat().st_size for each in files if each.is_file())
    except OSError:
        return 0


def fingerprint(source: Input) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with source.stream() as stream:
        while piece := stream.read(imports.PIECE):
            digest.update(piece)
    return digest.hexdigest()
