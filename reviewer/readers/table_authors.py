"""Authors in one cell: what stands between them, and how each name is written, told from all rows together.

"Smith, J., Doe, A." and "Smith J., Doe A." and "John Smith, Anna Doe" look alike one by one; in a column each
way of writing shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reviewer.model import Name
from reviewer.readers.table_cells import EMPTY, quoted_items
from reviewer.records.names import GROUP, LONGEST, parse_family_first, parse_given_first, parse_name

MOST = 20_000
"""Names in one cell above which it is no list of authors."""

_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[-\u2010 ]{0,2}){1,4}")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|2nd|3rd|4th|md|m\.d|ph\.?d)\.?", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&|und)\s+")
_LAST_AND = re.compile(r"^(?:and|&|und)\s+|\s+(?:and|&)$")
_OTHERS = re.compile(
    r"[\s,]{0,9}(?:\bet\.? al\b\.?|\band others\b|\.\.\.|\u2026|\bet alii\b)[\s,.]{0,9}$", re.IGNORECASE
)
_ID = re.compile(r"\s*(?:\((?:\d{5,14}|[\w ,.&-]{0,300}\d{5,14})\)|\[\d{5,14}\])\s*$")
_DEGREE = re.compile(r"^(?:(?:Assoc\. |Asst\. )?Prof\.|Dr\.|PD|Professor|Doctor)\s+(?=\S)")
_JOINED = re.compile(r"(?<=[a-z\u00df-\u00ff.])(?=[A-Z\u00c0-\u00de][\w'\u2019.-]*[ .])")
_AFTER_INITIAL = re.compile(r"(?<=[^\W\d_a-z]\.)(?=[^\W\d_][a-z\u00df-\u00ff'\u2019])")
_RUN_ON = re.compile(
    r"^[^\W\d_][a-z\u00df-\u00ff][^.,;]{0,60} [^\W\d_a-z]\."
    r"[^\W\d_][a-z\u00df-\u00ff'\u2019][^.,;]{0,60} [^\W\d_a-z]\."
)
_PREFIXED = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Von", "Fitz", "Del", "Da", "Ten", "Mc.")


Between = Literal["and", "and,", ",", ",,", ".", ""]


@dataclass(frozen=True, slots=True)
class Style:
    """How a column writes its authors.

    `between` is what separates them where no sign does that separates nothing else: "and", "and," (names with
    a comma of their own), "," (each piece a name), ",," (family and given name take turns), "." (nothing but
    the full stop of the last initial: "Ade K.Bo G. F."), or "" (one name).
    `order` says how a name without a comma is written; `stop` that a full stop after the last name belongs to
    no initial; `joined` that names stand together without anything between them; `own` that a name without a
    comma inside is that of a group, as in our own export.
    """

    between: Between = ""
    order: Literal["family", "given", ""] = ""
    stop: bool = False
    joined: bool = False
    own: bool = False


def style_of(cells: Sequence[str], *, joined: bool = False) -> Style:
    """Return how a column writes its authors, from the cells at its beginning.

    `joined` says that the source is known to put names together without anything between them.
    """
    shown = [_OTHERS.sub("", _tidy(cell)) for cell in cells]
    lists = [cell for cell in shown if cell and _listed(cell) is None]
    between = _between(lists, len(lists) < len([cell for cell in shown if cell]))
    first = Style(between, joined=joined)
    pieces = [piece for cell in shown[:400] for piece in _pieces(cell, first)[:50]]
    bare = [piece.split() for piece in pieces if "," not in piece and " " in piece.strip()]
    closed = sum(_initial(words[-1]) and not _initial(words[0]) for words in bare)
    opened = sum(_initial(words[0]) and not _initial(words[-1]) for words in bare)
    order: Literal["family", "given", ""] = ""
    if closed > 2 * opened and closed * 2 > len(bare):
        order = "family"
    elif bare and closed * 4 <= len(bare):
        order = "given"
    return Style(between, order, _stops(shown, first), joined)


def names_of(cell: str, style: Style) -> tuple[Name, ...]:
    """Return the authors in a cell in the order they stand in."""
    shown = _OTHERS.sub("", _tidy(cell))
    pieces = _pieces(shown, style)
    if len(pieces) > MOST:
        return (Name(literal=" ".join(cell.split())),)
    return tuple(name for piece in pieces if (name := _name(piece, style)) != Name())


def _tidy(cell: str) -> str:
    """Return a cell with one space where there is white space, its lines kept: patterns are slow on runs."""
    return "\n".join(" ".join(line.split()) for line in cell.splitlines() if line.strip())


def _listed(cell: str) -> list[str] | None:
    """Return the pieces of a cell whose separator cannot be taken for anything else."""
    items = quoted_items(cell)
    if items is not None:
        return items
    if "\n" in cell:
        return [piece.strip(" ;,") for piece in _without_and(cell.split("\n"))]
    for mark in ("|", ";", "//"):
        if mark in cell and (mark != "//" or "://" not in cell):  # "//" is EndNote's
            return _without_and(cell.split(mark))
    return None


def _without_and(pieces: Iterable[str]) -> list[str]:
    return [_LAST_AND.sub("", piece.strip()) for piece in pieces]


def _pieces(cell: str, style: Style) -> list[str]:
    pieces = _listed(cell)
    if pieces is None and not style.between and not style.joined:
        style = replace(style, between=_odd_one_out(cell))
    if pieces is None and style.joined:
        pieces = _unjoined(cell)
    elif pieces is None and style.between in ("and", "and,"):
        pieces = _by_and(cell, style.between == "and,")
    elif pieces is None and style.between == ",,":
        pieces = _by_turns(_fragments(cell))
    elif pieces is None and style.between == ".":
        pieces = _AFTER_INITIAL.split(cell)
    elif pieces is None and style.between == ",":
        pieces = _with_suffixes(_fragments(cell))
    return [words for piece in pieces or [cell] if (words := piece.strip(" ;,\u00a0")) and words not in EMPTY]


def _between(cells: Sequence[str], listed: bool) -> Between:
    """Return what separates authors in cells that hold no sign made for it.

    `listed` says that other cells of the column hold such a sign: then these hold one author each.
    """
    if listed:
        return ""
    if sum(_RUN_ON.search(cell) is not None and "," not in cell for cell in cells) * 3 > len(cells):
        return "."
    several = [parts for cell in cells if len(parts := _AND.split(cell)) > 1]
    if several:
        pieces = [part for parts in several for part in parts]
        paired = sum(_is_pair(piece) or "," not in piece for piece in pieces)
        if paired * 10 >= len(pieces) * 8:
            return "and," if sum("," in piece for piece in pieces) * 2 >= len(pieces) else "and"
    lists = [parts for cell in cells if len(parts := _fragments(cell)) > 1]
    return _commas(lists) if lists else ""


def _odd_one_out(cell: str) -> Between:
    """Return what separates the authors of a cell that lists several, in a column that does it otherwise.

    Tables put together of several sources have such cells; only what can be no single name counts.
    """
    if "," not in cell and " and " not in cell or GROUP.search(cell):
        return ""
    between = _between([cell], False)
    parts = _fragments(cell)
    if between == ",":
        return between if len(parts) > 1 and _share(parts) > 0.8 else ""
    if between == ",,":
        return between if len(parts) > 3 and all(map(_INITIALS.fullmatch, parts[1::2])) else ""
    return between if between == "and," or (between == "and" and " " in cell.partition(" and ")[0]) else ""


def _is_pair(piece: str) -> bool:
    """Whether a piece is one name, family and given, rather than the beginning of a list."""
    parts = [part.strip() for part in piece.split(",") if part.strip()]
    if len(parts) != 2:
        return len(parts) == 3 and any(_SUFFIX.fullmatch(part) for part in parts)
    first, second = parts[0].split(), parts[1].split()
    if len(first) > 1 and (_initial(first[-1]) or _initial(first[0])):
        return False
    return not (len(first) > 1 and len(second) > 1 and first[0][:1].isupper() and not _initial(second[-1]))


def _commas(lists: Sequence[Sequence[str]]) -> Literal[",", ",,"]:
    """Return whether the pieces between commas are names, or family and given names that take turns."""
    lists = [[part for part in parts if not _SUFFIX.fullmatch(part)] for parts in lists]
    evens = [part for parts in lists for part in parts[0::2]]
    odds = [part for parts in lists for part in parts[1::2]]
    alone = sum(_INITIALS.fullmatch(part) is not None for part in odds) / max(1, len(odds))
    if alone >= 0.5 and sum(_INITIALS.fullmatch(part) is not None for part in evens) <= 0.2 * len(evens):
        return ",,"
    if _share(evens) >= 0.5 and _share(odds) >= 0.5:
        return ","
    even = sum(len(parts) % 2 == 0 for parts in lists) / len(lists)
    single = sum(" " not in part for part in evens) / max(1, len(evens))
    return ",," if single >= 0.5 and even >= 0.8 else ","


def _share(parts: Sequence[str]) -> float:
    """Return the share of pieces that begin or end with initials beside a name."""
    hits = sum(" " in part and (_initial(part.split()[0]) != _initial(part.split()[-1])) for part in parts)
    return hits / max(1, len(parts))


def _initial(word: str) -> bool:
    return _INITIALS.fullmatch(word) is not None and len(word) <= (8 if "." in word or "-" in word else 3)


def _fragments(cell: str) -> list[str]:
    parts = (_AND.sub(",", cell) if _closes_with_and(cell) else cell).split(",")
    return [_LAST_AND.sub("", part.strip()) for part in parts if part.strip(" .")]


def _closes_with_and(cell: str) -> bool:
    """Whether "and" stands before the last of several names: "A Smith, B Doe and C Roe"."""
    return len(_AND.findall(cell)) == 1


def _by_and(cell: str, paired: bool) -> list[str]:
    """Return the names between "and"; where names have commas, words without one belong together."""
    found: list[str] = []
    for part in _AND.split(cell):
        if paired and found and "," not in part and "," not in found[-1]:
            found[-1] = f"{found[-1]} and {part}"
        else:
            found.append(part)
    return found


def _by_turns(parts: Sequence[str]) -> list[str]:
    """Return "family, given" of pieces that take turns, a suffix with the name before it."""
    found: list[str] = []
    waiting = ""
    for part in parts:
        if not waiting and found and _SUFFIX.fullmatch(part):
            found[-1] = f"{found[-1]}, {part}"
        elif waiting:
            found.append(f"{waiting}, {part}")
            waiting = ""
        else:
            waiting = part
    return [*found, waiting] if waiting else found


def _with_suffixes(parts: Sequence[str]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if found and _SUFFIX.fullmatch(part):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def _unjoined(cell: str) -> list[str]:
    """Return names that stand together without anything between them, told by a capital inside a word."""
    found: list[str] = []
    start = 0
    for match in _JOINED.finditer(cell):
        word = cell[start : match.start()].rpartition(" ")[2]
        if word not in _PREFIXED and not (word.endswith(".") and len(word) < 5):
            found.append(cell[start : match.start()])
            start = match.start()
    return [*found, cell[start:]]


def _stops(cells: Sequence[str], style: Style) -> bool:
    """Whether the last name of a cell ends with a full stop that the others do not have (PubMed)."""
    lists = [pieces for cell in cells if len(pieces := _pieces(cell, style)) > 1 and "," not in pieces[-1]]
    ends = sum(pieces[-1].endswith(".") for pieces in lists)
    others = sum(piece.endswith(".") for pieces in lists for piece in pieces[:-1])
    return ends * 2 > len(lists) and others * 5 < ends


def _name(piece: str, style: Style) -> Name:
    if len(piece) > LONGEST:
        return Name(literal=piece)
    if style.own:
        return (
            parse_name(piece) if "," in piece[:-1] and piece[-1] != "," else Name(literal=piece.rstrip(","))
        )
    words = _DEGREE.sub("", _ID.sub("", piece)).replace(". -", ".-").strip(" ;,")
    while (shorter := _DEGREE.sub("", words)) != words:
        words = shorter
    if style.stop and words.endswith(".") and "," not in words:
        words = words[:-1]
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if len(parts) >= 2 and parts[1].lower() in ("null", "none"):
        return Name(parts[0])
    if len(parts) == 3 and not any(_SUFFIX.fullmatch(part) for part in parts[1:]) and len(parts[2]) <= 4:
        return parse_name(f"{parts[0]}, {parts[1]} {parts[2]}")  # RefWorks: "van Dijk,Joris,D."
    if len(parts) > 1:
        return parse_name(", ".join(parts))
    if style.order == "family":
        return parse_family_first(words)
    return parse_given_first(words) if style.order == "given" else parse_name(words)
