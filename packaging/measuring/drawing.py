"""Draw again what was labelled: `python packaging/measuring/drawing.py [CORPUS]` prints it by what was asked.

The same seeds, strata and order as for `labels.csv`, but for sentences of comments and runs of digits;
`--check` says whether the labels are about these documents.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import suggestions as measuring

from reviewer import text as texts
from reviewer.suggestions.likeness import _STOP, stemmed

COMPARES = re.compile(
    r"randomi|placebo|control|versus|\bvs\b|compar|between groups|cohort|review|meta-analys|healthy", re.I
)
TREATS = re.compile(
    r"case report|case series|single[- ]arm|open[- ]label|uncontrolled|consecutive|pilot|before and after"
    r"|pre.?post|follow-?up|treated with|underwent|treatment",
    re.I,
)
ONE_GROUP = re.compile(
    r"case report|case series|series of \d+|single[- ]arm|one[- ]group|uncontrolled|open[- ]label"
    r"|before[- ]and[- ]after|before[- ]after|pre-?post|pre-?test|consecutive (?:patients|cases)"
    r"|we (?:report|describe|present) (?:a|the|two|three|\w+) (?:case|patient)|case study",
    re.I,
)
PLAIN = {"roles_stripped": 26, "roles_kept": 20, "records": 14}
"""How many abstracts of each form are drawn as they come."""


@dataclass(frozen=True)
class Abstract:
    """An abstract in one of the forms in which the corpus has it."""

    id: str
    text: str
    start: int
    end: int
    title: str

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]


def told(corpus: Path, family: str) -> Iterator[dict[str, Any]]:
    """Yield the documents of a family whose text is as Reviewer cleans it."""
    with gzip.open(corpus / f"{family}.jsonl.gz", "rt", encoding="utf-8") as file:
        for case in map(json.loads, file):
            if texts.clean(case["input"]) == case["text"]:
                yield case


def record(id: str) -> str:
    """Return the record a document was made from."""
    return id.split("/")[1].split("-")[-1]


def abstracts(corpus: Path) -> dict[str, Abstract]:
    """Return each record once, in a form that depends on its name only."""
    forms: dict[str, dict[str, Abstract]] = {}
    for family in PLAIN:
        for case in told(corpus, family):
            own = [span for span in case["spans"] if span[2][0] == "abstract"]
            if own:
                titles = [case["text"][s[0] : s[1]] for s in case["spans"] if s[2][0] == "title"]
                start, end = min(s[0] for s in own), max(s[1] for s in own)
                forms.setdefault(record(case["id"]), {})[family] = Abstract(
                    case["id"], case["text"], start, end, (titles or [""])[0]
                )
    return {name: own[_form(name, sorted(own))] for name, own in forms.items()}


def _form(name: str, forms: list[str]) -> str:
    return forms[int(hashlib.sha1(name.encode()).hexdigest(), 16) % len(forms)]


def plain_and_uncompared(found: dict[str, Abstract]) -> tuple[list[Abstract], list[Abstract]]:
    """Return sixty abstracts as they come, and those without a word of comparison."""
    draw = random.Random(20261127)
    order = sorted(found)
    draw.shuffle(order)
    by_form: dict[str, list[Abstract]] = {family: [] for family in PLAIN}
    uncompared: list[Abstract] = []
    for each in (found[name] for name in order):
        english = len(re.findall(r"\b(the|of|and|in)\b", each.words)) > 8
        if not english or not 500 < each.end - each.start < 3200:
            continue
        if not COMPARES.search(each.words) and TREATS.search(each.words) and len(uncompared) < 40:
            uncompared.append(each)
        else:
            by_form[each.id.split("/")[0]].append(each)
    plain = [each for family, count in PLAIN.items() for each in by_form[family][:count]]
    draw.shuffle(plain)
    return plain, uncompared


def one_group(found: dict[str, Abstract], drawn: list[Abstract]) -> list[Abstract]:
    """Return abstracts that name a design of one group, of those not drawn yet."""
    seen = {record(each.id) for each in drawn}
    names = [name for name in sorted(found) if name not in seen]
    left = [found[name] for name in names if ONE_GROUP.search(found[name].words + found[name].title)]
    random.Random(5).shuffle(left)
    return left


def conclusions(corpus: Path, seen: set[str]) -> list[tuple[str, int, int]]:
    """Return 56 sentences of conclusions that share four words with a result, of abstracts not in `seen`."""
    pairs = []
    for case in told(corpus, "roles_stripped"):
        if record(case["id"]) not in seen:
            own = [
                (r["nlm"][0], r["start"], r["end"], _words(case["text"][r["start"] : r["end"]]))
                for r in case["roles"]
            ]
            results = [words for role, _, _, words in own if role == "RESULTS"]
            near = [
                (start, end) for role, start, end, words in own
                if role == "CONCLUSIONS" and max((len(words & other) for other in results), default=0) >= 4
            ]  # fmt: skip
            if near:
                pairs.append((case["id"], near))
    draw = random.Random(77)
    draw.shuffle(pairs)
    return [(id, *draw.choice(near)) for id, near in pairs[:56]]


def _words(said: str) -> set[str]:
    return {stemmed(word) for word in re.findall(r"[^\W\d_]{3,}", said.casefold()) if word not in _STOP}


def main() -> int:
    """Print what is drawn, or say whether it is what was labelled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=measuring.CORPUS)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    if not args.corpus.is_dir():
        print(f"The texts are not in {args.corpus}; nothing was drawn.", file=sys.stderr)
        return 1
    found = abstracts(args.corpus)
    plain, uncompared = plain_and_uncompared(found)
    single = one_group(found, plain + uncompared[:24])
    drawn = {"all": plain, "control and cause": [*uncompared[:24], *single[:30]]}
    seen = {record(each.id) for each in [*plain, *uncompared, *single]}
    halves = [(each.id, at) for own in drawn.values() for at, each in enumerate(own)]
    halves += [(id, at) for at, (id, _, _) in enumerate(conclusions(args.corpus, seen))]
    if args.check:
        return _checked(halves)
    for asked, own in drawn.items():
        for each in own:
            print(f"\n{asked}: {each.id}")
            for at, (start, end) in enumerate(texts.sentences(each.text, each.start, each.end), 1):
                print(at, " ".join(each.text[start:end].split()))
    for id, start, end in conclusions(args.corpus, seen):
        print(f"\nrestates: {id} {start}-{end}")
    return 0


def _checked(halves: list[tuple[str, int]]) -> int:
    """Say which documents are drawn and were not labelled, or as another half."""
    labelled = {label.document: label.half for label in measuring.labels()}
    other = [id for id, at in halves if labelled.get(id) != ("dev", "test")[at % 2]]
    print(f"{len(halves) - len(other)} of {len(halves)} documents are those that were labelled.", *other)
    return 1 if other else 0


if __name__ == "__main__":
    sys.exit(main())
