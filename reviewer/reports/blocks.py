"""What a report is made of, as plain data that every writer understands.

A report is a list of blocks; a block holds runs; a run is a sequence of inlines. No inline knows how it
is drawn: a voice, a stance or a certainty stays that thing until a writer picks shape, colour and words
for it. Text is already as it should be read (line breaks of the source folded); what a program should
read, exact to the character, is in `Report.sheet`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass

from reviewer.model import Stance, Voice
from reviewer.reports.manifest import Manifest
from reviewer.reports.tidy import DataTable


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose about one report.

    `people`: "roles" leaves the names of readers out, "as shown" prints them as the page shows them.
    `patterns`: voices without colour. `paper`: "a4" or "letter". `anchors`: ranges and fingerprints.
    `contents`: ids of SECTIONS in their order, empty for those as usual. `titles`: own headings by id.
    `style`: one of `records.citing.STYLES`. `since`: the export that changes are told from. `template`: one
    on this machine. `masked`: details of health that a person marked are left out. `archival`, `tagged`: the
    PDF is made for archives, and with the tags that screen readers need. `language`: of the fixed words.
    """

    people: str = "roles"
    experience: bool = True
    patterns: bool = False
    paper: str = "a4"
    anchors: bool = True
    contents: tuple[str, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    style: str = "vancouver"
    since: int = 0
    template: str = ""
    masked: bool = True
    archival: bool = True
    tagged: bool = True
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """Words. `style`: "", "strong", "quiet", "quote", or "work" for what a citation style sets in italics.
    `target`: the anchor in this report they lead to."""

    text: str
    style: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Letters:
    """Raised letters that point to explanations. `notes` says what each stands for where the explanations
    are not near: a writer that can then prints them as footnotes."""

    letters: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VoiceSign:
    """The glyph of a voice with its words ("Study, second-hand")."""

    voice: Voice
    label: str


@dataclass(frozen=True, slots=True)
class StanceSign:
    """The chip of a stance; writers give it the stance as alternative text."""

    stance: Stance


@dataclass(frozen=True, slots=True)
class CertaintySign:
    """Four circles, `level` (1 to 4) of them with a cross; the word for it always follows as Text."""

    level: int


Inline = Text | Letters | VoiceSign | StanceSign | CertaintySign
Run = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with what it stands for."""

    label: str
    run: Run


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The head of the report: what it asks, of whom, from which sources."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline; `aside` is a quiet remark on the same line."""

    text: str
    aside: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words. `style`: "text" for reading, "note" for small print."""

    run: Run
    style: str = "text"


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim in full: its number, its words, and the facts about it."""

    number: int
    run: Run
    facts: tuple[Fact, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `share` is its part of the width; `style`: "", "quiet", "strong", "quote"."""

    title: str
    share: float
    style: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by column. A `group` row has one, the title of the rows below it; one that `leads` has all, and
    never stands at the foot of a page without the next."""

    cells: tuple[Run, ...]
    group: bool = False
    anchor: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `name` says what it holds, for those who hear it."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One quote under its voice: stance, words, where they stand, and how many more say the same."""

    stance: Stance
    quote: Run
    where: Run


@dataclass(frozen=True, slots=True)
class VoiceColumn:
    """What one voice says. `remark` tells what it counts for; `empty` stands where there is nothing."""

    voice: Voice
    title: str
    remark: str
    entries: tuple[Entry, ...]
    empty: str = "No quotes."


@dataclass(frozen=True, slots=True)
class VoiceColumns:
    """The voices side by side, always in the order study, commentary, reader."""

    columns: tuple[VoiceColumn, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, with its letter or without."""

    label: str
    run: Run
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list in small print: references, notes."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class MapMark:
    """A claim on the map: its quotes by voice, `spoken` for those who hear it."""

    number: int
    label: str
    quotes: int
    parts: tuple[tuple[Voice, int], ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class MapCell:
    """The marks of one tag in one certainty."""

    marks: tuple[MapMark, ...]


@dataclass(frozen=True, slots=True)
class MapLine:
    """A tag with its cells in the order of the columns."""

    title: str
    cells: tuple[MapCell, ...]


@dataclass(frozen=True, slots=True)
class MapBlock:
    """The evidence map. `levels` are those of the columns, 0 where there is none; `notes` stand below it.
    In a `dense` one the marks stand close, each with its number."""

    name: str
    columns: tuple[str, ...]
    levels: tuple[int, ...]
    rows: tuple[MapLine, ...]
    voices: tuple[Voice, ...]
    notes: str
    dense: bool = False


@dataclass(frozen=True, slots=True)
class MatrixHead:
    """What stands above `count` columns; with `by_voice` it is a voice."""

    title: str
    detail: str
    count: int
    voice: Voice
    by_voice: bool


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A voice of a document, with how many quotes lie in it."""

    voice: Voice
    label: str
    source: str
    quotes: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Stances with their counts, how many quotes are only suggested, and the cell in words."""

    stances: tuple[tuple[Stance, int], ...]
    proposed: int
    spoken: str


@dataclass(frozen=True, slots=True)
class MatrixGrade:
    """A certainty: the level 1 to 4, or 0 with why there is none."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A claim with its cells and certainties, or (`group`) the title of those below it."""

    group: bool
    number: int
    label: str
    hue: str
    cells: tuple[MatrixCell, ...]
    grades: tuple[MatrixGrade, ...]


@dataclass(frozen=True, slots=True)
class MatrixBlock:
    """Claims against sources. `colour_by` is "voice" or "stance"; `suggested`: something is only that."""

    name: str
    heads: tuple[MatrixHead, ...]
    columns: tuple[MatrixColumn, ...]
    populations: tuple[str, ...]
    graded: tuple[int, ...]
    lines: tuple[MatrixLine, ...]
    colour_by: str
    suggested: bool


@dataclass(frozen=True, slots=True)
class Wide:
    """Blocks on a page that lies on its side, for a table with many columns."""

    blocks: tuple[Heading | Paragraph | Table | Listing, ...]


@dataclass(frozen=True, slots=True)
class Light:
    """A judgement: its sign ("good", "middling", "bad", "worst", "open", "none") and the word for it; `short`
    stands in a narrow column for a word without a sign that would not fit there."""

    sign: str
    word: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class LightColumn:
    """What is judged: a short name to stand over the column, and what it means."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class LightRow:
    """A study, or one result of it, with a judgement for each column."""

    label: str
    detail: str
    lights: tuple[Light, ...]


@dataclass(frozen=True, slots=True)
class LightsBlock:
    """The judgements of one instrument across studies, a light for each. `key` says the signs used."""

    name: str
    columns: tuple[LightColumn, ...]
    rows: tuple[LightRow, ...]
    key: tuple[Light, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """How often each judgement was made of one thing judged, in the order of the key."""

    label: str
    parts: tuple[tuple[Light, int], ...]


@dataclass(frozen=True, slots=True)
class BarsBlock:
    """The same judgements added up: a bar for each thing judged, of `total` studies."""

    name: str
    bars: tuple[Bar, ...]
    total: int
    key: tuple[Light, ...]


@dataclass(frozen=True, slots=True)
class FlowBox:
    """A box of a flow: what it counts, how many, and what of them; a row of `parts` may have no count."""

    title: str
    count: int
    parts: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A box, and beside it the box of what left the flow there."""

    box: FlowBox
    out: FlowBox | None = None


@dataclass(frozen=True, slots=True)
class FlowColumn:
    """The boxes of one way of finding studies, downwards."""

    title: str
    identified: FlowStep
    screened: FlowStep | None
    sought: FlowStep
    assessed: FlowStep


@dataclass(frozen=True, slots=True)
class FlowBlock:
    """A PRISMA 2020 flow: one or two columns that meet in the box of what was included."""

    name: str
    columns: tuple[FlowColumn, ...]
    included: FlowBox
    notes: str


Figure = MapBlock | MatrixBlock | LightsBlock | BarsBlock | FlowBlock
Block = TitleBlock | Heading | Paragraph | Statement | Table | VoiceColumns | Listing | Wide | Figure


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for programs: cells exactly as stored, one row for each quote link."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Something looked at before export; `fine` False is a warning and never stops the export.

    `kind` is where it can be looked at: "claim", "rating", "document", "record" (its
    bibliographic fields), "graded" (a claim) or "appraised" (a
    document) with its id, or "screen"; "" where there is no one place.
    """

    fine: bool
    text: str
    kind: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it stands in a report: `blocks[first:end]`. `holds` is False where it only says that it
    has nothing."""

    id: str
    title: str
    first: int
    end: int
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """A report, ready for any writer. `name` is its short title for the foot of each page; `made` is the
    time of the library's last op, "" when it has none. `manifest` is what its pages carry, to be checked by,
    `stated` what its tables do, which hold everything whatever sections were chosen; `tables` hold what it
    rests on, for programs, `noted` the checks in the words for these.
    """

    title: str
    name: str
    version: str
    counts: str
    made: str
    blocks: tuple[Block, ...]
    sheet: Sheet
    checks: tuple[Check, ...]
    options: Options
    noted: tuple[Check, ...] = ()
    parts: tuple[Part, ...] = ()
    manifest: Manifest = Manifest()
    stated: Manifest = Manifest()
    tables: tuple[DataTable, ...] = ()


def words_in(value: object) -> int:
    """Return how many characters a block, a row or any part of them holds."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple):
        return sum(words_in(each) for each in value)
    if is_dataclass(value):
        return sum(words_in(getattr(value, field.name)) for field in fields(value))
    return 0


def plain(run: Run) -> str:
    """Return the words of a run, signs as the words or characters that stand for them."""
    return "".join(_plain(inline) for inline in run)


_SIGN = {Stance.SUPPORTS: "+", Stance.CONTRADICTS: "−", Stance.QUALIFIES: "±", Stance.MENTIONS: "·"}


def _plain(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Letters():
            return " " + " ".join(inline.letters)
        case VoiceSign():
            return inline.label
        case StanceSign():
            return _SIGN[inline.stance]
        case CertaintySign():
            return "⊕" * inline.level + "◯" * (4 - inline.level) + " "
