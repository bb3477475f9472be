"""Write a report as a Word document: real styles, headings, tables whose heads repeat, notes, page numbers.

It is made to be edited by a guideline group: nothing is drawn by hand, so that a change of a style changes
the whole document. Figures are pictures with what they show in words, numbered by fields as tables are.
The letters of a table stay letters, explained below it, so that they go along when the table is copied;
where a rating is told away from its table its reasons are footnotes.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from reviewer.language import later, say, say_count, speaking_to_user
from reviewer.language import spoken as in_use
from reviewer.model import Voice
from reviewer.reports.blocks import (
    Block,
    CertaintySign,
    Entry,
    Fact,
    Figure,
    Heading,
    Inline,
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
from reviewer.reports.findings import STANCES
from reviewer.reports.markup import clean, lost
from reviewer.reports.proof import in_office
from reviewer.reports.scripts import language, right_to_left
from reviewer.reports.to_figure import spoken, to_figure
from reviewer.reports.word import notes, parts, pictures, styles, tables
from reviewer.reports.word.breaking import breakable
from reviewer.settings import resource

_PAPERS = {"a4": (210, 297), "letter": (215.9, 279.4)}
"""Width and height in mm."""
_MARGIN = 22
_TWIP = 635
"""English metric units in a twentieth of a point."""
_SIGN = 10
"""Letters that have the room of the four circles of a certainty."""
_LONG = 900
"""Characters from which a row of a table may break over pages."""
_LONGEST = 255
"""Characters of the title among the properties of a document."""
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)


def to_docx(report: Report) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the document, and what a reader of it should know."""
    writer = _Writer(report)
    for block in report.blocks:
        writer.draw(block)
    writer.end()
    if writer.lost:
        with speaking_to_user():
            told = say_count(
                writer.lost,
                "{n} control character cannot stand in a document: “\ufffd” stands there.",
                "{n} control characters cannot stand in a document: “\ufffd” stands there.",
            )
        writer.warnings.append(told)
    whole = in_office.put(parts.saved(writer.document), report.manifest)
    return whole, tuple(dict.fromkeys(writer.warnings))


