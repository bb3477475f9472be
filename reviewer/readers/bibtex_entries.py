"""The entries of a BibTeX file as they stand: type, key, fields with their raw values, line by line.

Forgiving where the meaning is clear: missing commas, a missing last brace, quotes within quotes, entries
without a key, parentheses for braces. An entry whose braces never close is `Broken`; the next is read.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

from reviewer.language import recorded

LONGEST = 4_000_000
"""Characters after which something that does not close is given up as an entry."""

_UNCLOSED = recorded("A brace or quote that opens in this entry is never closed.")
LONGEST_STRING, LONGEST_VALUE = 2_000, 1_000_000
"""Characters of a @string, and of a value made of them, that are kept: strings of strings can double."""

_START = re.compile(r"@\s*([^\W\d_][\w.:+-]*)\s*([{(])")
_NEXT = re.compile(r"\s*@\s*([^\W\d_]\w*)\s*[{(]\s*(?:[^\s{}()=\"#%,]+\s*)?(?:,|$)")
"""The head of an entry at the start of a line: where it stands inside another, that one was never closed."""
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_EVERY_BRACE = re.compile(r"[{}]")
_KEY = re.compile(r"\s*([^,={}\"#\n]*)")
_GAP = re.compile(r"[\s,]*(?:%[^\n]*\n[\s,]*)*")
_FIELD = re.compile(r"([^\s=,{}\"#%][^=,{}\"#\n]*)=\s*")
_SIMPLE = re.compile(r"\{([^{}\\]*)\}")
_BARE = re.compile(r"[^,#{}\"\n]+")
_QUOTED = re.compile(r"\\.|[{}\"]", re.DOTALL)
_QUOTE_END = re.compile(r"\"(?=\s*(?:[,#})%]|\Z|[A-Za-z][\w.:+-]*\s*=))")
_SWALLOWED = re.compile(r"\n[^\S\n]*[A-Za-z][\w-]*[^\S\n]*=[^\S\n]*[{\"]")
"""A field within a value: the brace or quote before it was never closed."""
_JOIN = re.compile(r"\s*#\s*")
_MONTHS = "January February March April May June July August September October November December".split()

NO_RECORDS = ("comment", "preamble", "string", "xdata", "set", "control")
"""What begins like an entry and is none; an @xdata holds fields for others to take over."""


@dataclass(slots=True)
class Entry:
    """One entry: its type in small letters, its key, its fields in order with raw values, its place."""

    type: str
    key: str
    fields: list[tuple[str, str]]
    line: int
    raw: str

    def get(self, name: str) -> str:
        """Return the first value of a field, whatever the case of its name, or ""."""
        return next((value for tag, value in self.fields if tag.casefold() == name), "")


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that begins like an entry and cannot be read as one, and why."""

    line: int
    reason: str
    raw: str


@dataclass(slots=True)
class _Block:
    """What has been gathered of an entry: its lines, how deep its braces are open, and its opening."""

    type: str
    opening: str
    line: int
    parts: list[str] = field(default_factory=list)
    depth: int = 1
    size: int = 0
    quotes: int = 0

    @property
    def raw(self) -> str:
        return f"@{self.type}{self.opening}" + "\n".join(self.parts)


class _UnclosedError(Exception):
    """A quote or a brace of a value has no end."""


def entries(lines: Iterable[str]) -> Iterator[Entry | Broken]:
    """Yield the entries of a file, @xdata among them; strings are put in, comments and preambles left out."""
    strings = {name[:3].casefold(): name for name in _MONTHS}
    for block, closed in _blocks(lines):
        if block.type in ("comment", "preamble", "control"):
            continue
        try:
            found = _entry(block, closed, strings)
        except _UnclosedError:
            found = Broken(block.line, _UNCLOSED, block.raw)
        if block.type != "string":
            yield found
        elif isinstance(found, Entry):
            strings.update((tag.casefold(), value[:LONGEST_STRING]) for tag, value in found.fields)


def _entry(block: _Block, closed: bool, strings: dict[str, str]) -> Entry | Broken:
    body = "\n".join(block.parts)
    brace = _BRACE
    if not closed and body.count("{") + 1 == body.count("}"):  # "{C:\papers\}": no brace was escaped
        body, brace = body[: body.rindex("}")], _EVERY_BRACE
    elif not closed and block.depth > 1:
        raise _UnclosedError
    key, start = ("", 0) if block.type == "string" else _key(body)
    found = list(_fields(body, start, strings, brace))
    if not closed and any(_SWALLOWED.search(value) for _, value in found):
        raise _UnclosedError
    raw = block.raw + ("}" if block.opening == "{" else ")")
    if not found:
        return Broken(block.line, recorded("This entry has no fields."), raw)
    return Entry(block.type, key, found, block.line, raw)


def _key(body: str) -> tuple[str, int]:
    """Return the key of an entry, "" when it has none, and where its fields begin."""
    match = _KEY.match(body)
    end = match.end() if match else 0
    key = match[1].strip() if match else ""
    following = body[end : end + 1]
    if following in ("", ",", "\n"):
        return key, end + 1
    words = key.split()
    return (words[0], 0) if following == "=" and len(words) > 1 else ("", 0)  # "{key title = ..."


