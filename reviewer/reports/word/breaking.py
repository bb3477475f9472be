"""Where long words of a language may be broken in narrow cells of a Word document.

Who opens it may have no rules of hyphenation for the language; without a place to break, a word is cut
where the cell ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reviewer.language import spoken

_PLACES: Mapping[str, tuple[str, ...]] = {
    "de": (
        "Vertrauens-würdigkeit",
        "Teil-nehmende",
        "Publikations-bias",
        "Unzu-reichende",
        "schwer-wiegend",
        "Inkon-sistenz",
        "Indirekt-heit",
        "Auf-wertung",
        "unent-deckt",
    ),
}
"""Words of the program by language, a hyphen where each may be broken."""
_SOFT = "\u00ad"


def breakable(text: str) -> str:
    """Return text with soft hyphens in the words of the program that are long."""
    for word in _PLACES.get(spoken().code, ()):
        text = re.sub(rf"\b{word.replace('-', '')}", word.replace("-", _SOFT), text)
    return text
