"""BibTeX and biblatex: their dialects, what is odd in real files, and what no file does to the reader."""

from __future__ import annotations

import random
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import readers
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import Input, Parsed, Rejected, from_bibtex

SPECIMEN = Path(__file__).parents[1] / "files" / "readers" / "bibtex.bib"


def read(text: str | bytes) -> list[Parsed | Rejected]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(from_bibtex.read(Input.of_bytes(data, "some.bib")))


def record(fields: str, type_: str = "article") -> Record:
    (parsed,) = read(f"@{type_}{{key,\ntitle = {{A}},\n{fields}\n}}\n")
    assert isinstance(parsed, Parsed) and parsed.record is not None
    return parsed.record


def titles(text: str) -> list[str]:
    return [
        item.record.title if isinstance(item, Parsed) and item.record else "rejected" for item in read(text)
    ]


def test_the_specimen_gives_its_records_and_sets_the_broken_ones_aside() -> None:
    first, part, never_closed, thesis, empty, book = read(SPECIMEN.read_bytes())
    assert isinstance(first, Parsed) and isinstance(part, Parsed) and isinstance(thesis, Parsed)

    assert first.record == Record(
        type="article-journal",
        title="The DNA of Müller cells: CO₂ and α-waves",
        authors=(
            Name("Berg", "Jan P.", particle="van der"),
            Name("King", "Anna", suffix="Jr."),
            Name(literal="Memory Study Group"),
            Name("Ádám", "Søren"),
        ),
        container="Journal of Quiet Rooms",
        issued=PartialDate(2010, 12, 13),
        volume="12",
        issue="3",
        pages="101-109",
        doi="10.1000/quiet_2010.7",
        pmid="20301234",
        issn="1234-567X",
        url="https://example.org/quiet_rooms",
        keywords=("sleep", "noise", "doors"),
        notes=("PMID: 20301234",),
        extra=(("key", "vandenberg2010"), ("owner", "anna")),
    )
    assert first.text.split("\n\n")[1].splitlines() == [
        "BACKGROUND: Rooms are < 5% quiet.", "METHODS: We closed the door.",
    ]  # fmt: skip
    assert part.record is not None and thesis.record is not None
    assert (part.record.container, part.record.issued, part.record.isbn, part.record.publisher) == (
        "Proceedings of the Rooms", PartialDate(2001), "9783161484100", "Room Press",
    )  # fmt: skip
    assert ("author", "and others") in part.record.extra
    assert isinstance(never_closed, Rejected) and (never_closed.number, never_closed.line) == (3, 29)
    assert never_closed.raw.startswith("@article{open")
    assert (thesis.record.type, thesis.record.issued) == ("thesis", PartialDate(2003, 4))
    assert empty == Rejected(5, 38, "It has no title and no abstract.", "@article{bare, year = {1999}}")
    assert isinstance(book, Parsed) and book.record is not None
    assert book.record.editors == (Name("Tour", "Ed", particle="de la"),)


@pytest.mark.parametrize(
    ("fields", "field", "value"),
    [
        ("year = 1999, month = jan", "issued", PartialDate(1999, 1)),
        ("year = {1999}, month = {3}, day = {7}", "issued", PartialDate(1999, 3, 7)),
        ("year = {1999}, month = {July-August}", "issued", PartialDate(1999, 7)),
        ('year = 1999, month = "10~" # jul', "issued", PartialDate(1999, 7, 10)),
        ("year = {[1999]}", "issued", PartialDate(1999)),
        ("date = {2010-12-13}", "issued", PartialDate(2010, 12, 13)),
        ("date = {2010/2012}", "issued", PartialDate(2010)),
        ("date = {1988~}, year = {1990}", "issued", PartialDate(1988)),
        ("year = {circa 1850}", "issued", PartialDate(1850)),
        ("year = {1066}", "issued", PartialDate(1066)),
        ("year = {in press}", "issued", None),
        ("year = {in press}", "extra", (("key", "key"), ("year", "in press"))),
        ("pages = {12--15}", "pages", "12-15"),
        ("eid = {e45}", "pages", "e45"),
        ("journaltitle = {J}, issue = {2}", "issue", "2"),
        ("journal = {J}, shortjournal = {JJ}", "container_short", "JJ"),
        ("doi = {https://doi.org/10.1000/X\\_1}", "doi", "10.1000/x_1"),
        ("url = {http://dx.doi.org/10.1000/x2}", "doi", "10.1000/x2"),
        ("eprint = {123}, eprinttype = {pubmed}", "pmid", "123"),
        ("pubmed_id = {123}", "pmid", "123"),
        ("pmc = {123}", "pmcid", "PMC123"),
        ("note = {PMCID: PMC77}, annote = {a}", "pmcid", ""),
        ("note = {PMCID: PMC777}", "pmcid", "PMC777"),
        ("note = {ISBN 3-16-148410-X}", "isbn", "316148410X"),
        ("note = {one}, annote = {two}", "notes", ("one", "two")),
        ("issn = {0003-9942, 1538-3687}", "issn", "0003-9942"),
        ("keywords = {a; b, c}", "keywords", ("a", "b, c")),
        ("author_keywords = {a;  b}, keywords = {c}", "keywords", ("c", "a", "b")),
        ("howpublished = {\\url{https://example.org/a_b}}", "url", "https://example.org/a_b"),
        ("langid = {english}", "language", "english"),
        ("subtitle = {B}", "title", "A: B"),
        ("series = {S}", "collection", "S"),
        ("author = {{World Health Organization}}", "authors", (Name(literal="World Health Organization"),)),
        (
            "author = {family=Berg, given=Jan, prefix=van, useprefix=true}",
            "authors",
            (Name("Berg", "Jan", particle="van"),),
        ),
    ],
)
def test_what_a_field_says_is_found(fields: str, field: str, value: object) -> None:
    assert getattr(record(fields), field) == value


