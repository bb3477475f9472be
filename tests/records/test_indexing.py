"""Lists of index terms."""

from __future__ import annotations

import pytest

from reviewer.model import IndexTerm
from reviewer.records.indexing import HEADINGS, Lists, parse_term


@pytest.mark.parametrize(
    ("item", "term"),
    [
        ("Adult", IndexTerm("Adult")),
        ("Mitoxantrone / adverse effects*", IndexTerm("Mitoxantrone", "adverse effects", True)),
        ("Infusions, Intravenous", IndexTerm("Infusions, Intravenous")),
        ("*Knee/drug therapy", IndexTerm("Knee", "drug therapy", True)),
        ("Pain*", IndexTerm("Pain", "", True)),
    ],
)
def test_a_term_has_a_descriptor_a_qualifier_and_a_major_mark(item: str, term: IndexTerm) -> None:
    assert parse_term(item) == term


def test_a_list_without_a_heading_below_index_terms_holds_substances() -> None:
    lists = Lists()
    lists.read("MeSH terms\n\n  • Adult\n  • *Pain")
    lists.read("Salicin")

    assert lists.get("index_terms") == ("Adult", "*Pain")
    assert lists.get("substances") == ("Salicin",)


def test_keywords_stand_on_one_line() -> None:
    lists = Lists()
    lists.read("Keywords: knee; salicin, low dose; pain.")

    assert lists.get("keywords") == ("knee", "salicin", "low dose", "pain")


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_heading_fills_its_field(heading: str) -> None:
    lists = Lists()
    lists.read(f"{heading.capitalize()}\n- One, of two\n- Two")

    assert lists.get(HEADINGS[heading])[-1] == "Two"
