"""Grade: how sure one may be of a claim, in one population at a time.

The claims stand at the left, the GRADE sheet or a checklist in the centre, the evidence at the right.
A sheet is only ever shown for a body of evidence, and a body holds study quotes only; so nothing here can
let the words of a commentary or of a reader into a rating. Every click and every rest in typing is an
action of the library: there is nothing to save and everything can be undone.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from reviewer.appraisal import grade, wording
from reviewer.appraisal.instruments import instruments
from reviewer.gui.commands import Command
from reviewer.gui.fields import Elided
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grading import ahead, gather
from reviewer.gui.workspaces.grading.across import save_lights
from reviewer.gui.workspaces.grading.agreement_page import AgreementPage
from reviewer.gui.workspaces.grading.appraising import Appraising
from reviewer.gui.workspaces.grading.between import Between
from reviewer.gui.workspaces.grading.bodies import Body, Entry, Shelf, read_shelf
from reviewer.gui.workspaces.grading.claims_list import ClaimsView
from reviewer.gui.workspaces.grading.evidence import EvidenceDock
from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.gui.workspaces.grading.frame import BottomBar, Plain, PopulationSwitch, TopStrip
from reviewer.gui.workspaces.grading.judging import Judging
from reviewer.gui.workspaces.grading.keys import commands, key_line
from reviewer.gui.workspaces.grading.nothing import no_claims, not_gradable
from reviewer.gui.workspaces.grading.own_forms import OwnForms
from reviewer.gui.workspaces.grading.quoting import Quoting
from reviewer.gui.workspaces.grading.sheet import GradeSheet, Heading
from reviewer.gui.workspaces.workspace import Dock, Workspace
from reviewer.language import say
from reviewer.model import Changes

GRADE, AGREEMENT = "grade", "agreement"
TABLES = (
    "claims", "claim_tags", "tags", "populations", "quotes", "studies", "segments", "certainties",
    "appraisals", "imports", "record_edits", "settlements", "first_judgements", "onlookers",
)  # fmt: skip


class GradeWorkspace(Workspace):
    """The workspace; it holds which claim, body and form are in front, and turns signals into actions."""

    id = "grade"
    title = say("Grade")
    icon = "grade"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.scheme = instruments()[GRADE]
        self.shelf = Shelf()
        self.entry: Entry | None = None
        self.form = GRADE
        self._sources: gather.Sources | None = None
        self._population: int | None = None
        self._stale = True
        self._build()
        self._connect()

    # ------------------------------------------------------------------ what it is made of

    def _build(self) -> None:
        self.strip = TopStrip(self.scheme.rule_sets)
        self.switch = PopulationSwitch()
        self.sheet = GradeSheet(self.scheme)
        self.plain = Plain()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.plain)
        self.pages.addWidget(self.sheet)
        self.agreement = AgreementPage(self.session)
        self.pages.addWidget(self.agreement)
        self.judging = Judging(self.session, self.scheme)
        self.between = Between(self.session, self.judging, self.sheet)
        self.appraising = Appraising(self.session)
        self.quoting = Quoting(self.session)
        self.bottom = BottomBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.switch)
        column.addWidget(self.pages, 1)
        column.addWidget(self.bottom)
        self.list = ClaimsView()
        self.count = Elided("small", "text2")
        self.evidence = EvidenceDock()
        dock_keys = ("grade.mark", "grade.next", "grade.checklist", "grade.quote", "grade.rationale")
        for dock in (self.list, self.evidence):
            dock.addActions([self.actions_by_id[id] for id in dock_keys])

    def _connect(self) -> None:
        self.list.claim_chosen.connect(lambda claim: self.session.select("claim", claim))
        self.list.opened.connect(self.activate)
        self.strip.chosen.connect(self.show_form)
        self.strip.rule_set_chosen.connect(lambda rules: self.judging.rate(rule_set=rules))
        self.switch.chosen.connect(self._choose_body)
        self.switch.pooled.connect(self.judging.pool)
        self.sheet.judged.connect(self.judging.judge)
        self.sheet.reasoned.connect(
            lambda of, said: self.judging.reason(of, said, self.sheet.reason_seen(of))
        )
        self.sheet.overridden.connect(self.judging.override)
        self.sheet.started.connect(lambda start: self.judging.rate(start=start))
        self.sheet.fields_changed.connect(
            lambda fields: self.judging.rate(merge=True, seen=self.sheet.facts.seen(fields), **fields)
        )
        self.sheet.borderline.connect(self.judging.borderline)
        self.sheet.effect_changed.connect(self.judging.note_effect)
        self.sheet.facts.effect.refused.connect(self._tell_refused)
        self.sheet.row_changed.connect(self._name_choices)
        self.bottom.marked.connect(self.mark_graded)
        self.bottom.reopened.connect(self._reopen)
        self.bottom.next_wanted.connect(self.next_ungraded)
        self.evidence.quote_chosen.connect(lambda quote: self.session.select("quote", quote))
        self.evidence.quote_opened.connect(lambda quote: self.quoting.open_link(self.entry, quote))
        self.appraising.row_changed.connect(self._name_choices)
        self.appraising.document_changed.connect(self._show_entry)
        self.appraising.words_opened.connect(self.quoting.show)
        self.session.selected.connect(self._on_selected)

    def docks(self) -> Sequence[Dock]:
        return (
            Dock("claims", say("Claims"), self.list, "left", self.count),
            Dock("evidence", say("Evidence"), self.evidence, "right"),
        )

    def commands(self) -> Sequence[Command]:
        return commands(self)

    def key_line(self) -> Sequence[tuple[tuple[str, ...], str]]:
        return key_line(self.pages.currentWidget(), self.pages.currentWidget() is self.agreement)

    def status(self) -> str:
        return self.shelf.counts if self.shelf.entries else ""

    # ------------------------------------------------------------------ reading and showing

    @property
    def body(self) -> Body | None:
        """Return the body the sheet shows: that of the chosen population, else the first."""
        if self.entry is None:
            return None
        bodies = self.entry.bodies
        return next((body for body in bodies if body.key == self._population), bodies[0] if bodies else None)

    def activate(self) -> None:
        """Take the focus where the keys of this workspace act."""
        if self._stale:
            self.refresh(None)
        shown = self.pages.currentWidget()
        if shown is self.sheet:
            self.sheet.begin(self.entry.claim.id if self.entry else None)
        elif isinstance(shown, FormPage):
            shown.focus_row()
        elif shown is self.agreement:
            self.agreement.question.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh(None)

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def flush(self) -> None:
        """Save whatever is still being typed."""
        if self.session.library is not None:
            self.sheet.flush()
            self.appraising.flush()

    def refresh(self, changes: Changes | None) -> None:
        """Read again what changed; while another workspace is in front it waits."""
        if changes is not None and not changes.touches(*TABLES):
            return
        if not self.isVisible() and not self._stale:
            self._stale = True
        if self._stale and not self.isVisible() and changes is not None:
            return
        self._stale = False
        self.shelf = read_shelf(self.session)
        self._show_claim(self.session.claim)

    def _on_selected(self, kind: str, id: int) -> None:
        if self._stale:
            return
        if kind == "claim" and (self.entry is None or self.entry.claim.id != id):
            self.flush()
            self.form = GRADE if self.form == AGREEMENT else self.form
            self._show_claim(id or None)
        elif kind == "population" and self.entry and any(body.key == id for body in self.entry.bodies):
            self._population = id
            self._show_entry()
        elif kind == "quote":
            self.evidence.select(id or None)

    def _show_claim(self, claim: int | None) -> None:
        """Show a claim of the shelf; without one, the first that is still to be graded."""
        before = self.entry.claim.id if self.entry else None
        entry = self.shelf.entry(claim) or (self.shelf.entries[0] if self.shelf.entries else None)
        if self.session.library is None:
            self.form = GRADE
        if entry is None or entry.claim.id != before:
            self.sheet.put_away()
            self.switch.put_away()
            self._population = self.session.population
        self.entry = entry
        self.count.setText(self.shelf.counts if self.shelf.entries else "")
        self.list.show_shelf(self.shelf, entry.claim.id if entry else None)
        self._show_entry()

    def _show_entry(self) -> None:
        entry = self.entry
        self._sources = gather.Sources(self.session, self.shelf, entry) if entry else None
        self.judging.body = self.body
        self.appraising.take(self._sources, self.body)
        self._show_tabs()
        self._show_evidence()
        self._show_form()
        self._show_bottom()
        self.status_changed.emit(self.status())

    def _show_evidence(self) -> None:
        if self._sources is None:
            self.evidence.show_evidence((), ())
            return
        tallies = gather.tallies(self._sources, self.appraising.offers)
        about = gather.source_flags(self._sources, self.body)
        self.evidence.show_evidence(gather.groups(self._sources, self.body), tallies, about)
        self.evidence.select(self.session.quote)

    # ------------------------------------------------------------------ forms

    def _show_tabs(self) -> None:
        tabs = [(GRADE, say("Certainty (GRADE)")), *self.appraising.tabs(self.form)]
        tabs += [(AGREEMENT, say("Agreement"))] if self.form == AGREEMENT else []
        if self.form not in [id for id, _ in tabs]:
            self.form = GRADE
        self.strip.show_forms(tabs if self.entry or self.form == AGREEMENT else [], self.form)
        self.strip.show_others(
            self.appraising.others([id for id, _ in tabs]), [self.actions_by_id["grade.own"]]
        )

    def show_form(self, form: str) -> None:
        """Bring a form to the front: "grade" or the id of an instrument that fits this claim."""
        self.flush()
        self.form = form
        self._show_tabs()
        self._show_form()
        self._show_bottom()
        self.activate()

    def _show_form(self) -> None:
        """Show the form in front, or say why there is none."""
        self.switch.show_bodies(self.entry.bodies if self.entry else (), self._place())
        body = self.body
        self.strip.show_rules(self.judging.rating().rule_set, self.form == GRADE and body is not None)
        if self.form == AGREEMENT:
            self.agreement.ask()
            self.pages.setCurrentWidget(self.agreement)
        elif self.entry is None:
            self._show_nothing()
        elif self.form == GRADE and body is None:
            self.plain.show_words(*not_gradable(self.entry, self.judging.names()))
            self.pages.setCurrentWidget(self.plain)
        elif self.form == GRADE and body is not None:
            self._show_sheet(self.entry, body)
        else:
            self._show_page(self.entry)
        self._name_choices()
        self.key_line_changed.emit()

    def _show_nothing(self) -> None:
        self.plain.show_words(*no_claims(self.session.library is not None))
        self.pages.setCurrentWidget(self.plain)

    def _show_page(self, entry: Entry) -> None:
        page = self.appraising.page(self.form)
        if page is None:
            title, why = self.appraising.refusal(self.form)
            self.plain.show_words(entry.claim.statement, title, why)
        elif self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
            page.stand_between(self.strip.rules, self.bottom.mark)
        self.pages.setCurrentWidget(page or self.plain)

    def _place(self) -> int:
        body = self.body
        return self.entry.bodies.index(body) if self.entry and body else 0

    def _show_sheet(self, entry: Entry, body: Body) -> None:
        rating = self.judging.rating()
        level = grade.rate(rating, self.scheme).level
        pico = entry.claim.pico
        reads = wording.finding(
            level, pico.intervention, pico.outcome or rating.outcome, entry.claim.direction
        )
        summary = ". ".join([self.judging.summary(), *entry.kept_in_words(self.judging.names())])
        heading = Heading(entry.claim.statement, entry.hue, entry.tag_path, summary)
        designs = (
            [self._sources.design(quote.span.document) for quote in body.quotes] if self._sources else []
        )
        proposed = grade.start_for(designs[0]) if designs and designs[0] else ""
        overall = self.shelf.overall(body.key)
        place = self.session.places(
            "certainties", f"{body.claim.id} {body.key or 0} {self.session.reviewer.id}"
        )
        self.sheet.show_rating(heading, rating, body.participants, reads, proposed, overall, place)
        self.between.show()
        self.pages.setCurrentWidget(self.sheet)

    def show_agreement(self) -> None:
        """Show how far reviewers agree, until a claim or a form is chosen again."""
        if self.session.library is not None:
            self.session.requested.emit(self.id)
            self.show_form(AGREEMENT)

    def next_difference(self) -> None:
        """Go to the first difference on the sheet that is to be settled."""
        self.between.next_difference()

    def pool(self) -> None:
        """Ask why the populations of the claim in front may be pooled."""
        self.switch.ask()

    def _tell_refused(self, why: str) -> None:
        self.session.tell(say("The effect typed last was not kept. {why}", why=why))

    # ------------------------------------------------------------------ rating

    def _choose_body(self, place: int) -> None:
        self.flush()
        self.sheet.put_away()
        if self.entry:
            self._population = self.entry.bodies[place].key
            self.session.select("population", self._population)
            self._show_entry()

    def mark_graded(self) -> None:
        """Mark what is in front as graded or done, or lead to the first reason that is still missing."""
        self.flush()
        shown = self.pages.currentWidget()
        if isinstance(shown, FormPage):
            self.appraising.finishing.mark(shown)
        elif (
            shown is not self.agreement
            and not self.judging.mark()
            and self.body is not None
            and not self.judging.rating().graded
        ):
            self.sheet.focus_domain(self.judging.first_missing())

    def next_ungraded(self) -> None:
        """Go to the next body that is gradable and not graded, from here on and round; from a form to the
        next study that is not appraised with it."""
        self.flush()
        shown = self.pages.currentWidget()
        if isinstance(shown, FormPage):
            self._next_study(self.form)
        elif (found := ahead.next_body(self.shelf, self.body)) is not None:
            self._go(*found)
        else:
            self.session.tell(say("Every claim that can be graded is graded."))

    def _next_study(self, form: str) -> None:
        found = self.appraising.next_study(form, self.shelf)
        if found is None:
            self.session.tell(say("Every study that this form fits is appraised."))
            return
        claim, document = found
        self.appraising.choose(form, document)
        if self.entry is None or self.entry.claim.id != claim:
            self.session.select("claim", claim)
        self._show_entry()
        shown = self.pages.currentWidget()
        if isinstance(shown, FormPage):
            shown.begin()

    def _go(self, entry: Entry, body: Body) -> None:
        self.form = GRADE
        self.session.select("claim", entry.claim.id)
        self._population = body.key
        self.session.select("population", body.key)
        self._show_entry()
        self.sheet.current = 1
        self.activate()

    def _reopen(self) -> None:
        shown = self.pages.currentWidget()
        if isinstance(shown, FormPage):
            self.appraising.finishing.reopen(shown)
        else:
            self.judging.reopen()

    def _show_bottom(self) -> None:
        shown = self.pages.currentWidget()
        self.bottom.setVisible(shown is not self.agreement)
        self.bottom.show_state(
            self.appraising.finishing.state(shown)
            if isinstance(shown, FormPage)
            else self.judging.state(shown is self.sheet)
        )

    # ------------------------------------------------------------------ keys

    def _move(self, by: int) -> None:
        shown = self.pages.currentWidget()
        if isinstance(shown, GradeSheet | FormPage):
            shown.step(by)

    def _pick(self, number: int) -> None:
        shown = self.pages.currentWidget()
        if isinstance(shown, GradeSheet | FormPage):
            shown.pick(number)

    def next_form(self) -> None:
        """Bring the next checklist to the front."""
        self.strip.step()

    def write_rationale(self) -> None:
        """Put the caret into the reason of the row in front."""
        shown = self.pages.currentWidget()
        if isinstance(shown, GradeSheet | FormPage):
            shown.write_rationale()

    def turn_borderline(self) -> None:
        """Turn round whether the tables explain the domain in front as borderline."""
        self.sheet.turn_borderline()

    def take_proposed(self) -> None:
        """Judge the row in front as the rules propose."""
        shown = self.pages.currentWidget()
        if isinstance(shown, FormPage):
            shown.take_proposed()

    def show_own(self) -> None:
        """Show the folder of one's own instruments, what is refused there, and a form to make one."""
        self.own_forms = OwnForms(self)
        self.own_forms.added.connect(lambda _form: self._show_entry())
        self.own_forms.finished.connect(lambda _result: self._show_entry())
        self.own_forms.show()

    def save_lights(self, added_up: bool = False) -> None:
        """Save the judgements made with the checklist in front, study by study or added up."""
        save_lights(self, self.session, self.form, added_up)

    def attach_quote(self) -> None:
        """Let the words of the selected quote show the answer in front, or take them away."""
        shown = self.pages.currentWidget()
        if isinstance(shown, FormPage) and self.entry is not None:
            self.quoting.attach(self.appraising, shown, self.entry)

    def _name_choices(self) -> None:
        """Name the number keys after what they choose now, and close those that choose nothing."""
        shown = self.pages.currentWidget()
        self.session.answering = self.appraising.answering(shown) if isinstance(shown, FormPage) else None
        names: dict[int, str] = {}
        if isinstance(shown, GradeSheet | FormPage):
            names = shown.choice_names()
        for number in range(7):
            action: QAction = self.actions_by_id[f"grade.choose.{number}"]
            action.setText(names.get(number, say("Answer {n}", n=number)))
            action.setEnabled(number in names)

    def open_quote(self) -> None:
        """Show the selected quote of this claim in its text, or the first one that counts; from a checklist,
        the document it appraises."""
        wanted = self.session.answering
        if isinstance(self.pages.currentWidget(), FormPage) and wanted is not None:
            self.session.go("read", document=wanted.document)
        else:
            self.quoting.open(self.entry, self.body)
