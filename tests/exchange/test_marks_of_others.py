"""Marks of Hypothesis and Zotero in each form their programs write, as plain data."""

from __future__ import annotations

import json
import urllib.parse
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import ReviewError
from reviewer.exchange.hypothesis_marks import hypothesis, is_hypothesis
from reviewer.exchange.marked import Marked, Work, doi_in, read_json
from reviewer.exchange.zotero_marks import from_html, is_zotero, zotero
from reviewer.exchange.zotero_notes import from_markdown, is_markdown_note


def annotation(**more: Any) -> dict[str, Any]:
    """Return an annotation as the API of Hypothesis gives it."""
    selector = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]"},
        {"type": "TextPositionSelector", "start": 12, "end": 25},
        {"type": "TextQuoteSelector", "exact": "B cells fell ", "prefix": "that ", "suffix": "in all"},
    ]
    return {
        "id": "a1", "created": "2024-03-05T10:00:00.1+00:00", "user": "acct:kim@hypothes.is",
        "uri": "https://example.org/post", "text": "How much?", "tags": ["b cells"],
        "document": {"title": ["A post"]}, "target": [{"source": "x", "selector": selector}], **more,
    }  # fmt: skip


def test_a_hypothesis_annotation_keeps_words_note_author_and_date() -> None:
    reply = annotation(id="a2", references=["a1"], text="A third.", user="acct:lee@hypothes.is")
    [mark] = hypothesis({"total": 2, "rows": [annotation(), reply]})

    assert (mark.anchor.exact, mark.anchor.prefix, mark.anchor.start) == ("B cells fell ", "that ", 12)
    assert (mark.note, mark.author, mark.date) == ("How much?\nlee: A third.", "kim", "2024-03-05")
    assert (mark.tags, mark.work) == (("b cells",), Work("A post", "", "https://example.org/post"))


@pytest.mark.parametrize("wrap", [lambda a: [a], lambda a: {"annotations": [a]}, lambda a: {"rows": [a]}])
def test_every_export_of_hypothesis_is_known(wrap: Any) -> None:
    assert is_hypothesis(wrap(annotation())) and not is_zotero(wrap(annotation()))


def test_a_page_note_has_no_words_and_a_doi_is_seen_in_the_address() -> None:
    [mark] = hypothesis([annotation(target=[{"source": "x"}], uri="https://doi.org/10.1000%2FXyz.")])

    assert mark.anchor.exact == "" and mark.note == "How much?" and mark.work.doi == "10.1000/xyz"


PAPER = {"key": "P", "itemType": "journalArticle", "title": "A trial", "DOI": "10.1000/ABC", "url": ""}
HIGHLIGHT = {
    "itemType": "annotation", "annotationType": "highlight", "annotationText": "B cells fell",
    "annotationComment": "by half", "annotationAuthorName": "Kim", "dateAdded": "2024-03-05T10:00:00Z",
    "tags": [{"tag": "b cells"}],
}  # fmt: skip
FOUND = ("B cells fell", "by half", "Kim", "2024-03-05", ("b cells",), Work("A trial", "10.1000/abc"))


def told(mark: Marked) -> tuple[Any, ...]:
    return mark.anchor.exact, mark.note, mark.author, mark.date, mark.tags, mark.work


def test_items_of_the_api_find_their_work_by_key() -> None:
    file = {"key": "F", "itemType": "attachment", "parentItem": "P"}
    items = [
        {"key": "A", "data": {**HIGHLIGHT, "key": "A", "parentItem": "F"}},
        {"data": file},
        {"data": PAPER},
    ]

    assert [told(mark) for mark in zotero(items)] == [FOUND]


def test_items_that_hold_what_belongs_to_them_are_read() -> None:
    data = {"items": [{**PAPER, "attachments": [{"itemType": "attachment", "annotations": [HIGHLIGHT]}]}]}

    assert [told(mark) for mark in zotero(data)] == [FOUND]


def test_annotations_of_the_reader_are_read() -> None:
    of_reader = {
        "type": "underline", "text": "B cells", "comment": "", "authorName": "Kim", "sortIndex": "0001",
        "dateModified": "2024-03-05T10:00:00Z", "tags": [],
    }  # fmt: skip

    assert [told(mark)[:4] for mark in zotero([of_reader])] == [("B cells", "", "Kim", "2024-03-05")]


def test_a_note_gives_the_words_it_quotes_and_the_rest_as_one() -> None:
    html = (
        "<div><h1>Annotations</h1>"
        '<p><span class="highlight" data-annotation="%7B%7D">“B cells fell”</span> '
        '<span class="citation">(<span class="citation-item">Kim, p. 3</span>)</span> by half &amp; more</p>'
        "<blockquote><p>NK cells rose</p></blockquote>"
        "<p>“T cells stayed” (Kim 2024:3) as before</p><p>See the table.</p></div>"
    )
    marks = list(zotero([{**PAPER, "notes": [{"itemType": "note", "note": html}]}]))

    assert [(mark.anchor.exact, mark.note) for mark in marks] == [
        ("B cells fell", "by half & more"), ("NK cells rose", ""), ("T cells stayed", "as before"),
        ("", "See the table."),
    ]  # fmt: skip
    assert {mark.work.title for mark in marks} == {"A trial"}


