"""What the tags and attributes of a web page mean for reading it, as tables."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.model import Element

WIDE = frozenset(
    "address article aside blockquote center dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hgroup"
    " main nav p pre section table listing xmp plaintext details dialog dir menu ol ul".split()
)
"""Blocks that a browser sets off with space above and below: a blank line here."""

NARROW = frozenset("div figcaption caption summary legend noscript search body html".split())
"""Blocks without space of their own: a line each; several of them at once set groups apart."""

TIGHT = frozenset("li dt dd tr td th tbody thead tfoot".split())
"""Parts of lists and tables: a line each, however many end at once."""

BLOCKS = WIDE | NARROW | TIGHT
CELLS = frozenset(("td", "th"))
LISTS = frozenset("ul ol dl dir menu".split())
TABLE_PARTS = frozenset(("table", "tr"))
KEEPING_SPACES = frozenset("pre listing xmp plaintext".split())

UNSEEN = frozenset(
    "script style template title svg iframe object applet audio video canvas embed noembed noframes frameset"
    " select textarea datalist annotation annotation-xml rp".split()
)
"""Elements whose words no reader of the page sees as part of it."""

EMPTY = frozenset("area base br col hr img input link meta param source track wbr".split())
"""Elements that hold nothing, so that no words come before their end."""

SAYING = frozenset("a abbr b cite dfn q strong time".split())
"""Inline elements that say something even without a name."""

NAMED_BY = ("itemprop", "itemtype", "property", "typeof", "role", "rel", "id", "data-testid", "class")
"""Attributes that name an element; the short and telling ones first, since the number of names is limited."""

LABELLED = frozenset("section article aside nav main div ul ol form header footer table".split())
STATED_BY = ("datetime", "content", "data-datetime", "data-timestamp", "data-time")
TITLED = frozenset(("abbr", "time", "span"))

MOST_NAMES = 12
LONGEST_NAME = 40
LONGEST_STATED = 200
LONGEST_STYLE = 2_000
LONGEST_LABEL = 3
"""Words of an aria-label that is still a name and no sentence."""


def element(number: int, tag: str, attributes: Mapping[str, str]) -> Element:
    """Return the element with its names and what it states."""
    if not attributes:
        return Element(number, tag)
    return Element(number, tag, _names(tag, attributes), _stated(tag, attributes))


def _names(tag: str, attributes: Mapping[str, str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for key in NAMED_BY:
        value = attributes.get(key)
        if value:
            # A type is named by an address: https://schema.org/Comment.
            words = value[:1000].lower().split()
            tokens = [word.rstrip("/").rpartition("/")[2] for word in words] if key == "itemtype" else words
            found.update(dict.fromkeys(token[:LONGEST_NAME] for token in tokens))
    label = attributes.get("aria-label", "")[:LONGEST_NAME].lower().split() if tag in LABELLED else []
    if len(label) <= LONGEST_LABEL:
        found.update(dict.fromkeys(label))
    return tuple(found)[:MOST_NAMES]


def _stated(tag: str, attributes: Mapping[str, str]) -> str:
    value = next((attributes[key] for key in STATED_BY if attributes.get(key)), "")
    if not value and tag in TITLED:
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
    if wanted in style:
        for rule in style[:LONGEST_STYLE].lower().split(";"):
            key, _, value = rule.partition(":")
            if key.strip() == wanted:
                found = value.replace("!important", "").strip()
    return found
