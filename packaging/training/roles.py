"""Learn the roles of sentences: `python packaging/training/roles.py CORPUS_FOLDER`.

Writes resources/separation/roles.json.gz, the same bytes from the same texts. Needs numpy and scipy.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import crf
import numpy as np

from reviewer.separation import moves

NLM = ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS")
FAMILIES = ("roles_stripped", "records")
PENALTY, LEAST, ROUNDS = 2.0, 2, 80


def abstracts(folder: Path) -> list[dict[str, Any]]:
    """Return every record with known roles once: its sentences and the roles gold accepts for each."""
    found: dict[str, dict[str, Any]] = {}
    for family in FAMILIES:
        with gzip.open(folder / f"{family}.jsonl.gz", "rt", encoding="utf-8") as file:
            for case in map(json.loads, file):
                record = case["id"].split("/")[1].split("-")[-1]
                if case.get("roles") and record not in found:
                    found[record] = _abstract(case, record)
    return list(found.values())


def _abstract(case: dict[str, Any], record: str) -> dict[str, Any]:
    text, roles = case["text"], case["roles"]
    return {
        "record": record,
        "sentences": [" ".join(text[r["start"] : r["end"]].split()) for r in roles],
        "gold": [r["nlm"] for r in roles],
        "scored": case["family"] == "roles_stripped",
    }


def sequence(abstract: dict[str, Any]) -> crf.Sequence_:
    """Return an abstract as the trainer takes it."""
    names = moves.features(abstract["sentences"])
    mask = np.array([[label in gold for label in NLM] for gold in abstract["gold"]], dtype=float)
    return crf.Sequence_(names, mask, np.zeros(len(names), dtype=int))


def main() -> None:
    data = [sequence(each) for each in abstracts(Path(sys.argv[1]))]
    trainer = crf.Trainer([label.lower() for label in NLM], kinds=1, penalty=PENALTY, least=LEAST)
    trainer.fit(data, rounds=ROUNDS)
    target = ROOT / "resources" / "separation" / "roles.json.gz"
    target.parent.mkdir(exist_ok=True)
    print(trainer.save(target, 0.03), "features;", target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
