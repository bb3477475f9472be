"""The codebook as other programs hold it: a tree of codes, whatever file it comes from or goes to."""

from __future__ import annotations

import json
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reviewer.model import Tag
from reviewer.settings import resource

DEEPEST = 100
"""Codes within one another that are taken; what lies deeper comes under the last."""
_GUID = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)
_COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of a codebook with those below it. `colour` is a hue of ours, "" where none is said."""

    name: str
    guid: str = ""
    colour: str = ""
    definition: str = ""
    use_when: str = ""
    avoid_when: str = ""
    below: tuple[Code, ...] = ()

    def walk(self) -> Iterator[Code]:
        """Yield this code and all below it."""
        yield self
        for code in self.below:
            yield from code.walk()


@dataclass(frozen=True, slots=True)
class Codebook:
    """What a file says of codes; `omitted` names what it holds that has no place in a codebook of ours."""

    codes: tuple[Code, ...]
    omitted: tuple[str, ...] = ()


def of_tags(tags: Sequence[Tag]) -> tuple[Code, ...]:
    """Return a codebook, parents before their children, as a tree."""
    below: dict[int | None, list[Tag]] = defaultdict(list)
    for tag in tags:
        below[tag.parent].append(tag)

    def codes(parent: int | None) -> tuple[Code, ...]:
        return tuple(
            Code(t.name, _guid(t), t.colour, t.definition, t.use_when, t.avoid_when, codes(t.id))
            for t in below[parent]
        )

    return codes(None)


def _guid(tag: Tag) -> str:
    """Return the identifier of a tag; one without, brought back from an old history, gets one."""
    return tag.guid or str(uuid.uuid5(uuid.NAMESPACE_OID, f"reviewer:tag:{tag.id}:{tag.name}")).upper()


def guid_of(raw: str) -> str:
    """Return an identifier in one form, capitals without braces; "" for what is none."""
    match = _GUID.fullmatch(raw.strip())
    return match[1].upper() if match else ""


def told_apart(codes: Sequence[Code]) -> tuple[Code, ...]:
    """Return codes with a name each that no other beside it has."""
    seen: set[str] = set()
    found: list[Code] = []
    for code in codes:
        name = " ".join(code.name.split()) or "Code without a name"
        number, own = 2, name
        while own.casefold() in seen:
            own, number = f"{name} ({number})", number + 1
        seen.add(own.casefold())
        found.append(replace(code, name=own, below=told_apart(code.below)))
    return tuple(found)


# ------------------------------------------------------------------ colours


@cache
def hues() -> dict[str, str]:
    """Return the hues of tags in their order, each with its colour on light ground as "#RRGGBB"."""
    tokens = json.loads(resource("tokens.json").read_text(encoding="utf-8"))
    return {hue["name"]: hue["ink"].upper() for hue in tokens["light"]["tags"]}


def hue_of(colour: str) -> str:
    """Return the hue nearest to a colour, the hue itself for its name, "" for what is no colour."""
    if colour.strip().lower() in hues():
        return colour.strip().lower()
    match = _COLOUR.fullmatch(colour.strip())
    if not match:
        return ""
    wanted = _parts(match[1])
    return min(hues(), key=lambda hue: _far(wanted, _parts(hues()[hue][1:])))


def _parts(digits: str) -> tuple[int, int, int]:
    whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    red, green, blue = (int(whole[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def _far(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return how different two colours look, by a weighting of red, green and blue that eyes agree with."""
    red, green, blue = (a - b for a, b in zip(one, other, strict=True))
    mean = (one[0] + other[0]) / 2
    return (2 + mean / 256) * red * red + 4 * green * green + (2 + (255 - mean) / 256) * blue * blue
