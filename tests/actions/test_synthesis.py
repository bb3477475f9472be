"""What the matrix is read from, what is proposed for it, and the files it is written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import suggestions
from reviewer.actions import figures, synthesis
from reviewer.actions import suggestions as answering
from reviewer.actions.figures import View
from reviewer.errors import ReviewError
from reviewer.library import Library, claims, documents, snapshot
from reviewer.model import Voice
from reviewer.synthesis.evidence_map import evidence_map
from reviewer.synthesis.gaps import Gap
from reviewer.synthesis.holdings import of_snapshot
from reviewer.synthesis.matrix import matrix
from tests.actions.conftest import BLOG, STUDY


def test_read_for_the_window_and_from_a_snapshot_the_matrix_is_the_same(review: Library) -> None:
    read, whole = synthesis.holdings(review), of_snapshot(snapshot(review), review.reviewer.id)

    assert matrix(read) == matrix(whole)
    assert evidence_map(read) == evidence_map(whole)


def test_what_is_proposed_shows_as_such_until_it_is_answered(review: Library) -> None:
    proposed = synthesis.proposals(review).found
    found = {(each.claim, each.voice) for each in proposed}
    made = matrix(synthesis.holdings(review, proposed))

    assert (4, Voice.COMMENTARY) in found
    line = next(line for line in made.lines if line.claim.number == 4)
    assert [cell.spoken for cell in line.cells.values() if cell.proposed] == ["1 suggested"]

    own = next(each for each in proposed if each.claim == 4)
    answering.reject(review, answering.named(review, own.key))
    assert own.key not in {each.key for each in synthesis.proposals(review).found}
    answering.accept(
        review, answering.named(review, next(each.key for each in proposed if each.claim == 6)), claim=6
    )
    assert not any(each.claim in (4, 6) for each in synthesis.proposals(review).found)
    assert matrix(synthesis.holdings(review)).quotes == 22


def test_what_is_proposed_is_what_read_proposes(review: Library) -> None:
    found = synthesis.proposals(review)
    in_read = {
        suggestions.key(each)
        for id in (STUDY, BLOG)
        for each in answering.suggestions_of(review, id)
        if each.kind in synthesis.QUOTING and each.claim is not None
    }

    assert {each.key for each in found.found} == in_read and in_read
    assert (found.looked, found.documents) == (2, 2)


def test_a_quote_s_sentence_is_whole(review: Library) -> None:
    link = next(each for each in claims.quotes(review, claim=6) if each.voice is Voice.STUDY)
    said = synthesis.sentence_of(link, documents.document(review, BLOG), documents.segments(review, BLOG))

    assert said.startswith("Moreover, sustained mitoxantrone") and said.endswith("NK cell maturation.")
    (chain,) = synthesis.drift(review, 6)
    assert chain.study.sentence == said and [step.quote.voice for step in chain.steps] == [Voice.COMMENTARY]


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_the_map_and_the_matrix_are_written(review: Library, tmp_path: Path, suffix: str) -> None:
    for write, name in ((figures.export_map, "map"), (figures.export_matrix, "matrix")):
        result = write(review, tmp_path / f"{name}{suffix}")  # type: ignore[operator]
        assert result.path.stat().st_size == result.bytes > 1000


def test_a_table_holds_what_the_view_shows(review: Library, tmp_path: Path) -> None:
    view = View(order="number", gap=Gap.NO_STUDY, experience=False)
    result = figures.export_matrix(review, tmp_path / "m.csv", view)
    lines = result.path.read_text(encoding="utf-8-sig").splitlines()

    assert [line.partition(",")[0] for line in lines] == ["Claim", "3", "9", "10", "11"]
    assert "Reader" not in lines[0]


def test_nothing_is_written_where_nothing_can_be(seeds: Library, tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="no quote is tied to a claim"):
        figures.export_map(seeds, tmp_path / "map.svg")
    with pytest.raises(ReviewError, match="no quote is tied to a claim"):
        figures.export_matrix(seeds, tmp_path / "matrix.svg")
    with pytest.raises(ReviewError, match="nothing of the kind"):
        figures.export_map(seeds, tmp_path / "map.csv")
    with pytest.raises(ReviewError, match="does not exist"):
        figures.export_matrix(seeds, tmp_path / "nowhere" / "matrix.csv")
    assert list(tmp_path.glob("m*")) == []
