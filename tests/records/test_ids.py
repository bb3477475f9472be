"""Identifiers in their canonical form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.records import normalise_doi, normalise_issn, normalise_pages, normalise_pmcid, normalise_pmid


@pytest.mark.parametrize(
    "raw",
    [
        "10.1001/ArchNeurol.2010.322",
        "doi: 10.1001/archneurol.2010.322.",
        "https://doi.org/10.1001/archneurol.2010.322",
        "(http://dx.doi.org/10.1001/archneurol.2010.322)",
        "DOI:10.1001%2Farchneurol.2010.322",
    ],
)
def test_a_doi_has_one_form(raw: str) -> None:
    assert normalise_doi(raw) == "10.1001/archneurol.2010.322"


def test_brackets_inside_a_doi_stay() -> None:
    assert normalise_doi("doi:10.1016/S0140-6736(05)66545-9).") == "10.1016/s0140-6736(05)66545-9"
    assert normalise_doi("no identifier") == ""


@pytest.mark.parametrize(
    ("raw", "pmid"),
    [("PMID: 21149803", "21149803"), ("021149803", "21149803"), ("0021149", "21149"), ("x1", ""), ("0", "")],
)
def test_pubmed_ids(raw: str, pmid: str) -> None:
    assert normalise_pmid(raw) == pmid


@pytest.mark.parametrize("raw", ["PMC123", "PMCID: PMC123", "pmc 123"])
def test_pubmed_central_ids(raw: str) -> None:
    assert normalise_pmcid(raw) == "PMC123"


@given(st.text(max_size=60))
def test_what_is_canonical_stays(raw: str) -> None:
    once = normalise_doi(raw)

    assert normalise_doi(once) == once


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "10.1002/(SICI)1-2(9)1:1&lt;16::AID-X6&gt;3.0.CO;2-2",
            "10.1002/(sici)1-2(9)1:1<16::aid-x6>3.0.co;2-2",
        ),
        ("10.1000/xyz;10.1000/abc", "10.1000/xyz"),
        ("10.1000/xyz[doi]", "10.1000/xyz"),
        ("10.1000/xyz</a>", "10.1000/xyz"),
        ("10.1000/xyz\u200b", "10.1000/xyz"),
        ("https://doi.org/10.1000/xyz?utm_source=mail", "10.1000/xyz"),
    ],
)
def test_what_stands_behind_a_doi_without_a_space_is_no_part_of_it(raw: str, expected: str) -> None:
    assert normalise_doi(raw) == expected


@given(
    st.from_regex(r"[0-9x٣]{3,5}[-–]?[0-9x]{2,4}[0-9xXyÉ]?", fullmatch=True),
    st.from_regex(r"10\.[0-9]{3,5}/[A-Za-z0-9._/()%;é-]{0,12}(\.|/full)?", fullmatch=True),
    st.from_regex(r"[psSeE]{0,2}\.?[0-9٣]{1,3}(--?|–)?[A-Za-z]{0,2}[0-9]{0,3}", fullmatch=True),
)
def test_what_is_clean_already_is_read_as_among_spaces(issn: str, doi: str, pages: str) -> None:
    assert normalise_issn(issn) == normalise_issn(f" {issn} ")
    assert normalise_doi(doi) == normalise_doi(f" {doi} ")
    assert normalise_pages(pages) == normalise_pages(f" {pages} ")
