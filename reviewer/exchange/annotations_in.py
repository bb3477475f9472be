"""Web Annotations read: those of ours as quotes with their claims and tags, those of others as marks.

Pages, collections, lists, graphs and single annotations are taken, bodies and targets in each of the forms
the data model allows. What cannot be understood is listed with the reason; the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reviewer.errors import ReviewError
from reviewer.exchange.coded import (
    PICO,
    Claimed,
    Coded,
    Person,
    Quoted,
    Source,
    direction_of,
    iso,
    person_of,
    pico_of,
    stance_of,
)
from reviewer.exchange.codes import DEEPEST, Code, guid_of, hue_of
from reviewer.exchange.marked import Marked, Work, doi_in
from reviewer.exchange.selectors import Anchor, anchor
from reviewer.language import say

_HASH = "urn:sha256:"
_MOST_CONTAINERS = 10_000


def read_annotations(top: object, name: str) -> Coded:
    """Return what the annotations of a file of JSON say; raises ReviewError when it holds none."""
    found, colours = Coded(origin=name), dict[str, str]()
    for number, item in enumerate(_items(top), 1):
        try:
            _take(found, item, colours)
        except _Fault as fault:
            found.faults.append((_shown(item, number), str(fault)))
    if not found.quotes and not found.faults:
        raise ReviewError(
            say("{name} holds no annotations.", name=name),
            say("It needs Web Annotations, or marks of Hypothesis or Zotero as JSON."),
        )
    found.codes = _codes(found, colours)
    return found


def holds_marks(top: object) -> bool:
    """Tell whether a file of JSON holds annotations, and none of ours, which are more than marks."""
    found = list(_items(top))
    ours = any(_is_claim(body) for item in found for body in _list(item.get("body")))
    return bool(found) and not ours


def marks_of(top: object) -> Iterator[Marked]:
    """Yield the annotations of a file that can be understood as marks, each with the document it names."""
    coded = read_annotations(top, "")
    for each in coded.quotes:
        source = coded.sources[each.source]
        work = Work(source.title, doi_in(source.address), source.address)
        yield Marked(work, each.anchor, each.note, each.person.name, each.made, each.codes)


def _codes(found: Coded, colours: dict[str, str]) -> tuple[Code, ...]:
    """Return the tags of all claims as the tree that their paths tell."""
    guids = {p: g for claim in found.claims.values() for p, g in zip(claim.paths, claim.guids, strict=True)}
    every = dict.fromkeys(path[:depth] for path in guids for depth in range(1, len(path) + 1))

    def below(above: tuple[str, ...]) -> tuple[Code, ...]:
        own = [path for path in every if path[:-1] == above]
        return tuple(
            Code(
                path[-1],
                guid_of(guids.get(path, "")),
                "" if above else colours.get(path[0], ""),
                below=below(path),
            )
            for path in own
        )

    return below(())


class _Fault(Exception):
    """Why one annotation is not taken."""


def _items(top: object) -> Iterator[dict[str, Any]]:
    """Yield the annotations of a page, a collection, a list or a graph, in order."""
    waiting, seen = [top], 0
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            if _has(value.get("type", value.get("@type")), "Annotation"):
                yield value
            elif seen < _MOST_CONTAINERS:
                seen += 1
                waiting += [value[key] for key in ("@graph", "first", "next", "items") if key in value]


def _has(value: object, word: str) -> bool:
    return any(str(each).rpartition(":")[2] == word for each in _list(value))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def _id(value: object) -> str:
    """Return the IRI of a thing that is named by it or has it."""
    return _said(value.get("id", value.get("@id"))) if isinstance(value, dict) else _said(value)


def _shown(item: dict[str, Any], number: int) -> str:
    for target in _list(item.get("target")):
        place = anchor(target.get("selector")) if isinstance(target, dict) else None
        if place is not None and place.exact:
            return f"“{' '.join(place.exact.split())[:80]}”"
    return f"annotation {number}"


def _take(found: Coded, item: dict[str, Any], colours: dict[str, str]) -> None:
    places = [_place(found, target) for target in _list(item.get("target"))]
    if not places:
        raise _Fault("it has no target")
    bodies = [body for body in _list(item.get("body")) if isinstance(body, dict)]
    claim = next((key for body in bodies if (key := _claim(found, body))), "")
    notes = [_said(body.get("value")) for body in bodies if _is_note(body)]
    notes += [value for value in (_said(item.get("bodyValue")),) if value]
    tags = [_said(body.get("value")) for body in bodies if _has(body.get("purpose"), "tagging")]
    if claim:
        _tag(found, claim, bodies, colours)
    said = {key: _said(item.get(key)) for key in PICO}
    for source, place in places:
        found.quotes.append(
            Quoted(
                source, place, claim, stance_of(item.get("stance")), item.get("background") is True,
                pico_of(said), direction_of(item.get("direction")), "\n".join(filter(None, notes)),
                _population(item.get("evidenceFor")), _person(item.get("creator")), _time(item),
                () if claim else tuple(filter(None, tags)),
            )
        )  # fmt: skip


def _is_note(body: dict[str, Any]) -> bool:
    return bool(_said(body.get("value"))) and not any(
        _has(body.get("purpose"), purpose) for purpose in ("tagging", "linking")
    )


def _time(item: dict[str, Any]) -> str:
    return iso(_said(item.get("created")) or _said(item.get("modified")))


def _person(value: object) -> Person:
    first = next(iter(_list(value)), None)
    name = _said(first.get("name")) or _said(first.get("nickname")) if isinstance(first, dict) else ""
    return person_of(name or _id(first), _id(first))


def _population(value: object) -> tuple[str, str] | None:
    if not isinstance(value, dict) or not _said(value.get("label")):
        return None
    return _said(value.get("label")), _said(value.get("short"))


# ------------------------------------------------------------------ targets, claims, tags


def _place(found: Coded, target: object) -> tuple[str, Anchor]:
    told = target if isinstance(target, dict) else {}
    whole = "selector" not in told  # about a document, not about words of it
    place = Anchor() if whole else anchor(told["selector"])
    if place is None:
        raise _Fault("its words are selected in a way that is not read")
    source = told.get("source", target)
    key = _id(source)
    if not key:
        raise _Fault("it does not name its document")
    if key not in found.sources:
        about = source if isinstance(source, dict) else {}
        file = _said(about.get("sourceFile")).removeprefix(_HASH)
        sha256 = key.removeprefix(_HASH) if key.startswith(_HASH) else ""
        address = _id(next(iter(_list(about.get("via"))), "")) or ("" if sha256 else key)
        found.sources[key] = Source(key, _said(about.get("label")), sha256, file, address)
    return key, place


def _claim(found: Coded, body: dict[str, Any]) -> str:
    """Take the claim that a body of ours holds; returns its key, "" for another body."""
    if not _is_claim(body):
        return ""
    key, statement = _id(body), _said(body["value"]).strip()
    if key not in found.claims:
        number = body.get("number")
        said = {name: _said(body.get(name)) for name in PICO}
        found.claims[key] = Claimed(
            key, statement, number if type(number) is int else 0, _said(body.get("label")), pico_of(said),
            direction_of(body.get("direction")), _said(body.get("claimNote")),
        )  # fmt: skip
    return key


def _is_claim(body: object) -> bool:
    if not isinstance(body, dict) or not _has(body.get("purpose"), "linking"):
        return False
    return _id(body).startswith("urn:uuid:") and bool(_said(body.get("value")).strip())


def _tag(found: Coded, claim: str, bodies: list[dict[str, Any]], colours: dict[str, str]) -> None:
    """Put the tags of an annotation on its claim."""
    old = found.claims[claim]
    paths, guids = list(old.paths), list(old.guids)
    for body in bodies:
        if _has(body.get("purpose"), "tagging"):
            path = tuple(filter(None, map(_said, _list(body.get("path"))))) or (_said(body.get("value")),)
            path = path[:DEEPEST]
            colours.setdefault(path[0], hue_of(_said(body.get("colour"))))
            if path[0] and path not in paths:
                paths.append(path)
                guids.append(_said(body.get("guid")))
    found.claims[claim] = replace(old, paths=tuple(paths), guids=tuple(guids))
