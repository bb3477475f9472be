"""The sections about how a review was made: every number counted, nothing said that is not recorded."""

from __future__ import annotations

from dataclasses import replace

from reviewer.model import Name, Span, State, Suggestion, SuggestionKind, Voice
from reviewer.model.flow import Channel, Fate, Origin, Traced
from reviewer.model.recorded import Became, Brought, Recorded, Since
from reviewer.reports import Options, build
from reviewer.reports.blocks import Paragraph, Table, plain
from reviewer.reports.index import Index
from reviewer.reports.sources import _stated
from reviewer.synthesis.differing import Difference
from tests.reports import sample

EXAMPLE = sample.example()


def cells(snapshot: object, section: str, options: Options | None = None) -> list[list[str]]:
    """Return the rows of all tables of one section as words."""
    chosen = replace(options or Options(), contents=(section,))
    blocks = build(snapshot, chosen).blocks  # type: ignore[arg-type]
    tables = [block for block in blocks if isinstance(block, Table)]
    return [[plain(cell) for cell in row.cells] for table in tables for row in table.rows]


def words(snapshot: object, section: str) -> str:
    blocks = build(snapshot, Options(contents=(section,))).blocks  # type: ignore[arg-type]
    return " ".join(plain(block.run) for block in blocks if isinstance(block, Paragraph))


def test_methods_name_sources_filters_rules_and_instruments() -> None:
    pubmed = Origin(Channel.DATABASE, "PubMed")
    brought = Brought("found.nbib", pubmed, "2026-03-01T10:00:00+00:00", "Kim Example", 12, 3, 1)
    made = replace(EXAMPLE, recorded=Recorded((brought,), (("Trials", "design:trial"),)))
    rows = cells(made, "methods")
    expected = ["Database: PubMed", "found.nbib", "1 March 2026", "Kim Example", "12", "3", "1"]
    assert rows[0] == expected and rows[1] == ["Trials", "design:trial"]
    assert [row[:3] for row in rows[2:]] == [
        ["JBI checklist for case series", "2020", "1"],
        ["OCEBM levels of evidence", "2011", "8"],
    ]
    assert words(made, "methods").startswith("Certainty was rated with classic GRADE (8 ratings).")


def test_files_beyond_what_can_be_listed_are_added_up() -> None:
    one = Brought("a.ris", Origin(Channel.DATABASE), "", "", 2, 1, 0)
    rows = cells(replace(EXAMPLE, recorded=Recorded((one,) * 203)), "methods")
    assert rows[200] == ["3 more files", "", "", "", "6", "3", "0"]


def test_characteristics_say_what_is_recorded_and_that_the_rest_is_not_stated() -> None:
    rows = cells(EXAMPLE, "studies")
    assert rows[0][0].startswith("A, ") and rows[0][1:3] == ["case series", "20"]
    bare = cells(replace(EXAMPLE, studies={}), "studies")
    assert bare[0][:4] == ["A", "not stated", "not stated", "not stated"]


def test_excluded_reports_stand_with_their_reasons() -> None:
    way = Traced(1, Origin(Channel.DATABASE), Fate.REPORT_EXCLUDED, "Wrong population")
    rows = cells(replace(EXAMPLE, traced=(way, replace(way, document=2, fate=Fate.EXCLUDED))), "excluded")
    assert len(rows) == 1 and rows[0][1] == "Wrong population"
    assert rows[0][0].startswith("[authors not in source] Efficacy and safety")


def test_readers_have_pseudonyms_and_their_names_only_by_choice() -> None:
    quiet, named = cells(EXAMPLE, "experience"), cells(EXAMPLE, "experience", Options(people="as shown"))
    assert [row[0] for row in quiet] == ["Reader 1", "Reader 1", "Reader 2", "Reader 2", "Reader 3"]
    assert [row[0] for row in named][0] == "Reader One"
    assert len(quiet) == sum(quote.voice is Voice.READER for quote in EXAMPLE.quotes)
    assert "5 passages of 3 readers, from 3 comments" in words(EXAMPLE, "experience")
    assert cells(EXAMPLE, "experience", Options(experience=False)) == []


def test_only_claims_whose_sources_disagree_say_in_what_these_differ() -> None:
    rows = cells(EXAMPLE, "why")
    assert [row[0] for row in rows if row[0]] == ["4"]
    assert rows[0][2].startswith("The sources disagree, and on different populations.")
    assert ["", "Design", "A: case series, n = 20; B: single-arm study, n = 19"] in rows


def test_what_the_program_proposed_is_told_with_who_confirmed_it() -> None:
    asked = Suggestion(SuggestionKind.DESIGN, Span(1, 0, 1, "E"), reviewer="p1", state=State.ACCEPTED)
    said = (asked, replace(asked, state=State.REJECTED), replace(asked, kind=SuggestionKind.HARM))
    rows = cells(replace(EXAMPLE, recorded=Recorded(suggestions=said)), "machine")
    assert rows == [["Designs of studies", "1", "1", "Kim Example"], ["Harms", "1", "0", "Kim Example"]]


def test_agreement_is_printed_as_it_was_worked_out() -> None:
    found = (("Certainty of claims", ("Cohen's kappa: 0.812 (95% CI 0.71 to 0.91, exact)",)),)
    assert "kappa: 0.812" in words(replace(EXAMPLE, recorded=Recorded(agreement=found)), "agreement")


def test_changes_since_an_earlier_report_are_told_with_who_made_them() -> None:
    became = (Became("unchanged", "Claim 1"), Became("changed", "Claim 2", "statement", "Kim, 3 May 2026"))
    since = Since("report.pdf, exported on 1 May 2026 by Kim", (*became, Became("missing", "Claim 9")))
    made = replace(EXAMPLE, recorded=Recorded(since=since))
    assert words(made, "changes") == "1 changed, 1 gone; 1 statement unchanged."
    assert cells(made, "changes")[0] == ["Claim 2", "changed", "statement", "Kim, 3 May 2026"]
    same = replace(EXAMPLE, recorded=Recorded(since=replace(since, changes=became[:1])))
    assert words(same, "changes").startswith("Nothing that the earlier report states")


def test_a_study_without_a_label_is_known_by_its_first_author_and_year() -> None:
    study, blog = EXAMPLE.documents
    two = (Name("Kim", "S"), Name("Huh", "S Y"))
    made = replace(
        EXAMPLE, studies={}, documents=(replace(study, record=replace(study.record, authors=two)), blog)
    )
    assert cells(made, "studies")[0][0] == "A, Kim et al. 2011"


def test_words_that_only_begin_what_is_told_whole_are_not_told_again() -> None:
    assert cells(EXAMPLE, "studies")[1][5] == "Mitoxantrone; dose not stated against none (single arm)"


def test_what_several_sources_state_alike_is_told_once() -> None:
    stated = tuple((source, words) for source, words in zip("ABCD", ("x", "y", "x", "x"), strict=True))
    assert _stated(Difference("Design", stated)) == "A, C and D: x; B: y"


def test_sources_are_named_by_runs_of_their_letters() -> None:
    many = tuple(replace(EXAMPLE.documents[0], id=id) for id in range(1, 9))
    given = tuple(replace(EXAMPLE.appraisals[0], id=id, document=id) for id in range(1, 9))
    index = Index(replace(EXAMPLE, documents=many, quotes=(), studies={}, appraisals=given), Options())
    assert index.lettered([8, 1, 2, 3, 4]) == "A–D and H"
