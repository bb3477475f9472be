"""Web pages: what is seen of them, where each block stands, and what they do not get away with."""

from __future__ import annotations

import codecs
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import readers, text
from reviewer.errors import ReviewError
from reviewer.model import Box, Element
from reviewer.readers import Input, Parsed, from_html

DOCTYPE = "<!DOCTYPE html>"


def page(body: str | bytes, name: str = "page.html") -> Parsed:
    """Return what a page holds; `body` gets a doctype so that its kind is beyond doubt."""
    data = body if isinstance(body, bytes) else (DOCTYPE + body).encode("utf-8", "surrogatepass")
    (parsed,) = readers.read_bytes(data, name)
    assert isinstance(parsed, Parsed)
    assert parsed.format == "html"
    return parsed


def refusal(body: str) -> ReviewError:
    with pytest.raises(ReviewError) as caught:
        page(body)
    return caught.value


def words(parsed: Parsed, box: Box) -> str:
    return parsed.text[box.start : box.end]


def blocks(body: str) -> list[str]:
    parsed = page(body)
    return [words(parsed, box) for box in parsed.boxes]


def around(box: Box) -> list[str]:
    return [".".join([element.tag, *element.names]) for element in box.inside]


def inline(parsed: Parsed, box: Box) -> list[tuple[str, str, tuple[str, ...], str]]:
    return [(parsed.text[a:b], one.tag, one.names, one.stated) for a, b, one in box.inline]


def assert_contract(parsed: Parsed) -> None:
    """Hold boxes to what the model says of them."""
    last = 0
    for box in parsed.boxes:
        assert last <= box.start < box.end <= len(parsed.text)
        assert not parsed.text[last : box.start].strip()
        assert words(parsed, box) == words(parsed, box).strip()
        assert 0 <= box.linked <= box.end - box.start
        assert len(box.inside) <= 32
        assert all(isinstance(element, Element) for element in box.inside)
        for start, end, _ in box.inline:
            assert box.start <= start < end <= box.end
            assert parsed.text[start:end] == parsed.text[start:end].strip()
        last = box.end
    assert not parsed.text[last:].strip()
    assert text.clean(parsed.text) == parsed.text


# ------------------------------------------------------------------ layout


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("<p>one<p>two", "one\n\ntwo"),
        ("<h1>A</h1>b<section>c</section>", "A\n\nb\n\nc"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("one<br><br>two", "one\n\ntwo"),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "a\nb\nc\nd\n\ne"),
        ("<div>Name</div><div>date</div>", "Name\ndate"),
        ("<div><div>a</div></div><div><div>b</div></div>", "a\n\nb"),
        ("<ol><li><div>a</div></li><li><div>b</div></li></ol>", "a\n\nb"),
        ("<span>Name</span><span>date</span>", "Namedate"),
        ("<span>Name</span> <span>date</span>", "Name date"),
        ("<span>Name </span>\n<span> date</span>", "Name date"),
        ("a<b>b</b>c <i> d</i>\t e", "abc d e"),
        ("<p>  a \n b  </p>  <p> c </p>", "a b\n\nc"),
        ("a&nbsp;b &amp; &lt;c&gt; &eacute;", "a\xa0b & <c> é"),
        ("<pre>\na  b\n  c\n\n d</pre>", "a  b\n  c\n\n d"),
        ("<table><tr><th>Group<th>n<tr><td>Tea<td>20</table>", "Group\tn\nTea\t20"),
        ("<table><tr><td>Ann<td><p>one<p>two</table>", "Ann\n\none\n\ntwo"),
        ("<table><tr><td>a<td>b<td>c<br>d</table>", "a\nb\nc\nd"),
        ("<dl><dt>Age<dd>40</dl>", "Age\n40"),
        ("a<hr>b", "a\n\nb"),
        ("a<wbr>b<!-- not c -->d", "abd"),
        ("a<embed src=x>b<p>c<source>d", "ab\n\ncd"),
        ("<ruby>A<rp>(<rt>b<rp>)</ruby>", "A(b)"),
        ('<span style="display:block">a</span><span style="display: block">b</span>', "a\nb"),
        ("<p>😀 a</p><p>\xa0</p><p>b</p>", "😀 a\n\nb"),
        ("<font>a<p>b</font>c", "a\n\nb\n\nc"),
        ("<td>a</td><li>b</li>", "a\nb"),
    ],
)
def test_text_is_laid_out_as_a_browser_shows_it(body: str, seen: str) -> None:
    parsed = page(body)

    assert parsed.text == seen
    assert_contract(parsed)


