"""Write a report as a Word document: real styles, headings, tables whose heads repeat, links, page numbers.

It is made to be edited by a guideline group: nothing is drawn by hand, so that a change of a style changes
the whole document. Figures are pictures with what they show in words.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from reviewer.model import Voice
from reviewer.reports import word_parts
from reviewer.reports.blocks import (
    Block,
    CertaintySign,
    Entry,
    Fact,
    Figure,
    Heading,
    Inline,
    Item,
    Letters,
    Listing,
    Paragraph,
    Report,
    Row,
    Run,
    StanceSign,
    Statement,
    Table,
    Text,
    TitleBlock,
    VoiceColumn,
    VoiceColumns,
    VoiceSign,
    Wide,
)
from reviewer.reports.markup import clean, lost
from reviewer.reports.proof import in_office
from reviewer.reports.to_figure import spoken, to_figure
from reviewer.settings import resource

_BORDERS = {Voice.STUDY: "single", Voice.COMMENTARY: "dashed", Voice.READER: "dotted", Voice.NONE: "single"}
_FONT = "Calibri"
"""On every machine with Word; LibreOffice has one of the same widths for it."""
_LEAST = 0.125
"""The least part of the width that a column takes, so that words need not break."""
_PAPERS = {"a4": (210, 297), "letter": (215.9, 279.4)}
"""Width and height in mm."""
_MARGIN = 22
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)


def to_docx(report: Report) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the document, and what a reader of it should know."""
    writer = _Writer(report)
    for block in report.blocks:
        writer.draw(block)
    if writer.lost:
        what = "control character" if writer.lost == 1 else "control characters"
        writer.warnings.append(f"{writer.lost} {what} cannot stand in a document: “\ufffd” stands there.")
    in_office.put(writer.document, word_parts.saved(writer.document), report.manifest)
    return word_parts.saved(writer.document), tuple(dict.fromkeys(writer.warnings))


