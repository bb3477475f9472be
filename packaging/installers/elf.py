"""Takes search paths of the building machine out of what is carried: nothing is to be looked for there.

A Python built from source names its own folder in its libraries. That path exists on no other machine, or
worse, belongs to somebody else there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

DYNAMIC, LOAD = 2, 1
"""Kinds of program headers."""
END, STRINGS, RPATH, RUNPATH = 0, 5, 15, 29
"""Tags of the dynamic section."""


def clean(folder: Path) -> list[Path]:
    """Drop search paths that begin at the root from every ELF file below `folder`; returns those changed."""
    changed = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                begins = file.read(6)
            if begins == b"\x7fELF\x02\x01":  # 64 bits, small end first: all that is made
                data = bytearray(path.read_bytes())
                if drop_search_path(data):
                    path.write_bytes(data)
                    changed.append(path)
    return changed


def drop_search_path(data: bytearray) -> bool:
    """Take the entries for such paths out of the dynamic section; False when there are none."""
    headers = list(_headers(data))
    dynamic = next(((offset, size) for kind, offset, _, size in headers if kind == DYNAMIC), None)
    if dynamic is None:
        return False
    start, size = dynamic
    entries = [struct.unpack_from("<qQ", data, at) for at in range(start, start + size - 15, 16)]
    strings = next((_offset(headers, value) for tag, value in entries if tag == STRINGS), 0)
    kept = [
        (tag, value)
        for tag, value in entries
        if tag not in (RPATH, RUNPATH) or not data.startswith(b"/", strings + value)
    ]
    if len(kept) == len(entries):
        return False
    kept += [(END, 0)] * (len(entries) - len(kept))
    for number, (tag, value) in enumerate(kept):
        struct.pack_into("<qQ", data, start + 16 * number, tag, value)
    return True


def _headers(data: bytearray) -> Iterator[tuple[int, int, int, int]]:
    """Yield kind, offset in the file, address and size of each program header."""
    (first,) = struct.unpack_from("<Q", data, 32)
    wide, count = struct.unpack_from("<HH", data, 54)
    for number in range(count):
        kind, _, offset, address, _, size = struct.unpack_from("<IIQQQQ", data, first + number * wide)
        yield kind, offset, address, size


def _offset(headers: list[tuple[int, int, int, int]], address: int) -> int:
    """Return where in the file lies what is loaded to an address."""
    for kind, offset, start, size in headers:
        if kind == LOAD and start <= address < start + size:
            return offset + address - start
    return address
