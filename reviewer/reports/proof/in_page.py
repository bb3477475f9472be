"""A manifest in a web page: the words of an element that browsers keep and never show.

A page is gone through once, from its beginning to its end, by finding what comes next: nothing is run, loaded
or repaired, and no page however made takes longer than its length.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from html import unescape

from reviewer.errors import ReviewError
from reviewer.reports.manifest import Manifest, sealed

ID = "reviewer-manifest"
_INLINE = frozenset("a abbr b bdi br circle cite em g i path rect small span strong sub sup svg".split())
_RAW = frozenset({"style", "script"})
"""Elements whose content is no text; Reviewer writes no script, and one that was put in is told."""
_END = b"</body>"


def put(page: bytes, manifest: Manifest) -> bytes:
    """Return a page with a manifest that seals it at the end of its body."""
    _, lines = taken_apart(page)
    data = sealed(manifest, lines).to_bytes()
    before, _, after = page.rpartition(_END)
    return before + f'<template id="{ID}">'.encode() + data + b"</template>" + _END + after


def find(data: bytes) -> tuple[bytes, list[str]]:
    """Return the manifest of a page and its lines; raises ReviewError when there is none."""
    manifest, lines = taken_apart(data)
    if not manifest:
        raise ReviewError(
            "This page carries no manifest: Reviewer did not make it, or it is cut off.",
            "Verify the page as Reviewer wrote it.",
        )
    return manifest.encode("ascii", "replace"), lines


def taken_apart(page: bytes) -> tuple[str, list[str]]:
    """Return the manifest of a page, empty when it has none, and what the page shows, line by line.

    What is drawn or styled counts too, by its fingerprint.
    """
    manifest: list[str] = []
    lines: list[str] = []
    line: list[str] = []
    within = False
    for kind, name, words in _parts(page.decode("utf-8", "replace")):
        if kind == "text":
            (manifest if within else line).append(unescape(words))
            continue
        if name not in _INLINE:
            _end_line(line, lines)
        if kind == "raw":
            lines.append(_drawn(name, " ".join(words.split())))
        elif kind == "start" and name == "template" and f'id="{ID}"' in words:
            within = True
        elif kind == "end" and name == "template":
            within = False
        elif source := _value(words, "src"):
            lines.append(_drawn(name, f"{source} {_value(words, 'alt')}"))
    _end_line(line, lines)
    return "".join(manifest), lines


def _end_line(line: list[str], lines: list[str]) -> None:
    if words := " ".join("".join(line).split()):
        lines.append(words)
    line.clear()


def _drawn(name: str, what: str) -> str:
    return f"[{name} {hashlib.sha256(what.encode('utf-8', 'backslashreplace')).hexdigest()[:16]}]"


def _value(attributes: str, name: str) -> str:
    """Return the value of an attribute, as it is written between its quotation marks; empty without one."""
    _, found, rest = attributes.partition(f' {name}="')
    return unescape(rest.partition('"')[0]) if found else ""


def _parts(page: str) -> Iterator[tuple[str, str, str]]:
    """Yield the parts of a page: ("text", "", words), ("start", tag, attributes), ("end", tag, "") and
    ("raw", tag, words); what never ends reaches to the end of the page."""
    at = 0
    while at < len(page):
        sign = page.find("<", at)
        if sign != at:
            sign = len(page) if sign < 0 else sign
            yield "text", "", page[at:sign]
            at = sign
            continue
        close = "-->" if page.startswith("<!--", at) else ">"
        end = page.find(close, at)
        end = len(page) if end < 0 else end
        inside = page[at + 1 : end]
        at = end + len(close)
        if inside[:1] in ("!", "?"):
            continue
        ends = inside.startswith("/")
        name, _, attributes = inside.removeprefix("/").partition(" ")
        name = name.strip().rstrip("/").lower()
        yield ("end", name, "") if ends else ("start", name, f" {attributes}")
        if name in _RAW and not ends:
            stop = page.find(f"</{name}", at)
            stop = len(page) if stop < 0 else stop
            yield "raw", name, page[at:stop]
            at = stop
