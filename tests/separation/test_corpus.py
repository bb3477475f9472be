"""Real pages of the development set, where it lies beside the project: the shipped weights fit the code.

The weights were learned from these very pages, so this measures nothing but that weights and features
belong together. `packaging/training/separation.py --folds 5` measures on pages that were not seen.
"""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from reviewer.model import Document, Kind
from reviewer.readers import Parsed, read_bytes
from reviewer.separation import separate

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "separation"
FOLDED = {Kind.BYLINE: "boilerplate", Kind.BODY: "commentary"}
FEWEST_RIGHT = 0.85
FAMILIES = ("pasted", "forum", "threads", "quoted", "records", "roles_kept") if CORPUS.is_dir() else ()
PAGES = ("html",) if CORPUS.is_dir() else ()


def cases(family: str, count: int) -> list[dict[str, Any]]:
    with gzip.open(CORPUS / f"{family}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, 0, None, max(1, 160 // count))][:count]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_weights_that_are_shipped_fit_the_features(family: str) -> None:
    right = known = 0
    for case in cases(family, 12):
        for segment in separate(Document(case["text"])):
            kind = FOLDED.get(segment.kind, str(segment.kind))
            for start, end, kinds, _ in case["spans"]:
                shared = min(end, segment.end) - max(start, segment.start)
                if shared > 0 and segment.rule != "blank":
                    known += shared
                    right += shared * (kind in kinds or (kind == "quote" and "comment" in kinds))

    assert right / known >= FEWEST_RIGHT


@pytest.mark.parametrize("family", PAGES)
def test_web_pages_of_the_set_are_read_and_separated(family: str) -> None:
    for case in cases(family, 12):
        item = next(iter(read_bytes(case["input"].encode(), case["file"])))
        assert isinstance(item, Parsed)
        segments = separate(Document(item.text, boxes=item.boxes))
        assert segments[-1].end == len(item.text)
        assert any(segment.kind is not Kind.BOILERPLATE for segment in segments)
