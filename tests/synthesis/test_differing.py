"""Why sources may differ, each in its words, and what a claim loses on its way."""

from __future__ import annotations

from dataclasses import replace

from reviewer.model import Lost, Pico, Population, Stance, Study, Voice
from reviewer.synthesis.differing import Told, differences, disagreement
from reviewer.synthesis.drift import chains
from tests.synthesis.made_holdings import quote

NMO, MS = Population(1, "Neuromyelitis optica", "NMO"), Population(2, "Multiple sclerosis", "MS")


def told(
    id: int, source: str, population: Population | None = None, study: Study | None = None, **pico: str
) -> Told:
    return Told(replace(quote(id), pico=Pico(**pico)), source, population, study)


def test_only_what_is_stated_differently_is_a_row() -> None:
    series = Study(1, "Series", "case series", 20)
    trial = Study(2, "Trial", "randomised trial", 200)
    rows = differences(
        (
            told(1, "A", NMO, series, intervention="Mitoxantrone 120 mg/m2", outcome="Relapses"),
            told(2, "A", NMO, series, intervention="mitoxantrone 120 mg/m2", outcome="Relapses"),
            told(3, "B", MS, trial, intervention="Mitoxantrone 12 mg/m2", outcome="relapses"),
        )
    )

    assert {row.name: row.stated for row in rows} == {
        "Population": (("A", "Neuromyelitis optica"), ("B", "Multiple sclerosis")),
        "Design": (("A", "case series, n = 20"), ("B", "randomised trial, n = 200")),
        "Intervention, dose": (("A", "Mitoxantrone 120 mg/m2"), ("B", "Mitoxantrone 12 mg/m2")),
    }


def test_what_one_source_alone_states_is_no_difference() -> None:
    assert differences((told(1, "A", outcome="Relapses"), told(2, "B"))) == ()


def test_a_page_s_study_tells_nothing_of_its_readers() -> None:
    page = Study(2, "Quoted", "single-arm study", 19)
    reader = Told(quote(2, voice=Voice.READER), "Reader 1", None, page)

    rows = differences((told(1, "A", NMO, Study(1, design="case series")), reader))

    assert [row.name for row in rows] == ["Kind of words"]
    assert rows[0].stated == (("A", "a result of the study"), ("Reader 1", "experience of a reader"))


def test_sources_disagree_when_one_supports_and_one_contradicts() -> None:
    supports, against = quote(1, population=1), quote(2, stance=Stance.CONTRADICTS, population=2)

    assert disagreement((supports, quote(3, stance=Stance.QUALIFIES))) == ""
    assert "and on different populations" in disagreement((supports, against))
    assert "populations" not in disagreement((supports, replace(against, population=1)))
    assert "populations" not in disagreement((supports, replace(against, population=None)))


# ------------------------------------------------------------------ drift

STUDY = "The drug may lower relapses by 75% in patients with neuromyelitis optica."


def test_a_chain_says_at_each_step_what_that_step_lost() -> None:
    tied = (
        quote(1, document=1),
        quote(2, document=2, voice=Voice.COMMENTARY),
        quote(3, document=2, voice=Voice.READER),
    )
    said = {1: STUDY, 2: "In neuromyelitis optica it may lower relapses.", 3: "It lowers relapses."}

    (chain,) = chains(tied, said)

    assert [step.lost for step in chain.steps] == [(Lost.NUMBER,), (Lost.HEDGE, Lost.POPULATION)]
    assert chain.steps[0].words == "The commentator leaves out the numbers"
    assert set(chain.lost) == set(Lost)


def test_words_that_contradict_restate_nothing() -> None:
    tied = (quote(1), quote(2, voice=Voice.READER, stance=Stance.CONTRADICTS))

    assert chains(tied, {1: STUDY}) == ()


def test_a_page_restates_the_study_it_quotes() -> None:
    tied = (
        quote(1, document=1),
        quote(2, document=2, second_hand=True),
        quote(3, document=2, voice=Voice.COMMENTARY),
    )

    (chain,) = chains(tied, {})

    assert chain.study.quote.id == 2 and [step.quote.id for step in chain.steps] == [3]


def test_background_of_a_study_begins_no_chain() -> None:
    assert chains((quote(1, background=True), quote(2, voice=Voice.READER)), {}) == ()
