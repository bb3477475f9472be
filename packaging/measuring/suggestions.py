"""How often suggestions are right: `python packaging/measuring/suggestions.py [CORPUS] [--half dev|test]`.

Holds what the rules propose against `labels.csv` (how it was labelled: LABELLING.md). The texts are not part
of the project: CORPUS is the development set of separation, by default ../shared/corpus/separation beside the
project. With `--apart` the roles of sentences come from weights learned without the labelled abstracts (needs
numpy and scipy, takes a minute); the shipped weights have seen them. `--wrong` lists what was wrong.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from reviewer.appraisal.counts import exact_interval
from reviewer.model import (
    Claim,
    Document,
    Kind,
    QuoteLink,
    Role,
    Segment,
    Span,
    Stance,
    Study,
    Suggestion,
    Voice,
)
from reviewer.model import SuggestionKind as K
from reviewer.separation import separate
from reviewer.suggestions import RULES, Material
from reviewer.suggestions.directions import direction_of
from reviewer.suggestions.restating import lost_between

CORPUS = ROOT.parent / "shared" / "corpus" / "separation"
FAMILIES = ("records", "roles_kept", "roles_stripped", "threads", "pasted", "forum")
PICO = (K.POPULATION, K.INTERVENTION, K.COMPARATOR, K.OUTCOME)
NUMBERS = {"A count": "count", "A share": "share", "An interval": "interval", "A p value": "p"}


@dataclass(frozen=True)
class Label:
    """One answer of a reader about a stretch of a document."""

    half: str
    document: str
    start: int
    end: int
    asks: str
    answer: str
    reading: int


@dataclass
class Case:
    """A labelled document: its text, its parts as Reviewer separates it, and its labels by what was asked."""

    text: str
    gold: dict[str, Any]
    labels: dict[str, list[Label]] = field(default_factory=lambda: defaultdict(list))

    def material(self, claim: Span | None = None, design: str = "") -> Material:
        document = Document(self.text, id=1)
        links, claims = (), ()
        if claim is not None:
            claims = (Claim(1, 1, "What it found"),)
            links = (QuoteLink(1, 1, claim, Stance.SUPPORTS, Voice.STUDY),)
        study = Study(1, design=design) if design else None
        return Material(document, separate(document), claims, links, study)


@dataclass
class Tally:
    """What was proposed and what was to be found, as places that are right, wrong and missed."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    found: int = 0
    missed: list[str] = field(default_factory=list)

    def proposed(self, good: bool, place: str) -> None:
        self.right += good
        if not good:
            self.wrong.append(place)

    def sought(self, found: bool, place: str) -> None:
        self.found += found
        if not found:
            self.missed.append(place)

    def __str__(self) -> str:
        read, due = self.right + len(self.wrong), self.found + len(self.missed)
        return f"{_share(self.right, read):>32}  {_share(self.found, due):>32}"


def _share(good: int, total: int) -> str:
    interval = exact_interval(good, total)
    if interval is None:
        return "0 of 0"
    return f"{good} of {total}, {100 * good / total:.0f} % ({100 * interval[0]:.0f}–{100 * interval[1]:.0f})"


# ------------------------------------------------------------------ labels and texts


