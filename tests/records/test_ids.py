"""Identifiers in their canonical form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.records import normalise_doi, normalise_pmcid, normalise_pmid


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