@pytest.mark.parametrize(
    "gone",
    [
        "<script>x()</script>",
        "<style>p {}</style>",
        "<template><p>x</p></template>",
        "<!-- x -->",
        "<svg><title>x</title><text>x</text></svg>",
        "<iframe>x</iframe>",
        "<object>x</object>",
        "<video>x</video>",
        "<audio>x</audio>",
        "<select><option>x</select>",
        "<textarea>x</textarea>",
        "<input value=x>",
        "<img alt=x>",
        "<p hidden>x</p>",
        '<div style="display: none">x<p>x</p></div>',
        '<div style="color: red; DISPLAY:none !important">x</div>',
        '<span style="visibility:hidden">x</span>',
        "<noscript>x</noscript>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(gone: str) -> None:
    assert page(f"<title>x</title><p>before</p>{gone}<p>after</p>").text == "before\n\nafter"


@pytest.mark.parametrize(
    "kept", ['<p aria-hidden="true">words</p>', "<details><summary>words</summary></details>"]
)
def test_what_pages_hide_by_mistake_or_for_a_click_is_kept(kept: str) -> None:
    assert page(kept).text == "words"


def test_a_page_whose_words_stand_in_noscript_gives_them() -> None:
    parsed = page(
        "<p>Loading</p><noscript><h1>Topic</h1><p>A post of some words.</p><style>a{}</style></noscript>"
    )

    assert parsed.text == "Loading\n\nTopic\n\nA post of some words."


def test_styles_in_noscript_are_no_words() -> None:
    assert page(f"<p>Words</p><noscript><style>{'a ' * 99}</style></noscript>").text == "Words"


# ------------------------------------------------------------------ structure


def test_boxes_know_what_is_around_them() -> None:
    parsed = page(
        '<main><ol class="Comment-List"><li id=c1 class="comment even" role=article aria-label="Reply">'
        "<p>one<br>two</p></li></ol></main>"
    )

    assert [around(box) for box in parsed.boxes] == [
        ["main", "ol.comment-list", "li.c1.comment.even.article", "p"]
    ] * 2
    assert parsed.boxes[0].inside[1] is parsed.boxes[1].inside[1]
    numbers = [element.number for element in parsed.boxes[0].inside]
    assert numbers == sorted(set(numbers))


def test_an_inline_element_around_several_blocks_is_around_them() -> None:
    parsed = page('<span class="post"><p>a</p><p>b</p></span>')

    assert [around(box) for box in parsed.boxes] == [["span.post", "p"]] * 2


def test_inline_elements_that_say_something_are_kept_with_their_stretches() -> None:
    parsed = page(
        '<p>by <a rel="author" href="/u"> Ann </a> on <time datetime="2019-04-03">3 April</time>, '
        '<i>the</i> <abbr title="World">W</abbr> <span itemprop=name>x</span> <span style="x">y</span></p>'
    )

    assert parsed.text == "by Ann on 3 April, the W x y"
    assert inline(parsed, parsed.boxes[0]) == [
        ("Ann", "a", ("author",), ""),
        ("3 April", "time", (), "2019-04-03"),
        ("W", "abbr", (), "World"),
        ("x", "span", ("name",), ""),
    ]


def test_an_inline_element_over_a_line_break_has_a_stretch_in_each_line() -> None:
    parsed = page('<p><span class="who">Ann<br>Ben</span> said</p>')

    assert [inline(parsed, box) for box in parsed.boxes] == [
        [("Ann", "span", ("who",), "")],
        [("Ben", "span", ("who",), "")],
    ]


def test_a_type_is_named_by_the_end_of_its_address() -> None:
    assert around(page('<div itemscope itemtype="https://schema.org/Comment">a</div>').boxes[0]) == [
        "div.comment"
    ]


def test_linked_counts_the_words_of_links_only() -> None:
    parsed = page('<p><a href="/x">Home</a> and <a name="y">here</a> 😀</p><p><a href="/">  A b </a></p>')

    assert [box.linked for box in parsed.boxes] == [4, 3]


def test_names_are_limited() -> None:
    classes = " ".join(f"c{number}" for number in range(50)) + " " + "x" * 500
    (element,) = page(f'<div id="top" class="{classes}">a</div>').boxes[0].inside

    assert len(element.names) <= 12
    assert "top" in element.names
    assert max(map(len, element.names)) <= 40


def test_of_a_deep_page_the_innermost_elements_are_kept() -> None:
    parsed = page("".join(f'<div id="d{number}">' for number in range(100)) + "a")

    assert around(parsed.boxes[0])[-1] == "div.d99"
    assert len(parsed.boxes[0].inside) == 32


# ------------------------------------------------------------------ which files are pages


@pytest.mark.parametrize(
    "start",
    [
        "<!doctype HTML><p>a",
        "\ufeff\n <html><p>a",
        "<head></head>a",
        "<BODY class=x>a",
        "<!-- saved from somewhere --><html>a",
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html>a</html>',
        "<div><p>a</p><p>b</p><p>c</p></div>",
        "<br />\n<b>Warning</b>: something\n<!DOCTYPE html><html>a",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_pages_are_told_by_their_content(start: str, encoding: str) -> None:
    (parsed,) = readers.read_bytes(start.encode(encoding), "thing.txt")

    assert isinstance(parsed, Parsed)
    assert parsed.format == "html"


@pytest.mark.parametrize(
    "plain",
    ["a <b>bold</b> word", "<p>One tag</p> in a note.", "x < y > z", "The <div> element\n" * 3, "<3 it </3"],
)
def test_text_with_a_few_tags_stays_text(plain: str) -> None:
    (parsed,) = readers.read_bytes(plain.encode(), "note.txt")

    assert isinstance(parsed, Parsed)
    assert (parsed.format, parsed.text) == ("text", plain)


def test_a_name_makes_a_page_of_a_piece_of_one() -> None:
    assert page(b"<p>One <b>tag</b></p>", "piece.HTM").text == "One tag"


# ------------------------------------------------------------------ encodings


@pytest.mark.parametrize(
    ("label", "codec", "sample"),
    [
        ("iso-8859-1", "cp1252", "“café” costs €5"),
        ("windows-1251", "cp1251", "Привет, мир"),
        ("GB2312", "gb18030", "中文网页"),
        ("Shift_JIS", "cp932", "日本語のページ"),
        ("euc-kr", "cp949", "한국어 웹"),
        ("big5", "big5", "繁體中文"),
        ("iso-8859-2", "iso8859-2", "Łódź"),
        ("utf-16", "utf-8", "naïve"),
        ("iso-2022-jp", "iso2022_jp", "日本語"),
        ("no-such-thing", "cp1252", "naïve"),
    ],
)
@pytest.mark.parametrize(
    "meta", ['<meta charset="{}">', '<META content="text/html; charset={}" http-equiv=Content-Type>']
)
def test_declared_encodings_are_followed_as_browsers_do(
    label: str, codec: str, sample: str, meta: str
) -> None:
    data = f"{DOCTYPE}<head>{meta.format(label)}</head><p>{sample}</p>".encode(codec)

    assert page(data).text == sample


@pytest.mark.parametrize("bom", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_mark_is_stronger_than_a_declaration(bom: bytes) -> None:
    codec = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le"}.get(bom, "utf-16-be")
    body = f'{DOCTYPE}<meta charset="windows-1251"><p>naïve 😀</p>'

    assert page(bom + body.encode(codec)).text == "naïve 😀"


def test_whole_utf_8_is_stronger_than_a_declaration() -> None:
    assert page('<meta charset="iso-8859-1"><p>naïve</p>').text == "naïve"


def test_a_declaration_in_a_comment_or_of_a_far_away_place_is_none() -> None:
    data = (DOCTYPE + '<!-- <meta charset="windows-1251"> --><p>caf\xe9</p>').encode("latin-1")

    assert page(data).text == "café"


def test_mixed_encodings_never_fail() -> None:
    assert page(DOCTYPE.encode() + b"<p>caf\xe9 \x81 \xc3\xa9</p>").text == "café \x81 Ã©"


def test_characters_over_the_edge_of_a_piece_are_whole() -> None:
    for shift in range(4):
        body = "x" * shift + "é😀" * 30_000
        assert page(f"<p>{body}</p>").text == body


# ------------------------------------------------------------------ bad input


def test_a_page_of_scripts_is_refused_with_the_reason() -> None:
    error = refusal("<title>App</title><div id=root></div><script>draw('words')</script>")

    assert error.message == (
        "page.html holds no words: its words are fetched by scripts when a browser opens it."
    )
    assert error.hint


def test_a_page_that_only_asks_for_scripts_holds_no_words() -> None:
    notice = "<noscript>You need to enable JavaScript to run this app.</noscript>"

    assert "scripts" in refusal(f"<div id=root></div>{notice}<script src=a.js></script>").message


def test_a_page_without_words_is_refused() -> None:
    assert refusal("<p>&nbsp;</p><img src=a.png>").message == (
        "page.html holds no words: there is no text between its tags."
    )


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("<p>a\0b", "a\ufffdb"),
        ("<p>a&#xD800;&#0;b", "a\ufffd\ufffdb"),
        ("<p>a\ud800b", None),
        ("<pre>a&#13;b\r\nc</pre>", "a\nb\nc"),
        ("<p><b <i>words</p class=x></b></div></table>", None),
        ("<a><div>text</a>more</div>after", None),
        ("<p>&bogus; &copy &#x110000;", "&bogus; © \ufffd"),
        ("words<", None),
        ("words<!--", "words"),
        ("&#xFEFF;words", "words"),
        ("<p " + "a=b " * 5_000 + ">words", "words"),
        (f'<p class="{"x " * 200_000}">words', "words"),
        ("<table>" * 500 + "words", "words"),
        ("<ul><li>" * 3_000 + "words", "words"),
    ],
)
def test_broken_markup_gives_its_words(body: str, seen: str | None) -> None:
    parsed = page(body)

    assert parsed.text == (seen or parsed.text)
    assert any(character.isalnum() for character in parsed.text)
    assert_contract(parsed)


@pytest.mark.parametrize("tag", ["div", "span class=x", "b", "table"])
def test_ten_thousand_levels_lose_no_words(tag: str) -> None:
    parsed = page(f"<{tag}>" * 10_000 + "words" + f"</{tag.split()[0]}>" * 10_000 + "<p>after</p>")

    assert parsed.text.split() == ["words", "after"]
    assert_contract(parsed)


def test_many_lines_stay_many_boxes() -> None:
    parsed = page("<p>" + "word<br>" * 20_000)

    assert len(parsed.boxes) == 20_000
    assert len({id(box.inside) for box in parsed.boxes}) == 1


def test_many_tiny_spans_are_one_box() -> None:
    parsed = page("<p>" + '<span class="a">b</span>' * 20_000)

    assert parsed.text == "b" * 20_000
    assert len(parsed.boxes[0].inline) == 200


def test_entities_of_a_page_of_its_own_are_no_bomb() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html><p>words &b;</p></html>'

    assert len(page(bomb.encode()).text) < 200


@pytest.mark.parametrize(
    ("limit", "body", "reason"),
    [
        ("page_blocks.MOST_BOXES", "<p>a" * 30, "page.html has more than 20 blocks of text."),
        (
            "page_blocks.MOST_OPEN",
            "<b>" * 30 + "a",
            "page.html has more than 20 elements within one another.",
        ),
        ("from_html.MOST_TAGS", "<b>a</b>" * 30, "page.html has more than 20 tags."),
        (
            "from_html.MOST_WORK",
            "<b>" * 600 + "</i>" * 30 + "a",
            "page.html has too many elements within one another to be read.",
        ),
    ],
)
def test_pages_beyond_the_limits_are_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, limit: str, body: str, reason: str
) -> None:
    monkeypatch.setattr(f"reviewer.readers.{limit}", 20)

    error = refusal(body)

    assert error.message == reason
    assert error.hint


def test_reading_is_not_loaded_before_a_page_comes() -> None:
    code = "import sys, reviewer.readers; print('lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


# ------------------------------------------------------------------ properties

tags = st.sampled_from(
    "p div span b a br li ul table tr td pre h1 script style noscript svg title textarea time select"
    " head body html x-y blockquote section form".split()
)
attributes = st.sampled_from(
    [
        "",
        ' class="a b"',
        " hidden",
        ' style="display:none"',
        ' href="/x"',
        ' datetime="2019"',
        " id=c",
        " <",
        '"',
    ]
)
pieces = st.one_of(
    st.builds("<{}{}>".format, tags, attributes),
    st.builds("</{}>".format, tags),
    st.text(max_size=12),
    st.sampled_from(
        ["&nbsp;", "&#13;", "&#xD800;", "<!--", "-->", "<![CDATA[", "</", "<", " ", "\n\n", "\ufeff"]
    ),
)


@given(st.lists(pieces, max_size=60).map("".join))
def test_any_soup_of_tags_keeps_the_contract(soup: str) -> None:
    try:
        parsed = page(soup)
    except ReviewError as error:
        assert error.message
        assert error.hint
    else:
        assert_contract(parsed)
        assert parsed == page(soup)


@given(st.binary(max_size=300))
def test_any_bytes_give_words_or_a_reason(data: bytes) -> None:
    try:
        found = list(from_html.read(Input.of_bytes(b"<html>" + data, "any.html")))
    except ReviewError as error:
        assert error.hint
    else:
        for parsed in found:
            assert isinstance(parsed, Parsed)
            assert_contract(parsed)


@given(
    st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9), min_size=1, max_size=30)
)
def test_words_in_paragraphs_come_out_in_order(found: list[str]) -> None:
    assert blocks("".join(f"<p>{word}</p>" for word in found)) == found
