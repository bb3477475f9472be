"""Whatever bytes a reader is given, it yields texts and rejections or refuses clearly, and soon.

The short form runs always; the long one by name: `pytest -m slow tests/readers/test_fuzz.py`, with
REVIEWER_FUZZ tries for each reader. Each try has a seed of its own, which a failure names.
"""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from reviewer import readers
from reviewer.errors import ReviewError
from reviewer.model import Record
from reviewer.readers import Input, Parsed, Reader, Rejected

FILES = Path(__file__).resolve().parents[1] / "files" / "readers"
SHORT, LONG = 150, int(os.environ.get("REVIEWER_FUZZ", "100000"))
SLOWEST = 5.0
"""Seconds a try of a few kilobytes may take; a slow machine needs a hundredth."""
MOST_ITEMS = 100_000
SIGNS = [
    b"\x00", b"\xff", b"\r", b"\n\n", b"\x1a", b"\xef\xbb\xbf", b"\xff\xfe", b"{", b"}", b"\"", b"<", b">",
    b"&", b"]]>", b"<!--", b"\\", b",", b"\t", b"9" * 40, b"-1", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"%",
]  # fmt: skip

each_reader = pytest.mark.parametrize("reader", readers.READERS, ids=lambda reader: reader.format)


def specimens(reader: Reader) -> list[bytes]:
    """Return the files of a reader's own kind, small enough to be mutated many times."""
    found = sorted(FILES.glob(f"{reader.format}*"))
    return [path.read_bytes() for path in found if path.is_file() and path.stat().st_size < 100_000]


def flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 3, 30))):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    del data[start : start + chance.choice((1, 10, 1_000, len(data)))]


def double(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    piece = bytes(data[start : start + chance.choice((1, 10, 300))])
    data[start:start] = piece * chance.choice((1, 2, 50))


def swap(data: bytearray, chance: random.Random) -> None:
    lines = bytes(data).split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    data[:] = b"\n".join(lines)


def insert(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.choice(SIGNS) * chance.choice((1, 1, 2, 500))


def replace(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at : at + 1] = chance.choice(SIGNS)


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, cut, double, swap, insert, replace)


def mutate(data: bytearray, chance: random.Random) -> None:
    """Change bytes here and there; of a ZIP file as a rule those within one of its parts."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        data[:] = with_changed_part(bytes(data), chance)
        return
    for _ in range(chance.choice((1, 1, 2, 4))):
        chance.choice(MUTATIONS)(data, chance)


def with_changed_part(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        changed = chance.choice(old.namelist())
        for info in old.infolist():
            part = bytearray(old.read(info))
            if info.filename == changed:
                mutate(part, chance)
            if chance.random() < 0.98:
                new.writestr(info, bytes(part))
    return out.getvalue()


def tries(reader: Reader, count: int) -> Iterator[tuple[int, bytes]]:
    """Yield seeds and bytes: mutated specimens, now and then random bytes behind a right beginning."""
    known = specimens(reader)
    for seed in range(count):
        chance = random.Random(f"{reader.format} {seed}")
        data = bytearray(chance.choice(known))
        if seed % 10 == 0:
            data = data[: chance.choice((4, 20, 200))] + chance.randbytes(chance.choice((0, 50, 3_000)))
        else:
            mutate(data, chance)
        yield seed, bytes(data)


def wrong(reader: Reader, data: bytes) -> str:
    """Return what is wrong with what a reader makes of bytes, or ""."""
    source = Input.of_bytes(data, f"fuzz{reader.suffixes[0]}")
    started = time.process_time()
    try:
        reader.sniff(source)
        items = list(islice(reader.read(source), MOST_ITEMS))
    except ReviewError as error:
        return "" if error.message and "\x00" not in error.message else f"says {error.message!r}"
    if time.process_time() - started > SLOWEST:
        return f"took {time.process_time() - started:.1f} s"
    if len(items) == MOST_ITEMS:
        return "has no end"
    return next(filter(None, map(amiss, items)), "")


def amiss(item: object) -> str:
    """Return what is wrong with an item, or ""."""
    if isinstance(item, Rejected):
        return "" if item.reason else "rejects without a reason"
    if not isinstance(item, Parsed):
        return f"yields {type(item).__name__}"
    try:
        item.text.encode()
        repr(item.record or Record()).encode()
    except UnicodeEncodeError:
        return "yields what cannot be stored"
    inside = all(
        0 <= part.start <= part.end <= len(item.text) for part in (*item.stated, *item.marks, *item.boxes)
    )
    return "" if inside and item.text.strip() else "yields a text that is empty, or places outside of it"


def campaign(reader: Reader, count: int) -> None:
    for seed, data in tries(reader, count):
        try:
            found = wrong(reader, data)
        except Exception as error:
            error.add_note(f"{reader.format}, seed {seed}")
            raise
        assert not found, f"{reader.format}, seed {seed}: {found}"


@each_reader
def test_a_few_mutated_files_do_no_harm(reader: Reader) -> None:
    campaign(reader, SHORT)


@pytest.mark.slow
@each_reader
def test_many_mutated_files_do_no_harm(reader: Reader) -> None:
    campaign(reader, LONG)
