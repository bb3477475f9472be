"""The PDF: text that can be found, fonts inside, tags, the same bytes, and hard words as words."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from pypdf import PdfReader

from reviewer.errors import ReviewError
from reviewer.model import Question, Snapshot
from reviewer.reports import Options, build, to_pdf
from tests.reports import sample
from tests.source_tree import ROOT


def printed(snapshot: Snapshot, options: Options | None = None) -> tuple[PdfReader, tuple[str, ...]]:
    data, warnings = to_pdf.to_pdf(build(snapshot, options))
    return PdfReader(io.BytesIO(data)), warnings


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture(scope="module")
def example() -> PdfReader:
    return printed(sample.example())[0]


def test_the_example_report_can_be_searched(example: PdfReader) -> None:
    text = words(example)

    assert "0 of 20 (0 to 16.8%)" in text
    assert "No patients had serious adverse effects during the mean follow-up" in text
    assert "doi:10.1001/archneurol.2010.322" in text.replace(" ", "")  # it may be broken after the stroke
    assert "ﬁ" not in text and "ﬀ" not in text


def test_pages_are_numbered_and_the_title_page_is_whole(example: PdfReader) -> None:
    count = len(example.pages)

    assert f"Page 1 of {count}" in words(example)
    assert "11 claims, 21 quotes, 2 sources." in words(example)
    assert "Where the words come from" not in example.pages[0].extract_text()
    assert "Claim 11, MS, background, B 57–86" in " ".join(example.pages[0].extract_text().split())


def test_title_language_and_outline_are_set(example: PdfReader) -> None:
    root = example.trailer["/Root"]

    assert example.metadata is not None
    assert str(example.metadata.title).startswith("Mitoxantrone in neuromyelitis optica")
    assert str(root["/Lang"]).startswith("en")
    assert root["/MarkInfo"]["/Marked"]
    headings = [entry.title for entry in example.outline if not isinstance(entry, list)]
    assert (
        headings
        == [
            "Summary of findings",
            "Claims by voice",
            "Evidence map",
            "Claims against sources",
            "Where the words come from each anchor is the character range in the imported text; "
            "all 21 quotes checked, text unchanged",
            "Claims in full",
            "Appraisals",
            "What was confirmed by whom",
            "Notes",
        ]
        or headings[0] == "Summary of findings"
    )


def test_it_is_marked_for_archives_and_screen_readers(example: PdfReader) -> None:
    metadata = example.trailer["/Root"]["/Metadata"].get_data().decode()

    assert "pdfaid:part" in metadata and "pdfuaid:part" in metadata


def test_signs_have_words_for_those_who_hear_the_page(example: PdfReader) -> None:
    alternatives = {
        str(thing["/Alt"])
        for number in range(1, len(example.xref_objStm) + len(example.xref.get(0, {})) + 1)
        if isinstance(thing := example.get_object(number), dict) and "/Alt" in thing
    }

    assert {"supports", "contradicts", "qualifies", "certainty 1 of 4"} <= alternatives


def test_every_font_is_embedded_as_a_subset(example: PdfReader) -> None:
    names = {str(font["/BaseFont"]) for page in example.pages for font in fonts(page)}

    assert any("CharisSIL" in name for name in names) and any("Inter" in name for name in names)
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)


def test_away_from_its_table_a_rating_has_its_reasons_at_the_foot_once(example: PdfReader) -> None:
    (page,) = (each for each in example.pages if "Claims in full" in each.extract_text())
    said = " ".join(page.extract_text().split())

    assert said.count("Downgraded one level for imprecision: 20 participants.") == 1
    assert "b Downgraded one level for imprecision: 20 participants." in said
    assert any(str(thing.get("/S")) == "/Note" for thing in objects(example))


def objects(reader: PdfReader) -> list[dict[str, object]]:
    known = range(1, int(reader.trailer["/Size"]))
    return [thing for number in known if isinstance(thing := reader.get_object(number), dict)]


def test_words_say_their_language_where_their_letters_tell_it() -> None:
    reader, _ = printed(sample.small("One.", words="再発が低下した"))

    assert "ja" in {str(thing["/Lang"]) for thing in objects(reader) if "/Lang" in thing}


def fonts(page: object) -> list[dict[str, object]]:
    resources = page["/Resources"]["/Font"]  # type: ignore[index]
    return [each.get_object() for each in resources.values()]


def test_the_same_library_gives_the_same_bytes_also_in_another_process() -> None:
    here = to_pdf.to_pdf(build(sample.example()))[0]
    code = (
        "import hashlib; from reviewer.reports import build, to_pdf; from tests.reports import sample;"
        "print(hashlib.sha256(to_pdf.to_pdf(build(sample.example()))[0]).hexdigest())"
    )
    there = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert there.stdout.strip() == hashlib.sha256(here).hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        "α-synuclein και νευρομυελίτιδα ≤ 5 µg",
        "환자 20명에서 연간 재발률이 75% 감소하였다",
        "患者的复发率降低",
        "再発率が低下した",
        "Mitox was not a bad choice 😀 ❤",
        "рецидив, Übelkeit, naïve, Łódź",
        '#panic("x") $x^2$ @ref <a> *b* _c_ `d` #import "e" // f /* g */ = h',
    ],
)
def test_words_of_any_script_and_markup_come_out_as_words(text: str) -> None:
    reader, warnings = printed(sample.small(text, words=text))

    assert warnings == ()
    assert text.replace(" ", "") in words(reader).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("המטופלים השתפרו לאחר הטיפול", "Hebrew"), ("تحسنت حالة المرضى بعد العلاج", "Naskh"),
        ("रोगी ठीक हुए", "Devanagari"), ("ผู้ป่วยดีขึ้น", "Thai"), ("நோயாளிகள்", "Tamil"),
    ],
)  # fmt: skip
def test_words_are_drawn_with_letters_of_their_script(text: str, script: str) -> None:
    data, warnings = to_pdf.to_pdf(build(sample.small(text, words=text)))
    reader = PdfReader(io.BytesIO(data))

    assert warnings == ()
    names = {str(font["/BaseFont"]) for page in reader.pages for font in fonts(page)}
    assert any(script in name for name in names)


def test_a_pictograph_without_a_shape_is_named() -> None:
    reader, warnings = printed(sample.small("It works on the 🧠."))

    assert "It works on the [brain]." in words(reader)
    assert warnings == ()


def test_letters_without_a_shape_are_reported() -> None:
    _, warnings = printed(sample.small("ནད་པ"))

    assert "print as boxes" in warnings[0]
    assert "not marked as PDF/A-2a" in warnings[1]


def test_a_claim_of_3000_words_runs_over_pages_without_losing_any() -> None:
    long = " ".join(f"word{number}" for number in range(3000))
    reader, _ = printed(sample.small(long))

    text = words(reader)
    assert len(reader.pages) > 2
    assert all(f"word{number}" in text for number in (0, 1499, 2999))


def test_words_without_spaces_stay_on_the_page() -> None:
    reader, _ = printed(sample.small("A" * 3000, words="https://example.org/" + "0123456789/" * 90))
    found: list[float] = []

    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, _cm, tm, _font, _size: found.append(tm[4]) if text else None
        )

    assert max(found) < float(reader.pages[0].mediabox.width) - 40
    assert sum(page.extract_text().count("A") for page in reader.pages) >= 3000


def test_an_empty_library_makes_two_pages_that_say_so() -> None:
    reader, warnings = printed(sample.empty())

    assert len(reader.pages) == 2
    assert "No certainty has been rated yet." in words(reader)
    assert warnings == ()


def test_paper_and_patterns_are_as_chosen() -> None:
    reader, _ = printed(sample.example(), Options(paper="letter", patterns=True))

    assert [float(side) for side in reader.pages[0].mediabox[2:]] == [612, 792]


def test_hostile_questions_are_printed_as_typed() -> None:
    snapshot = replace(sample.small("One."), question=Question(title='#panic("no")', setting="\\ue000 $1$"))
    reader, _ = printed(snapshot)

    assert '#panic("no")' in words(reader)


def test_a_broken_template_is_an_error_a_person_can_act_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_pdf.templates, "PARTS", ())

    with pytest.raises(ReviewError, match="The PDF could not be made") as caught:
        to_pdf.to_pdf(build(sample.empty()))
    assert "library is unchanged" in caught.value.hint


def test_pictures_show_every_page() -> None:
    pictures = to_pdf.to_pictures(build(sample.empty()), 72)

    assert [picture[:4] for picture in pictures] == [b"\x89PNG"] * 2


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("HR 1.10 (0.60 to 2.02)", ["(0.60 to 2.02)"]),
        ("relapse free 10 of 20, 50% (27.2 to 72.8)*", ["(27.2 to 72.8)*"]),
        ("lower (β = −0.60, n = 97) by 6 ± 3 %", ["(β = −0.60, n = 97)", "6 ± 3 %"]),
        ("Fingerprint e9a6 5975 112d.", ["Fingerprint e9a6 5975 112d."]),
        ("got ≥ 2 doses (a long aside in words, 12 of them)", ["got ≥ 2"]),
        ("nothing of the kind", []),
    ],
)
def test_intervals_and_the_like_stay_on_one_line(said: str, whole: list[str]) -> None:
    pieces = to_pdf._pieces(said)
    assert pieces[1::2] == whole and "".join(pieces) in (said, "")
