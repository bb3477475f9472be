"""csl-json: records for reference managers, with nothing made up."""

from __future__ import annotations

import json
from dataclasses import replace

from reviewer import exchange
from reviewer.exchange import csl_json
from reviewer.model import Document, IndexTerm, Name, PartialDate, Record
from tests.kept import as_kept
from tests.reports import sample


def test_the_seeds_are_as_kept() -> None:
    text = exchange.FORMATS["csl-json"](sample.example()).decode("utf-8")

    assert text == as_kept("records.csl.json", text)


def test_what_the_source_does_not_give_is_left_out() -> None:
    study = json.loads(csl_json.csl_json(sample.example()))[0]

    assert study["id"] == 1
    assert study["issued"] == {"date-parts": [[2011, 4]]}
    assert "author" not in study and "PMID" not in study
    assert study["abstract"].startswith("Objective: To evaluate")


def test_an_abstract_that_is_quoted_is_not_the_abstract_of_the_page() -> None:
    blog = json.loads(csl_json.csl_json(sample.example()))[1]

    assert blog["type"] == "post-weblog"
    assert blog["author"] == [{"literal": "MouseDoctor"}]
    assert "abstract" not in blog


def test_every_field_of_a_full_record_is_written() -> None:
    record = Record(
        "article-journal", "T", (Name("Kim", "S H"), Name(literal="A Group")), "J", PartialDate(2020, 5, 6),
        volume="1", issue="2", pages="3-4", doi="10.1/x", pmid="5", pmcid="PMC6",
        issn="1234-5678", isbn="978",
        url="https://example.org", language="ko", publisher="P", keywords=("a", "b"),
        index_terms=(IndexTerm("Nausea", "chemically induced"), IndexTerm("a")),
    )  # fmt: skip
    item = csl_json.item(Document("", record, 7), "Words.")

    assert item == {
        "id": 7, "type": "article-journal", "title": "T",
        "author": [{"family": "Kim", "given": "S H"}, {"literal": "A Group"}],
        "issued": {"date-parts": [[2020, 5, 6]]}, "container-title": "J", "volume": "1", "issue": "2",
        "page": "3-4", "DOI": "10.1/x", "PMID": "5", "PMCID": "PMC6", "ISSN": "1234-5678", "ISBN": "978",
        "abstract": "Words.", "keyword": "a, b, Nausea/chemically induced", "URL": "https://example.org",
        "language": "ko", "publisher": "P",
    }  # fmt: skip


def test_types_csl_does_not_know_are_documents() -> None:
    document = sample.small("One.").documents[0]

    assert csl_json.item(replace(document, record=Record("leaflet")))["type"] == "document"
