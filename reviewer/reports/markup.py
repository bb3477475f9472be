"""Elements of a page, built as a tree: words are words in it, whatever signs they hold.

What XML cannot hold (control characters, halves of surrogate pairs) is replaced, and told by `lost`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
Child = Element | str | None
Children = Child | Iterable["Children"]


def clean(text: str) -> str:
    """Return text as any reader of markup takes it."""
    return _NEVER.sub("\ufffd", text)


def lost(text: str) -> int:
    """Return how many characters `clean` replaces."""
    return len(_NEVER.findall(text))


def el(tag: str, *children: Children, **attributes: str) -> Element:
    """Return an element with its children in order; None is left out.

    A trailing underscore of an attribute's name is dropped (`class_`), others become strokes.
    """
    made = Element(tag, {_name(name): clean(value) for name, value in attributes.items()})
    last: Element | None = None
    for child in _flat(children):
        if isinstance(child, str):
            words = clean(child)
            if last is None:
                made.text = (made.text or "") + words
            else:
                last.tail = (last.tail or "") + words
        else:
            made.append(child)
            last = child
    return made


def _flat(children: Iterable[Any]) -> Iterable[Element | str]:
    for child in children:
        if isinstance(child, str | Element):
            yield child
        elif child is not None:
            yield from _flat(child)


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def html(root: Element) -> bytes:
    """Return a page as HTML."""
    written: bytes = ElementTree.tostring(root, encoding="utf-8", method="html")
    return b"<!DOCTYPE html>\n" + written + b"\n"
