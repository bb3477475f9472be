"""What other programs made comes in whole, once, and goes with one undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import library
from reviewer.actions import codebook, history
from reviewer.actions.bringing import bring_in
from reviewer.exchange import FORMATS
from reviewer.exchange.codes import of_tags
from reviewer.library import Library, claims

SECOND = ("qdc", "codebook-csv")


def written(lib: Library, folder: Path, format: str) -> Path:
    path = folder / f"out.{format}"
    path.write_bytes(FORMATS[format](library.snapshot(lib)))
    return path


@pytest.mark.parametrize("format", SECOND)
def test_a_codebook_comes_in_again(review: Library, tmp_path: Path, format: str) -> None:
    other = library.create(tmp_path / "other.reviewlib")
    first = claims.tags(review)[0]
    codebook.edit_tag(review, first.id, use_when="often", avoid_when="never")
    path = written(review, tmp_path, format)

    rehearsed = bring_in(other, path, rehearse=True)
    assert claims.tags(other) == [] and rehearsed.changes.op == 0
    result = bring_in(other, path)

    assert result.added == rehearsed.added == {"tags": len(claims.tags(review))} and not result.known
    assert of_tags(claims.tags(other)) == of_tags(claims.tags(review))
    again = bring_in(other, path)
    assert again.known == result.added and not again.added and not again.omitted
    history.undo(other)
    assert claims.tags(other) == []
    other.close()


def test_what_is_there_stays_and_is_said(seeds: Library, tmp_path: Path) -> None:
    mine = codebook.add_tag(seeds, "Safety", definition="Mine").created
    codebook.add_tag(seeds, "Harm", mine)
    path = tmp_path / "theirs.csv"
    path.write_text("level,tag,definition\n1,safety,Theirs\n2,Harm,Their harm\n2,Heart,\n", encoding="utf-8")

    result = bring_in(seeds, path)

    assert (result.added, result.known) == ({"tags": 1}, {"tags": 2})
    assert [(tag.name, tag.definition) for tag in claims.tags(seeds)] == [
        ("Safety", "Mine"), ("Harm", "Their harm"), ("Heart", ""),
    ]  # fmt: skip
    assert result.omitted == ["“Safety” is described otherwise here; that stays."]
