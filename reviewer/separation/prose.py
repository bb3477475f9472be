"""Main text: words of a study, or of somebody who writes about one.

Section labels settle it. Without labels each paragraph is weighed by the tables of `cues`, and the best
path through all paragraphs wins, so that one odd sentence does not change the voice. Where no cue is
found the words are taken as the page author's: nothing becomes study voice without a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from reviewer.model import Attribution, Kind, Quoted, Segment, Voice
from reviewer.separation import cues, labels, roles
from reviewer.separation.blocks import Block, is_label_line
from reviewer.separation.cues import Mark
from reviewer.separation.parts import Part

LONGEST_WEIGHED = 20_000
"""Code points of a paragraph that are searched for cues."""
STRONGEST = 6.0
SETTLED = 50.0
"""The weight of a section label: no words outweigh it."""
SWITCH = 1.5
"""What a change of voice between two paragraphs costs."""
ENOUGH = 3.0
"""Weight of cues that paragraphs without labels must carry to count as a study's words."""
PRIOR_RECORD, PRIOR_POST, PRIOR_PLAIN = 2.0, -0.5, -1.0


@dataclass(slots=True)
class _Paragraph:
    """A block of the main text and what speaks for either voice; `leaning` is positive for a study."""

    block: Block
    labelled: bool = False
    below: str = ""
    leaning: float = 0.0
    study: list[tuple[int, str]] = field(default_factory=list)
    commentary: list[tuple[int, str]] = field(default_factory=list)
    study_weight: float = 0.0
    commentary_weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the page around its main text.

    `record`: the page is the record of one study. `post`: it has an author or a discussion.
    """

    record: bool
    post: bool
    author: Attribution | None = None


def label(text: str, blocks: Sequence[Block], before: Sequence[Block | None], setting: Setting) -> list[Part]:
    """Return the labelled stretches of the main text.

    `blocks` are its blocks in order, `before` the block that stands above each on the page.
    """
    paragraphs = [_weigh(text, block, above, setting) for block, above in zip(blocks, before, strict=True)]
    _read_labels(text, paragraphs, setting)
    studies = _settle(paragraphs, _best_path([paragraph.leaning for paragraph in paragraphs]), setting)
    second_hand = not setting.record and (setting.post or not all(studies))
    found: list[Part] = []
    runs = groupby(zip(paragraphs, studies, strict=True), key=lambda pair: pair[1])
    for number, (is_study, pairs) in enumerate(runs):
        run = [paragraph for paragraph, _ in pairs]
        found += _study(text, run, number, second_hand) if is_study else _commentary(run, number, setting)
    return found


# --- weighing -----------------------------------------------------------------------------------


def _weigh(text: str, block: Block, above: Block | None, setting: Setting) -> _Paragraph:
    prior = PRIOR_RECORD if setting.record else PRIOR_POST if setting.post else PRIOR_PLAIN
    words = " ".join(text[block.start : min(block.end, block.start + LONGEST_WEIGHED)].split())
    paragraph = _Paragraph(block, leaning=prior)
    paragraph.study_weight = _count(words, cues.STUDY_PATTERNS, paragraph.study)
    paragraph.commentary_weight = _count(words, cues.COMMENTARY_PATTERNS, paragraph.commentary)
    paragraph.leaning += paragraph.study_weight - paragraph.commentary_weight
    if block.mark is Mark.ABSTRACT or cues.ABSTRACT_START.match(words):
        paragraph.leaning, paragraph.below = SETTLED, "the heading “Abstract”"
    elif above is not None and above.mark is Mark.ABSTRACT:
        paragraph.leaning, paragraph.below = paragraph.leaning + STRONGEST, "the heading “Abstract”"
    elif above is not None and above.mark is Mark.CITATION:
        paragraph.leaning, paragraph.below = paragraph.leaning + ENOUGH, "the citation of the study"
    return paragraph


def _count(
    words: str, patterns: Sequence[tuple[int, re.Pattern[str]]], found: list[tuple[int, str]]
) -> float:
    """Return the weight of the cues in the words, at most STRONGEST, and add the cues to `found`."""
    total = 0.0
    if " " not in words:
        return total
    for weight, pattern in patterns:
        matches = [match.group() for match in pattern.finditer(words)]
        total += weight * min(len(matches), 3)
        found += [(weight, cue) for cue in matches[:2]]
    return min(total, STRONGEST)


def _read_labels(text: str, paragraphs: list[_Paragraph], setting: Setting) -> None:
    """Settle the labelled paragraphs, if the labels are those of an abstract and not one stray word."""
    labelled = [paragraph for paragraph in paragraphs if paragraph.block.mark is Mark.LABEL]
    spans = [(paragraph.block.start, paragraph.block.end) for paragraph in labelled[:20]]
    known = {label.roles for label in labels.labels(text, spans)}
    headed = any(paragraph.below for paragraph in paragraphs)
    if len(known) < 2 and not (headed or setting.record):
        return
    for paragraph in labelled:
        paragraph.labelled, paragraph.leaning = True, SETTLED
    if labelled and not setting.record:
        last = paragraphs.index(labelled[-1])
        for paragraph in paragraphs[last + 1 : last + 2]:
            bare = is_label_line(labelled[-1].block.words(text))
            paragraph.leaning += STRONGEST if bare else -2.0


def _best_path(leanings: Sequence[float]) -> list[bool]:
    """Return for each paragraph whether it is a study's, so that leanings less switches sum to the most."""
    here = (0.0, 0.0)
    came: list[tuple[bool, bool]] = []
    for leaning in leanings:
        other, study = here
        came.append((study - SWITCH > other, study >= other - SWITCH))
        here = (max(other, study - SWITCH) - leaning, max(study, other - SWITCH) + leaning)
    state = here[1] > here[0]
    path: list[bool] = []
    for to_other, to_study in reversed(came):
        path.append(state)
        state = to_study if state else to_other
    return path[::-1]


