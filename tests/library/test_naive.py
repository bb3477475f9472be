"""Search and filter against going through everything with plain loops."""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import library, text
from reviewer.library import Library, authors, documents, facts, imports, journal, rows, search
from reviewer.model import (
    Document,
    IndexTerm,
    Kind,
    Name,
    PartialDate,
    Record,
    Relation,
    Segment,
    Voice,
)

WORDS = ("the", "them", "theme", "pain", "paint", "rash", "cold", "of")
"""Words that the index keeps as they are, some of which begin others."""
FAMILIES = ("Smith", "Smithson", "van der Berg", "Müller")
COUNT = 30


@dataclass(frozen=True)
class Passage:
    kind: str
    words: tuple[str, ...]
    voice: str
    document: int


class Both:
    """The library, and what it holds as lists."""

    def __init__(self, lib: Library, held: list[Document], passages: list[Passage]) -> None:
        self.lib, self.held, self.passages = lib, held, passages


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Make a library of small records, and the same as plain lists."""
    chance, held, passages = random.Random(7), list[Document](), list[Passage]()
    lib = library.create(Path(tmp_path_factory.mktemp("naive")) / "naive.reviewlib")
    with journal.op(lib, "Add", bulk=True) as pending:
        batch = rows.add(lib, "imports", label="Add")
        imports.keep_body(lib, "0" * 64, io.BytesIO(b"x"))
        source = imports.add_source(lib, batch, "0" * 64, 1, "made.ris", "ris")
        for number in range(1, COUNT + 1):
            document, parts = _made(chance, number)
            held.append(document)
            passages.append(Passage("title", tuple(document.record.title.split()), "none", number))
            passages += [
                Passage("text", tuple(document.text[s.start : s.end].split()), str(s.voice), number)
                for s in parts
                if s.rule != "blank"
            ]
            imports.add_documents(lib, batch, source, [imports.prepared(number, document, parts, "2")])
        pending.note("documents", *range(1, COUNT + 1))
    yield Both(lib, held, passages)
    lib.close()


def _made(chance: random.Random, number: int) -> tuple[Document, list[Segment]]:
    title = " ".join(chance.choices(WORDS, k=2))
    first, second = (" ".join(chance.choices(WORDS, k=3)) for _ in range(2))
    voice = chance.choice((Voice.STUDY, Voice.COMMENTARY))
    whole = f"{first}\n\n{second} {number}"
    cut = len(first)
    parts = [
        Segment(0, cut, Kind.ABSTRACT, Voice.STUDY, rule="made"),
        Segment(cut, cut + 2, Kind.BOILERPLATE, rule="blank"),
        Segment(cut + 2, len(whole), Kind.COMMENTARY, voice, rule="made"),
    ]
    people = tuple(Name(chance.choice(FAMILIES), chance.choice(("Ann", ""))) for _ in range(number % 3))
    issued = PartialDate(2000 + number % 5) if number % 4 else None
    terms = (IndexTerm("Pain", "drug therapy", True),) if number % 7 == 0 else ()
    retracted = (Relation("retraction in", "10.1/x"),) if number % 11 == 0 else ()
    record = Record(
        title=title, authors=people, issued=issued, type=chance.choice(("book", "article-journal")),
        language=chance.choice(("", "eng")), database=chance.choice(("", "Embase")), index_terms=terms,
        container=chance.choice(("", "Annals")), keywords=("Rash", "Cold sore")[: number % 3],
        doi=f"10.1/{number}" * (number % 2),
        substances=("Aspirin",) * (number % 5 == 0), publication_types=("Review",) * (number % 4 == 0),
        related=retracted,
    )  # fmt: skip
    return Document(whole, record, id=number, sha256=text.sha256(whole), format="ris"), parts


def _narrows(part: str, document: Document) -> bool:
    """Say whether one `field:value` holds for a document, by its own fields."""
    name, _, value = part.removeprefix("-").partition(":")
    record = document.record
    if name == "year":
        first, _, last = value.partition("-")
        held = record.issued is not None and int(first) <= (record.issued.year or 0) <= int(last or first)
    elif name == "has":
        held = bool({"authors": record.authors, "doi": record.doi, "journal": record.container}[value])
    elif name == "keyword":
        terms = [*record.keywords, *record.substances, *record.publication_types]
        terms += [f"{term.descriptor} {term.qualifier}" for term in record.index_terms]
        held = any(value.strip('"').lower() in term.lower() for term in terms)
    elif name == "source":
        held = value.lower() in "made.ris" or value.lower() in record.database.lower()
    elif name == "journal":
        held = value in record.container.lower()
    elif name in ("type", "language"):
        held = getattr(record, name) == value
    else:
        wanted = value.strip('"').lower()
        held = any(wanted in f"{each.given} {each.family}".strip().lower() for each in record.authors)
    return held != part.startswith("-")


def _holds(words: list[str], passage: Passage, whole: bool = False) -> bool:
    for at, word in enumerate(words):
        bare, last = word.removeprefix("-"), at == len(words) - 1 and not whole
        found = any(each == bare or (last and each.startswith(bare)) for each in passage.words)
        if found == word.startswith("-"):
            return False
    return True


FIELDS = st.sampled_from(
    [
        "year:2001", "year:2001-2003", "-year:2002", "author:smith", "-author:smith", "author:berg",
        'author:"ann smith"', "has:authors", "-has:authors", "has:doi", "-has:doi", "has:journal",
        'keyword:"pain drug"', "-keyword:review", "keyword:aspirin", "keyword:cold", "type:book",
        "-type:book", "language:eng",
        "source:embase", "source:made", "-source:embase", "journal:annals", "-journal:annals",
    ]
)  # fmt: skip
QUESTIONS = st.tuples(
    st.lists(FIELDS, max_size=2),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=2),
    st.lists(st.sampled_from([f"-{word}" for word in WORDS]), max_size=1),
)


@given(QUESTIONS)
def test_a_filter_finds_what_plain_loops_find(
    made: Both, asked: tuple[list[str], list[str], list[str]]
) -> None:
    lib, held, passages = made.lib, made.held, made.passages
    fields, words, without = asked
    words = without + words

    found = documents.rows(lib, " ".join(fields + words), "added")

    there = {passage.document for passage in passages if _holds(words, passage)}
    assert found == [d.id for d in held if d.id in there and all(_narrows(each, d) for each in fields)]
    assert documents.matching(lib, " ".join(fields + words)) == len(found)


@given(QUESTIONS, st.sampled_from(["", "voice:study", "-voice:study", "kind:title"]), st.integers(1, 60))
def test_a_search_finds_what_plain_loops_find(
    made: Both,
    asked: tuple[list[str], list[str], list[str]],
    where: str,
    most: int,
) -> None:
    lib, held, passages = made.lib, made.held, made.passages
    fields, words, without = asked
    words = without + words

    hits = search.search(lib, " ".join([where, *fields, *words]), most)

    suits = {d.id for d in held if all(_narrows(each, d) for each in fields)}
    kept = [p for p in passages if p.document in suits and _place(where, p)]
    there = [passage for passage in kept if _holds(words, passage)]
    if not without and len(exact := [p for p in kept if _holds(words, p, whole=True)]) >= most:
        there = exact
    wanted = [(p.kind, p.document, p.voice) for p in there]
    for hit in hits:
        wanted.remove((hit.kind, hit.document or 0, str(hit.voice)))
    assert len(hits) == min(most, len(there))


def _place(where: str, passage: Passage) -> bool:
    if where == "kind:title":
        return passage.kind == "title"
    if not where:
        return True
    return passage.kind == "text" and (passage.voice == "study") != where.startswith("-")


def test_names_are_kept_as_the_records_have_them(
    made: Both,
) -> None:
    lib, held = made.lib, made.held

    kept = lib.db.execute("SELECT * FROM document_authors ORDER BY id").fetchall()

    assert kept == lib.db.execute(f"{authors.OF_RECORDS} ORDER BY 1").fetchall()
    assert kept == [(d.id, authors.names(d.record)) for d in held]


def test_facts_and_terms_are_kept_as_the_records_have_them(made: Both) -> None:
    lib, held = made.lib, made.held
    words = [(d.id, facts.keywords(d.record)) for d in held]

    for table, of_records in facts.OF_RECORDS.items():
        kept = lib.db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
        assert kept == lib.db.execute(f"SELECT * FROM ({of_records}) ORDER BY 1").fetchall()
        for document in held:
            one = lib.db.execute(facts.of_record(table, str(document.id))).fetchall()
            assert one == [row for row in kept if row[0] == document.id]
    assert lib.db.execute("SELECT * FROM document_keywords").fetchall() == [each for each in words if each[1]]
    assert [row[0] for row in lib.db.execute("SELECT id FROM document_facts WHERE retracted")] == [11, 22]


@given(QUESTIONS)
def test_facets_count_what_the_filter_finds(
    made: Both, asked: tuple[list[str], list[str], list[str]]
) -> None:
    lib, held, passages = made.lib, made.held, made.passages
    fields, words, without = asked
    question = " ".join([*fields, *without, *words])

    found = documents.facets(lib, question)

    ids = set(documents.rows(lib, question))
    spoken = {(p.voice, p.document) for p in passages if p.document in ids and p.voice != "none"}
    years = Counter(str(d.record.issued.year) for d in held if d.id in ids and d.record.issued)
    assert found["voice"] == sorted(Counter(voice for voice, _ in spoken).items())
    assert found["year"] == sorted(years.items())
    assert found["format"] == ([("ris", len(ids))] if ids else [])
    assert set(documents.rows(lib, f"format:ris {question}")) == ids
