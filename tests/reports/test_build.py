"""The report as blocks: what it says, in which order, and that every statement leads to its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.model import Hidden, Judgement, Quoted, Said, Settlement, Snapshot, Stance, Voice
from reviewer.reports import Options, Report, build
from reviewer.reports.blocks import (
    CertaintySign,
    Heading,
    Letters,
    Listing,
    MapBlock,
    MatrixBlock,
    Paragraph,
    Statement,
    Table,
    Text,
    TitleBlock,
    VoiceColumns,
    VoiceSign,
    Wide,
    plain,
)
from reviewer.reports.to_figure import spoken
from tests.kept import as_kept
from tests.reports import sample


@pytest.fixture(scope="module")
def report() -> Report:
    return build(sample.example())


def table(report: Report, name: str) -> Table:
    return next(block for block in report.blocks if isinstance(block, Table) and block.name == name)


def said(report: Report) -> str:
    """The whole report as lines of plain text."""
    lines: list[str] = [f"{report.title} | {report.name} | {report.version} | {report.counts}"]
    for block in report.blocks:
        match block:
            case TitleBlock():
                lines += [f"{fact.label}: {plain(fact.run)}" for fact in block.facts]
            case Heading():
                lines += ["", f"{'#' * block.level} {block.text} | {block.aside}"]
            case Paragraph():
                lines.append(plain(block.run))
            case Table():
                lines += [" | ".join(column.title for column in block.columns)]
                lines += [" | ".join(plain(cell) for cell in row.cells) for row in block.rows]
            case VoiceColumns():
                for column in block.columns:
                    lines.append(f"{column.title}: {column.remark}")
                    lines += [f"{e.stance} {plain(e.quote)} {plain(e.where)}" for e in column.entries]
            case Statement():
                lines.append(f"{block.number} {plain(block.run)}")
                lines += [f"   {fact.label}: {plain(fact.run)}" for fact in block.facts]
            case MapBlock() | MatrixBlock():
                lines += [block.name, *spoken(block).split("; ")]
            case Wide():
                inner = replace(report, blocks=block.blocks)
                lines += said(inner).splitlines()[1:]
            case Listing():
                lines += [f"{item.label} {plain(item.run)}".strip() for item in block.items]
    return "\n".join(lines) + "\n"


def test_the_example_report_reads_as_kept(report: Report) -> None:
    text = said(report)

    assert text == as_kept("example-report.txt", text)


def test_the_same_snapshot_gives_the_same_report(report: Report) -> None:
    assert build(sample.example(), Options()) == report


def test_the_summary_of_findings_has_a_group_for_each_population_and_never_pools(report: Report) -> None:
    rows = table(report, "Summary of findings").rows

    assert [plain(row.cells[0]) for row in rows if row.group] == [
        "Highly relapsing NMO or NMO spectrum disorder",
        "Secondary progressive MS",
    ]
    assert [plain(row.cells[0]) for row in rows if not row.group] == ["1", "2", "4", "5", "5", "6", "7", "8"]


def test_a_row_gives_participants_interval_certainty_reasons_and_level(report: Report) -> None:
    cells = table(report, "Summary of findings").rows[1].cells

    assert [plain(cell) for cell in cells[1:5]] == [
        "Annualized relapse rate",
        "20 (1)",
        "not estimable",
        "Median rate reduced by 75%; relapse free 10 of 20, 50% (27.2 to 72.8)*",
    ]
    assert cells[5] == (CertaintySign(1), Text("Very low"), Letters(("a", "b")))
    assert plain(cells[6]) == "4"


def test_notes_of_the_observed_column_carry_their_letter_there(report: Report) -> None:
    harms = table(report, "Summary of findings").rows[3].cells

    assert harms[4][-1] == Letters(("c",))
    assert plain(harms[4]).startswith("0 of 20 (0 to 16.8%)*")


def test_every_letter_is_explained_once(report: Report) -> None:
    used = {
        letter
        for row in table(report, "Summary of findings").rows
        for cell in row.cells
        for part in cell
        if isinstance(part, Letters)
        for letter in part.letters
    }
    notes = next(b for b in report.blocks if isinstance(b, Paragraph) and b.style == "note")
    explained = [part.text.strip() for part in notes.run if isinstance(part, Text) and part.style == "strong"]

    assert sorted(used) == explained


def test_voices_stand_side_by_side_and_only_studies_count(report: Report) -> None:
    columns = next(block for block in report.blocks if isinstance(block, VoiceColumns)).columns

    assert [column.voice for column in columns] == [Voice.STUDY, Voice.COMMENTARY, Voice.READER]
    assert [column.remark for column in columns] == [
        "Counts towards certainty",
        "Context, by MouseDoctor",
        "Experience, never counted",
    ]
    assert Stance.CONTRADICTS in [entry.stance for entry in columns[0].entries]


def test_every_quote_is_in_the_table_of_words(report: Report) -> None:
    printed = [plain(row.cells[0]) for row in table(report, "Where the words come from").rows]
    quotes = sample.example().quotes

    assert len(printed) == len(quotes) == 21
    assert {f"{'AB'[q.span.document - 1]} {q.span.start}–{q.span.end}" for q in quotes} == set(printed)


def test_every_link_leads_to_an_anchor_of_the_report(report: Report) -> None:
    anchors: set[str] = set()
    targets: set[str] = set()
    for block in report.blocks:
        match block:
            case Table():
                anchors |= {row.anchor for row in block.rows}
                cells = [part for row in block.rows for cell in row.cells for part in cell]
                targets |= {part.target for part in cells if isinstance(part, Text)}
            case Statement():
                anchors.add(block.anchor)
                targets |= {p.target for f in block.facts for p in f.run if isinstance(p, Text)}
            case Listing():
                anchors |= {item.anchor for item in block.items}
            case VoiceColumns():
                entries = [entry for column in block.columns for entry in column.entries]
                targets |= {p.target for e in entries for p in e.where if isinstance(p, Text)}

    assert len(targets) > 20
    assert targets - {""} <= anchors


def test_words_tied_to_two_claims_are_printed_once_with_both() -> None:
    rows = table(build(sample.small("One.", "Two.")), "Where the words come from").rows

    assert [plain(row.cells[2]) for row in rows] == ["+ 1 + 2"]


def test_second_hand_words_say_so(report: Report) -> None:
    rows = table(report, "Where the words come from").rows
    voices = {plain(row.cells[0]): row.cells[3] for row in rows}

    assert voices["B 776–828"] == (VoiceSign(Voice.STUDY, "Study, second-hand"),)
    assert voices["A 1046–1099"] == (VoiceSign(Voice.STUDY, "Study"),)


def test_readers_are_named_only_by_choice() -> None:
    quiet, open_ = (build(sample.example(), Options(people=people)) for people in ("roles", "as shown"))

    assert "Reader One" not in said(quiet)
    assert "Reader One" not in str(quiet.sheet)
    assert "comment 1, Reader One" in said(open_)
    assert "MouseDoctor" in said(quiet)


def test_experience_left_out_is_left_out_everywhere_and_said() -> None:
    report = build(sample.example(), Options(experience=False))

    assert "the progression had stopped" not in said(report)
    assert "the progression had stopped" not in str(report.sheet)
    assert "Left out of this report: 5 quotes from reader comments." in said(report)
    assert "   Words: Reader comments only, left out of this report." in said(report)
    assert any("will not be printed" in check.text for check in report.checks if not check.fine)


def test_without_anchors_no_position_and_no_fingerprint_is_printed() -> None:
    text = said(build(sample.example(), Options(anchors=False)))

    assert "1046" not in text
    assert "Fingerprint" not in text


def test_a_changed_text_is_marked_and_reported() -> None:
    snapshot = sample.example()
    first = snapshot.quotes[0]
    wrong = replace(first, span=replace(first.span, exact="other words"))
    report = build(replace(snapshot, quotes=(wrong, *snapshot.quotes[1:])))

    assert "1 of 21 quotes not found where it was" in said(report)
    assert "“other words” The text no longer reads like this." in said(report)
    assert not report.checks[0].fine


def test_a_rating_that_is_not_finished_shows_no_sign() -> None:
    snapshot = sample.example()
    drafts = tuple(replace(certainty, graded=False) for certainty in snapshot.certainties)
    report = build(replace(snapshot, certainties=drafts))

    assert plain(table(report, "Summary of findings").rows[1].cells[5]) == "not yet graded"
    assert "⊕" not in said(report)


def with_second_rater(**judgements: Judgement) -> Snapshot:
    """Return the example in which Ana Other has rated the first body too, with these judgements changed."""
    snapshot = sample.example()
    first = snapshot.certainties[0]
    second = replace(first, id=99, reviewer="p2", judgements={**first.judgements, **judgements})
    people = {**snapshot.reviewers, "p2": "Ana Other"}
    return replace(snapshot, certainties=(*snapshot.certainties, second), reviewers=people)


def told(report: Report) -> list[str]:
    return [check.text for check in report.checks]


def test_what_two_raters_judge_alike_is_printed_once() -> None:
    report = build(with_second_rater())
    assert "Annualized relapse rate, judged alike by Ana Other and Kim Example" in said(report)
    assert "rate, judged by Kim Example alone" not in said(report)
    assert "judged by Kim Example alone" in said(report)  # the other bodies


def test_a_difference_is_stated_and_nothing_is_picked() -> None:
    report = build(with_second_rater(risk_of_bias=Judgement(0, "None seen."), imprecision=Judgement(0, "")))
    cell = plain(table(report, "Summary of findings").rows[1].cells[5])
    assert cell.startswith("not settled: Kim Example Very low, Ana Other Low; different in")
    row = plain(table(report, "Where reviewers differed").rows[0].cells[1])
    assert "Ana Other Not serious" in row and "Kim Example Serious −1" in row
    assert "Reviewers judge differently and nothing is settled: Claim 1, NMO." in told(report)
    assert {line[23] for line in report.sheet.rows if line[0] == "1"} >= {cell}


def test_the_profile_says_which_domains_are_not_settled_and_prints_what_is_judged_alike() -> None:
    changed = with_second_rater(imprecision=Judgement(0, ""), large_effect=Judgement(1, "Large."))
    wide = next(block for block in build(changed).blocks if isinstance(block, Wide))
    rows = next(block for block in wide.blocks if isinstance(block, Table))
    cells = dict(zip([column.title for column in rows.columns], rows.rows[1].cells, strict=True))
    assert plain(cells["Imprecision"]) == "not settled"
    assert plain(cells["Risk of bias"]).startswith("serious")
    assert plain(cells["Publication bias"]).startswith("undetected")
    assert "–" not in [plain(cell) for title, cell in cells.items() if "effect" not in title]


def test_a_settled_difference_is_what_the_report_uses() -> None:
    snapshot = with_second_rater(imprecision=Judgement(0, "Enough patients."))
    first = snapshot.certainties[0]
    basis = {"p1": Said("-1", first.judgements["imprecision"].reason), "p2": Said("0", "Enough patients.")}
    settled = Settlement(1, first.subject, "imprecision", "-1", "Only twenty.", "p1", basis)
    text = said(build(replace(snapshot, settlements=(settled,))))
    assert "judged by Ana Other and Kim Example, settled by Kim Example" in text
    assert "Only twenty." in text and "not settled" not in text
    basis["p2"] = Said("-2", "Few.")
    report = build(replace(snapshot, settlements=(replace(settled, basis=basis),)))
    assert "changed since by Ana Other: imprecision" in said(report)
    assert "Settled before somebody changed what they judged: Claim 1, NMO." in told(report)


def test_what_is_hidden_is_named_and_not_told() -> None:
    snapshot = sample.example()
    others = tuple(Hidden(each.subject, "p2", True) for each in snapshot.certainties)
    people = {**snapshot.reviewers, "p2": "Ana Other"}
    text = said(build(replace(snapshot, certainties=(), hidden=others, reviewers=people)))
    assert "udged by Ana Other, hidden until you have judged it too" in text
    assert "⊕" not in text


def test_an_empty_library_gives_a_report_that_says_so() -> None:
    report = build(sample.empty())

    assert report.version == "Empty library"
    assert "This library holds no claims yet." in said(report)
    assert report.sheet.rows == ()


def test_a_claim_without_quotes_is_printed_and_reported() -> None:
    report = build(sample.small("Nobody said this.", quoted=False))

    assert "1 Nobody said this." in said(report)
    assert "No certainty can be stated for claim 1 (no quotes)." in said(report)
    assert "Claim 1 carries no quote." in [check.text for check in report.checks]


def test_a_study_is_counted_once_wherever_it_is_quoted() -> None:
    snapshot = sample.example()
    merged = {**snapshot.studies, 2: replace(snapshot.studies[2], same_as=1)}
    everyone = tuple(replace(quote, population=1) for quote in snapshot.quotes)
    report = build(replace(snapshot, studies=merged, quotes=everyone))

    rows = table(report, "Summary of findings").rows
    assert plain(rows[4].cells[2]) == "20 (1)"
    assert "1 study (case series); 1 commentary" in said(report)


def test_a_certainty_whose_words_are_no_studys_any_more_is_not_printed() -> None:
    snapshot = sample.example()
    opinion = tuple(
        replace(quote, voice=Voice.COMMENTARY) if quote.span.document == 2 else quote
        for quote in snapshot.quotes
    )
    report = build(replace(snapshot, quotes=opinion))
    numbers = [plain(row.cells[0]) for row in table(report, "Summary of findings").rows if not row.group]

    assert numbers == ["1", "2", "4", "5"]
    told = "Claim 6: the rating for Secondary progressive MS is not counted, because"
    assert any(check.text.startswith(told) for check in report.checks)


def test_a_study_tied_to_its_record_counts_under_it_with_what_was_said_of_it() -> None:
    snapshot = sample.example()
    tied = tuple(
        replace(segment, quotes=Quoted(1, 200)) if segment.second_hand else segment
        for segment in snapshot.segments[2]
    )
    quotes = tuple(replace(quote, origin=1) if quote.second_hand else quote for quote in snapshot.quotes)
    whole = replace(snapshot, segments={**snapshot.segments, 2: tied}, quotes=quotes)
    rows = [row for row in table(build(whole), "Summary of findings").rows if not row.group]

    assert {plain(row.cells[2]) for row in rows} == {"20 (1)"}
    assert all(plain(row.cells[6]) != "–" for row in rows)
    assert "Sources: 1 study (case series); 1 commentary; 3 reader comments." in said(build(whole))
