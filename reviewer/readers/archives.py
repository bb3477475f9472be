"""Folders and archives: what in them is to be read, under which name, and what is left out and why.

Archives come from strangers. Nothing is ever written under a name from one: an entry is held in memory, a
large one in a temporary folder of our own, until the next is asked for. What is packed is told by content.
"""

from __future__ import annotations

import bz2
import gzip
import io
import re
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.readers import zip_parts
from reviewer.readers.input import Input, unreadable
from reviewer.readers.zip_parts import MOST_ENTRIES, PIECE, RATIO, RATIO_FROM

MOST_UNPACKED = 2_000_000_000
"""Bytes that all there is in an archive may have together."""
DEEPEST = 2
"""Archives within one another that are opened."""
IN_MEMORY = 16_000_000
NO_FILE = recorded("It is a link or no ordinary file.")
OPEN = recorded("It is the library that is open.")

_LEFT_OUT = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_PACKERS: tuple[tuple[bytes, tuple[str, ...], Callable[[BinaryIO], BinaryIO]], ...] = (
    (b"\x1f\x8b\x08", (".gz", ".gzip", ".tgz"), lambda file: cast(BinaryIO, gzip.GzipFile(fileobj=file))),
    (b"BZh", (".bz2", ".tbz", ".tbz2"), lambda file: cast(BinaryIO, bz2.BZ2File(file))),
)
_WRONG = (*zip_parts.WRONG, tarfile.TarError, RecursionError)
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is not read, by the name it would have had, and why."""

    name: str
    reason: str


class _Stop(ReviewError):
    """The whole archive is given up."""


@dataclass
class _Budget:
    """What may still be unpacked of one outermost archive."""

    packed: int
    unpacked: int = 0
    entries: int = 0
    folder: str = ""
    cleared: ExitStack = field(default_factory=ExitStack)

    def entry(self) -> None:
        """Count an entry; raises _Stop beyond the limit."""
        self.entries += 1
        if self.entries > MOST_ENTRIES:
            raise _Stop(
                recorded(
                    "It has more than {most_entries} entries; what follows is not read.",
                    most_entries=f"{MOST_ENTRIES:,}",
                )
            )

    def take(self, count: int) -> None:
        """Count unpacked bytes; raises _Stop beyond the limits."""
        self.unpacked += count
        if self.unpacked > MOST_UNPACKED:
            limit = f"{MOST_UNPACKED / 1e9:.0f} GB"
            raise _Stop(
                recorded("It would take more than {limit} unpacked; what follows is not read.", limit=limit)
            )
        if self.unpacked > RATIO_FROM and self.unpacked > RATIO * self.packed:
            raise _Stop(
                recorded(
                    "It swells to more than {ratio} times its packed size; what follows is not read.",
                    ratio=RATIO,
                )
            )

    def file(self) -> Path:
        """Return where a large entry is put."""
        if not self.folder:
            self.folder = self.cleared.enter_context(tempfile.TemporaryDirectory(prefix="reviewer-"))
        return Path(self.folder) / str(self.entries)


def inputs(path: Path, own: Path | None = None) -> Iterator[Input | Unread]:
    """Yield what is to be read of a file, an archive or a folder, by names such as "a.zip/b/c.ris".

    `own` is the library that is open: it is never read here, because on POSIX a process that closes a file
    loses the locks that SQLite holds on it. An Input is good until the next is asked for. Raises ReviewError
    when the path itself cannot be read.
    """
    if path.is_dir():
        for file, name in _walk(path, path.resolve(), path.name or str(path), own):
            if isinstance(file, Unread):
                yield file
            else:
                try:
                    yield from opened(Input.of_path(file, name))
                except ReviewError as error:
                    yield Unread(name, error.message)
    elif path.exists() and not path.is_file():
        raise ReviewError(
            recorded("{name} is no ordinary file.", name=path.name),
            recorded("Choose files, archives or folders."),
        )
    elif _is_own(path, own):
        yield Unread(path.name, OPEN)
    else:
        yield from opened(Input.of_path(path))


def _is_own(path: Path, own: Path | None) -> bool:
    """Tell whether a file is the library that is open, under whatever name, or a file SQLite keeps beside."""
    if own is None:
        return False
    try:
        beside = path.name.startswith(f"{own.name}-") and path.parent.samefile(own.parent)
        return beside or path.samefile(own)
    except OSError:  # a link to nothing, a place one may not look at: told where it is read
        return False


def opened(source: Input) -> Iterator[Input | Unread]:
    """Yield the files in an archive, or the file itself when it is none."""
    budget = _Budget(packed=source.size)
    with budget.cleared:
        try:
            yield from _opened(source, 0, budget)
        except _Stop as error:
            yield Unread(source.name, error.message)


# ------------------------------------------------------------------ folders


def _walk(folder: Path, top: Path, name: str, own: Path | None) -> Iterator[tuple[Path | Unread, str]]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Unread(name, unreadable(folder, error).message if error.strerror is None else _why(error)), name
        return
    for entry in entries:
        inner = f"{name}/{entry.name}"
        if is_hidden(entry.name):
            continue
        found = Unread(inner, OPEN) if _is_own(entry, own) else _told(entry, top, inner)
        if isinstance(found, Unread) or (found is not None and found.is_file()):
            yield found, inner
        elif found is not None:
            yield from _walk(found, top, inner, own)


def _told(entry: Path, top: Path, name: str) -> Path | Unread | None:
    """Return an entry to go on with, why it is left out, or None when it is read at its own place."""
    try:
        if entry.is_symlink():
            inside = entry.resolve(strict=True).is_relative_to(top)
            return None if inside else Unread(name, recorded("It is a link that leads out of the folder."))
        mode = entry.stat().st_mode
    except (OSError, RuntimeError) as error:
        return Unread(name, _why(error))
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return entry
    return Unread(name, recorded("It is no ordinary file."))


def _why(error: Exception) -> str:
    why = str(getattr(error, "strerror", None) or error).lower()
    return recorded("It cannot be read: {why}.", why=why)


def is_hidden(name: str) -> bool:
    """Tell whether a file or folder is one that people do not see or mean."""
    return name.startswith(".") or name in _LEFT_OUT


# ------------------------------------------------------------------ archives


def _opened(source: Input, depth: int, budget: _Budget) -> Iterator[Input | Unread]:
    packer = next((packer for packer in _PACKERS if source.head.startswith(packer[0])), None)
    if zip_parts.kind(source) == "zip":
        insides = _zip_entries
    elif is_tar(source.head):
        insides = _tar_entries
    elif packer is not None:
        insides = _unpacked
    else:
        yield source
        return
    if depth >= DEEPEST:
        yield Unread(
            source.name,
            recorded("It is an archive within {deepest} archives, which is not opened.", deepest=DEEPEST),
        )
        return
    try:
        for found in insides(source, budget):
            if isinstance(found, Unread):
                yield found
            else:
                # A packed tar file is one archive to people.
                yield from _opened(found, depth + (not is_tar(found.head) or packer is None), budget)
    except _WRONG:
        yield Unread(source.name, recorded("The archive is damaged; what follows is not read."))


def is_tar(head: bytes) -> bool:
    """Tell whether a file is a tar archive: by its sign, or by the check sum of its first header."""
    if head[257:262] == b"ustar":
        return True
    try:
        return (
            len(head) >= 512
            and head[0] != 0
            and tarfile.TarInfo.frombuf(head[:512], "utf-8", "replace").size >= 0
        )
    except (tarfile.TarError, ValueError):
        return False


def _unpacked(source: Input, budget: _Budget) -> Iterator[Input | Unread]:
    """Yield the one file that is packed by itself; without the suffix of the packer, under the same name."""
    _, suffixes, unpacker = next(packer for packer in _PACKERS if source.head.startswith(packer[0]))
    name = next(
        (source.name[: -len(end)] for end in suffixes if source.name.lower().endswith(end)), source.name
    )
    budget.entry()
    with source.stream() as file, unpacker(file) as stream:
        for found in _entry(iter(lambda: stream.read(PIECE), b""), name, "", budget):
            yield Unread(source.name, found.reason) if isinstance(found, Unread) else found


def _zip_entries(source: Input, budget: _Budget) -> Iterator[Input | Unread]:
    seen: dict[str, int] = {}
    with source.stream() as file:
        try:
            archive = zip_parts.open_zip(file, source.name)
        except ReviewError as error:
            yield Unread(source.name, error.message)
            return
        for info in archive.infolist():
            budget.entry()
            inner = entry_name(info)
            if not _is_meant(inner) or info.is_dir() or inner.endswith("/"):
                continue
            name = f"{source.name}/{_counted(inner, seen)}"
            reason = recorded("It is locked with a password.") if info.flag_bits & 1 else _wrong_name(inner)
            if stat.S_ISLNK(info.external_attr >> 16):  # its bytes are the path it leads to
                reason = NO_FILE
            yield from _entry(zip_parts.pieces(archive, info), name, reason, budget)


def _tar_entries(source: Input, budget: _Budget) -> Iterator[Input | Unread]:
    seen: dict[str, int] = {}
    with source.stream() as raw:
        file = _Careful(raw)
        with tarfile.open(fileobj=cast(BinaryIO, file), mode="r:") as archive:
            while (member := file.each(archive.next)) is not None:
                archive.members = []  # type: ignore[attr-defined] # or it keeps them all
                budget.entry()
                if member.size < 0:  # the next header would lie before this one, for ever
                    raise tarfile.ReadError("negative size")
                inner = member.name.replace("\\", "/")
                if member.isdir() or not _is_meant(inner):
                    continue
                name = f"{source.name}/{_counted(inner, seen)}"
                reason = _wrong_name(inner) if member.isreg() else NO_FILE
                stream = archive.extractfile(member) if not reason else None
                yield from _entry(_pieces(stream), name, reason, budget)


def _pieces(stream: object) -> Iterator[bytes]:
    while stream is not None and (piece := cast(BinaryIO, stream).read(PIECE)):
        yield piece


def _entry(pieces: Iterator[bytes], name: str, reason: str, budget: _Budget) -> Iterator[Input | Unread]:
    """Yield an entry, held until the next, or why it cannot be."""
    if reason:
        yield Unread(name, reason)
        return
    with ExitStack() as held:
        try:
            found = _held(pieces, name, budget, held)
        except _Stop:
            raise
        except ReviewError as error:
            found = Unread(name, error.message)
        except _WRONG:
            found = Unread(name, recorded("It is damaged and cannot be unpacked."))
        yield found


def _held(pieces: Iterator[bytes], name: str, budget: _Budget, held: ExitStack) -> Input | Unread:
    """Return an entry with its bytes in memory or, when there are many, in a file that goes with `held`."""
    memory = io.BytesIO()
    for piece in pieces:
        budget.take(len(piece))
        memory.write(piece)
        if memory.tell() > IN_MEMORY:
            path = budget.file()
            held.callback(path.unlink, missing_ok=True)
            with path.open("wb") as file:
                file.write(memory.getbuffer())
                memory.close()
                for rest in pieces:
                    budget.take(len(rest))
                    file.write(rest)
            return Input.of_path(path, name)
    return Input.of_bytes(memory.getvalue(), name)


class _Careful:
    """A file for tarfile that is never read in one go: an entry may claim headers of any length."""

    MOST = 1_000_000
    READS = 10_000

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._reads, self._stepping = file, 0, False

    def each(self, step: Callable[[], tarfile.TarInfo | None]) -> tarfile.TarInfo | None:
        """Take a step that may read so often and no more: headers that refer to each other never end."""
        self._reads, self._stepping = 0, True
        try:
            return step()
        finally:
            self._stepping = False

    def read(self, count: int = -1) -> bytes:
        """Read up to so many bytes; raises ValueError for too many."""
        self._reads += self._stepping
        if not 0 <= count <= self.MOST or self._reads > self.READS:
            raise ValueError("headers beyond reason")
        return self._file.read(count)

    def seek(self, position: int, whence: int = 0) -> int:
        """Go to a position."""
        return self._file.seek(position, whence)

    def tell(self) -> int:
        """Return the position."""
        return self._file.tell()


# ------------------------------------------------------------------ names


def entry_name(info: zipfile.ZipInfo) -> str:
    """Return the name of an entry with "/" between folders, in the encoding it is really in."""
    name = _unicode_path(info.extra) or info.filename
    if name == info.filename and not info.flag_bits & 0x800 and not name.isascii():
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:  # it is in the code page it claims, or in one that nothing tells
            name = info.filename
    return name.replace("\\", "/")


def _unicode_path(extra: bytes) -> str:
    """Return the name in an extra field that some packers add for it, or ""."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == 0x7075 and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def _is_meant(name: str) -> bool:
    """Tell whether no part of a name is hidden; what leads up is no hidden name."""
    return not any(is_hidden(part) for part in name.split("/") if part not in (".", ".."))


def _wrong_name(name: str) -> str:
    """Return why an entry of this name is not read, or ""."""
    parts = name.replace("\\", "/")
    if parts.startswith("/") or _DRIVE.match(parts) or ".." in parts.split("/") or "\x00" in parts:
        return recorded("Its name leads out of the archive.")
    return ""


def _counted(name: str, seen: dict[str, int]) -> str:
    """Return a name, with a number when an entry before has the same."""
    seen[name] = seen.get(name, 0) + 1
    if seen[name] == 1:
        return name
    path = PurePosixPath(name)
    return name[: len(name) - len(path.suffix)] + f" ({seen[name]})" + path.suffix
