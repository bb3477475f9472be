"""The JSON of everything is valid under the schema that is published, and holds what is stored."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from reviewer.model import Snapshot
from reviewer.reports import Options, build
from reviewer.reports.to_json import SCHEMA, to_json
from reviewer.settings import resource
from tests.kept import as_kept, resource_as_kept
from tests.reports import json_schema, sample
from tests.reports.test_tables import torn


def data(snapshot: Snapshot, options: Options | None = None) -> Any:
    return json.loads(to_json(build(snapshot, options))[0])


def test_the_schema_is_that_of_the_tables() -> None:
    now = json_schema.schema(build(sample.example()).tables)

    assert now == resource_as_kept("schema/report-1.schema.json", now)
    jsonschema.Draft202012Validator.check_schema(json.loads(now))
    assert json.loads(now)["$id"] == SCHEMA


@pytest.mark.parametrize("snapshot", [sample.example(), sample.empty(), sample.small("=1", "<b>"), torn()])
def test_every_report_is_valid(snapshot: Snapshot) -> None:
    schema = json.loads(resource("schema/report-1.schema.json").read_text(encoding="utf-8"))
    checks = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())

    assert [error.message for error in checks.iter_errors(data(snapshot))] == []
    assert not checks.is_valid({**data(snapshot), "tables": {}})


def test_the_tables_of_the_example_are_as_kept() -> None:
    now = json.dumps(data(sample.example())["tables"], ensure_ascii=False, indent=1) + "\n"

    assert now == as_kept("example-tables.json", now)
    assert to_json(build(sample.example())) == to_json(build(sample.example()))


def test_values_need_no_guard_and_unknown_is_null() -> None:
    found = data(sample.small("=1+1"))["tables"]

    assert found["claims"][0]["statement"] == "=1+1"
    assert found["documents"][0]["year"] is None
    assert found["quotes"][0]["counts"] is True