@pytest.mark.parametrize(
    ("type_", "fields", "csl"),
    [
        ("ARTICLE", "", "article-journal"),
        ("InCollection", "", "chapter"),
        ("conference", "", "paper-conference"),
        ("techreport", "", "report"),
        ("mastersthesis", "", "thesis"),
        ("online", "", "webpage"),
        ("misc", "", "document"),
        ("nonsense", "", "document"),
        ("misc", "eprint = {1}, archiveprefix = {arXiv}", "article"),
        ("article", "entrysubtype = {newspaper}", "article-newspaper"),
    ],
)
def test_the_type_is_one_of_csl(type_: str, fields: str, csl: str) -> None:
    assert record(fields, type_).type == csl


@pytest.mark.parametrize(
    "text",
    [
        '@article{k, title = "A ""quoted"" word", year = 1}',
        '@article{k, title = {A "quoted" word}}',
        '@article{k title = {A "quoted" word} year = 1999}',
        '@article{k\n, title = {A "quoted" word}\n, year = 1999\n}',
        '@article{, title = {A "quoted" word}}',
        '@article{title = {A "quoted" word}}',
        '@article(k, title = {A "quoted" word})',
        '@ Article {k, TITLE={A "quoted" word},}',
        '@string(w = "word")\n@article{k, title = {A "quoted" } # w}',
        '@article{k, title = {A "quoted" word}, year = 1999',
        '@article{k, title = {{A "quoted" word}},, }',
        '@article{k, title = "A {"}quoted{"} word"}',
        '@comment{@article{x, title={not this}}}\n@article{k, title = {A "quoted" word}}',
        '% @article{x, title={not this}}\n@article{k, title = {A "quoted" word}}',
        'Words before.\n@article{k, title = {A "quoted" word}} and behind',
        '@comment{never closed\n@article{k, title = {A "quoted" word}}',
    ],
)
def test_what_is_clear_is_read_however_it_is_written(text: str) -> None:
    assert [title.replace('""', '"') for title in titles(text)] == ['A "quoted" word']


def test_a_broken_entry_does_not_spoil_the_next() -> None:
    good = "@article{b, title={B}}\n@article{b, title={C}}\n"
    text = f"@article{{a, title={{open\n\n{good}@x{{}}\n@book{{d, title={{D}}"

    assert titles(text) == ["rejected", "B", "C", "rejected", "D"]


def test_fields_are_taken_over_from_entries_above_and_below_and_never_in_circles() -> None:
    text = (
        "@inbook{a, title={Part}, crossref={B}, xdata={x}}\n@xdata{x, publisher={P}, xdata={x}}\n"
        "@book{b, title={Whole}, year=1999, doi={10.1000/b}, crossref={c}}\n@book{c, crossref={b}, title={C}}"
    )
    first = read(text)[0]
    assert isinstance(first, Parsed) and first.record is not None

    assert (first.record.title, first.record.container) == ("Part", "Whole")
    assert (first.record.publisher, first.record.issued) == ("P", PartialDate(1999))
    assert first.record.doi == ""


@pytest.mark.parametrize(("end", "encoding"), [("\r\n", "utf-8-sig"), ("\r", "cp1252"), ("\n", "utf-16")])
def test_line_ends_and_encodings_do_not_matter(end: str, encoding: str) -> None:
    text = "@article{k,\n  title = {Über Türen},\n  year = 1999\n}\n".replace("\n", end)

    assert [item.record.title for item in readers.read_bytes(text.encode(encoding), "a.txt")
            if isinstance(item, Parsed) and item.record] == ["Über Türen"]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Write to anna@example.org (or not).",
        "@media screen { a { color: red } }",
        "@Override\npublic void a() {}",
        '@import("a");\n@charset "utf-8";',
    ],
)
def test_other_text_is_no_bibtex(text: str) -> None:
    assert from_bibtex.sniff(Input.of_bytes(text.encode(), "a.bib")) == 0


PIECES = st.sampled_from(
    ["@article{k,", "@string{", "@comment{", "@book(", "title = {", "a", "}", "{", '"', "#", ",", "=", "\n",
     "year = 1999", "\\", "\\'", "$", "and", " ", "%", ")", "crossref = {k}", "author = {A and B", "é"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40))
