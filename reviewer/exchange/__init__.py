"""What other programs read: a function from a snapshot to the bytes of a file for each format."""

from collections.abc import Callable, Mapping

from reviewer.exchange import (
    bibtex,
    codebook_csv,
    codebook_qdc,
    csl_json,
    records_csv,
    ris,
    segments_json,
)
from reviewer.model import Snapshot

__all__ = [
    "FORMATS",
    "bibtex",
    "codebook_csv",
    "codebook_qdc",
    "csl_json",
    "records_csv",
    "ris",
    "segments_json",
]

FORMATS: Mapping[str, Callable[[Snapshot], bytes]] = {
    "csl-json": csl_json.csl_json,
    "ris": ris.ris,
    "bibtex": bibtex.bibtex,
    "csv": records_csv.records_csv,
    "segments-json": segments_json.segments_json,
    "qdc": codebook_qdc.codebook_qdc,
    "codebook-csv": codebook_csv.codebook_csv,
}
