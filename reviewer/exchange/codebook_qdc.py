"""The codebook as REFI-QDA has it (.qdc): NVivo, ATLAS.ti, MAXQDA, QualCoder and Taguette know it.

The format has one description for each code. When to use a tag and when not stand in it as paragraphs of
their own, and come back from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.errors import ReviewError
from reviewer.exchange.codes import DEEPEST, Code, Codebook, guid_of, hue_of, hues, of_tags, told_apart
from reviewer.exchange.xml_tree import HEAD, Node, element, parse, words
from reviewer.language import say
from reviewer.model import Snapshot

SPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Reviewer"
_USE, _AVOID = "Use when: ", "Do not use when: "
_GAP = "\n\n"


def codebook_qdc(snapshot: Snapshot) -> bytes:
    """Return the codebook in UTF-8, the same bytes every time; raises ReviewError when it is empty."""
    if not snapshot.tags:
        raise ReviewError(
            say("The codebook is empty."), say("The format asks for at least one code. Add a tag first.")
        )
    inside = elements(of_tags(snapshot.tags))
    return (HEAD + element("CodeBook", {"xmlns": SPACE, "origin": ORIGIN}, inside) + "\n").encode("utf-8")


def elements(codes: Sequence[Code], *more: str) -> str:
    """Return the Codes element of a codebook or a project; `more` are codes that are written already."""
    return element("Codes", {}, *(_code(code, "") for code in codes), *more)


def _code(code: Code, colour: str) -> str:
    colour = code.colour or colour
    attributes = {"guid": code.guid, "name": code.name, "isCodable": "true", "color": hues().get(colour)}
    return element(
        "Code",
        attributes,
        words("Description", described(code)),
        *(_code(each, colour) for each in code.below),
    )


def described(code: Code) -> str:
    """Return what a tag means, when to use it and when not, as one text."""
    parts = [code.definition] if code.definition else []
    if code.use_when or _tells(code, _USE):
        parts.append(_USE + code.use_when)
    if code.avoid_when or _tells(code, _AVOID):
        parts.append(_AVOID + code.avoid_when)
    return _GAP.join(parts)


def _tells(code: Code, sign: str) -> bool:
    """Tell whether a text has the sign of a part itself, so that the part is written though it is empty."""
    return sign in code.definition or sign in code.use_when


def undescribed(text: str) -> tuple[str, str, str]:
    """Return what a description of ours says a tag means, when to use it and when not."""
    whole = _GAP + text
    rest, found, avoid = whole.rpartition(_GAP + _AVOID)
    if not found:
        rest, avoid = whole, ""
    definition, found, use = rest.rpartition(_GAP + _USE)
    if not found:
        definition, use = rest, ""
    return definition.removeprefix(_GAP), use, avoid


# ------------------------------------------------------------------ reading


def read_qdc(data: bytes, name: str) -> Codebook:
    """Return the codebook of a .qdc file; raises ReviewError when it is none."""
    top = parse(data, name)
    book = top if top.name == "CodeBook" else top.first("CodeBook")
    if book is None:
        raise ReviewError(
            say("{name} holds no codebook.", name=name),
            say("Choose a REFI-QDA codebook (.qdc) or a CSV file."),
        )
    codes = told_apart(codes_of(book))
    if not codes:
        raise ReviewError(
            say("The codebook in {name} has no codes.", name=name), say("Export it again with its codes.")
        )
    return Codebook(codes, tuple(_omitted(book)))


def codes_of(book: Node) -> list[Code]:
    """Return the codes of a CodeBook element as they stand."""
    top = [node for holder in book.all("Codes") for node in holder.all("Code")]
    for node in top:
        _flatten(node)
    return [_read(node, 0) for node in top]


def _flatten(top: Node) -> None:
    """Put codes that lie too deep beside each other under the last that does not."""
    level = [top]
    for _ in range(DEEPEST - 1):
        level = [each for node in level for each in node.all("Code")]
    for node in level:
        within = [each for each in node.walk() if each.name == "Code" and each is not node]
        for each in within:
            each.inside = [one for one in each.inside if one.name != "Code"]
        node.inside = [one for one in node.inside if one.name != "Code"] + within


def _read(node: Node, depth: int) -> Code:
    definition, use, avoid = undescribed(node.said("Description"))
    said = node.attributes
    below = node.all("Code") if depth < DEEPEST else []
    return Code(
        said.get("name", ""), guid_of(said.get("guid", "")), hue_of(said.get("color", "")),
        definition, use, avoid, tuple(_read(each, depth + 1) for each in below),
    )  # fmt: skip


def _omitted(book: Node) -> Iterator[str]:
    sets = [node.attributes.get("name", "") for holder in book.all("Sets") for node in holder.all("Set")]
    if sets:
        yield f"Sets of codes, which a tree has no place for: {', '.join(sets)}."
    if any(node.name == "NoteRef" for node in book.walk()):
        yield "Notes on codes."
