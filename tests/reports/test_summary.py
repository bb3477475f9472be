"""Summary of findings and evidence profile: columns, absolute effects, letters, rule sets, checks."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest

from reviewer.model import Effect, Judgement, Snapshot
from reviewer.reports import Options, Report, build
from reviewer.reports.blocks import Letters, Paragraph, Table, Wide, plain
from reviewer.reports.index import Index
from reviewer.reports.summary import profile_parts, summary_parts
from reviewer.reports.to_findings_csv import to_findings_csv
from reviewer.reports.to_pdf import to_pdf
from tests.reports import sample

RATIO = Effect("RR", "0.75", "0.60", "0.94", "200 per 1000", "Control group of a registry")


def rated(**changes: Any) -> Snapshot:
    """The example with its first rating changed."""
    snapshot = sample.example()
    first, *rest = snapshot.certainties
    return replace(snapshot, certainties=(replace(first, **changes), *rest))


def rows(table: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row.cells] for row in table.rows if not row.group]


def titles(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def profile(report: Report) -> Wide:
    return next(block for block in report.blocks if isinstance(block, Wide))


def test_without_an_absolute_effect_the_summary_says_what_was_observed() -> None:
    table, _, notes = summary_parts(Index(sample.example(), Options()))
    assert titles(table) == [
        "", "Outcome", "Participants (studies)", "Relative effect (95% CI)", "Observed (95% CI)",
        "Certainty (GRADE)", "OCEBM",
    ]  # fmt: skip
    assert "Rated with classic GRADE." in notes
    assert (
        "Overall, Highly relapsing NMO or NMO spectrum disorder: very low, the lowest of 3 critical "
        "outcomes (claims 1, 2 and 4)."
    ) in notes


def test_with_one_the_summary_has_the_columns_of_grade() -> None:
    table, reasons, notes = summary_parts(Index(rated(effect=RATIO), Options()))
    assert titles(table) == [
        "", "Outcome", "Participants (studies)", "Certainty (GRADE)", "Relative effect (95% CI)",
        "Risk with comparator", "Difference with intervention (95% CI)", "What it means",
    ]  # fmt: skip
    assert rows(table)[0][2:] == [
        "20 (1)",
        "⊕◯◯◯ Very low a b",
        "RR 0.75 (0.60 to 0.94)",
        "200 per 1,000",
        "50 fewer per 1,000 (80 fewer to 12 fewer)",
        "The evidence is very uncertain about the effect of mitoxantrone on annualized relapse rate. "
        "Median rate reduced by 75%; relapse free 10 of 20, 50% (27.2 to 72.8)*.",
    ]
    assert rows(table)[1][4:7] == ["not estimable", "–", "–"]
    assert "Assumed risks: Control group of a registry (claim 1)." in notes
    assert any(note.startswith("The risk with the intervention is worked out") for note in notes)
    assert notes[-1].endswith("NMO, neuromyelitis optica; RR, risk ratio.")
    assert [mark for mark, _ in reasons] == ["a", "b", "c", "d", "e"]


def test_a_mean_difference_stands_as_it_is() -> None:
    shown = rows(
        summary_parts(Index(rated(effect=Effect("MD", "-2", "-3", "-1", unit="points")), Options()))[0]
    )
    assert shown[0][4:7] == ["–", "–", "MD −2 points (−3 to −1)"]


def test_letters_run_as_they_are_met_also_when_what_was_observed_stands_last() -> None:
    noted = rated(observed="Fell. {note: From a figure.}", effect=RATIO)
    table, reasons, _ = summary_parts(Index(noted, Options()))
    assert reasons[2] == ("c", "From a figure.") and reasons[0][1].startswith("Downgraded one level for risk")
    met = [mark for row in table.rows for cell in row.cells for part in cell
           if isinstance(part, Letters) for mark in part.letters]  # fmt: skip
    assert list(dict.fromkeys(met)) == sorted(set(met))
    first = rated(observed="Fell. {note: From a figure.}")
    assert summary_parts(Index(first, Options()))[1][0] == ("a", "From a figure.")


def test_a_limit_held_at_everybody_is_said() -> None:
    notes = summary_parts(Index(rated(effect=Effect("RR", "2", "1", "3", "40%")), Options()))[2]
    assert "A limit above 1,000 per 1,000 is held there." in notes
    assert "Assumed risks: source not stated (claim 1)." in notes


def test_what_was_borderline_is_explained_though_it_moves_nothing() -> None:
    judgements = dict(sample.example().certainties[0].judgements)
    judgements["inconsistency"] = Judgement(0, "I² 60%, all on one side.", borderline=True)
    table, reasons, _ = summary_parts(Index(rated(judgements=judgements), Options()))
    assert reasons[1] == ("b", "Not downgraded for inconsistency: I² 60%, all on one side.")
    assert rows(table)[0][5] == "⊕◯◯◯ Very low a b c"


def test_a_rating_up_that_does_not_count_is_explained() -> None:
    judgements = {**sample.example().certainties[0].judgements, "large_effect": Judgement(1, "RR 3.")}
    index = Index(rated(judgements=judgements), Options())
    assert ("c", "Not upgraded for a large effect: rR 3.") not in summary_parts(index)[1]
    assert any("Not upgraded for a large effect: RR 3." in text for _, text in summary_parts(index)[1])
    assert rows(profile_parts(index)[0])[0][8].startswith("large effect, not counted")


def test_the_profile_has_a_column_for_each_domain_and_every_reason() -> None:
    index = Index(rated(effect=RATIO), Options())
    table, reasons, _ = profile_parts(index)
    assert titles(table)[3:] == [
        "Risk of bias", "Inconsistency", "Indirectness", "Imprecision", "Publication bias",
        "Reasons to rate up", "Relative effect (95% CI)", "Absolute effect (95% CI)", "Certainty",
        "Importance",
    ]  # fmt: skip
    assert rows(table)[0][2:8] == [
        "20 (1), case series", "serious a", "not serious f", "not serious g", "serious b", "undetected h",
    ]  # fmt: skip
    assert rows(table)[0][10:] == [
        "50 fewer per 1,000 (80 fewer to 12 fewer)", "⊕◯◯◯ Very low", "9 critical, benefit",
    ]  # fmt: skip
    met = {mark for row in table.rows for cell in row.cells for part in cell
           if isinstance(part, Letters) for mark in part.letters}  # fmt: skip
    assert met == {mark for mark, _ in reasons}
    assert dict(summary_parts(index)[1]).items() <= dict(index.explained_fully[1]).items()


def test_the_profile_lies_on_its_side_in_a_pdf_that_keeps_its_marks() -> None:
    report = build(rated(effect=RATIO))
    assert [type(block) for block in profile(report).blocks][1:] == [Table, Paragraph]
    data, warnings = to_pdf(report)
    assert data.startswith(b"%PDF") and warnings == ()


def test_nothing_rated_makes_no_profile() -> None:
    blocks = build(replace(sample.example(), certainties=())).blocks
    assert not any(isinstance(block, Wide) for block in blocks)


def test_each_rule_set_is_named_with_its_claims() -> None:
    notes = summary_parts(Index(rated(rule_set="core"), Options()))[2]
    assert "Rated with Core GRADE (claim 1) and classic GRADE (claims 2 and 4–8)." in notes


def test_the_profile_says_where_bodies_start_as_their_rule_set_has_it() -> None:
    rest = "low as case series (claims 2 and 4–8)"
    for rules, start, said in (
        ("classic", "case-series", "low as case series"),
        ("classic", "randomised", f"high as randomised (claim 1) and {rest}"),
        ("robins-i", "non-randomised", f"high as non-randomised (claim 1) and {rest}"),
    ):
        index = Index(rated(rule_set=rules, start=start), Options())
        assert f"Started at {said}." in profile_parts(index)[2]


def outcomes(count: int) -> Snapshot:
    """Return the example with the first claim, its quotes and its rating so many times."""
    snapshot, numbers = sample.example(), range(1, count + 1)
    claim, rating = snapshot.claims[0], snapshot.certainties[0]
    quotes = [quote for quote in snapshot.quotes if quote.claim == claim.id]
    return replace(
        snapshot,
        claims=tuple(replace(claim, id=n, number=n) for n in numbers),
        quotes=tuple(replace(q, id=100 * n + m, claim=n) for n in numbers for m, q in enumerate(quotes)),
        certainties=tuple(replace(rating, id=n, claim=n) for n in numbers),
    )


@pytest.mark.parametrize(
    ("snapshot", "words"),
    [
        (outcomes(8), "8 outcomes in the summary of findings"),
        (rated(judgements={"risk_of_bias": Judgement(-1, "Open.")}), "only risk of bias has a reason"),
        (rated(judgements={"publication_bias": Judgement(-2, "Bias.")}), "Publication bias is rated −2"),
    ],
)  # fmt: skip
def test_what_a_reader_of_grade_would_stop_at_is_said_before_the_export(
    snapshot: Snapshot, words: str
) -> None:
    assert any(words in check.text and not check.fine for check in build(snapshot).checks)
    assert not any(words in check.text for check in build(sample.example()).checks)


def test_the_tables_are_written_as_csv() -> None:
    hostile = rated(outcome='=HYPERLINK("x")', effect=RATIO)
    for parts in (summary_parts(Index(hostile, Options())), profile_parts(Index(hostile, Options()))):
        data = to_findings_csv(parts)
        assert data.startswith(b"\xef\xbb\xbf")
        read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert read[0][:3] == ["Population", "Claim", "Outcome"]
        assert read[1][:3] == ["Highly relapsing NMO or NMO spectrum disorder", "1", '\'=HYPERLINK("x")']
        assert [] in read and read[read.index([]) + 1][0] == "a"
