"""Folders and archives: everything in them is named, read once, or left out with a reason; nothing swells."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import tarfile
import tempfile
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import ReviewError
from reviewer.readers import Input, archives
from reviewer.readers.archives import Unread


def zipped(*entries: tuple[str, bytes], **options: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()


def tarred(*entries: tuple[str, bytes], packed: str = "") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=f"w:{packed}") as archive:
        for name, data in entries:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def found(data: bytes, name: str = "a.zip") -> dict[str, bytes | str]:
    """Return the bytes of what is read, the reason for what is not, by name."""
    return {
        item.name: item.reason if isinstance(item, Unread) else item.data()
        for item in archives.opened(Input.of_bytes(data, name))
    }


def test_a_plain_file_is_itself() -> None:
    assert found(b"words", "a.txt") == {"a.txt": b"words"}


@pytest.mark.parametrize(
    ("data", "name", "inner"),
    [
        (zipped(("b/c.ris", b"TY")), "a.zip", "a.zip/b/c.ris"),
        (zipped(("b/c.ris", b"TY")), "disguised.ris", "disguised.ris/b/c.ris"),
        (tarred(("b/c.ris", b"TY")), "a.tar", "a.tar/b/c.ris"),
        (tarred(("b/c.ris", b"TY"), packed="gz"), "a.tar.gz", "a.tar/b/c.ris"),
        (tarred(("b/c.ris", b"TY"), packed="gz"), "a.tgz", "a/b/c.ris"),
        (tarred(("b/c.ris", b"TY"), packed="bz2"), "a.tar.bz2", "a.tar/b/c.ris"),
        (gzip.compress(b"TY"), "x.ris.gz", "x.ris"),
        (gzip.compress(b"T") + gzip.compress(b"Y"), "x.ris.gz", "x.ris"),
        (gzip.compress(b"TY"), "x.xml", "x.xml"),
        (bz2.compress(b"TY"), "x.ris.bz2", "x.ris"),
        (zipped(("x.ris.gz", gzip.compress(b"TY"))), "a.zip", "a.zip/x.ris"),
        (zipped(("b.tar.gz", tarred(("c.ris", b"TY"), packed="gz"))), "a.zip", "a.zip/b.tar/c.ris"),
        (zipped(("b.zip", zipped(("c.ris", b"TY")))), "a.zip", "a.zip/b.zip/c.ris"),
        (zipped(("b\\c.ris", b"TY")), "a.zip", "a.zip/b/c.ris"),
        (zipped(("Studie Öl.ris", b"TY")), "a.zip", "a.zip/Studie Öl.ris"),
    ],
    ids=lambda value: value if isinstance(value, str) else "packed",  # bytes of an archive hold the time
)
def test_archives_are_told_by_content_and_opened(data: bytes, name: str, inner: str) -> None:
    assert found(data, name) == {inner: b"TY"}


def test_archives_within_archives_are_opened_twice_and_no_more() -> None:
    deep = zipped(("c.zip", zipped(("d.ris", b"TY"))), ("e.ris", b"TY"))

    assert found(zipped(("b.zip", deep))) == {
        "a.zip/b.zip/c.zip": "It is an archive within 2 archives, which is not opened.",
        "a.zip/b.zip/e.ris": b"TY",
    }


@pytest.mark.parametrize(
    "name", ["../x.ris", "b/../../x.ris", "/etc/x.ris", "C:x.ris", "..\\x.ris", "\\x.ris"]
)
def test_names_that_lead_out_are_left_out(name: str) -> None:
    for data in (zipped((name, b"TY"), ("ok.ris", b"TY")), tarred((name, b"TY"), ("ok.ris", b"TY"))):
        reasons = found(data)

        assert reasons.pop("a.zip/ok.ris") == b"TY"
        assert list(reasons.values()) == ["Its name leads out of the archive."]


def test_hidden_entries_are_nothing_to_read() -> None:
    data = zipped(
        ("__MACOSX/._a.ris", b"x"), (".DS_Store", b"x"), ("b/.git/c", b"x"), ("b/", b""), ("c.ris", b"TY")
    )

    assert found(data) == {"a.zip/c.ris": b"TY"}


def test_two_entries_of_one_name_are_both_read() -> None:
    assert found(zipped(("b.ris", b"1"), ("b.ris", b"2"))) == {"a.zip/b.ris": b"1", "a.zip/b (2).ris": b"2"}


@pytest.mark.parametrize(
    ("raw", "name"),
    [("Öl.ris".encode(), "Öl.ris"), ("Öl.ris".encode("cp437"), "Öl.ris"), (b"ok.ris", "ok.ris")],
)
def test_names_in_other_encodings_are_read(raw: bytes, name: str) -> None:
    blank = "#" * len(raw)
    data = zipped((blank, b"TY")).replace(blank.encode(), raw)

    assert found(data) == {f"a.zip/{name}": b"TY"}


def test_a_name_in_a_field_of_its_own_counts() -> None:
    info = zipfile.ZipInfo("???.ris")
    name = "研究.ris".encode()
    info.extra = b"\x75\x70" + (5 + len(name)).to_bytes(2, "little") + b"\x01\x00\x00\x00\x00" + name

    assert archives.entry_name(info) == "研究.ris"


def test_a_locked_entry_is_said_so_and_the_rest_is_read() -> None:
    data = bytearray(zipped(("b.ris", b"TY"), ("c.ris", b"TY")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert found(bytes(data)) == {"a.zip/b.ris": "It is locked with a password.", "a.zip/c.ris": b"TY"}


def test_an_unknown_method_and_a_damaged_entry_are_said_so() -> None:
    data = bytearray(zipped(("b.ris", b"TY" * 100), ("c.ris", b"TY")))
    at = data.index(b"PK\x01\x02")
    data[at + 10] = 14
    data[data.index(b"PK\x01\x02", at + 1) - 1] ^= 0  # the second stays whole
    damaged = bytearray(zipped(("b.ris", os.urandom(500)), ("c.ris", b"TY")))
    damaged[100] ^= 0xFF

    assert found(bytes(data))["a.zip/b.ris"] == "It is packed by a method (14) that cannot be unpacked."
    assert found(bytes(damaged)) == {
        "a.zip/b.ris": "It is damaged and cannot be unpacked.",
        "a.zip/c.ris": b"TY",
    }


def test_what_swells_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FROM", 1_000_000)
    monkeypatch.setattr(archives.zip_parts, "RATIO_FROM", 1_000_000)
    bomb = zipped(("b.txt", bytes(3_000_000)), ("c.ris", b"TY"))

    assert found(bomb)["a.zip/b.txt"] == "It swells to more than 200 times its packed size."
    assert list(found(gzip.compress(bytes(3_000_000)), "a.gz").values()) == [
        "It swells to more than 200 times its packed size; what follows is not read."
    ]


def test_all_together_may_not_be_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 250_000)
    data = zipped(*((f"{number}.txt", os.urandom(100_000)) for number in range(4)))
    outcome = found(data)

    assert list(outcome) == ["a.zip/0.txt", "a.zip/1.txt", "a.zip"]
    assert "unpacked" in str(outcome["a.zip"])


def test_too_many_entries_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_ENTRIES", 2)

    assert list(found(zipped(*((f"{n}.txt", b"") for n in range(4))))) == [
        "a.zip/0.txt",
        "a.zip/1.txt",
        "a.zip",
    ]


def test_a_list_of_entries_that_is_too_long_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives.zip_parts, "MOST_OF_NAMES", 100)

    assert "entries" in str(found(zipped(*((f"{n}.txt", b"") for n in range(4))))["a.zip"])


def test_a_large_entry_waits_in_a_folder_of_our_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(archives, "IN_MEMORY", 1_000)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    words = os.urandom(5_000)
    items = archives.opened(
        Input.of_bytes(zipped(("../evil", b""), ("b.txt", words), ("c.txt", words)), "a.zip")
    )
    next(items)
    for _ in range(2):
        item = next(items)
        assert isinstance(item, Input) and item.data() == words and item.size == 5_000
        assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
    items.close()  # type: ignore[attr-defined]

    assert list(tmp_path.iterdir()) == []


def test_links_in_a_tar_file_are_left_out() -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("pipe", tarfile.FIFOTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)

    assert set(found(file.getvalue(), "a.tar").values()) == {"It is a link or no ordinary file."}


def test_headers_of_a_tar_file_may_not_be_longer_than_reason() -> None:
    member = tarfile.TarInfo("pax")
    member.type, member.size = tarfile.XHDTYPE, 5_000_000
    data = member.tobuf() + bytes(6_000_000)

    assert found(data, "a.tar") == {"a.tar": "The archive is damaged; what follows is not read."}


def test_an_entry_that_is_smaller_than_nothing_ends_the_reading() -> None:
    good = tarfile.TarInfo("a")
    member = tarfile.TarInfo("b")
    header = bytearray(member.tobuf())
    header[124:136] = b"\xff" * 10 + (-512 & 0xFFFF).to_bytes(2, "big")
    header[148:156] = b"%06o\0 " % (sum(header[:148]) + 8 * 32 + sum(header[156:512]))

    assert found(good.tobuf() + bytes(header) + bytes(1024), "a.tar") == {
        "a.tar/a": b"",
        "a.tar": "The archive is damaged; what follows is not read.",
    }


def test_office_documents_and_books_are_no_archives() -> None:
    for names in (
        ("[Content_Types].xml", "word/document.xml"),
        ("[Content_Types].xml", "xl/workbook.xml"),
        ("META-INF/container.xml", "book.opf"),
        ("mimetype", "content.xml", "META-INF/manifest.xml"),
    ):
        data = zipped(*((name, b"") for name in names))
        assert list(found(data, "a.docx")) == ["a.docx"]


# ------------------------------------------------------------------ folders


def in_folder(folder: Path) -> dict[str, bytes | str]:
    return {
        item.name: item.reason if isinstance(item, Unread) else item.data()
        for item in archives.inputs(folder)
    }


def test_a_folder_is_gone_through_in_order(tmp_path: Path) -> None:
    top = tmp_path / "top"
    (top / "b").mkdir(parents=True)
    (top / ".hidden").mkdir()
    (top / ".hidden" / "x.ris").write_bytes(b"x")
    (top / ".x").write_bytes(b"x")
    (top / "b" / "2.ris").write_bytes(b"2")
    (top / "b" / "1.zip").write_bytes(zipped(("i.ris", b"1")))
    (top / "c.ris").write_bytes(b"3")

    assert in_folder(top) == {"top/b/1.zip/i.ris": b"1", "top/b/2.ris": b"2", "top/c.ris": b"3"}


def test_links_are_followed_inside_the_folder_only_by_what_they_lead_to(tmp_path: Path) -> None:
    top = tmp_path / "top"
    (top / "b").mkdir(parents=True)
    (top / "b" / "1.ris").write_bytes(b"1")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (top / "again").symlink_to(top / "b")
    (top / "loop").symlink_to(top)
    (top / "out.txt").symlink_to(tmp_path / "secret.txt")
    (top / "gone.txt").symlink_to(tmp_path / "gone")

    assert in_folder(top) == {
        "top/b/1.ris": b"1",
        "top/gone.txt": "It cannot be read: no such file or directory.",
        "top/out.txt": "It is a link that leads out of the folder.",
    }


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert in_folder(tmp_path) == {f"{tmp_path.name}/pipe": "It is no ordinary file."}
    with pytest.raises(ReviewError, match="pipe is no ordinary file"):
        list(archives.inputs(tmp_path / "pipe"))


def test_a_file_that_is_gone_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="gone.ris cannot be read"):
        list(archives.inputs(tmp_path / "gone.ris"))


SEEDS = (
    zipped(("a/b.ris", b"TY  - JOUR\r\n" * 20), ("b.zip", zipped(("c.txt", b"words")))),
    tarred(("a.ris", b"TY"), ("b/c.txt", b"words" * 300)),
    tarred(("a.ris", b"TY"), packed="gz"),
    bz2.compress(b"words"),
)


@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 20_000), st.binary(max_size=4)), max_size=8))
def test_damage_of_any_kind_gives_files_or_reasons(seed: bytes, changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(seed)
    for at, piece in changes:
        data[at % len(data) : at % len(data) + len(piece)] = piece

    for item in archives.opened(Input.of_bytes(bytes(data), "a.zip")):
        assert isinstance(item, Input | Unread)


def test_a_link_in_a_zip_file_is_no_text() -> None:
    link = zipfile.ZipInfo("link.ris")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.ris", b"1")

    assert found(file.getvalue()) == {
        "a.zip/link.ris": "It is a link or no ordinary file.",
        "a.zip/a.ris": b"1",
    }
