"""The docks show what the library holds, save what is typed, and keep caret and focus when told again."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from reviewer.actions import claims as actions
from reviewer.actions import documents as document_actions
from reviewer.gui import theme
from reviewer.gui.window import Window
from reviewer.gui.workspaces.reading.outline import parts, summary
from reviewer.library import documents
from reviewer.model import Kind, Voice
from tests.gui.read.at_the_desk import SHIFT, Key, Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def select(person: Person, number: int, start: int | None = None) -> None:
    claim = next(c for c in person.claims() if c.number == number)
    person.session.select("claim", claim.id)
    if start is not None:
        person.session.select("quote", next(q.id for q in person.quotes() if q.span.start == start))


def test_the_outline_names_the_voices_in_their_order(reader: Person) -> None:
    desk = reader.workspace.desk
    assert desk is not None
    rows = parts(desk)

    assert [row.text for row in rows] == [
        "Study abstract", "Quoted, no citation in the text", "Commentary", "MouseDoctor", "Reader comments",
        "1 · “I will get my 5th infusion…”", "2 · “If only there was a way…”", "3 · quotes 2, then answers",
        "Boilerplate", "Byline",
    ]  # fmt: skip
    assert summary(desk) == (f"{sum(row.words or 0 for row in rows)} words, ", "boundaries confirmed")


def test_the_outline_counts_what_is_to_check(person: Person) -> None:
    assert person.workspace.outline.line.accessibleName().endswith("words, 2 boundaries to check")


def test_the_outline_goes_to_a_part_on_click_and_on_enter(reader: Person) -> None:
    outline = reader.workspace.outline
    box = outline.list.visualRect(outline.model.index(2))
    reader.click(outline.list.viewport(), box.center())
    assert reader.page.caret() == reader.part("In my mind").start

    outline.focus_list()
    reader.key(Key.Key_Down)
    reader.key(Key.Key_Down)
    reader.key(Key.Key_Return)
    assert reader.page.caret() == reader.part("I will get").start
    assert reader.focus() is reader.page


def test_the_outline_follows_the_caret(reader: Person) -> None:
    reader.page.set_caret(reader.part("In my experience").start)

    assert reader.workspace.outline.list.current_row().text == "Reader comments" or (
        reader.workspace.outline.list.current_row().text.startswith("3 ·")
    )


def test_the_codebook_counts_the_quotes_here(reader: Person) -> None:
    desk = reader.workspace.desk
    assert desk is not None
    counts = {desk.path_of(desk.tags[id]): count for id, count in desk.counts().items()}

    assert counts["Mechanism"] == 4
    assert counts["Mechanism › NK cells"] == 2
    assert counts["Efficacy › Relapse rate"] == 0


def test_a_tag_is_added_renamed_defined_and_removed(reader: Person) -> None:
    codebook = reader.workspace.codebook
    codebook.start_tag(None)
    reader.type("Cost")
    reader.key(Key.Key_Return)
    desk = reader.workspace.desk
    assert desk is not None
    made = next(tag for tag in desk.tags.values() if tag.name == "Cost")
    assert (made.colour, codebook.selected()) == ("sienna", made.id)

    codebook.definition.setFocus()
    reader.type("What it costs.")
    reader.rest()
    codebook.rename(made.id, "Costs")
    found = reader.workspace.desk.tags[made.id]
    assert (found.name, found.definition) == ("Costs", "What it costs.")

    codebook.tree.setFocus()
    codebook.select(made.id)
    reader.key(Key.Key_Delete)
    assert made.id not in reader.workspace.desk.tags


def test_the_claim_dock_shows_the_quote_as_it_stands(reader: Person) -> None:
    select(reader, 5, 776)
    dock = reader.workspace.claim_dock

    assert dock.quote.place.text() == "¶2, characters 776–828"
    assert not dock.quote.match.isHidden() and dock.quote.find_again.isHidden()
    assert dock.quote.exact.text() == "“mitoxantrone persistently suppresses B cells in vivo”"
    assert dock.quote.voice.text == "Study abstract, second-hand"
    assert dock.also_count.text() == "1 other document"
    assert dock.head.apart.text() == "Two populations, graded apart, never pooled"
    assert dock.changes.text().endswith(("change", "changes"))


def test_certainty_stands_by_population(reader: Person) -> None:
    desk = reader.workspace.desk
    assert desk is not None
    claim = next(c for c in reader.claims() if c.number == 5)
    bodies = desk.bodies(claim.id, reader.session.reviewer.id)

    assert [(body.name, body.level, body.participants) for body in bodies] == [("MS", 1, 19), ("NMO", 1, 20)]


def test_what_cannot_be_graded_says_so(reader: Person) -> None:
    select(reader, 10)

    assert not reader.workspace.claim_dock.head.grade.isEnabled()
    assert reader.workspace.desk.not_gradable(reader.session.claim) == "experience"
    assert [note.detail for note in reader.page._notes.values() if note.number == "11"] == [
        "not gradable: context"
    ]


def test_typing_saves_after_a_pause_and_survives_a_reload(claimed: Person) -> None:
    field = claimed.workspace.claim_dock.quote.fields["outcome"]
    field.setFocus()
    claimed.type("B cells")
    assert claimed.quote().pico.outcome == ""
    claimed.rest()
    assert claimed.quote().pico.outcome == "B cells"

    field.setCursorPosition(2)
    claimed.session.changed.emit(None)
    assert (field.text(), field.cursorPosition(), claimed.focus()) == ("B cells", 2, field)


def test_typing_saves_when_the_focus_leaves(claimed: Person) -> None:
    claimed.workspace.claim_dock.quote.fields["comparator"].setFocus()
    claimed.type("none")
    claimed.page.setFocus()

    assert claimed.quote().pico.comparator == "none"


def test_typing_saves_before_another_quote_is_shown(reader: Person) -> None:
    select(reader, 5, 776)
    before = reader.quote()
    reader.workspace.claim_dock.quote.fields["comparator"].setFocus()
    reader.type("!")
    select(reader, 7)

    link = next(q for q in reader.quotes() if q.id == before.id)
    assert link.pico.comparator.strip("!") == before.pico.comparator
    assert "!" in link.pico.comparator
    assert "!" not in reader.quote().pico.comparator


def test_words_being_typed_are_not_lost_to_a_reload(claimed: Person) -> None:
    field = claimed.workspace.claim_dock.head.statement
    field.setFocus()
    field.selectAll()
    claimed.type("Half a thou")
    claimed.session.perform(actions.add_claim, "Another")
    claimed.type("ght")
    claimed.rest()

    assert claimed.claims()[0].statement == "Half a thought"


def test_an_empty_statement_is_not_saved(claimed: Person) -> None:
    field = claimed.workspace.claim_dock.head.statement
    field.setFocus()
    field.selectAll()
    claimed.key(Key.Key_Backspace)
    claimed.rest()

    assert claimed.claims()[0].statement == "B cells fall."
    assert claimed.messages == []


def test_typing_without_a_pause_is_one_step_of_undo(claimed: Person) -> None:
    field = claimed.workspace.claim_dock.note
    field.setFocus()
    claimed.type("Ask ")
    claimed.rest()
    claimed.type("for it")
    claimed.rest()
    assert claimed.claims()[0].note == "Ask for it"

    claimed.session.undo()
    assert claimed.claims()[0].note == ""
    assert field.toPlainText() == ""


def test_a_long_statement_folds_to_three_lines_with_all_of_it_in_the_tooltip(claimed: Person) -> None:
    field = claimed.workspace.claim_dock.head.statement
    claimed.page.setFocus()
    claimed.session.perform(
        actions.edit_claim, claimed.session.claim, statement="B cells fall in the blood. " * 12
    )

    assert field.folded
    assert field.height() < 4 * theme.line_height("claim")
    assert field.toolTip().count("B cells") == 12

    field.setFocus()
    assert not field.folded


def test_the_short_form_of_a_claim_stands_in_the_margin(claimed: Person) -> None:
    general = claimed.workspace.claim_dock.general
    claimed.click(general.opener)
    general.fields["label"].setFocus()
    claimed.type("B cells")
    claimed.rest()

    assert claimed.claims()[0].label == "B cells"
    assert [n.title for quote, n in claimed.page._notes.items() if quote > 0] == ["B cells"]


def test_background_words_do_not_count(claimed: Person) -> None:
    box = claimed.workspace.claim_dock.quote.background
    claimed.click(box, QPoint(10, box.height() // 2))
    claimed.page.setFocus()

    assert claimed.quote().background
    assert not claimed.quote().counts
    assert claimed.workspace.desk.not_gradable(claimed.session.claim) == "context"


def test_a_population_is_made_of_the_words_and_used_for_the_next_quote(claimed: Person) -> None:
    form = claimed.workspace.claim_dock.quote
    form.fields["population_words"].setFocus()
    claimed.type("Progressive MS")
    claimed.rest()
    form.population.named.emit()
    made = claimed.quote().population
    assert claimed.workspace.desk.populations[made].name == "Progressive MS"

    claimed.page.select(879, 945)
    claimed.page.setFocus()
    claimed.key(Key.Key_Q)
    assert claimed.quote().population == made


def test_a_click_on_the_other_document_goes_there(reader: Person) -> None:
    select(reader, 5, 776)
    other = reader.workspace.claim_dock.also.itemAt(0).widget()
    reader.click(other)

    assert reader.session.document == 1
    assert reader.workspace.desk.document.id == 1
    assert reader.workspace.claim_dock.quote.exact.text().startswith("“mitoxantrone treatment preferentially")


def test_a_claim_selected_elsewhere_is_selected_here(reader: Person) -> None:
    link = next(q for q in reader.quotes() if q.span.start == 1109)
    reader.session.go("read", document=2, quote=link.id)

    assert reader.session.claim == link.claim
    assert reader.page.scene.current == link.id
    reader.session.go("read", document=2, span=(2202, 2230))
    assert reader.page.selected_span().start == 2202


def test_an_empty_library_says_what_to_do(person: Person) -> None:
    dock = person.workspace.claim_dock
    assert dock.empty.text() == "No claims yet. Select words and press Q."
    assert not dock.empty.isHidden()


def test_a_second_hand_study_without_citation_is_flagged(reader: Person) -> None:
    select(reader, 5, 776)
    flags = reader.workspace.claim_dock.quote.flags
    told = [flags.itemAt(n).widget().accessibleName() for n in range(flags.count())]

    assert "The blog names no source for this abstract." in told


def test_a_proposed_design_is_used_with_one_click(person: Person) -> None:
    person.session.select("document", 1)
    person.place.docks["source"].raise_()
    form = person.workspace.source_dock.study
    person.qtbot.waitUntil(lambda: form.said.text() != "")  # it fills itself once it is seen
    assert "Retrospective case series" in form.said.text()
    form.confirm.click()

    assert person.session.read(documents.study, 1).design == form.proposal.design == "case series"
    assert form.confirm.isHidden()


def test_a_number_of_people_must_be_a_number(person: Person) -> None:
    person.place.docks["source"].raise_()
    form = person.workspace.source_dock.study
    person.qtbot.waitUntil(lambda: form.desk is not None)  # it fills itself once it is seen
    form.people.setText("many")
    form._write_people("many")
    assert person.messages == [
        "“many” is not a number of people. Leave the field empty where the text does not say."
    ]

    form._write_people("19")
    assert person.session.read(documents.study, 2).participants == 19


def test_voices_are_shown_dimmed_folded(person: Person) -> None:
    toggle = person.workspace.header.toggles["reader"]
    person.page.setFocus()
    person.key(Key.Key_3, SHIFT)
    assert (toggle.mode, toggle.accessibleName()) == ("dim", "Reader is dimmed")
    person.click(toggle)
    assert toggle.mode == "fold"
    assert any(run.folded and run.voice == "reader" for run in person.page.scene.plan.runs)


def test_undoing_an_import_leaves_an_empty_desk(person: Person) -> None:
    person.session.undo()

    assert person.workspace.desk is None
    assert not person.workspace.empty.isHidden()
    assert person.session.document is None


def test_the_next_document_comes_round(person: Person) -> None:
    person.workspace.go_document(1)
    first = person.session.document
    person.workspace.go_document(1)

    assert (first, person.session.document) == (1, 2)


def test_a_changed_voice_changes_what_the_quote_counts_for(claimed: Person) -> None:
    part = claimed.part("While")
    claimed.session.perform(document_actions.set_kind, 2, part.id, Kind.COMMENTARY)

    assert claimed.quote().voice is Voice.COMMENTARY
    assert claimed.workspace.claim_dock.quote.voice.voice == "commentary"
    assert not claimed.workspace.claim_dock.head.grade.isEnabled()


def test_every_control_has_a_name(reader: Person) -> None:
    select(reader, 5, 776)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in (
            *reader.workspace.findChildren(theme.KeyButton),
            *reader.workspace.header.toggles.values(),
        )
        if not (widget.accessibleName() or widget.text())
    ]
    fields = reader.workspace.claim_dock.quote.fields.values()

    assert nameless == []
    assert all(field.accessibleName() for field in fields)
    assert reader.workspace.claim_dock.head.statement.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_count_of_changes_opens_the_history_of_the_window(claimed: Person) -> None:
    wanted: list[str] = []
    claimed.workspace.wanted.connect(wanted.append)
    claimed.click(claimed.workspace.claim_dock.changes)
    window = Window(claimed.session)
    claimed.qtbot.addWidget(window)

    assert wanted == ["edit.history"]
    assert wanted[0] in window.actions_by_id


def test_links_and_glyphs_take_the_inks_of_the_theme_they_are_shown_in(
    separating: Person, qapp: QApplication
) -> None:
    outline, box = separating.workspace.outline, separating.workspace.question.below

    def inks() -> tuple[list[str], list[str]]:
        line = outline.line.grab().toImage()
        glyph = box.itemIcon(box.findText("Study")).pixmap(16, 16).toImage()
        return tuple(  # type: ignore[return-value]
            [image.pixelColor(x, y).name() for y in range(image.height()) for x in range(image.width())]
            for image in (line, glyph)
        )

    separating.key(Key.Key_Escape)
    try:
        theme.apply(qapp, "dark")
        qapp.processEvents()
        line, glyph = inks()
        assert theme.colour("accent").name() in line
        assert theme.colour("study").name() in glyph
    finally:
        theme.apply(qapp, "light")


def test_a_narrow_dock_puts_nothing_over_anything(person: Person) -> None:
    dock = person.workspace.claim_dock
    dock.setFixedWidth(310)
    start = person.text.index("persistently suppresses")
    person.page.select(start, start + 30)
    person.page.setFocus()
    person.key(Key.Key_Q)
    person.qtbot.wait(20)
    head = dock.head
    shown = [
        head.grade,
        *(label for label in head.findChildren(QLabel) if label.isVisible() and label.text()),
    ]

    assert [label.text() for label in shown] == ["Grade", "Population not stated", "not graded yet"]
    for one, other in combinations(shown, 2):
        assert not one.geometry().intersects(other.geometry()), (one.text(), other.text())
