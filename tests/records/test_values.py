"""Pages, identifiers, words without mark-up, and the text that a record gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import records
from reviewer.model import IndexTerm, Kind, Record
from reviewer.records.composing import compose


@pytest.mark.parametrize(
    ("raw", "pages"),
    [
        ("473--479", "473-479"),
        ("pp. 12–15", "12-15"),
        ("1503-9", "1503-9"),
        ("S. 12 - 15", "12-15"),
        ("S12-S15", "S12-S15"),
        ("e123", "e123"),
        ("Article No.: 16", "16"),
        ("Art. no. e12", "e12"),
        ("article in press", "article in press"),
        ("12-3; discussion 13-5", "12-3; discussion 13-5"),
    ],
)
def test_pages_keep_what_the_source_says(raw: str, pages: str) -> None:
    assert records.normalise_pages(raw) == pages


@pytest.mark.parametrize(
    ("pages", "both"),
    [("1503-9", ("1503", "1509")), ("S12-5", ("s12", "s15")), ("e7", ("e7", "e7")), ("", ("", ""))],
)
def test_a_range_is_made_whole(pages: str, both: tuple[str, str]) -> None:
    assert records.whole_pages(pages) == both


def test_first_and_last_page_make_a_range() -> None:
    assert records.page_range("12", "18") == "12-18"
    assert records.page_range("12-18", "18") == "12-18"
    assert records.page_range("12", "") == records.page_range("12", "12") == "12"
    assert records.page_range("", "18") == ""


def test_identifiers_in_their_one_form() -> None:
    assert records.normalise_issn("0003-9942 (Print)") == "0003-9942"
    assert records.normalise_issn("1234567x") == "1234-567X"
    assert records.normalise_isbn("ISBN 978-3-16-148410-0 (hardback)") == "9783161484100"
    assert records.normalise_isbn("none") == ""


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("CO<sub>2</sub> in m<sup>2</sup>", "CO₂ in m²"),
        ("p &amp;lt; 0.05", "p < 0.05"),
        ("p<0.05 and x>3", "p<0.05 and x>3"),
        ("<i>In vitro</i> &beta;-blockers", "In vitro β-blockers"),
        ("AT&T", "AT&T"),
        ("a <unknown> tag", "a <unknown> tag"),
    ],
)
def test_mark_up_goes_and_words_stay(raw: str, words: str) -> None:
    assert records.plain(raw) == words


@given(st.text())
def test_words_without_mark_up_are_one_line(raw: str) -> None:
    assert "\n" not in records.plain(raw)


def test_a_record_becomes_text_whose_stretches_are_known() -> None:
    record = Record(
        title="A title", index_terms=(IndexTerm("Humans"), IndexTerm("Drugs", "adverse effects", True))
    )
    text, stated = compose(record, "AIM: one.\nMETHODS: two.")

    assert [(text[s.start : s.end], s.kind) for s in stated] == [
        ("A title", Kind.TITLE),
        ("AIM: one.\nMETHODS: two.", Kind.ABSTRACT),
        ("MeSH terms: Humans; Drugs/adverse effects*", Kind.INDEXING),
    ]
    assert compose(Record()) == ("", ())
