"""Titles and abstracts as people read them: without tags and entities, shifted letters kept."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]{0,40})(?:\s[^<>]{0,2000})?/?>")
_ENTITY = re.compile(r"&(?:#|[A-Za-z][A-Za-z0-9])")
"""What an entity begins with, unlike the sign in "R&D" or "R & D"."""
_ENDLESS = re.compile(r"&#\d{20,};?")
"""A number that no character has, which Python refuses to read above some thousands of digits."""
_SHIFTED = re.compile(r"<(sup|sub|inf)(?:\s[^<>]{0,200})?>([^<>]{0,200})</\1\s*>", re.IGNORECASE)
_KNOWN = frozenset(
    "a abbr article-title b bold br br/ center cite code div em emph font h1 h2 h3 h4 h5 h6 hr i img inf"
    " italic jats li list list-item monospace ol p q s sc scp sec small span strike strong sub sup supsup"
    " title tt u ul underline section mixed-citation math semantics mrow mi mn mo msub msup mtext mfrac mover"
    " munder msubsup mspace mfenced mstyle msqrt annotation tex-math inline-formula alternatives sans-serif"
    " roman nobr label abstracttext".split()
)
_BREAKING = frozenset("br p div li h1 h2 h3 h4 h5 h6 sec section title ul ol list list-item".split())
_UP = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_DOWN = str.maketrans("0123456789+-−=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ")
_RAISED, _LOWERED = frozenset("0123456789+-−=()ni"), frozenset("0123456789+-−=()aeoxhklmnpst")


def plain(raw: str, *, lines: bool = False) -> str:
    """Return words without mark-up, entities decoded (also those encoded twice), white space as one space.

    Sub- and superscripts become the characters of Unicode where all of them exist, else plain letters.
    With `lines`, paragraphs stay on lines of their own. A sign such as "<" that opens no tag stays.
    """
    text = raw
    if "&" in text and _ENTITY.search(text):
        if "&#" in text:
            text = _ENDLESS.sub("\ufffd", text)
        once = html.unescape(text)
        text = html.unescape(once) if "&" in once and once != text else once
    if "<" in text and ">" in text:
        text = _TAG.sub(_without, _SHIFTED.sub(_shifted, text))
    if text.isprintable() and "  " not in text:  # no white space but single spaces
        return text.strip(" ")
    if lines:
        return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    return " ".join(text.split())


def raised(words: str) -> str:
    """Return words as superscript if Unicode has all of its characters, else as they are."""
    return words.translate(_UP) if words and set(words) <= _RAISED else words


def lowered(words: str) -> str:
    """Return words as subscript if Unicode has all of its characters, else as they are."""
    return words.translate(_DOWN) if words and set(words) <= _LOWERED else words


def _shifted(match: re.Match[str]) -> str:
    return raised(match[2]) if match[1].lower() == "sup" else lowered(match[2])


def _without(match: re.Match[str]) -> str:
    name = match[2].lower().rpartition(":")[2]
    if name not in _KNOWN:
        return match.group()
    return "\n" if name in _BREAKING else ""
