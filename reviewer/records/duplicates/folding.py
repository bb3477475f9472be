"""Words in the form in which they are compared: without case, accents, mark-up and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reviewer.records.markup import plain

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron",
    "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega",
}  # fmt: skip
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    "’": "", "'": "", "‘": "", "ʼ": "", "`": "", "&": " and ", "™": "", "®": "",
}  # fmt: skip
_TABLE = str.maketrans(_GREEK | _LETTERS)
_WORDS = re.compile(r"[^\W_]+")
_ROMAN = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
    "x": "10", "xi": "11", "xii": "12",
}  # fmt: skip
_SPELLED = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "first": "1", "second": "2",
    "third": "3", "fourth": "4", "fifth": "5", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4", "5th": "5",
}  # fmt: skip
STOP = frozenset(
    "a an the of in on for and or to with by from at as is are its into versus vs via der die das und von im"
    " le la les de du des et en el los las y del per il e di zur zum ein eine".split()
)
"""Words that titles and journals gain and lose on the way from one database to another."""


def fold(words: str) -> str:
    """Return words in lower case, one space apart, Greek letters spelled, without accents or signs."""
    text = words
    if "<" in text or "&" in text:
        text = plain(text)
    text = text.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_TABLE)).translate(_TABLE)
        text = "".join(c for c in text if not unicodedata.combining(c))
    else:
        text = text.replace("'", "").replace("&", " and ")
    return " ".join(_WORDS.findall(text))


folded = lru_cache(maxsize=16384)(fold)
"""The same, kept for words that come again, as names do."""


def numbers(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tokens of a title that count or number something, in plain digits, sorted.

    A Roman numeral counts after a word for a part, and at the end of a title.
    """
    found: list[str] = []
    for at, token in enumerate(tokens):
        if token[0].isdigit():
            found.append(_SPELLED.get(token, token))
        elif token in _ROMAN and (len(token) > 1 or _numbers_a_part(tokens, at)):
            found.append(_ROMAN[token])
        elif token in _SPELLED and at and tokens[at - 1] in _PARTS:
            found.append(_SPELLED[token])
    return tuple(sorted(found))


_PARTS = frozenset(
    "part parts pt phase type stage class grade group volume vol chapter section module study paper report"
    " article teil partie parte experiment appendix supplement update number no".split()
)


def _numbers_a_part(tokens: tuple[str, ...], at: int) -> bool:
    return at > 0 and (tokens[at - 1] in _PARTS or at == len(tokens) - 1)


def part(tokens: tuple[str, ...]) -> str:
    """Return which part of a series a title says it is ("part 2", "part b"), or ""."""
    for at, token in enumerate(tokens[:-1]):
        if token in ("part", "pt", "teil", "partie", "parte"):
            after = tokens[at + 1]
            number = _ROMAN.get(after) or _SPELLED.get(after) or (after if _short(after) else "")
            if number:
                return number
    return ""


def _short(token: str) -> bool:
    return token.isdigit() and len(token) <= 2 or len(token) == 1
