"""Snapshots for the tests of reports and exports: the example review over the seeds, and hard cases.

Made by hand from the seed texts and `seeds/example-review.json`, without library, readers or separation,
so that these tests fail for reasons of their own only.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from reviewer.appraisal import instruments
from reviewer.model import (
    Answer,
    Appraisal,
    Attribution,
    Certainty,
    Claim,
    Direction,
    Document,
    Judgement,
    Kind,
    Name,
    Op,
    PartialDate,
    Pico,
    Population,
    Question,
    Quoted,
    QuoteLink,
    Record,
    Segment,
    Snapshot,
    Span,
    Stance,
    Study,
    Tag,
    Voice,
)
from reviewer.settings import seed
from reviewer.text import sha256

PERSON = "p1"
LAST = Op(57, "2026-03-12T14:02:11.250+00:00", "Kim Example", "Mark claim 8 as graded")


def cover(text: str, parts: list[Segment]) -> tuple[Segment, ...]:
    """Return the parts with the gaps between them as blank segments."""
    covered: list[Segment] = []
    at = 0
    for part in [*parts, Segment(len(text), len(text), Kind.BOILERPLATE)]:
        if part.start > at:
            covered.append(Segment(at, part.start, Kind.BOILERPLATE, rule="blank"))
        if part.end > part.start:
            covered.append(part)
        at = part.end
    return tuple(replace(segment, id=place) for place, segment in enumerate(covered, start=1))


def study_document() -> tuple[Document, tuple[Segment, ...]]:
    words = seed("000_9a9b5616f882b154.txt").read_text(encoding="utf-8")
    record = Record(
        type="article-journal",
        title="Efficacy and safety of mitoxantrone in patients with highly relapsing neuromyelitis optica",
        container="Arch Neurol",
        issued=PartialDate(2011, 4),
        epub=PartialDate(2010, 12, 13),
        volume="68",
        issue="4",
        pages="473-9",
        doi="10.1001/archneurol.2010.322",
        publication_types=("Comparative Study",),
    )
    title, cited = words.index("\n"), words.index("Arch Neurol")
    parts = [
        Segment(0, title, Kind.TITLE, confirmed_by=PERSON),
        Segment(cited, words.index("\n", cited), Kind.CITATION, confirmed_by=PERSON),
        Segment(181, 1627, Kind.ABSTRACT, Voice.STUDY, confirmed_by=PERSON),
        Segment(1629, len(words), Kind.INDEXING),
    ]
    document = Document(words, record, 1, sha256(words), "000_9a9b5616f882b154.txt")
    return document, cover(words, parts)


def blog_document() -> tuple[Document, tuple[Segment, ...]]:
    words = seed("002_6655412ea27c3016.txt").read_text(encoding="utf-8")
    author = Attribution("MouseDoctor")
    record = Record(
        type="post-weblog",
        title="Research: Mitoxantrone and Progression",
        authors=(Name(literal="MouseDoctor"),),
    )
    sure: dict[str, Any] = {"confirmed_by": PERSON}
    parts = [
        Segment(0, 38, Kind.TITLE, attribution=author, **sure),
        Segment(41, 1422, Kind.ABSTRACT, Voice.STUDY, attribution=author, quotes=Quoted(), **sure),
        Segment(1425, 2128, Kind.COMMENTARY, Voice.COMMENTARY, attribution=author, **sure),
        Segment(2130, 2146, Kind.BOILERPLATE),
        Segment(2150, 2196, Kind.BOILERPLATE),
        Segment(
            2202, 2555, Kind.COMMENT, Voice.READER, attribution=Attribution("Reader One"), comment=1, **sure
        ),
        Segment(2561, 2684, Kind.COMMENT, Voice.READER, comment=2, **sure),
        Segment(2690, 2694, Kind.COMMENT, Voice.READER, comment=3),
        Segment(2694, 2820, Kind.QUOTE, Voice.READER, comment=3, in_reply_to=2, quotes=Quoted(None, 2561)),
        Segment(2826, 2992, Kind.COMMENT, Voice.READER, comment=3, in_reply_to=2, **sure),
        Segment(2994, 3008, Kind.BYLINE, attribution=author, **sure),
        Segment(3012, len(words), Kind.BOILERPLATE),
    ]
    document = Document(words, record, 2, sha256(words), "002_6655412ea27c3016.txt")
    return document, cover(words, parts)


def example() -> Snapshot:
    """Return the example review over the two seeds."""
    data = json.loads(seed("example-review.json").read_text(encoding="utf-8"))
    both = (study_document(), blog_document())
    tags, by_tag = _tags(data)
    populations = tuple(
        Population(place, each["name"], each["short"])
        for place, each in enumerate(data["populations"], start=1)
    )
    of = {population.short: population.id for population in populations}
    number = {"A": 1, "B": 2}
    return Snapshot(
        name="Example review",
        question=Question(**data["question"]),
        documents=tuple(document for document, _ in both),
        segments={document.id: segments for document, segments in both},
        claims=tuple(_claim(place, each, by_tag) for place, each in enumerate(data["claims"], start=1)),
        quotes=tuple(_quotes(data, dict(zip("AB", both, strict=True)), of)),
        tags=tags,
        populations=populations,
        studies={
            number[each["document"]]: Study(number[each["document"]], *(each[key] for key in list(each)[1:]))
            for each in data["studies"]
        },
        certainties=tuple(
            _certainty(place, each, of) for place, each in enumerate(data["certainties"], start=1)
        ),
        appraisals=tuple(
            _appraisal(place, each, number) for place, each in enumerate(data["appraisals"], start=1)
        ),
        instruments={
            (each, form.version): instruments.to_json(form)
            for each, form in instruments.instruments().items()
        },
        reviewers={PERSON: "Kim Example"},
        last_op=LAST,
    )


def _tags(data: dict[str, Any]) -> tuple[tuple[Tag, ...], dict[str, int]]:
    tags: list[Tag] = []
    for group in data["tags"]:
        parent = Tag(len(tags) + 1, group["name"], None, group["colour"], group["definition"])
        tags.append(parent)
        tags += [Tag(len(tags) + at, child, parent.id) for at, child in enumerate(group["children"], start=1)]
    names = {tag.id: tag.name for tag in tags}
    return tuple(tags), {f"{names[t.parent]}/{t.name}" if t.parent else t.name: t.id for t in tags}


def _claim(place: int, data: dict[str, Any], tags: dict[str, int]) -> Claim:
    direction = Direction(data["direction"]) if data.get("direction") else None
    pico = Pico(*(data.get(key, "") for key in ("population_words", "intervention", "comparator", "outcome")))
    own = tuple(tags[tag] for tag in data["tags"])
    return Claim(
        place, place, data["statement"], data.get("label", ""), pico, direction, data.get("note", ""), own
    )


def _quotes(
    data: dict[str, Any], texts: dict[str, tuple[Document, tuple[Segment, ...]]], of: dict[str, int]
) -> list[QuoteLink]:
    made: list[QuoteLink] = []
    for claim, each in enumerate(data["claims"], start=1):
        for quote in each["quotes"]:
            made.append(_quote(len(made) + 1, claim, quote, *texts[quote["document"]], of))
    return made


def _quote(
    id: int,
    claim: int,
    data: dict[str, Any],
    document: Document,
    segments: tuple[Segment, ...],
    of: dict[str, int],
) -> QuoteLink:
    inside = next(segment for segment in segments if segment.start <= data["start"] < segment.end)
    return QuoteLink(
        id,
        claim,
        Span(document.id, data["start"], data["end"], document.text[data["start"] : data["end"]]),
        Stance(data["stance"]),
        inside.voice,
        second_hand=inside.second_hand,
        background=data.get("background", False),
        population=of.get(data.get("population", "")),
        pico=Pico(
            *(data.get(key, "") for key in ("population_words", "intervention", "comparator", "outcome"))
        ),
        direction=Direction(data["direction"]) if data.get("direction") else None,
        note=data.get("note", ""),
        reviewer=PERSON,
        text_sha256=document.sha256,
    )


def _certainty(place: int, data: dict[str, Any], of: dict[str, int]) -> Certainty:
    fields = {key: value for key, value in data.items() if key not in ("claim", "population", "judgements")}
    judgements = {domain: Judgement(**given) for domain, given in data["judgements"].items()}
    body = data["claim"], of[data["population"]]
    return Certainty(place, *body, PERSON, judgements=judgements, graded=True, **fields)


def _appraisal(place: int, data: dict[str, Any], number: dict[str, int]) -> Appraisal:
    answers = {item: Answer(given["value"], given["reason"]) for item, given in data["answers"].items()}
    form = instruments.instruments()[data["instrument"]]
    return Appraisal(
        place,
        number[data["document"]],
        data.get("claim"),
        form.id,
        form.version,
        PERSON,
        answers,
        data.get("basis", "abstract"),
        data.get("judgement", ""),
        done=True,
    )


def empty() -> Snapshot:
    """Return a library into which nothing was ever put."""
    return Snapshot("Empty", Question(), (), {}, (), (), (), (), {}, (), (), {}, {}, None)


def small(*statements: str, words: str = "Some words of a page.", quoted: bool = True) -> Snapshot:
    """Return one document of study voice with a claim for each statement, each quoting all of it."""
    document = Document(words, Record(title="A page"), 1, sha256(words), "page.txt")
    span = Span(1, 0, len(words), words)
    claims = tuple(Claim(place, place, statement) for place, statement in enumerate(statements, start=1))
    links = tuple(
        QuoteLink(
            claim.id,
            claim.id,
            span,
            Stance.SUPPORTS,
            Voice.STUDY,
            reviewer=PERSON,
            text_sha256=document.sha256,
        )
        for claim in claims
    )
    return replace(
        empty(),
        name="Small",
        documents=(document,),
        segments={1: (Segment(0, len(words), Kind.BODY, Voice.STUDY),)},
        claims=claims,
        quotes=links if quoted else (),
        reviewers={PERSON: "Kim Example"},
        last_op=LAST,
    )
