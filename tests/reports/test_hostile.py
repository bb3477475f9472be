"""Words that would be code elsewhere, in every field of a review at once: no writer lets them be anything but
words, what each file carries still reads, and the file is as its manifest says."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from reviewer.model import (
    Answer,
    Appraisal,
    Attribution,
    Certainty,
    Claim,
    Judgement,
    Name,
    Pico,
    Population,
    Question,
    QuoteLink,
    Record,
    Snapshot,
    Study,
    Tag,
)
from reviewer.reports import WRITERS, Options, Report, build
from reviewer.reports.manifest import sealed
from reviewer.reports.proof.carried import carried
from tests.reports import sample

KEY = "a secret"
SPOILED: Mapping[type, tuple[str, ...]] = {
    Claim: ("statement", "label", "note"),
    Pico: ("population", "intervention", "comparator", "outcome"),
    QuoteLink: ("note",),
    Record: ("title", "container", "publisher", "url", "doi", "language"),
    Name: ("family", "given", "literal"),
    Attribution: ("name", "date"),
    Tag: ("name", "definition"),
    Population: ("name", "short"),
    Question: tuple(Question.__dataclass_fields__),
    Judgement: ("reason",),
    Certainty: ("outcome", "relative", "observed", "start_reason"),
    Answer: ("reason",),
    Appraisal: ("note",),
    Study: ("label", "design", "setting"),
}
"""The fields in which anybody's words stand."""

FRAGMENTS = [
    '#panic("x")', '#read("/etc/passwd")', '#import "@preview/x:1.0.0": *', "$x$", "= Heading", "@cite",
    "<label>", "#[*bold*]", "\\u{41}", "<script>alert(1)</script>", '"><iframe src=javascript:x>',
    '<img src="http://a.example/x.png" onerror=x>', "</template><script>x</script>", "</style>", "<!--",
    "-->", "]]>", "&amp;&#0;", "[a](javascript:x)", "![a](http://a.example)", "| a |", "```", "# a",
    "- a", "1. a", "<b>b</b>", "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "'=1", "＝1",
    "http://a.example", "{ INCLUDETEXT }", "\x00", "\x0b\x1b[31m", "\ud800", "\ufffe", "\u202e", "\u2028",
    "\r\n", "𝕏😀", "<w:p/>", "&xxe;", "%PDF", "%%EOF", "quote_id,row", '"a","b"',
    '{"format":"reviewer-manifest"}', "<!-- reviewer-manifest\n{}\n-->",
    '<template id="reviewer-manifest">{}</template>',
]  # fmt: skip
ALL = " ".join(FRAGMENTS)
words = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), min_size=1, max_size=4).map("".join)


def spoiled(value: Any, words: str) -> Any:
    """Return a snapshot, or a part of it, with other words wherever somebody's words stand."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(spoiled(each, words) for each in value)
    if isinstance(value, Mapping):
        return {key: spoiled(each, words) for key, each in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    own = SPOILED.get(type(value), ())
    changed = {
        each.name: words if each.name in own else spoiled(getattr(value, each.name), words)
        for each in fields(value)
    }
    return replace(value, **changed)


@cache
def example() -> Snapshot:
    return replace(sample.example(), key=KEY, turned=())


def report(words: str, of: Snapshot | None = None) -> Report:
    snapshot: Snapshot = spoiled(of or example(), words)
    return build(replace(snapshot, name=words), Options(people="as shown"))


def made(suffix: str, given: Report) -> bytes:
    """Return a file, after a look that it carries its manifest whole and says what that says."""
    data = WRITERS[suffix].render(given)[0]
    found = carried(data, f"report{suffix}")
    if suffix == ".csv":
        assert found.rows is not None and len(found.rows.rows) == len(given.sheet.rows)
        return data
    assert found.manifest.is_of(KEY)
    assert found.manifest.pieces == given.manifest.pieces
    if suffix == ".pdf":
        assert found.before == found.manifest.seal.sha256 and not found.appended
    else:
        assert sealed(found.manifest, found.lines).seal == found.manifest.seal
    return data


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def look_at_page(data: bytes) -> None:
    page = _Tags(data.decode("utf-8"))
    assert not page.tags & {"script", "iframe", "b", "object", "embed", "form", "link", "base"}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    leads = [value for name, value in page.attributes if name in ("href", "src", "action")]
    assert all(value.startswith(("#", "data:image/")) for value in leads)
    assert data.count(b"</body>") == data.count(b"</html>") == 1


INSIDE = {"text", "strong_open", "strong_close", "em_open", "em_close", "text_special"}
READ = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def look_at_words(data: bytes) -> None:
    tokens = READ.parse(data.decode("utf-8"))
    assert [token.type for token in tokens].count("html_block") == 1 and tokens[-1].type == "html_block"
    assert {child.type for token in tokens for child in token.children or ()} <= INSIDE
    assert not {"fence", "code_block"} & {token.type for token in tokens}


FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def look_at_table(data: bytes) -> None:
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert not [cell for row in rows for cell in row.values() if FORMULA.match(cell)]


def look_at_tables(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                rows = csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
                assert not [cell for row in rows for cell in row if FORMULA.match(cell) and not _count(cell)]


def _count(cell: str) -> bool:
    return bool(re.fullmatch(r"-?\d+", cell))


def look_at_workbook(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def look_at_data(data: bytes) -> None:
    found = json.loads(data)
    assert found["tables"]["claims"] and found["manifest"]["format"] == "reviewer-manifest"


LOOKS = {
    ".html": look_at_page,
    ".md": look_at_words,
    ".csv": look_at_table,
    ".zip": look_at_tables,
    ".xlsx": look_at_workbook,
    ".json": look_at_data,
}


@settings(max_examples=10)
@given(words)
def test_words_stay_words_in_every_field(given: str) -> None:
    whole = report(given)
    for suffix in (".md", ".csv", ".zip", ".json"):
        LOOKS[suffix](made(suffix, whole))


@pytest.mark.parametrize("suffix", LOOKS)
def test_all_at_once_stay_words(suffix: str) -> None:
    LOOKS[suffix](made(suffix, report(ALL)))


def test_a_word_document_holds_no_field_link_or_part_that_words_could_have_made() -> None:
    data = made(".docx", report(ALL, replace(sample.small("x"), key=KEY)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
    codes = {
        (each.text or "").split()[0]
        for each in ElementTree.fromstring(parts["word/document.xml"]).iter()
        if each.tag.endswith("}instrText") and (each.text or "").strip()
    }
    assert codes <= {"PAGE", "NUMPAGES", "SEQ", "REF", "PAGEREF", "TOC", "NOTEREF"}
    assert b"External" not in parts["word/_rels/document.xml.rels"]


def test_a_pdf_runs_nothing_and_leads_nowhere_outside() -> None:
    data = made(".pdf", report(ALL, replace(sample.small("x"), key=KEY)))
    pdf = PdfReader(io.BytesIO(data))
    said = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())

    assert '#panic("x")' in said and '#read("/etc/passwd")' in said
    for page in pdf.pages:
        for each in page.get("/Annots") or ():
            action = each.get_object().get("/A", {})
            assert action.get("/S") in (None, "/GoTo")
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.root_object)
