"""Small XML files of other programs: read as a tree, without anything a file may declare, and written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from reviewer.readers import office_xml

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_WORDS = {"\r": "&#13;"}
_IN_VALUES = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;", '"': "&quot;"}


@dataclass(slots=True)
class Node:
    """An element by its local name, with its attributes, the elements in it, and its words."""

    name: str
    attributes: Mapping[str, str]
    inside: list[Node] = field(default_factory=list)
    words: str = ""

    def all(self, name: str) -> list[Node]:
        """Return the elements right in this one that have a name."""
        return [node for node in self.inside if node.name == name]

    def first(self, name: str) -> Node | None:
        """Return the first element right in this one that has a name, or None."""
        return next((node for node in self.inside if node.name == name), None)

    def said(self, name: str) -> str:
        """Return the words of the first element of a name, "" for none."""
        node = self.first(name)
        return node.words if node is not None else ""

    def walk(self) -> Iterator[Node]:
        """Yield this element and all within it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.inside)


def parse(data: bytes, name: str) -> Node:
    """Return the outermost element of a file; raises ReviewError when it is not well-formed or declares
    entities."""
    top = Node("", {})
    opened: list[tuple[Node, list[str]]] = [(top, [])]

    def start(_space: str, local: str, attributes: Mapping[str, str]) -> None:
        node = Node(local, dict(attributes))
        opened[-1][0].inside.append(node)
        opened.append((node, []))

    def end(_space: str, _local: str) -> None:
        node, words = opened.pop()
        node.words = "".join(words)

    office_xml.walk(data, name, start, end, lambda words: opened[-1][1].append(words))
    return top.inside[0]


def allowed(text: str) -> str:
    """Return text without what XML cannot carry: such characters become U+FFFD."""
    return _NO_XML.sub("\ufffd", text)


def element(name: str, attributes: Mapping[str, str | int | None], *inside: str) -> str:
    """Return an element with others in it, one to a line; an attribute that is None is left out."""
    said = "".join(
        f' {key}="{escape(allowed(str(value)), _IN_VALUES)}"'
        for key, value in attributes.items()
        if value is not None
    )
    held = [each for each in inside if each]
    return f"<{name}{said}>\n" + "\n".join(held) + f"\n</{name}>" if held else f"<{name}{said}/>"


def words(name: str, text: str) -> str:
    """Return an element that holds words; "" for no words."""
    return f"<{name}>{escape(allowed(text), _IN_WORDS)}</{name}>" if text else ""
