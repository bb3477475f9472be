"""How records are kept as JSON: as the encoder of the standard library would write them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reviewer.library import records_json
from reviewer.model import IndexTerm, Name, PartialDate, Record, Relation

WORDS = st.text(max_size=4)
SOME = st.text(min_size=1, max_size=4)
NUMBERS = st.none() | st.integers(0, 12)
NAMES = st.builds(Name, WORDS, WORDS, literal=WORDS, particle=WORDS)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "type": SOME,
    "title": WORDS,
    "authors": st.tuples(NAMES, NAMES),
    "issued": st.builds(PartialDate, st.integers(), NUMBERS, NUMBERS),
    "keywords": st.tuples(WORDS, WORDS),
    "index_terms": st.tuples(st.builds(IndexTerm, SOME, WORDS, st.booleans())),
    "extra": st.tuples(st.tuples(SOME, WORDS)),
    "related": st.tuples(st.builds(Relation, SOME, WORDS)),
}


def _not_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", ())}


@given(st.fixed_dictionaries({}, optional=FIELDS).map(lambda values: Record(**values)))
def test_a_record_is_sorted_json_without_empty_fields_and_comes_back(record: Record) -> None:
    values = _not_empty(asdict(record))
    for name in ("authors", "editors", "index_terms", "related"):
        if name in values:
            values[name] = [_not_empty(each) for each in values[name]]
    for name in ("issued", "epub"):
        if name in values:
            values[name] = _not_empty(values[name])
    written = records_json.to_json(record)

    assert written == json.dumps(values, ensure_ascii=False, sort_keys=True)
    assert records_json.from_json(written) == record
