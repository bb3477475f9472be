"""The evidence map: every quote in exactly one mark, nothing pooled, notes that say what is so."""

from __future__ import annotations

from hypothesis import given

from reviewer.model import Claim, Voice
from reviewer.synthesis.evidence_map import PLACES, evidence_map
from reviewer.synthesis.holdings import Holdings, of_snapshot
from tests.reports import sample
from tests.synthesis.made_holdings import POPULATIONS, TAGS, holdings, quote


def test_the_marks_of_the_example() -> None:
    found = evidence_map(of_snapshot(sample.example(), sample.PERSON))

    assert [title for _, title in found.columns] == ["Not gradable", "Very low", "Low", "Moderate", "High"]
    said = {mark.spoken for mark in found.marks}
    assert "Claim 1, Very low: 3 study quotes" in said
    assert "Claim 3, Not gradable: 1 commentary quote, 1 reader quote" in said
    assert {"Claim 5, NMO, Very low: 1 study quote", "Claim 5, MS, Very low: 1 study quote"} <= said
    assert "Claim 4, MS, Not gradable: 1 study quote" in said
    assert found.notes == (
        "Claims 3 and 9 rest on opinion and experience alone; no certainty is stated.",
        "Claim 4 rests on the background of a study alone in MS; no certainty is stated.",
        "Claim 10 rests on experience alone; no certainty is stated.",
        "Claim 11 rests on the background of a study alone; no certainty is stated.",
        "Nothing reaches low certainty.",
        "NMO and MS are never pooled.",
    )


def test_words_without_a_population_join_the_only_body_there_is() -> None:
    tied = (quote(1, population=1), quote(2, voice=Voice.READER))
    found = evidence_map(Holdings((Claim(1, 1, "x"),), tied, TAGS, POPULATIONS))

    assert [mark.parts for mark in found.marks] == [((Voice.STUDY, 1), (Voice.READER, 1))]
    assert [mark.place for mark in found.marks] == ["not graded yet"]


def test_of_two_bodies_neither_gets_them() -> None:
    tied = (quote(1, population=1), quote(2, population=2), quote(3, voice=Voice.READER))
    found = evidence_map(Holdings((Claim(1, 1, "x"),), tied, TAGS, POPULATIONS))

    assert sorted(mark.population for mark in found.marks) == ["MS", "NMO", "population not stated"]


def test_an_empty_library_gives_an_empty_map() -> None:
    assert evidence_map(Holdings()).rows == ()
    assert evidence_map(Holdings(claims=(Claim(1, 1, "x"),))).marks == ()


@given(holdings())
def test_every_quote_is_in_exactly_one_mark_of_a_column(held: Holdings) -> None:
    found = evidence_map(held)

    assert sum(mark.quotes for mark in found.marks) == len(held.quotes)
    assert {mark.place for mark in found.marks} <= set(PLACES)
    for mark in found.marks:
        study = [
            each
            for each in held.quotes
            if each.claim == mark.claim and each.counts and each.population == mark.key
        ]
        assert (mark.place == "not gradable") == (not study)