CITED = urllib.parse.quote(
    json.dumps(
        [{"uris": ["u"], "itemData": {"title": "On B cells", "DOI": "10.1000/ABC", "URL": "https://x.org"}}]
    )
)
EXPORTED = f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Zotero note</title></head><body>
<div class="zotero-notes"><div class="zotero-note"><div data-citation-items="{CITED}" data-schema-version="9">
<h1>Annotations<br/>(3/2/2024, 10:00:00 AM)</h1>
<p><span class="highlight" data-annotation="%7B%7D">“B cells &amp; NK cells fell”</span>
<span class="citation" data-citation="%7B%7D">(<span>Li, p. 3</span>)</span> In blood.</p>
</div></div></div></body></html>"""


def test_a_note_exported_as_html_names_its_work_and_the_words_it_quotes() -> None:
    (first,) = zotero(from_html(EXPORTED))  # the heading of Zotero's own is no note of anybody
    assert (first.anchor.exact, first.note) == ("B cells & NK cells fell", "In blood.")
    assert first.work == Work("On B cells", "10.1000/abc", "https://x.org")
    assert next(zotero(from_html("<p>“Words that were quoted” here</p>"))).work == Work()


CITATION = "([Kim et al., 2024, p. 3](zotero://select/library/items/KEY)) ([pdf](zotero://open-pdf/x?page=3))"
MARKDOWN = f"""# Annotations
(3/2/2024, 10:00:00 AM)

“B cells fell by 5\\_µl in the so-called “mild” group” {CITATION} In *blood* only.

- “NK cells rose” {CITATION} and “T cells & others stayed” {CITATION} as before
> <mark style="background:#ff6666">“Nobody\nsaid why”</mark> (Kim et al., 2024, p. 5)

[“A linked one”](zotero://open-pdf/x) {CITATION}

See the [table](https://x.org).
"""


def test_a_note_exported_as_markdown_gives_the_words_it_quotes_and_what_is_said_of_each() -> None:
    marks = list(zotero(from_markdown(MARKDOWN)))

    assert [(mark.anchor.exact, mark.note) for mark in marks] == [
        ("B cells fell by 5_µl in the so-called “mild” group", "In blood only."),
        ("NK cells rose", "and"), ("T cells & others stayed", "as before"),
        ("Nobody said why", ""), ("A linked one", ""),
        ("", "See the table."),
    ]  # fmt: skip
    assert {mark.work for mark in marks} == {Work()}
    named = from_markdown(MARKDOWN.replace("# Annotations", "# A trial"))
    assert {mark.work.title for mark in zotero(named)} == {"A trial"}


@pytest.mark.parametrize(
    ("words", "name", "is_one"),
    [
        (MARKDOWN, "note.md", True),
        (MARKDOWN, "note.txt", True),
        ("“B cells fell” (Kim, 2024, p. 3) In blood.", "note.md", True),
        ("“B cells fell” (Kim, 2024, p. 3) In blood.", "note.txt", False),
        ("# A page\n\nNothing is quoted here (2024).", "page.md", False),
        ('[{"select": "zotero://select/items/1"}]', "library.json", False),
        ("tag,link\nB cells,zotero://select/1\n", "tags.csv", False),
    ],
)
def test_a_note_in_markdown_is_told_from_other_files(words: str, name: str, is_one: bool) -> None:
    assert is_markdown_note(words.encode(), name) is is_one


@given(st.text(alphabet='ab“”"()[]*_\\\\#->! \n1.<&zotero:/', max_size=80))
def test_whatever_stands_in_markdown_nothing_breaks(words: str) -> None:
    for mark in zotero(from_markdown(words)):
        assert mark.anchor.exact or mark.note


def test_other_files_are_told() -> None:
    assert not is_hypothesis([PAPER]) and not is_zotero([PAPER])
    with pytest.raises(ReviewError):
        read_json(b"{", "x.json")
    assert doi_in("see doi:10.1000/A(1)2.") == "10.1000/a(1)2"


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["target", "uri", "user", "text", "note", "annotationType", "data", "items", "tags", "key",
                 "parentItem", "meta", "document", "selector", "references", "itemType", "title"]
            ),
            inner, max_size=5,
        )
    ),
    max_leaves=20,
)  # fmt: skip


@given(json_like)
def test_whatever_json_holds_nothing_breaks(data: object) -> None:
    for mark in [*hypothesis(data), *zotero(data)]:
        assert isinstance(mark, Marked)
