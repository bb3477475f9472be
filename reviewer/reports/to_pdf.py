"""Write a report as PDF with Typst: a fixed template and the report as data.

The words of users and of the web reach the template only as JSON strings and are never read as markup.
Fonts come from the program's own folder alone, and the time in the file is that of the library's last
op: the same report gives the same bytes on every machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from reviewer.errors import ReviewError
from reviewer.language import later, listed, say, say_count, speaking_to_user, spoken
from reviewer.reports import glyphs, templates, typesetting
from reviewer.reports.blocks import Letters, Report, Text, words_in
from reviewer.reports.pointing import Mark
from reviewer.reports.proof import in_pdf
from reviewer.reports.scripts import language, right_to_left
from reviewer.reports.typesetting import Refused, Wanted
from reviewer.settings import resource

STANDARDS: Mapping[tuple[bool, bool], tuple[str, ...]] = {
    (True, True): ("a-2a", "ua-1"),
    (True, False): ("a-2u",),
    (False, True): ("ua-1",),
    (False, False): (),
}
"""What the file is made to: for the archive, for screen readers. The archive's level A asks for the tags
that screen readers need, its level U does without. Typst refuses a mark for what cannot conform, such as a
character without a shape; the report is then written without it, and says so."""
NAMES = {"a-2a": "PDF/A-2a", "a-2u": "PDF/A-2u", "ua-1": "PDF/UA-1"}

LONG_SECTION = 60_000
"""Characters from which a section begins on a page of its own: some ten pages."""
FILLED = 2_000
"""Characters that make a page look used, before a section that begins on the next."""

_FIXED = {
    "report": later("Evidence report"),
    "made": later("{counts}. Made with Reviewer from one local library."),
    "page": later("Page {page} of {pages}"),
    "study": later("Study"),
    "commentary": later("Commentary"),
    "reader": later("Reader, experience"),
    "none": later("Set aside"),
    "certainty": later("Certainty"),
    "never-pooled": later("never pooled"),
    "claim": later("Claim"),
    "quotes": later("Quotes"),
    "graded": later("{count} graded"),
    "suggested": later("Suggested, counts for nothing"),
    "supports": later("supports"),
    "contradicts": later("contradicts"),
    "qualifies": later("qualifies"),
    "mentions": later("mentions"),
    "circles": later("certainty {level} of 4"),
    "split": later("A split mark is a claim that several voices make; its area is the number of quotes"),
    "proposed": later("suggested"),
    "identification": later("Identification"),
    "screening": later("Screening"),
    "included": later("Included"),
    "bar": later("Each bar is {count} appraisal, none weighted"),
    "bars": later("Each bar is {count} appraisals, none weighted"),
}
"""What templates say themselves, by name; braces hold what they put in."""
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""The time in the file of an empty library: the earliest that every archive format can hold."""


