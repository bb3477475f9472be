"""Notes that Zotero exported as Markdown, with its links or without.

A note quotes the words that were highlighted, then cites the work in brackets, then may say something:

    “B cells fell” ([Kim et al., 2024, p. 3](zotero://select/…)) ([pdf](zotero://open-pdf/…)) In blood.

Without links the brackets hold the words alone. It names neither who marked the words nor when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

SUFFIXES = (".md", ".markdown", ".mdown")
LINKS = (b"zotero://select/", b"zotero://open")
LONGEST = 20_000
"""Code points of a paragraph beyond which it is no note on a mark, and is kept as it is."""

_CITED = r"\(\[[^\]\n]*\]\(zotero://[^)\s]*\)\)"
_LINKED = re.compile(
    rf"[“\"«„](?P<plain>[^\n]+?)[”\"»“]\s*(?={_CITED})"
    r"|\[[“\"«„](?P<label>[^\n]+?)[”\"»“]\]\(zotero://[^)\s]*\)"
)
_CITATION = re.compile(_CITED)
_YEAR = re.compile(r"[“\"«„][^\n]{3,}?[”\"»“]\s*\([^()\n]*\b(?:1[89]|20)\d\d\b[^()\n]*\)")
_HEADING = re.compile(r"#{1,6}\s+(?P<words>.*?)\s*#*\s*$")
_LINE = re.compile(r"\s*(?:>\s?)*(?:[-*+]\s+|\d{1,3}[.)]\s+)?")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s|#{1,6}\s")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_STRESS = re.compile(r"(?<![\\\w])(\*{1,3}|_{1,3})(?=\S)([^\n]+?)(?<=[^\s\\])\1(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|&\"'$=:^-])")


def is_markdown_note(data: bytes, name: str) -> bool:
    """Tell whether a file is such a note: by its links, else by its name and words quoted with a year."""
    head = data[:4000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"<")) or (head.startswith(b"[") and head[1:].lstrip()[:1] in b'{["]'):
        return False
    named = name.lower().endswith(SUFFIXES)
    if any(link in data for link in LINKS):
        return named or not name.lower().endswith((".csv", ".tsv"))
    return named and _YEAR.search(data[:200_000].decode("utf-8", "replace")) is not None


def from_markdown(text: str) -> dict[str, Any]:
    """Return a note in the shape of Zotero's items, held by the work that its heading names, if it does."""
    heading = next(
        (match["words"] for line in text.split("\n", 20)[:20] if (match := _HEADING.match(line))), ""
    )
    title = _plain(heading.partition("(")[0])
    note = {"itemType": "note", "note": "".join(map(_as_html, _blocks(text)))}
    return {"title": title, "notes": [note]} if title and title.casefold() != "annotations" else note


def _blocks(text: str) -> Iterator[str]:
    """Yield paragraphs, and items of lists and headings by themselves, each on one line."""
    lines: list[str] = []
    quoted = False
    for line in [*text.splitlines(), ""]:
        before, quoted = quoted, line.lstrip().startswith(">")
        begins = _ITEM.match(line) is not None or quoted > before
        if lines and (begins or not line.strip(" >")):
            yield " ".join(lines)
            lines = []
        words = _LINE.sub("", line, count=1).strip()
        if words:
            lines.append(words)


def _as_html(block: str) -> str:
    """Return a paragraph in the form that Zotero keeps: words highlighted, a citation, what is said."""
    block = _PICTURE.sub("", block)
    found = list(_LINKED.finditer(block)) if len(block) <= LONGEST else []
    if not found:
        return f"<p>{escape(_plain(_CITATION.sub('', block)))}</p>"
    parts = [_paragraph("", block[: found[0].start()])]
    for match, after in zip(found, [*found[1:], None], strict=True):
        said = block[match.end() : after.start() if after else len(block)]
        parts.append(_paragraph(match["plain"] or match["label"], said))
    return "".join(parts)


def _paragraph(words: str, said: str) -> str:
    said = escape(_plain(_CITATION.sub("", said)))
    marked = f'<span class="highlight">{escape(_plain(words))}</span> ' if words else ""
    return f"<p>{marked}{said}</p>" if marked or said else ""


def _plain(words: str) -> str:
    """Return words without the signs of Markdown and the tags that stand among them."""
    words = _TAG.sub("", _LINK.sub(r"\1", words))
    words = _STRESS.sub(r"\2", _STRESS.sub(r"\2", words))
    return unescape(_ESCAPED.sub(r"\1", words)).lstrip("#").strip()
