"""Formulas of MathML on one line: "x²", "(a+b)/c", "√(x+1)", "∑ᵢ₌₁ⁿ" as far as Unicode has the signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reviewer.records.markup import lowered, raised

_SIGNS = {
    "infinity": "∞",
    "pi": "π",
    "plus": "+",
    "minus": "−",
    "times": "×",
    "eq": "=",
    "in": "∈",
    "sep": "i",
}
_UNREAD = ("annotation", "annotation-xml", "mphantom")
DEEPEST = 60
"""Elements within one another below which a formula is read as bare text."""


def formula(element: Any, depth: int = 0) -> str:
    """Return a formula, or a part of one, as text."""
    name = element.tag.rpartition("}")[2]
    if name in _UNREAD:
        return ""
    if not len(element):
        return _SIGNS.get(name, "") if not (element.text or "").strip() else " ".join(element.text.split())
    if depth > DEEPEST:
        return "".join("".join(element.itertext()).split())
    parts: list[str] = [formula(child, depth + 1) for child in element]
    shape = _SHAPES.get(name)
    if name == "mfenced":
        return _fenced(element, parts)
    if shape and len(parts) >= shape[0]:
        return shape[1](parts)
    return (element.text or "").strip() + "".join(
        part + (child.tail or "").strip() for part, child in zip(parts, element, strict=True)
    )


def _whole(part: str) -> str:
    """Return a part in brackets where it would fall apart beside an operator."""
    return part if len(part) < 2 or part.replace(".", "").isalnum() or part[0] in "([√" else f"({part})"


def _up(part: str) -> str:
    up = raised(part)
    return up if up != part or not part else f"^{_whole(part)}"


def _down(part: str) -> str:
    down = lowered(part)
    return down if down != part or not part else f"_{_whole(part)}"


def _fenced(element: Any, parts: list[str]) -> str:
    mark = element.get("separators", ",").strip()[:1]
    gap = f"{mark} " if mark else ""
    return f"{element.get('open', '(')}{gap.join(parts)}{element.get('close', ')')}"


def _over(parts: list[str]) -> str:
    """Return a letter with a bar, a hat or an arrow as one; anything else beside it."""
    mark = _ACCENTS.get(parts[1])
    return parts[0] + mark if mark and len(parts[0]) == 1 else parts[0] + _up(parts[1])


_ACCENTS = {
    "¯": "\u0304",
    "‾": "\u0304",
    "_": "\u0304",
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "→": "\u20d7",
}
_SHAPES: dict[str, tuple[int, Callable[[list[str]], str]]] = {
    "msup": (2, lambda p: p[0] + _up(p[1])),
    "msub": (2, lambda p: p[0] + _down(p[1])),
    "msubsup": (3, lambda p: p[0] + _down(p[1]) + _up(p[2])),
    "munder": (2, lambda p: p[0] + _down(p[1])),
    "mover": (2, _over),
    "munderover": (3, lambda p: p[0] + _down(p[1]) + _up(p[2])),
    "mfrac": (2, lambda p: f"{_whole(p[0])}/{_whole(p[1])}"),
    "msqrt": (1, lambda p: f"√{_whole(''.join(p))}"),
    "mroot": (2, lambda p: f"{raised(p[1])}√{_whole(p[0])}"),
    "mtr": (1, " ".join),
    "mtable": (1, "; ".join),
    "matrixrow": (1, " ".join),
    "matrix": (1, "; ".join),
    "semantics": (1, lambda p: p[0]),
}
"""What a kind of element needs, at least, and how its parts are put together."""
