"""The report as Markdown: a reader of the language finds the words, and nothing but the words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reviewer.reports import Options, Report, build
from reviewer.reports.blocks import Column, Fact, Heading, Paragraph, Row, Table, Text, TitleBlock
from reviewer.reports.markup import clean
from reviewer.reports.to_markdown import to_markdown
from tests.reports.sample import example

ALLOWED = {
    "heading_open", "heading_close", "inline", "bullet_list_open", "bullet_list_close", "list_item_open",
    "list_item_close", "paragraph_open", "paragraph_close", "table_open", "table_close", "thead_open",
    "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open",
    "td_close", "blockquote_open", "blockquote_close", "hr",
}  # fmt: skip
INSIDE = {"text", "strong_open", "strong_close", "em_open", "em_close", "text_special"}
READ = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def parsed(report: Report) -> list[Token]:
    *tokens, proof = READ.parse(to_markdown(report)[0].decode())
    assert proof.type == "html_block" and proof.content.startswith("<!-- reviewer-manifest\n{")
    return tokens


def inline(token: Token) -> str:
    return "".join(child.content for child in token.children or () if child.type.startswith("text"))


def texts(tokens: list[Token], kind: str) -> list[str]:
    return [
        inline(after)
        for token, after in zip(tokens, tokens[1:], strict=False)
        if token.type == f"{kind}_open"
    ]


@pytest.fixture(scope="module")
def tokens() -> list[Token]:
    return parsed(build(example()))


def test_the_example_has_its_headings_tables_and_quotes(tokens: list[Token]) -> None:
    headings = texts(tokens, "heading")
    assert headings[0].startswith("Mitoxantrone in neuromyelitis optica")
    assert "4. Serious adverse effects limit prolonged use of mitoxantrone." in headings
    cells = texts(tokens, "td")
    assert "0 of 20 (0 to 16.8%)*; index terms list leukopenia and nausea (c)" in cells
    quotes = [inline(tokens[at + 2]) for at, token in enumerate(tokens) if token.type == "blockquote_open"]
    assert quotes.count("“mitoxantrone persistently suppresses B cells in vivo”") == 2


def test_figures_stand_in_words(tokens: list[Token]) -> None:
    said = [inline(token) for token in tokens if token.type == "inline"]
    assert "Claim 4, NMO, Very low: 1 study quote, 1 reader quote" in said


def test_every_table_is_whole(tokens: list[Token]) -> None:
    heads = [sum(token.type == "th_open" for token in group) for group in tables(tokens)]
    for group, columns in zip(tables(tokens), heads, strict=True):
        rows = sum(token.type == "tr_open" for token in group) - 1
        assert sum(token.type == "td_open" for token in group) == rows * columns


def tables(tokens: list[Token]) -> list[list[Token]]:
    starts = [at for at, token in enumerate(tokens) if token.type == "table_open"]
    ends = [at for at, token in enumerate(tokens) if token.type == "table_close"]
    return [tokens[start:end] for start, end in zip(starts, ends, strict=True)]


HOSTILE = [
    "# a", "- a", "1. a", "1) a", "+ a", "---", "===", "***", "> a", "```", "~~~", "    a", "| a | b |",
    "a|b",
    "[a](b)", "![a](b)", "[a]: b", "<b>a</b>", "<!-- a", "&amp; &#35;", "*a* _b_ `c` ~~d~~", "\\", "a\\",
    "a  \nb", "https://a.example", "$a$ ^b^", "\x00\ud800", "12345678901. a", "*", "_ _ _", "-", "=", ": a",
    "```\na\n```",
]  # fmt: skip


@given(st.one_of(st.sampled_from(HOSTILE), st.text("#*-+_=<>[]()!`~|\\&:.1a \n", max_size=12), st.text()))
def test_words_stay_words(text: str) -> None:
    blocks = (
        TitleBlock(text, (Fact("Label", (Text(text),)),)),
        Heading(text),
        Paragraph((Text(text),)),
        Table("A table", (Column(text, 1), Column("b", 1)), (Row(((Text(text),), (Text("b"),))),)),
    )
    bare = Report("", "", "", "", "", blocks, SHEET, (), Options())
    found = parsed(replace(bare, title=text))
    assert {token.type for token in found} <= ALLOWED
    assert {child.type for token in found for child in token.children or ()} <= INSIDE
    expected = " ".join(clean(text).split())
    assert texts(found, "heading") == [expected, expected]
    assert texts(found, "td") == [expected, "b"]
    assert [words for words in texts(found, "paragraph") if not words.endswith("Made with Reviewer.")] == [
        each for each in (f"Label: {expected}".strip(), expected) if each
    ]


SHEET = build(example()).sheet


def test_no_two_empty_lines_follow_each_other() -> None:
    assert b"\n\n\n" not in to_markdown(build(example()))[0]
