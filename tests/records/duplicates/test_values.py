"""Titles, journals, authors, pages and DOIs, two by two."""

from __future__ import annotations

import pytest

from reviewer.model import Name
from reviewer.records.duplicates import journals, people, places, titles
from reviewer.records.duplicates.folding import folded
from reviewer.records.names import parse_name


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("TNF-α in Sjögren’s syndrome", "tnf alpha in sjogrens syndrome"),
        ("H<sub>2</sub>O &amp; CO₂", "h2o and co2"),
        ("Straße, Ærø, Łódź", "strasse aero lodz"),
        ("环境", "环境"),
        ("", ""),
    ],
)
def test_words_are_folded(raw: str, words: str) -> None:
    assert folded(raw) == words


@pytest.mark.parametrize(
    ("raw", "words", "mark"),
    [
        ("Rituximab in NMO. [Review] [45 refs]", "rituximab in nmo", ""),
        ("Rituximab in NMO (Provisional abstract)", "rituximab in nmo", ""),
        ("Erratum: Rituximab in NMO", "rituximab in nmo", "erratum"),
        ("Correction to: Rituximab in NMO", "rituximab in nmo", "erratum"),
        ("Rituximab in NMO [Erratum]", "rituximab in nmo", "erratum"),
        ("Rituximab in NMO (vol 12, pg 34, 2010)", "rituximab in nmo", "erratum"),
        ("Retraction of: Rituximab in NMO", "rituximab in nmo", "retraction"),
        ("RETRACTED: Rituximab in NMO", "rituximab in nmo", ""),
        ("Re: Rituximab in NMO", "rituximab in nmo", "comment"),
        ("Response to “Rituximab in NMO”", "rituximab in nmo", "comment"),
        ("Response to rituximab in NMO", "response to rituximab in nmo", ""),
        ("Correction of scoliosis", "correction of scoliosis", ""),
        ("Retraction of the tongue in infants", "retraction of the tongue in infants", ""),
        ("Rituximab in NMO (abstract)", "rituximab in nmo", "abstract"),
        ("P-123: Rituximab in NMO", "rituximab in nmo", ""),
        ("[Review]", "review", ""),
        ("Correction to.", "correction to", "erratum"),
        ("Reply", "reply", "comment"),
    ],
)
def test_what_databases_put_around_a_title_is_taken_off(raw: str, words: str, mark: str) -> None:
    found = titles.title_of(raw)

    assert (found.words, found.mark) == (words, mark)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Self-report of pain in adults", "Selfreport of pain in adults", "same"),
        ("Effect of α-tocopherol on aging", "Effect of alpha-tocopherol on aging", "same"),
        ("Treatment of anaemia in adults", "Treatment of anemia in adults", "near"),
        ("Rituximab in neuromyelitis optica: a cohort", "Rituximab in neuromyelitis optica", "part"),
        ("Rituximab in neuromyelitis optica: a cohort study", "Rituximab in neuromielitis optica", "part"),
        ("Eculizumab in adult patients with aHUS", "Eculizumab in adolescent patients with aHUS", "alike"),
        (
            "Effects of hypertension on outcome of stroke",
            "Effects of hypotension on outcome of stroke",
            "alike",
        ),
        ("Pain and its increase in older women", "Pain and its decrease in older women", "alike"),
        ("Annual report of the registry 2001", "Annual report of the registry 2002", "alike"),
        ("A trial. Part I: methods", "A trial. Part II: methods", "alike"),
        ("Rituximab in neuromyelitis optica", "Sertraline for depression in men", "other"),
        ("Rituximab in neuromyelitis optica", "", "missing"),
        ("Rituximab bei Neuromyelitis [Rituximab in neuromyelitis]", "Rituximab in neuromyelitis", "same"),
        ("[Rituximab in neuromyelitis optica].", "Rituximab in neuromyelitis optica", "same"),
    ],
)
def test_titles_compare(one: str, other: str, level: str) -> None:
    ours, theirs = titles.alternatives(one), titles.alternatives(other)

    assert titles.compare(ours, theirs) == level
    assert titles.compare(theirs, ours) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Archives of Neurology", "Arch Neurol", "same"),
        ("Archives of Neurology", "ARCH. NEUROL.", "same"),
        ("J. Natl. Cancer Inst.", "Journal of the National Cancer Institute", "same"),
        ("JAMA", "Journal of the American Medical Association", "same"),
        ("Clinical science (London, England : 1979)", "Clin Sci (Lond)", "same"),
        ("Infectious Agents & Cancer [Electronic Resource]", "Infectious Agents and Cancer", "same"),
        ("Zeitschrift für Rheumatologie", "Z Rheumatol", "same"),
        ("Ann N Y Acad Sci", "Annals of the New York Academy of Sciences", "same"),
        ("Proc Natl Acad Sci U S A", "PNAS", "same"),
        ("Cancer", "Cancer Research", "other"),
        ("Lancet", "Lancet Neurology", "other"),
        ("Lancet", "Neurology", "other"),
        ("Lancet", "", "missing"),
    ],
)
def test_journals_compare(one: str, other: str, level: str) -> None:
    ours, theirs = ((journals.plain_journal(name),) if name else () for name in (one, other))

    assert journals.compare(ours, theirs) == level


