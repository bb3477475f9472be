"""Citation lines as PubMed prints them."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model import PartialDate, Record
from reviewer.records import parse_citation

CASES = [
    (
        "Arch Neurol. 2011 Apr;68(4):473-9. doi: 10.1001/archneurol.2010.322. Epub 2010 Dec 13.",
        Record(
            type="article-journal",
            container="Arch Neurol",
            issued=PartialDate(2011, 4),
            epub=PartialDate(2010, 12, 13),
            volume="68",
            issue="4",
            pages="473-9",
            doi="10.1001/archneurol.2010.322",
        ),
    ),
    (
        "1. PLoS One. 2019 Mar 3;14(3):e0212345. doi: 10.1371/journal.pone.0212345. eCollection 2019.",
        Record(
            type="article-journal",
            container="PLoS One",
            issued=PartialDate(2019, 3, 3),
            volume="14",
            issue="3",
            pages="e0212345",
            doi="10.1371/journal.pone.0212345",
        ),
    ),
    (
        "J Test Med. 2005;12 Suppl 1:S5-9.\nPMID: 123456  PMCID: PMC98765",
        Record(
            type="article-journal",
            container="J Test Med",
            issued=PartialDate(2005),
            volume="12 Suppl 1",
            pages="S5-9",
            pmid="123456",
            pmcid="PMC98765",
        ),
    ),
    (
        "BMJ (Clinical research ed.). 1998 Jan 3;316(7124):5.",
        Record(
            type="article-journal",
            container="BMJ (Clinical research ed.)",
            issued=PartialDate(1998, 1, 3),
            volume="316",
            issue="7124",
            pages="5",
        ),
    ),
    (
        "J Ahead. 2020 Feb 1. doi: 10.1000/x.1. Online ahead of print.",
        Record(
            type="article-journal", container="J Ahead", issued=PartialDate(2020, 2, 1), doi="10.1000/x.1"
        ),
    ),
    ("doi: 10.1000/x.1", Record(doi="10.1000/x.1")),
]


@pytest.mark.parametrize(("line", "record"), CASES)
def test_a_citation_line_gives_its_fields(line: str, record: Record) -> None:
    assert asdict(parse_citation(line)) == asdict(record)


@given(st.text(max_size=200))
def test_any_words_give_a_record_without_authors(line: str) -> None:
    assert parse_citation(line).authors == ()
