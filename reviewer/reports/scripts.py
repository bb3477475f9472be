"""In which direction words run and, where the letters tell it, in which language they are.

A screen reader, a spelling checker and a font for Chinese or Japanese need the language of words. Letters
tell it only for some scripts: Latin, Cyrillic, Arabic, Devanagari and Bengali letters are shared by several
languages, so words in them keep the language of the report.
"""

from __future__ import annotations

import re
import unicodedata

_TELLING = (
    ("ja", re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")),
    ("ko", re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff]")),
    ("he", re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")),
    ("th", re.compile("[\u0e01-\u0e5b]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]{3,}")),
)
"""Languages by their letters. Japanese stands before Chinese, whose signs it also writes; one or two
Greek letters name a quantity."""
_LETTERS = re.compile(r"[^\W\d_]")
_BEYOND_LATIN = re.compile("[\u0370-\U0010ffff]")


def right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction runs from right to left."""
    if text.isascii():
        return False
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((each != "L" for each in directions if each in ("L", "R", "AL")), False)


def language(text: str) -> str:
    """Return the language of words whose letters tell it ("ja"), or ""; most letters must be its own."""
    if text.isascii() or not _BEYOND_LATIN.search(text):
        return ""
    letters = len(_LETTERS.findall(text))
    for name, own in _TELLING:
        found = sum(len(word) for word in own.findall(text))
        if found and (name == "ja" or found * 2 > letters):
            return name
    return ""
