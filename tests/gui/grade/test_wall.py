"""The wall between the voices, as the Grade workspace keeps it: list, sheet, evidence, offers."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reviewer.appraisal.instruments import instruments
from reviewer.gui.workspaces.grading.claims_list import ENTRY_ROLE, spoken
from reviewer.library import appraisals
from reviewer.model import Voice
from tests.gui.grade.conftest import Desk


def test_the_list_says_what_is_graded_and_why_the_rest_is_not(desk: Desk) -> None:
    model = desk.workspace.list.claims
    entries = [model.index(row).data(ENTRY_ROLE) for row in range(model.rowCount())]

    assert desk.workspace.count.text() == "7 graded, 4 not gradable"
    assert {e.claim.number: e.reason for e in entries if not e.gradable} == {
        3: "opinion, experience",
        9: "opinion, experience",
        10: "experience",
        11: "context",
    }
    assert {e.claim.number: e.detail for e in entries if e.gradable} == {
        1: "NMO, n = 20",
        2: "NMO, n = 20",
        4: "NMO, n = 20",
        5: "NMO 20, MS 19",
        6: "MS, n = 19",
        7: "MS, n = 19",
        8: "MS, n = 19",
    }
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(2).data(role) == (
        "Claim 3, Progression slows or stops, not gradable: opinion, experience"
    )
    assert (
        spoken(entries[4]) == "Claim 5, Circulating B cells fall, NMO: Very low; MS: Very low, NMO 20, MS 19"
    )


def test_bodies_hold_study_quotes_of_one_population_only(desk: Desk) -> None:
    for entry in desk.workspace.shelf.entries:
        for body in entry.bodies:
            assert {quote.voice for quote in body.quotes} == {Voice.STUDY}
            assert {quote.population for quote in body.quotes} == {body.key}
            assert not any(quote.background for quote in body.quotes)


def test_a_claim_without_study_words_offers_no_sheet(desk: Desk) -> None:
    desk.go(10)
    before = desk.session.read(appraisals.certainties)

    assert desk.workspace.pages.currentWidget() is desk.workspace.plain
    assert desk.workspace.plain.title.text() == "Not gradable: experience"
    assert not desk.workspace.bottom.mark.isVisible()
    assert not desk.workspace.strip.rules.isVisible()

    for key in "012345":
        desk.key(key)
    desk.key(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    desk.workspace.judging.judge("risk_of_bias", -1)
    desk.workspace.judging.rate(start="randomised")

    assert desk.session.read(appraisals.certainties) == before


def test_the_evidence_stands_under_what_it_does(desk: Desk) -> None:
    desk.go(4)
    by_quote = {view.card.text[:20]: view.card for view in desk.workspace.evidence.cards}

    assert [card.voice for card in by_quote.values()] == ["study", "study", "reader"]
    assert by_quote["No patients had seri"].place == "Arch Neurol 2011 · Results · 1193–1303"
    assert by_quote["is limited by the ap"].aside == "background, not a result"
    assert by_quote["It's difficult to ac"].place == "Blog comment 2 · 2614–2684"


def test_the_other_population_is_shown_and_not_pooled(desk: Desk) -> None:
    desk.go(5, "NMO")
    groups = desk.workspace.evidence._shown[0]

    notes = [(group.title, group.note, len(group.cards)) for group in groups]
    assert notes == [
        ("Study", "counts towards certainty", 1),
        ("Study", "other population, not pooled", 1),
        ("Commentary", "context, not counted", 0),
        ("Reader", "experience, never counted", 0),
    ]
    assert groups[1].cards[0].aside == "MS"
    assert groups[3].locked


def test_flags_stand_beside_the_words_they_are_about(desk: Desk) -> None:
    flags = {view.card.text: view.card.flags for view in desk.workspace.evidence.cards}

    assert flags["significantly reduces relapse rates"] == (
        "Causal wording without a control group: “reduces”",
        "Significance claimed, no test or interval given: “significantly”",
    )
    assert flags["50% of patients became relapse free"] == ()


def test_a_chosen_quote_is_selected_everywhere_and_opens_in_the_text(desk: Desk) -> None:
    asked: list[str] = []
    desk.session.requested.connect(asked.append)
    second = desk.workspace.evidence.cards[1]

    desk.click(second)
    assert desk.session.quote == second.card.quote
    assert second.selected

    desk.workspace.activate()
    desk.key("o")
    assert asked == ["read"]
    assert (desk.session.document, desk.session.quote) == (1, second.card.quote)


def test_forms_are_offered_by_voice_and_design(desk: Desk) -> None:
    appraising = desk.workspace.appraising
    assert [id for id, _ in appraising.tabs("grade")] == ["ocebm-2011", "jbi-case-series"]
    why = {id: reason for id, _, reason, _ in appraising.others(["ocebm-2011", "jbi-case-series"])}
    assert why["aacods"] == "AACODS is for commentary, not for the words of a study."

    desk.go(10)
    refused = {id: reason for id, _, reason, _ in appraising.others([])}
    assert set(refused) == set(instruments()) - {"grade"}
    assert set(refused.values()) == {
        "Readers’ comments are experience: shown and attributed, never appraised or graded."
    }


def test_a_form_that_does_not_fit_says_why_instead(desk: Desk) -> None:
    desk.go(10)
    desk.workspace.show_form("ocebm-2011")

    assert desk.workspace.pages.currentWidget() is desk.workspace.plain
    assert desk.workspace.plain.title.text() == "No level: experience"


def test_commentary_is_offered_the_forms_for_opinion(desk: Desk) -> None:
    desk.go(3)
    offers = {offer.instrument.id: offer for offer in desk.workspace.appraising.offers}

    assert offers["jbi-text-opinion"].documents == (2,)
    assert offers["jbi-case-series"].documents == ()
    desk.workspace.show_form("jbi-text-opinion")
    assert [desk.workspace.strip.tabs.tabData(n) for n in range(desk.workspace.strip.tabs.count())] == [
        "grade",
        "ocebm-2011",
        "jbi-text-opinion",
    ]


def test_an_empty_library_and_none_say_what_to_do(desk: Desk, tmp_path) -> None:
    desk.session.create_library(tmp_path / "empty.reviewlib")
    assert desk.workspace.plain.title.text() == "No claims yet."
    assert desk.workspace.list.claims.rowCount() == 0

    desk.session.close()
    assert desk.workspace.plain.title.text() == "No library is open."
    assert desk.workspace.key_line()
