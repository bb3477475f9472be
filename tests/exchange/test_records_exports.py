"""RIS, BibTeX and CSV of one record, line by line, and what must not be in them."""

from __future__ import annotations

from dataclasses import replace

from reviewer.exchange import FORMATS, bibtex, records_csv, ris
from reviewer.model import Document, Name, PartialDate, Record
from tests.reports import sample

FULL = Record(
    "article-journal",
    "Sleep & {noise} in 50%",
    (Name("Berg", "Jan", suffix="Jr", particle="van der"), Name(literal="Quiet Group")),
    "J Rooms",
    PartialDate(2020, 5, 6),
    volume="1", issue="2", pages="3-4", doi="10.1000/x_1", pmid="5", pmcid="PMC6", issn="1234-5678",
    url="https://example.org/a_b", language="en", publisher="P", keywords=("a, b", "c"),
    editors=(Name("Wall", "W."),), notes=("One.",),
)  # fmt: skip


def test_ris_has_one_tag_to_a_line_and_paragraphs_that_are_no_tags() -> None:
    assert ris.block(FULL, "AIM: one.\nTY  - two.").splitlines() == [
        "TY  - JOUR", "AU  - van der Berg, Jan, Jr", "AU  - Quiet Group", "ED  - Wall, W.",
        "TI  - Sleep & {noise} in 50%", "JF  - J Rooms", "PY  - 2020", "DA  - 2020/05/06", "VL  - 1",
        "IS  - 2", "SP  - 3", "EP  - 4", "DO  - 10.1000/x_1", "PM  - 5", "C2  - PMC6", "SN  - 1234-5678",
        "UR  - https://example.org/a_b", "LA  - en", "PB  - P", "KW  - a, b", "KW  - c", "N1  - One.",
        "AB  - AIM: one.", "", "      TY - two.", "ER  - ", "",
    ]  # fmt: skip


def test_bibtex_escapes_what_means_something_to_latex() -> None:
    assert bibtex.entry(Document("", FULL, 7), "One.\nTwo.").splitlines() == [
        "@article{Berg2020-7,",
        "  author = {van der Berg, Jr, Jan and {Quiet Group}},",
        "  editor = {Wall, W.},",
        r"  title = {Sleep \& {\textbraceleft}noise{\textbraceright} in 50\%},",
        "  journal = {J Rooms},",
        "  year = {2020},",
        "  date = {2020-05-06},",
        "  volume = {1},",
        "  number = {2},",
        "  pages = {3--4},",
        "  publisher = {P},",
        "  doi = {10.1000/x_1},",
        "  url = {https://example.org/a_b},",
        "  pmid = {5},",
        "  pmcid = {PMC6},",
        "  issn = {1234-5678},",
        "  language = {en},",
        "  keywords = {a, b; c},",
        "  note = {One.},",
        "  abstract = {One.",
        "",
        "Two.},",
        "  month = may,",
        "}",
    ]  # fmt: skip


def test_cells_that_a_spreadsheet_would_run_are_made_harmless() -> None:
    record = replace(FULL, title="=HYPERLINK(1)", volume="-1", issue="'@x", container="'quoted'")
    whole = sample.example()
    data = records_csv.records_csv(replace(whole, documents=(replace(whole.documents[0], record=record),)))

    assert data.startswith(b"\xef\xbb\xbfid,type,title,authors,")
    row = data.decode("utf-8-sig").splitlines()[1]
    assert ",'=HYPERLINK(1)," in row and ",'-1,''@x," in row and ",'quoted'," in row


def test_an_empty_library_gives_an_empty_export() -> None:
    empty = replace(sample.example(), documents=(), segments={})

    assert FORMATS["ris"](empty) == FORMATS["bibtex"](empty) == b""
    assert FORMATS["csv"](empty).count(b"\n") == 1
