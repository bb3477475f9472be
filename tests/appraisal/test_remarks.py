"""Surrogate outcomes and spin: what raises a remark, with which words, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal import flags as door
from reviewer.appraisal.remarks import spin, surrogate
from reviewer.model import Document, Kind, Role, Segment, Span, Voice


def part(text: str, role: Role | None, voice: Voice = Voice.STUDY) -> list[Segment]:
    return [Segment(0, len(text), Kind.ABSTRACT, voice, role)]


def surrogates(text: str, role: Role | None = Role.RESULTS, voice: Voice = Voice.STUDY) -> list[str]:
    return [s.exact for f in surrogate(Document(text, id=3), part(text, role, voice)) for s in f.spans]


def spun(text: str, role: Role | None = Role.CONCLUSIONS, uncontrolled: bool = False) -> dict[str, list[str]]:
    found = spin(Document(text, id=3), part(text, role), uncontrolled)
    return {flag.message: [span.exact for span in flag.spans] for flag in found}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Serum ferritin levels fell.", ["Serum ferritin levels"]),
        ("LDL cholesterol and HbA1c fell.", ["LDL cholesterol", "HbA1c"]),
        ("Memory B cells fell, NK cells rose.", ["Memory B cells", "NK cells"]),
        ("CD4 counts and viral load improved.", ["CD4 counts", "viral load"]),
        ("New lesions were fewer.", ["New lesions"]),
        ("Neutralising antibody titres rose.", ["antibody titres"]),
        ("Relapses and deaths were fewer; quality of life rose.", []),
        ("Skin lesions healed in all cells of the table.", []),
    ],
)
def test_surrogate_outcomes(text: str, words: list[str]) -> None:
    assert surrogates(text) == words


def test_a_surrogate_is_a_result_of_a_study() -> None:
    assert surrogates("HbA1c was measured.", Role.METHODS) == []
    assert surrogates("HbA1c fell.", Role.RESULTS, Voice.READER) == []
    assert surrogates("HbA1c fell.", None) == ["HbA1c"]


@pytest.mark.parametrize(
    ("text", "uncontrolled", "found"),
    [
        ("There was a trend towards fewer deaths (p = 0.08).", False, ["trend towards"]),
        ("It approached statistical significance (P=0.06).", False, ["approached statistical significance"]),
        ("It is a promising and highly effective drug.", False, ["promising", "highly effective"]),
        ("It should be considered first-line.", True, ["should be considered", "first-line"]),
        ("It should be considered first-line.", False, []),
        ("It significantly lowers deaths.", False, ["significantly"]),
        ("It significantly lowers deaths (95% CI 0.5 to 0.8).", False, []),
        ("Deaths fell significantly, p<0.01.", False, []),
        ("The change was not significant.", False, []),
        ("Deaths were fewer. Larger trials are needed.", True, []),
    ],
)  # fmt: skip
def test_spin(text: str, uncontrolled: bool, found: list[str]) -> None:
    assert [word for words in spun(text, uncontrolled=uncontrolled).values() for word in words] == found


def test_praise_belongs_to_the_conclusions() -> None:
    assert spun("The score was excellent in 12 patients.", Role.RESULTS) == {}
    assert list(spun("The results are excellent.")) == ["Praise in the conclusions"]


def test_the_words_are_named_once_and_not_without_end() -> None:
    text = "HbA1c, HbA1c. " + " ".join(f"CD{n} B cells." for n in range(3, 12))
    flag = next(iter(surrogate(Document(text, id=3), part(text, Role.RESULTS))))
    told = door.in_words(flag)
    assert told.count("“HbA1c”") == 1 and told.endswith(" and 5 more")
    inside = Span(3, 0, 5, "HbA1c")
    assert door.in_words(flag, inside) == "Surrogate outcome, which patients do not feel: “HbA1c”"


@given(st.text(max_size=120), st.sampled_from([None, *Role]), st.booleans())
def test_each_remark_has_the_words_that_stand_there(text: str, role: Role | None, uncontrolled: bool) -> None:
    document, segments = Document(text, id=3), part(text, role)
    for flag in (*surrogate(document, segments), *spin(document, segments, uncontrolled)):
        assert flag.spans
        assert all(text[span.start : span.end] == span.exact for span in flag.spans)
