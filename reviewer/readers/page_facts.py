"""What a web page says of itself for machines: its meta tags, its title, its JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping

MOST_FACTS = 2_000
LONGEST_FACT = 4_000
LONGEST_SCRIPT = 500_000
"""Characters of JSON-LD that are kept; a longer one is left alone."""


class Facts:
    """Collects what may describe the page, within limits; reads nothing into it."""

    def __init__(self) -> None:
        self.meta: list[tuple[str, str]] = []
        """Names in lower case with their contents, in the order of the page."""
        self.title = ""
        self.canonical = ""
        self.language = ""
        self.scripts: list[str] = []
        self._catching = ""
        self._caught: list[str] = []
        self._size = 0

    def take(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a meta or link element."""
        if tag == "link":
            if "canonical" in attributes.get("rel", "").lower().split():
                self.canonical = self.canonical or attributes.get("href", "")[:LONGEST_FACT]
            return
        name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv") or ""
        content = " ".join(attributes.get("content", "")[:LONGEST_FACT].split())
        if name and content and len(self.meta) < MOST_FACTS:
            self.meta.append((name[:100].strip().lower(), content))

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin to keep the words of a title or of a script, if it is one that describes."""
        kind = attributes.get("type", "").partition(";")[0].strip().lower()
        if (tag == "title" and not self.title) or kind == "application/ld+json":
            self._catching = tag

    def data(self, words: str) -> None:
        """Take words of the element that was opened."""
        if self._catching and self._size <= LONGEST_SCRIPT:
            self._caught.append(words)
            self._size += len(words)

    def close(self) -> None:
        """Take the end of the element that was opened."""
        if self._catching == "title":
            self.title = " ".join("".join(self._caught)[:LONGEST_FACT].split())
        elif self._catching and self._size <= LONGEST_SCRIPT and len(self.scripts) < 20:
            self.scripts.append("".join(self._caught))
        self._catching, self._caught, self._size = "", [], 0
