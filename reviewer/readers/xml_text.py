"""The words of an element of XML as people read them, whatever stands inside; and records in the making."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reviewer.model import Record
from reviewer.readers.xml_math import formula
from reviewer.records.markup import lowered, plain, raised

RAISED = frozenset(("sup", "superscript"))
LOWERED = frozenset(("sub", "inf", "subscript"))
MATHS = frozenset(("math", "DispFormula", "disp-formula", "inline-formula"))
BREAKING = frozenset("br break p list list-item li sec title ul ol def-list disp-quote".split())
UNREAD = frozenset("tex-math annotation annotation-xml graphic inline-graphic".split())


@lru_cache(maxsize=16_384)
def spaced(text: str) -> str:
    """Return a short text with single spaces: names and headings return again and again in a file."""
    return " ".join(text.split())


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    name: str = element.tag
    return name.rpartition("}")[2] if "}" in name else name


def words(element: Any) -> str:
    """Return what an element says on one line, sub- and superscripts and formulas readable."""
    if len(element):
        return plain(inner(element))
    text = element.text
    if text is None:
        return ""
    # The same as `plain`, without its cost, for most of the texts of a file.
    if "&" in text or ("<" in text and ">" in text):
        return plain(text)
    if len(text) <= SHORT:
        return spaced(text)
    return even(text)


SHORT = 60
"""Characters up to which it is cheaper to put spaces right than to see whether they are."""


def even(text: str) -> str:
    """Return a text, which is not empty, with single spaces; most have no others."""
    # What can be printed holds no line ends, no tabs and no other white space but spaces.
    if text.isprintable() and "  " not in text and text[0] != " " != text[-1]:
        return text
    return " ".join(text.split())


def lines(element: Any) -> str:
    """Return what an element says, its paragraphs on lines of their own."""
    if not any(local(child) in BREAKING for child in element.iter()):
        return words(element)
    one_line = inner(element, breaks=True)
    return plain(one_line, lines=True)


def inner(element: Any, *, breaks: bool = False) -> str:
    """Return the text in an element, with mark-up read; with `breaks`, only paragraphs begin new lines."""
    parts = [_run(element.text, breaks)]
    for child in element:
        parts.append(_marked(child, breaks))
        parts.append(_run(child.tail, breaks))
    return "".join(parts)


def _run(text: str | None, breaks: bool) -> str:
    if not text:
        return ""
    # Line ends in a paragraph are those of the file; a space at either end still parts two words.
    return text.replace("\r", " ").replace("\n", " ") if breaks else text


def _marked(child: Any, breaks: bool) -> str:
    name = local(child)
    if name in RAISED:
        return raised(inner(child).strip())
    if name in LOWERED:
        return lowered(inner(child).strip())
    if name == "math":
        return formula(child)
    if name in UNREAD:
        return ""
    text = inner(child, breaks=breaks)
    return f"\n{text}\n" if name in BREAKING else text


def sentence(title: str) -> str:
    """Return a title without a single full stop at its end."""
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("..") else title


class Draft:
    """A record in the making: values by the names of its fields, lists where a field holds several."""

    __slots__ = ("abstract", "extra", "fields")

    def __init__(self, type: str = "document") -> None:
        self.fields: dict[str, Any] = {"type": type}
        self.extra: list[tuple[str, str]] = []
        self.abstract: list[str] = []

    def first(self, field: str, value: object) -> None:
        """Set a field unless it has a value already."""
        if value:
            fields = self.fields
            if not fields.get(field):
                fields[field] = value

    def add(self, field: str, value: object) -> None:
        """Add a value to a field that holds several, once."""
        held = self.fields.setdefault(field, [])
        if value and value not in held:
            held.append(value)

    def also(self, field: str, value: object) -> None:
        """Add a value to a field that may hold the same one twice, as two authors may have one name."""
        self.fields.setdefault(field, []).append(value)

    def keep(self, tag: str, value: str) -> None:
        """Keep a value for which a record has no field."""
        if value:
            self.extra.append((tag, value))

    def record(self) -> Record:
        """Return the record."""
        fields: dict[str, Any] = self.fields
        for name, held in fields.items():
            if type(held) is list:
                fields[name] = tuple(held)
        return Record(**fields, extra=tuple(self.extra))


def keep_whole(draft: Draft, element: Any, name: str = "") -> None:
    """Keep an element that has no field: each text in it under the names on the way to it."""
    tag = f"{name}/{local(element)}" if name else local(element)
    children = [child for child in element if len(child) or child.text]
    if not children or any(local(child) in _INLINE for child in children):
        draft.keep(tag, words(element))
        return
    draft.keep(tag, " ".join((element.text or "").split()))
    for child in children:
        keep_whole(draft, child, tag)


_INLINE = frozenset("i b u sup sub em strong italic bold style a xref".split())
