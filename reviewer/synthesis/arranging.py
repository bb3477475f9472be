"""The lines of a matrix in an order, under the titles of groups, and only those that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reviewer.appraisal.wording import LABELS
from reviewer.language import later, say
from reviewer.synthesis.certainty import Grade, Standing, best
from reviewer.synthesis.gaps import Gap
from reviewer.synthesis.matrix import Line, Matrix


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the lines below it; `hue` is that of a tag, `level` that of a certainty."""

    text: str
    hue: str = ""
    level: int = 0


Row = Line | Title

ORDERS: Mapping[str, str] = {
    "tag": later("By tag"),
    "certainty": later("By certainty"),
    "number": later("By number"),
}
"""How lines can be sorted, with what that is called."""
NO_TAG = later("No tag")


def arranged(matrix: Matrix, order: str = "tag", gap: Gap | None = None, words: str = "") -> tuple[Row, ...]:
    """Return the lines in an order of ORDERS with the titles of their groups.

    Only those with the `gap` that hold all `words` in statement, short form, tags or number are returned.
    """
    wanted = words.casefold().split()
    lines = [line for line in matrix.lines if (gap is None or gap in line.gaps) and _holds(line, wanted)]
    return tuple(_ARRANGING[order](matrix, lines))


def _holds(line: Line, words: Iterable[str]) -> bool:
    claim = line.claim
    told = f"{claim.statement} {claim.label} {line.tag_path} #{claim.number}".casefold()
    return all(word in told or word == str(claim.number) for word in words)


def _by_number(matrix: Matrix, lines: list[Line]) -> Iterable[Row]:
    return lines


def _by_tag(matrix: Matrix, lines: list[Line]) -> Iterable[Row]:
    """Yield lines in the order of the codebook; claims without a tag come last."""
    place = {tag.id: number for number, tag in enumerate(matrix.tags)}
    names = {tag.id: tag for tag in matrix.tags}
    groups: dict[int | None, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.tag, []).append(line)
    for tag in sorted(groups, key=lambda tag: place.get(tag, len(place)) if tag is not None else len(place)):
        known = names.get(tag) if tag is not None else None
        yield Title(known.name, known.colour) if known else Title(say(NO_TAG))
        yield from groups[tag]


def _by_certainty(matrix: Matrix, lines: list[Line]) -> Iterable[Row]:
    """Yield lines from high to very low; a claim stands under the highest of its populations."""
    groups: dict[tuple[int, Standing], list[Line]] = {}
    for line in lines:
        grade = best(line.grades)
        groups.setdefault((grade.level, grade.standing), []).append(line)
    for level, standing in sorted(groups, key=lambda key: (-key[0], _LAST[key[1]])):
        yield Title(_title(Grade(standing, level)), level=level)
        yield from groups[level, standing]


def _title(grade: Grade) -> str:
    return say(LABELS[grade.level]) if grade.level else grade.words or say("No quotes")


_LAST = {
    Standing.GRADED: 0,
    Standing.OPEN: 1,
    Standing.DIFFERS: 1,
    Standing.NOT_GRADABLE: 2,
    Standing.EMPTY: 3,
}
_ARRANGING: Mapping[str, Callable[[Matrix, list[Line]], Iterable[Row]]] = {
    "tag": _by_tag,
    "certainty": _by_certainty,
    "number": _by_number,
}
