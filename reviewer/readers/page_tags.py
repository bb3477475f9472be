"""What the tags and attributes of a web page mean for reading it, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntFlag
from functools import lru_cache

from reviewer.model import Element


class Tag(IntFlag):
    """What an element is for the layout and for what is seen; an inline element is none of these."""

    BLOCK = 1
    WIDE = 2
    """A block that a browser sets off with space above and below: a blank line here."""
    TIGHT = 4
    """A part of a list or table: a line each, however many end at once."""
    LIST = 8
    CELL = 16
    TABLE = 32
    """A table or a row of one."""
    SPACED = 64
    """Its white space counts."""
    UNSEEN = 128
    """Its words are not seen as part of the page."""
    EMPTY = 256
    """It holds nothing, so no words come before its end."""
    SAYING = 512
    """Inline, and telling even without a name."""
    LINK = 1024


_TAGS: Mapping[Tag, str] = {
    Tag.BLOCK: "div figcaption caption summary legend search body html noscript",
    Tag.BLOCK | Tag.WIDE: "address article aside blockquote center details dialog fieldset figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup main nav p section",
    Tag.BLOCK | Tag.WIDE | Tag.LIST: "ul ol dl dir menu",
    Tag.BLOCK | Tag.WIDE | Tag.TABLE: "table",
    Tag.BLOCK | Tag.WIDE | Tag.SPACED: "pre listing xmp plaintext",
    Tag.BLOCK | Tag.TIGHT: "li dt dd tbody thead tfoot",
    Tag.BLOCK | Tag.TIGHT | Tag.TABLE: "tr",
    Tag.BLOCK | Tag.TIGHT | Tag.CELL: "td th",
    Tag.UNSEEN: "script style template title svg iframe object applet audio video canvas noembed"
    " noframes frameset select textarea datalist annotation annotation-xml",
    # Only what the parser knows to be empty: it takes `wbr` and `embed` for begins whose ends never come.
    Tag.EMPTY: "area base br col hr img input link meta param",
    Tag.SAYING: "abbr b cite dfn q strong time",
    Tag.SAYING | Tag.LINK: "a",
}
TAGS: Mapping[str, int] = {tag: int(meaning) for meaning, tags in _TAGS.items() for tag in tags.split()}
"""Plain numbers, since these are looked at for every tag of a page."""

NAMING = frozenset("itemprop itemtype property typeof role rel id data-testid class".split())
"""Attributes that name an element."""
STATING = ("datetime", "content", "data-datetime", "data-timestamp", "data-time")
_TITLED = frozenset(("abbr", "time", "span"))
_LABELLED = frozenset("section article aside nav main div ul ol form header footer table".split())
TELLING = NAMING | frozenset((*STATING, "aria-label", "title"))
_MAY_STATE = frozenset((*STATING, "title"))
_ONLY_CLASS = frozenset(("class",))

# An Element as its class makes it, by a call less: a page has hundreds.
_new = tuple.__new__

MOST_NAMES = 12
MOST_CLASSES = 10
LONGEST_NAME = 40
LONGEST_STATED = 200
LONGEST_STYLE = 2_000
LONGEST_LABEL = 3
"""Words of an aria-label that is still a name and no sentence."""


def element(number: int, tag: str, attributes: Mapping[str, str]) -> Element:
    """Return the element with its names and what it states."""
    telling = TELLING.intersection(attributes) if attributes else None
    names: tuple[str, ...] = ()
    stated = ""
    if telling == _ONLY_CLASS:
        names = _classes(attributes["class"])
    elif telling:
        stated = "" if _MAY_STATE.isdisjoint(telling) else _stated(tag, attributes)
        names = _names(tag, attributes)
    return _new(Element, (number, tag, names, stated))


@lru_cache(maxsize=4_096)
def _classes(value: str) -> tuple[str, ...]:
    """Return the tokens of a class attribute; a page repeats few of them many times."""
    names = value[: MOST_CLASSES * LONGEST_NAME].lower().split()
    return tuple(dict.fromkeys(name[:LONGEST_NAME] for name in names[:MOST_CLASSES]))


def _names(tag: str, attributes: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for key, value in attributes.items():
        if key == "itemtype":  # a type is named by an address: https://schema.org/Comment
            found += [word.rstrip("/").rpartition("/")[2] for word in _classes(value)]
        elif key in NAMING:
            found += _classes(value)
        elif key == "aria-label" and tag in _LABELLED:
            label = _classes(value)
            found += label if len(label) <= LONGEST_LABEL else ()
    return tuple(dict.fromkeys(found))[:MOST_NAMES]


def _stated(tag: str, attributes: Mapping[str, str]) -> str:
    value = next((attributes[key] for key in STATING if attributes.get(key)), "")
    if not value and tag in _TITLED:
        value = attributes.get("title", "")
    return " ".join(value[:LONGEST_STATED].split())


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Return whether the page itself says that an element is not shown."""
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    style = attributes.get("style", "")
    return bool(style) and (_said(style, "display") == "none" or _said(style, "visibility") == "hidden")


def is_shown_as_block(style: str) -> bool:
    """Return whether a style attribute makes a block of its element."""
    return _said(style, "display") in ("block", "flex", "grid", "list-item", "table")


def _said(style: str, wanted: str) -> str:
    """Return the last value that a style attribute gives a property, in lower case, or ""."""
    found = ""
    style = style[:LONGEST_STYLE].lower()
    if wanted in style:
        for rule in style.split(";"):
            key, _, value = rule.partition(":")
            if key.strip() == wanted:
                found = value.replace("!important", "").strip()
    return found
