"""Write a report as PDF with Typst: a fixed template and the report as data.

The words of users and of the web reach the template only as JSON strings and are never read as markup.
Fonts come from the program's own folder alone, and the time in the file is that of the library's last
op: the same report gives the same bytes on every machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from reviewer.errors import ReviewError
from reviewer.reports import glyphs, templates
from reviewer.reports.blocks import Letters, Report, Text
from reviewer.reports.proof import in_pdf
from reviewer.reports.scripts import language, right_to_left
from reviewer.settings import resource

STANDARDS = ("a-2a", "ua-1")
"""For the archive and for screen readers. Typst refuses them for what cannot conform, such as a character
without a shape; the report is then written without the mark, and says so."""

_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""The time in the file of an empty library: the earliest that every archive format can hold."""


def to_pdf(report: Report) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the PDF and what could not be drawn; raises ReviewError when Typst refuses."""
    data, lost = as_data(report)
    own = report.options.template
    try:
        marked = compiled(data, _time(report), "pdf", standards=STANDARDS, own=own)[0]
        return in_pdf.put(marked, report.manifest), warnings_of(lost)
    except ReviewError as refused:
        plain = compiled(data, _time(report), "pdf", own=own)[0]
        return in_pdf.put(plain, report.manifest), (
            *warnings_of(lost),
            f"The file is not marked as PDF/A-2a and PDF/UA-1: {refused.__cause__}.",
        )


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
    return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace"), drawing.lost


def compiled(
    data: bytes,
    time: datetime,
    kind: Literal["pdf", "png", "svg"],
    pixels_per_inch: float = 144,
    standards: tuple[str, ...] = (),
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
            pdf_standards=list(standards),
        )
    except typst.TypstError as error:
        raise templates.refused(error, kind.upper(), own) from error
    return tuple(made) if isinstance(made, list) else (made,)


def _files(data: bytes, template: str = "", own: str = "") -> dict[str, bytes]:
    """Return what Typst is given, by file name: the template, its parts, and the data."""
    files = templates.files(own) | {"tokens.json": resource("tokens.json").read_bytes(), "report.json": data}
    return files | ({"main.typ": resource(template).read_bytes()} if template else {})


Mark = tuple[int | str, int, float]
"""A block by its number or an anchor by its name, its page from 1, and how far down in points it stands."""


def laid_out(report: Report) -> tuple[bytes, tuple[Mark, ...]]:
    """Return the PDF for the screen, and where on its pages each block and anchor stands, in their order.

    Raises ReviewError when Typst refuses.
    """
    import typst

    with TemporaryDirectory(prefix="reviewer-") as folder:  # Typst answers questions about files only
        for name, held in _files(as_data(report)[0], own=report.options.template).items():
            Path(folder, name).write_bytes(held)
        maker = typst.Compiler(
            str(Path(folder, "main.typ")), font_paths=[str(resource("fonts"))], ignore_system_fonts=True
        )
        try:
            made = maker.compile(format="pdf", timestamp=_time(report))
            found = json.loads(maker.eval(_WHERE))
        except typst.TypstError as error:
            raise templates.refused(error, "preview", report.options.template) from error
    assert isinstance(made, bytes)
    return made, tuple((name, place["page"], float(place["y"].removesuffix("pt"))) for name, place in found)


_WHERE = "query(metadata).map(each => (each.value, each.location().position()))"


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


_NOT_DRAWN = ("sheet", "checks", "manifest", "stated", "tables")
_LONG = re.compile(r"\S{36,}")
"""Words that may not fit into a line; the template leaves those alone that break by rules of their own."""


def warnings_of(lost: set[str]) -> tuple[str, ...]:
    """Return a warning that names the characters without a shape, if there are any."""
    if not lost:
        return ()
    named = " ".join(sorted(lost)[:20])
    return (
        f"{len(lost)} characters have no shape in the fonts of the report and print as boxes: {named}. "
        "The CSV has them as they are.",
    )
