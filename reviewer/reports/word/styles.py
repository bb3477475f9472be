"""Styles of a Word document: every look of the report is one, so that a change of it changes all places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer.language import spoken
from reviewer.model import Voice
from reviewer.reports.word import parts
from reviewer.reports.word.tables import STYLE

FONT = "Calibri"
"""On every machine with Word; LibreOffice has one of the same widths for it."""
_COMPLEX = "Arial"
"""For Arabic and Hebrew letters, which the other lacks."""
_BORDERS = {
    Voice.STUDY: "single",
    Voice.COMMENTARY: "dashSmallGap",
    Voice.READER: "dotted",
    Voice.NONE: "single",
}
_HEADINGS = (("Title", 20), ("Heading 1", 15), ("Heading 2", 12.5), ("Heading 3", 11))
_PARAGRAPHS = (
    ("Small", 8.5),
    ("Fact", 10),
    ("Quoted", 10),
    ("Placed", 8.5),
    ("Cell", 8.5),
    ("Cell head", 8.5),
)
"""Names and sizes of styles of paragraphs made here."""
_LATIN = {"en": "en-GB", "de": "de-DE"}
"""What Word calls the languages of reports."""
_ID = f"{parts.WORD}styleId"


def quoted(voice: Voice) -> str:
    """Return the id of the style for the words of a voice."""
    return f"Quoted{voice.value}"


INDENT = 10
"""How far the words of a voice stand from its band, in points."""


def placed(voice: Voice) -> str:
    """Return the id of the style for where the words of a voice stand, below them."""
    return f"Placed{voice.value}"


def set_up(document: Any, ink: Mapping[str, str], inks: Mapping[Voice, str]) -> None:
    """Name and size the styles. `ink`: colours by token, without the sign before them; `inks`: of voices."""
    from docx.shared import Pt, RGBColor

    styles = document.styles
    _languages(styles)
    _name_font(styles["Normal"])
    for name, size in _HEADINGS:
        _name_font(styles[name])
        _size(styles[name], size)
        styles[name].font.color.rgb = RGBColor.from_string(ink["text1"])
    _without_rule(styles["Title"])
    styles["Heading 2"].paragraph_format.space_before = Pt(10)
    styles["Caption"].font.color.rgb = RGBColor.from_string(ink["text2"])
    styles["Caption"].paragraph_format.space_after = Pt(4)
    _size(styles["Normal"], 10)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    for name, size in _PARAGRAPHS:
        _paragraphs(styles, name, size)
    _spaced(styles)
    _of_characters(styles, ink, inks)
    for voice in Voice:
        _of_voice(styles, voice, inks[voice])
    _of_tables(styles, ink)


def _spaced(styles: Any) -> None:
    from docx.shared import Pt

    styles["Cell"].paragraph_format.space_after = Pt(0)
    styles["Cell head"].paragraph_format.space_after = Pt(0)
    styles["Cell head"].font.bold = True
    styles["Fact"].paragraph_format.space_after = Pt(0)
    styles["Quoted"].paragraph_format.left_indent = Pt(INDENT)
    styles["Quoted"].paragraph_format.keep_with_next = True
    styles["Quoted"].paragraph_format.space_after = Pt(0)
    styles["Placed"].paragraph_format.left_indent = Pt(INDENT)
    styles["Placed"].paragraph_format.space_after = Pt(5)


def _paragraphs(styles: Any, name: str, size: float, base: str = "Normal") -> Any:
    from docx.enum.style import WD_STYLE_TYPE

    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles[base]
    _size(style, size)
    style.quick_style = True
    return style


def _of_characters(styles: Any, ink: Mapping[str, str], inks: Mapping[Voice, str]) -> None:
    """Add the styles of words inside a paragraph, and those that Word knows for footnotes."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    for name, colour in (("Quiet", ink["text2"]), *((f"Voice {v.value}", inks[v]) for v in Voice)):
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = RGBColor.from_string(colour)
        style.font.bold = None if name == "Quiet" else True
    for name in ("Letters", "footnote reference"):
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=name != "Letters")
        style.font.superscript = True
    styles["footnote reference"].element.set(
        parts.part("x").tag.replace("}x", "}styleId"), "FootnoteReference"
    )
    note = _paragraphs(styles, "footnote text", 8.5)
    note.element.set(_ID, "FootnoteText")


def _of_voice(styles: Any, voice: Voice, colour: str) -> None:
    """Add the styles for the words of a voice and where they stand; its band runs along at the left."""
    for name, size, base in ((quoted(voice), 10, "Quoted"), (placed(voice), 8.5, "Placed")):
        style = _paragraphs(styles, name, size, base)
        borders = parts.part("pBdr")
        parts.below(borders, "left", val=_BORDERS[voice], sz="24", space="8", color=colour)
        style.element.get_or_add_pPr().insert_element_before(
            borders, *(f"w:{name}" for name in ("shd", "tabs", "spacing", "ind", "jc", "rPr"))
        )


def _of_tables(styles: Any, ink: Mapping[str, str]) -> None:
    """Add the style of tables: lines between rows, heavier ones above and below, none at the sides."""
    made = parts.part("style", type="table", customStyle="1", styleId=STYLE)
    parts.below(made, "name", val=STYLE)
    parts.below(made, "basedOn", val="TableNormal")
    parts.below(made, "uiPriority", val="99")
    borders = parts.below(parts.below(made, "tblPr"), "tblBorders")
    for side, size, colour in (("top", "8", "text1"), ("bottom", "8", "text1"), ("insideH", "4", "line")):
        parts.below(borders, side, val="single", sz=size, space="0", color=ink[colour])
    margins = parts.below(borders.getparent(), "tblCellMar")
    for side in ("left", "right"):
        parts.below(margins, side, w="60", type="dxa")
    head = parts.below(made, "tblStylePr", type="firstRow")
    parts.below(parts.below(head, "rPr"), "b")
    edges = parts.below(parts.below(head, "tcPr"), "tcBorders")
    parts.below(edges, "bottom", val="single", sz="6", space="0", color=ink["text1"])
    styles.element.append(made)


def _languages(styles: Any) -> None:
    """Set the languages that words are in unless they say another."""
    from docx.oxml.ns import qn

    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LATIN[spoken().code])
        language.set(qn("w:eastAsia"), "zh-CN")
        language.set(qn("w:bidi"), "ar-SA")


def break_words(document: Any) -> None:
    """Let words be broken where those of the report's language are long."""
    if spoken().code != "en":
        settings = document.settings.element
        after = settings.find(f"{parts.WORD}defaultTabStop")
        made = parts.part("autoHyphenation")
        settings.insert(1, made) if after is None else after.addnext(made)


def _name_font(style: Any) -> None:
    """Set the font of a style for every script, over that of the theme."""
    from docx.oxml.ns import qn

    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _COMPLEX if script == "cs" else FONT)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)


def _size(style: Any, points: float) -> None:
    """Set the size of a style, of letters that run from right to left too."""
    from docx.shared import Pt

    style.font.size = Pt(points)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(f"{parts.WORD}szCs"):
        properties.remove(old)
    properties.find(f"{parts.WORD}sz").addnext(parts.part("szCs", val=str(round(2 * points))))


def _without_rule(style: Any) -> None:
    """Take the line below a style's paragraphs away."""
    properties = style.element.get_or_add_pPr()
    for borders in properties.findall(parts.part("pBdr").tag):
        properties.remove(borders)
