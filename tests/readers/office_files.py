"""Small office documents and books of our own making."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def zipped(parts: Mapping[str, str]) -> bytes:
    """Return a ZIP file whose bytes depend on nothing but the parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, words in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), words.encode(), method)
    return file.getvalue()


def p(words: str, style: str = "", item: tuple[int, int] | None = None) -> str:
    """Return a paragraph of a Word document; words that are elements stay so."""
    numbered = f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>' if item else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = words if words.startswith("<") else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    return f"<w:p><w:pPr>{named}{numbered}</w:pPr>{runs}</w:p>"


def docx(body: str, more: Mapping[str, str] | None = None) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": '<Relationships><Relationship Type="http://x/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            **(more or {}),
        }
    )


def core(inside: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{inside}</cp:coreProperties>'
    )


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="8">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    "</w:numbering>"
)


def report() -> bytes:
    """Return a Word document with all that a reader has to see through."""
    cell = "<w:tc>{}</w:tc>".format
    rows = [("Outcome", "People"), ("Relapse", "20")]
    table = "".join(f"<w:tr>{''.join(cell(p(words)) for words in row)}</w:tr>" for row in rows)
    changed = (
        "<w:r><w:t>Relapses fell by </w:t></w:r><w:del><w:r><w:delText>a third</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>half</w:t></w:r></w:ins><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>.</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    )
    body = [
        p("A report on rituximab", "Title"),
        p("Methods", "Heading1"),
        p("<w:r><w:t>We</w:t><w:tab/><w:t>looked</w:t><w:br/><w:t>twice.</w:t></w:r>"),
        *(p(words, item=(1, level)) for words, level in (("first", 0), ("inner", 1), ("second", 0))),
        p("point", item=(2, 0)),
        f"<w:tbl>{table}</w:tbl>",
        p(changed),
    ]
    notes = f"<w:footnotes {W}><w:footnote w:id='2'>{p('In one year.')}</w:footnote></w:footnotes>"
    said = core("<dc:title>Microsoft Word - x.doc</dc:title><dc:creator>Anna Example;Jan Berg</dc:creator>")
    more = {"word/footnotes.xml": notes, "word/numbering.xml": NUMBERING, "docProps/core.xml": said}
    return docx("".join(body), more)


def odt(body: str, meta: str = "") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def letter() -> bytes:
    """Return an OpenDocument text with all that a reader has to see through."""
    body = """<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>
    </text:changed-region></text:tracked-changes>
    <text:h>A letter on rituximab</text:h>
    <text:p>Two  spaces
      and a<text:s text:c="3"/>gap.<text:line-break/>Next<office:annotation><text:p>no</text:p></office:annotation> line
      <text:span>with a note</text:span><text:note><text:note-citation>1</text:note-citation><text:note-body>
      <text:p>The note.</text:p></text:note-body></text:note>.</text:p>
    <text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>inner</text:p></text:list-item>
    </text:list></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>
    <table:table><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>
    <table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>"""
    return odt(
        body,
        "<dc:title>A letter on rituximab</dc:title><meta:initial-creator>Anna Example</meta:initial-creator>"
        "<dc:creator>Jan Berg</dc:creator><meta:keyword>rituximab, NMO</meta:keyword><dc:language>en</dc:language>",
    )


def epub(chapters: Mapping[str, str], metadata: str = "", more: Mapping[str, str] | None = None) -> bytes:
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in reversed(range(len(chapters))))
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
            "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf">'
            f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"OPS/{name}": words for name, words in chapters.items() if words},
            **(more or {}),
        }
    )


def book() -> bytes:
    """Return a book of two chapters and a cover, listed from the last to the first."""
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{}</body></html>".format
    return epub(
        {
            "2.xhtml": page("<h1>Two</h1><p>The second chapter&nbsp;ends.</p>"),
            "1.xhtml": page("<h1>One</h1><p>The first chapter.</p>"),
            "cover.xhtml": page("<img src='x.png'/>"),
        },
        "<dc:title>A book on NMO</dc:title><dc:creator id='a'>Anna Example</dc:creator>"
        "<dc:contributor opf:role='edt'>Jan Berg</dc:contributor><dc:date>2018-05-01</dc:date>"
        "<dc:identifier>urn:isbn:9783161484100</dc:identifier><dc:publisher>Imaginary Press</dc:publisher>"
        "<dc:language>en</dc:language><meta refines='#a' property='role'>aut</meta>",
    )


MHTML = b"""From: <Saved by Blink>\r
Snapshot-Content-Location: https://example.org/post\r
Subject: =?utf-8?Q?A_post_on_=CE=B2-blockers?=\r
MIME-Version: 1.0\r
Content-Type: multipart/related; type="text/html"; boundary="----x"\r
\r
------x\r
Content-Type: text/html; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
Content-Location: https://example.org/post\r
\r
<html><head><meta charset=3D"iso-8859-1"></head><body><p>About =CE=B2-blockers: they help.</p><p>S=\r
econd.</p><img src=3D"cid:1"></body></html>\r
------x\r
Content-Type: image/png\r
Content-Transfer-Encoding: base64\r
Content-Location: cid:1\r
\r
iVBORw0KGgo=\r
------x--\r
"""
MARKDOWN = """---
title: "A note on rituximab"
author:
  - name: Anna Example
  - Jan van der Berg
date: 2020-03-04
tags: [NMO, rituximab]
---

# A note on rituximab

It *helps* some.
"""
RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title A letter}{\author Anna Example}}"
    r"\f0 First \'e9tude: \u946?-blockers.\par Second {\b bold} line.\par}"
)
