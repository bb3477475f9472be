"""Whose words each block is, with a confidence and the cue that decided.

The zone of a block decides for titles, citations, index terms, bylines and what frames a page. Main text
goes to `prose`, discussions to `threads`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.model import Attribution, Kind, Segment, Voice
from reviewer.separation import cues, prose, threads
from reviewer.separation.blocks import Block
from reviewer.separation.cues import Mark
from reviewer.separation.parts import Part
from reviewer.separation.zones import Page, Zone, is_name_list, lay_out, survey

SHOWN = 60
"""Code points of a cue that a rule repeats."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """One text while its blocks are labelled; `groups` gives the first block of the list each stands in."""

    text: str
    blocks: Sequence[Block]
    zones: Sequence[Zone]
    groups: Sequence[int]
    author: Attribution | None
    firsts: Mapping[Zone, int]

    def words(self, index: int) -> str:
        return self.blocks[index].words(self.text)

    def first(self, zone: Zone) -> int:
        """Return the index of the first block in a zone, or the number of blocks."""
        return self.firsts.get(zone, len(self.zones))


def label(text: str, blocks: Sequence[Block]) -> list[Part]:
    """Return the labelled stretches of a text, in order, given its blocks."""
    page = survey(blocks)
    zones = lay_out(text, blocks, page)
    firsts = {zone: index for index, zone in reversed(list(enumerate(zones)))}
    scene = _Scene(text, blocks, zones, _groups(blocks, zones), _author(text, blocks, zones), firsts)
    placed = [_PLACED[zone](scene, index) for index, zone in enumerate(zones) if zone in _PLACED]
    placed += _main(scene, page)
    above = [part.segment for part in placed if part.segment.voice is not Voice.NONE]
    talk = [block for block, zone in zip(blocks, zones, strict=True) if zone is Zone.THREAD]
    return sorted(placed + threads.label(text, talk, above), key=lambda part: part.segment.start)


def _main(scene: _Scene, page: Page) -> list[Part]:
    indexes = [index for index, zone in enumerate(scene.zones) if zone is Zone.MAIN]
    before = [scene.blocks[index - 1] if index else None for index in indexes]
    setting = prose.Setting(_is_record(scene, page), page.post, scene.author)
    return prose.label(scene.text, [scene.blocks[index] for index in indexes], before, setting)


def _is_record(scene: _Scene, page: Page) -> bool:
    """Whether the page is the record of one study: laid out as one, or its own title is cited."""
    title, citation = scene.first(Zone.TITLE), scene.first(Zone.CITATION)
    return page.study and (not page.post or (citation < len(scene.zones) and citation <= title + 1))


def _author(text: str, blocks: Sequence[Block], zones: Sequence[Zone]) -> Attribution | None:
    """Return who the page says wrote it: the first name and date of its bylines, as written."""
    name = date = ""
    for block, zone in zip(blocks, zones, strict=True):
        if zone is not Zone.BYLINE:
            continue
        match = cues.BYLINE.fullmatch(block.words(text)) if block.mark is Mark.BYLINE else None
        if match:
            name, date = name or match["name"], date or match["date"] or ""
        elif block.said:
            name, date = name or block.said.name, date or block.said.date
        elif block.mark is Mark.DATE:
            date = date or block.words(text)
    return Attribution(name, date) if name or date else None


def _groups(blocks: Sequence[Block], zones: Sequence[Zone]) -> list[int]:
    """Return for each block the index of the first block of the list or furniture it belongs to."""
    groups: list[int] = []
    for index, (block, zone) in enumerate(zip(blocks, zones, strict=True)):
        parted = index == 0 or zones[index - 1] is not zone or block.blank_before > 1
        headed = Mark.THREAD in (block.mark, blocks[index - 1].mark) or block.mark is Mark.INDEX
        groups.append(index if parted or headed else groups[-1])
    return groups


def _title(scene: _Scene, index: int) -> Part:
    block = scene.blocks[index]
    cited = index + 1 < len(scene.blocks) and scene.blocks[index + 1].mark is Mark.CITATION
    rule = "line above a citation" if cited else "first line of the page, set apart"
    author = scene.author if index == scene.first(Zone.TITLE) and not cited else None
    confidence = 0.95 if cited else 0.85
    return Part(
        Segment(block.start, block.end, Kind.TITLE, attribution=author, confidence=confidence, rule=rule)
    )


def _citation(scene: _Scene, index: int) -> Part:
    block = scene.blocks[index]
    rule = "journal, year, volume and pages, or an identifier, on one line"
    return Part(Segment(block.start, block.end, Kind.CITATION, confidence=0.95, rule=rule), "citation")


def _byline(scene: _Scene, index: int) -> Part:
    block = scene.blocks[index]
    segment = Segment(block.start, block.end, Kind.BYLINE, attribution=scene.author, confidence=0.85)
    if index > scene.first(Zone.THREAD):
        rule = (
            "“By” and a name on a line of its own after the list of comments: signs the page, not a comment"
        )
        return Part(replace(segment, confidence=0.7, rule=rule))
    if is_name_list(scene.words(index)):
        return Part(replace(segment, attribution=None, rule="list of names below the title"))
    return Part(replace(segment, rule="name or date line of the page's author"))


def _index(scene: _Scene, index: int) -> Part:
    block, first = scene.blocks[index], scene.groups[index]
    headed = scene.blocks[first].mark is Mark.INDEX
    rule = (
        f"list below “{scene.words(first)[:SHOWN]}”"
        if headed
        else "list without a heading after the index terms"
    )
    confidence = 0.95 if headed else 0.8
    return Part(
        Segment(block.start, block.end, Kind.INDEXING, confidence=confidence, rule=rule), ("index", first)
    )


def _body(scene: _Scene, index: int) -> Part:
    block = scene.blocks[index]
    rule = "text of the paper after its abstract"
    return Part(Segment(block.start, block.end, Kind.BODY, Voice.STUDY, confidence=0.8, rule=rule), "body")


def _furniture(scene: _Scene, index: int) -> Part:
    block, first = scene.blocks[index], scene.groups[index]
    known = block.mark is not Mark.NONE
    cue = f"“{scene.words(index)[:SHOWN]}”" if known else "a short line beside the text"
    segment = Segment(block.start, block.end, Kind.BOILERPLATE, confidence=0.9 if known else 0.6)
    return Part(replace(segment, rule=f"words that frame a page: {cue}"), ("furniture", first))


_PLACED: dict[Zone, Callable[[_Scene, int], Part]] = {
    Zone.TITLE: _title,
    Zone.CITATION: _citation,
    Zone.BYLINE: _byline,
    Zone.INDEX: _index,
    Zone.BODY: _body,
    Zone.FURNITURE: _furniture,
}
