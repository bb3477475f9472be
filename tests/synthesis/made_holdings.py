"""Holdings made of numbers: small ones drawn by hypothesis, large ones for benchmarks."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from reviewer.model import (
    Certainty,
    Claim,
    Judgement,
    Population,
    QuoteLink,
    Record,
    Shared,
    Span,
    Stance,
    Study,
    Tag,
    Voice,
)
from reviewer.synthesis.holdings import Holdings, Proposed

TAGS = (Tag(1, "Efficacy", colour="moss"), Tag(2, "Relapses", 1), Tag(3, "Safety", colour="brick"))
POPULATIONS = (Population(1, "Neuromyelitis optica", "NMO"), Population(2, "Multiple sclerosis", "MS"))


def quote(
    id: int,
    claim: int = 1,
    document: int = 1,
    stance: Stance = Stance.SUPPORTS,
    voice: Voice = Voice.STUDY,
    *,
    words: str = "words",
    second_hand: bool = False,
    background: bool = False,
    population: int | None = None,
) -> QuoteLink:
    """Return a quote link that says as little as it can."""
    span = Span(document, id * 100, id * 100 + len(words), words)
    return QuoteLink(
        id, claim, span, stance, voice, second_hand=second_hand, background=background, population=population
    )


@st.composite
def holdings(draw: st.DrawFn) -> Holdings:
    """Draw some claims, documents, quotes, ratings and proposals in every combination."""
    claims = tuple(
        Claim(id, id, f"Claim {id}", tags=tuple(draw(st.lists(st.integers(1, 4), max_size=2))))
        for id in range(1, draw(st.integers(1, 5)) + 1)
    )
    population = st.sampled_from((None, 1, 2))
    quotes = tuple(
        quote(
            id,
            draw(st.integers(1, len(claims))),
            draw(st.integers(1, 4)),
            draw(st.sampled_from(Stance)),
            draw(st.sampled_from(Voice)),
            second_hand=draw(st.booleans()),
            background=draw(st.booleans()),
            population=draw(population),
        )
        for id in range(1, draw(st.integers(0, 20)) + 1)
    )
    speakers = {each.id: (draw(st.sampled_from((None, 1, 2, 3))), "") for each in quotes}
    ratings = tuple(
        Certainty(
            id,
            draw(st.integers(1, len(claims))),
            draw(population),
            draw(st.sampled_from("ab")),
            start=draw(st.sampled_from(("randomised", "non-randomised"))),
            judgements={"imprecision": Judgement(draw(st.integers(-2, 0)), "few")},
            graded=draw(st.booleans()),
            shared=draw(st.sampled_from((Shared.ALONE, Shared.DIFFERS))),
        )
        for id in range(1, draw(st.integers(0, 6)) + 1)
    )
    proposed = tuple(
        Proposed(
            f"1-{number}", draw(st.integers(1, len(claims))), Span(draw(st.integers(1, 4)), 0, 1, "w"),
            Stance.SUPPORTS, draw(st.sampled_from(Voice)), comment=draw(st.sampled_from((None, 1))),
        )
        for number in range(draw(st.integers(0, 4)))
    )  # fmt: skip
    return Holdings(
        claims, quotes, TAGS, POPULATIONS, ratings,
        records={id: Record(title=f"Document {id}") for id in range(1, 5)},
        speakers=speakers, set_aside={4: 1} if draw(st.booleans()) else {}, proposed=proposed, reviewer="a",
    )  # fmt: skip


def large(claims: int, documents: int, quotes: int, seed: int = 7) -> Holdings:
    """Return as many claims, documents and quotes as asked for, spread at random."""
    drawn = random.Random(seed)
    tags = tuple(Tag(id, f"Tag {id}", colour="moss", position=id) for id in range(1, 21))
    voices = (Voice.STUDY, Voice.STUDY, Voice.STUDY, Voice.COMMENTARY, Voice.READER)
    made = []
    for id in range(1, quotes + 1):
        voice = drawn.choice(voices)
        made.append(
            quote(
                id,
                1 + (id - 1) % claims if id <= claims else drawn.randint(1, claims),
                1 + (id - 1) % documents if id <= documents else drawn.randint(1, documents),
                drawn.choice((Stance.SUPPORTS, Stance.SUPPORTS, Stance.CONTRADICTS, Stance.QUALIFIES)),
                voice,
                words="what the study found in the people it followed",
                population=drawn.choice((1, 2)) if voice is Voice.STUDY else None,
            )
        )
    ratings = tuple(
        Certainty(id, id, drawn.choice((1, 2)), "a", graded=True) for id in range(1, claims + 1, 2)
    )
    return Holdings(
        tuple(Claim(id, id, f"Statement number {id}", tags=(1 + id % 20,)) for id in range(1, claims + 1)),
        tuple(made),
        tags,
        POPULATIONS,
        ratings,
        studies={id: Study(id, f"Study {id}", "case series", id) for id in range(1, documents + 1, 3)},
        records={id: Record(title=f"Document {id}", container="Journal") for id in range(1, documents + 1)},
        speakers={each.id: (drawn.randint(1, 3), "") for each in made if each.voice is Voice.READER},
        reviewer="a",
    )
