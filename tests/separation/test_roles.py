"""Every sentence of an abstract gets its role: from its label in any form, else from its words and place.

The abstracts here were written for these tests. The last tests measure on the development set where it is.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer import settings as app
from reviewer import text as texts
from reviewer.model import Role
from reviewer.separation import roles
from reviewer.separation.labels import labels, roles_of

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "separation"

LEAST_RIGHT = {"roles_kept": 0.99, "records": 0.99, "roles_stripped": 0.9}
"""Shares of sentences. The last family was learned from: it tells whether the weights fit the code."""
MEASURED = LEAST_RIGHT if CORPUS.is_dir() else {}

SALICIN = {
    "background": "Knee pain is common in older adults and current drugs often harm the stomach.",
    "objective": "To determine whether willow bark relieves knee pain.",
    "methods": "We randomised 120 adults with knee pain to willow bark or placebo for six weeks.",
    "results": "Pain fell by 12 points with willow bark and by 11 points with placebo (p = 0.62).",
    "conclusions": "These findings suggest that willow bark should not be used for knee pain.",
}


def lines_of(text: str) -> list[tuple[int, int]]:
    found, position = [], 0
    for line in text.split("\n"):
        start, end = texts.trim(text, position, position + len(line))
        position += len(line) + 1
        if start < end:
            found.append((start, end))
    return found


def told(text: str) -> list[tuple[str, str]]:
    return [(p.role.value if p.role else "", p.label) for p in roles.passages(text, lines_of(text))]


def abstract(form: str, names: dict[str, str] | None = None) -> str:
    names = names or {role: role.capitalize() for role in SALICIN}
    return form[-1].join(
        form[:-1].replace("L", names[role]).replace("W", words) for role, words in SALICIN.items()
    )


@pytest.mark.parametrize(
    "form",
    ["L\nW\n", "L:\nW\n", "L: W\n", "L: W ", "[L] W ", "(L) W ", "L. W ", "L W ", "L — W ", "LW ", "L : W\n"],
)
def test_a_label_is_known_in_every_form(form: str) -> None:
    assert told(abstract(form)) == [(role, role.capitalize()) for role in SALICIN]


@pytest.mark.parametrize("form", ["L\nW\n", "L: W ", "L W ", "[L] W "])
def test_labels_in_capitals(form: str) -> None:
    names = {role: role.upper() for role in SALICIN}
    assert told(abstract(form, names)) == [(role, role.upper()) for role in SALICIN]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Materials & Methods", "methods"),
        ("Patients and methods", "methods"),
        ("Main outcome measures", "outcomes"),
        ("MAIN OUTCOME(S)", ""),
        ("DATA SOURCES", "methods"),
        ("STUDY SELECTION", "methods"),
        ("Data synthesis", "results"),
        ("Purpose of the Review", "objective"),
        ("Recent findings", "results"),
        ("What this paper adds", "conclusions"),
        ("Implications for nursing practice", "conclusions"),
        ("Conclusions and clinical relevance", "conclusions"),
        ("Limitations", "conclusions"),
        ("Design of the study", "design"),
        ("Setting and patients", "participants"),
        ("Design, setting, and participants", "methods"),
        ("Methodology/Principal Findings", "methods results"),
        ("Introduction and objectives", "background objective"),
        ("METHODS AND RESULTS", "methods results"),
        ("Trial registration", "other"),
        ("Patienten und Methoden", "methods"),
        ("Schlussfolgerungen", "conclusions"),
        ("Patients et méthodes", "methods"),
        ("Matériels et méthodes", "methods"),
        ("Resultados", "results"),
        ("Pacientes y métodos", "methods"),
        ("Our results", "results"),
        ("The willow", ""),
        ("Follow-up", ""),
        ("In conclusion", ""),
    ],
)
def test_what_a_label_opens(label: str, expected: str) -> None:
    assert " ".join(role.value for role in roles_of(label)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Results showed that pain fell in both groups. Conclusions were drawn by two readers.",
        "Patients were asked about their pain. Methods differed between the sites. Design was free.",
        "We asked two questions: does it help, and whom? Patients with MS took part. Results in men fell.",
    ],
)
def test_words_within_sentences_are_no_labels(words: str) -> None:
    assert labels(words, [(0, len(words))]) == []


def test_ten_labels_of_one_abstract() -> None:
    names = "Background Objective Design Setting Patients Interventions Measurements Results Limitations"
    text = "\n".join(
        f"{name}: Words about {name.lower()} stand here." for name in [*names.split(), "Conclusions"]
    )
    expected = "background objective design setting participants intervention outcomes results"

    assert [role for role, _ in told(text)] == [*expected.split(), "conclusions", "conclusions"]


def test_a_heading_and_a_bare_label_belong_to_what_follows() -> None:
    text = "Abstract\n\nAims\n\nTo see.\n\nMethods\n\nWe looked.\n\nResults"
    found = roles.passages(text, lines_of(text))

    assert [text[p.start : p.end] for p in found] == [
        "Abstract\n\nAims\n\nTo see.",
        "Methods\n\nWe looked.",
        "Results",
    ]


def test_summary_above_labels_is_a_heading() -> None:
    text = (
        "Summary Background: Pain is common. Methods: We looked. Findings: It fell. Interpretation: It helps."
    )

    assert [role for role, _ in told(text)] == ["background", "methods", "results", "conclusions"]


def test_the_sentences_of_a_joint_label_are_told_apart() -> None:
    text = (
        f"BACKGROUND: {SALICIN['background']} METHODS AND RESULTS: {SALICIN['methods']} {SALICIN['results']} "
        f"CONCLUSIONS: {SALICIN['conclusions']}"
    )
    found = roles.passages(text, [(0, len(text))])

    assert [(p.role, p.label) for p in found[1:3]] == [
        (Role.METHODS, "METHODS AND RESULTS"),
        (Role.RESULTS, "METHODS AND RESULTS"),
    ]
    assert "section label “METHODS AND RESULTS”; “" in found[1].rule


@pytest.mark.parametrize("between", [" ", "\n", "\n\n"])
def test_an_abstract_without_labels(between: str) -> None:
    text = between.join(SALICIN.values())
    found = roles.passages(text, lines_of(text))

    assert [p.role.value for p in found if p.role] == list(SALICIN)
    assert all(p.label == "" and 0.3 < p.confidence <= 1 for p in found)
    assert found[2].rule == "“we randomised” speaks of methods; third of five sentences"


@pytest.mark.parametrize(
    "text",
    [
        "Knieschmerz ist bei Älteren häufig. Ziel der Studie war es, den Nutzen von Weidenrinde zu prüfen. "
        "Wir untersuchten 120 Patienten in einer randomisierten Studie. Der Schmerz unterschied sich nicht "
        "signifikant (p = 0,62). Unsere Ergebnisse legen nahe, dass Weidenrinde nicht helfen kann.",
        "La douleur du genou est fréquente. L'objectif de cette étude était d'évaluer l'écorce de saule. "
        "Nous avons inclus 120 patients dans une étude prospective. La douleur était similaire dans les deux "
        "groupes (p = 0,62). Nos résultats suggèrent que le saule ne doit pas être utilisé.",
    ],
)
def test_other_languages_share_the_ways_of_speaking(text: str) -> None:
    found = [role for role, _ in told(text)]

    assert found[0] == "background"
    assert found[-3:] == ["methods", "results", "conclusions"]


def test_a_hard_wrapped_sentence_stays_whole() -> None:
    text = (
        "Methods: We randomised 120 adults with\nknee pain to two groups.\nResults: Pain fell\nby 12 points."
    )

    assert [role for role, _ in told(text)] == ["methods", "results"]


def test_one_plain_sentence_has_no_role() -> None:
    found = roles.passages("A letter on willow bark.", [(0, 24)])

    assert [(p.start, p.end, p.role) for p in found] == [(0, 24, None)]
    assert roles.passages("", []) == []


def test_the_first_seed_comes_apart_at_its_labels() -> None:
    text = app.seed("000_9a9b5616f882b154.txt").read_text("utf-8")
    found = roles.passages(text, [s for s in lines_of(text) if 181 <= s[0] < 1629])

    assert [(p.role.value if p.role else "", p.start) for p in found] == [
        ("objective", 181),
        ("design", 406),
        ("setting", 469),
        ("participants", 536),
        ("intervention", 753),
        ("outcomes", 842),
        ("results", 1006),
        ("conclusions", 1447),
    ]


def test_the_second_seed_is_covered_by_passages_with_roles() -> None:
    text = app.seed("002_6655412ea27c3016.txt").read_text("utf-8")
    found = roles.passages(text, [s for s in lines_of(text) if 41 <= s[0] < 1422])

    assert (found[0].start, found[-1].end) == (41, 1422)
    assert [p.role.value for p in found if p.role] == ["background", "methods", "results", "conclusions"]
    assert all(not text[a.end : b.start].strip() for a, b in zip(found, found[1:], strict=False))


WORDS = st.sampled_from(
    [
        "Results",
        "Methods:",
        "METHODS",
        "[Aim]",
        "we found",
        "p < .05.",
        "e.g.",
        ".",
        "?",
        ":",
        "Abstract",
        "x",
    ]
)


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=8).map("\n".join) | st.text(max_size=80))
def test_passages_hold_all_words_in_order(text: str) -> None:
    stretches = lines_of(text)
    found = roles.passages(text, stretches)

    assert all(p.start < p.end and texts.trim(text, p.start, p.end) == (p.start, p.end) for p in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    outside = set(range(len(text))) - {at for p in found for at in range(p.start, p.end)}
    assert not any(text[at].strip() for start, end in stretches for at in range(start, end) if at in outside)
    assert found == roles.passages(text, stretches)


# --- measured -----------------------------------------------------------------------------------


def share_right(family: str) -> float:
    right: Counter[bool] = Counter()
    with gzip.open(CORPUS / f"{family}.jsonl.gz", "rt", encoding="utf-8") as file:
        for case in map(json.loads, file):
            right.update(verdicts(case) if case["roles"] else [])
    return right[True] / right.total()


def verdicts(case: dict[str, Any]) -> list[bool]:
    text = case["text"]
    spans = [
        (start, end)
        for start, end, kinds, _ in sorted(case["spans"], key=lambda s: s[:2])
        if "abstract" in kinds
    ]
    stretches = [(start + a, start + b) for start, end in spans for a, b in lines_of(text[start:end])]
    found = roles.passages(text, stretches)
    folded = {"design", "setting", "participants", "intervention", "outcomes"}
    told = []
    for sentence in case["roles"]:
        votes: Counter[str] = Counter()
        for p in found:
            votes[p.role.value if p.role else ""] += max(
                0, min(p.end, sentence["end"]) - max(p.start, sentence["start"])
            )
        role = votes.most_common(1)[0][0]
        told.append(("METHODS" if role in folded else role.upper()) in sentence["nlm"])
    return told


@pytest.mark.parametrize("family", MEASURED)
def test_roles_of_the_development_set(family: str) -> None:
    assert share_right(family) >= MEASURED[family]
