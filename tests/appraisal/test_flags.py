"""Flags: what the seeds must show, what must stay quiet, and that a flag is only about its own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal import flags as door
from reviewer.appraisal.flags import Flag, flags, touching
from reviewer.model import (
    Document,
    IndexTerm,
    Kind,
    QuoteLink,
    Record,
    Role,
    Segment,
    Span,
    Stance,
    Study,
    Voice,
)


def by_kind(found: list[Flag]) -> dict[str, Flag]:
    return {flag.kind: flag for flag in found}


def causal(text: str, design: str = "case series", role: Role | None = Role.CONCLUSIONS) -> list[str]:
    segments = [Segment(0, len(text), Kind.ABSTRACT, Voice.STUDY, role)]
    found = flags(Document(text, id=3), segments, Study(3, design=design))
    return [span.exact for flag in found if flag.kind == door.CAUSAL for span in flag.spans]


def test_the_flags_of_the_first_seed(case_series):
    found = by_kind(flags(*case_series))
    assert list(found) == ["causal", "surrogate", "spin", "harms", "design"]
    assert door.in_words(found["surrogate"]).endswith("do not feel: “CD27(+)CD19(+) memory B cells”")
    assert door.in_words(found["spin"]) == (
        "Significance claimed, no test or interval given: “significantly”"
    )
    assert found["causal"].message == "Causal wording without a control group"
    assert [span.exact for span in found["causal"].spans] == ["reduces", "resulting in"]
    assert found["harms"].message == (
        "The index terms list leukopenia and nausea as chemically induced; "
        "the abstract does not mention them."
    )
    assert found["design"].message == (
        "The text says “Retrospective case series with prospective follow-up”; the index terms say "
        "Comparative Study, Prospective Studies and Retrospective Studies. The design is taken from the text."
    )


def test_the_quote_of_the_picture_carries_its_flag_and_the_others_do_not(case_series):
    document, segments = case_series
    found = flags(document, segments)
    for start, end, words, flagged in (
        (1526, 1561, "significantly reduces relapse rates", True),
        (1046, 1099, "the median annualized relapse rate was reduced by 75%", False),
        (1105, 1140, "50% of patients became relapse free", False),
        (1142, 1191, "Disability improved or stabilized in all patients", False),
    ):
        assert document.text[start:end] == words
        kinds = {flag.kind for flag in touching(found, Span(1, start, end, words))}
        assert kinds == ({"causal", "spin"} if flagged else set())
    assert touching(found, Span(2, 1526, 1561, "another document")) == ()


def test_the_flags_of_the_second_seed(blog_post):
    found = by_kind(flags(*blog_post))
    assert list(found) == ["causal", "surrogate", "citation"]
    assert found["citation"].message == "The blog names no source for this abstract."
    assert "led to" in [span.exact for span in found["causal"].spans]
    assert all(span.start >= 41 and span.end <= 1422 for flag in found.values() for span in flag.spans)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Treatment leads to fewer relapses.", ["leads to"]),
        ("The drug prevents disability.", ["prevents"]),
        ("It improved outcomes and reduced relapses.", ["improved", "reduced"]),
        ("These drugs reduce relapses.", ["reduce"]),
        ("The rise was due to treatment.", ["due to"]),
        ("Drug-induced remission was seen.", ["Drug-induced"]),
        ("The rate was significantly reduced by 75%.", []),
        ("Patients had improved scores.", []),
        ("It may reduce relapses and could prevent disability.", []),
        ("We asked whether it reduces relapses.", []),
        ("A trial to improve outcomes is needed.", []),
        ("It does not reduce relapses.", []),
        ("An increase in cells was seen.", []),
    ],
)
def test_causal_wording(text: str, words: list[str]):
    assert causal(text) == words


def test_causal_wording_belongs_to_uncontrolled_designs_and_to_what_is_asserted():
    assert causal("It reduces relapses.", "randomised trial") == []
    assert causal("It reduces relapses.", role=Role.OBJECTIVE) == []
    assert causal("It reduces relapses.", role=None) == ["reduces"]
    assert causal("It reduces relapses.", design="prospective single-arm study") == ["reduces"]


@pytest.mark.parametrize(
    "text, words",
    [
        ("Sleep improved following the course.", []),
        ("Confidence increased significantly.", []),
        ("We saw less pain and improved functioning.", []),
        ("It reduced pain and improved functioning.", ["reduced", "improved"]),
        ("There were increases in sleep.", []),
        ("Older women achieved lower results in the test.", []),
        ("Limitations due to the design are discussed.", []),
        ("The course was effective in easing pain.", ["was effective in"]),
        ("The course had a positive impact on sleep.", ["had a positive impact on"]),
    ],
)
def test_causes_are_asserted_by_verbs_that_have_an_object(text: str, words: list[str]) -> None:
    assert causal(text) == words


@pytest.mark.parametrize(
    "line",
    [
        "Mitoxantrone / adverse effects",
        "MH  - Mitoxantrone/*adverse effects/therapeutic use",
        "Mitoxantrone/ae [Adverse Effects]",
        "*Mitoxantrone/to [Toxicity]",
    ],
)
def test_harms_in_index_terms_as_databases_print_them(line: str) -> None:
    text = f"All was well.\n{line}\n"
    parts = [Segment(0, 14, Kind.ABSTRACT, Voice.STUDY), Segment(14, len(text), Kind.INDEXING)]
    told = by_kind(flags(Document(text, id=3), parts))

    assert (
        told["harms"].message
        == "The index terms list adverse effects of mitoxantrone; the abstract names none."
    )


def harms(text: str, *terms: tuple[str, str], kind: Kind = Kind.ABSTRACT) -> str:
    record = Record(index_terms=tuple(IndexTerm(*term) for term in terms))
    found = flags(Document(text, record, id=3), [Segment(0, len(text), kind, Voice.STUDY)])
    return by_kind(found)["harms"].message if "harms" in by_kind(found) else ""


def test_harms_that_only_index_terms_list():
    nausea = ("Nausea", "chemically induced")
    assert harms("Five patients had nausea.", nausea) == ""
    assert harms("No leucopenia was seen.", ("Leukopenia", "chemically induced")) == ""
    assert harms("All was well.", nausea).endswith("the abstract does not mention it.")
    assert "the text does not" in harms("All was well.", nausea, kind=Kind.BODY)
    assert harms("All was well.", ("Mitoxantrone", "adverse effects")) == (
        "The index terms list adverse effects of mitoxantrone; the abstract names none."
    )
    assert harms("No serious adverse effects.", ("Mitoxantrone", "adverse effects")) == ""
    three = [(name, "chemically induced") for name in ("Nausea", "Alopecia", "Fever")]
    assert "list nausea, alopecia and fever as" in harms("All was well.", *three)


def test_a_source_that_is_named_is_not_missed(blog_post):
    document, segments = blog_post
    named = Document(document.text[:1430] + " PMID 123 " + document.text[1440:], document.record, id=2)
    assert "citation" not in by_kind(flags(named, segments))
    plain = Document(document.text, id=2)
    assert "The blog names" in by_kind(flags(plain, segments))["citation"].message
    assert "The page names" in by_kind(flags(plain, segments[:3]))["citation"].message


def test_a_quote_of_index_terms_is_no_finding(case_series):
    document, segments = case_series
    words = Span(1, 1827, 1837, document.text[1827:1837])
    link = QuoteLink(1, 1, words, Stance.CONTRADICTS, Voice.NONE)
    assert by_kind(flags(document, segments, quotes=[link]))["no finding"].spans == (words,)


def test_commentary_and_readers_raise_no_flags(blog_post):
    document, segments = blog_post
    assert flags(document, [segment for segment in segments if segment.voice is not Voice.STUDY]) == []


@given(st.text(max_size=150))
def test_any_text_gives_spans_that_read_what_they_say(text: str):
    segments = [Segment(0, len(text), Kind.ABSTRACT, Voice.STUDY), Segment(0, len(text), Kind.INDEXING)]
    for flag in flags(Document(text, id=3), segments, Study(3, design="case series")):
        assert all(text[span.start : span.end] == span.exact for span in flag.spans)
