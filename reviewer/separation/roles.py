"""The role of each stretch of an abstract, read from its section labels.

A label belongs to the stretch it opens. Words without a label get no role: guessing one is left to a
person or to an engine that was measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.model import Role
from reviewer.separation import cues
from reviewer.separation.blocks import Block, label_of

LONGEST_LABELLED = 20_000
"""Code points. A longer paragraph is no abstract and is not searched for labels within it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an abstract with the role and wording of its label; both empty before the first."""

    start: int
    end: int
    role: Role | None = None
    label: str = ""


def sections(text: str, block: Block) -> list[Section]:
    """Return the labelled sections of one block, in order; one without a role when it has no label."""
    starts = _labels(text, block)
    if not starts or starts[0][0] > block.start:
        starts.insert(0, (block.start, None, ""))
    ends = [start for start, _, _ in starts[1:]] + [block.end]
    return [
        Section(start, _trimmed(text, start, end), role, label)
        for (start, role, label), end in zip(starts, ends, strict=True)
    ]


def _labels(text: str, block: Block) -> list[tuple[int, Role | None, str]]:
    first = label_of(block.words(text)[: cues.LONGEST_LINE])
    found: list[tuple[int, Role | None, str]] = [(block.start, *_read(first))] if first else []
    if block.length <= LONGEST_LABELLED:
        for match in cues.LABEL_WITHIN.finditer(text, block.start, block.end):
            role, label = _read(match)
            if match.start() > block.start and label[:1].isupper():
                found.append((match.start(), role, label))
    return found


def _read(match: re.Match[str]) -> tuple[Role, str]:
    groups = match.groupdict()
    label = groups.get("label") or groups.get("bracketed") or ""
    return cues.ROLE_OF_LABEL.get(label.casefold(), Role.OTHER), label


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def is_structured(text: str, block: Block) -> bool:
    """Return whether a block has at least two section labels of different roles within it."""
    return len({section.role for section in sections(text, block)} - {None}) > 1
