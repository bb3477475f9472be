"""What a person asks for in words: a small grammar, read kindly, with what was understood said back.

    b cells             both words; the last one also as a beginning
    "b cells"           together and in this order           mitox*   words that begin so
    fever OR rash       one of them                          -mice, NOT mice   without
    a NEAR/5 b, NEAR(a b, 5)   at most five words apart      ( )      what belongs together
    voice:reader -tag:"B cells"   narrows; whoever asks says which fields there are and what they take

Nothing typed is an error. What makes no sense is left out or taken for words, and `doubts` says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

APART = 10
"""Words between two that are asked to be near each other, where no number is given (as FTS5 has it)."""
_TOKEN = re.compile(
    r"""(?P<field>-?\w+:(?:"[^"]*"?|[^\s()"]+))
      | (?P<phrase>-?"[^"]*(?:"\*?|$))
      | (?P<near>NEAR\()
      | (?P<bracket>-?[(]|[)])
      | (?P<word>[^\s()"]+)""",
    re.VERBOSE,
)
_OPEN = re.compile(r"-?(\w+):")
_NEAR = re.compile(r"NEAR(?:/(\d+))?")
_SPEAKS = re.compile(r"\w")
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]")
"""What SQLite cannot be asked for: NUL ends its strings, and half a surrogate pair has no UTF-8."""
MOST = 64
"""Parts of a question that are read: more come from a whole page pasted into the field."""

Fields = Callable[[str, str], str | None]
"""Given a name and a value: None where no field has the name, "" where it narrows, else why it cannot."""


def no_fields(name: str, value: str) -> None:
    """Know no fields: every part is words."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A `field:value` part; `keeps` is False for those that are to be left out."""

    name: str
    value: str
    keeps: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood: words as an FTS5 expression ("" for none), narrowings, and both in a sentence."""

    match: str = ""
    narrowings: tuple[Narrowing, ...] = ()
    said: str = ""
    doubts: tuple[str, ...] = ()
    whole: str = ""
    """The same, with the last word taken as it stands where nobody asked for words that begin so."""

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words and phrases that are looked for or left out, in lower case."""
        return tuple(found.lower() for found in re.findall(r'"([^"]*)"', self.match))


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the expression: as FTS5 writes it and as a person says it; `bare` can stand in NEAR."""

    match: str
    said: str
    excluded: bool = False
    bare: bool = True


@dataclass(slots=True)
class _Reading:
    """The tokens that are still to be read, and what has been noticed on the way."""

    tokens: list[tuple[str, str]]
    fields: Fields
    at: int = 0
    begun: bool = False
    """The last word is looked for as a beginning because it is the last."""
    narrowings: list[Narrowing] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self.at += 1
        return token

    def doubt(self, words: str) -> None:
        if words not in self.doubts:
            self.doubts.append(words)


def asked(typed: str, fields: Fields = no_fields) -> Asked:
    """Read what was typed; a narrowing counts for the whole question, wherever it stands."""
    readable = _UNREADABLE.sub(" ", typed)
    tokens = [(str(found.lastgroup), found[0]) for found in _TOKEN.finditer(readable)]
    reading = _Reading(tokens[:MOST], fields)
    if len(tokens) > MOST:
        reading.doubt(f"Only the first {MOST} words are looked for.")
    parts: list[_Part] = []
    while reading.at < len(reading.tokens):
        parts += _either(reading)
        if reading.peek() == ("bracket", ")"):
            reading.take()
            reading.doubt("A closing bracket has no opening one: left out.")
    whole = _together(parts, reading)
    if whole is not None and whole.excluded:
        reading.doubt("Only words to leave out were given: say also which to look for.")
        whole = None
    said = [whole.said] if whole else []
    said += [f"{'' if each.keeps else 'not '}{each.name}: {each.value}" for each in reading.narrowings]
    match = whole.match if whole else ""
    return Asked(
        match,
        tuple(reading.narrowings),
        "; ".join(said),
        tuple(reading.doubts),
        _ended(match) if reading.begun else match,
    )


def _ended(match: str) -> str:
    """Return an expression with its last word taken as it stands; what leaves out words stays as it is."""
    before, _, after = match.rpartition('"*')
    return match if " NOT " in match else f'{before}"{after}'


def _either(reading: _Reading) -> list[_Part]:
    """Read up to a closing bracket: runs of parts with OR between them; one run stays as it is."""
    runs = [_run(reading)]
    while reading.peek() == ("word", "OR"):
        reading.take()
        runs.append(_run(reading))
    made = [part for part in (_together(run, reading) for run in runs) if part is not None]
    if len(runs) == 1:
        return runs[0]
    if len(made) < len(runs):
        reading.doubt("OR needs words on both sides: left out.")
    kept = [part for part in made if not part.excluded]
    if len(kept) < len(made):
        reading.doubt("“Without” cannot stand beside OR: left out.")
    if len(kept) < 2:
        return kept
    match = " OR ".join(f"({part.match})" for part in kept)
    return [_Part(f"({match})", "(" + " or ".join(part.said for part in kept) + ")", bare=False)]


def _run(reading: _Reading) -> list[_Part]:
    """Read parts that stand side by side, up to OR or a closing bracket."""
    parts: list[_Part] = []
    while reading.at < len(reading.tokens):
        kind, token = reading.peek()
        if (kind, token) in (("word", "OR"), ("bracket", ")")):
            break
        if kind == "word" and (near := _NEAR.fullmatch(token)):
            reading.take()
            _join_near(parts, reading, int(near[1] or APART))
            continue
        parts += _part(reading)
    return parts


def _part(reading: _Reading) -> list[_Part]:
    """Read one part; nothing where it holds nothing to look for."""
    kind, token = reading.take()
    if kind == "field":
        return _field(reading, token)
    if kind == "near":
        return _near_list(reading)
    if kind == "bracket":
        return _bracket(reading, token.startswith("-"))
    if kind == "word" and token == "AND":
        return []
    if (
        kind == "word"
        and (open := _OPEN.fullmatch(token))
        and reading.fields(open[1].casefold(), "?") is not None
    ):
        reading.doubt(f"{open[1]}: needs what it asks for right after its colon: left out.")
        return []
    if kind == "word" and token == "NOT":
        following = [] if reading.peek()[0] in ("", "near") else _part(reading)
        if not following:
            reading.doubt("NOT needs a word after it: left out.")
        return [_Part(part.match, part.said, True, part.bare) for part in following]
    last = reading.at == len(reading.tokens)
    if kind == "phrase" and not token.rstrip("*").endswith('"', 1 + token.startswith("-")):
        reading.doubt("A quotation mark is never closed: taken to reach the end.")
    parts = _words(token, last)
    reading.begun = last and parts != _words(token, False)
    return parts


def _words(token: str, last: bool) -> list[_Part]:
    excluded = token.startswith("-") and len(token) > 1
    quoted = '"' in token
    bare = " ".join(token.removeprefix("-").replace('"', " ").rstrip("*").split())
    if not _SPEAKS.search(bare):
        return []
    begins = token.endswith("*")
    begun = begins or (last and not quoted and len(bare) > 1)  # a single letter begins nearly everything
    said = f"words that begin with “{bare}”" if begins else f"“{bare}…”" if begun else f"“{bare}”"
    return [_Part(f'"{bare}"' + "*" * begun, said, excluded)]


def _field(reading: _Reading, token: str) -> list[_Part]:
    name, _, value = token.removeprefix("-").partition(":")
    value = value.strip('"').strip()
    doubt = reading.fields(name.casefold(), value) if value else None
    if doubt is None or doubt:
        if doubt:
            reading.doubt(doubt)
        return _words(f'"{name} {value}"', False)
    reading.narrowings.append(Narrowing(name.casefold(), value, not token.startswith("-")))
    return []


def _bracket(reading: _Reading, excluded: bool) -> list[_Part]:
    inner = _either(reading)
    if reading.take() != ("bracket", ")"):
        reading.doubt("A bracket is never closed: taken to reach the end.")
    whole = _together(inner, reading)
    if whole is None:
        return []
    if whole.excluded:  # without what is not there: nothing a person means
        return [] if excluded else [whole]
    match = whole.match if whole.bare or whole.match.startswith("((") else f"({whole.match})"
    return [_Part(match, whole.said, excluded, whole.bare)]


def _near_list(reading: _Reading) -> list[_Part]:
    """Read NEAR(a b, 5)."""
    parts: list[_Part] = []
    most = APART
    while reading.at < len(reading.tokens) and reading.peek() != ("bracket", ")"):
        kind, token = reading.take()
        if kind == "word" and token.strip(",").isdigit() and reading.peek() == ("bracket", ")") and parts:
            most = int(token.strip(","))
        elif kind in ("word", "phrase"):
            parts += _words(token.removesuffix(",").removeprefix("-"), False)
    if reading.take() != ("bracket", ")"):
        reading.doubt("A bracket is never closed: taken to reach the end.")
    return [_near(parts, most, reading)] if parts else []


def _join_near(parts: list[_Part], reading: _Reading, most: int) -> None:
    """Bind the part before NEAR to the one after it."""
    after = _part(reading) if reading.peek()[0] in ("word", "phrase") else []
    if not parts or not after or not (parts[-1].bare and after[0].bare):
        reading.doubt("NEAR needs a word or a phrase on both sides: taken for “and”.")
        parts += after
        return
    parts[-1:] = [_near([parts[-1], after[0]], most, reading)]


def _near(parts: list[_Part], most: int, reading: _Reading) -> _Part:
    if len(parts) == 1:
        reading.doubt("NEAR needs two words: it has one.")
        return parts[0]
    match = f"NEAR({' '.join(part.match for part in parts)}, {most})"
    said = " and ".join(part.said for part in parts) + f" at most {most} words apart"
    return _Part(match, said, parts[0].excluded, bare=False)


def _together(parts: Iterable[_Part], reading: _Reading) -> _Part | None:
    """Return parts of which all must be there, and none of the excluded."""
    kept: list[_Part] = []
    without: list[_Part] = []
    for part in parts:
        (without if part.excluded else kept).append(part)
    if not kept:
        return without[0] if without else None
    if len(kept) == 1 and not without:
        return kept[0]
    match = " AND ".join(part.match for part in kept) + "".join(f" NOT {part.match}" for part in without)
    said = " and ".join(part.said for part in kept)
    said += "".join(f", without {part.said}" for part in without)
    return _Part(match, said, bare=False)


def told(doubts: Iterable[str], understood: str) -> str:
    """Return one line that says what could not be followed, and what was looked for instead."""
    words = " ".join(doubts)
    return f"{words} Looked for: {understood}." if words and understood else words
