"""A made document of any length with any number of claims tied to its words, written into a library.

The text is a page as people leave them on the web: an article, then comments by the hundred, so that the
voices change all the way down. The same seed gives the same words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from reviewer import text as characters
from reviewer.actions import codebook
from reviewer.actions.importing import import_text
from reviewer.library import Library, claims, documents, journal, rows
from reviewer.model import Document, Stance
from reviewer.separation import BLANK
from tests.bench import made_words as made

STANCES = tuple(stance.value for stance in Stance)


def page(letters: int, dice: random.Random) -> str:
    """Return a page of about so many characters: a third of it article, the rest comments."""
    parts = ["What we know of treatment", ""]
    size = 0
    while size < letters / 3:
        parts += [paragraph(dice, dice.randint(3, 9)), ""]
        size += len(parts[-2])
    parts += ["Comments", ""]
    while size < letters:
        name = f"{dice.choice(made.GIVENS)} {dice.choice(made.FAMILIES)}"
        day, hour = dice.randint(1, 28), dice.randint(1, 12)
        parts += [f"{name}{dice.choice(('', ' '))}March {day}, 2013 at {hour}:{dice.randint(10, 59)} PM", ""]
        for _ in range(dice.randint(1, 3)):
            parts += [paragraph(dice, dice.randint(2, 7)), ""]
            size += len(parts[-2])
        parts += ["Reply", ""]
    return "\n".join(parts)


def paragraph(dice: random.Random, sentences: int) -> str:
    """Return a paragraph of so many sentences."""
    return " ".join(_sentence(dice) for _ in range(sentences))


def _sentence(dice: random.Random) -> str:
    drug, disease = dice.choice(made.DRUGS), dice.choice(made.DISEASES)
    said = dice.choice(
        (
            "In {people} with {disease}, {drug} was followed by less {outcome} than {drug2} ({share} %).",
            "I was given {drug} for {disease} and my {outcome} changed within {count} weeks.",
            "We saw no difference in {outcome} between {drug} and {drug2} after {count} months.",
            "It is not clear whether {drug} changes {outcome} in {disease} or only delays it.",
        )
    )
    return said.format(
        people=dice.choice(made.PEOPLE), disease=disease, drug=drug, drug2=dice.choice(made.DRUGS),
        outcome=dice.choice(made.OUTCOMES), share=dice.randint(2, 60), count=dice.randint(2, 30),
    )  # fmt: skip


def write(library: Library, words: str, quotes: int, dice: random.Random, statements: int = 400) -> int:
    """Import the words as a document and tie claims to them in so many places; returns its id."""
    result = import_text(library, f"page-{len(words)}.txt", words)
    document = next(id for file in result.files for id in file.added)
    hues = [codebook.add_tag(library, f"Group {n} of {document}").created for n in range(1, 6)]
    tags = [codebook.add_tag(library, f"Tag {n} of {document}", hues[n % 5]).created for n in range(20)]
    whole = documents.document(library, document)
    with journal.op(library, "Claims of a made document"):
        known = [_claim(library, n, tags, dice) for n in range(1, min(statements, quotes) + 1)]
        for start, end in places(library, document, quotes, dice):
            _quote(library, whole, start, end, dice.choice(known), dice)
    return document


def _claim(library: Library, number: int, tags: list[int | None], dice: random.Random) -> int:
    base = claims.next_number(library)
    id = rows.add(library, "claims", number=base, statement=_sentence(dice), label=f"Claim of {number}")
    rows.add(library, "claim_tags", claim=id, tag=dice.choice(tags))
    return id


def _quote(
    library: Library, document: Document, start: int, end: int, claim: int, dice: random.Random
) -> None:
    prefix, suffix = characters.context(document.text, start, end)
    rows.add(
        library, "quotes", claim=claim, document=document.id, start=start, end=end,
        exact=document.text[start:end], prefix=prefix, suffix=suffix, text_sha256=document.sha256,
        stance=dice.choice(STANCES), reviewer=library.reviewer.id,
    )  # fmt: skip


def places(library: Library, document: int, count: int, dice: random.Random) -> Iterator[tuple[int, int]]:
    """Yield so many stretches of words, each inside one part of the document; some overlap."""
    text = documents.document(library, document).text
    parts = [s for s in documents.segments(library, document) if s.rule != BLANK and s.end - s.start > 80]
    weights = [part.end - part.start for part in parts]
    for part in dice.choices(parts, weights, k=count):
        start = dice.randrange(part.start, part.end - 40)
        stop = min(part.end, start + dice.randint(20, 160))
        snapped = characters.snap_to_words(text, start, stop)
        yield max(part.start, snapped[0]), min(part.end, snapped[1])