def test_any_order_of_pieces_gives_records_or_reasons(pieces: list[str]) -> None:
    for item in read("".join(pieces)):
        assert isinstance(item, Parsed) or item.reason


def test_a_damaged_specimen_gives_records_or_reasons() -> None:
    data = SPECIMEN.read_bytes()
    for seed in range(200):
        chance = random.Random(seed)
        damaged = bytearray(data)
        for _ in range(chance.randrange(1, 20)):
            damaged[chance.randrange(len(damaged))] = chance.choice(b'{}"\\@,=#$\n')
        assert all(isinstance(item, Parsed) or item.reason for item in read(bytes(damaged)))


SIZE = 200_000
ODD = {
    "commas": "@a{k" + "," * SIZE,
    "blanks": "@a{k" + " " * SIZE + "x",
    "blanks and two words": "@a{" + " " * SIZE + "y y",
    "lines of blanks": ("@a{" + " " * 2_000 + "y y\n") * (SIZE // 2_000),
    "values": "@a{k," + "x={" * (SIZE // 3),
    "at signs": "@" * SIZE,
    "entries": "@a{" * (SIZE // 3),
    "comments": "@comment{\n" * (SIZE // 10),
    "nested comments": "@comment{{\n" * (SIZE // 11) + "}",
    "backslashes": "@a{k, title={" + "\\" * (SIZE - 1) + "}}",
    "accents": "@a{k, title={" + "\\'" * (SIZE // 2) + "}}",
    "maths": "@a{k, title={" + "${" * (SIZE // 4) + "}" * (SIZE // 4) + "}}",
    "formulas": "@a{k, title={" + "\\(" * (SIZE // 2) + "}}",
    "addresses": "@a{k, title={A}, url={" + "\\url{" * (SIZE // 6) + "}" * (SIZE // 6) + "}}",
    "braces": "@a{k, author={" + "{" * (SIZE // 2) + "}" * (SIZE // 2) + "}}",
    "quotes": '@a{k, title="' + '" a' * (SIZE // 3),
    "strings of strings": "@string{a=a#a}\n" * (SIZE // 15) + "@string{a={b}}\n" + "@string{a=a#a}\n" * 5_000,
    "names": "@a{k, title={A}, author={" + "A and " * (SIZE // 6) + "B}}",
}


@pytest.mark.parametrize("name", ODD)
def test_time_grows_with_the_size_only(name: str) -> None:
    start = time.process_time()
    read(ODD[name])

    assert time.process_time() - start < 5  # far below a second alone, minutes if squared


def test_memory_stays_small_however_long_the_file() -> None:
    text = SPECIMEN.read_bytes()
    data = text * (500_000 // len(text))
    source = Input.of_bytes(data, "long.bib")
    tracemalloc.start()
    count = sum(1 for _ in from_bibtex.read(source))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count > 1_500 and source.position == len(data)
    assert peak < 3_000_000


def test_letters_that_are_commands_begin_names_in_their_own_case() -> None:
    found = record("author = {{\\O}ystein Ore and \\L{}ukasz \\'Swi\\k{a}tek and Jan {\\o}ster Berg}").authors

    assert found == (Name("Ore", "Øystein"), Name("Świątek", "Łukasz"), Name("Berg", "Jan", particle="øster"))


def test_names_between_commas_that_close_with_and() -> None:
    found = record("author = {Ade, A., Bo, B. C., and Ce, D.}").authors

    assert found == (Name("Ade", "A."), Name("Bo", "B. C."), Name("Ce", "D."))


def test_a_periodical_has_an_issue_and_proceedings_are_in_no_book_of_their_own_name() -> None:
    issue = record("number = 4,\nvolume = 35", "periodical")
    whole = record("booktitle = {A}", "proceedings")

    assert (issue.type, issue.volume, issue.issue) == ("periodical", "35", "4")
    assert (whole.title, whole.container) == ("A", "")


def test_articles_of_scielo() -> None:
    found = record(
        "author = {Ade Bo, Ana de,  Ce-De, Olga María},\ncrossref = {10.5555/s.v19i1.3},\n"
        "url = {http://example.org/s?a=1&amp;b=2}"
    )

    assert found.authors == (Name("Ade Bo", "Ana de"), Name("Ce-De", "Olga María"))
    assert (found.doi, found.url) == ("10.5555/s.v19i1.3", "http://example.org/s?a=1&b=2")
    assert record("crossref = {10.5555/book}", "inproceedings").doi == ""


def test_one_pair_of_braces_around_several_names_makes_no_group() -> None:
    assert record("editor = {{Ade, A and Bo, B}}").editors == (Name("Ade", "A"), Name("Bo", "B"))
    assert record("editor = {{Ade and Sons, Ltd}}").editors == (Name(literal="Ade and Sons, Ltd"),)


def test_null_is_no_number() -> None:
    found = record(
        "volume = {null},\nnumber = {null},\npages = {1--2},\nauthor = {Null, Ann},\nkeywords = {null}"
    )

    assert (found.volume, found.issue, found.pages) == ("", "", "1-2")
    assert (found.authors, found.keywords) == ((Name("Null", "Ann"),), ("null",))
    assert ("volume", "null") in found.extra
