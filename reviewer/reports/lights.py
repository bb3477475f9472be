"""Judgements across studies: traffic lights and summary bars, one pair for each instrument.

Only what a person judged is shown. A form with domains gives its domains, one with stars the stars of each
section, any other its items; the overall judgement comes last where the form has one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.appraisal import instruments
from reviewer.appraisal.consensus import OVERALL
from reviewer.appraisal.decisions import decide, option
from reviewer.appraisal.instrument import Form, Instrument, Item, Option
from reviewer.errors import ReviewError
from reviewer.language import amount, later, say
from reviewer.model import Answer, Appraisal, Standing
from reviewer.reports.blocks import Bar, BarsBlock, Light, LightColumn, LightRow, LightsBlock
from reviewer.reports.index import Index, number_of, shortened, shown
from reviewer.reports.raters import standing_of

MOST_ROWS = 400
"""Appraisals in one figure."""
FEWEST = 2
"""Appraisals below which a report shows none: one study is told by its own table."""
LONGEST = 8
"""Letters of a word that the column of an item has room for."""
NOT_JUDGED, NOT_ASKED = Light("none", later("Not judged")), Light("none", later("Not asked"))
NOT_SETTLED = Light("none", later("Not settled"))


@dataclass(frozen=True, slots=True)
class Across:
    """One instrument in one version, and every appraisal with it."""

    form: Instrument
    appraisals: tuple[Appraisal, ...]


def definition(index: Index, appraisal: Appraisal) -> Instrument | None:
    """Return the form as the library kept it, or as it is shipped; None when neither can be read."""
    kept = index.snapshot.instruments.get((appraisal.instrument, appraisal.version))
    present = instruments.instruments().get(appraisal.instrument)
    try:
        form = instruments.from_json(kept) if kept else present
    except ReviewError:
        return None  # the answers are printed under their keys; the check of the library names the damage
    return present if form == present else form  # what is kept may be older than the signs of its answers


def across(index: Index) -> list[Across]:
    """Return the checklists in use with their appraisals, in the order of the names and the sources."""
    place = {document.id: number for number, document in enumerate(index.sources)}
    found: dict[tuple[str, str], list[Appraisal]] = {}
    for each in index.snapshot.appraisals:
        if each.document in place:
            found.setdefault((each.instrument, each.version), []).append(each)
    made = []
    for given in found.values():
        form = definition(index, given[0])
        if form is not None and form.form is Form.CHECKLIST:
            given.sort(key=lambda each: (place[each.document], each.claim or 0, each.id))
            made.append(Across(form, tuple(given)))
    return sorted(made, key=lambda each: (each.form.name, each.appraisals[0].version))


def lights(index: Index, found: Across) -> LightsBlock:
    """Return the traffic lights of one instrument; raises ReviewError when they are too many for a figure."""
    if len(found.appraisals) > MOST_ROWS:
        raise ReviewError(
            say("{count} appraisals are too many for one figure.", count=amount(len(found.appraisals))),
            say("A figure holds up to {count}; the tables of the report hold all.", count=MOST_ROWS),
        )
    several = len({each.reviewer for each in found.appraisals}) > 1
    columns = _columns(found.form)
    rows = tuple(
        LightRow(*_named(index, each, several), tuple(_lights(found.form, each, standing_of(index, each))))
        for each in found.appraisals
    )
    return LightsBlock(
        say("{instrument}: judgements by study", instrument=say(found.form.short)),
        columns,
        rows,
        _key(found.form, rows),
    )


def bars(block: LightsBlock, name: str = "") -> BarsBlock:
    """Return the same judgements added up, column by column."""
    parts = []
    for place, column in enumerate(block.columns):
        counts = [(light, sum(row.lights[place] == light for row in block.rows)) for light in block.key]
        if any(count for _, count in counts):  # the stars of a section are no judgement that adds up
            parts.append(Bar(_titled(column), tuple(counts)))
    return BarsBlock(
        name or block.name.replace(say("by study"), say("added up")), tuple(parts), len(block.rows), block.key
    )


def _titled(column: LightColumn) -> str:
    """Return what stands beside a bar; the id of an item may say what its label says."""
    same = column.name.casefold() == column.label.casefold()
    return column.label if same else f"{column.name} {column.label}"


def _named(index: Index, appraisal: Appraisal, several: bool) -> tuple[str, str]:
    """Return which study a row is about, and what tells it from other rows about it."""
    study = index.snapshot.studies.get(appraisal.document)
    title = index.document[appraisal.document].record.title or say(
        "Document {number}", number=appraisal.document
    )
    claim = index.claim.get(appraisal.claim) if appraisal.claim is not None else None
    detail = (
        [say("Claim {number}, {words}", number=claim.number, words=shortened(shown(claim.short), 60))]
        if claim
        else []
    )
    detail += [say("by {name}", name=index.name(appraisal.reviewer))] if several else []
    label = shortened(shown(study.label if study and study.label else title), 64)
    return f"{index.letters[appraisal.document]}  {label}", ", ".join(detail)


# ------------------------------------------------------------------ columns and lights


def _columns(form: Instrument) -> tuple[LightColumn, ...]:
    if form.rule == "stars":
        columns = [LightColumn(say(section.label), say(section.label)) for section in form.sections]
    else:
        columns = [LightColumn(item.id, say(item.label)) for item in _judged(form)]
    return (*columns, *([LightColumn(say("Overall"), say("Overall"))] if form.overall else []))


def _judged(form: Instrument) -> Sequence[Item]:
    """Return the items that are judgements, by their rules or their signs; every item where none is."""
    judged = [item for item in form.items if item.rules or any(each.sign for each in item.answers)]
    return judged or form.items


def _lights(form: Instrument, appraisal: Appraisal, standing: Standing) -> list[Light]:
    answers = appraisal.answers
    found = _stars(form, answers) if form.rule == "stars" else _items(form, answers, standing)
    if form.overall:
        given = next((each for each in form.overall if each.key == appraisal.judgement), None)
        found.append(_light(given, standing.unsettled(OVERALL)))
    return found


def _items(form: Instrument, answers: Mapping[str, Answer], standing: Standing) -> list[Light]:
    asked = decide(form, answers).asked
    return [
        (
            _said(NOT_ASKED)
            if asked[item.id] is False
            else _narrow(option(item, answers), standing.unsettled(item.id))
        )
        for item in _judged(form)
    ]


def _stars(form: Instrument, answers: Mapping[str, Answer]) -> list[Light]:
    """Return the stars of each section out of those it can have."""
    points, most = decide(form, answers).points, decide(form, {}).points
    return [Light("none", number_of(points[each.id][0], most[each.id][1])) for each in form.sections]


def _light(given: Option | None, unsettled: str = "") -> Light:
    if given:
        return Light(given.sign or "none", say(given.label))
    return _said(NOT_SETTLED if unsettled else NOT_JUDGED)


def _said(light: Light) -> Light:
    return replace(light, word=say(light.word))


def _narrow(given: Option | None, unsettled: str = "") -> Light:
    """Return the light of an item; a long word without a sign stands in its column by its initials."""
    light = _light(given, unsettled)
    words = light.word.split()
    if light.sign != "none" or max(map(len, words), default=0) <= LONGEST:
        return light
    return replace(light, short="".join(word[0].upper() for word in words))


def _key(form: Instrument, rows: Sequence[LightRow]) -> tuple[Light, ...]:
    """Return the judgements that were made, in the order of the form, for the key."""
    answers = [each for item in _judged(form) for each in item.answers]
    order = list(
        dict.fromkeys(
            [
                *map(_light, form.overall),
                *map(_narrow, answers),
                *map(_said, (NOT_JUDGED, NOT_SETTLED, NOT_ASKED)),
            ]
        )
    )
    used = {light for row in rows for light in row.lights}
    return tuple(light for light in order if light in used)
