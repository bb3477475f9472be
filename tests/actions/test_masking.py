"""Details of health: rules propose, a person confirms, reports leave out, the text never changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import library, reports
from reviewer.actions import example, history
from reviewer.actions import reports as report_actions
from reviewer.actions.masking import mask_detail, proposals, unmask_detail
from reviewer.errors import ReviewError
from reviewer.library import Library, documents
from reviewer.model.recorded import Recorded
from reviewer.reports import Options
from reviewer.reports.index import MASKED
from reviewer.suggestions.health import health_details
from tests.reports import sample


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Library]:
    with closing(library.create(tmp_path / "example.reviewlib")) as lib:
        example.load_example(lib)
        yield lib


def test_what_is_confirmed_is_left_out_of_every_format_and_comes_back(review: Library) -> None:
    (found,) = [each for each in proposals(review) if "Methyprednisolon" in each.words]
    assert found.why == "a treatment of one's own" and not found.masked
    before = documents.document(review, found.document).text
    mask_detail(review, found.document, found.start, found.end)
    assert [each.masked for each in proposals(review)] == [True]
    report = reports.build(report_actions.read(review))
    for suffix in (".csv", ".md", ".html", ".json"):
        made = reports.WRITERS[suffix].render(report)[0].decode("utf-8-sig")
        assert "Methyprednisolon" not in made and "health detail left out" in made
        assert "2408" in made  # the place stays
    assert "Methyprednisolon" in str(reports.build(report_actions.read(review), Options(masked=False)).sheet)
    assert documents.document(review, found.document).text == before
    unmask_detail(review, found.document, found.start, found.end)
    history.undo(review)
    assert [each.masked for each in proposals(review)] == [True]
    assert library.check(review) == []


def test_only_words_of_readers_can_be_left_out(review: Library) -> None:
    (found,) = proposals(review)
    for place in ((found.document, 100, 120), (found.document, 9, 9), (found.document, 1, 10**9)):
        with pytest.raises(ReviewError, match="Only words of readers"):
            mask_detail(review, *place)
    with pytest.raises(ReviewError, match="not left out"):
        unmask_detail(review, found.document, found.start, found.end)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("I am 45 years old and was diagnosed in 2009.", ["I am 45 years old", "diagnosed in 2009"]),
        ("I will get my 5th infusion soon", ["I will get my 5th infusion"]),
        ("I have secondary progressive MS, EDSS 6.5", ["I have secondary progressive MS", "EDSS 6.5"]),
        ("It took 12 mg/m(2) a month", ["12 mg/m(2)"]),
        ("My mother died of it. Write to a.b@c.org", ["My mother died of it", "a.b@c.org"]),
        ("Ich bin 45 Jahre alt und habe seit 2009 MS.", ["Ich bin 45 Jahre alt", "seit 2009"]),
        ("Ich bekomme bald meine 5. Infusion", ["Ich bekomme bald meine 5. Infusion"]),
        ("Ich habe Multiple Sklerose, EDSS bei 3,5", ["Ich habe Multiple Sklerose", "EDSS bei 3,5"]),
        ("Als 32-jährige nahm ich Tabletten; meine Mutter starb", ["32-jährige", "meine Mutter starb"]),
        ("Bei mir wurde NMO festgestellt", ["Bei mir wurde NMO festgestellt"]),
        ("Ich habe das gelesen und bin 3 Mal dort gewesen", []),
        ("J’ai 45 ans, diagnostic en 2009.", ["J’ai 45 ans", "diagnostic en 2009"]),
        ("J'ai eu ma 5e perfusion hier", ["J'ai eu ma 5e perfusion"]),
        ("Je souffre de sclérose en plaques, mon EDSS est à 6,5", [
            "Je souffre de sclérose en plaques", "mon EDSS est à 6,5",
        ]),
        ("Ma sœur a la même chose", ["Ma sœur a la même chose"]),
        ("J’ai lu l’article depuis hier", []),
        ("Tengo 45 años y me diagnosticaron en 2009.", ["Tengo 45 años", "me diagnosticaron en 2009"]),
        ("Recibí la quinta infusión ayer", ["Recibí la quinta infusión"]),
        ("Tengo esclerosis múltiple, mi EDSS es 4", ["Tengo esclerosis múltiple", "mi EDSS es 4"]),
        ("Mi hermano murió", ["Mi hermano murió"]),
        ("Leí el artículo desde el principio", []),
        ("It is difficult to accept the risks", []),
        ("it only helps MSers with active disease", []),
    ],
)  # fmt: skip
def test_rules_find_what_readers_write_of_themselves(words: str, found: list[str]) -> None:
    assert [words[each.start : each.end] for each in health_details(words)] == found


@given(st.text(alphabet="I am 45 my MS mg dx2009@.c\n"))
def test_stretches_are_in_order_and_never_overlap(words: str) -> None:
    found = health_details(words)
    edges = [edge for each in found for edge in (each.start, each.end)]
    assert edges == sorted(edges) and all(each.start < each.end <= len(words) for each in found)


def test_masks_that_overlap_are_said_once() -> None:
    made = sample.example()
    quote = next(each for each in made.quotes if each.span.start == 2408)
    start = quote.span.start
    masks = ((2, start - 5, start + 10), (2, start + 5, start + 20))
    sheet = reports.build(replace(made, recorded=Recorded(masks=masks))).sheet
    (row,) = [row for row in sheet.rows if row[8] == str(start)]
    assert row[7] == MASKED + quote.span.exact[20:] and row[11] == "yes"
