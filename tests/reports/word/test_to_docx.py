"""The Word document: styles, heads that repeat, links that lead somewhere, words that stay words."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from reviewer.model import Stance, Voice
from reviewer.reports import Options, Report, build
from reviewer.reports.blocks import (
    Column,
    Entry,
    Fact,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
    TitleBlock,
    VoiceColumn,
    VoiceColumns,
)
from reviewer.reports.markup import clean
from reviewer.reports.word.to_docx import to_docx
from tests.reports.sample import example

OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def data() -> bytes:
    return to_docx(build(example()))[0]


@pytest.fixture(scope="module")
def document(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def test_headings_are_styles_in_their_levels(document: Any) -> None:
    found = [(each.style.name, each.text) for each in document.paragraphs if "Heading" in each.style.name]
    assert ("Heading 1", "Summary of findings") in found
    assert ("Heading 2", "Commentary") in found
    assert ("Heading 3", "4. Serious adverse effects limit prolonged use of mitoxantrone.") in found
    assert document.paragraphs[0].style.name == "Title"


def test_the_first_row_of_each_table_repeats_and_no_row_is_torn(document: Any) -> None:
    assert len(document.tables) >= 4
    for table in document.tables:
        head, *rows = table.rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_the_summary_says_what_the_report_says(document: Any) -> None:
    cells = [cell.text for cell in document.tables[0].rows[4].cells]
    assert cells[1:] == [
        "Serious adverse effects, mean 41 months after therapy", "20 (1)", "not estimable",
        "0 of 20 (0 to 16.8%)*; index terms list leukopenia and nausea\u00a0c",
        "⨁◯◯◯\u00a0Very low\u00a0a\u00a0b", "4",
    ]  # fmt: skip


def test_every_link_leads_to_a_bookmark(document: Any) -> None:
    body = document.element.body
    marks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    links = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert len(marks) == len(set(marks)) and len(links) > 60
    assert set(links) <= set(marks)


def test_figures_say_what_they_show_and_have_a_caption(document: Any) -> None:
    said = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    assert len(said) == 2
    assert captions[0] == "Table 1. Summary of findings"
    assert [each for each in captions if each.startswith("Figure")] == [
        "Figure 1. Evidence map: certainty by tag",
        "Figure 2. Evidence matrix: claims by document and voice",
    ]
    assert "Claim 4, NMO, Very low: 1 study quote, 1 reader quote" in said[0]


def test_pages_are_numbered_and_the_profile_lies_on_its_side(document: Any) -> None:
    foot = document.sections[0].footer.paragraphs[0]._p
    assert [each.text.strip() for each in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert document.sections[0].header.paragraphs[0].text == "Evidence report. Version 57, 12 March 2026"
    assert [section.page_width > section.page_height for section in document.sections] == [False, True]


def test_captions_are_numbered_by_fields_so_that_one_can_be_moved(document: Any) -> None:
    codes = (each.text.split() for each in document.element.body.iter(qn("w:instrText")))
    fields = [name for kind, name, *_ in codes if kind == "SEQ"]
    assert fields.count("Figure") == 2 and fields.count("Table") == len(document.tables)


def test_away_from_its_table_a_rating_has_its_reasons_as_footnotes(data: bytes, document: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        notes = etree.fromstring(held.read("word/footnotes.xml"))
    told = {each.get(qn("w:id")): "".join(each.itertext()).strip() for each in notes}
    first, again = (
        next(each for each in document.paragraphs if each.text.startswith(f"{number}. In highly relapsing"))
        for number in (1, 2)
    )
    marks = [each.get(qn("w:id")) for each in _rating(first).iter(qn("w:footnoteReference"))]
    assert [told[mark].split(":")[0] for mark in marks] == [
        "Downgraded one level for risk of bias", "Downgraded one level for imprecision",
    ]  # fmt: skip
    fields = [each.text.split()[:2] for each in _rating(again).iter(qn("w:instrText"))]
    assert fields == [["NOTEREF", f"_note{mark}"] for mark in marks]
    referred = [each.get(qn("w:id")) for each in document.element.body.iter(qn("w:footnoteReference"))]
    assert sorted(referred, key=int) == [mark for mark in told if int(mark) > 0]


def _rating(title: Any) -> Any:
    """Return the paragraph with the certainty of a claim."""
    return next(each for each in title._p.itersiblings() if "Certainty: " in "".join(each.itertext()))


def test_every_look_is_a_style_and_nothing_is_tracked(data: bytes, document: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        everything = b"".join(held.read(name) for name in held.namelist() if name.endswith(".xml"))
    assert not any(f"<w:{mark}".encode() in everything for mark in ("ins ", "del ", "trackRevisions"))
    known = {each.style_id for each in document.styles}
    used = {
        each.get(qn("w:val")) for tag in ("pStyle", "rStyle", "tblStyle")
        for each in document.element.iter(qn(f"w:{tag}"))
    }  # fmt: skip
    assert used <= known
    looks = {each.tag for run in document.element.body.iter(qn("w:rPr")) for each in run}
    assert looks <= {qn(f"w:{tag}") for tag in ("rStyle", "rtl", "lang")}


@pytest.mark.parametrize(
    ("words", "direction", "language"),
    [
        ("العلاج ساعدني (EDSS 3.5) كثيراً", True, None),
        ("התרופה עזרה לי יותר", True, ("bidi", "he-IL")),
        ("再発がなくなりました", False, ("eastAsia", "ja-JP")),
        ("治疗之后我走路好多了", False, ("eastAsia", "zh-CN")),
        ("Η θεραπεία με βοήθησε", False, ("val", "el-GR")),
        ("α-synuclein fell by 3 µg", False, None),
    ],
)
def test_words_keep_their_direction_and_language(
    words: str, direction: bool, language: tuple[str, str] | None
) -> None:
    made = Document(io.BytesIO(to_docx(replace(BARE, blocks=(Paragraph((Text(words, "quote"),)),)))[0]))
    (said,) = (each for each in made.paragraphs if each.text == words)
    assert (said._p.pPr.find(qn("w:bidi")) is not None) is direction
    assert (said._p.find(f".//{qn('w:rtl')}") is not None) is direction
    marked = said._p.find(f".//{qn('w:lang')}")
    assert (marked is None) is (language is None)
    if marked is not None and language:
        assert marked.get(qn(f"w:{language[0]}")) == language[1]


def test_the_same_report_gives_the_same_bytes_and_no_time_of_this_machine(data: bytes) -> None:
    assert to_docx(build(example()))[0] == data
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert {entry.date_time for entry in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-03-12T14:02:11Z" in held.read("docProps/core.xml")


def test_letter_paper_is_letter() -> None:
    made = Document(io.BytesIO(to_docx(build(example(), Options(paper="letter")))[0]))
    assert abs(made.sections[0].page_width.inches - 8.5) < 0.01


BARE = Report("", "", "", "", "", (), build(example()).sheet, (), Options())


@settings(max_examples=25)
@given(st.one_of(st.sampled_from(["<w:p/>", "]]>", "&amp;", "\x00\x0b\ud800\ufffe", "=1+1"]), st.text()))
def test_words_stay_words(text: str) -> None:
    blocks = (
        TitleBlock(text, (Fact("Label", (Text(text),)),)),
        Heading(text),
        Paragraph((Text(text, "strong"),)),
        Table("A table", (Column(text, 1),), (Row(((Text(text, "", "x"),),)),)),
    )
    data, warnings = to_docx(replace(BARE, title=text[:80], blocks=blocks))
    made = Document(io.BytesIO(data))
    expected = clean(text).replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n")
    assert made.tables[0].rows[1].cells[0].text == expected
    assert made.paragraphs[-3].text == expected
    assert bool(warnings) == (clean(text) != text)


@pytest.mark.slow
def test_libreoffice_opens_it_whole(data: bytes, tmp_path: Path) -> None:
    assert OFFICE, "This check needs LibreOffice Writer: the command `soffice`."
    (tmp_path / "report.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [OFFICE, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=120)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "report.pdf").pages]
    text = " ".join(" ".join(pages).split())
    assert "0 of 20 (0 to 16.8%)*" in text
    assert f"Page {len(pages)} of {len(pages)}" in text
    assert all(len(page) > 150 for page in pages)


def test_the_facts_of_a_claim_and_its_words_stay_on_one_page(document: Any) -> None:
    facts = [each for each in document.paragraphs if each.style.name == "Fact"]
    last = [each for each in facts if each._p.pPr.find(qn("w:keepNext")) is None]
    claims = sum(each.style.name == "Heading 3" for each in document.paragraphs)
    assert len(last) == claims + 1, "the last of each claim, and of the title"


def test_the_band_of_a_voice_runs_along_quote_and_place(document: Any) -> None:
    for voice in ("study", "commentary", "reader"):
        edges = [
            etree.tostring(document.styles[f"{name}{voice}"].element.pPr.find(qn("w:pBdr")))
            for name in ("Quoted", "Placed")
        ]
        assert edges[0] == edges[1]
    names = [each.style.name for each in document.paragraphs]
    assert all(
        names[at + 1].startswith("Placed") for at, name in enumerate(names) if name.startswith("Quoted")
    )


def test_words_from_right_to_left_leave_room_for_the_band_and_are_of_one_size() -> None:
    entry = Entry(Stance.SUPPORTS, (Text("“التعب لم يذهب”", "quote"),), (Text("A 1–2"),))
    column = VoiceColumn(Voice.READER, "Reader", "", (entry,), "")
    report = replace(build(example()), blocks=(VoiceColumns((column,)),))
    made = Document(io.BytesIO(to_docx(report)[0]))
    (quote,) = (each for each in made.paragraphs if each.style.name == "Quotedreader")
    assert quote._p.pPr.find(qn("w:ind")).get(qn("w:right")) == "200"
    size = made.styles["Quotedreader"].element.rPr
    assert size.find(qn("w:sz")).get(qn("w:val")) == size.find(qn("w:szCs")).get(qn("w:val")) == "20"