def to_pdf(report: Report) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the PDF and what could not be drawn; raises ReviewError when Typst refuses."""
    standards = STANDARDS[report.options.archival, report.options.tagged]
    refused: tuple[str, ...] = ()
    with _maker(report, report.options.tagged) as (make, lost):
        try:
            made = make(standards)[0]
        except ReviewError as error:
            if not standards:
                raise
            made = make(())[0]
            with speaking_to_user():
                named, why = listed(NAMES[each] for each in standards), error.__cause__
                refused = (say("The file is not marked as {standards}: {why}.", standards=named, why=why),)
    return in_pdf.put(made, report.manifest), (*warnings_of(lost), *refused)


def to_pictures(report: Report, pixels_per_inch: float) -> tuple[bytes, ...]:
    """Return the pages as PNG files; raises ReviewError when Typst refuses."""
    own = report.options.template
    return compiled(as_data(report)[0], _time(report), "png", pixels_per_inch, own=own)


def as_data(report: Any) -> tuple[bytes, set[str]]:
    """Return a report, or another dataclass, as JSON for a template, and the characters that no font of ours
    can draw."""
    drawing = _Drawing(glyphs.drawable(resource("fonts")))
    plain = drawing.plain(report)
    plain["long"] = drawing.long
    plain["apart"] = apart(report) if isinstance(report, Report) else []
    plain["language"] = spoken().code
    plain["said"] = {name: say(words) for name, words in _FIXED.items()}
    written = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return written.encode("utf-8", "replace"), drawing.lost


def apart(report: Report) -> list[int]:
    """Return the blocks that begin a page: the first of each long section, unless the page is still empty.

    Typst lays out what stands between such pages side by side, with as many cores as there are.
    """
    found = []
    before = 0
    for part in report.parts:
        size = sum(words_in(block) for block in report.blocks[part.first : part.end])
        if size >= LONG_SECTION and before >= FILLED:
            found.append(part.first)
            before = 0
        before += size
    return found


def compiled(
    data: bytes,
    time: datetime,
    kind: Literal["pdf", "png", "svg"],
    pixels_per_inch: float = 144,
    template: str = "",
    own: str = "",
) -> tuple[bytes, ...]:
    """Return the PDF as the only item, or a picture of each page; raises ReviewError when Typst refuses.

    `template` is a shipped one in place of that of reports; `own` the name of a copy that a person changed.
    """
    import typst

    files = _files(data, template, own)
    try:
        made: bytes | list[bytes] = typst.compile(  # type: ignore[call-overload]  # stubs lack files by name
            files,
            format=kind,
            ppi=pixels_per_inch,
            font_paths=[str(resource("fonts"))],
            ignore_system_fonts=True,
            timestamp=time,
        )
    except typst.TypstError as error:
        raise templates.refused(error, kind.upper(), own) from error
    return tuple(made) if isinstance(made, list) else (made,)


def _files(data: bytes, template: str = "", own: str = "") -> dict[str, bytes]:
    """Return what Typst is given, by file name: the template, its parts, and the data."""
    files = templates.files(own) | {"tokens.json": resource("tokens.json").read_bytes(), "report.json": data}
    return files | ({"main.typ": resource(template).read_bytes()} if template else {})


def laid_out(report: Report) -> tuple[bytes, tuple[Mark, ...]]:
    """Return the PDF for the screen, without tags, and where each block and anchor stands, in their order.

    Raises ReviewError when Typst refuses.
    """
    with _maker(report, tagged=False) as (make, _lost):
        made, marks = make(())
    return made, tuple(mark for mark in marks if not str(mark[0]).startswith(_NOTE))


Make = Callable[[tuple[str, ...]], tuple[bytes, tuple[Mark, ...]]]


@contextmanager
def _maker(report: Report, tagged: bool) -> Iterator[tuple[Make, set[str]]]:
    """Give what makes the PDF of a report to standards and says where everything stands, and the characters
    that cannot be drawn.

    Typst answers questions about files only, so the template and the data are put into a folder meanwhile;
    a process that lays them out starts while they are written.
    """
    own, size = report.options.template, sum(map(words_in, report.blocks))
    with (
        TemporaryDirectory(prefix="reviewer-") as folder,
        typesetting.setting(Path(folder), size) as set_in_type,
    ):
        data, lost = as_data(report)
        for name, held in _files(data, own=own).items():
            Path(folder, name).write_bytes(held)

        def make(standards: tuple[str, ...]) -> tuple[bytes, tuple[Mark, ...]]:
            try:
                made: tuple[bytes, tuple[Mark, ...]] = set_in_type(
                    Wanted(standards, tagged, _time(report).isoformat())
                )
            except Refused as error:
                raise templates.refused(error, "PDF", own) from error
            return made

        yield make, lost


_NOTE = "note-"
"""How the places of footnotes are named, of which the window knows nothing."""


def _time(report: Report) -> datetime:
    if not report.made:
        return _NO_TIME
    moment = datetime.fromisoformat(report.made).replace(microsecond=0)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class _Drawing:
    """Turns dataclasses into dictionaries that say what they are, text as the fonts can draw it.

    `lost` are the characters they cannot; `long` tells whether words outside of running text are so long
    that they may have to be broken.
    """

    def __init__(self, known: frozenset[int]) -> None:
        self.known = known
        self.lost: set[str] = set()
        self.noted: set[str] = set()
        self.long = False

    def plain(self, value: Any) -> Any:
        """Return what JSON can hold of a value."""
        if isinstance(value, Text):
            return self._text(value)
        if isinstance(value, Letters):
            return {"is": "Letters", "letters": list(value.letters), "notes": list(self._notes(value))}
        if isinstance(value, str):
            self.long = self.long or bool(_LONG.search(value))
            return self._drawn(value)
        if isinstance(value, tuple | list):
            return [self.plain(each) for each in value]
        if not is_dataclass(value):
            return value
        names = (field.name for field in fields(value) if field.name not in _NOT_DRAWN)
        return {"is": type(value).__name__} | {name: self.plain(getattr(value, name)) for name in names}

    def _text(self, value: Text) -> dict[str, Any]:
        said = value.text
        return {
            "is": "Text", "text": self._drawn(said), "style": value.style, "target": value.target,
            "rtl": right_to_left(said), "lang": language(said), "long": bool(_LONG.search(said)),
            "pieces": [] if right_to_left(said) else _pieces(self._drawn(said)),
        }  # fmt: skip

    def _notes(self, value: Letters) -> Iterator[tuple[str, str, bool]]:
        """Yield each letter that has a note here, the note, and whether it is the first time."""
        for letter, note in zip(value.letters, value.notes, strict=False):
            yield letter, self._drawn(note), letter not in self.noted
            self.noted.add(letter)

    def _drawn(self, text: str) -> str:
        if text.isascii():
            return text
        drawn = glyphs.name_pictographs(text, self.known)
        self.lost |= glyphs.missing(drawn, self.known)
        return drawn


def _pieces(said: str) -> list[str]:
    """Return words with what must not be parted in every second place; nothing where all may be."""
    found = _WHOLE.split(said)
    return found if len(found) > 1 else []


_WHOLE = re.compile(
    r"(\([^()\d]{0,8}\d[^()]{0,12}\)[*.,;:]*"  # an interval or a count: "(0.60 to 2.02)"
    r"|(?<![^\s(])\w{1,8} [=±≤≥<>] [^\s()]{1,10}(?: %)?"  # "n = 97"
    r"|(?<!\S)[≤≥<>] \d[^\s()]{0,8}"
    r"|\b(?:\w+ )?[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}\b\.?)"  # a fingerprint
)
"""What stays on one line."""

_NOT_DRAWN = ("sheet", "checks", "noted", "manifest", "stated", "tables")
_LONG = re.compile(r"\S{36,}")
"""Words that may not fit into a line; the template leaves those alone that break by rules of their own."""


def warnings_of(lost: set[str]) -> tuple[str, ...]:
    """Return a warning that names the characters without a shape, if there are any."""
    if not lost:
        return ()
    named = " ".join(sorted(lost)[:20])
    with speaking_to_user():
        told = say_count(
            len(lost),
            "{n} character has no shape in the fonts of the report and prints as a box: {characters}. The "
            "CSV has it as it is.",
            "{n} characters have no shape in the fonts of the report and print as boxes: {characters}. The "
            "CSV has them as they are.",
            characters=named,
        )
    return (told,)