# ------------------------------------------------------------------ from lines to blocks


def _blocks(lines: Iterable[str]) -> Iterator[tuple[_Block, bool]]:
    """Yield each block with the text inside its outer braces, and whether these closed.

    A comment that never closes is taken for the word alone, and what follows it is read; so are all that
    follow, since each could make the rest of the file be gone through once more.
    """
    source = enumerate(lines, 1)
    again: deque[tuple[int, str]] = deque()
    block: _Block | None = None
    whole_comments = True
    while True:
        number, line = again.popleft() if again else next(source, (0, ""))
        if block is not None and (not number or block.size > LONGEST or _interrupts(line, block)):
            if number:
                again.appendleft((number, line))
            if block.type == "comment":
                whole_comments = False
                again.extendleft(reversed(list(enumerate(block.parts, block.line))))
            else:
                yield block, False
            block = None
        elif not number:
            return
        elif block is not None or not line.lstrip().startswith("%"):
            block = yield from _of_line(block, line, number, whole_comments)


def _interrupts(line: str, block: _Block) -> bool:
    return "@" in line and block.type != "comment" and _NEXT.match(line) is not None


def _of_line(
    block: _Block | None, line: str, number: int, whole_comments: bool
) -> Generator[tuple[_Block, bool], None, _Block | None]:
    """Yield the blocks that close in a line; return the one that stays open."""
    at = 0
    while True:
        if block is None:
            start = _START.search(line, at)
            if start is None:
                return None
            at = start.end()
            if start[1].casefold() == "comment" and not whole_comments:
                continue
            block = _Block(start[1].casefold(), start[2], number)
        end = _end(block, line, at)
        block.parts.append(line[at : len(line) if end < 0 else end])
        block.size += len(block.parts[-1]) + 1
        if end < 0:
            return block
        yield block, True
        block, at = None, end + 1


def _end(block: _Block, line: str, at: int) -> int:
    """Return where in a line the block closes, or -1; keeps count of its open braces."""
    if block.opening == "(":
        return _end_of_parenthesis(block, line, at)
    if "@" not in line and "\\" not in line:
        opened = line.count("{")
        if opened == line.count("}") and (not opened or block.depth > opened):
            return -1
    for match in _BRACE.finditer(line, at):
        block.depth += {"{": 1, "}": -1}.get(match[0], 0)
        if block.depth == 0:
            return match.start()
    return -1


def _end_of_parenthesis(block: _Block, line: str, at: int) -> int:
    """Return where a block in parentheses closes: at the last one of a line with no quote or brace open."""
    for match in _QUOTED.finditer(line, at):
        block.depth += {"{": 1, "}": -1}.get(match[0], 0)
        block.quotes += match[0] == '"' and block.depth == 1
    end = len(line.rstrip()) - 1
    closes = block.depth == 1 and block.quotes % 2 == 0 and end >= at and line[end] == ")"
    return end if closes else -1


# ------------------------------------------------------------------ from a block to fields


def _fields(
    body: str, start: int, strings: dict[str, str], brace: re.Pattern[str]
) -> Iterator[tuple[str, str]]:
    """Yield the fields of a block; words that belong to none are passed over up to the next comma."""
    at = start
    while True:
        gap = _GAP.match(body, at)
        at = gap.end() if gap else at
        match = _FIELD.match(body, at)
        if match:
            value, at = _value(body, match.end(), strings, brace)
            yield match[1].split()[-1], value
            continue
        at = body.find(",", at)
        if at < 0:
            return


def _value(body: str, at: int, strings: dict[str, str], brace: re.Pattern[str]) -> tuple[str, int]:
    """Return a value, its parts joined and strings put in, and where it ends."""
    parts: list[str] = []
    size = 0
    while True:
        words, at = _part(body, at, strings, brace)
        size += len(words)
        if size <= LONGEST_VALUE or not parts:
            parts.append(words)
        join = _JOIN.match(body, at)
        if join is None:
            return "".join(parts), at
        at = join.end()


def _part(body: str, at: int, strings: dict[str, str], brace: re.Pattern[str]) -> tuple[str, int]:
    opening = body[at : at + 1]
    if opening == "{":
        simple = _SIMPLE.match(body, at)
        return (simple[1], simple.end()) if simple else _braced(body, at, brace)
    if opening == '"':
        return _quoted(body, at)
    bare = _BARE.match(body, at)
    if bare is None:
        return "", at
    words = bare[0].strip()
    return strings.get(words.casefold(), words), bare.end()


def _braced(body: str, at: int, brace: re.Pattern[str]) -> tuple[str, int]:
    depth = 0
    for match in brace.finditer(body, at):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return body[at + 1 : match.start()], match.end()
    raise _UnclosedError


def _quoted(body: str, at: int) -> tuple[str, int]:
    """Return what is between quotes: the end is one outside of braces before a comma, a join or the end."""
    depth = 0
    for match in _QUOTED.finditer(body, at + 1):
        sign = match[0]
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == '"' and depth <= 0 and _QUOTE_END.match(body, match.start()):
            words = body[at + 1 : match.start()]
            if _SWALLOWED.search(words):
                break
            return words, match.end()
    raise _UnclosedError
