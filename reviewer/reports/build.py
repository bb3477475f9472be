"""From a snapshot of the library to a report: pure, without clock, files or database.

`SECTIONS` is the one place to add a section: its row gives its heading, says what it holds and what stands
there when there is nothing, and names the function that makes its blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from reviewer.language import day, later, listed, quoted, say, say_count, speaking, spoken
from reviewer.model import Snapshot
from reviewer.reports import (
    appraised,
    changes,
    experience,
    figures,
    findings,
    flow,
    methods,
    notes,
    pieces,
    raters,
    shares,
    sheet,
    sources,
    summary,
    words,
)
from reviewer.reports.blocks import (
    Block,
    Check,
    Heading,
    Options,
    Paragraph,
    Part,
    Report,
    Sheet,
    Text,
    TitleBlock,
    Wide,
)
from reviewer.reports.index import Index, shortened, shown
from reviewer.reports.leading import rooted
from reviewer.reports.tables import tables

_NAME = 64
"""Code points of the short title, or the name of the library, at the foot of a page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report that can be chosen, moved and given another heading.

    `make` returns its blocks, a Heading or the title block first, or none where the library has nothing
    for it: then `nothing` is said under the heading. A `usual` section is in a report unless left out.
    """

    title: str
    holds: str
    make: Callable[[Index], Sequence[Block]]
    nothing: str
    usual: bool = True


SECTIONS: Mapping[str, Section] = {
    "title": Section(
        later("Title and question"),
        later("What the review asks, of whom, and from which sources"),
        lambda index: [findings.title_block(index)],
        later("Nothing is said about the question yet."),
    ),
    "summary": Section(
        summary.SUMMARY,
        later("A row for each outcome in each population, with its certainty"),
        summary.summary,
        later("No certainty has been rated yet."),
    ),
    "voices": Section(
        later("Claims by voice"),
        later("What studies, commentators and readers say, side by side"),
        words.by_voice,
        later("No quote is tied to a claim yet."),
    ),
    "flow": Section(
        later("Flow of records"),
        later("The PRISMA 2020 flow, counted from what was done"),
        flow.records,
        later("No record of this library was screened."),
    ),
    "methods": Section(
        later("Methods, as recorded"),
        later("Sources with dates and by whom, filters, rules and instruments with their versions"),
        methods.methods,
        later("Nothing was brought into this library and nobody has judged anything."),
    ),
    "map": Section(
        later("Evidence map"),
        later("Claims by tag and certainty"),
        figures.map_section,
        later("No quote is tied to a claim yet."),
    ),
    "matrix": Section(
        later("Claims against sources"),
        later("Which voice of which document says what about each claim"),
        figures.matrix_section,
        later("No quote is tied to a claim yet."),
    ),
    "experience": Section(
        later("Experience of readers"),
        later("The words of readers by person, shown and never graded"),
        experience.experience,
        later("No words of readers are quoted in this report."),
        usual=False,
    ),
    "why": Section(
        later("Why the sources may differ"),
        later("Claims whose sources disagree, and in what these differ"),
        sources.why_they_differ,
        later("The sources of no claim disagree."),
    ),
    "words": Section(
        later("Where the words come from"),
        later("Every quote with its place in the imported text"),
        words.provenance,
        later("No quote is tied to a claim yet."),
    ),
    "references": Section(
        later("References"),
        later("The sources under their letters"),
        words.references,
        later("Nothing is quoted or appraised yet."),
    ),
    "claims": Section(
        later("Claims in full"),
        later("Each claim with its question, certainty, words and note"),
        findings.statements,
        later("This library holds no claims yet."),
    ),
    "studies": Section(
        later("Characteristics of the studies"),
        later("Design, participants, setting, population, intervention and outcomes, only what is recorded"),
        sources.characteristics,
        later("No study speaks in the sources of this report."),
    ),
    "levels": Section(
        later("Levels of evidence, OCEBM 2011"),
        later("The level of each source for each question"),
        appraised.levels,
        later("No source has been given a level."),
    ),
    "lights": Section(
        later("Judgements across studies"),
        later("Traffic lights and bars for each instrument used on several studies"),
        appraised.studies_judged,
        later("No instrument was used on more than one study."),
    ),
    "checklists": Section(
        later("Checklists"),
        later("Every appraisal with its answers and reasons"),
        appraised.checklists,
        later("No study has been appraised with a checklist."),
    ),
    "differences": Section(
        later("Where reviewers differed"),
        later("What each judged, and what was settled by whom and why"),
        raters.settled,
        later("No judgements of several reviewers differ."),
    ),
    "shares": Section(
        shares.TITLE,
        later("Decisions, ratings and appraisals by person: blind or not, and settled by whom"),
        shares.shares,
        later("Nobody has decided, rated or appraised anything yet."),
    ),
    "agreement": Section(
        later("Agreement between reviewers"),
        later("How far two or more agree, with exact intervals, before they saw each other"),
        methods.agreement,
        later("Nothing was judged by two reviewers apart from each other."),
        usual=False,
    ),
    "machine": Section(
        later("What the program proposed and who confirmed it"),
        later("Suggestions by kind: confirmed, put away, by whom"),
        methods.machine,
        later("Nobody has answered a suggestion of the program."),
        usual=False,
    ),
    "excluded": Section(
        later("Excluded reports"),
        later("Reports that were read and excluded, each with its reason"),
        sources.excluded,
        later("No report was excluded on its full text."),
        usual=False,
    ),
    "confirmed": Section(
        later("What was confirmed by whom"),
        later("Boundaries and quotes by person"),
        notes.confirmed,
        later("Nothing has been confirmed yet."),
    ),
    "changes": Section(
        later("Changes since an earlier report"),
        later("What was changed, added or removed since an export, and by whom"),
        changes.changes,
        later("No earlier report is chosen to tell changes from."),
        usual=False,
    ),
    "notes": Section(
        later("Notes"),
        later("The rules that always hold, and what this report leaves out"),
        notes.standing,
        later("There is nothing to note."),
    ),
    "profile": Section(
        summary.PROFILE,
        later("The summary with a column for each domain, on a page of its own"),
        summary.profile,
        later("No certainty has been rated yet."),
    ),
}
USUAL = tuple(id for id, section in SECTIONS.items() if section.usual)
"""What a report holds, in its order, unless chosen otherwise."""


_LED_TO = ("claims", "words", "references")
"""The sections that links lead to."""


DATA = "en"
"""The language of tables for programs and of what a report is checked by: the same whatever is printed."""


def build(snapshot: Snapshot, options: Options | None = None, *, with_tables: bool = True) -> Report:
    """Make the report of a library: the same snapshot and options always give the same report.

    Without `with_tables` it lacks the tidy tables, which only some writers need and which take a while.
    """
    chosen, here = options or Options(), spoken().code
    made: dict[str, Index] = {}

    def index_in(code: str) -> Index:
        return made.setdefault(code, made.get(code) or Index(snapshot, chosen))

    with speaking(here):  # what to look at is told to whoever exports, in the language of the window
        checks = (*notes.checks(index_in(here)), *_unknown(chosen))
    with speaking(DATA):
        plain = index_in(DATA)
        printed, stated = pieces.manifests(plain, contents(chosen))
        rows, held = sheet.sheet(plain), tables(plain) if with_tables else ()
        noted = checks if here == DATA else (*notes.checks(plain), *_unknown(chosen))
    with speaking(chosen.language):
        report = _printed(snapshot, index_in(spoken().code))
    return replace(
        report, sheet=rows, checks=checks, noted=noted, manifest=printed, stated=stated, tables=held
    )


def _printed(snapshot: Snapshot, index: Index) -> Report:
    """Return what the pages of a report say, in the language in use."""
    chosen = index.options
    blocks, parts = _composed(index)
    return Report(
        title=shown(dict(chosen.titles).get("title", "")) or findings.title_block(index).title,
        name=shortened(shown(snapshot.question.subtitle or snapshot.name), _NAME),
        version=_version(snapshot),
        counts=_counts(index),
        made=snapshot.last_op.time if snapshot.last_op else "",
        blocks=blocks,
        sheet=Sheet((), ()),
        checks=(),
        options=chosen,
        parts=parts,
    )


def contents(options: Options) -> tuple[str, ...]:
    """Return the ids of the sections that a report with these options holds, each once, in their order."""
    return tuple(id for id in dict.fromkeys(options.contents or USUAL) if id in SECTIONS)


def _composed(index: Index) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    """Return the blocks of all sections, and where each section stands among them."""
    own = {id: shown(words) for id, words in index.options.titles if shown(words)}
    blocks: list[Block] = []
    parts: list[Part] = []
    for id in contents(index.options):
        section, first = SECTIONS[id], len(blocks)
        title = own.get(id, say(section.title))
        made = section.make(index)
        empty: Sequence[Block] = (Heading(title), Paragraph((Text(say(section.nothing)),)))
        blocks += _titled(made, own.get(id, "")) if made else empty
        parts.append(Part(id, title, first, len(blocks), bool(made)))
    whole = all(any(part.id == id and part.holds for part in parts) for id in _LED_TO)
    return tuple(blocks) if whole else rooted(blocks), tuple(parts)


def _titled(blocks: Sequence[Block], title: str) -> Sequence[Block]:
    """Return the blocks of a section with a heading of one's own, if there is one."""
    first, *rest = blocks
    if not title:
        return blocks
    if isinstance(first, Heading):
        return (replace(first, text=title), *rest)
    if isinstance(first, TitleBlock):
        return (replace(first, title=title), *rest)
    if isinstance(first, Wide):
        inner = cast("tuple[Heading | Paragraph]", _titled(first.blocks, title))
        return (replace(first, blocks=inner), *rest)
    return blocks


def _unknown(options: Options) -> list[Check]:
    """Say which of the chosen sections this version of the program does not have."""
    strange = [id for id in dict.fromkeys(options.contents) if id not in SECTIONS]
    if not strange:
        return []
    named = listed(quoted(shortened(shown(id), 40)) for id in strange)
    return [
        Check(
            False, say("Not in this report, because this version has no such section: {names}.", names=named)
        )
    ]


def _version(snapshot: Snapshot) -> str:
    """Return which state of the library this is: the number of its last op, and its day."""
    op = snapshot.last_op
    return say("Version {number}, {day}", number=op.id, day=day(op.time)) if op else say("Empty library")


def _counts(index: Index) -> str:
    claims = say_count(len(index.claims), "{n} claim", "{n} claims")
    quotes = say_count(len(index.quotes), "{n} quote", "{n} quotes")
    return f"{claims}, {quotes}, {say_count(len(index.sources), '{n} source', '{n} sources')}"
