"""Write a report as one web page that needs nothing else: no network, no script, light and dark, printable.

The page is built as a tree (`markup`), so that words of users and of the web stay words. The quotes of a
claim open beside it. Figures are those of the PDF, each with what it shows in words.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from reviewer.language import say, say_count, speaking_to_user
from reviewer.language import spoken as in_use
from reviewer.model import Stance, Voice
from reviewer.reports.blocks import (
    Block,
    CertaintySign,
    Entry,
    Fact,
    Figure,
    Heading,
    Inline,
    Item,
    Letters,
    Listing,
    Options,
    Paragraph,
    Report,
    Row,
    Run,
    StanceSign,
    Statement,
    Table,
    Text,
    TitleBlock,
    VoiceColumn,
    VoiceColumns,
    VoiceSign,
    Wide,
    plain,
)
from reviewer.reports.findings import STANCES
from reviewer.reports.leading import anchored
from reviewer.reports.markup import Child, Children, clean, el, html, lost
from reviewer.reports.proof import in_page
from reviewer.reports.scripts import language
from reviewer.reports.to_figure import spoken, to_figure
from reviewer.settings import resource

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load for this page: nothing."""
_SHAPES = {
    Voice.STUDY: ("rect", {"x": "2", "y": "2", "width": "8", "height": "8"}),
    Voice.COMMENTARY: ("path", {"d": "M6 .8 11.2 6 6 11.2.8 6z"}),
    Voice.READER: ("circle", {"cx": "6", "cy": "6", "r": "4.7"}),
}
_STROKES = {
    Stance.SUPPORTS: "M7.5 4v7M4 7.5h7",
    Stance.CONTRADICTS: "M4 7.5h7",
    Stance.QUALIFIES: "M7.5 3.2v6M4.5 6.2h6M4.5 11.6h6",
    Stance.MENTIONS: "M7 7.5h1",
}


MUCH = 45
"""Quotes by voice that do not stand beside each other any more; the template of the PDF has the same."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the parts of a page share: the options, and the rows of quotes that claims lead to, by anchor."""

    options: Options
    rows: Mapping[str, Row]
    warnings: list[str]