def labels() -> list[Label]:
    """Return every label, those of both readings."""
    with open(HERE / "labels.csv", encoding="utf-8", newline="") as file:
        return [
            Label(
                row["half"], row["document"], int(row["start"]), int(row["end"]), row["asks"], row["answer"],
                int(row["reading"]),
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def cases(corpus: Path, wanted: Iterable[Label]) -> dict[str, Case]:
    """Return the labelled documents with their labels; stops where words are not those that were labelled."""
    by_document = defaultdict(list)
    for label in wanted:
        by_document[label.document].append(label)
    found = {}
    for family in FAMILIES:
        with gzip.open(corpus / f"{family}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                gold = json.loads(line)
                if gold["id"] in by_document:
                    found[gold["id"]] = Case(gold["text"], gold)
    for name, own in by_document.items():
        for label in own:
            found[name].labels[label.asks].append(label)
    return found


def words_that_differ(corpus: Path) -> list[str]:
    """Return the labels whose words are others in this corpus."""
    every = labels()
    found = cases(corpus, every)
    with open(HERE / "labels.csv", encoding="utf-8", newline="") as file:
        kept = [row["words"] for row in csv.DictReader(file)]
    return [
        f"{label.document} {label.start}"
        for label, words in zip(every, kept, strict=True)
        if sha256(found[label.document].text[label.start : label.end].encode()).hexdigest()[:16] != words
    ]


def learn_apart(corpus: Path, labelled: set[str]) -> None:
    """Let roles be told by weights that were learned without the labelled abstracts."""
    sys.path.insert(0, str(ROOT / "packaging" / "training"))
    import roles as training

    from reviewer.separation import chain, judging

    own = {name.split("/")[1].split("-")[-1] for name in labelled}
    learned = training.learn([each for each in training.abstracts(corpus) if each.record not in own])
    steps = chain.Model(
        labels=tuple(role.value for role in judging.LABELS), weights={},
        steps=(tuple(tuple(row) for row in learned["steps"]),),
        first=tuple(learned["begin"]), last=tuple(learned["end"]),
    )  # fmt: skip
    first, curve = learned["first"], judging._weights().curve
    weights = judging.Weights(first.features, first.words, first.biases, learned["second"], steps, curve)
    judging._weights = lambda: weights


# ------------------------------------------------------------------ holding one against the other


def over(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two stretches share at least half of the shorter."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return 2 * shared >= min(a[1] - a[0], b[1] - b[0]) and shared > 0


def at(each: Label | Suggestion) -> tuple[int, int]:
    return (each.start, each.end) if isinstance(each, Label) else (each.span.start, each.span.end)


def asked(rule: str, material: Material) -> list[Suggestion]:
    return [each for each in RULES[rule](material) if each is not None]


def sentences_said(case: Case, name: str, told: dict[str, Tally]) -> None:
    """Hold results and conclusions against the labels of sentences."""
    if "says" not in case.labels:
        return
    material = case.material()
    found = {
        kind: asked(rule, material)
        for rule, kind in (("statements", "result"), ("conclusions", "conclusion"))
    }
    for kind, proposed in found.items():
        for each in proposed:
            answers = [label.answer.split()[0] for label in case.labels["says"] if over(at(label), at(each))]
            if "either" not in answers:
                told[kind].proposed(kind in answers or "both" in answers, f"{name} {each.span.start}")
                told["result or conclusion"].proposed(bool(answers), f"{name} {each.span.start}")
    for label in case.labels["says"]:
        kind = label.answer.split()[0]
        if kind != "either":
            hit = {k for k, own in found.items() if any(over(at(label), at(each)) for each in own)}
            if kind != "both":
                told[kind].sought(kind in hit, f"{name} {label.start}")
            told["result or conclusion"].sought(bool(hit), f"{name} {label.start}")


def directions_told(case: Case, name: str, told: dict[str, Tally]) -> None:
    for label in case.labels.get("says", ()):
        kind, _, way = label.answer.partition(" ")
        if kind == "either":
            continue
        said = direction_of(case.text[label.start : label.end])
        if said is not None:
            told["direction"].proposed(
                said[0].value == way, f"{name} {label.start} {said[0].value} for {way}"
            )
        if way != "none":
            told["direction"].sought(said is not None and said[0].value == way, f"{name} {label.start} {way}")


def study_told(case: Case, name: str, told: dict[str, Tally]) -> None:
    found = {each.kind.value: each for each in asked("studies", case.material())}
    for kind in ("design", "participants"):
        for label in case.labels.get(kind, ()):
            answers = label.answer.split(";")
            each = found.get(kind)
            good = each is not None and each.value in answers
            if each is not None:
                told[kind].proposed(good, f"{name} {each.span.start} {each.value} for {label.answer}")
            if "none" not in answers:
                told[kind].sought(good, f"{name} {label.answer}")


def pico_told(case: Case, name: str, told: dict[str, Tally]) -> None:
    if "population" not in case.labels:
        return
    said = next((label for label in case.labels.get("says", ())), case.labels["population"][0])
    claim = Span(1, said.start, said.end, case.text[said.start : said.end])
    found = {each.kind: each for each in asked("pico", case.material(claim))}
    for kind in PICO:
        own = case.labels[kind.value]
        named = [label for label in own if label.answer == "named"]
        each = found.get(kind)
        good = each is not None and any(over(at(label), at(each)) for label in named)
        if each is not None:
            told[kind.value].proposed(good, f"{name} {each.span.start} “{each.value}”")
        if named and len(named) == len(own):
            told[kind.value].sought(good, f"{name} {named[0].start}")


def numbers_told(case: Case, name: str, told: dict[str, Tally]) -> None:
    if "number" not in case.labels:
        return
    found = asked("numbers", case.material())
    for label in case.labels["number"]:
        inside = [each for each in found if each.span.start <= label.start and label.end <= each.span.end]
        kinds = {NUMBERS[each.reason.removesuffix(" in a result")] for each in inside}
        good = bool(kinds & set(label.answer.split(";")))
        if inside:
            told["number"].proposed(good, f"{name} {label.start} {kinds} for {label.answer}")
        if label.answer != "other":
            told["number"].sought(good, f"{name} {label.start} {label.answer}")


def causes_told(case: Case, name: str, told: dict[str, Tally]) -> None:
    if "control" not in case.labels:
        return
    uncontrolled = case.labels["control"][0].answer == "no"
    for kind, design in (("causal", ""), ("causal, design known", "single-arm study")):
        if design and not uncontrolled:
            continue
        found = asked("causal", case.material(design=design))
        for each in found:
            good = uncontrolled and any(over(at(label), at(each)) for label in case.labels["cause"])
            told[kind].proposed(good, f"{name} {each.span.start} “{each.span.exact}”")
        for label in case.labels.get("cause", ()):
            told[kind].sought(any(over(at(label), at(each)) for each in found), f"{name} {label.start}")


def restatements_told(case: Case, name: str, told: dict[str, Tally]) -> None:
    """Ask what a conclusion says again of the results, as if somebody else had written the conclusion."""
    parts = _two_voices(case)
    if not any(part.voice is Voice.COMMENTARY for part in parts):
        return
    pairs = [label for label in case.labels.get("restates", ()) if label.answer != "none"]
    found = asked("restated", Material(Document(case.text, id=1), parts))
    for each in found:
        _held_against(each, [label for label in pairs if over(at(label), at(each))], name, told)
    for place in {at(label) for label in pairs}:
        told["says again"].sought(any(over(place, at(each)) for each in found), f"{name} {place[0]}")
    for label in pairs:
        (start, end), lost = _beside(label)
        said = {str(each) for each in lost_between(case.text[start:end], case.text[label.start : label.end])}
        for kind in ("hedge", "population", "number"):
            place = f"{name} {label.start} beside {start}"
            if kind in said:
                told[f"lost: {kind}"].proposed(kind in lost, place)
            if kind in lost:
                told[f"lost: {kind}"].sought(kind in said, place)


def _two_voices(case: Case) -> list[Segment]:
    """Return the results as the study's words and the conclusion as those of a commentator."""
    results = [
        at(label) for label in case.labels.get("says", ()) if not label.answer.startswith("conclusion")
    ]
    others = [at(label) for label in case.labels.get("says", ()) if label.answer.startswith("conclusion")]
    if not results and "restates" in case.labels:
        results = [(role["start"], role["end"]) for role in case.gold["roles"] if role["nlm"][0] == "RESULTS"]
        others = list({at(label) for label in case.labels["restates"]})
    parts = [Segment(*place, Kind.ABSTRACT, Voice.STUDY, Role.RESULTS) for place in results]
    return sorted(
        parts + [Segment(*p, Kind.COMMENTARY, Voice.COMMENTARY) for p in others], key=lambda each: each.start
    )


def _beside(label: Label) -> tuple[tuple[int, int], set[str]]:
    """Return the sentence that a label says is restated, and what is lost beside it."""
    place, _, lost = label.answer.partition(":")
    start, end = map(int, place.split("-"))
    return (start, end), set(filter(None, lost.split("+")))


def _held_against(each: Suggestion, pairs: list[Label], name: str, told: dict[str, Tally]) -> None:
    """Count a restatement as right where one was labelled, one that says what is lost if all of it is."""
    assert each.other is not None
    place = f"{name} {each.span.start} beside {each.other.start} {'+'.join(each.lost)}"
    told["says again"].proposed(bool(pairs), place)
    same = [label for label in pairs if over(_beside(label)[0], (each.other.start, each.other.end))] or pairs
    if each.kind is K.DRIFT:
        told["drift"].proposed(any(set(map(str, each.lost)) <= _beside(label)[1] for label in same), place)
    else:
        told["restated"].proposed(bool(pairs), place)


def comments_told(case: Case, name: str, told: dict[str, Tally]) -> None:
    """Ask what comments say again of an article, as if the article were the study."""
    if "says again" not in case.labels:
        return
    parts = [
        Segment(start, end, Kind.ABSTRACT, Voice.STUDY, Role.OTHER) if kinds[0] == "commentary"
        else Segment(start, end, Kind.COMMENT, Voice.READER, comment=n)
        for n, (start, end, kinds, _) in enumerate(case.gold["spans"])
        if kinds[0] == "commentary" or kinds == ["comment"]
    ]  # fmt: skip
    found = asked("restated", Material(Document(case.text, id=1), parts))
    for label in case.labels["says again"]:
        answer = label.answer.split(":")[1]
        hit = any(over(at(label), at(each)) for each in found)
        which = "comment, copied" if answer == "copied" else "comment, in own words"
        if hit:
            told[which].proposed(answer != "no", f"{name} {label.start}")
        if answer != "no":
            told[which].sought(hit, f"{name} {label.start}")


HELD: tuple[Callable[[Case, str, dict[str, Tally]], None], ...] = (
    sentences_said, directions_told, study_told, pico_told, numbers_told, causes_told, restatements_told,
    comments_told,
)  # fmt: skip


# ------------------------------------------------------------------ the reader and themselves


TWICE = ("says", "control", "design", "participants", "cause", "restates")


def agreement(every: list[Label]) -> Iterator[str]:
    """Yield how often the second reading of some documents gave an answer of the first, by what was asked."""
    second = {label.document for label in every if label.reading == 2}
    answers: dict[tuple[str, str, int], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for label in every:
        if label.document in second and label.asks in TWICE:
            place = answers[label.asks, label.document, label.start]
            place[label.reading] |= set(label.answer.split(";"))
    for asks in TWICE:
        own = [given for (name, _, _), given in answers.items() if name == asks]
        same = sum(bool(given[1] & given[2]) for given in own)
        yield f"{asks:22} {_share(same, len(own)):>32}"


def main() -> int:
    """Print precision and recall of each kind, with exact 95 % intervals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--half", choices=("dev", "test"), default="dev")
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    if not args.corpus.is_dir():
        print(
            f"The texts that were labelled are not in {args.corpus}; nothing was measured.", file=sys.stderr
        )
        print("They are no part of the project: name the folder they are in.", file=sys.stderr)
        return 1
    if differ := words_that_differ(args.corpus):
        print(
            f"{len(differ)} labels are about other words than this corpus has, first {differ[0]}.",
            file=sys.stderr,
        )
        return 1
    every = labels()
    if args.apart:
        learn_apart(args.corpus, {label.document for label in every})
    told: dict[str, Tally] = defaultdict(Tally)
    for name, case in cases(
        args.corpus, [each for each in every if each.half == args.half and each.reading == 1]
    ).items():
        for hold in HELD:
            hold(case, name, told)
    print(f"{args.half:22} {'right of those proposed':>32}  {'found of those to find':>32}")
    for kind, tally in told.items():
        print(f"{kind:22} {tally}")
        if args.wrong:
            print(
                *(f"    wrong  {place}" for place in tally.wrong),
                *(f"    missed {p}" for p in tally.missed),
                sep="\n",
            )
    print("\nthe same answer in a second reading")
    print(*agreement(every), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
