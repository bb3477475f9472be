"""Bytes to text in the encodings that files of readers' machines are in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import ReviewError
from reviewer.readers import decode
from reviewer.readers.decoding import binary_kind

WORDS = "Naïve – “quoted” words, €5 – and more of them."
PLAIN = "Objective: To see whether it helps.\nResults: It does."

ordinary = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=200)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_the_usual_encodings(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize(
    ("bom", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
)
def test_utf_16_with_and_without_a_mark(bom: bytes, encoding: str) -> None:
    assert decode(bom + WORDS.encode(encoding)) == WORDS
    assert decode(PLAIN.encode(encoding)) == PLAIN


def test_windows_1252_keeps_the_bytes_it_does_not_name() -> None:
    assert decode(b"caf\xe9 \x80 \x81 \x9d") == "café € \x81 \x9d"


def test_utf_8_with_one_damaged_place_stays_utf_8() -> None:
    damaged = ("Müßiggänger " * 20).encode() + b"\xff" + b" end"

    assert decode(damaged) == "Müßiggänger " * 20 + "\ufffd end"


def test_one_stray_zero_byte_in_a_long_text_is_put_up_with() -> None:
    assert decode(PLAIN.encode() * 10 + b"\x00" + PLAIN.encode()).count("\x00") == 1


def test_a_cut_off_utf_16_file_is_read_to_the_cut() -> None:
    assert decode(PLAIN.encode("utf-16")[:-1]) == PLAIN[:-1] + "\ufffd"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ReviewError, match="a binary file"):
        decode(bytes(range(256)) * 10)


@given(ordinary)
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    data = text.encode("utf-8")

    assert binary_kind(data) != "" or decode(data).removeprefix("\ufeff") == text.removeprefix("\ufeff")


@given(ordinary)
def test_utf_16_with_a_mark_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-16")) == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    if binary_kind(data):
        with pytest.raises(ReviewError):
            decode(data)
    else:
        assert isinstance(decode(data), str)
