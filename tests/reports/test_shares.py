"""Who screened and rated what: by person, blind or not, alone or by several, settled by whom."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from reviewer.actions import decisions as screening
from reviewer.actions import together
from reviewer.library import Library, claims
from reviewer.library.snapshots import snapshot
from reviewer.model import Subject
from reviewer.model.screening import Verdict
from reviewer.reports.blocks import Options, Table, plain
from reviewer.reports.index import Index
from reviewer.reports.shares import shares
from tests.reports import sample
from tests.two_people import ANN, BEN, judged_by_ann, opened_by, rate


@pytest.fixture(scope="module")
def of_ann(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann has decided at both stages, rated eight bodies and appraised; Ben has done nothing."""
    return judged_by_ann(tmp_path_factory.mktemp("shares") / "review.reviewlib")


def told(index: Index) -> list[tuple[str, ...]]:
    """Return the rows of the section as words."""
    blocks = shares(index)
    assert not blocks or isinstance(blocks[1], Table)
    table = blocks[1] if blocks else None
    return (
        [tuple(plain(cell) for cell in row.cells) for row in table.rows] if isinstance(table, Table) else []
    )


def of(library: Library) -> list[tuple[str, ...]]:
    return told(Index(snapshot(library), Options()))


def test_one_reviewer_alone_is_said_to_be_alone() -> None:
    assert told(Index(sample.example(), Options())) == [
        ("Certainty of claims", "Kim Example", "8 of 8 bodies of evidence"),
        ("Certainty of claims", "one reviewer alone", "8 of 8 bodies of evidence"),
        ("JBI case series", "Kim Example", "1 of 1 appraisal"),
        ("JBI case series", "one reviewer alone", "1 of 1 appraisal"),
        ("OCEBM", "Kim Example", "8 of 8 appraisals"),
        ("OCEBM", "one reviewer alone", "8 of 8 appraisals"),
    ]
    assert told(Index(sample.empty(), Options())) == []


def test_what_is_hidden_from_the_reader_of_the_report_is_counted_and_not_told(
    of_ann: Path, tmp_path: Path
) -> None:
    with closing(opened_by(of_ann, tmp_path, BEN)) as ben:
        rows = of(ben)
    hidden = "hidden until you have"
    assert rows[0] == (
        "Decided from title and abstract",
        "others",
        f"2 decisions, {hidden} decided on the same",
    )
    assert ("Certainty of claims", "Ann", f"8 {hidden} judged the same") in rows
    assert ("JBI case series", "Ann", f"1 {hidden} judged the same") in rows
    assert not any(who == "Ben" for _, who, _ in rows)


def test_decisions_of_two_are_blind_or_not_and_settled_by_somebody(of_ann: Path, tmp_path: Path) -> None:
    blind = "before seeing what another judged"
    with closing(opened_by(of_ann, tmp_path, BEN)) as ben:
        screening.decide(ben, [1], Verdict.INCLUDE)
        screening.decide(ben, [2], Verdict.EXCLUDE, reason="Other")
        abstract = "Decided from title and abstract"
        rows = [row for row in of(ben) if row[0].startswith(abstract)]
        assert rows == [
            (abstract, "Ann", f"2 of 2 records; all {blind}"),
            (abstract, "Ben", f"2 of 2 records; all {blind}"),
            (abstract, "two or more reviewers", "2 of 2 records; differently 1"),
            (f"{abstract}: differences not settled", "nobody", "1 of 1"),
        ]
        screening.settle(ben, 1, Verdict.INCLUDE, note="The abstract names the population.")
        settled = (f"{abstract}: differences settled", "Ben", "1 difference")
        assert settled in of(ben) and not any("not settled" in what for what, *_ in of(ben))


def test_ratings_of_two_are_blind_and_their_differences_settled(of_ann: Path, tmp_path: Path) -> None:
    with closing(opened_by(of_ann, tmp_path, BEN)) as ben:
        link = next(each for each in claims.quotes(ben) if each.counts)
        rate(ben, link.claim, link.population, risk_of_bias=-2, inconsistency=-1, imprecision=-1)
        kind = "Certainty of claims"
        rows = [row for row in of(ben) if row[0].startswith(kind)]
        shared = "; of 1 that another judged too, all before seeing what another judged"
        assert (kind, "Ben", f"1 of 1 body of evidence{shared}") in rows
        assert (kind, "two or more reviewers", "1 of 1 body of evidence; differently 1") in rows
        differ = next(how for what, _, how in rows if what.endswith("differences not settled"))
        assert differ == "2 of 2", "risk of bias and inconsistency"
        together.settle(
            ben, Subject(claim=link.claim, population=link.population), "risk_of_bias", "-1", "One study."
        )
        after = of(ben)
        assert (f"{kind}: differences settled", "Ben", "1 difference") in after
        assert (f"{kind}: differences not settled", "nobody", "1 of 2") in after
        assert (kind, "Ann", "7 hidden until you have judged the same") in after
    assert ANN.name == "Ann"
