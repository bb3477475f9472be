"""The report as a web page: whole, safe, for those who see it and those who hear it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as parser

from reviewer.reports import Options, Report, build
from reviewer.reports.blocks import Heading, MapBlock, MatrixBlock, Paragraph, Text, TitleBlock, VoiceColumns
from reviewer.reports.markup import clean, el, html
from reviewer.reports.to_html import to_html
from tests.reports.sample import example


@pytest.fixture(scope="module")
def report() -> Report:
    return build(example())


@pytest.fixture(scope="module")
def page(report: Report) -> parser.HtmlElement:
    return parser.document_fromstring(to_html(report)[0])


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_page_holds_what_the_report_says(page: parser.HtmlElement) -> None:
    said = words(page)
    assert "0 of 20 (0 to 16.8%)*" in said
    assert "not estimable" in said
    assert page.get("lang") == "en"
    assert [len(page.findall(f".//{tag}")) for tag in ("h1", "main", "nav")] == [1, 1, 1]


def test_every_link_leads_to_a_place_of_the_page_and_every_place_is_one(page: parser.HtmlElement) -> None:
    places = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(places) == len(set(places))
    links = [each.get("href") for each in page.iter("a")]
    assert len(links) > 60
    assert {link[1:] for link in links} <= set(places) and all(link.startswith("#") for link in links)


def test_every_link_and_head_has_words_and_none_lies_in_another(
    page: parser.HtmlElement, report: Report
) -> None:
    assert all(words(each) for each in (*page.iter("a"), *page.iter("th"), *page.iter("summary")))
    written = to_html(report)[0].decode()
    assert not re.search(r"<a\b[^>]*>(?:(?!</a>).)*<a\b", written, re.DOTALL)


def test_nothing_is_loaded_and_nothing_runs(report: Report) -> None:
    data = to_html(report)[0].decode()
    tags = set(re.findall(r"<([a-z0-9]+)", data))
    assert not tags & {"script", "link", "iframe", "object", "embed", "form", "base"}
    assert "default-src 'none'" in data
    sources = re.findall(r'src="([^"]{0,30})', data)
    assert sources and all(source.startswith("data:image/svg+xml") for source in sources)
    assert "url(" not in data and "@import" not in data


def test_the_quotes_of_a_claim_open_beside_it_whole_and_with_their_voice(page: parser.HtmlElement) -> None:
    claim = page.get_element_by_id("claim-4")
    (quotes,) = claim.findall(".//details")
    assert quotes.findtext("summary") == "3 quotes"
    found = [(each.get("class"), words(each)) for each in quotes.findall(".//blockquote")]
    assert found[0][0] == "study" and found[0][1].startswith(
        "“No patients had serious adverse effects during"
    )
    assert found[2] == ("reader", "“It's difficult to accept the risks when you don't know if it will help”")
    assert "Reader, comment 2, B 2614–2684" in words(quotes)


def test_those_who_hear_the_page_are_told_what_signs_mean(page: parser.HtmlElement) -> None:
    pictures = list(page.iter("img"))
    assert pictures and all(each.get("alt") for each in pictures)
    for figure in page.iter("figure"):
        assert "Claim 4" in words(figure.find(".//details"))
    drawn = [each for each in page.iter("svg") if each.get("aria-hidden") != "true"]
    assert {each.get("aria-label") for each in drawn} == {"supports", "contradicts", "qualifies"}
    for table in page.iter("table"):
        assert words(table.find("caption"))
        assert all(each.get("scope") for each in table.iter("th"))


def test_headings_go_down_one_step_at_a_time(page: parser.HtmlElement) -> None:
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert to_html(report) == to_html(build(example()))


def test_voices_with_much_to_say_stand_one_below_another(report: Report, page: parser.HtmlElement) -> None:
    assert [each.get("class") for each in page.find_class("voices")] == ["voices"]
    at = next(n for n, block in enumerate(report.blocks) if isinstance(block, VoiceColumns))
    block = report.blocks[at]
    assert isinstance(block, VoiceColumns)
    first = block.columns[0]
    long = replace(first, entries=first.entries * 10)
    blocks = (*report.blocks[:at], VoiceColumns((long, *block.columns[1:])), *report.blocks[at + 1 :])
    made = parser.document_fromstring(to_html(replace(report, blocks=blocks))[0])
    assert [each.get("class") for each in made.find_class("voices")] == ["voices much"]
    assert len(made.find_class("entries")[0]) == len(long.entries)


def test_without_colour_voices_are_told_by_shape_and_line(report: Report) -> None:
    plain = to_html(replace(report, options=Options(patterns=True)))[0].decode()
    ink = re.search(r"--text1: (#\w+)", plain)
    assert ink is not None
    assert f"--study: {ink[1]}" in plain and f"--contradicts: {ink[1]}" in plain


BARE = Report("", "", "", "", "", (), build(example()).sheet, (), Options())
HOSTILE = [
    "</style><script>x</script>", '"><img src=x onerror=y>', "<!-- ", "]]>", "&lt;b&gt;", "\x00\x1b[31m",
]  # fmt: skip


def small(text: str) -> Report:
    """Return a report whose every word is `text`."""
    paragraph = Paragraph((Text(text, "quote"), Text(text, "", "claim-1")))
    return replace(BARE, title=text, blocks=(TitleBlock(text, ()), Heading(text), paragraph))


@given(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=())), st.text()))
def test_words_stay_words(text: str) -> None:
    data, warnings = to_html(small(text))
    found = parser.document_fromstring(data)
    assert [each.tag for each in found.iter("script", "img", "b")] == []
    (shown,) = [each for each in found.iter("span") if each.get("class") == "quote"]
    expected = clean(text).replace("\r\n", "\n").replace("\r", "\n")
    assert (shown.text or "").replace("\r\n", "\n").replace("\r", "\n") == expected
    assert bool(warnings) == (clean(text) != text)


def test_figures_are_those_of_the_pdf(report: Report, page: parser.HtmlElement) -> None:
    figures = [each for each in report.blocks if isinstance(each, MapBlock | MatrixBlock)]
    assert len(list(page.iter("figure"))) == len(figures) == 2


def test_an_element_keeps_words_between_children_in_order() -> None:
    made = el("p", "a", el("b", "c"), None, ["d", el("i"), "e"], class_="x", aria_label="y")
    assert html(made) == b'<!DOCTYPE html>\n<p class="x" aria-label="y">a<b>c</b>d<i></i>e</p>\n'