def _settle(paragraphs: Sequence[_Paragraph], path: Sequence[bool], setting: Setting) -> list[bool]:
    """Take back study voice from runs without a label, heading or enough cues."""
    settled: list[bool] = []
    for is_study, pairs in groupby(zip(paragraphs, path, strict=True), key=lambda pair: pair[1]):
        run = [paragraph for paragraph, _ in pairs]
        reason = any(paragraph.labelled or paragraph.below for paragraph in run) or setting.record
        carried = sum(paragraph.study_weight for paragraph in run)
        settled += [is_study and (reason or carried >= ENOUGH)] * len(run)
    return settled


# --- labelling ----------------------------------------------------------------------------------


def _study(text: str, run: Sequence[_Paragraph], number: int, second_hand: bool) -> list[Part]:
    """Return a run of a study's words, cut at its section labels; a heading belongs to what follows it."""
    confidence, rule = _study_reason(run)
    blank = Segment(0, 0, Kind.ABSTRACT, Voice.STUDY, quotes=Quoted() if second_hand else None)
    blank = replace(blank, confidence=confidence, rule=rule)
    found: list[Part] = []
    for passage in roles.passages(text, [(each.block.start, each.block.end) for each in run]):
        number += 1
        told = passage.rule if passage.label else f"{rule}; {passage.rule}"
        sure = passage.confidence if passage.label else min(confidence, passage.confidence)
        segment = replace(blank, start=passage.start, end=passage.end, role=passage.role, rule=told)
        segment = replace(segment, confidence=sure)
        found.append(Part(segment, ("study", run[0].block.start, number)))
    return found


def _study_reason(run: Sequence[_Paragraph]) -> tuple[float, str]:
    found = _heaviest(cue for paragraph in run for cue in paragraph.study)
    below = next((paragraph.below for paragraph in run if paragraph.below), "")
    weight = sum(paragraph.study_weight for paragraph in run)
    if below:
        return 0.9, f"below {below}"
    if found:
        sure = round(min(0.9, 0.6 + 0.03 * weight), 2)
        return sure, "words of people who report their own study: " + _listed(found)
    return 0.7, "stands where a record has its abstract"


def _commentary(run: Sequence[_Paragraph], number: int, setting: Setting) -> list[Part]:
    found = _heaviest(cue for paragraph in run for cue in paragraph.commentary)
    weight = sum(paragraph.commentary_weight for paragraph in run)
    confidence, rule = 0.3, "no cue tells whose words these are; taken as the page author's"
    if found:
        rule = "words of somebody who writes about a study: " + _listed(found)
        confidence = round(min(0.9, (0.6 if setting.post else 0.4) + 0.05 * weight), 2)
    elif setting.post:
        confidence, rule = 0.6, "main text of a page with an author or a discussion, without words of a study"
    author = setting.author if setting.author and setting.author.name else None
    blank = Segment(
        0, 0, Kind.COMMENTARY, Voice.COMMENTARY, attribution=author, confidence=confidence, rule=rule
    )
    return [
        Part(replace(blank, start=paragraph.block.start, end=paragraph.block.end), ("commentary", number))
        for paragraph in run
    ]


def _heaviest(found: Iterable[tuple[int, str]]) -> list[str]:
    """Return up to three different cues, the heaviest first."""
    return list(dict.fromkeys(cue for _, cue in sorted(found, key=lambda pair: -pair[0])))[:3]


def _listed(found: Sequence[str]) -> str:
    return ", ".join(f"“{cue}”" for cue in found)