def to_html(report: Report) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the page, and what a reader of it should know."""
    page = Page(report.options, anchored(report.blocks), [])
    heads = [block for block in report.blocks if isinstance(block, TitleBlock)]
    head = heads[0] if heads else TitleBlock(report.title, ())
    rest = [block for block in report.blocks if not isinstance(block, TitleBlock)]
    content = [each for block in rest for each in _drawn(block, page)]
    root = el(
        "html",
        el(
            "head",
            el("meta", charset="utf-8"),
            el("title", report.title),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            el("meta", name="color-scheme", content="light dark"),
            el("style", _style(report.options)),
        ),
        el(
            "body",
            el("a", say("Skip to the content"), href="#content", class_="skip"),
            el(
                "div",
                _head(head, report),
                _contents(rest),
                el("main", content, id="content"),
                el(
                    "footer",
                    el(
                        "p", say("{counts}. Made with Reviewer from one local library.", counts=report.counts)
                    ),
                ),
                class_="sheet",
            ),
        ),
        lang=in_use().code,
    )
    replaced = sum(lost(text) for text in _texts((report.title, report.blocks)))
    if replaced:
        with speaking_to_user():
            told = say_count(
                replaced,
                "{n} control character cannot stand in a web page and prints as “\ufffd”.",
                "{n} control characters cannot stand in a web page and print as “\ufffd”.",
            )
        page.warnings.append(told)
    return in_page.put(html(root), report.manifest), tuple(dict.fromkeys(page.warnings))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from _texts(getattr(value, name))


def _style(options: Options) -> str:
    """Return the sheet with the colours of the tokens; without colour everything but links is ink."""
    tokens = json.loads(resource("tokens.json").read_text(encoding="utf-8"))
    sheets = []
    for scheme in ("light", "dark"):
        named = dict(tokens[scheme]["color"])
        if options.patterns:
            named |= dict.fromkeys(("study", "commentary", "reader", *_STANCE_INKS), named["text1"])
        sheets.append("; ".join(f"--{name}: {value}" for name, value in named.items()))
    light, dark = sheets
    sheet = resource("templates/report.css").read_text(encoding="utf-8")
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"
    return f":root {{ {light} }}\n{dark}\n{sheet}"


_STANCE_INKS = ("supports", "contradicts", "qualifies", "mentions")


def _head(head: TitleBlock, report: Report) -> Element:
    return el(
        "header",
        el("div", el("span", say("Evidence report")), el("span", report.version), class_="kicker"),
        el("h1", head.title, dir="auto"),
        _facts(head.facts),
    )


def _facts(facts: Iterable[Fact]) -> Element:
    return el("dl", ((el("dt", fact.label), el("dd", _run(fact.run), dir="auto")) for fact in facts))


def _contents(blocks: Iterable[Block]) -> Element:
    headings = [each for each in _flat(blocks) if isinstance(each, Heading) and each.level == 1]
    links = (el("li", el("a", each.text, href=f"#{_place(each)}")) for each in headings)
    return el("nav", el("ol", links), aria_label=say("Contents"))


def _flat(blocks: Iterable[Block]) -> Iterable[Any]:
    for block in blocks:
        if isinstance(block, Wide):
            yield from block.blocks
        else:
            yield block


def _place(heading: Heading) -> str:
    return "part-" + "-".join(clean(heading.text).casefold().split())


# ------------------------------------------------------------------ runs


def _run(run: Run) -> list[Children]:
    return [_inline(part) for part in run]


_ELEMENTS = {"strong": "strong", "work": "cite"}


def _inline(part: Inline) -> Children:
    match part:
        case Text():
            return _text(part)
        case Letters():
            return el("sup", " ".join(part.letters))
        case VoiceSign():
            return el("span", _glyph(part.voice), part.label, class_=f"voice {part.voice.value}")
        case StanceSign():
            return _stance(part.stance)
        case CertaintySign():
            return _circles(part.level)


def _text(part: Text) -> Children:
    """Return words with their look, their language where their letters tell it, and where they lead."""
    looks = {"class_": part.style} if part.style else {}
    looks |= {"lang": name} if (name := language(part.text)) else {}
    if not part.target:
        return el(_ELEMENTS.get(part.style, "span"), part.text, **looks) if looks else part.text
    space = " " if part.text.startswith(" ") else ""
    text = part.text.lstrip(" ")
    words: Child = el(_ELEMENTS.get(part.style, "span"), text, **looks) if looks else text
    return [space, el("a", words, href=f"#{part.target}")]


def _drawing(box: str, *children: Element, **attributes: str) -> Element:
    return el("svg", *children, viewBox=box, xmlns="http://www.w3.org/2000/svg", **attributes)


def _glyph(voice: Voice) -> Child:
    if voice not in _SHAPES:
        return None
    tag, where = _SHAPES[voice]
    return _drawing("0 0 12 12", el(tag, fill="currentColor", **where), class_="sign", aria_hidden="true")


def _stance(stance: Stance) -> Element:
    frame = el(
        "rect", x=".7", y=".7", width="13.6", height="13.6", rx="2.5", fill="none", stroke="currentColor"
    )
    stroke = el("path", d=_STROKES[stance], stroke="currentColor", stroke_width="1.6", fill="none")
    drawn = _drawing("0 0 15 15", frame, stroke, class_="stance", role="img", aria_label=say(STANCES[stance]))
    drawn.set("style", f"color: var(--{stance.value})")
    return drawn


def _circles(level: int) -> Element:
    parts = []
    for at in range(4):
        middle = 5.6 + at * 10.9
        parts.append(el("circle", cx=f"{middle:.1f}", cy="5.6", r="4.5"))
        if at < level:
            parts.append(el("path", d=f"M{middle - 4.5:.1f} 5.6h9M{middle:.1f} 1.1v9"))
    group = el("g", parts, fill="none", stroke="currentColor")
    return _drawing("0 0 44 11.2", group, class_="circles", aria_hidden="true")


# ------------------------------------------------------------------ blocks


def _drawn(block: Block, page: Page) -> list[Element]:
    for kind, draw in _DRAW.items():
        if isinstance(block, kind):
            return draw(block, page)
    return _figure(block, page)  # type: ignore[arg-type]  # what is left is a figure


def _heading(block: Heading, page: Page) -> list[Element]:
    aside = el("small", block.aside) if block.aside else None
    return [el(f"h{block.level + 1}", block.text, " " if aside is not None else "", aside, id=_place(block))]


def _paragraph(block: Paragraph, page: Page) -> list[Element]:
    return [el("p", _run(block.run), class_="note" if block.style == "note" else "reads", dir="auto")]


def _table(block: Table, page: Page) -> list[Element]:
    titles = [
        el("th", column.title or el("span", say("Claim"), class_="unseen"), scope="col")
        for column in block.columns
    ]
    rows = [_row(row, block) for row in block.rows]
    table = el(
        "table",
        el("caption", el("span", block.name, class_="unseen")),
        el("thead", el("tr", titles)),
        el("tbody", rows),
    )
    return [el("div", table, class_="scroll", tabindex="0", role="region", aria_label=block.name)]


def _row(row: Row, table: Table) -> Element:
    if row.group:
        span = str(len(table.columns))
        return el("tr", el("th", _run(row.cells[0]), colspan=span, scope="colgroup"), class_="group")
    cells = [
        (
            el("td", _run(cell), dir="auto")
            if at or not plain(cell)
            else el("th", _run(cell), scope="row", dir="auto")
        )
        for at, cell in enumerate(row.cells)
    ]
    return el("tr", cells, **({"id": row.anchor, "class_": "words"} if row.anchor else {}))


def _voice_columns(block: VoiceColumns, page: Page) -> list[Element]:
    """Beside each other, or, where there is much, one below another: the longest would stand alone."""
    much = sum(len(column.entries) for column in block.columns) > MUCH
    shown = (_voice_column(column) for column in block.columns)
    return [el("div", shown, class_="voices much" if much else "voices")]


def _voice_column(column: VoiceColumn) -> Element:
    title = el("h3", el("span", _glyph(column.voice), column.title, class_=f"voice {column.voice.value}"))
    entries: list[Child] = [_entry(entry, column.voice) for entry in column.entries]
    empty = el("p", column.empty, class_="quiet")
    remark = el("p", column.remark, class_="note")
    return el("section", title, remark, el("div", entries, class_="entries") if entries else empty)


def _entry(entry: Entry, voice: Voice) -> Element:
    words = el("blockquote", _run(entry.quote), class_=voice.value, dir="auto")
    return el("div", words, el("p", _stance(entry.stance), _run(entry.where)), class_="entry")


def _statement(block: Statement, page: Page) -> list[Element]:
    targets = [
        part.target for fact in block.facts for part in fact.run if isinstance(part, Text) and part.target
    ]
    shown = [page.rows[target] for target in dict.fromkeys(targets) if target in page.rows]
    title = el("h3", f"{block.number}  ", _run(block.run), dir="auto", class_="claim-words")
    quotes = None
    if shown:
        count = say_count(len(shown), "{n} quote", "{n} quotes")
        quotes = el("details", el("summary", count), (_opened(row) for row in shown))
    return [
        el(
            "article",
            title,
            _facts(block.facts),
            quotes,
            class_="claim",
            id=block.anchor or f"n{block.number}",
        )
    ]


def _opened(row: Row) -> Element:
    """Return a quote as it opens beside its claim, from its row in the table of words."""
    where, words, _claims, voice = row.cells
    sign = next((part.voice.value for part in voice if isinstance(part, VoiceSign)), "none")
    link = el("a", plain(where), href=f"#{row.anchor}")  # its own link leads to the source
    return el(
        "div",
        el("blockquote", _run(words), class_=sign, dir="auto"),
        el("p", _run(voice), ", ", link),
        class_="entry",
    )


def _listing(block: Listing, page: Page) -> list[Element]:
    return [el("ul", (_item(item) for item in block.items), class_="notes")]


def _item(item: Item) -> Element:
    label = el("strong", item.label) if item.label else None
    more = {"id": item.anchor} if item.anchor else {}
    return el(
        "li", label, el("span", _run(item.run), dir="auto"), **more, class_="" if item.label else "plain"
    )


def _wide(block: Wide, page: Page) -> list[Element]:
    return [each for part in block.blocks for each in _drawn(part, page)]


def _figure(block: Figure, page: Page) -> list[Element]:
    data, warnings = to_figure(block, ".svg", page.options)
    page.warnings.extend(warnings)
    source = f"data:image/svg+xml;base64,{base64.b64encode(data).decode()}"
    words = el("details", el("summary", say("In words")), el("p", spoken(block), class_="note"))
    picture = el("img", src=source, alt=say("{figure}; in words below", figure=block.name))
    return [el("figure", picture, el("figcaption", block.name, words))]


_DRAW: Mapping[type, Callable[[Any, Page], list[Element]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Table: _table,
    VoiceColumns: _voice_columns,
    Statement: _statement,
    Listing: _listing,
    Wide: _wide,
}
