"""The matrix: every quote in one cell, certainties by population, gaps, orders, and the example review."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given

from reviewer.model import Certainty, Claim, Shared, Voice
from reviewer.synthesis.arranging import ORDERS, Title, arranged
from reviewer.synthesis.certainty import Standing
from reviewer.synthesis.evidence_map import evidence_map
from reviewer.synthesis.gaps import Gap
from reviewer.synthesis.holdings import Holdings, of_snapshot
from reviewer.synthesis.matrix import GROUPINGS, Line, Matrix, matrix
from tests.reports import sample
from tests.synthesis.made_holdings import POPULATIONS, TAGS, holdings, quote


@pytest.fixture(scope="module")
def example() -> Matrix:
    return matrix(of_snapshot(sample.example(), sample.PERSON))


def line(made: Matrix, number: int) -> Line:
    return next(each for each in made.lines if each.claim.number == number)


# ------------------------------------------------------------------ the example review


def test_the_columns_of_the_example_are_the_voices_of_its_documents(example: Matrix) -> None:
    assert [(column.label, column.quotes) for column in example.columns] == [
        ("Study", 7),
        ("Study, quoted", 6),
        ("Commentary", 3),
        ("Reader 1", 2),
        ("Reader 2", 2),
        ("Reader 3", 1),
    ]
    assert [(head.title, head.detail, head.count) for head in example.heads] == [
        ("NMO case series", "Arch Neurol 2011, n = 20", 1),
        (
            "Research: Mitoxantrone and Progression",
            "Blog post, undated; quotes a single-arm study, n = 19",
            5,
        ),
    ]


def test_claim_4_is_contradicted_by_the_series_and_supported_second_hand(example: Matrix) -> None:
    own = line(example, 4)

    assert {example.columns[number].label: cell.spoken for number, cell in own.cells.items()} == {
        "Study": "contradicts, 1 quote",
        "Study, quoted": "supports, 1 quote",
        "Reader 2": "qualifies, 1 quote",
    }
    assert own.gaps == {Gap.CONTRADICTION}
    assert line(example, 1).cell(0).spoken == "supports, 3 quotes"


def test_each_population_has_its_own_certainty(example: Matrix) -> None:
    said = {each.claim.number: [grade.words for grade in each.grades] for each in example.lines}

    assert [each.short for each in example.populations] == ["NMO", "MS", "Not stated"]
    assert said[1] == ["Very low", "", ""]
    assert said[4] == ["Very low", "Not gradable", ""], "the blog gives background about MS only"
    assert said[5] == ["Very low", "Very low", ""], "two diseases, two certainties"
    assert said[9] == ["", "", "Not gradable"], "opinion and experience, of people nobody names"
    assert example.grade_counts == (4, 4, 0)


def test_the_gaps_of_the_example(example: Matrix) -> None:
    having = {gap: [each.claim.number for each in example.lines if gap in each.gaps] for gap in Gap}

    assert having == {
        Gap.CONTRADICTION: [4],
        Gap.OPINION: [],
        Gap.EXPERIENCE: [10],
        Gap.NO_STUDY: [3, 9, 10, 11],
        Gap.NO_QUOTES: [],
        Gap.UNGRADED: [],
        Gap.UNSETTLED: [],
    }


def test_lines_stand_under_their_tags_in_the_order_of_the_codebook(example: Matrix) -> None:
    rows = arranged(example)

    assert [row.text if isinstance(row, Title) else row.claim.number for row in rows] == [
        "Efficacy", 1, 2, 3, "Safety", 4, "Mechanism", 5, 6, 7, "Who responds", 8, 9, "Practice", 10, 11,
    ]  # fmt: skip
    by_certainty = [
        row.text if isinstance(row, Title) else row.claim.number for row in arranged(example, "certainty")
    ]
    assert by_certainty == ["Very low", 1, 2, 4, 5, 6, 7, 8, "Not gradable", 3, 9, 10, 11]


def test_only_lines_that_hold_all_words_are_shown(example: Matrix) -> None:
    def found(words: str, gap: Gap | None = None) -> list[int]:
        rows = arranged(example, "number", gap, words)
        return [row.claim.number for row in rows if isinstance(row, Line)]

    assert found("cells mechanism") == [5, 6, 7]
    assert found("4") == [4] and found("#1") == [1, 10, 11]
    assert found("mitoxantrone", Gap.NO_STUDY) == [3, 9, 10, 11]
    assert found("unheard of") == []


def test_grouped_by_voice_the_sources_stand_below_their_voice() -> None:
    made = matrix(of_snapshot(sample.example()), "voice", experience=False)

    assert [(head.title, head.count) for head in made.heads] == [("Study", 2), ("Commentary", 1)]
    assert all(column.voice is not Voice.READER for column in made.columns)


# ------------------------------------------------------------------ rules


def test_claims_without_quotes_are_lines_too() -> None:
    made = matrix(Holdings(claims=(Claim(1, 1, "Nothing said"),)))

    assert made.columns == () and made.lines[0].gaps == {Gap.NO_QUOTES, Gap.NO_STUDY}
    assert [row.text for row in arranged(made) if isinstance(row, Title)] == ["No tag"]
    assert [row.text for row in arranged(made, "certainty") if isinstance(row, Title)] == ["No quotes"]


def test_a_rating_without_a_study_quote_gives_no_certainty() -> None:
    voiced = (quote(1, voice=Voice.READER, population=1), quote(2, voice=Voice.COMMENTARY, population=1))
    rated = Certainty(1, 1, 1, "a", start="randomised", graded=True)
    made = matrix(Holdings((Claim(1, 1, "x"),), voiced, TAGS, POPULATIONS, (rated,), reviewer="a"))

    assert made.lines[0].grades[0].standing is Standing.NOT_GRADABLE and made.lines[0].grades[0].level == 0


def test_one_s_own_rating_is_shown_before_another_s() -> None:
    rated = (
        Certainty(1, 1, 1, "b", start="randomised", graded=True),
        Certainty(2, 1, 1, "a", start="non-randomised", graded=True),
    )
    held = Holdings((Claim(1, 1, "x"),), (quote(1, population=1),), TAGS, POPULATIONS, rated, reviewer="a")

    assert matrix(held).lines[0].grades[0].level == 2


def test_ratings_that_differ_give_no_level_and_can_be_found() -> None:
    rated = Certainty(1, 1, 1, "a, b", graded=False, shared=Shared.DIFFERS)
    held = Holdings((Claim(1, 1, "x"),), (quote(1, population=1),), TAGS, POPULATIONS, (rated,))
    made = matrix(held)

    assert made.lines[0].grades[0].words == "Not settled" and made.lines[0].gaps == {Gap.UNSETTLED}
    assert [mark.place for mark in evidence_map(held).marks] == ["not settled"]


def test_quotes_of_a_record_that_is_set_aside_stand_under_the_one_that_is_kept() -> None:
    held = Holdings((Claim(1, 1, "x"),), (quote(1, document=1), quote(2, document=7)), set_aside={7: 1})

    assert [(column.document, column.quotes) for column in matrix(held).columns] == [(1, 2)]


@given(holdings())
def test_every_quote_lies_in_exactly_one_cell_of_its_own_voice(held: Holdings) -> None:
    for by in GROUPINGS:
        made = matrix(held, by)
        found = Counter(each.id for own in made.lines for cell in own.cells.values() for each in cell.quotes)

        assert found == {each.id: 1 for each in held.quotes}
        assert made.quotes == len(held.quotes) == sum(column.quotes for column in made.columns)
        for own in made.lines:
            for number, cell in own.cells.items():
                column = made.columns[number]
                assert all(each.voice is column.voice and each.claim == own.claim.id for each in cell.quotes)
                assert sum(count for _, count in cell.stances) == len(cell.quotes)
        assert sum(len(cell.proposed) for own in made.lines for cell in own.cells.values()) == len(
            held.proposed
        )


@given(holdings())
def test_heads_cover_the_columns_once_in_order(held: Holdings) -> None:
    for by in GROUPINGS:
        made = matrix(held, by)

        assert [head.first for head in made.heads] == [
            sum(other.count for other in made.heads[:place]) for place in range(len(made.heads))
        ]
        assert sum(head.count for head in made.heads) == len(made.columns)
        assert len({column.place for column in made.columns}) == len(made.columns)


@given(holdings())
def test_a_level_needs_a_study_result_of_that_population(held: Holdings) -> None:
    made = matrix(held)
    for own in made.lines:
        for population, grade in zip(made.populations, own.grades, strict=True):
            key = population.id or None
            counting = [each for each in own.quotes if each.counts and each.population == key]
            assert not grade.level or counting, "a certainty without a study"
            assert not counting or grade.standing in (Standing.GRADED, Standing.OPEN, Standing.DIFFERS)


@given(holdings())
def test_every_order_shows_every_line_once(held: Holdings) -> None:
    made = matrix(held)
    for order in ORDERS:
        rows = arranged(made, order)
        assert sorted(row.claim.id for row in rows if isinstance(row, Line)) == [c.id for c in held.claims]


@given(holdings())
def test_without_experience_no_reader_is_left_and_no_certainty_changes(held: Holdings) -> None:
    made, less = matrix(held), matrix(held, experience=False)

    assert all(column.voice is not Voice.READER for column in less.columns)
    assert less.quotes == sum(each.voice is not Voice.READER for each in held.quotes)
    assert [own.grades for own in less.lines] == [own.grades for own in made.lines]
    shown = [each for own in less.lines for cell in own.cells.values() for each in cell.proposed]
    assert len(shown) == sum(each.voice is not Voice.READER for each in held.proposed)
