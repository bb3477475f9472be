"""A made review of any size in a library: documents with three voices, claims, quotes, ratings."""

from __future__ import annotations

import io
import random

from reviewer.library import Library, imports, journal, rows
from reviewer.model import Document, Kind, PartialDate, Record, Segment, Stance, Voice
from reviewer.text import sha256

STUDY = "Twenty patients were followed for two years; in half of them no relapse was seen."
OPINION = "In my mind it is not clear how the drug does this, and the study has no control group."
READER = "I had it for two years and it helped me more than anything before."
VOICES = (Voice.STUDY, Voice.COMMENTARY, Voice.READER)
STANCES = (Stance.SUPPORTS, Stance.SUPPORTS, Stance.CONTRADICTS, Stance.QUALIFIES)


def write(library: Library, claims: int, pages: int, quotes: int, seed: int = 7) -> None:
    """Write so many claims, documents and quotes, spread at random; each document has quotes."""
    dice = random.Random(seed)
    documents = _documents(library, pages)
    with journal.op(library, "A made review"):
        tags = [rows.add(library, "tags", name=f"Tag {n}", colour="moss", position=n) for n in range(20)]
        groups = [rows.add(library, "populations", name=f"Population {n}", short=f"P{n}") for n in (1, 2)]
        known = [
            rows.add(
                library, "claims", number=n, statement=f"The drug changes outcome number {n} of those told"
            )
            for n in range(1, claims + 1)
        ]
        links = [{"claim": claim, "tag": dice.choice(tags)} for claim in known]
        rows.add_all(library, "claim_tags", links)
        tied = [_quote(library, n, documents, known, groups, dice) for n in range(quotes)]
        rows.add_all(library, "quotes", tied)
        rated = [
            {"claim": claim, "population": dice.choice(groups), "reviewer": library.reviewer.id, "graded": 1}
            for claim in known[::2]
        ]
        rows.add_all(library, "certainties", rated)


def _documents(library: Library, pages: int) -> list[tuple[int, Document]]:
    made = []
    with journal.op(library, f"Add {pages} documents", bulk=True) as pending:
        batch = rows.add(library, "imports", label=pending.label)
        data = b"made"
        imports.keep_body(library, sha256("made"), io.BytesIO(data))
        source = imports.add_source(library, batch, sha256("made"), len(data), "made.txt", "text")
        prepared = []
        for number in range(1, pages + 1):
            words = f"{STUDY}\n\n{OPINION}\n\n{READER} That was page {number}."
            cuts = [len(STUDY), len(STUDY) + 2, len(STUDY) + 2 + len(OPINION), len(STUDY) + 4 + len(OPINION)]
            parts = [
                Segment(0, cuts[0], Kind.ABSTRACT, Voice.STUDY),
                Segment(cuts[0], cuts[1], Kind.BOILERPLATE, rule="blank"),
                Segment(cuts[1], cuts[2], Kind.COMMENTARY, Voice.COMMENTARY),
                Segment(cuts[2], cuts[3], Kind.BOILERPLATE, rule="blank"),
                Segment(cuts[3], len(words), Kind.COMMENT, Voice.READER, comment=1),
            ]
            record = Record(title=f"Study number {number} of a made review", container="Journal")
            record = Record(record.type, record.title, (), record.container, PartialDate(1990 + number % 30))
            made.append((0, Document(words, record, sha256=sha256(words))))
            prepared.append(imports.prepared(number, made[-1][1], parts, "2"))
        ids = [id for id, _twin in imports.add_documents(library, batch, source, prepared)]
        imports.finish_source(library, source, pages, 0, 0)
    return [(id, document) for id, (_, document) in zip(ids, made, strict=True)]


def _quote(
    library: Library,
    number: int,
    documents: list[tuple[int, Document]],
    claims: list[int],
    groups: list[int],
    dice: random.Random,
) -> dict[str, rows.Value]:
    id, document = documents[number % len(documents)]
    voice = VOICES[0] if number < len(documents) else dice.choice((*VOICES, Voice.STUDY))
    said = {Voice.STUDY: STUDY, Voice.COMMENTARY: OPINION, Voice.READER: READER}[voice]
    start = document.text.index(said)
    return {
        "claim": claims[number] if number < len(claims) else dice.choice(claims),
        "document": id, "start": start, "end": start + len(said), "exact": said, "prefix": "", "suffix": "",
        "text_sha256": document.sha256, "stance": dice.choice(STANCES).value,
        "group_id": dice.choice(groups) if voice is Voice.STUDY else None, "reviewer": library.reviewer.id,
    }  # fmt: skip
