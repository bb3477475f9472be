"""Pieces of a Word document that python-docx has no call for: fields, bookmarks, links, heads, alt texts."""

from __future__ import annotations

import io
import zipfile
from typing import Any

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file: a document says its own time inside, and only there."""


def part(tag: str, **attributes: str) -> Any:
    """Return an element of the word namespace with its attributes."""
    from docx.oxml import OxmlElement  # with docx itself: only when a document is written
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


class Places:
    """Bookmarks, which Word names and numbers: one for each anchor of the report."""

    def __init__(self) -> None:
        self.count = 0

    def mark(self, paragraph: Any, anchor: str) -> None:
        """Let links lead to a paragraph."""
        self.count += 1
        start = part("bookmarkStart", id=str(self.count), name=place(anchor))
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(part("bookmarkEnd", id=str(self.count)))


def place(anchor: str) -> str:
    """Return an anchor as the name of a bookmark: 40 characters at most, letters, digits and underscores."""
    return "".join(sign if sign.isalnum() else "_" for sign in anchor)[:40]


def link(paragraph: Any, run: Any, anchor: str) -> None:
    """Let a run that stands last in a paragraph lead to a bookmark."""
    made = part("hyperlink", anchor=place(anchor), history="1")
    made.append(run._r)
    paragraph._p.append(made)


def field(paragraph: Any, code: str) -> None:
    """Add a field that Word fills in: PAGE, NUMPAGES."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif text:
            instruction = part("instrText")
            instruction.text = text
            run._r.append(instruction)
        else:
            run._r.append(part("fldChar", fldCharType=kind))


def head_row(row: Any) -> None:
    """Repeat a row at the top of each page its table reaches."""
    row._tr.get_or_add_trPr().append(part("tblHeader", val="true"))


def whole_row(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(part("cantSplit", val="true"))


def band(paragraph: Any, colour: str, style: str) -> None:
    """Draw a line at the left of a paragraph: the band of a voice. `style` is one of Word's borders."""
    borders = part("pBdr")
    borders.append(part("left", val=style, sz="24", space="8", color=colour))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, *(f"w:{name}" for name in ("shd", "tabs", "spacing", "ind", "jc", "rPr"))
    )


def rule_lines(table: Any, colour: str) -> None:
    """Draw lines between the rows of a table, and none at its sides."""
    borders = part("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(part(side, val="single", sz="4", space="0", color=colour))
    table._tbl.tblPr.append(borders)


def shade(cell: Any, colour: str) -> None:
    """Fill a cell."""
    cell._tc.get_or_add_tcPr().append(part("shd", val="clear", color="auto", fill=colour))


def name_font(style: Any, name: str) -> None:
    """Set the font of a style for every script, over that of the theme."""
    from docx.oxml.ns import qn

    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)


def without_rule(style: Any) -> None:
    """Take the line below a style's paragraphs away."""
    properties = style.element.get_or_add_pPr()
    for borders in properties.findall(part("pBdr").tag):
        properties.remove(borders)


def describe(picture: Any, name: str, words: str) -> None:
    """Say what a picture shows, for those who hear the document."""
    properties = picture._inline.docPr
    properties.set("title", name)
    properties.set("descr", words)


def saved(document: Any) -> bytes:
    """Return the bytes of a document; the same document gives the same bytes."""
    made, steady = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(entry))
    return steady.getvalue()
