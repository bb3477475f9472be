"""Whatever a file says in a field that cannot hold it is kept beside the record, word for word."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

import pytest

from reviewer.model import PartialDate
from reviewer.readers import Parsed, read_bytes
from reviewer.readers.unsaid import date_said, id_said

ODD = (
    "unheard of words",
    "12-34-5678 quince",
    "see quince (9999) or 10.1/quince",
    "quince 2010 medlar",
    "2010 Aug-Sep",
    "10/quince",
    "1234-5678, 8765-4321",
    "978-0-306-40615-7 (quince), 0-306-40615-2",
    "12345678quince",
)


def ris(tag: str, value: str) -> str:
    return f"TY  - JOUR\nTI  - A title\nPY  - 2001\n{tag}  - {value}\nER  - \n"


def nbib(tag: str, value: str) -> str:
    return f"PMID- 31234567\nTI  - A title\n{tag:<4}- {value}\n"


def refer(tag: str, value: str) -> str:
    return f"%0 Journal Article\n%T A title\n%{tag} {value}\n"


def bibtex(tag: str, value: str) -> str:
    return f"@article{{k, title = {{A title}}, {tag} = {{{value}}}}}\n"


def csl(tag: str, value: str) -> str:
    return json.dumps([{"type": "article-journal", "title": "A title", tag: value}])


def zotero(tag: str, value: str) -> str:
    return json.dumps([{"itemType": "journalArticle", "key": "ABCD2345", "title": "A title", tag: value}])


def wos(tag: str, value: str) -> str:
    return f"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI A title\n{tag} {value}\nER\n\nEF\n"


def endnote(tag: str, value: str) -> str:
    inner = escape(value)
    for part in reversed(tag.split("/")):
        inner = f"<{part}>{inner}</{part}>"
    titles = "<titles><title>A title</title></titles>"
    kind = '<ref-type name="Journal Article">17</ref-type>'
    return f"<xml><records><record>{kind}{titles}{inner}</record></records></xml>"


def table(tag: str, value: str) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(
        (("Title", "Authors", "Abstract", tag), ("A title", "Smith, J.", "Words", value))
    )
    return out.getvalue()


FORMATS: dict[str, tuple[Callable[[str, str], str], str]] = {
    ".ris": (ris, "T1 TT JF JA T2 SN DO DI UR ET PM PT DA SP EP VL IS C2"),
    ".nbib": (nbib, "TI IS DP DEP ISBN LID PG"),
    ".enw": (refer, "T @ R M D 8 7 U |"),
    ".bib": (bibtex, "doi issn isbn eissn url year date month pmid pmcid"),
    ".json": (csl, "DOI ISSN ISBN PMID PMCID issued"),
    ".zotero.json": (zotero, "DOI ISSN ISBN date"),
    ".ciw": (wos, "TI SN EI BN DI D2 PM PD EA BP EP"),
    ".xml": (endnote, "isbn electronic-resource-num dates/year dates/pub-dates/date accession-num edition"),
    ".csv": (table, "Year|Date|Month|ISSN|ISBN|DOI|PMID|End page"),
}
CASES = [
    (suffix, tag)
    for suffix, (_, tags) in FORMATS.items()
    for tag in (tags.split("|") if suffix == ".csv" else tags.split())
]


def said(value: object) -> Iterator[str]:
    """Yield every word and number of plain data, however deep it stands."""
    if dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from said(getattr(value, each.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from said(one)
    else:
        yield str(value)


@pytest.mark.parametrize(("suffix", "tag"), CASES, ids=str)
def test_an_odd_value_loses_no_word(suffix: str, tag: str) -> None:
    make, _ = FORMATS[suffix]
    for value in ODD:
        (item,) = read_bytes(make(tag, value).encode(), f"file{suffix}")
        assert isinstance(item, Parsed)
        held = re.sub(r"[\W_]+", "", " ".join((*said(item.record), item.text))).casefold()
        for word in re.findall(r"\w+", value):
            assert word.casefold() in held, value


@pytest.mark.parametrize(
    ("raw", "ids", "whole"),
    [
        ("https://doi.org/10.1000/ABC%28d%29", ("10.1000/abc(d)",), True),
        ("doi: 10.1000/abc.", ("10.1000/abc",), True),
        ("10.1000/abc and more", ("10.1000/abc",), False),
        ("1234-567X (Print)", ("1234-567X",), True),
        ("1234567x", ("1234-567X",), True),
        ("1234-567X, 8765-4321", ("1234-567X",), False),
        ("ISBN 978-0-306-40615-7", ("9780306406157",), True),
        ("PMC0012", ("PMC0012",), True),
        ("0020301234", ("20301234",), True),
        ("", ("",), True),
    ],
)
def test_what_an_identifier_leaves_unsaid(raw: str, ids: tuple[str, ...], whole: bool) -> None:
    assert id_said(raw, *ids) is whole


@pytest.mark.parametrize(
    ("raw", "date", "whole"),
    [
        ("2010 Aug", PartialDate(2010, 8), True),
        ("2010/08/03/", PartialDate(2010, 8, 3), True),
        ("20100803", PartialDate(2010, 8, 3), True),
        ("3. August 2010", PartialDate(2010, 8, 3), True),
        ("2010 Aug-Sep", PartialDate(2010, 8), False),
        ("Spring 2010", PartialDate(2010), False),
        ("in press", None, False),
        ("", None, True),
    ],
)
def test_what_a_date_leaves_unsaid(raw: str, date: PartialDate | None, whole: bool) -> None:
    assert date_said(raw, date) is whole


def test_a_date_of_two_parts_in_csl_is_kept_whole() -> None:
    item = {"title": "A title", "type": "article-journal", "issued": {"date-parts": [[2010, 3], [2010, 4]]}}
    (parsed,) = read_bytes(json.dumps([item]).encode(), "file.json")
    assert isinstance(parsed, Parsed) and parsed.record
    assert parsed.record.issued == PartialDate(2010, 3)
    assert ("issued", '{"date-parts": [[2010, 3], [2010, 4]]}') in parsed.record.extra


def test_months_between_which_a_journal_appeared_are_kept_in_pubmed_xml() -> None:
    data = (
        b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><JournalIssue>"
        b"<PubDate><MedlineDate>2010 Aug-Sep</MedlineDate></PubDate></JournalIssue><Title>J</Title></Journal>"
        b"<ArticleTitle>A title</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    (parsed,) = read_bytes(data, "file.xml")
    assert isinstance(parsed, Parsed) and parsed.record
    assert ("MedlineDate", "2010 Aug-Sep") in parsed.record.extra