def _people(*names: str) -> people.People:
    return people.people_of([parse_name(name) if name else Name() for name in names])


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (["Kim, Su-Hyun", "Kim, Woojun"], ["Kim SH", "Kim W"], "same"),
        (["Le Quintrec, M.", "Zuber, J."], ["Quintrec, M.", "Zuber, J."], "same"),
        (["Müller, J."], ["Muller J"], "same"),
        (["García-López, A."], ["Garcia Lopez A"], "same"),
        (["van der Berg, J."], ["van-der-Berg J"], "same"),
        (["Smith, John", "Jones, Ann", "Li, Wei"], ["Smith J"], "same"),
        (["Smith, John"], ["Smith, Anna"], "near"),
        (["Zhao, C.", "Marshall, Austin R."], ["Zhao C", "Austin RM"], "same"),
        (["Wei Li"], ["Li Wei"], "same"),
        (["Smith, John"], ["Rossi, Paola"], "other"),
        (["Anonymous"], ["Rossi, Paola"], "missing"),
        ([], ["Rossi, Paola"], "missing"),
        (["ALTS Group"], ["Rossi, Paola"], "missing"),
    ],
)
def test_authors_compare(one: list[str], other: list[str], level: str) -> None:
    assert people.compare(_people(*one), _people(*other)) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("473-9", "473-479", "same"),
        ("S12-S15", "S12", "same"),
        ("e123", "123", "same"),
        ("0473-0479", "473-479", "same"),
        ("945-948", "948-961", "near"),
        ("1223-1229", "1224-1229", "near"),
        ("832-838", "839-847", "other"),
        ("1875", "2539-2542", "other"),
        ("S354", "S355", "other"),
        ("1-12", "104563", "missing"),
        ("", "12", "missing"),
        ("²", "12-19", "other"),
    ],
)
def test_pages_compare(one: str, other: str, level: str) -> None:
    assert places.compare_pages(places.pages_of(one), places.pages_of(other)) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("10.1001/ABC", "10.1001/abc", "same"),
        ("10.1001/abc/full", "10.1001/abc", "same"),
        ("10.1002/14651858.CD001234.pub2", "10.1002/14651858.cd001234", "near"),
        ("10.21203/rs.3.rs-12/v1", "10.21203/rs.3.rs-12/v2", "near"),
        ("10.12688/f1000research.123.1", "10.12688/f1000research.123.2", "near"),
        ("10.1101/2020.03.22.20040758v2", "10.1101/2020.03.22.20040758", "near"),
        ("10.1001/abc", "10.1001/abd", "other"),
        ("1234-5678", "10.1001/abd", "missing"),
    ],
)
def test_dois_compare(one: str, other: str, level: str) -> None:
    assert places.compare_dois(places.doi_of(one), places.doi_of(other)) == level


@pytest.mark.parametrize(
    ("doi", "is_preprint"),
    [
        ("10.1101/2020.03.22.20040758", True),
        ("10.48550/arxiv.2101.00001", True),
        ("10.1101/gr.123456", False),
        ("10.1001/archneurol.2010.322", False),
    ],
)
def test_preprints_are_known_by_their_doi(doi: str, is_preprint: bool) -> None:
    assert places.is_preprint(places.doi_of(doi)) is is_preprint
