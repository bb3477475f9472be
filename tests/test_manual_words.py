"""The words of the manual: what a page quotes of the window is what the window says, in every language.

In bold stand keys and names of the window, and nothing else; in `code` what is typed. A translated page has
the same blocks in the same order, and in each the same names, keys, pictures and links, in its own language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from reviewer.language import LANGUAGES, entries, read_catalogues
from reviewer.settings import resource

HELP = resource("help")
PAGES = sorted(path.name for path in HELP.glob("*.md"))
TRANSLATED = [(code, page) for code in LANGUAGES if code != "en" for page in PAGES]
CAPS = {"Ctrl", "Shift", "Alt", "Del", "Space", "Enter", "Esc", "Tab", "PgUp", "PgDn", *"←→↑↓"}
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_TARGET = re.compile(r"\]\(([^)\s]+)\)")


def caps(words: str) -> list[str]:
    """Return the caps of a key with what is held: "Ctrl++" is Ctrl and +."""
    return re.split(r"(?<=[^+])\+(?=.)", words)


def written(cap: str, known: dict[str, set[str]]) -> str:
    """Return what stands on a cap; letters are the same on every keyboard."""
    return min(known.get(cap, {cap})) if cap in CAPS else cap


def is_key(words: str) -> bool:
    """Tell whether words name a key, with what is held: "Ctrl+Shift+B", "F1", "+"."""
    *held, cap = caps(words)
    known = len(cap) == 1 or cap in CAPS or re.fullmatch(r"F\d+", cap) is not None
    return known and CAPS.issuperset(held)


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


@pytest.mark.parametrize(("code", "page"), TRANSLATED)
def test_a_translated_page_says_the_same_of_the_same(code: str, page: str) -> None:
    english = blocks((HELP / page).read_text("utf-8"))
    theirs = blocks((HELP / code / page).read_text("utf-8"))
    known = translations(code)
    assert [kind(block) for block in theirs] == [kind(block) for block in english]
    for ours, other in zip(english, theirs, strict=True):
        wanted = [
            {"+".join(written(cap, known) for cap in caps(name))} if is_key(name) else known[name]
            for name in names(ours)
        ]
        left = list(names(other))
        for choice in wanted:
            found = [name for name in left if name in choice]
            assert found, f"{page}: none of {choice} in “{other}”"
            left.remove(found[0])
        assert left == [], f"{page}: {left} stand in “{other}” only"
        for pattern in (_CODE, _TARGET):
            assert sorted(pattern.findall(other)) == sorted(pattern.findall(ours)), other


def kind(block: str) -> str:
    """Return what a block is: the marks it begins with, its rows and its anchor."""
    anchor = re.search(r"\{#[a-z-]+\}$", block)
    marks = re.match(r"#+ |!\[|- |\| |<!-- \w+ -->", block)
    rows = (
        block.count(" | |") if block.startswith("|") else block.count(" - ") if block.startswith("- ") else 0
    )
    return f"{marks[0] if marks else ''}{rows}{anchor[0] if anchor else ''}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_picture_is_there_in_every_language_and_both_themes(code: str) -> None:
    named = {
        name for page in PAGES for name in re.findall(r"\((images/[^)]+)\)", (HELP / page).read_text("utf-8"))
    }
    own = HELP if code == "en" else HELP / code
    wanted = {own / name for name in named}
    wanted |= {path.with_stem(f"{path.stem}-dark") for path in wanted}
    assert [path for path in wanted if not path.exists()] == []
    assert sum(path.stat().st_size for path in (own / "images").iterdir()) < 2_500_000
