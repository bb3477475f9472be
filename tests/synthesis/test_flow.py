"""The PRISMA flow: every record lands in one box, and the sums of the standard hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model.flow import Channel, Fate, Origin, Traced, Turned, fate
from reviewer.model.screening import Decision, Retrieval, Screened, Stage, Verdict
from reviewer.synthesis.flow import INDEXES, Flow, faults, flow

OPEN = (Fate.UNDECIDED, Fate.IN_CONFLICT, Fate.NOT_ASSESSED, Fate.REPORT_IN_CONFLICT)
ORIGINS = st.builds(Origin, st.sampled_from(Channel), st.sampled_from(["", "PubMed", "Embase"]))


def records(fates: st.SearchStrategy[Fate]) -> st.SearchStrategy[list[Traced]]:
    each = st.tuples(ORIGINS, fates, st.sampled_from(["", "Wrong population", "No data"]), st.integers(0, 3))
    return st.lists(each, max_size=40).map(
        lambda drawn: [Traced(number, *given) for number, given in enumerate(drawn, start=1)]
    )


TURNED = st.lists(st.builds(Turned, ORIGINS, st.integers(0, 9), st.integers(0, 9)), max_size=5)


@given(records(st.sampled_from([each for each in Fate if each not in OPEN])), TURNED)
def test_all_sums_hold_when_nothing_is_open(traced: list[Traced], turned: list[Turned]) -> None:
    found = flow(traced, turned)
    assert not faults(found)
    assert not found.open
    excluded = found.indexes.excluded or 0
    gone = found.indexes.duplicates + found.indexes.unread + excluded
    for column in (found.indexes, found.others):
        gone += column.not_retrieved + sum(count for _, count in column.reasons)
    assert found.indexes.records + found.others.records == gone + found.reports
    assert found.studies <= found.reports


@given(records(st.sampled_from(Fate)), TURNED)
def test_every_open_record_is_named_and_stops_the_flow(traced: list[Traced], turned: list[Turned]) -> None:
    found = flow(traced, turned)
    assert sum(each.count for each in found.open) == sum(each.fate in OPEN for each in traced)
    assert found.whole == (not found.open and bool(found.indexes.records + found.others.records))


def test_a_duplicate_and_an_unread_record_are_identified_and_removed_before_screening() -> None:
    pubmed = Origin(Channel.DATABASE, "PubMed")
    found = flow(
        [Traced(1, pubmed, Fate.INCLUDED), Traced(2, pubmed, Fate.SET_ASIDE)],
        [Turned(pubmed, again=4, unread=1)],
    )
    assert found.indexes.identified == (("PubMed", Channel.DATABASE, 7),)
    assert (found.indexes.duplicates, found.indexes.unread, found.indexes.screened) == (5, 1, 1)


def test_a_web_page_excluded_by_its_title_was_assessed_in_the_column_without_screening() -> None:
    page = Origin(Channel.WEBSITE)
    found = flow([Traced(1, page, Fate.EXCLUDED, "Opinion only"), Traced(2, page, Fate.INCLUDED)])
    assert found.others.screened is None
    assert (found.others.assessed, found.others.reasons) == (2, (("Opinion only", 1),))


def test_reports_of_one_study_count_once_as_a_study() -> None:
    pubmed, page = Origin(Channel.DATABASE, "PubMed"), Origin(Channel.WEBSITE)
    found = flow(
        [
            Traced(1, pubmed, Fate.INCLUDED, study=1),
            Traced(5, page, Fate.INCLUDED, study=1),
            Traced(9, pubmed, Fate.INCLUDED),
        ]
    )
    assert (found.reports, found.studies) == (3, 2)


def test_a_sum_that_is_off_is_told_with_its_box() -> None:
    sound = flow([Traced(1, Origin(INDEXES[0], "PubMed"), Fate.INCLUDED)])
    assert faults(replace(sound, indexes=replace(sound.indexes, screened=3))) == (
        "Records screened (databases and registers): 3, but identified − removed gives 1.",
        "Reports sought (databases and registers): 1, but what was not excluded gives 3.",
    )
    assert faults(replace(sound, studies=2)) == ("Studies included: 2, more than their 1 reports.",)
    assert not Flow().whole


def said(verdict: Verdict, stage: Stage, who: str = "a") -> Decision:
    return Decision(1, 1, stage, who, verdict)


@pytest.mark.parametrize(
    ("abstract", "report", "retrieval", "came"),
    [
        ((), (), None, Fate.UNDECIDED),
        ((Verdict.EXCLUDE,), (), None, Fate.EXCLUDED),
        ((Verdict.INCLUDE, Verdict.EXCLUDE), (), None, Fate.IN_CONFLICT),
        ((Verdict.MAYBE,), (), None, Fate.NOT_ASSESSED),
        ((Verdict.INCLUDE,), (), Retrieval.SOUGHT, Fate.NOT_ASSESSED),
        ((Verdict.INCLUDE,), (), Retrieval.NOT_RETRIEVED, Fate.NOT_RETRIEVED),
        ((Verdict.EXCLUDE,), (), Retrieval.NOT_RETRIEVED, Fate.EXCLUDED),
        ((Verdict.INCLUDE,), (Verdict.MAYBE,), None, Fate.NOT_ASSESSED),
        ((Verdict.INCLUDE,), (Verdict.INCLUDE, Verdict.EXCLUDE), None, Fate.REPORT_IN_CONFLICT),
        ((Verdict.INCLUDE,), (Verdict.EXCLUDE,), None, Fate.REPORT_EXCLUDED),
        ((), (Verdict.INCLUDE,), None, Fate.INCLUDED),
        ((Verdict.EXCLUDE,), (Verdict.INCLUDE,), None, Fate.INCLUDED),
    ],
)
def test_how_far_a_record_came(
    abstract: tuple[Verdict, ...], report: tuple[Verdict, ...], retrieval: Retrieval | None, came: Fate
) -> None:
    def stood(verdicts: tuple[Verdict, ...], stage: Stage) -> Screened:
        made = [said(verdict, stage, who) for verdict, who in zip(verdicts, "ab", strict=False)]
        return Screened(1, stage, made[0] if made else None, tuple(made[1:]))

    assert fate(stood(abstract, Stage.ABSTRACT), stood(report, Stage.FULL_TEXT), retrieval) is came
