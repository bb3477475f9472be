"""What other programs read: a function from a snapshot to the bytes of a file for each format."""

from collections.abc import Callable, Mapping

from reviewer.exchange import (
    bibtex,
    codebook_csv,
    codebook_qdc,
    csl_json,
    qda_project,
    records_csv,
    ris,
    segments_json,
    web_annotations,
)
from reviewer.language import later
from reviewer.model import Snapshot

__all__ = [
    "FORMATS",
    "bibtex",
    "codebook_csv",
    "codebook_qdc",
    "csl_json",
    "qda_project",
    "records_csv",
    "ris",
    "segments_json",
    "web_annotations",
]

FORMATS: Mapping[str, Callable[[Snapshot], bytes]] = {
    "csl-json": csl_json.csl_json,
    "ris": ris.ris,
    "bibtex": bibtex.bibtex,
    "csv": records_csv.records_csv,
    "segments-json": segments_json.segments_json,
    "qdc": codebook_qdc.codebook_qdc,
    "codebook-csv": codebook_csv.codebook_csv,
    "web-annotations": web_annotations.web_annotations,
    "qdpx": qda_project.qda_project,
}

KINDS: Mapping[str, tuple[str, str]] = {
    "qdpx": (later("Review, REFI-QDA project"), ".qdpx"),
    "web-annotations": (later("Quotes, Web Annotations"), ".jsonld"),
    "qdc": (later("Codebook, REFI-QDA"), ".qdc"),
    "codebook-csv": (later("Codebook, table"), ".csv"),
    "ris": (later("Records, RIS"), ".ris"),
    "bibtex": (later("Records, BibTeX"), ".bib"),
    "csl-json": (later("Records, CSL-JSON"), ".json"),
    "csv": (later("Records, table"), ".csv"),
    "segments-json": (later("Texts with their parts, JSON"), ".json"),
}
"""What a format is called for people, and the suffix of its files."""

OMITTED: Mapping[str, Callable[[Snapshot], list[str]]] = {
    "web-annotations": web_annotations.omitted,
    "qdpx": qda_project.omitted,
}
"""What of a library a format has no place for, with counts; formats that hold one thing only have none."""
