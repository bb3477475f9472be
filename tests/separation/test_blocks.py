"""Lines, lists and hard-wrapped paragraphs become the blocks that a reader sees."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.model import Box, Document, Element
from reviewer.separation.blocks import split

WRAPPED = (
    "Knee pain is common and its treatment remains unclear, although many\n"
    "drugs have been tried over the years. We randomised 120 people to\n"
    "salicin or placebo for twelve weeks, and asked them about their pain\n"
    "every week until the end."
)


def words(text: str, boxes: tuple[Box, ...] = ()) -> list[str]:
    return [block.words(text) for block in split(Document(text, boxes=boxes))]


def test_each_line_is_a_block_and_bullets_and_rules_are_none() -> None:
    assert words("One\nTwo\n\n-----\n  • Three\n•\nFour\n") == ["One", "Two", "Three", "Four"]


def test_the_lines_of_a_hard_wrapped_paragraph_are_one_block() -> None:
    assert words(f"A title\n\n{WRAPPED}\n\nAn end") == ["A title", WRAPPED, "An end"]


def test_short_lines_and_dated_lines_are_not_joined() -> None:
    lines = [
        "Jo Lang wrote this on the third of May, 2019 at 4:05 pm:",
        "I think it is a good idea to wait for it.",
    ]

    assert words("\n".join(lines)) == lines


def test_hanging_lines_of_a_medline_field_are_joined() -> None:
    field = "AB  - We looked at knees\n      and found that they\n      hurt."

    assert words(f"PMID- 1\n{field}\nAU  - Lang J") == ["PMID- 1", field, "AU  - Lang J"]


def test_a_run_of_tiny_items_is_one_block_and_a_few_are_not() -> None:
    assert words("• Home\n• News\n• Shop\n• About us\n\nText") == ["Home\n• News\n• Shop\n• About us", "Text"]
    assert words("• Home\n• News\n\nText") == ["Home", "News", "Text"]
    assert len(words("• 563 posts\n• 426 points\n• 3 years\n• 12 likes")) == 4


def test_links_of_one_kind_in_a_page_are_one_block() -> None:
    text = "Home\nNews\nShop\nWe looked at knees."
    menu = (Element(1, "ul"), Element(2, "li"))
    boxes = tuple(Box(start, start + 4, menu, (), 4) for start in (0, 5, 10))

    assert words(text, (*boxes, Box(15, 34, (Element(3, "p"),)))) == [
        "Home\nNews\nShop",
        "We looked at knees.",
    ]


@given(st.text(max_size=300))
def test_blocks_are_in_order_trimmed_and_hold_every_letter(text: str) -> None:
    blocks = split(Document(text))
    left = text
    for block in reversed(blocks):
        assert block.words(text) == block.words(text).strip()
        left = left[: block.start] + left[block.end :]

    assert all(one.end <= other.start for one, other in zip(blocks, blocks[1:], strict=False))
    assert not any(character.isalnum() for character in left)
