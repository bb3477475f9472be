"""Write a report as Markdown: CommonMark with pipe tables, every word escaped, figures in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from reviewer.appraisal.wording import upper_first
from reviewer.language import say
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
)
from reviewer.reports.findings import STANCES
from reviewer.reports.leading import anchored, leads_to
from reviewer.reports.markup import clean
from reviewer.reports.proof import in_words
from reviewer.reports.to_figure import spoken_lines

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&$^])")
_ESCAPE = r"\\\1"
_AT_START = re.compile(r"^(\s*)([-+=:]|\d{1,9}[.)])(?=\s|$|[-+=:])")
"""What makes a line a list, a rule or the underline of a heading when it begins with it."""
Lines = Iterator[str]


def to_markdown(report: Report) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the file; it loses no words, so there is nothing to warn of."""
    rows = anchored(report.blocks)
    lines = [line for block in report.blocks for line in (*_drawn(block, rows), "")]
    lines += [
        "---",
        "",
        say(
            "{version}. {counts}. Made with Reviewer.",
            version=_words(report.version),
            counts=_words(report.counts),
        ),
        "",
    ]
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return in_words.put(whole, report.manifest).encode("utf-8"), ()


def _words(text: str) -> str:
    """Return words that stay words, on one line, where a line may begin with them."""
    return _AT_START.sub(_escaped, _inner(text).strip())


def _inner(text: str) -> str:
    """Return words inside a line, every sign of the language escaped, with the spaces at their ends."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{_SIGNS.sub(_ESCAPE, ' '.join(clean(text).split()))}{after}"


def _escaped(start: re.Match[str]) -> str:
    """Return the start of a line so that it begins neither a list nor a rule."""
    sign = start[2]
    return f"{start[1]}{sign[:-1]}\\{sign[-1]}"


_EMPHASIS = {"strong": "**", "work": "*"}


def _inline(part: Inline) -> str:
    match part:
        case Text():
            words = _inner(part.text)
            inner = words.strip()
            mark = _EMPHASIS.get(part.style, "") if inner else ""
            return words.replace(inner, f"{mark}{inner}{mark}", 1) if mark else words
        case Letters():
            return f" ({', '.join(part.letters)})"
        case VoiceSign():
            return f"**{_inner(part.label)}**"
        case StanceSign():
            return f"{say(STANCES[part.stance])} "
        case CertaintySign():
            return "⊕" * part.level + "◯" * (4 - part.level) + " "


def _run(run: Run) -> str:
    said = " ".join("".join(_inline(part) for part in run).split())
    return _AT_START.sub(_escaped, said)


def _drawn(block: Block, rows: Mapping[str, Row]) -> Lines:
    if isinstance(block, Statement):
        return _statement(block, rows)
    if isinstance(block, Wide):
        return (line for part in block.blocks for line in (*_drawn(part, rows), ""))
    return _DRAW.get(type(block), _figure)(block)


def _title(block: TitleBlock) -> Lines:
    yield from (f"# {_words(block.title)}", "", *_facts(block.facts))


def _facts(facts: Iterable[Fact]) -> Lines:
    return (f"- **{_words(fact.label)}:** {_run(fact.run)}" for fact in facts)


def _heading(block: Heading) -> Lines:
    yield f"{'#' * (block.level + 1)} {_words(block.text)}"
    if block.aside:
        yield from ("", f"*{_words(block.aside)}*")


def _paragraph(block: Paragraph) -> Lines:
    yield _run(block.run)


def _table(block: Table) -> Lines:
    yield _line(_words(column.title) or say("Claim") for column in block.columns)
    yield _line("---" for _ in block.columns)
    for row in block.rows:
        cells = [_run(cell) for cell in row.cells]
        if row.group:
            cells = [f"**{cells[0].strip('*')}**", *("" for _ in block.columns[1:])]
        yield _line(cells)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _voices(block: VoiceColumns) -> Lines:
    for column in block.columns:
        yield from (*_voice(column), "")


def _voice(column: VoiceColumn) -> Lines:
    yield from (f"### {_words(column.title)}", "", f"*{_words(column.remark)}*", "")
    for entry in column.entries:
        yield from _entry(entry)
    if not column.entries:
        yield _words(column.empty)


def _entry(entry: Entry) -> Lines:
    yield from (
        f"> {_run(entry.quote)}",
        "",
        f"{upper_first(say(STANCES[entry.stance]))}: {_run(entry.where)}",
        "",
    )


def _statement(block: Statement, rows: Mapping[str, Row]) -> Lines:
    yield from (f"### {block.number}. {_run(block.run)}", "", *_facts(block.facts), "")
    for target in (target for target in leads_to(block.facts) if target in rows):
        where, words, _claims, voice = rows[target].cells
        yield from (f"> {_run(words)}", "", f"{_run(voice)}, {_run(where)}", "")


def _listing(block: Listing) -> Lines:
    return (_item(item) for item in block.items)


def _item(item: Item) -> str:
    return f"- **{_words(item.label)}** {_run(item.run)}" if item.label else f"- {_run(item.run)}"


def _figure(block: Figure) -> Lines:
    yield from (f"**{_words(block.name)}**", "", *(f"- {_words(line)}" for line in spoken_lines(block)))


_DRAW: Mapping[type, Callable[[Any], Lines]] = {
    TitleBlock: _title,
    Heading: _heading,
    Paragraph: _paragraph,
    Table: _table,
    VoiceColumns: _voices,
    Listing: _listing,
}
