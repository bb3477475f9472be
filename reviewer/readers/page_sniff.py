"""Whether bytes are a web page: by how they begin, and by how many of its tags they hold."""

from __future__ import annotations

from reviewer.readers.decoding import encoding_by_shape

MANY_TAGS = 5
"""Tags from which a file that begins with one is a page, whatever it is called."""

_LOOKED_AT = 65_536
_BEGINNINGS = ("<!doctype html", "<html", "<head", "<body")
_LONGEST_BEGINNING = max(map(len, _BEGINNINGS))
_MAY_BE_FIRST = (
    "div p table section article main header nav ul ol h1 h2 h3 center font span a b br title meta link"
)
_FIRST_TAGS = tuple(f"<{tag}{end}" for tag in _MAY_BE_FIRST.split() for end in " >/\t\n")
_TAGS = (
    "</p>",
    "</div>",
    "</a>",
    "</li>",
    "</span>",
    "</td>",
    "</h1>",
    "</h2>",
    "</b>",
    "</i>",
    "<br",
    "<p>",
)


def is_page(data: bytes) -> bool:
    """Return whether the bytes can hardly be anything but a web page."""
    words = _beginning(data)
    if words[:_LONGEST_BEGINNING].lower().startswith(_BEGINNINGS):
        return True
    words = words.lower()
    # Servers put their warnings above a page.
    return words.startswith(_FIRST_TAGS) and (_tags(words) >= MANY_TAGS or _BEGINNINGS[0] in words)


def has_tags(data: bytes) -> bool:
    """Return whether text holds a tag of web pages; a name that says so makes it one."""
    return b"<" in data[:_LOOKED_AT] and _tags(_beginning(data).lower()) > 0


def _tags(words: str) -> int:
    return sum(words.count(tag) for tag in _TAGS)


def _beginning(data: bytes) -> str:
    """Return the beginning without what may stand before the first tag of a page."""
    sample = data[:_LOOKED_AT].decode(encoding_by_shape(data) or "latin-1", "replace")
    words = sample.removeprefix("\xef\xbb\xbf").lstrip("\ufeff \t\r\n\f")
    while words.startswith(("<!--", "<?")):
        end = "-->" if words.startswith("<!--") else "?>"
        words = words.partition(end)[2].lstrip()
    return words
