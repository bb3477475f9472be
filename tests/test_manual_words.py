"""The words of the manual: what a page quotes of the window is what the window says.

In bold stand keys and names of the window, and nothing else; in `code` what is typed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from reviewer.language import entries, read_catalogues
from reviewer.settings import resource

HELP = resource("help")
PAGES = sorted(path.name for path in HELP.glob("*.md"))
CAPS = {"Ctrl", "Shift", "Alt", "Del", "Space", "Enter", "Esc", "Tab", "PgUp", "PgDn", *"←→↑↓"}
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def is_key(words: str) -> bool:
    """Tell whether words name a key, with what is held: "Ctrl+Shift+B", "F1", "+"."""
    held, _, cap = words.rpartition("+") if len(words) > 1 and not words.endswith("++") else ("", "", words)
    if words.endswith("++"):
        held, cap = words[:-2], "+"
    known = len(cap) == 1 or cap in CAPS or re.fullmatch(r"F\d+", cap) is not None
    return known and all(part in CAPS for part in held.split("+") if held)


@cache
def translations(code: str) -> dict[str, set[str]]:
    """Return what each sentence of the window is in a language."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, english, translated in entries(read_catalogues(resource("languages") / code)):
        found[english].add(translated or english)
    return found


def blocks(text: str) -> list[str]:
    """Return the paragraphs, lists, tables and headings of a page; a folded line counts as one."""
    return [" ".join(block.split()) for block in re.split(r"\n\s*\n", text.strip())]


def names(block: str) -> Iterator[str]:
    """Yield the keys and names of the window that a block quotes, those of a menu one by one."""
    for words in _BOLD.findall(block):
        yield from words.split(" › ")


@pytest.mark.parametrize("page", PAGES)
def test_what_stands_in_bold_is_a_key_or_a_name_of_the_window(page: str) -> None:
    text = (HELP / page).read_text("utf-8")
    known = translations("de")
    assert [
        name for block in blocks(text) for name in names(block) if not is_key(name) and name not in known
    ] == []
