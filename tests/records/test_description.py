"""The record of a plain text, from its parts."""

from __future__ import annotations

from reviewer import settings
from reviewer.model import Document, IndexTerm, Kind, Name, PartialDate, Record, Segment
from reviewer.records import describe, vancouver
from reviewer.separation import separate

TITLE = "Low-dose salicin for knee pain"
CITATION = "J Test Med. 2014 Jun;12(3):101-9."


def described(text: str) -> Record:
    return describe(text, separate(Document(text)))


def seed(name: str) -> Record:
    return described(settings.seed(name).read_bytes().decode("utf-8"))


def test_the_abstract_seed() -> None:
    record = seed("000_9a9b5616f882b154.txt")
    major = [term for term in record.index_terms if term.major]

    assert (record.type, record.authors) == ("article-journal", ())
    assert (record.container, record.volume, record.issue, record.pages) == (
        "Arch Neurol",
        "68",
        "4",
        "473-9",
    )
    assert (record.issued, record.epub) == (PartialDate(2011, 4), PartialDate(2010, 12, 13))
    assert record.doi == "10.1001/archneurol.2010.322"
    assert record.pmid == ""
    assert record.publication_types == (
        "Comparative Study",
        "Multicenter Study",
        "Research Support, Non-U.S. Gov't",
    )
    assert len(record.index_terms) == 21
    assert IndexTerm("Leukopenia", "chemically induced") in record.index_terms
    assert major == [
        IndexTerm("Mitoxantrone", "administration & dosage", True),
        IndexTerm("Mitoxantrone", "adverse effects", True),
        IndexTerm("Neuromyelitis Optica", "drug therapy", True),
    ]
    assert record.substances == ("Mitoxantrone",)


def test_the_abstract_seed_as_a_reference() -> None:
    reference = (
        "Efficacy and safety of mitoxantrone in patients with highly relapsing neuromyelitis optica."
        " Arch Neurol. 2011 Apr;68(4):473-9. doi: 10.1001/archneurol.2010.322. Epub 2010 Dec 13."
    )
    record = seed("000_9a9b5616f882b154.txt")

    assert vancouver(record, authors_missing=False) == reference
    assert vancouver(record) == f"[authors not in source] {reference}"


def test_the_post_seed() -> None:
    record = seed("002_6655412ea27c3016.txt")

    assert record == Record(
        type="post-weblog",
        title="Research: Mitoxantrone and Progression",
        authors=(Name(literal="MouseDoctor"),),
    )
    reference = "MouseDoctor. Research: Mitoxantrone and Progression [Internet]. [date unknown]."
    assert vancouver(record) == reference


def test_the_citation_of_a_quoted_study_is_not_the_posts() -> None:
    view = "In my opinion this is a small trial, and I think you should wait."
    record = described(
        f"Salicin again\n\nBy Jo Lang on 3 May 2019\n\n{view}\n\n"
        f"{TITLE}\n\n{CITATION}\n\nWe found little.\n\n{view}\n"
    )

    assert (record.type, record.container, record.doi) == ("post-weblog", "", "")
    assert record.authors == (Name(literal="Jo Lang"),)
    assert record.issued == PartialDate(2019, 5, 3)


def test_names_between_title_and_citation_are_not_taken_for_authors() -> None:
    record = described(
        f"{TITLE}.\n\nSmith J(1), Doe A(2).\n\n{CITATION}\n\nObjective: To see.\n\nResults: Seen.\n"
    )

    assert (record.title, record.authors, record.volume) == (TITLE, (), "12")


def test_a_citation_above_the_title_counts() -> None:
    record = described(f"1. {CITATION}\n\n{TITLE}.\n\nObjective: To see.\n\nResults: Seen.\n")

    assert (record.title, record.container) == (TITLE, "J Test Med")


def test_an_abstract_alone_is_an_article() -> None:
    assert described(f"{TITLE}\n\nObjective: To see.\n\nResults: Seen.\n").type == "article"


def test_a_text_that_says_nothing_of_itself_has_an_empty_record() -> None:
    assert described("The house stood at the end of the road.") == Record()
    assert describe("", []) == Record()


def test_a_record_follows_the_segments_not_the_words() -> None:
    text = f"{CITATION}\n{TITLE}"
    named = [
        Segment(0, len(CITATION) + 1, Kind.BOILERPLATE),
        Segment(len(CITATION) + 1, len(text), Kind.TITLE),
    ]

    assert describe(text, named) == Record(title=TITLE)
