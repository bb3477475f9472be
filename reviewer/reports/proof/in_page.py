"""A manifest in a web page: the words of an element that browsers keep and never show.

A page is read with a parser that runs, loads and repairs nothing.
"""

from __future__ import annotations

import hashlib
from html.parser import HTMLParser

from reviewer.errors import ReviewError
from reviewer.reports.manifest import Manifest, sealed

ID = "reviewer-manifest"
_INLINE = frozenset("a abbr b bdi br circle cite em g i path rect small span strong sub sup svg".split())
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
    """Return the manifest of a page, empty when it has none, and what the page shows, line by line."""
    parser = _Page()
    parser.feed(page.decode("utf-8", "replace"))
    parser.close()
    parser.end_line()
    return "".join(parser.manifest), parser.lines


class _Page(HTMLParser):
    """Gathers the words of a page; what is drawn or styled counts too, by its fingerprint."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.manifest: list[str] = []
        self.lines: list[str] = []
        self._line: list[str] = []
        self._in_manifest = False

    def end_line(self) -> None:
        """End the line that is gathered."""
        if words := " ".join("".join(self._line).split()):
            self.lines.append(words)
        self._line = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "template" and given.get("id") == ID:
            self._in_manifest = True
        if tag not in _INLINE:
            self.end_line()
        if given.get("src"):
            self._drawn(f"{tag} {given['src']} {given.get('alt')}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._in_manifest = False
        if tag not in _INLINE:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if self._in_manifest:
            self.manifest.append(data)
        elif self.cdata_elem:  # the sheet of styles; a script, which Reviewer never writes
            self._drawn(f"{self.cdata_elem} {' '.join(data.split())}")
        else:
            self._line.append(data)

    def _drawn(self, what: str) -> None:
        name, _, rest = what.partition(" ")
        digest = hashlib.sha256(rest.encode("utf-8", "backslashreplace")).hexdigest()
        self.lines.append(f"[{name} {digest[:16]}]")
