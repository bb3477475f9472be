"""Groups of records of one work, what only looks like one, and what always holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.model import Name, PartialDate, Record
from reviewer.records.duplicates import entry_of, find
from reviewer.records.duplicates.blocking import pairs
from tests.bench.made_duplicates import made

WORK = Record(
    type="article-journal",
    title="Efficacy and safety of mitoxantrone in patients with highly relapsing neuromyelitis optica",
    authors=(Name("Kim", "Su-Hyun"), Name("Kim", "Woojun"), Name("Park", "Min Su")),
    container="Archives of Neurology",
    issued=PartialDate(2011, 4),
    volume="68",
    issue="4",
    pages="473-479",
    doi="10.1001/archneurol.2010.322",
    pmid="21149803",
)
BARE = replace(WORK, doi="", pmid="")


def found(*records: Record, **more: Any) -> Any:
    return find([entry_of(id, record) for id, record in enumerate(records, 1)], **more)


def is_certain(one: Record, other: Record) -> bool | None:
    """Whether two records are certainly of one work; None when they are in no group."""
    groups = found(one, other).groups
    assert len(groups) <= 1
    return groups[0].certain if groups else None


def changed(**fields: Any) -> Record:
    return replace(BARE, **fields)


@pytest.mark.parametrize(
    "other",
    [
        WORK,
        BARE,
        replace(WORK, title="Mitoxantron bei Neuromyelitis", pmid="21149803"),
        changed(container="Arch Neurol", pages="473-9", authors=(Name("Kim", "SH"), Name("Kim", "W"))),
        changed(title=WORK.title.upper() + ". [see comments]"),
        changed(title=WORK.title.replace("highly", "higly")),
        changed(title="Efficacy and safety of mitoxantrone in patients with highly relapsing"),
        changed(pages="", issued=PartialDate(2010, 12)),
        changed(container="", issue="", pages=""),
        changed(authors=()),
        changed(volume="", issue="68"),
        changed(volume="", issue="68", pages=""),
        changed(title=WORK.title.replace("highly", "hghly").replace("patients", "patents")),
        changed(authors=(Name("Kim", "S.H."), Name("Kim", "W."), Name("Park", "M.S."))),
        changed(doi="https://doi.org/10.1001/ARCHNEUROL.2010.322".removeprefix("https://doi.org/")),
    ],
)
def test_records_of_one_work_are_certain(other: Record) -> None:
    assert is_certain(WORK, other)


@pytest.mark.parametrize(
    "other",
    [
        changed(authors=(), pages="", volume="", issue=""),
        changed(container="Another Journal", volume="", issue="", pages=""),
        changed(container="", volume="", issue="", pages=""),
        changed(title="Mitoxantron bei schubreicher Neuromyelitis optica"),
        replace(WORK, pmid="99"),
    ],
)
def test_what_a_person_must_look_at_is_not_certain(other: Record) -> None:
    assert is_certain(WORK, other) is False


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (changed(title=f"Erratum: {WORK.title}", pages="900", issue="7"), "correction and article"),
        (changed(title=f"{WORK.title} [Erratum]", pages="900"), "correction and article"),
        (changed(title=f"Retraction of: {WORK.title}", pages="90"), "retraction and article"),
        (changed(title=f"Re: {WORK.title}", pages="901-902"), "comment and article"),
        (
            changed(
                container="Multiple Sclerosis",
                volume="16",
                issue="Suppl 1",
                pages="S30",
                issued=PartialDate(2010),
            ),
            "conference abstract and paper",
        ),
        (
            changed(
                type="article",
                container="medRxiv",
                volume="",
                issue="",
                pages="",
                doi="10.1101/2020.01.02.20012345",
            ),
            "preprint and version",
        ),
        (changed(container="The Lancet", volume="300", pages="12-19"), "published in two places"),
    ],
)
def test_what_only_looks_like_a_duplicate_is_named(other: Record, relation: str) -> None:
    result = found(WORK, other)

    assert result.groups == ()
    assert [(pair.ids, pair.relation) for pair in result.related] == [((1, 2), relation)]


def test_a_title_of_which_only_the_mark_is_left_is_that_of_its_place() -> None:
    letter = changed(title="Re: " + WORK.title, pages="901-902")

    assert is_certain(letter, replace(letter, title="Re."))
    assert is_certain(letter, replace(letter, title="Re.", pages="903")) is None
    assert is_certain(letter, replace(letter, title="Re.", authors=(Name("Rossi", "Paola"),))) is None


def test_a_lost_subtitle_of_the_design_does_not_part_records_of_one_issue() -> None:
    whole = changed(title=WORK.title + ": a randomised controlled trial", authors=WORK.authors[:1], pages="")

    assert is_certain(BARE, whole)
    assert not is_certain(BARE, replace(whole, title=WORK.title + ": a reply", issue=""))


def test_yearly_reports_are_joined_by_their_place_only() -> None:
    report = changed(title="Annual report of the national registry of optic neuritis", pages="")

    assert is_certain(report, replace(report, issued=PartialDate(2012), volume="", issue="")) is None
    assert is_certain(report, replace(report, container="Arch Neurol"))


def test_abstracts_on_one_page_are_not_one_work_for_words_and_given_names_in_common() -> None:
    place: dict[str, Any] = {"issue": "1 SUPPL. 1", "pages": "S354"}
    one = changed(authors=(Name("Kim", "Anna"), Name("Park", "Hans")), **place)
    other = replace(
        one,
        title=WORK.title.replace("mitoxantrone", "rituximab"),
        authors=(Name("Rossi", "Anna"), Name("Wolf", "Hans")),
    )

    assert is_certain(one, other) is None


def test_notes_in_brackets_are_not_a_second_title() -> None:
    one, other = (changed(title=f"{title} [see comments]", pages="S3") for title in ("Rituximab", "Pain"))

    assert is_certain(one, other) is None


def test_parts_of_a_series_are_told() -> None:
    result = found(
        changed(title="Mitoxantrone in neuromyelitis. Part I: efficacy", pages="1-9"),
        changed(title="Mitoxantrone in neuromyelitis. Part II: safety", pages="10-19"),
    )

    assert result.groups == ()
    assert [pair.relation for pair in result.related] == ["parts of a series"]


def test_versions_of_a_review_are_told() -> None:
    review = changed(container="Cochrane Database of Systematic Reviews", volume="", pages="CD001234")
    result = found(
        replace(review, doi="10.1002/14651858.cd001234"),
        replace(review, doi="10.1002/14651858.cd001234.pub2", issued=PartialDate(2015)),
    )

    assert result.groups == ()
    assert [pair.relation for pair in result.related] == ["review versions"]


@pytest.mark.parametrize(
    "other",
    [
        changed(title="In this issue", authors=(Name("Rossi", "Paola"),), pages="1"),
        changed(title=WORK.title.replace("mitoxantrone", "rituximab"), pages="500-507"),
        changed(authors=(Name("Rossi", "Paola"), Name("Bianchi", "Anna")), pages="12-19", volume="69"),
    ],
)
def test_other_works_are_in_no_group(other: Record) -> None:
    assert is_certain(WORK, other) is None


def test_columns_of_one_name_stay_apart() -> None:
    column = Record(title="In this issue", container="Lancet", issued=PartialDate(2011), volume="377")

    assert is_certain(replace(column, pages="1"), replace(column, pages="301")) is None
    assert (
        is_certain(replace(column, volume="377", pages=""), replace(column, volume="378", pages="")) is None
    )


def test_a_doi_that_several_works_carry_joins_nothing() -> None:
    place = {
        "doi": "10.1007/s00125-014-3355-0",
        "volume": "57",
        "issue": "1 SUPPL. 1",
        "pages": "S354",
        "pmid": "",
    }
    one = replace(WORK, **place)
    other = replace(one, title="Metformin for the prevention of falls", authors=(Name("Rossi", "Paola"),))

    assert found(one, other).groups == ()
    assert [group.ids for group in found(one, other, replace(one, doi="")).groups] == [(1, 3)]


def test_records_without_authors_are_found() -> None:
    bare = changed(authors=())

    assert is_certain(bare, replace(bare, container="Arch Neurol", pages="473-9"))
    assert is_certain(bare, replace(bare, pages="901-909", issue="9")) is None


def test_a_reason_is_words_and_what_differs_is_named() -> None:
    (group,) = found(WORK, replace(WORK, pages="473-9", pmid="", issued=PartialDate(2010))).groups

    assert group.reason == (
        "same DOI; same title; same authors; years differ: 2011 and 2010; same journal; same volume; "
        "pages 473-479 and 473-9 are the same range"
    )
    assert group.differs == ("year",)


def test_a_group_never_holds_two_works_by_way_of_a_third() -> None:
    """A record without pages fits two papers of one title; it joins neither for certain with both."""
    paper, abstract = changed(), changed(pages="901-909", volume="69", issue="9")
    between = changed(pages="", volume="", issue="", doi="")
    groups = found(paper, abstract, between).groups

    assert not any({1, 2} <= set(group.ids) for group in groups)


def test_pairs_told_apart_are_not_proposed_again() -> None:
    assert found(WORK, WORK, apart={(1, 2)}).groups == ()
    assert [group.ids for group in found(WORK, WORK, WORK, apart={(1, 2)}).groups if group.certain] == [
        (1, 3)
    ]


def test_an_unsure_group_names_the_certain_ones_again() -> None:
    groups = found(WORK, WORK, changed(authors=(), pages="", volume="", issue="")).groups

    assert [(group.ids, group.certain) for group in groups] == [((1, 2), True), ((1, 2, 3), False)]


def test_blocks_are_capped() -> None:
    entries = [entry_of(id, Record(title="In this issue", container="Lancet")) for id in range(3_000)]

    assert sum(len(near) for _one, near in pairs(entries)) < 20 * len(entries)


def test_made_records_lose_no_work_and_are_nearly_all_found() -> None:
    records = made(1_500, seed=11)
    result = find([entry_of(at, each.record) for at, each in enumerate(records)])
    certain = {
        (a, b) for group in result.groups if group.certain for a in group.ids for b in group.ids if a < b
    }
    every = certain | {(a, b) for group in result.groups for a in group.ids for b in group.ids if a < b}
    works = [each.work for each in records]
    true = {(a, b) for a, b in combinations(range(len(works)), 2) if works[a] == works[b]}

    assert certain <= true
    assert len(every & true) > 0.995 * len(true)
    assert len(every - true) <= 0.005 * len(true)


WORDS = st.text(max_size=40)
RECORDS = st.builds(
    Record,
    title=WORDS | st.sampled_from([WORK.title, "Part I", "[Review]", "Erratum: ", "10"]),
    authors=st.lists(st.builds(Name, WORDS, WORDS), max_size=3).map(tuple),
    container=WORDS,
    pages=WORDS | st.sampled_from(["1-9", "e1", "S3", "-", "0"]),
    volume=WORDS,
    issue=WORDS,
    doi=WORDS | st.just("10.1/x"),
    pmid=st.sampled_from(["", "1", "2"]),
    issued=st.none() | st.builds(PartialDate, st.integers(1900, 2030)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(RECORDS, max_size=8))
def test_any_records_give_groups_of_known_ids(records: list[Record]) -> None:
    result = found(*records)

    for group in result.groups:
        assert len(set(group.ids)) == len(group.ids) > 1
        assert set(group.ids) <= set(range(1, len(records) + 1))
        assert 0 <= group.score <= 1
        assert group.reason
    certain = [id for group in result.groups if group.certain for id in group.ids]
    assert len(certain) == len(set(certain))


@settings(max_examples=40, deadline=None)
@given(st.lists(RECORDS, min_size=2, max_size=6), st.randoms())
def test_the_order_of_records_does_not_matter(records: list[Record], chance: Any) -> None:
    entries = [entry_of(id, record) for id, record in enumerate(records)]
    mixed = list(entries)
    chance.shuffle(mixed)

    assert find(mixed) == find(entries)
