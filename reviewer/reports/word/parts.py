"""Pieces of a Word document that python-docx has no call for: fields, bookmarks, links, alt texts.

Paragraphs and runs are made as elements, not through python-docx: it looks up a style and walks the whole
table for each cell, so that a table of 2,000 quotes took a minute.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file: a document says its own time inside, and only there."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LANGUAGES = {
    "ja": ("eastAsia", "ja-JP"), "ko": ("eastAsia", "ko-KR"), "zh": ("eastAsia", "zh-CN"),
    "he": ("bidi", "he-IL"), "th": ("bidi", "th-TH"), "ta": ("bidi", "ta-IN"), "te": ("bidi", "te-IN"),
    "kn": ("bidi", "kn-IN"), "ml": ("bidi", "ml-IN"), "gu": ("bidi", "gu-IN"), "si": ("bidi", "si-LK"),
    "km": ("bidi", "km-KH"), "lo": ("bidi", "lo-LA"), "el": ("val", "el-GR"),
}  # fmt: skip
"""Which of a run's three languages it is in Word (of Latin, East Asian or complex scripts), and its name."""


def part(tag: str, **attributes: str) -> Any:
    """Return an element of the word namespace with its attributes."""
    from docx.oxml import OxmlElement  # with docx itself: only when a document is written

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(f"{WORD}{name}", value)
    return made


def below(parent: Any, tag: str, **attributes: str) -> Any:
    """Add an element as the last one in another, and return it."""
    made = parent.makeelement(f"{WORD}{tag}")
    for name, value in attributes.items():
        made.set(f"{WORD}{name}", value)
    parent.append(made)
    return made


def paragraph(style: str, *, keep: bool = False, right_to_left: bool = False) -> Any:
    """Return a paragraph of a style, by its id; `keep`: on one page with what follows."""
    made = part("p")
    properties = below(made, "pPr")
    below(properties, "pStyle", val=style)
    if keep:
        below(properties, "keepNext")
    if right_to_left:
        below(properties, "bidi")
    return made


def keep_clear(paragraph: Any, points: int) -> None:
    """Indent a paragraph that runs from right to left at its left too, where its band stands."""
    properties = paragraph[0]
    if properties.find(f"{WORD}bidi") is not None:
        below(properties, "ind", right=str(20 * points))


def words(holder: Any, text: str, style: str = "", language: str = "", right_to_left: bool = False) -> Any:
    """Add a run of words to a paragraph, of a style of characters by its id; line breaks stay."""
    run = below(holder, "r")
    if style or language or right_to_left:
        properties = below(run, "rPr")
        if style:
            below(properties, "rStyle", val=style)
        if right_to_left:
            below(properties, "rtl")
        if language:
            which, name = LANGUAGES[language]
            below(properties, "lang", **{which: name})
    for place, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if place:
            below(run, "br")
        if line:
            said = below(run, "t")
            said.text = line
            if line != line.strip() or "  " in line:
                said.set(_SPACE, "preserve")
    return run


class Places:
    """Bookmarks, which Word names and numbers: one for each anchor of the report."""

    def __init__(self) -> None:
        self.count = 0

    def mark(self, holder: Any, anchor: str) -> None:
        """Let links lead to a paragraph."""
        self.count += 1  # those of notes have numbers that begin with a 9
        start = part("bookmarkStart", id=str(self.count), name=place(anchor))
        holder.insert(1 if holder.pPr is not None else 0, start)
        holder.append(part("bookmarkEnd", id=str(self.count)))


def place(anchor: str) -> str:
    """Return an anchor as the name of a bookmark: 40 characters at most, letters, digits and underscores."""
    return "".join(sign if sign.isalnum() else "_" for sign in anchor)[:40]


def link(holder: Any, run: Any, anchor: str) -> None:
    """Let a run that stands last in a paragraph lead to a bookmark."""
    made = below(holder, "hyperlink", anchor=place(anchor), history="1")
    made.append(run)


def field(holder: Any, code: str, shown: str = "1", style: str = "") -> None:
    """Add a field that Word fills in (PAGE, NUMPAGES, SEQ, NOTEREF); `shown` stands there until it does."""
    _sign(holder, style, "fldChar", fldCharType="begin")
    instruction = _sign(holder, style, "instrText")
    instruction.set(_SPACE, "preserve")
    instruction.text = f" {code} "
    _sign(holder, style, "fldChar", fldCharType="separate")
    words(holder, shown, style)
    _sign(holder, style, "fldChar", fldCharType="end")


def _sign(holder: Any, style: str, tag: str, **attributes: str) -> Any:
    run = below(holder, "r")
    if style:
        below(below(run, "rPr"), "rStyle", val=style)
    return below(run, tag, **attributes)


def describe(picture: Any, name: str, said: str) -> None:
    """Say what a picture shows, for those who hear the document."""
    properties = picture._inline.docPr
    properties.set("title", name)
    properties.set("descr", said)


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
