"""The Synthesis workspace: claims against sources, the evidence map, and beside them the claim in front."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer.actions import claims as claiming
from reviewer.actions import figures, synthesis
from reviewer.actions import flow as tracing
from reviewer.actions import reports as reporting
from reviewer.actions import suggestions as answering
from reviewer.actions.reports import ExportResult
from reviewer.appraisal.bodies import instead_in_words
from reviewer.gui import jobs, theme
from reviewer.gui.commands import Command
from reviewer.gui.session import Session
from reviewer.gui.workspaces.synthesising import keys, leaving
from reviewer.gui.workspaces.synthesising.bar import FINDINGS, FLOW, MAP, MATRIX, FigureBar, LayoutBar, Legend
from reviewer.gui.workspaces.synthesising.docks import CellPane, ClaimPane
from reviewer.gui.workspaces.synthesising.evidence_map import MapPane
from reviewer.gui.workspaces.synthesising.findings import FindingsPane
from reviewer.gui.workspaces.synthesising.flow import FlowPane
from reviewer.gui.workspaces.synthesising.gathering import Card, Gatherer
from reviewer.gui.workspaces.synthesising.grid import Grid
from reviewer.gui.workspaces.synthesising.notes import NotesPane
from reviewer.gui.workspaces.synthesising.nothing import Nothing, missing
from reviewer.gui.workspaces.synthesising.populations import name_of
from reviewer.gui.workspaces.workspace import Dock, Workspace
from reviewer.language import say, say_count
from reviewer.model import Changes
from reviewer.model.flow import Channel
from reviewer.synthesis.evidence_map import Mark, evidence_map
from reviewer.synthesis.holdings import Holdings, Proposed
from reviewer.synthesis.matrix import Line

TABLES = (
    "claims", "claim_tags", "tags", "quotes", "populations", "certainties", "studies", "segments",
    "documents", "imports", "suggestions", "quoted_studies", "duplicates", "record_edits",
    "settlements", "first_judgements", "onlookers",
)  # fmt: skip
SOON_MS = 400
"""Pause after a change before the machine looks for words that belong to claims."""
TRACED = ("decisions", "settled_decisions", "retrievals", "exclusion_reasons", "properties")
"""Tables that the flow is counted from, besides those that the rest is made of."""


class SynthesisWorkspace(Workspace):
    """Matrix, map, flow and findings over one reading of the library."""

    id = "synthesis"
    title = say("Synthesis")
    icon = "matrix"

    def __init__(self, session: Session) -> None:
        self.proposed: tuple[Proposed, ...] = ()
        self.held = Holdings()
        self._stale = True
        self._waits = {MAP, FLOW, FINDINGS}
        """Figures that are to be made anew when they are next in front."""
        self._job: jobs.Job | None = None
        self._findings = ""
        super().__init__(session)
        self.gatherer = Gatherer(session)
        self.figure, self.layout_bar, self.legend = FigureBar(), LayoutBar(), Legend()
        self.grid, self.map, self.flow, self.findings = Grid(), MapPane(), FlowPane(), FindingsPane()
        self.claim_pane, self.cell_pane, self.notes = ClaimPane(session), CellPane(), NotesPane(session)
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=SOON_MS)
        self._timer.timeout.connect(self._propose)
        self._connect()

    def _build(self) -> None:
        self.pages = QStackedWidget()
        self.nothing = Nothing()
        for page in (self.grid, self.map, self.flow, self.findings, self.nothing):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.figure)
        column.addWidget(self.layout_bar)
        column.addWidget(self.pages, 1)
        column.addWidget(self.legend)
        keys = QWidget()
        row = QHBoxLayout(keys)
        row.setContentsMargins(0, 0, 6, 0)
        row.addStretch(1)
        row.addWidget(theme.KeyCap("J"))
        row.addWidget(theme.KeyCap("K"))
        self._claim_keys = keys
        for pane in (self.claim_pane, self.cell_pane, self.notes):
            pane.addActions(list(self.actions_by_id.values()))

    def _connect(self) -> None:
        self.figure.turned.connect(self._turn)
        self.figure.changed.connect(self._lay_out)
        self.figure.filter.left.connect(self.grid.focus)
        self.layout_bar.changed.connect(self._lay_out)
        self.layout_bar.copied.connect(self.copy_table)
        self.layout_bar.exported.connect(self.export)
        self.grid.moved.connect(self._on_moved)
        self.grid.opened.connect(self.open_quote)
        self.map.sheet.chosen.connect(self._choose_mark)
        self.map.sheet.opened.connect(self._open_mark)
        self.flow.sought.connect(lambda query: self.session.seek(query, "screen"))
        self.flow.said.connect(self._say_found)
        self.findings.chosen.connect(lambda claim: self.session.select("claim", claim))
        self.findings.graded.connect(
            lambda claim, population: self.session.go("grade", claim=claim, population=population)
        )
        for pane in (self.claim_pane, self.cell_pane):
            pane.quote_chosen.connect(self._choose_card)
            pane.quote_opened.connect(self._open_card)
            pane.answered.connect(self._answer)
        self.claim_pane.grade_wanted.connect(self.grade)
        self.claim_pane.noted.connect(self._note)
        self.notes.chosen.connect(self._choose_note)
        self.notes.noted.connect(self._note_quote)
        self.session.selected.connect(self._on_selected)

    def docks(self) -> Sequence[Dock]:
        return (
            Dock("synthesis.claim", say("Claim"), self.claim_pane, "right", self._claim_keys),
            Dock("synthesis.cell", say("Cell"), self.cell_pane, "right"),
            Dock("synthesis.notes", say("Notes", context="dock"), self.notes, "right"),
        )

    def commands(self) -> Sequence[Command]:
        return keys.commands(self)

    def key_line(self) -> Sequence[tuple[tuple[str, ...], str]]:
        return keys.key_line(self.tab, self._proposal() is not None if self.tab == MATRIX else False)

    def _step(self, way: int) -> None:
        self.grid.step(way)

    def status(self) -> str:
        made = self.grid.evidence_rows.matrix
        documents = len({column.document for column in made.columns})
        return ", ".join((
            say_count(len(made.lines), "{n} claim", "{n} claims"),
            say_count(made.quotes, "{n} quote", "{n} quotes"),
            say_count(documents, "{n} document", "{n} documents"),
        ))  # fmt: skip

    # ------------------------------------------------------------------ reading

    @property
    def waiting(self) -> bool:
        """Tell whether the machine will look for words that belong to claims in a moment."""
        return self._timer.isActive()

    @property
    def tab(self) -> int:
        """Return which figure is in front: MATRIX, MAP, FLOW or FINDINGS."""
        return self.figure.tabs.currentIndex()

    def activate(self) -> None:
        """Take the focus where the keys of this workspace act."""
        if self._stale:
            self.refresh(None)
        (self.grid, self.map, self.flow, self.findings)[self.tab].focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh(None)

    def hideEvent(self, event: QHideEvent) -> None:
        self.claim_pane.note.flush()
        self.notes.flush()
        super().hideEvent(event)

    def refresh(self, changes: Changes | None) -> None:
        """Read again what changed; while another workspace is in front it waits."""
        if changes is not None and not changes.touches(*TABLES, *TRACED):
            return
        if changes is None:
            self.proposed = ()
        if not self.isVisible():
            self._stale = True
            return
        self._read()
        self._timer.start()

    def _read(self) -> None:
        """Read the library and show it; what was proposed before stays until it is looked for again."""
        self._stale, self._waits = False, {MAP, FLOW, FINDINGS}
        opened = self.session.library is not None
        self.held = self.session.read(synthesis.holdings, self.proposed) if opened else Holdings()
        self.gatherer.take(self.held)
        self._lay_out()

    def _propose(self) -> None:
        """Look on the worker thread for words that belong to claims."""
        if self._job is not None:
            self._job.cancel()
        if self.isVisible() and self.layout_bar.suggestions.isChecked():
            self._job = self.session.watch(synthesis.proposals, done=self._take_proposals)

    def _take_proposals(self, found: synthesis.Proposals) -> None:
        self.layout_bar.tell_looked(found.looked, found.documents)
        if found.found != self.proposed:
            self.proposed = found.found
            if self.isVisible():
                self._read()
            else:
                self._stale = True

    def _lay_out(self) -> None:
        """Show what was read as the bars say."""
        view = self.layout_bar.view(self.figure)
        made, rows = figures.laid_out(self.held, view)
        self.figure.show_counts(made)
        self.legend.explain(made, self.tab == MAP)
        self.grid.show_matrix(made, rows, view, self.session.claim, self.session.quote)
        self._waits.add(MAP)
        self._show_figure()
        self._turn_page(bool(rows))
        self._show_front()
        self.status_changed.emit(self.status())

    # ------------------------------------------------------------------ showing

    def _turn(self, _tab: int) -> None:
        held = self.figure.tabs.hasFocus()
        self.figure.tabs.setFocus(
            Qt.FocusReason.OtherFocusReason
        )  # or Qt gives it to the first mark there is
        self._show_figure()
        self.layout_bar.for_tab(self.tab)
        self.figure.for_matrix(self.tab == MATRIX)
        self.legend.explain(self.grid.evidence_rows.matrix, self.tab == MAP)
        self._turn_page(bool(self.grid.evidence_rows.rows))
        if not held:
            self.activate()
        self._show_front()
        self.key_line_changed.emit()

    def _show_figure(self) -> None:
        """Make the figure in front anew where it waits for that; the others wait until they are in front."""
        if self.tab == MAP and MAP in self._waits:
            self._waits.discard(MAP)
            experience = self.layout_bar.experience.isChecked()
            self.map.sheet.show_map(evidence_map(self.held, experience=experience))
            self.map.sheet.select(self.session.claim)
        elif self.tab == FLOW and FLOW in self._waits:
            self._waits.discard(FLOW)
            self.session.watch(tracing.pictured, done=self.flow.show_flow)
        elif self.tab == FINDINGS:
            self._show_findings()

    def _show_findings(self) -> None:
        kind = self.layout_bar.table.value
        if FINDINGS not in self._waits and kind == self._findings:
            return
        self._waits.discard(FINDINGS)
        self._findings = kind
        name = leaving.named(FINDINGS, kind)

        def show(table: reporting.FindingsTable) -> None:
            self.findings.show_table(table, say(name.capitalize()))
            self.findings.go(self.session.claim)
            self._turn_page(True)

        self.session.watch(reporting.findings_table, kind, done=show)

    def _turn_page(self, shown: bool) -> None:
        """Bring the figure to the front, or say why there is none."""
        gap = self.figure.gaps.currentText() if self.figure.gap else ""
        said = missing(self.held if self.session.library else None, self.tab, shown, gap)
        if said:
            self.nothing.say(*said)
        front = (self.grid, self.map, self.flow, self.findings)[self.tab]
        self.pages.setCurrentWidget(self.nothing if said else front)
        self.legend.setVisible(not said and self.tab in (MATRIX, MAP))

    def _on_moved(self) -> None:
        line = self.grid.claim()
        if line is not None and self.isVisible() and line.claim.id != self.session.claim:
            self.session.select("claim", line.claim.id)
        self._show_front()
        self.key_line_changed.emit()

    def _on_selected(self, kind: str, id: int) -> None:
        if self._stale:
            return
        if kind == "claim":
            line = self.grid.claim()
            if line is None or line.claim.id != id:
                self.grid.go(id or None)
            self.map.sheet.select(id or None)
            self.findings.go(id or None)
            if self.tab != MATRIX and self.isVisible():
                self._show_front()
        elif kind == "quote":
            column = self.grid.column_of(self.session.claim, id)
            if column is not None and not self.isVisible():  # a card chosen here leaves the cell
                self.grid.go(self.session.claim, column)
            for pane in (self.claim_pane, self.cell_pane):
                pane.cards.select(id or None)

    def _line(self) -> Line | None:
        """Return the claim in front: beside the matrix the one that is selected, shown there or not."""
        if self.tab != MATRIX:
            lines = self.grid.evidence_rows.matrix.lines
            return next((line for line in lines if line.claim.id == self.session.claim), None)
        return self.grid.claim() if self.grid.evidence_rows.rows else None

    def _show_front(self) -> None:
        line, made = self._line(), self.grid.evidence_rows.matrix
        if line is None or self.session.library is None:
            self.claim_pane.show_dossier(None)
            self.cell_pane.show_cell(say("No cell is chosen."), "", ())
            self.notes.show_notes(made.lines, None)
            return
        dossier = self.gatherer.dossier(made, line)
        self.claim_pane.show_dossier(dossier)
        self.notes.show_notes(made.lines, dossier)
        self._show_cell(line)
        for pane in (self.claim_pane, self.cell_pane):
            pane.cards.select(self.session.quote)

    def _show_cell(self, line: Line) -> None:
        cell, index = self.grid.cell(), self.grid.evidence.currentIndex()
        place = self.grid.population()
        if place is not None and place >= 0:
            population = self.grid.grade_rows.matrix.populations[place]
            grade = line.grades[place]
            said = ", ".join(
                part
                for part in (say(grade.words or "nothing is said of it"), instead_in_words(grade.reason))
                if part
            )
            title = say("Certainty in {population}", population=name_of(population, short=False))
            self.cell_pane.show_cell(title, said[:1].upper() + said[1:], ())
        elif cell is not None and index.isValid():
            column = self.grid.evidence_rows.column(index.column())
            said = cell.spoken if cell.quotes or cell.proposed else say("says nothing to this claim")
            title = f"{column.label}: {column.source}"
            self.cell_pane.show_cell(
                title,
                say("Claim {number}: {said}", number=line.claim.number, said=said),
                self.gatherer.cards((cell,)),
            )

    # ------------------------------------------------------------------ what a person does

    def turn_colour(self) -> None:
        """Colour cells by stance in place of voice, or the other way round."""
        self.layout_bar.turn_colour()

    def turn_experience(self) -> None:
        """Show or hide what readers say."""
        self.layout_bar.experience.toggle()

    def open_quote(self) -> None:
        """Show the first quote of the cell in front in its text; of a certainty its rating in Grade."""
        if self.grid.population() is not None:
            self.grade()
            return
        cell = self.grid.cell()
        cards = self.gatherer.cards((cell,)) if cell is not None else ()
        own = next((card for card in cards if card.quote == self.session.quote), None)
        card = own or next(iter(cards), None)
        if card is None:
            self.session.tell(say("Nothing is said here."), say("Cells with a band hold quotes."))
        else:
            self._open_card(card)

    def _open_card(self, card: Card) -> None:
        if card.quote:
            self.session.go("read", document=card.span.document, claim=card.claim, quote=card.quote)
        else:
            span = card.span.start, card.span.end
            self.session.go("read", document=card.span.document, claim=card.claim, span=span)

    def _choose_card(self, card: Card) -> None:
        if card.quote:
            self.session.select("quote", card.quote)

    def _choose_mark(self, mark: Mark) -> None:
        if mark.claims > 1:
            return
        self.session.select("claim", mark.claim)
        self._show_front()

    def _open_mark(self, mark: Mark) -> None:
        if mark.claims > 1:
            self._show_many(mark)
            return
        self._choose_mark(mark)
        dossier = self.claim_pane.dossier
        card = next(iter(dossier.cards), None) if dossier is not None else None
        if card is not None:
            self._open_card(card)

    def _show_many(self, mark: Mark) -> None:
        """Show in the matrix the claims that one mark stands for."""
        tag = next(row.title for row in self.map.sheet.found.rows if mark in row.cells.get(mark.place, ()))
        self.layout_bar.sort_by("certainty")
        self.figure.tabs.setCurrentIndex(0)
        self.figure.filter.setText(tag)

    def grade(self) -> None:
        """Show the claim in front in Grade, in the population in front if there is one."""
        line = self._line()
        if line is None:
            return
        place = self.grid.population() if self.tab == MATRIX else None
        populations = self.grid.grade_rows.matrix.populations
        key = populations[place].id or None if place is not None and place >= 0 else self.session.population
        self.session.go("grade", claim=line.claim.id, population=key)

    def _proposal(self) -> Card | None:
        """Return the proposal that Y and N answer: the card with the keyboard, else that of the cell."""
        for pane in (self.claim_pane, self.cell_pane):
            card = pane.cards.in_front()
            if card is not None:
                return card if card.key else None
        cell = self.grid.cell() if self.tab == MATRIX else None
        cards = self.gatherer.cards((cell,)) if cell is not None and cell.proposed else ()
        return next((card for card in cards if card.key), None)

    def answer(self, yes: bool) -> None:
        """Accept or reject the proposal in front."""
        card = self._proposal()
        if card is None:
            self.session.tell(say("Nothing is suggested here."), say("Dotted cells hold suggestions."))
        else:
            self._answer(card, yes)

    def _answer(self, card: Card, yes: bool) -> None:
        if self.session.library is None:
            return
        self.proposed = tuple(each for each in self.proposed if each.key != card.key)
        verb = answering.accept if yes else answering.reject
        self.session.attempt(lambda library: verb(library, answering.named(library, card.key)))

    def _say_found(self, source: int, channel: str, name: str) -> None:
        if channel:
            self.session.perform(tracing.say_found, source, Channel(channel), name)
        else:
            self.session.perform(tracing.unsay_found, source)

    def _note(self, claim: int, seen: str, value: str) -> None:
        row = ("claims", claim, {"note": seen})
        self.session.edit(row, claiming.edit_claim, claim, merge=True, note=value)

    def _note_quote(self, quote: int, seen: str, value: str) -> None:
        row = ("quotes", quote, {"note": seen})
        self.session.edit(row, claiming.edit_quote, quote, merge=True, note=value)

    def _choose_note(self, claim: int, quote: int) -> None:
        self.session.select("claim", claim)
        if quote:
            self.session.select("quote", quote)

    # ------------------------------------------------------------------ what leaves

    def copy_table(self) -> None:
        """Copy the rows shown as a table of words."""
        if self.tab == FINDINGS:
            lines = leaving.findings_lines(self.findings.rows.table)
            said = say_count(len(lines) - 1, "Copied {n} row as a table.", "Copied {n} rows as a table.")
        else:
            lines = leaving.matrix_lines(self.grid.evidence_rows)
            said = say_count(len(lines) - 1, "Copied {n} claim as a table.", "Copied {n} claims as a table.")
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.session.tell(said, say("Paste it into a spreadsheet."))

    def export(self) -> None:
        """Ask where the figure in front should be written, and as what."""
        opened = self.session.library
        if opened is None:
            return
        path = leaving.ask(self, opened.path, self.tab, self.layout_bar.table.value)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the figure in front as the view shows it."""
        if self._job is not None:
            self._job.cancel()  # one thread does both: the file does not wait for what is only proposed
            self._timer.start()
        view = self.layout_bar.view(self.figure)
        verb, rest = leaving.writer(self.tab, view, self.layout_bar.table.value, self.proposed)
        self.session.watch(verb, path, *rest, done=self._written)

    def _written(self, result: ExportResult) -> None:
        self.session.tell(say("Written to {path}.", path=result.path), " ".join(result.warnings))
