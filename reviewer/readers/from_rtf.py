"""Rich text (.rtf): the words of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer import text
from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.readers import office_xml
from reviewer.readers.from_docx import record_of
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected

FORMAT = "rtf"
SUFFIXES = (".rtf",)

MOST = 50_000_000
_WRONG = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
_FIELD = r"\{\\%s\s+((?:[^{}]|\\[{}]){1,2000})\}"
_FIELDS = {"title": "title", "creator": "author", "keywords": "keywords"}
_FIELD_BEGINS = re.compile(r"(\\field)\{", re.IGNORECASE)
_LINES = re.compile(r"\n{3,}")


def sniff(source: Input) -> int:
    """Return 2 for a file that begins as rich text does."""
    return 2 if source.head.lstrip().startswith(b"{\\rtf") else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the one text of the file; raises ReviewError when it is damaged or holds no words."""
    raw = source.data(MOST).decode("latin-1").lstrip()
    words = _words(raw, source.name).replace("\xad", "").replace("|\n", "\n")
    words = _LINES.sub("\n\n", text.clean(words).strip("\n"))
    office_xml.refuse_wordless(words, source.name)
    said = {}
    for key, control in _FIELDS.items():
        match = re.search(_FIELD % control, raw[:200_000])
        value = _words("{\\rtf1 " + match[1] + "}", source.name).strip() if match else ""
        said[key] = [value] if value else []
    yield Parsed(words, record_of(said), format=FORMAT)


def _words(raw: str, name: str) -> str:
    # Imported late: only who reads such a file pays for it.
    from striprtf.striprtf import rtf_to_text

    # A link is looked for from each field to the end of the line; a space after the word makes it none.
    raw = _FIELD_BEGINS.sub(r"\1 {", raw)
    try:
        return str(rtf_to_text(raw, errors="replace"))  # type: ignore[no-untyped-call]
    except _WRONG as error:
        raise ReviewError(
            recorded("{name} is damaged: its text cannot be taken out.", name=name),
            recorded("Open it in a word processor, save it again, and import that."),
        ) from error