class _Writer:
    """A document that grows block by block."""

    def __init__(self, report: Report) -> None:
        import docx  # 80 ms: only when a document is written

        self.report, self.options = report, report.options
        self.document: Any = docx.Document()
        self.places, self.notes = parts.Places(), notes.Notes()
        self.warnings: list[str] = []
        self.lost, self.lying = 0, False
        self.section: Any = None
        self.counts = {"Figure": 0, "Table": 0}
        tokens = json.loads(resource("tokens.json").read_text(encoding="utf-8"))["light"]["color"]
        plain = tokens["text1"] if self.options.patterns else ""
        inks = {voice: (plain or tokens.get(voice.value, tokens["text1"])).lstrip("#") for voice in Voice}
        colours = {name: value.lstrip("#") for name, value in tokens.items()}
        self.panel = colours["panel"]
        styles.set_up(self.document, colours, inks)
        styles.break_words(self.document)
        self._set_up()

    # ------------------------------------------------------------------ the document

    def _set_up(self) -> None:
        from docx.shared import Mm

        width, height = _PAPERS[self.options.paper]
        section = self.section = self.document.sections[0]
        section.page_width, section.page_height = Mm(width), Mm(height)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Mm(_MARGIN))
        facts = self.document.core_properties
        facts.title, facts.author, facts.comments = clean(self.report.title)[:_LONGEST], "Reviewer", ""
        facts.language = in_use().code
        made = datetime.fromisoformat(self.report.made) if self.report.made else _NO_TIME
        facts.created = facts.modified = made.replace(microsecond=0, tzinfo=None)
        facts.last_modified_by, facts.revision = "Reviewer", 1
        self._head_and_foot(section)

    def _head_and_foot(self, section: Any) -> None:
        for part in (section.header, section.footer):
            part.paragraphs[0].style = self.document.styles["Small"]
        head, foot = section.header.paragraphs[0]._p, section.footer.paragraphs[0]._p
        before, between, after = re.split("@", say("Page {page} of {pages}", page="@", pages="@"))
        parts.words(head, clean(f"{say('Evidence report')}. {self.report.version}"), "Quiet")
        parts.words(foot, clean(f"{self.report.name}. {self.report.counts}. {before}"), "Quiet")
        parts.field(foot, "PAGE")
        parts.words(foot, between, "Quiet")
        parts.field(foot, "NUMPAGES")
        if after:
            parts.words(foot, after, "Quiet")

    def end(self) -> None:
        """Finish the document: its notes, and a paragraph after a table that would be last."""
        last = self._section_end().getprevious()
        if last is not None and last.tag.endswith("}tbl"):
            self._add(parts.paragraph("Small"))
        self.notes.put_into(self.document)

    def _section_end(self) -> Any:
        return self.document.element.body[-1]

    def _add(self, element: Any) -> Any:
        self._section_end().addprevious(element)
        return element

    def _room(self) -> int:
        """Return the width between the margins, in English metric units."""
        section = self.section
        return int(section.page_width - section.left_margin - section.right_margin)

    # ------------------------------------------------------------------ runs

    def paragraph(self, style: str, run: Run = (), anchor: str = "", *, keep: bool = False) -> Any:
        """Add a paragraph of a style at the end."""
        return self._add(self.made(style, run, anchor, keep=keep))

    def made(self, style: str, run: Run, anchor: str = "", *, keep: bool = False) -> Any:
        """Return a paragraph of a style with a run in it."""
        first = next((part.text for part in run if isinstance(part, Text) and part.text.strip()), "")
        made = parts.paragraph(style, keep=keep, right_to_left=right_to_left(first))
        for inline in run:
            self._inline(made, inline)
        if anchor:
            self.places.mark(made, anchor)
        return made

    def words(self, paragraph: Any, text: str, style: str = "") -> Any:
        """Add words to a paragraph, with the direction and the language that their letters tell."""
        self.lost += lost(text)
        said = clean(text).replace("\t", " ")
        return parts.words(paragraph, said, style, language(said), right_to_left(said))

    def _inline(self, paragraph: Any, inline: Inline) -> None:
        match inline:
            case Text():
                made = self.words(paragraph, inline.text, _LOOKS.get(inline.style, ""))
                if inline.target:
                    parts.link(paragraph, made, inline.target)
            case Letters() if inline.notes:
                for place, note in enumerate(notes.texts(inline.notes)):
                    if place:
                        self.notes.comma(paragraph)
                    self.lost += lost(note)
                    self.notes.refer(paragraph, clean(note))
            case Letters():
                self.words(paragraph, "".join(f"\u00a0{letter}" for letter in inline.letters), "Letters")
            case VoiceSign():
                self.words(paragraph, inline.label, f"Voice{inline.voice.value}")
            case StanceSign():
                self.words(paragraph, say(STANCES[inline.stance]))
            case CertaintySign():
                self.words(paragraph, "⨁" * inline.level + "◯" * (4 - inline.level) + "\u00a0")

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

    def _facts(self, facts: Sequence[Fact]) -> None:
        """Add facts that stand on one page."""
        for place, fact in enumerate(facts, start=1):
            run = (Text(f"{fact.label}: ", "strong"), *fact.run)
            self.paragraph("Fact", run, keep=place < len(facts))

    def _heading(self, block: Heading) -> None:
        self.paragraph(f"Heading{block.level}", (Text(block.text),), keep=True)
        if block.aside:
            self.paragraph("Small", (Text(block.aside, "quiet"),), keep=True)

    def _paragraph(self, block: Paragraph) -> None:
        self.paragraph("Small" if block.style == "note" else "Normal", block.run)

    def _table(self, block: Table) -> None:
        self._caption("Table", block.name, keep=True)
        shares = [column.share for column in block.columns]
        widths = tables.widths(shares, self._room() // _TWIP, _longest_words(block))
        table = self._add(tables.table(clean(block.name), widths))
        head = tables.row(table, head=True)
        for column, width in zip(block.columns, widths, strict=True):
            tables.cell(head, width, self.made("Cellhead", (Text(breakable(column.title)),), keep=True))
        looks = [_LOOKS.get(column.style, "") and column.style for column in block.columns]
        for row in block.rows:
            self._row(table, row, widths, looks)

    def _row(self, table: Any, row: Row, widths: list[int], looks: list[str]) -> None:
        if row.group:
            title = self.made("Cellhead", row.cells[0], keep=True)
            made = tables.row(table)
            tables.cell(made, sum(widths), title, columns=len(widths), fill=self.panel)
            return
        said = sum(len(part.text) for run in row.cells for part in run if isinstance(part, Text))
        made = tables.row(table, whole=said < _LONG)
        cells = tuple(map(_styled, row.cells, looks))
        cells = tuple(map(_breakable, cells)) if self.lying else cells
        for place, (run, width) in enumerate(zip(cells, widths, strict=True)):
            tables.cell(made, width, self.made("Cell", run, "" if place else row.anchor, keep=row.leads))

    def _caption(self, kind: str, name: str, *, keep: bool = False) -> None:
        """Add a caption whose number is a field, so that one can be moved and all be numbered anew."""
        self.counts[kind] += 1
        made = self.paragraph("Caption", (Text(f"{say(_CAPTIONS[kind])} "),), keep=keep)
        parts.field(made, f"SEQ {kind} \\* ARABIC", str(self.counts[kind]))
        self.words(made, f". {name}")

    def _voices(self, block: VoiceColumns) -> None:
        for column in block.columns:
            self._voice(column)

    def _voice(self, column: VoiceColumn) -> None:
        self.paragraph("Heading2", (Text(column.title),), keep=True)
        self.paragraph("Small", (Text(column.remark, "quiet"),), keep=True)
        for entry in column.entries:
            self._entry(entry, column.voice)
        if not column.entries:
            self.paragraph("Normal", (Text(column.empty, "quiet"),))

    def _entry(self, entry: Entry, voice: Voice) -> None:
        quote = self.paragraph(styles.quoted(voice), entry.quote)
        parts.keep_clear(quote, styles.INDENT)
        self.paragraph(styles.placed(voice), (StanceSign(entry.stance), Text(": "), *entry.where))

    def _statement(self, block: Statement) -> None:
        self.paragraph("Heading3", (Text(f"{block.number}. "), *block.run), block.anchor, keep=True)
        self._facts(block.facts)

    def _listing(self, block: Listing) -> None:
        for item in block.items:
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
        section = self.section = self.document.add_section(WD_SECTION.NEW_PAGE)
        short, long = sorted((section.page_width, section.page_height))
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if lying else (short, long)

    def _figure(self, block: Figure) -> None:
        data = self._drawn(block)
        several = pictures.parted(block, pictures.pages(data, self._room() / self._tall()))
        for place, part in enumerate(several, start=1):
            name = block.name
            if len(several) > 1:
                name = say("{figure}, part {part} of {parts}", figure=name, part=place, parts=len(several))
                data = self._drawn(part)
            self._picture(part, name, data)

    def _drawn(self, block: Figure) -> bytes:
        data, warnings = to_figure(block, ".png", self.options)
        self.warnings.extend(warnings)
        return data

    def _picture(self, block: Figure, name: str, data: bytes) -> None:
        holder = self.document.add_paragraph()
        holder.paragraph_format.keep_with_next = True
        picture = holder.add_run().add_picture(io.BytesIO(data))
        self._fit(picture)
        parts.describe(picture, clean(name), clean(spoken(block)))
        self._caption("Figure", name)

    def _fit(self, picture: Any) -> None:
        """Make a picture no larger than the page between its margins, with room for its caption."""
        scale = min(1.0, self._room() / picture.width, self._tall() / picture.height)
        picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)

    def _tall(self) -> int:
        """Return how tall a picture can be that has its caption on the same page."""
        section = self.section
        return int(section.page_height - section.top_margin - section.bottom_margin) * 9 // 10


