"""Exports of records read in again: the same record for every field that the format can hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer import readers
from reviewer.exchange import FORMATS
from reviewer.model import Kind, Name, PartialDate, Record, Segment
from reviewer.readers import Parsed
from tests.reports import sample

WORDS = st.sampled_from(
    ["Sleep", "noise,", "{DNA}", "50%", "a_b", "R&D", "$5", "#1", "C:\\x", "~y", "x^2", "“so”", '"so"',
     "it's", "α", "Ünal", "a--b", "a---b", "``q''", "=1+1", "@me", "-5", "+x",
     "'-omics", "<", ">", "日本", "É", "n=3", "}", "{"]
)  # fmt: skip
NUMBERS = st.sampled_from(["", "1", "12", "S3"])


def phrase(most: int = 6) -> st.SearchStrategy[str]:
    return st.lists(WORDS, min_size=1, max_size=most).map(" ".join)


TITLES = phrase().map(lambda words: f"On {words}")
ABSTRACTS = st.lists(phrase(8).map(lambda words: f"AIM: {words} end."), max_size=3).map("\n".join)
NAMES = st.one_of(
    st.builds(
        Name,
        st.sampled_from(["Ünal", "O'Brien", "Smith-Jones", "de la Cruz", "Li", "Brinch Hansen"]),
        st.sampled_from(["A. B.", "Jan", "Søren Å.", "J.-P."]),
        suffix=st.sampled_from(["", "Jr", "III"]),
        particle=st.sampled_from(["", "", "van der", "von"]),
    ),
    st.builds(Name, literal=st.sampled_from(["Quiet Study Group", "WHO", "R&D Team {x}", "Anna Door"])),
)
DATES = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(1900, 2030)),
    st.builds(PartialDate, st.integers(1900, 2030), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1900, 2030), st.integers(1, 12), st.integers(1, 28)),
)
RECORDS = st.builds(
    Record,
    type=st.sampled_from(
        "article-journal book chapter paper-conference report thesis webpage dataset patent".split()
    ),
    title=TITLES,
    authors=st.lists(NAMES, max_size=4).map(tuple),
    container=st.sampled_from(["", "J & K", "Annals of {Sleep}, Part_2", "Zeitschrift für Schlaf"]),
    issued=DATES,
    volume=NUMBERS,
    issue=NUMBERS,
    pages=st.sampled_from(["", "1-9", "e12", "S1-S4"]),
    doi=st.sampled_from(["", "10.1000/a_b(1)", "10.1000/x#y"]),
    pmid=st.sampled_from(["", "123"]),
    pmcid=st.sampled_from(["", "PMC1234"]),
    issn=st.sampled_from(["", "1234-567X"]),
    isbn=st.sampled_from(["", "9783161484100"]),
    url=st.sampled_from(["", "https://example.org/a_b?c=d%20e&f=~g#h"]),
    language=st.sampled_from(["", "en"]),
    publisher=st.sampled_from(["", "Room & Co."]),
    place=st.sampled_from(["", "Köln"]),
    keywords=st.lists(st.sampled_from(["sleep", "a_b", "R&D", "β-blocker", "door (blue)"]), unique=True).map(
        tuple
    ),
    editors=st.lists(NAMES, max_size=2).map(tuple),
    container_short=st.sampled_from(["", "Ann Sleep"]),
    collection=st.sampled_from(["", "Quiet Rooms & Doors"]),
    edition=st.sampled_from(["", "2nd", "Third edition"]),
    number=st.sampled_from(["", "CG186", "e77"]),
    original_title=st.sampled_from(["", "Über den Schlaf"]),
    database=st.sampled_from(["", "Embase", "Scopus"]),
    notes=st.sampled_from([(), ("In press",), ("In press", "See 100% & more\nand below")]),
    epub=DATES,
    publication_types=st.sampled_from([(), ("Review",), ("Review", "Journal Article")]),
)
FIELDS = {
    "csl-json": "type title authors container issued volume issue pages doi pmid pmcid issn isbn url language"
    " publisher place keywords editors container_short collection edition number original_title database"
    " notes publication_types epub",
    "ris": "type title authors container issued volume issue pages doi pmid pmcid issn isbn url language"
    " publisher place keywords editors container_short collection edition number original_title database"
    " notes publication_types",
    "bibtex": "type title authors container issued volume issue pages doi pmid pmcid issn isbn url language"
    " publisher place keywords editors container_short collection edition number original_title database"
    " publication_types epub",
    "csv": "type title authors container issued volume issue pages doi pmid pmcid issn isbn url language"
    " publisher place keywords editors container_short collection edition number original_title database"
    " publication_types epub notes",
}


SUFFIXES = {"csl-json": ".json", "ris": ".ris", "bibtex": ".bib", "csv": ".csv"}


def again(format: str, record: Record, abstract: str) -> Parsed:
    """Return a record with its abstract as it is read from what was written of it."""
    text = f"{record.title}\n\n{abstract}"
    segments = sample.cover(text, [Segment(len(record.title) + 2, len(text), Kind.ABSTRACT)])
    whole = sample.example()
    snapshot = replace(
        whole, documents=(replace(whole.documents[0], text=text, record=record),),
        segments={whole.documents[0].id: segments},
    )  # fmt: skip
    (found,) = readers.read_bytes(FORMATS[format](snapshot), "export" + SUFFIXES[format])
    assert isinstance(found, Parsed) and found.record is not None
    return found


def value(record: Record, field: str) -> object:
    if field in ("authors", "editors"):
        return [name.shown for name in getattr(record, field)]
    return "\n".join(record.notes) if field == "notes" else getattr(record, field)


def expected(format: str, record: Record, field: str) -> object:
    """Return what is read again: a number stands for missing pages, a short title for a missing whole one."""
    if field == "pages" and format in ("ris", "bibtex") and record.type not in NUMBERED[format]:
        return record.pages or record.number
    if format == "bibtex" and field == "publication_types" and record.type == "thesis":
        return record.publication_types or ("PhD thesis",)
    held = not (format == "ris" and record.type in ("book", "report"))
    if field.startswith("container") and not record.container and format in ("ris", "csv") and held:
        return record.container_short if field == "container" else ""
    if format == "ris" and field == "number" and record.type in NUMBERED["ris"]:
        return record.number or record.issue
    if format == "ris" and field == "edition" and record.type == "article-journal" and record.epub:
        return ""
    return value(record, field)


NUMBERED = {"ris": ("report", "patent"), "bibtex": ("report", "patent", "dataset")}


@pytest.mark.parametrize("format", FIELDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(record=RECORDS, abstract=ABSTRACTS)
def test_what_is_written_is_read_again(format: str, record: Record, abstract: str) -> None:
    found = again(format, record, abstract)
    assert found.record is not None

    fields = FIELDS[format].split()
    assert {f: value(found.record, f) for f in fields} == {f: expected(format, record, f) for f in fields}
    assert [found.text[s.start : s.end] for s in found.stated if s.kind is Kind.ABSTRACT] == (
        [abstract] if abstract else []
    )
