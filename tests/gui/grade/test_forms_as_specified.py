"""The forms of the evidence specification, each seen in the running window: what is answered, what it says.

Whole ways through a form are written by one action, what a person would then press is pressed. Every way
through the rules on their own is held in `tests/appraisal`.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox

from reviewer.actions import appraisals as actions
from reviewer.actions import documents as document_actions
from reviewer.gui.workspaces.grading.checklist import ChecklistPage
from reviewer.gui.workspaces.grading.items import JudgementRow
from reviewer.gui.workspaces.grading.level import LevelPage
from reviewer.library import appraisals
from reviewer.model import Answer
from tests.gui.grade.conftest import Desk

STUDY, BLOG = 1, 2


def choose(combo: QComboBox, value: object) -> None:
    """Choose an entry of a list by what it stands for."""
    place = combo.findData(value)
    assert place >= 0, value
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def opened(desk: Desk, form: str, design: str = "") -> ChecklistPage:
    """Say the design of the study, if it matters, and bring a form to the front."""
    if design:
        desk.session.perform(document_actions.set_study, STUDY, design=design)
    desk.workspace.show_form(form)
    page = desk.workspace.pages.currentWidget()
    assert isinstance(page, ChecklistPage), form
    return page


def write(desk: Desk, form: str, answers: Mapping[str, str], document: int = STUDY) -> None:
    """Write answers to a form in one action."""
    own = next((a for a in desk.session.read(appraisals.appraisals, document) if a.instrument == form), None)
    claim = own.claim if own else _claim(desk, form)
    given = {item: Answer(value) for item, value in answers.items()}
    desk.session.perform(actions.appraise, document, form, claim=claim, answers=given)


def _claim(desk: Desk, form: str) -> int | None:
    offer = next(each for each in desk.workspace.appraising.offers if each.instrument.id == form)
    return desk.workspace.entry.claim.id if desk.workspace.entry and offer.instrument.per_result else None


def press(desk: Desk, page: ChecklistPage, item: str, key: str) -> None:
    """Answer an item by its number key, as a person does."""
    page.current = [row.item.id for row in page.rows].index(item)
    page.focus_row()
    desk.key(key)


def judged(page: ChecklistPage, domain: str) -> str:
    """Return what the rules propose for a domain, as its row says it."""
    row = next(each for each in page.rows if each.item.id == domain)
    assert isinstance(row, JudgementRow)
    return row.proposed.word.text()


def labels(page: ChecklistPage) -> list[str]:
    return [row.item.label for row in page.rows]


# ------------------------------------------------------------------ OCEBM

COHORTS = "non-randomised controlled study", "cohort study", "inception cohort"
SERIES = "case series", "single-arm study", "case report"
UNCONTROLLED = (*SERIES, "case-control study", "historically controlled study", "poor cohort")
TRIALS, DRAMATIC = "systematic review of randomised trials", "observational study with dramatic effect"
LEVELS: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "frequency": {
        1: ("random sample survey",), 2: ("systematic review of surveys",),
        3: ("local sample", "cross-sectional study", "cohort study"), 4: SERIES,
    },
    "diagnosis": {
        1: ("systematic review of diagnostic studies",), 2: ("cross-sectional study",),
        3: ("non-consecutive study", "cohort study"),
        4: ("case-control study", "poor reference standard", *SERIES), 5: ("mechanism",),
    },
    "prognosis": {
        1: ("systematic review of inception cohorts",), 2: ("inception cohort",),
        3: ("cohort study", "control arm of a randomised trial", "non-randomised controlled study"),
        4: ("poor cohort", *SERIES, "case-control study"),
    },
    "benefit": {
        1: (TRIALS, "n-of-1 trial"), 2: ("randomised trial", DRAMATIC), 3: COHORTS, 4: UNCONTROLLED,
        5: ("mechanism",),
    },
    "common-harms": {
        1: (TRIALS, "systematic review of nested case-control studies", "n-of-1 trial"),
        2: ("randomised trial", DRAMATIC), 3: COHORTS, 4: UNCONTROLLED, 5: ("mechanism",),
    },
    "rare-harms": {
        1: (TRIALS, "n-of-1 trial"), 2: ("randomised trial", DRAMATIC), 3: COHORTS, 4: UNCONTROLLED,
        5: ("mechanism",),
    },
    "screening": {1: (TRIALS,), 2: ("randomised trial",), 3: COHORTS, 4: UNCONTROLLED, 5: ("mechanism",)},
}  # fmt: skip
"""Every kind of study that each of the seven questions knows, by the level it comes to; none is opinion."""


def test_the_levels_of_2011_are_looked_up_in_the_table_of_the_question(desk: Desk) -> None:
    desk.workspace.show_form("ocebm-2011")
    page = desk.workspace.pages.currentWidget()
    assert isinstance(page, LevelPage)
    assert [page.question.itemData(n) for n in range(page.question.count())] == list(LEVELS)
    for question, levels in LEVELS.items():
        choose(page.question, question)
        kinds = {kind: level for level, own in levels.items() for kind in own}
        known = [page.study.itemData(n) for n in range(page.study.count())]
        assert sorted(known) == sorted(kinds), question
        said = page.table.accessibleName()
        assert [f"level {n}: " in said for n in range(1, 6)] == [n in levels for n in range(1, 6)]
        for level in levels:
            choose(page.study, levels[level][-1])
            assert page.result.text() == f"Level {level}", (question, level)
            assert f"level {level}: " in page.table.accessibleName().partition(", applies")[0].split("; ")[-1]


def test_a_level_is_moved_by_a_reason_and_says_from_where(desk: Desk) -> None:
    desk.workspace.show_form("ocebm-2011")
    page = desk.workspace.pages.currentWidget()
    assert isinstance(page, LevelPage)
    given = {row.item.id: [option.key for option in row.item.answers] for row in page.rows}
    down = ("quality", "imprecision", "indirectness", "inconsistency", "small_effect")
    assert list(given) == [*down, "large_effect"]
    assert all("down" in given[each] and "up" not in given[each] for each in down)
    write(desk, "ocebm-2011", {"study": "cohort study", "imprecision": "down"})
    assert page.result.text() == "Level 4 (table 3; one down for imprecision)"
    write(desk, "ocebm-2011", {"imprecision": "no", "large_effect": "up"})
    assert page.result.text() == "Level 2 (table 3; one up for a large effect)"


def test_opinion_and_experience_have_no_level_and_no_certainty(desk: Desk) -> None:
    for number, rests_on in ((3, "opinion, experience"), (10, "experience")):
        desk.go(number)
        plain = desk.workspace.plain
        for form, said in (("ocebm-2011", "No level"), ("grade", "Not gradable")):
            desk.workspace.show_form(form)
            assert plain.isVisible() and plain.title.text() == f"{said}: {rests_on}"


# ------------------------------------------------------------------ RoB 2

Y, N, NI = "1", "4", "5"
ROB_2 = [
    ("D1", {"1.2": N}, "High"),
    ("D1", {"1.2": NI, "1.3": N}, "Some concerns"),
    ("D1", {"1.2": Y, "1.1": NI, "1.3": NI}, "Low"),
    ("D2", {"2.1": N, "2.2": N, "2.6": Y}, "Low"),
    ("D2", {"2.1": NI, "2.3": NI}, "Some concerns"),
    ("D2", {"2.1": Y, "2.3": Y, "2.4": NI, "2.5": N}, "High"),
    ("D3", {"3.1": N, "3.2": Y}, "Low"),
    ("D3", {"3.2": "4", "3.3": Y, "3.4": N}, "Some concerns"),
    ("D3", {"3.3": NI, "3.4": NI}, "High"),
    ("D4", {"4.1": Y}, "High"),
    ("D4", {"4.1": N, "4.2": N, "4.3": Y, "4.4": N}, "Low"),
    ("D4", {"4.2": NI, "4.3": N}, "Some concerns"),
    ("D5", {"5.2": Y}, "High"),
    ("D5", {"5.2": N, "5.3": N, "5.1": Y}, "Low"),
    ("D5", {"5.2": NI}, "Some concerns"),
]
"""One way to each judgement of each domain; every way there is, is counted in `tests/appraisal`. What is not
named stays as it was answered before."""


def test_the_domains_of_rob_2_are_proposed_by_their_trees(desk: Desk) -> None:
    page = opened(desk, "rob-2", "randomised trial")
    press(desk, page, "effect", "1")
    for domain, answers, proposed in ROB_2:
        *before, last = answers.items()
        if before:
            keys = [option.key for option in page.instrument.item(last[0]).answers]
            write(desk, "rob-2", {item: keys[int(key) - 1] for item, key in before})
        press(desk, page, *last)
        assert judged(page, domain) == f"Proposed: {proposed}", (domain, answers)
    assert page.proposed.word.text() == "Proposed: High", "a High in any domain"


# ------------------------------------------------------------------ which forms fit what


def test_a_case_series_is_offered_its_form_and_no_form_for_comparisons(desk: Desk) -> None:
    offered = [id for id, _ in desk.workspace.appraising.tabs("grade")]
    assert offered == ["ocebm-2011", "jbi-case-series"]
    why = {id: said for id, _, said, _ in desk.workspace.appraising.others(["grade", *offered])}
    for form in ("rob-2", "robins-i", "nos-cohort", "nos-case-control", "amstar-2", "quadas-2"):
        assert "fits these designs only" in why[form] and "This study: case series" in why[form], form


def test_commentary_is_offered_forms_for_opinion_and_web_sources_only(desk: Desk) -> None:
    desk.go(3)
    open_ = {id for id, _, _, usable in desk.workspace.appraising.others([]) if usable}
    assert open_ == {"jbi-text-opinion", "aacods"}
    desk.go(10)
    assert not [id for id, _, _, usable in desk.workspace.appraising.others([]) if usable], "only experience"


def test_the_case_series_form_counts_and_gives_no_score(desk: Desk) -> None:
    desk.workspace.show_form("jbi-case-series")
    page = desk.workspace.pages.currentWidget()
    assert isinstance(page, ChecklistPage) and len(page.rows) == 10
    assert page.result.text() == "3 yes, 7 unclear"
    assert [choice.label for choice in page.overall.choices] == [
        "Include",
        "Exclude",
        "Seek further information",
    ]


# ------------------------------------------------------------------ ROBINS-I, NOS, AMSTAR 2, QUADAS-2


def test_robins_i_of_2016_has_seven_domains_and_the_worst_of_them_holds(desk: Desk) -> None:
    page = opened(desk, "robins-i", "cohort study")
    said = labels(page)
    assert said[:3] == ["Target trial", "Confounding domains", "Co-interventions"], "listed first"
    domains = {f"D{n}": "low" for n in range(1, 8)}
    assert [row.item.label for row in page.rows if isinstance(row, JudgementRow)] == [
        "Confounding", "Selection of participants", "Classification of interventions",
        "Deviations from intended interventions", "Missing data", "Measurement of outcomes",
        "Selection of the reported result",
    ]  # fmt: skip
    overall = ["Low", "Moderate", "Serious", "Critical", "No information"]
    assert [choice.label for choice in page.overall.choices] == overall
    for change, proposed in (
        ({}, "Low"),
        ({"D4": "moderate"}, "Moderate"),
        ({"D5": "no-information"}, "No information"),
        ({"D6": "serious"}, "Serious"),
        ({"D1": "critical"}, "Critical"),
    ):
        write(desk, "robins-i", {**domains, **change})
        domains |= change
        assert page.proposed.word.text() == f"Proposed: {proposed}"


STARS = {
    "nos-cohort": (
        "cohort study",
        {"S1": "b", "S2": "a", "S3": "b", "S4": "yes", "C1": "yes", "C2": "no", "O1": "b", "O2": "yes",
         "O3": "d"},
        "Outcome",
    ),
    "nos-case-control": (
        "case-control study",
        {"S1": "a", "S2": "a", "S3": "a", "S4": "a", "C1": "yes", "C2": "no", "E1": "b", "E2": "yes",
         "E3": "c"},
        "Exposure",
    ),
}  # fmt: skip


def test_newcastle_ottawa_gives_stars_by_section_and_a_conversion_that_is_only_proposed(desk: Desk) -> None:
    for form, (design, answers, third) in STARS.items():
        page = opened(desk, form, design)
        write(desk, form, answers)
        assert page.result.text().startswith(f"Selection 4 of 4, Comparability 1 of 2, {third} 2 of 3")
        assert page.proposed.word.text() == "Proposed: Good" and page.overall.value == ""
        press(desk, page, "C1", "2")
        assert f"Comparability 0 of 2, {third} 2 of 3" in page.result.text()
        assert page.proposed.word.text() == "Proposed: Poor"
        assert "no part of the scale" in page.instrument.checked


def test_amstar_2_turns_on_weaknesses_in_seven_critical_items(desk: Desk) -> None:
    page = opened(desk, "amstar-2", "systematic review")
    critical = [row.item.id for row in page.rows if row.item.section == "critical"]
    assert len(page.rows) == 16 and critical == ["2", "4", "7", "9", "11", "13", "15"]
    write(desk, "amstar-2", {str(n): "yes" for n in range(1, 17)})
    for item, proposed in (("1", "High"), ("3", "Moderate"), ("7", "Low"), ("13", "Critically low")):
        press(desk, page, item, "3" if item == "7" else "2")
        assert page.proposed.word.text() == f"Proposed: {proposed}", item
    assert "2 in critical items, 2 in other items" in page.result.text()


def test_quadas_2_judges_bias_in_four_domains_and_fit_in_three(desk: Desk) -> None:
    page = opened(desk, "quadas-2", "diagnostic accuracy study")
    asked = {row.item.id for row in page.rows if row.item.id[0].isdigit()}
    assert sum(row.item.label.startswith("Risk of bias") for row in page.rows) == 4
    assert sum(row.item.label.startswith("Applicability") for row in page.rows) == 3
    assert len(page.rows) == len(asked) + 7
    write(desk, "quadas-2", {**dict.fromkeys(asked, "yes"), "A1": "low", "A2": "low", "A3": "low"})
    assert [judged(page, f"R{n}") for n in range(1, 5)] == ["Proposed: Low"] * 4
    assert page.proposed.word.text() == "Proposed: Low risk, fits"
    press(desk, page, "2.1", "3")
    assert judged(page, "R2") == "Proposed: Unclear"
    assert page.proposed.word.text() == "Proposed: At risk, fits"
    press(desk, page, "A3", "2")
    assert page.proposed.word.text() == "Proposed: At risk, may not fit"


# ------------------------------------------------------------------ opinion and web sources


def test_opinion_has_six_questions_and_a_web_source_six_and_neither_gives_a_level(desk: Desk) -> None:
    desk.go(3)
    forms = {
        "jbi-text-opinion": [
            "Source of the opinion identified", "Standing in the field", "The people concerned come first",
            "Reasoned conclusion", "Reference to the literature", "Disagreement defended",
        ],
        "aacods": ["Authority", "Accuracy", "Coverage", "Objectivity", "Date", "Significance"],
    }  # fmt: skip
    for form, items in forms.items():
        page = opened(desk, form)
        assert labels(page) == items
        write(desk, form, {row.item.id: "yes" for row in page.rows}, BLOG)
        press(desk, page, page.rows[-1].item.id, "2")
        assert page.result.text() == "5 yes, 1 no" and page.overall.value == ""
        assert not page.proposed.isVisible(), "nothing is proposed"
        assert "never enters a certainty rating" in page.instrument.guidance
    assert desk.workspace.entry is not None and not desk.workspace.entry.bodies
