"""The rules of the REFI-QDA schemas (codebook 1.0, project 1.0) that our files must keep, as data of our own.

Each element: its attributes, required ones with an exclamation mark, with the form of their values; and the
elements in it, in their order, each with how often it may stand there.
"""

from __future__ import annotations

import re

from reviewer.exchange.xml_tree import Node

_GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
FORMS = {
    "guid": rf"{_GUID}|\{{{_GUID}\}}",
    "colour": r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})",
    "boolean": "true|false|1|0",
    "integer": r"-?\d+",
    "time": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
    "variable": "Text|Boolean|Integer|Float|Date|DateTime",
    "text": r"(?s).*",
}
_MADE = {
    "creatingUser": "guid",
    "creationDateTime": "time",
    "modifyingUser": "guid",
    "modifiedDateTime": "time",
}
_REF: tuple[dict[str, str], list[tuple[str, int, int]]] = ({"targetGUID!": "guid"}, [])
MANY = 10**9
_TEXT_SOURCE: tuple[dict[str, str], list[tuple[str, int, int]]] = (
    {"guid!": "guid", "name": "text", "richTextPath": "text", "plainTextPath": "text", **_MADE},
    [
        ("Description", 0, 1), ("PlainTextContent", 0, 1), ("PlainTextSelection", 0, MANY),
        ("Coding", 0, MANY),
        ("NoteRef", 0, MANY), ("VariableValue", 0, MANY),
    ],
)  # fmt: skip

RULES: dict[str, tuple[dict[str, str], list[tuple[str, int, int]]]] = {
    "CodeBook": ({"origin": "text"}, [("Codes", 1, 1), ("Sets", 0, 1)]),
    "Codes": ({}, [("Code", 1, MANY)]),
    "Code": (
        {"guid!": "guid", "name!": "text", "isCodable!": "boolean", "color": "colour"},
        [("Description", 0, 1), ("NoteRef", 0, MANY), ("Code", 0, MANY)],
    ),
    "Description": ({}, []),
    "Project": (
        {
            "name!": "text", "origin": "text", "creatingUserGUID": "guid", "creationDateTime": "time",
            "modifyingUserGUID": "guid", "modifiedDateTime": "time", "basePath": "text",
        },
        [
            ("Users", 0, 1), ("CodeBook", 0, 1), ("Variables", 0, 1), ("Cases", 0, 1), ("Sources", 0, 1),
            ("Notes", 0, 1), ("Links", 0, 1), ("Sets", 0, 1), ("Graphs", 0, 1), ("Description", 0, 1),
            ("NoteRef", 0, MANY),
        ],
    ),
    "Users": ({}, [("User", 1, MANY)]),
    "User": ({"guid!": "guid", "name": "text", "id": "text"}, []),
    "Variables": ({}, [("Variable", 1, MANY)]),
    "Variable": (
        {"guid!": "guid", "name!": "text", "typeOfVariable!": "variable"}, [("Description", 0, 1)],
    ),
    "Sources": ({}, [("TextSource", 0, MANY)]),
    "TextSource": _TEXT_SOURCE,
    "Notes": ({}, [("Note", 1, MANY)]),
    "Note": _TEXT_SOURCE,
    "PlainTextContent": ({}, []),
    "PlainTextSelection": (
        {"guid!": "guid", "name": "text", "startPosition!": "integer", "endPosition!": "integer", **_MADE},
        [("Description", 0, 1), ("Coding", 0, MANY), ("NoteRef", 0, MANY)],
    ),
    "Coding": (
        {"guid!": "guid", "creatingUser": "guid", "creationDateTime": "time"},
        [("CodeRef", 1, 1), ("NoteRef", 0, MANY)],
    ),
    "CodeRef": _REF, "NoteRef": _REF, "VariableRef": _REF,
    "VariableValue": ({}, [("VariableRef", 1, 1), ("TextValue", 0, 1), ("IntegerValue", 0, 1)]),
    "TextValue": ({}, []),
    "IntegerValue": ({}, []),
}  # fmt: skip


def faults(top: Node) -> list[str]:
    """Return what in a file breaks the rules: unknown elements, wrong order, wrong attributes."""
    found: list[str] = []
    for node in top.walk():
        if node.name not in RULES:
            found.append(f"{node.name}: unknown element")
            continue
        attributes, inside = RULES[node.name]
        found += [f"{node.name}: {fault}" for fault in _attributes(node, attributes)]
        found += [f"{node.name}: {fault}" for fault in _inside(node, inside)]
    return found


def _attributes(node: Node, rules: dict[str, str]) -> list[str]:
    forms = {name.rstrip("!"): form for name, form in rules.items()}
    found = [
        f"{name} is missing" for name in rules if name.endswith("!") and name[:-1] not in node.attributes
    ]
    for name, value in node.attributes.items():
        if name not in forms or not re.fullmatch(FORMS[forms[name]], value):
            found.append(f"{name} is wrong: {value}")
    return found


def _inside(node: Node, rules: list[tuple[str, int, int]]) -> list[str]:
    names = [each.name for each in node.inside]
    order = [name for name, _, _ in rules]
    found = [f"{name} does not belong here" for name in names if name not in order]
    places = [order.index(name) for name in names if name in order]
    if places != sorted(places):
        found.append(f"wrong order: {names}")
    found += [
        f"{name} stands {names.count(name)} times" for name, least, most in rules
        if not least <= names.count(name) <= most
    ]  # fmt: skip
    return found


def guids(top: Node) -> tuple[list[str], set[str]]:
    """Return the identifiers that elements have, and those that others refer to."""
    own = [node.attributes["guid"] for node in top.walk() if "guid" in node.attributes]
    refs = {
        value
        for node in top.walk()
        for name, value in node.attributes.items()
        if name in ("targetGUID", "creatingUser", "creatingUserGUID")
    }
    return own, refs
