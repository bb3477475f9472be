"""A study that a page quotes is found in the library, whichever came first, and counts once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reviewer import exchange, library
from reviewer.actions import claims as claim_actions
from reviewer.actions import documents, history, importing, quoted
from reviewer.appraisal import grade
from reviewer.errors import Declined
from reviewer.library import Library, claims, journal
from reviewer.library import documents as kept
from reviewer.library import quoted as ties
from reviewer.model import Kind, Quoted, Span, Tie
from reviewer.reports import build, index
from reviewer.reports.blocks import Options
from reviewer.settings import seed

STUDY = seed("000_9a9b5616f882b154.txt").read_text(encoding="utf-8")
BLOG = seed("002_6655412ea27c3016.txt").read_text(encoding="utf-8")
ABSTRACT = BLOG[41:1422]
RECORD = f"""Mult Scler. 2019 May;25(6):801-810. doi: 10.1177/1352458518767000. PMID: 29683068.

Mitoxantrone and B cells in secondary progressive multiple sclerosis.

Abstract

{ABSTRACT}
"""


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    with closing(library.create(tmp_path / "quoted.reviewlib")) as opened:
        yield opened


def add(lib: Library, name: str, words: str) -> int:
    result = importing.import_text(lib, name, words)
    return result.files[0].added[0]


def tied(lib: Library, page: int) -> set[Quoted | None]:
    return {s.quotes for s in kept.segments(lib, page) if s.second_hand}


@pytest.mark.parametrize("order", [("record", "blog"), ("blog", "record")])
def test_the_study_is_found_whichever_came_first(lib: Library, order: tuple[str, str]) -> None:
    texts = {"record": RECORD, "blog": BLOG}
    ids = {name: add(lib, f"{name}.txt", texts[name]) for name in order}
    (tie,) = ties.quoted_studies(lib)

    assert (tie.document, tie.start, tie.study) == (ids["blog"], 41, ids["record"])
    assert (tie.state, tie.likeness, tie.reason) == (Tie.PROPOSED, 1.0, "the words are alike")
    (quotes,) = tied(lib, ids["blog"])
    assert quotes == Quoted(ids["record"], RECORD.index("Mitoxantrone is one"))
    history.undo(lib)
    if order[1] == "record":
        assert tied(lib, ids["blog"]) == {Quoted()}
    assert ties.quoted_studies(lib) == [] and library.check(lib) == []
    history.redo(lib)
    assert ties.quoted_studies(lib) == [tie] and tied(lib, ids["blog"]) == {quotes}


def test_the_seeds_report_two_studies(seeds: Library) -> None:
    assert ties.quoted_studies(seeds) == []
    assert tied(seeds, 2) == {Quoted()}


def test_changed_words_show_as_changed(lib: Library) -> None:
    record = add(lib, "record.txt", RECORD.replace("19 secondary progressive", "21 secondary progressive"))
    page = add(lib, "blog.txt", BLOG)
    (found,) = quoted.comparisons(lib, page)

    assert found.study.id == record and 0.9 <= found.tie.likeness < 1
    assert [(p.how, p.words) for p in found.pieces if p.how != "same"] == [
        ("left out", "21"),
        ("added", "19"),
    ]


def test_other_words_are_not_tied(lib: Library) -> None:
    add(lib, "study.txt", STUDY)
    page = add(lib, "blog.txt", BLOG)

    assert tied(lib, page) == {Quoted()}
    assert [c.match.likeness < 0.5 for c in quoted.find_studies(lib, page, 50)] in ([], [True])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "Mult Scler. 2019 May;25(6):801-810. doi: 10.1177/1352458518767000.",
            "DOI 10.1177/1352458518767000",
        ),
        ("Mult Scler. 2019;25(6):801-810. PMID: 29683068", "PMID 29683068"),
    ],
)
def test_an_identifier_next_to_the_words_names_the_study(lib: Library, line: str, reason: str) -> None:
    shorter = RECORD.replace(ABSTRACT, "Background: twenty people. Results: fewer relapses were counted.")
    record = add(lib, "record.txt", shorter)
    page = add(lib, "blog.txt", BLOG)
    assert tied(lib, page) == {Quoted()}

    cited = add(lib, "cited.txt", f"{BLOG[:1422]}\n\n{line}{BLOG[1422:]}")
    found = ties.quoted_studies(lib, cited)
    assert any(s.kind is Kind.CITATION for s in kept.segments(lib, cited))
    assert [(tie.study, tie.reason) for tie in found] == [(record, f"{reason} stands next to the words")]


def counted(lib: Library) -> tuple[int, ...]:
    return grade.body(claims.quotes(lib), kept.studies(lib)).documents


def test_a_study_and_a_page_that_quotes_it_count_as_one(lib: Library) -> None:
    record, page = add(lib, "record.txt", RECORD), add(lib, "blog.txt", BLOG)
    words = "mitoxantrone persistently suppresses B cells"
    spans = [(id, kept.document(lib, id).text.index(words)) for id in (record, page)]
    first, second = (Span(id, at, at + len(words), words) for id, at in spans)
    claim = claim_actions.add_claim(lib, "B cells fall.", quote=first).created
    claim_actions.link_quote(lib, claim, second)

    assert counted(lib) == (record,)
    links = claims.quotes(lib, document=page)
    assert [(link.second_hand, link.origin, link.study) for link in links] == [(True, record, record)]
    snapshot = library.snapshot(lib)
    assert index.Index(snapshot, Options()).studies_in(page) == {record: False}
    quoted.reject_study(lib, page, 50)
    assert counted(lib) == (record, page)


def test_two_pages_that_quote_the_same_study_count_as_one_without_its_record(lib: Library) -> None:
    first = add(lib, "blog.txt", BLOG)
    second = add(lib, "another.txt", BLOG.replace("In my mind", "To my mind").replace("Research:", "News:"))
    assert {q.document for q in tied(lib, second) if q} == {first}
    words = "mitoxantrone persistently suppresses B cells"
    at = BLOG.index(words)
    claim = claim_actions.add_claim(
        lib, "B cells fall.", quote=Span(first, at, at + len(words), words)
    ).created
    at = kept.document(lib, second).text.index(words)
    claim_actions.link_quote(lib, claim, Span(second, at, at + len(words), words))
    assert counted(lib) == (first,)

    record = add(lib, "record.txt", RECORD)
    assert {tie.study for tie in ties.quoted_studies(lib, first)} == {record}
    assert counted(lib) == (record,)


def test_a_person_confirms_and_it_stays_after_another_separation(lib: Library) -> None:
    record, page = add(lib, "record.txt", RECORD), add(lib, "blog.txt", BLOG)
    changes = quoted.confirm_study(lib, page, 100)
    assert changes.touches("quoted_studies")
    (tie,) = ties.quoted_studies(lib)
    assert (tie.state, tie.reviewer) == (Tie.CONFIRMED, lib.reviewer.id)

    documents.separate_again(lib, [page])
    assert ties.quoted_studies(lib) == [tie]
    assert {q.document for q in tied(lib, page) if q} == {record}
    history.undo(lib)
    assert ties.quoted_studies(lib)[0].state is Tie.PROPOSED


def test_what_was_rejected_is_not_proposed_again(lib: Library) -> None:
    add(lib, "record.txt", RECORD)
    page = add(lib, "blog.txt", BLOG)
    quoted.reject_study(lib, page, 100)
    assert tied(lib, page) == {Quoted()}

    quoted.find_again(lib, [page])
    documents.separate_again(lib, [page])
    assert tied(lib, page) == {Quoted()}
    assert [tie.state for tie in ties.quoted_studies(lib)] == [Tie.REJECTED]
    with pytest.raises(Declined, match="No study is tied"):
        quoted.confirm_study(lib, page, 100)


def test_a_study_can_be_chosen_by_hand(lib: Library) -> None:
    study, page = add(lib, "study.txt", STUDY), add(lib, "blog.txt", BLOG)
    quoted.choose_study(lib, page, 41, study)
    (tie,) = ties.quoted_studies(lib)

    assert (tie.study, tie.state, tie.reason) == (study, Tie.CONFIRMED, "chosen by hand")
    found = tied(lib, page)
    assert found and all(each and each.document == study for each in found)
    assert all(kept.document(lib, study).text[each.start or 0 :] for each in found if each)
    with pytest.raises(Declined, match="cannot quote itself"):
        quoted.choose_study(lib, page, 41, page)
    with pytest.raises(Declined, match="No study is quoted here"):
        quoted.choose_study(lib, page, 1500, study)
    data = exchange.segments_json.document(
        kept.document(lib, page), kept.segments(lib, page), {study: kept.segments(lib, study)}
    )
    shown = next(s["quotes"] for s in data["segments"] if s["kind"] == "abstract")
    assert shown["document"] == study and isinstance(shown["segment"], int)


def test_a_report_warns_of_a_tie_that_nobody_confirmed(lib: Library) -> None:
    add(lib, "record.txt", RECORD)
    page = add(lib, "blog.txt", BLOG)
    words = "mitoxantrone persistently suppresses B cells"
    at = BLOG.index(words)
    claim_actions.add_claim(lib, "B cells fall.", quote=Span(page, at, at + len(words), words))
    told = "The study quoted in A is counted under the record that the program proposes"

    assert any(check.text.startswith(told) for check in build(library.snapshot(lib)).checks)
    quoted.confirm_study(lib, page, 50)
    assert not any(check.text.startswith(told) for check in build(library.snapshot(lib)).checks)


def test_a_tie_to_what_is_not_there_is_found_by_check(lib: Library) -> None:
    add(lib, "record.txt", RECORD)
    add(lib, "blog.txt", BLOG)
    assert library.check(lib) == []
    with journal.op(lib, "damage"):
        lib.db.execute("UPDATE segments SET quotes_document = 99 WHERE quotes_document IS NOT NULL")

    assert library.check(lib) == [
        f"Document 2, character {start}: quotes document 99, which is not there."
        for start in (41, 530, 750, 1200)
    ]
