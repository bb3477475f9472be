"""CSL-JSON: lists, `{"items": [...]}`, single objects and one object to a line; works of Crossref too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.readers.csl_fields import record_of
from reviewer.readers.input import Input
from reviewer.readers.json_items import head_of, objects
from reviewer.readers.parsed import Parsed, Rejected, of_record
from reviewer.records.csl_types import CSL_TYPES

FORMAT = "csl-json"
SUFFIXES = (".json", ".csljson", ".jsonl")

_TYPE = re.compile(r"\"type\"\s*:\s*\"([a-z_-]{3,30})\"")
_TITLE = re.compile(r"\"title\"\s*:\s*[\"\[]")
_MARK = re.compile(
    r"\"(family|literal|date-parts|issued|container-title|publisher-place|collection-title|DOI|citation-key)\"\s*:"
)
_CROSSREF = frozenset("journal-article book-chapter proceedings-article posted-content monograph".split())


def sniff(source: Input) -> int:
    """Return 2 for JSON with fields that only bibliographies have, 1 with a type of theirs, else 0."""
    text = head_of(source).lstrip()
    if text[:1] not in ("[", "{"):
        return 0
    marks = set(_MARK.findall(text))
    typed = any(kind in CSL_TYPES or kind in _CROSSREF for kind in _TYPE.findall(text))
    titled = _TITLE.search(text) is not None
    if (typed and marks) or (titled and len(marks) >= 2):
        return 2
    return int(typed and titled)


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of the file; what is no JSON, or has no title, is rejected with its source."""
    for number, line, raw, item in objects(source):
        if isinstance(item, Rejected):
            yield item
            continue
        parsed = of_record(*record_of(item), number, line, FORMAT)
        yield Rejected(number, line, parsed.reason, raw) if isinstance(parsed, Rejected) else parsed
