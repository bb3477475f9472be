"""Pages of studies, pages about studies, and pages that give no cue."""

from __future__ import annotations

from reviewer.model import Attribution, Kind, Quoted, Role, Voice
from tests.separation.pages import voices, worded, words_of

TITLE = "Low-dose salicin for knee pain: a randomised trial"
CITATION = "J Test Med. 2014 Jun;12(3):101-9. doi: 10.1000/jtm.2014.3."
PROSE = (
    "Knee pain is common and its treatment remains unclear. We randomised 120 people to salicin or placebo"
    " for twelve weeks. Pain fell by 8 points (95% CI 2 to 14; p = 0.01). Our results support a larger trial."
)
VIEW = "In my opinion this is a small trial. The authors claim a lot, but I think you should wait for more!"


def roles(text: str) -> list[Role | None]:
    return [segment.role for segment in worded(text) if segment.kind is Kind.ABSTRACT]


def test_labels_on_lines_of_their_own() -> None:
    abstract = "Abstract\n\nObjective\nTo see.\n\nMethods\nWe looked.\n\nIt took long.\n\nResults\nWe saw.\n"
    page = f"{TITLE}\n\n{CITATION}\n\n{abstract}"

    assert roles(page) == [Role.OBJECTIVE, Role.METHODS, Role.RESULTS]
    assert words_of(page, Kind.ABSTRACT)[0] == "Abstract Objective To see."
    assert words_of(page, Kind.ABSTRACT)[1] == "Methods We looked. It took long."


def test_labels_run_in_within_one_paragraph() -> None:
    abstract = "BACKGROUND: It hurts. METHODS: We looked at 20 knees. RESULTS: We saw. CONCLUSIONS: So it is."
    page = f"{TITLE}\n\n{abstract}\n"

    assert roles(page) == [Role.BACKGROUND, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS]


def test_labels_in_capitals_without_a_colon_and_in_brackets() -> None:
    assert roles(f"{TITLE}\n{CITATION}\n\nOBJECTIVE To see.\n\nMETHODS We looked.\n") == [
        Role.OBJECTIVE,
        Role.METHODS,
    ]
    assert roles(f"{TITLE}\n{CITATION}\n\n[Purpose] To see.\n\n[Methods] We looked.\n") == [
        Role.OBJECTIVE,
        Role.METHODS,
    ]


def test_german_labels() -> None:
    page = (
        f"{TITLE}\n\nZusammenfassung\n\nHintergrund: Es schmerzt.\n\nZiel: Wir wollten es wissen.\n\n"
        "Patienten und Methoden: 20 Knie.\n\nErgebnisse: Es half.\n\nSchlussfolgerung: Es hilft.\n"
    )

    assert roles(page)[-5:] == [Role.BACKGROUND, Role.OBJECTIVE, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS]


def test_french_and_spanish_labels() -> None:
    assert roles("Titre\n\nObjectif : Voir.\n\nMéthodes : Regarder.\n\nRésultats : Vu.\n") == [
        Role.OBJECTIVE,
        Role.METHODS,
        Role.RESULTS,
    ]
    assert roles("Título\n\nObjetivo: Ver.\n\nMétodos: Mirar.\n\nResultados: Visto.\n")[1:] == [
        Role.METHODS,
        Role.RESULTS,
    ]


def test_the_sentences_of_an_abstract_without_labels_get_roles() -> None:
    page = f"{TITLE}\n\n{CITATION}\n\n{PROSE}\n\nKeywords: knee; salicin\n"
    found = voices(page)

    assert found[:2] == [(Kind.TITLE, Voice.NONE), (Kind.CITATION, Voice.NONE)]
    assert set(found[2:-1]) == {(Kind.ABSTRACT, Voice.STUDY)}
    assert found[-1] == (Kind.INDEXING, Voice.NONE)
    assert roles(page) == [Role.BACKGROUND, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS]


def test_names_below_a_title_are_no_text_and_name_no_author() -> None:
    page = f"{TITLE}\n\nSmith J(1), van der Berg A(2), Wu X(1).\n\n{CITATION}\n\n{PROSE}\n"

    assert words_of(page, Kind.BYLINE) == ["Smith J(1), van der Berg A(2), Wu X(1)."]
    assert all(segment.attribution is None for segment in worded(page))


