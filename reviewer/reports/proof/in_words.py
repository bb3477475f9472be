"""A manifest in Markdown: a comment at the end, which no reader of Markdown shows."""

from __future__ import annotations

import re

from reviewer.errors import ReviewError
from reviewer.reports.manifest import Manifest, sealed

_COMMENT = re.compile(r"<!-- reviewer-manifest\s+(\{[^<>]*\})\s+-->")


def lines(text: str) -> list[str]:
    """Return a text line by line, without its manifest, empty lines and spaces that do not count."""
    return [" ".join(line.split()) for line in _COMMENT.sub("", text).splitlines() if line.strip()]


def put(text: str, manifest: Manifest) -> str:
    """Return a text with a manifest that seals it behind it."""
    data = sealed(manifest, lines(text)).to_bytes().decode("ascii")
    return f"{text}\n<!-- reviewer-manifest\n{data}\n-->\n"


def find(data: bytes) -> tuple[bytes, list[str]]:
    """Return the manifest of a text and its lines; raises ReviewError when there is none."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    found = _COMMENT.findall(text)
    if not found:
        raise ReviewError(
            "This text carries no manifest: Reviewer did not make it, or its last lines were cut off.",
            "Verify the file as Reviewer wrote it.",
        )
    return found[-1].encode("ascii", "replace"), lines(text)
