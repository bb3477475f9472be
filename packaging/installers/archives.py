"""Archives whose bytes depend on their content alone: sorted, one time, no owner."""

from __future__ import annotations

import hashlib
import io
import lzma
import tarfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path


def tar_xz(target: Path, folder: Path, name: str, epoch: int) -> None:
    """Write `folder` as `target`, with everything below one folder called `name`."""
    with lzma.open(target, "wb", preset=6) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for path in _sorted(folder):
            entry = tar.gettarinfo(str(path), arcname=f"{name}/{path.relative_to(folder)}")
            entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = epoch, 0, 0, "root", "root"
            entry.mode = 0o755 if path.is_dir() or path.stat().st_mode & 0o111 else 0o644
            if entry.isreg() or entry.islnk():
                entry.type = (
                    tarfile.REGTYPE
                )  # a file that is linked twice would come in the order of the disk
                entry.size = path.stat().st_size
                with path.open("rb") as file:
                    tar.addfile(entry, file)
            else:
                tar.addfile(entry, io.BytesIO())


def zipped(target: Path, folder: Path, name: str, epoch: int) -> None:
    """Write `folder` as a ZIP file, with everything below one folder called `name`."""
    when = time.gmtime(epoch)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in _sorted(folder):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", when)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = (0o755 if path.stat().st_mode & 0o111 else 0o644) << 16
                packed.writestr(entry, path.read_bytes())


def sums(files: Iterable[Path]) -> str:
    """Return the SHA-256 of files as `sha256sum --check` reads them."""
    rows = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(rows))


def _sorted(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).parts)
