"""The report of the example in each format for people, as kept in `golden/`: read a change there as a diff.

Figures and the manifest are left out: figures have pictures of their own to be compared, and the manifest
holds fingerprints of everything else. Tables for programs are kept by their own tests.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from reviewer.reports import WRITERS, Report, build
from tests.kept import as_kept
from tests.reports.sample import example


def in_pdf(data: bytes) -> str:
    """Return the words of each page, and the outline."""
    reader = PdfReader(io.BytesIO(data))
    pages = [f"--- page {page.page_number + 1}\n{page.extract_text()}" for page in reader.pages]
    return "\n".join([*pages, "--- outline", *_outline(reader.outline, ""), ""])


def _outline(entries: Any, indent: str) -> list[str]:
    lines: list[str] = []
    for entry in entries:
        lines += _outline(entry, indent + "  ") if isinstance(entry, list) else [f"{indent}{entry.title}"]
    return lines


def in_docx(data: bytes) -> str:
    """Return the paragraphs with their styles, cells behind bars, then the footnotes."""
    document = Document(io.BytesIO(data))
    notes = next(part for part in document.part.package.parts if part.partname == "/word/footnotes.xml")
    lines = [_paragraph(each) for each in document.element.body.iter(qn("w:p"))]
    found = re.findall(r"<w:footnote w:id=.*?</w:footnote>", notes.blob.decode("utf-8"), re.DOTALL)
    lines += [f"note: {''.join(re.findall(r'<w:t(?: [^>]*)?>([^<]*)', each))}" for each in found]
    return "\n".join([*lines, ""])


def _paragraph(element: Any) -> str:
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    words = "".join(
        "[note]" if each.tag == qn("w:footnoteReference") else each.text or ""
        for each in element.iter(qn("w:t"), qn("w:instrText"), qn("w:footnoteReference"))
    )
    cell = "| " if element.getparent().tag == qn("w:tc") else ""
    return f"{cell}{style.get(qn('w:val')) if style is not None else ''}: {words}"


def in_html(data: bytes) -> str:
    """Return the page without pictures and manifest, an element to a line where one begins a block."""
    page = re.sub(r"base64,[A-Za-z0-9+/=]+", "base64,…", data.decode("utf-8"))
    page = re.sub(r"<(script|template)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r"<style>.*?</style>", "<style>…</style>", page, flags=re.DOTALL)
    return re.sub(r"(?<!\n)(<(?:div|h[1-6]|p|tr|li|dt|table|section|article|main|figure)\b)", r"\n\1", page)


def in_markdown(data: bytes) -> str:
    """Return the text without its manifest."""
    return re.sub(r"<!--.*?-->", "<!-- … -->", data.decode("utf-8"), flags=re.DOTALL)


FORMATS: Mapping[str, Callable[[bytes], str]] = {
    ".pdf": in_pdf, ".docx": in_docx, ".html": in_html, ".md": in_markdown,
}  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    return build(example())


@pytest.mark.parametrize("suffix", list(FORMATS))
def test_the_example_is_as_kept(report: Report, suffix: str) -> None:
    now = FORMATS[suffix](WRITERS[suffix].render(report)[0])
    assert now == as_kept(f"example-report{suffix if suffix in ('.html', '.md') else suffix + '.txt'}", now)
