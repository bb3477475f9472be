"""Pages of studies, pages about studies, and pages that give no cue."""

from __future__ import annotations

from reviewer.model import Attribution, Kind, Quoted, Role, Voice
from tests.separation.pages import HEAD, POST, page, voices, worded, words_of

TITLE = "Low-dose salicin for knee pain: a randomised trial"
CITATION = "J Test Med. 2014 Jun;12(3):101-9. doi: 10.1000/jtm.2014.3."
PROSE = (
    "Knee pain is common and its treatment remains unclear. We randomised 120 people to salicin or"
    " placebo for"
    " twelve weeks. The primary outcome was pain on a scale of 0 to 100. Pain fell by 8 points more"
    " with salicin"
    " (95% CI 2 to 14; p = 0.01). Our results support a larger trial of salicin in people with knee pain."
)
PARTS = {
    "Objective": "To find out whether low-dose salicin lessens knee pain in adults.",
    "Methods": "We randomised 120 people to salicin or placebo for twelve weeks and asked about"
    " pain each week.",
    "Results": "Pain fell by 8 points more with salicin (95% CI 2 to 14; p = 0.01). Ten people had nausea.",
    "Conclusions": "Low-dose salicin may lessen knee pain. A larger trial is needed to confirm this finding.",
}
ROLES = [Role.OBJECTIVE, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS]


def roles(text: str) -> list[Role | None]:
    return [segment.role for segment in worded(text) if segment.kind is Kind.ABSTRACT]


def record(abstract: str, below: str = "") -> str:
    return f"{TITLE}\n\n{CITATION}\n\n{abstract}\n\n{below}"


def test_labels_on_lines_of_their_own_with_colons_in_capitals_and_in_brackets() -> None:
    for form in ("{0}\n{1}", "{0}: {1}", "[{0}] {1}"):
        abstract = "\n\n".join(form.format(label, words) for label, words in PARTS.items())
        assert roles(record(f"Abstract\n\n{abstract}")) == ROLES, form
    assert roles(record(" ".join(f"{label.upper()}: {words}" for label, words in PARTS.items()))) == ROLES


def test_german_french_and_spanish_labels() -> None:
    german = (
        "Zusammenfassung\n\nHintergrund: Schmerzen im Knie sind häufig und schwer zu"
        " behandeln.\n\nPatienten und Methoden: "
        "Wir untersuchten 120 Menschen über zwölf Wochen.\n\nErgebnisse: Die Schmerzen nahmen um 8"
        " Punkte ab (p = 0,01)."
        "\n\nSchlussfolgerung: Salicin kann Schmerzen im Knie lindern."
    )
    french = (
        "Résumé\n\nObjectif : Évaluer l'effet de la salicine sur la douleur du genou.\n\nMéthodes :"
        " Nous avons suivi 120 "
        "personnes.\n\nRésultats : La douleur a diminué de 8 points (p = 0,01).\n\nConclusion : La"
        " salicine peut aider."
    )
    assert roles(record(german)) == [Role.BACKGROUND, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS]
    assert roles(record(french)) == ROLES


def test_each_sentence_of_an_abstract_without_labels_gets_a_role() -> None:
    found = roles(record(PROSE, "Keywords: knee; salicin; pain; randomised trial"))

    assert found[0] is Role.BACKGROUND
    assert Role.METHODS in found
    assert Role.RESULTS in found
    assert found[-1] is Role.CONCLUSIONS


def test_a_record_has_title_citation_abstract_and_index_terms() -> None:
    text = record(f"Abstract\n\n{PROSE}", "Keywords: knee; salicin; pain; randomised trial")

    assert words_of(text, Kind.TITLE) == [TITLE]
    assert words_of(text, Kind.CITATION) == [CITATION]
    assert words_of(text, Kind.INDEXING) == ["Keywords: knee; salicin; pain; randomised trial"]
    assert {voice for kind, voice in voices(text) if kind is Kind.ABSTRACT} == {Voice.STUDY}
    assert not any(segment.second_hand for segment in worded(text))


def test_names_below_a_title_are_part_of_the_citation_and_name_nobody() -> None:
    names = "Smith J(1), van der Berg A(2), Wu X(1), Keller H(3)."
    text = f"{TITLE}\n\n{names}\n\n{CITATION}\n\nAbstract\n\n{PROSE}\n"

    assert " ".join(words_of(text, Kind.CITATION)) == f"{names} {CITATION}"
    assert all(segment.attribution is None for segment in worded(text))


def test_similar_articles_are_not_this_study() -> None:
    others = (
        "Similar articles\n\nAnother drug for sore knees: a cohort study.\nDoe J, Roe R.\n"
        "J Other Med. 2001 Jan;1(2):33-4. doi: 10.1000/jom.2001.1.\nPMID: 12345678\n"
    )
    text = record(f"Abstract\n\n{PROSE}", others)

    assert words_of(text, Kind.TITLE) == [TITLE]
    assert words_of(text, Kind.CITATION)[:1] == [CITATION]


