"""Names of authors: families, particles, suffixes, groups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model import Name
from reviewer.records.names import are_names, parse_family_first, parse_given_first, parse_name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("van der Berg, Jan P., Jr", Name("van der Berg", "Jan P.", suffix="Jr")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", suffix="Jr.")),
        ("Smith JA, Jr.", Name("Smith", "JA", suffix="Jr.")),
        ("Smith JA", Name("Smith", "JA")),
        ("SMITH J", Name("SMITH", "J")),
        ("LI X", Name("LI", "X")),
        ("de la Cruz JA 3rd", Name("de la Cruz", "JA", suffix="3rd")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        ("Sok Geon Kim", Name("Kim", "Sok Geon")),
        ("O'Brien, T.", Name("O'Brien", "T.")),
        ("WHO", Name(literal="WHO")),
        ("COVID Study Group", Name(literal="COVID Study Group")),
        ("Department of Health, London", Name(literal="Department of Health, London")),
        ("Foo & Bar", Name(literal="Foo & Bar")),
        ("Acme Corp.", Name(literal="Acme Corp.")),
        ("Ade, Ana (a.ade@example.org)", Name("Ade", "Ana")),
        ("熊 玮", Name("熊", "玮")),
        ("et al.", Name()),
        ("", Name()),
        (" ,, ", Name(literal=",,")),
    ],
)
def test_a_name_is_taken_apart(raw: str, name: Name) -> None:
    assert parse_name(raw) == name


def test_family_and_initials_without_a_comma() -> None:
    assert parse_family_first("Kim SH") == Name("Kim", "SH")
    assert parse_family_first("Aristotle") == Name(literal="Aristotle")


@given(st.text())
def test_any_words_give_a_name(raw: str) -> None:
    name = parse_name(raw)

    assert bool(raw.replace("\u00a0", " ").split() and name == Name()) <= (not raw.strip(" ;\u00a0\n\t"))


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Wei LI", Name("LI", "Wei")),
        ("Max Van Kleek", Name("Van Kleek", "Max")),
        ("Marit de Jong", Name("de Jong", "Marit")),
        ("T.W. van der Vaart", Name("van der Vaart", "T.W.")),
        ("John Smith Jr", Name("Smith", "John", suffix="Jr")),
        ("Smith, John", Name("Smith", "John")),
        ("COVID Study Group", Name(literal="COVID Study Group")),
        ("Aristotle", Name(literal="Aristotle")),
    ],
)
def test_a_name_whose_given_name_stands_first(raw: str, name: Name) -> None:
    assert parse_given_first(raw) == name


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Smith Jr, J", Name("Smith", "J", suffix="Jr")),
        ("Smith, J (ed.)", Name("Smith", "J")),
        ("Smith, John A. (ORCID: 0000-0001)", Name("Smith", "John A.")),
        ("Smith, J.*†", Name("Smith", "J.")),
        ("Smith J, on behalf of the Quiet Group", Name(literal="Smith J, on behalf of the Quiet Group")),
    ],
)
def test_what_sources_hang_on_to_a_name_is_no_part_of_it(raw: str, expected: Name) -> None:
    assert parse_name(raw) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Anna Example, Jan van der Berg",
        "Anna Example1,2*, Jan van der Berg², and Kim O’Lee†",
        "A. B. Example, MD, Jan Berg, MD, PhD",
        "Anna Example, MD",
        "Jean-Luc Dupont et Anne de la Tour",
    ],
)
def test_a_list_of_people_is_known(line: str) -> None:
    assert are_names(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        ",",
        "Anna Example",
        "a systematic review of trials",
        "The Link Between Exercise and Mental Health",
        "Rituximab, ocrelizumab and natalizumab",
        "Department of Neurology, University of Somewhere",
        "MULTIPLE SCLEROSIS, OPTIC NEURITIS",
    ],
)
def test_what_is_no_list_of_people_is_not(line: str) -> None:
    assert not are_names(line)


@given(st.text())
def test_any_words_are_names_or_none(line: str) -> None:
    assert are_names(line) in (True, False)
