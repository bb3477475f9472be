"""The door of the readers: which file is read, which is refused, and in which words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewer import readers
from reviewer.errors import ReviewError
from reviewer.readers import Parsed, Reader

TESTS = Path(__file__).resolve().parents[1]

each_reader = pytest.mark.parametrize("reader", readers.READERS, ids=lambda reader: reader.format)


def refusal(data: bytes, name: str) -> ReviewError:
    with pytest.raises(ReviewError) as caught:
        list(readers.read_bytes(data, name))
    return caught.value


@each_reader
def test_each_reader_reads_its_specimen_as_the_golden_output_says(reader: Reader) -> None:
    path = TESTS / "files" / "readers" / f"{reader.format}{reader.suffixes[0]}"
    golden = TESTS / "golden" / "readers" / f"{reader.format}.json"
    found = [
        {"text": item.text, "number": item.number, "line": item.line, "format": item.format}
        for item in readers.read(path)
        if isinstance(item, Parsed)
    ]

    assert found == json.loads(golden.read_text(encoding="utf-8"))


@each_reader
def test_each_reader_has_a_name_and_lower_case_suffixes(reader: Reader) -> None:
    assert reader.name
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)


def test_text_is_read_whatever_the_file_is_called() -> None:
    assert [item.text for item in readers.read_bytes(b"words", "notes.xyz") if isinstance(item, Parsed)] == [
        "words"
    ]


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"PK\x03\x04\x14\x00", "a ZIP archive or an office document"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"SQLite format 3\x00", "a database, perhaps a Reviewer library"),
        (b"<?xml version='1.0'?><a/>", "an XML file"),
        (b"\x00\x01\x02\x00\x07\x05words\x00", "a binary file"),
    ],
)
def test_a_file_that_is_no_plain_text_is_refused_by_name_and_kind(start: bytes, kind: str) -> None:
    error = refusal(start, "thing.txt")

    assert error.message == f"thing.txt is {kind}, not plain text."
    assert error.hint


@pytest.mark.parametrize(
    "data", [b"", b"  \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", "\u200b \xa0".encode()]
)
def test_a_file_without_words_is_refused_by_name(data: bytes) -> None:
    assert refusal(data, "blank.txt").message.startswith("blank.txt ")


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "gone.txt", "gone.txt cannot be read"), (tmp_path, "it is a folder")):
        with pytest.raises(ReviewError, match=words):
            list(readers.read(path))


def test_what_is_read_is_canonical_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffone\r\ntwo\rthree\n".encode())

    assert [item.text for item in readers.read(path) if isinstance(item, Parsed)] == ["one\ntwo\nthree\n"]


ENDLESS = "9" * 20_000
"""More digits than Python turns into a number."""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.ris", f"TY  - JOUR\nTI  - A &#{ENDLESS}; title\nAB  - Words\nER  - \n"),
        ("a.nbib", f"PMID- 1\nTI  - A &#{ENDLESS}; title\nAB  - Words\n"),
        ("a.csv", f"title,year\nA &#{ENDLESS}; title,{ENDLESS}\n"),
        ("a.bib", f"@article{{a, title={{A \\symbol{{{ENDLESS}}} title}}, year={{{ENDLESS}}}}}"),
        (
            "a.json",
            '[{"type": "article-journal", "title": "A title", "volume": '
            f'{ENDLESS[:4000]}, "issued": {{"raw": "{ENDLESS}"}}}}]',
        ),
    ],
)
def test_numbers_without_end_do_no_harm(name: str, data: str) -> None:
    [item] = readers.read_bytes(data.encode(), name)
    assert isinstance(item, Parsed) and item.record and item.record.title.startswith("A ")


def test_a_file_of_records_without_any_says_so() -> None:
    data = b'<?xml version="1.0"?><PubmedArticleSet></PubmedArticleSet>'
    with pytest.raises(ReviewError, match="holds no records"):
        list(readers.read_bytes(data, "none.xml"))


def test_archives_nobody_opens_are_to_be_unpacked() -> None:
    with pytest.raises(ReviewError, match="is a RAR archive") as caught:
        list(readers.read_bytes(b"Rar!\x1a\x07\x00" + bytes(range(256)), "a.rar"))
    assert caught.value.hint == "Unpack it, and add the folder with what was in it."