def test_the_text_of_a_paper_follows_its_abstract() -> None:
    parts = "\n\n".join(f"{label}: {words}" for label, words in PARTS.items())
    body = (
        "Introduction\n\nPain in the knee is among the most frequent reasons to see a doctor, and no"
        " treatment has proved"
        " to be both safe and lasting. Salicin has been used for centuries, yet trials of it are few"
        " and small."
    )
    found = worded(record(f"Abstract\n\n{parts}", body))

    assert [s.voice for s in found if s.kind is Kind.BODY] == [Voice.STUDY]
    assert Kind.COMMENTARY not in {segment.kind for segment in found}


def test_an_abstract_between_paragraphs_of_a_blogger_is_second_hand() -> None:
    first, rest = POST.split("\n\n", 1)
    text = f"{HEAD}{first}\n\n{PROSE}\n\n{rest}\nLeave a Reply\n"
    kinds = [kind for kind, _ in voices(text) if kind in (Kind.COMMENTARY, Kind.ABSTRACT)]
    abstract = [segment for segment in worded(text) if segment.kind is Kind.ABSTRACT]

    assert list(dict.fromkeys(kinds)) == [Kind.COMMENTARY, Kind.ABSTRACT]
    assert kinds[-1] is Kind.COMMENTARY
    assert text[abstract[0].start : abstract[-1].end] == PROSE
    assert all(segment.second_hand and segment.quotes == Quoted(None, None) for segment in abstract)


def test_a_study_set_into_a_post_has_its_own_title_and_citation() -> None:
    first, rest = POST.split("\n\n", 1)
    text = f"{HEAD}{first}\n\n{TITLE}\n\n{CITATION}\n\n{PROSE}\n\n{rest}\n2 Comments\n"
    titles = [segment for segment in worded(text) if segment.kind is Kind.TITLE]

    assert words_of(text, Kind.TITLE) == ["Does salicin help sore knees?", TITLE]
    assert words_of(text, Kind.CITATION) == [CITATION]
    assert [segment.attribution for segment in titles] == [Attribution("Anna Keller"), None]


def test_a_structured_abstract_in_a_post_ends_where_the_blogger_goes_on() -> None:
    abstract = "\n\n".join(f"{label}: {words}" for label, words in PARTS.items())
    first, rest = POST.split("\n\n", 1)
    text = f"{HEAD}{first}\n\n{abstract}\n\n{rest}\nLeave a Reply\n"

    assert roles(text) == ROLES
    assert " ".join(words_of(text, Kind.COMMENTARY)).endswith("talk to your doctor before you stop.")


def test_a_report_in_the_third_person_is_commentary() -> None:
    said = (
        "Researchers in Testville have found that salicin may ease sore knees. The team gave it to 120"
        " people for twelve"
        " weeks and found that their pain fell by 8 points. “We were surprised,” said Dr Keller, who"
        " led the study."
    )
    text = (
        f"{HEAD}{said}\n\nThe work was published in the Journal of Test Medicine on"
        f" Monday.\n\nRelated posts\n"
    )

    assert Kind.ABSTRACT not in {kind for kind, _ in voices(text)}
    assert words_of(text, Kind.COMMENTARY)[0].startswith("Researchers in Testville")


def test_a_text_without_any_cue_is_not_called_sure() -> None:
    found = worded("The house stood at the end of the road. It had a red door.")

    assert all(segment.voice is not Voice.STUDY for segment in found)
    assert all(segment.confidence < 0.8 for segment in found)


def test_a_stray_label_in_a_post_makes_no_abstract() -> None:
    text = page("").replace("So for now I will not", "Conclusion: for now I will not")

    assert Kind.ABSTRACT not in [kind for kind, _ in voices(text)]


def test_menus_above_and_below_stay_out() -> None:
    text = page("")
    aside = " ".join(words_of(text, Kind.BOILERPLATE))

    assert all(line in aside for line in ("Skip to content", "Recent Posts", "A walk in the rain", "© 2019"))
    assert " ".join(words_of(text, Kind.COMMENTARY)) == " ".join(POST.split())


def test_a_part_of_an_abstract_pasted_alone_is_no_title() -> None:
    for words in (
        "RESULTS: Relapses fell by half.",
        "Results: Relapses fell by half.\n\nConclusion: It works.",
    ):
        kinds = {kind for kind, _ in voices(words)}
        assert kinds == {Kind.ABSTRACT}, words
    below = "Knee pain is common and few know how well salicin works.\nRESULTS: Pain fell by half."
    assert [segment.kind for segment in worded(below)][-1] is Kind.ABSTRACT


def test_the_authors_below_a_title_are_no_second_title() -> None:
    text = record("Abstract\n\n" + PROSE).replace(CITATION, f"Anna Example, Jan van der Berg\n\n{CITATION}")
    found = worded(text)

    assert [text[s.start : s.end] for s in found if s.kind is Kind.TITLE] == [TITLE]
    authors = next(s for s in found if "Anna Example" in text[s.start : s.end])
    assert authors.kind is Kind.CITATION