def test_references_and_similar_articles_are_not_this_study() -> None:
    others = "Similar articles\n\nAnother drug for knees\n\nJ Other. 2001;1(2):3-4.\n"
    page = f"{TITLE}\n\n{CITATION}\n\n{PROSE}\n\n{others}"

    assert words_of(page, Kind.CITATION) == [CITATION]
    assert words_of(page, Kind.TITLE) == [TITLE]


def test_the_text_of_a_paper_follows_its_abstract() -> None:
    page = (
        f"{TITLE}\n\n{CITATION}\n\nAbstract\n\nObjective: To see.\n\nResults: We saw.\n\n"
        "Introduction\n\nKnees hurt.\n\nReferences\n\n1. Doe. J Foo. 2001;1:2.\n"
    )

    assert words_of(page, Kind.BODY) == ["Introduction Knees hurt."]


def test_an_abstract_between_paragraphs_of_a_blogger() -> None:
    page = f"Salicin again\n\nPosted by Jo on May 3, 2019\n\n{VIEW}\n\n{PROSE}\n\n{VIEW}\n\nLeave a Reply\n"

    found = voices(page)[2:-1]

    assert found[0] == found[-1] == (Kind.COMMENTARY, Voice.COMMENTARY)
    assert set(found[1:-1]) == {(Kind.ABSTRACT, Voice.STUDY)}


def test_a_study_set_into_a_post_is_second_hand_and_has_its_own_title_and_citation() -> None:
    page = f"Salicin again\n\nBy Jo\n\n{VIEW}\n\n{TITLE}\n\n{CITATION}\n\n{PROSE}\n\n{VIEW}\n\n2 Comments\n"
    found = worded(page)
    abstract = next(segment for segment in found if segment.kind is Kind.ABSTRACT)

    assert words_of(page, Kind.TITLE) == ["Salicin again", TITLE]
    assert words_of(page, Kind.CITATION) == [CITATION]
    assert abstract.second_hand
    assert abstract.quotes == Quoted(None, None)
    assert found[0].attribution == Attribution("Jo")
    assert next(s for s in found if page[s.start : s.end] == TITLE).attribution is None


def test_a_structured_abstract_in_a_post_ends_where_the_blogger_goes_on() -> None:
    abstract = "Objective: To see.\n\nResults: We saw.\n\nConclusions: So it is."
    page = f"Salicin again\n\nBy Jo\n\n{abstract}\n\n{VIEW}\n"

    assert words_of(page, Kind.COMMENTARY) == [VIEW]
    assert roles(page) == [Role.OBJECTIVE, Role.RESULTS, Role.CONCLUSIONS]


def test_a_release_in_the_third_person_is_commentary() -> None:
    said = "The researchers found that pain fell. You can read the paper online."
    page = f"Relief for knees\n\nBy Anna Keller\n\n{said}\n\nRelated posts\n"

    assert words_of(page, Kind.COMMENTARY) == [said]


def test_text_without_a_cue_is_commentary_nobody_should_trust() -> None:
    found = worded("The house stood at the end of the road. It had a red door.")

    assert [(s.kind, s.voice) for s in found] == [(Kind.COMMENTARY, Voice.COMMENTARY)]
    assert found[0].confidence <= 0.3
    assert "no cue" in found[0].rule


def test_a_stray_label_in_a_post_makes_no_abstract() -> None:
    page = "Salicin again\n\nBy Jo\n\nI think it is a waste.\n\nConclusion: you should not bother.\n"

    assert Kind.ABSTRACT not in [kind for kind, _ in voices(page)]


def test_the_rule_names_the_words_that_decided() -> None:
    page = f"Salicin again\n\nBy Jo\n\n{PROSE}\n\n{VIEW}\n"
    rules = {segment.kind: segment.rule for segment in worded(page)}

    assert "“We randomised”" in rules[Kind.ABSTRACT]
    assert "“In my opinion”" in rules[Kind.COMMENTARY]


def test_menus_above_and_below_stay_out() -> None:
    page = f"Skip to content\n\nMenu\n\n{TITLE}\n\n{CITATION}\n\n{PROSE}\n\nShare this\n\n© 2014 Test Press\n"

    assert words_of(page, Kind.BOILERPLATE) == ["Skip to content Menu", "Share this © 2014 Test Press"]
