"""Random reviews for the round trips: texts, claims, quotes, tags with hard names, as snapshots."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from reviewer import text as texts
from reviewer.library import guids
from reviewer.model import (
    Claim,
    Direction,
    Document,
    Kind,
    Pico,
    Population,
    Question,
    QuoteLink,
    Record,
    Segment,
    Snapshot,
    Span,
    Stance,
    Tag,
    Voice,
)
from tests.reports import sample

WORDS = st.sampled_from(
    ["", "B cells fall.", "é 🧬 > 5%", "a\nb", "<x> & 'y'", "“so”", " spaced ", "Use when: x", "日本", "=1"]
)
NAMES = st.sampled_from(["B cells", "Harms & costs", "Age > 65", "<b>", "日本", "a/b", "🧬"])
TEXTS = st.lists(
    st.sampled_from(["Noise wakes.", "🧬 genes", "one two", "Ünal\u00a0said", "\n\n", "e\u0301", "العربية"]),
    min_size=2, max_size=12,
).map(lambda parts: texts.clean(" ".join(["First", *parts])))  # fmt: skip
PICOS = st.builds(Pico, WORDS, WORDS, WORDS, WORDS)
DIRECTIONS = st.sampled_from([None, *Direction])
TIMES = ("2026-03-01T10:00:00.000+00:00", "2026-03-02T11:30:00.250+00:00")


@st.composite
def tags(draw: st.DrawFn) -> tuple[Tag, ...]:
    found: list[Tag] = []
    for id in range(1, draw(st.integers(0, 5)) + 1):
        above = draw(st.sampled_from([None, *(tag.id for tag in found if tag.parent is None)]))
        name = draw(NAMES)
        if not any(tag.parent == above and tag.name == name for tag in found):
            colour = "" if above else draw(st.sampled_from(["moss", "brick", "amber"]))
            guid = guids.of_tag([str(id), name])
            found.append(Tag(id, name, above, colour, draw(WORDS), position=id, guid=guid))
    groups = [tag for tag in found if tag.parent is None]
    return tuple(x for group in groups for x in (group, *(tag for tag in found if tag.parent == group.id)))


@st.composite
def reviews(draw: st.DrawFn) -> Snapshot:
    """Draw a review with one to three documents, each one segment of study voice."""
    documents = tuple(
        Document(text, Record(title=f"On {id}", url=f"https://example.org/{id}"), id, texts.sha256(text))
        for id, text in enumerate(draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True)), 1)
    )
    book = draw(tags())
    carried = st.lists(st.sampled_from([tag.id for tag in book] or [0]), unique=True, max_size=2)
    carried = carried if book else st.just([])
    claims = tuple(
        Claim(
            id, id, draw(WORDS).strip() or f"Claim {id}", draw(WORDS), draw(PICOS), draw(DIRECTIONS),
            draw(WORDS), tuple(draw(carried)),
        )
        for id in range(1, draw(st.integers(1, 3)) + 1)
    )  # fmt: skip
    quotes = [draw(quote(id, documents, claims)) for id in range(1, draw(st.integers(1, 6)) + 1)]
    return replace(
        sample.example(), name="Made", documents=documents, claims=claims, tags=book,
        segments={d.id: (Segment(0, len(d.text), Kind.BODY, Voice.STUDY),) for d in documents},
        quotes=tuple(sorted(quotes, key=lambda q: (q.span.document, q.span.start, q.id))),
        populations=(Population(1, "People with MS", "MS"),), studies={}, certainties=(), appraisals=(),
        instruments={}, question=Question(),
        reviewers={"0" * 32: "Kim Example"}, written={q.id: TIMES for q in quotes},
    )  # fmt: skip


@st.composite
def quote(draw: st.DrawFn, id: int, documents: tuple[Document, ...], claims: tuple[Claim, ...]) -> QuoteLink:
    document = draw(st.sampled_from(documents))
    start, end = sorted(
        draw(st.lists(st.integers(0, len(document.text)), min_size=2, max_size=2, unique=True))
    )
    prefix, suffix = texts.context(document.text, start, end)
    return QuoteLink(
        id, draw(st.sampled_from(claims)).id, Span(document.id, start, end, document.text[start:end]),
        draw(st.sampled_from(Stance)), Voice.STUDY, background=draw(st.booleans()),
        population=draw(st.sampled_from([None, 1])), pico=draw(PICOS), direction=draw(DIRECTIONS),
        note=draw(WORDS), reviewer="0" * 32, prefix=prefix, suffix=suffix, text_sha256=document.sha256,
    )  # fmt: skip
