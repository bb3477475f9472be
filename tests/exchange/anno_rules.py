"""What a Web Annotation may hold: the terms of the standard's context and the rules of the data model.

The lists are of our own making, from the vocabulary of 23 February 2017; the test needs no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES = frozenset(
    "Annotation Dataset Image Video Sound Text TextualBody ResourceSelection SpecificResource "
    "FragmentSelector CssSelector XPathSelector TextQuoteSelector TextPositionSelector "
    "DataPositionSelector SvgSelector RangeSelector TimeState HttpRequestState CssStylesheet Choice "
    "Person Software Organization AnnotationCollection AnnotationPage Audience Motivation".split()
)
MOTIVATIONS = frozenset(
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking "
    "moderating questioning replying reviewing tagging".split()
)
KEYS = frozenset(
    "id type body target source selector state scope refinedBy startSelector endSelector renderedVia "
    "creator generator rights motivation purpose homepage via canonical stylesheet cached conformsTo "
    "items partOf first last next prev audience bodyValue format language processingLanguage "
    "textDirection accessibility created modified generated value start end exact prefix suffix "
    "sourceDate sourceDateStart sourceDateEnd styleClass name nickname email email_sha1 label total "
    "startIndex".split()
)
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def faults(page: dict[str, Any], own: set[str]) -> list[str]:
    """Return what of a page breaks a rule; `own` are the words of the context beside the standard one."""
    found = (
        [] if page["@context"][0] == "http://www.w3.org/ns/anno.jsonld" else ["the first context is another"]
    )
    for node in _nodes({key: value for key, value in page.items() if key != "@context"}):
        found += [f"unknown key {key}" for key in node if key not in KEYS | own]
        found += [f"unknown type {kind}" for kind in _list(node.get("type", [])) if kind not in TYPES]
        iris = {key: node[key] for key in ("id", "via") if key in node}
        found += [f"{key} is no IRI: {iri}" for key, iri in iris.items() if not IRI.fullmatch(iri)]
        found += [
            f"{key} is no time: {node[key]}" for key in ("created", "modified")
            if key in node and not TIME.fullmatch(node[key])
        ]  # fmt: skip
        for key in ("motivation", "purpose"):
            found += [
                f"unknown {key} {value}" for value in _list(node.get(key, [])) if value not in MOTIVATIONS
            ]
    for item in page["items"]:
        found += _annotation(item)
    return found


def _annotation(item: dict[str, Any]) -> Iterator[str]:
    if item.get("type") != "Annotation" or "id" not in item:
        yield "an annotation has an id and the type Annotation"
    if not isinstance(item.get("target"), dict):
        yield "there is one target"
        return
    target = item["target"]
    if target.get("type") != "SpecificResource" or "source" not in target:
        yield "the target is words of a source"
    kinds = {each["type"]: each for each in target["selector"]}
    if set(kinds) != {"TextQuoteSelector", "TextPositionSelector"}:
        yield "the words are selected in two ways"
    place = kinds["TextPositionSelector"]
    if not 0 <= place["start"] < place["end"]:
        yield "positions are not negative, the end behind the start"
    for body in item["body"]:
        if body.get("type") != "TextualBody" or not isinstance(body.get("value"), str):
            yield "a body is a text with one value"


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(each)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