class _Writer:
    """A document that grows block by block."""

    def __init__(self, report: Report) -> None:
        import docx  # 80 ms: only when a document is written

        self.report, self.options = report, report.options
        self.document: Any = docx.Document()
        self.places = word_parts.Places()
        self.warnings: list[str] = []
        self.lost, self.lying = 0, False
        tokens = json.loads(resource("tokens.json").read_text(encoding="utf-8"))["light"]["color"]
        ink = tokens["text1"] if self.options.patterns else ""
        self.inks = {voice: (ink or tokens.get(voice.value, tokens["text1"])).lstrip("#") for voice in Voice}
        self.quiet, self.ink = (tokens[name].lstrip("#") for name in ("text2", "text1"))
        self.line, self.panel = (tokens[name].lstrip("#") for name in ("line", "panel"))
        self._set_up()

    # ------------------------------------------------------------------ the document

    def _set_up(self) -> None:
        from docx.shared import Mm, Pt

        width, height = _PAPERS[self.options.paper]
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(width), Mm(height)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Mm(_MARGIN))
        self._name_styles(Pt)
        facts = self.document.core_properties
        facts.title, facts.author, facts.comments = clean(self.report.title), "Reviewer", ""
        facts.language = "en"
        made = datetime.fromisoformat(self.report.made) if self.report.made else _NO_TIME
        facts.created = facts.modified = made.replace(microsecond=0, tzinfo=None)
        facts.last_modified_by, facts.revision = "Reviewer", 1
        self._foot(section)

    def _name_styles(self, points: Callable[[float], Any]) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import RGBColor

        styles = self.document.styles
        word_parts.name_font(styles["Normal"], _FONT)
        for name, size in (("Title", 20), ("Heading 1", 15), ("Heading 2", 12.5), ("Heading 3", 11)):
            word_parts.name_font(styles[name], _FONT)
            styles[name].font.size = points(size)
            styles[name].font.color.rgb = RGBColor.from_string(self.ink)
        word_parts.without_rule(styles["Title"])
        styles["Caption"].font.color.rgb = RGBColor.from_string(self.quiet)
        styles["Normal"].font.size = points(10)
        styles["Normal"].paragraph_format.space_after = points(4)
        for name, base, size in (("Small", "Normal", 8.5), ("Quoted", "Normal", 10), ("Cell", "Normal", 8.5)):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles[base]
            style.font.size = points(size)
            style.quick_style = True
        styles["Cell"].paragraph_format.space_after = points(0)
        styles["Quoted"].paragraph_format.left_indent = points(10)
        styles["Quoted"].paragraph_format.keep_with_next = True

    def _foot(self, section: Any) -> None:
        foot = section.footer.paragraphs[0]
        foot.style = self.document.styles["Small"]
        foot.add_run(clean(f"{self.report.name}. {self.report.version}. {self.report.counts}. Page "))
        word_parts.field(foot, "PAGE")
        foot.add_run(" of ")
        word_parts.field(foot, "NUMPAGES")

    # ------------------------------------------------------------------ runs

    def paragraph(self, style: str, run: Run = (), anchor: str = "", inside: Any = None) -> Any:
        """Add a paragraph of a style, at the end or inside a cell."""
        made = (inside or self.document).add_paragraph(style=style)
        self.fill(made, run)
        if anchor:
            self.places.mark(made, anchor)
        return made

    def fill(self, paragraph: Any, run: Run) -> None:
        """Add a run to a paragraph."""
        for inline in run:
            self._inline(paragraph, inline)

    def words(self, paragraph: Any, text: str, **looks: Any) -> Any:
        """Add words to a paragraph."""
        self.lost += lost(text)
        made = paragraph.add_run(clean(text).replace("\t", " "))
        for name, value in looks.items():
            setattr(made.font, name, value)
        return made

    def _inline(self, paragraph: Any, inline: Inline) -> None:
        from docx.shared import RGBColor

        match inline:
            case Text():
                made = self.words(paragraph, inline.text, bold=True if inline.style == "strong" else None)
                if inline.style == "quiet":
                    made.font.color.rgb = RGBColor.from_string(self.quiet)
                if inline.target:
                    word_parts.link(paragraph, made, inline.target)
            case Letters():
                self.words(paragraph, f" {' '.join(inline.letters)}", superscript=True)
            case VoiceSign():
                made = self.words(paragraph, inline.label, bold=True)
                made.font.color.rgb = RGBColor.from_string(self.inks[inline.voice])
            case StanceSign():
                self.words(paragraph, inline.stance.value)
            case CertaintySign():
                self.words(paragraph, "⊕" * inline.level + "◯" * (4 - inline.level) + " ")

    # ------------------------------------------------------------------ blocks

    def draw(self, block: Block) -> None:
        """Add a block."""
        if self.lying:
            self._turn(lying=False)
        self._draw(block)

    def _draw(self, block: Block) -> None:
        _DRAW.get(type(block), _Writer._figure)(self, block)

    def _title(self, block: TitleBlock) -> None:
        self.paragraph("Title", (Text(block.title),))
        self._facts(block.facts)

    def _facts(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            made = self.paragraph("Normal", (Text(f"{fact.label}: ", "strong"), *fact.run))
            made.paragraph_format.space_after = 0

    def _heading(self, block: Heading) -> None:
        made = self.document.add_heading(clean(block.text), level=block.level)
        made.paragraph_format.keep_with_next = True
        if block.aside:
            self.paragraph("Small", (Text(block.aside, "quiet"),)).paragraph_format.keep_with_next = True

    def _paragraph(self, block: Paragraph) -> None:
        self.paragraph("Small" if block.style == "note" else "Normal", block.run)

    def _table(self, block: Table) -> None:
        table = self.document.add_table(rows=1, cols=len(block.columns))
        table.autofit = False
        word_parts.rule_lines(table, self.line)
        for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
            self._cell(cell, (Text(column.title, "strong"),))
        word_parts.head_row(table.rows[0])
        for row in block.rows:
            self._row(table, row)
        self._set_widths(table, [column.share for column in block.columns])
        self.paragraph("Small")

    def _row(self, table: Any, row: Row) -> None:
        made = table.add_row()
        word_parts.whole_row(made)
        cells = made.cells
        if row.group:
            whole = cells[0].merge(cells[-1])
            word_parts.shade(whole, self.panel)
            self._cell(whole, row.cells[0]).paragraph_format.keep_with_next = True
            return
        for cell, run in zip(cells, row.cells, strict=True):
            self._cell(cell, run)
        if row.anchor:
            self.places.mark(cells[0].paragraphs[0], row.anchor)

    def _cell(self, cell: Any, run: Run) -> Any:
        made = cell.paragraphs[0]
        made.style = self.document.styles["Cell"]
        self.fill(made, run)
        return made

    def _set_widths(self, table: Any, shares: list[float]) -> None:
        section = self.document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        wanted = [max(share, _LEAST * sum(shares)) if share > 30 else share for share in shares]
        for column, share in zip(table.columns, wanted, strict=True):
            column.width = int(room * share / sum(wanted))
        for row in table.rows:
            for cell, column in zip(row.cells, table.columns, strict=True):
                if cell._tc.grid_span == 1:
                    cell.width = column.width

    def _voices(self, block: VoiceColumns) -> None:
        for column in block.columns:
            self._voice(column)

    def _voice(self, column: VoiceColumn) -> None:
        self.document.add_heading(clean(column.title), level=2)
        self.paragraph("Small", (Text(column.remark, "quiet"),)).paragraph_format.keep_with_next = True
        for entry in column.entries:
            self._entry(entry, column.voice)
        if not column.entries:
            self.paragraph("Normal", (Text(column.empty, "quiet"),))

    def _entry(self, entry: Entry, voice: Voice) -> None:
        words = self.paragraph("Quoted", entry.quote)
        word_parts.band(words, self.inks[voice], _BORDERS[voice])
        self.paragraph("Small", (StanceSign(entry.stance), Text(": "), *entry.where))

    def _statement(self, block: Statement) -> None:
        made = self.document.add_heading(level=3)
        self.fill(made, (Text(f"{block.number}. "), *block.run))
        if block.anchor:
            self.places.mark(made, block.anchor)
        self._facts(block.facts)

    def _listing(self, block: Listing) -> None:
        for item in block.items:
            self._item(item)

    def _item(self, item: Item) -> None:
        label: Run = (Text(f"{item.label} ", "strong"),) if item.label else ()
        self.paragraph("Small", (*label, *item.run), item.anchor)

    def _wide(self, block: Wide) -> None:
        self._turn(lying=True)
        for part in block.blocks:
            self._draw(part)

    def _turn(self, *, lying: bool) -> None:
        """Begin a page that lies on its side, or stands again."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        self.lying = lying
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        short, long = sorted((section.page_width, section.page_height))
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if lying else (short, long)

    def _figure(self, block: Figure) -> None:
        data, warnings = to_figure(block, ".png", self.options)
        self.warnings.extend(warnings)
        section = self.document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        holder = self.document.add_paragraph()
        holder.paragraph_format.keep_with_next = True
        picture = holder.add_run().add_picture(io.BytesIO(data))
        if picture.width > room:
            picture.height = int(picture.height * room / picture.width)
            picture.width = room
        word_parts.describe(picture, clean(block.name), clean(spoken(block)))
        self.paragraph("Caption", (Text(block.name),))


_DRAW: Mapping[type, Any] = {
    TitleBlock: _Writer._title,
    Heading: _Writer._heading,
    Paragraph: _Writer._paragraph,
    Table: _Writer._table,
    VoiceColumns: _Writer._voices,
    Statement: _Writer._statement,
    Listing: _Writer._listing,
    Wide: _Writer._wide,
}