def _longest_words(table: Table) -> list[int]:
    """Return how long the longest word of each column is, in its title and its cells."""
    found = [_longest(breakable(column.title)) for column in table.columns]
    for row in table.rows:
        if not row.group:
            found = [max(old, *map(_longest, _said(run))) for old, run in zip(found, row.cells, strict=True)]
    return found


def _said(run: Run) -> list[str]:
    """Return what stands in a cell, piece by piece; a certainty is one, which stands in one line."""
    if any(isinstance(part, CertaintySign) for part in run):
        return ["_" * (_SIGN + sum(len(_word(part)) for part in run))]
    return [_word(part) for part in run] or [""]


def _word(part: Inline) -> str:
    if isinstance(part, Letters):
        return "_" * (1 + sum(map(len, part.letters)) // 2)  # they are small
    if isinstance(part, StanceSign):
        return say(STANCES[part.stance])
    return breakable(part.text) if isinstance(part, Text) else ""


def _longest(words: str) -> int:
    """Return the room of the longest word in letters of middle width; capitals take more."""
    return max(len(word) + 2 * sum(map(str.isupper, word)) // 3 for word in re.split(r"[\s\u00ad/-]", words))


def _styled(run: Run, style: str) -> Run:
    """Return a run in the style of its column where it has none of its own."""
    if not style:
        return run
    return tuple(
        replace(part, style=style) if isinstance(part, Text) and not part.style else part for part in run
    )


def _breakable(run: Run) -> Run:
    return tuple(replace(part, text=breakable(part.text)) if isinstance(part, Text) else part for part in run)


_CAPTIONS = {"Figure": later("Figure"), "Table": later("Table")}
"""Kinds of captions by the name of their field, which stays the same in every language."""
_LOOKS = {"strong": "Strong", "quiet": "Quiet", "work": "Emphasis"}
"""Styles of characters for those of the report; what is quoted has a style of its paragraph."""
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
