"""Markdown (.md, .markdown): kept as the text it is, with what its front matter says in the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reviewer.model import Name, Record
from reviewer.readers import from_text
from reviewer.readers.decoding import binary_kind
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected
from reviewer.records.dates import parse_date
from reviewer.records.ids import normalise_doi
from reviewer.records.names import parse_name

FORMAT = "markdown"
SUFFIXES = (".md", ".markdown", ".mdown")

MOST_LINES = 300
"""Lines of front matter that are looked at."""
_KEY = re.compile(r"([A-Za-z][\w-]*)\s*:(?:\s+(.*))?$")
_HEADING = re.compile(r"#\s+(.+?)\s*#*$")
_FENCES = ("---", "...")


def sniff(source: Input) -> int:
    """Return 1 for text whose name says that it is Markdown: nothing in it does so for sure."""
    return int(source.name.lower().endswith(SUFFIXES) and binary_kind(source.head) == "")


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the one text of the file; raises ReviewError when it holds no words."""
    for item in from_text.read(source):
        if isinstance(item, Parsed):
            yield Parsed(item.text, record_of(item.text), format=FORMAT)


def record_of(text: str) -> Record | None:
    """Return what front matter says, between fences or as lines of “%”; the title may be a heading."""
    lines = text.split("\n", MOST_LINES)[:MOST_LINES]
    said = _percent(lines) if lines[0].startswith("%") else _fenced(lines)
    title = " ".join(said.get("title", [])) or _heading(lines)
    raw = said.get("author") or said.get("authors", [])
    found = Record(
        title=title,
        authors=_names(raw),
        issued=parse_date(" ".join(said.get("date", []))),
        doi=normalise_doi(" ".join(said.get("doi", []))),
        language=" ".join(said.get("lang", []) or said.get("language", [])),
        keywords=tuple(_list(said.get("keywords") or said.get("tags", []))),
        url=" ".join(said.get("url", [])),
    )
    return found if found != Record() else None


def _names(raw: Sequence[str]) -> tuple[Name, ...]:
    names = [name for words in raw for name in re.split(r"\s*;\s*|\s+and\s+", words)]
    if len(names) == 1 and names[0].count(",") > 1:
        names = names[0].split(",")
    return tuple(parse_name(name) for name in names if name.strip())


def _list(raw: Sequence[str]) -> list[str]:
    words = raw if len(raw) != 1 else re.split(r"\s*[,;]\s*", raw[0])
    return [word for word in words if word]


def _heading(lines: Sequence[str]) -> str:
    first = next((line.strip() for line in lines if line.strip() and line.strip() not in _FENCES), "")
    match = _HEADING.match(first)
    return match[1] if match else ""


def _percent(lines: Sequence[str]) -> dict[str, list[str]]:
    """Return the title block that Pandoc knows: title, authors and date after “%”."""
    said: dict[str, list[str]] = {}
    keys = iter(("title", "author", "date"))
    key = ""
    for line in lines:
        if line.startswith("%") and (key := next(keys, "")):
            said[key] = [line[1:].strip()]
        elif key and line.startswith(" ") and line.strip():
            said[key].append(line.strip())
        else:
            break
    return said


def _fenced(lines: Sequence[str]) -> dict[str, list[str]]:
    """Return the values by key of the lines between fences: single ones, and lists of either form."""
    if lines[0].rstrip() != "---":
        return {}
    end = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() in _FENCES), 0)
    said: dict[str, list[str]] = {}
    key = ""
    for line in lines[1:end]:
        match = _KEY.match(line)
        if match:
            key = match[1].lower()
            said[key] = _values(match[2] or "")
        elif key and line.strip():
            _continue(said, key, line.strip())
    return said


def _continue(said: Mapping[str, list[str]], key: str, line: str) -> None:
    """Take a line below a key: an item, a name within an item, or words that go on."""
    item = line.startswith("- ")
    inner = _KEY.match(line.removeprefix("- ").strip())
    if inner:
        if inner[1].lower() in ("name", "literal"):
            said[key].extend(_values(inner[2] or ""))
    elif item or not said[key]:
        said[key].extend(_values(line.removeprefix("- ")))
    else:
        said[key][-1] += " " + line


def _values(raw: str) -> list[str]:
    words = raw.strip()
    if words in ("", "|", ">", "|-", ">-"):
        return []
    if words.startswith("[") and words.endswith("]"):
        return [_bare(part) for part in words[1:-1].split(",") if part.strip()]
    return [_bare(words)]


def _bare(words: str) -> str:
    words = words.strip()
    if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'":
        return words[1:-1]
    return words.partition(" #")[0].rstrip()
