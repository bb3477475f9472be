"""Screen: decide about records one after the other, blind to others until one has decided oneself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractSlider, QVBoxLayout

from reviewer.actions import duplicates as duplicate_actions
from reviewer.actions import views as views_actions
from reviewer.errors import ReviewError
from reviewer.gui.commands import Command
from reviewer.gui.fields import hair
from reviewer.gui.leaves import come_forward, scrolled
from reviewer.gui.listing import counting, query, record_form, saving
from reviewer.gui.listing.preview import Preview, Standing
from reviewer.gui.listing.record_form import RecordForm
from reviewer.gui.session import Session
from reviewer.gui.workspaces.screening import keys
from reviewer.gui.workspaces.screening.counting import CONFLICTS, Progress, views
from reviewer.gui.workspaces.screening.deciding import Deciding
from reviewer.gui.workspaces.screening.desk import Desk
from reviewer.gui.workspaces.screening.header import Header
from reviewer.gui.workspaces.screening.ordering import CLOSEST
from reviewer.gui.workspaces.screening.side import Leaf, Similar
from reviewer.gui.workspaces.workspace import Dock, Workspace
from reviewer.language import amount, say
from reviewer.library import appraisals, decisions, documents, duplicates
from reviewer.library.asked import asked
from reviewer.model import Changes
from reviewer.model.screening import Stage

TABLES = ("documents", "imports", "segments", "properties", "duplicates", "record_edits", "onlookers")
"""What the table is made of, besides decisions."""
DECIDED = ("decisions", "settled_decisions", "retrievals", "exclusion_reasons")


class ScreenWorkspace(Workspace):
    """The records, how one has decided on each, and the one in front with what one decides with."""

    id = "screen"
    title = say("Screen")
    icon = "screen"

    def __init__(self, session: Session) -> None:
        self.keywords = True
        self._stale, self._today = True, 0
        self.desk = desk = Desk(session)
        self.table, self.found, self.panel, self.facets = desk.table, desk.found, desk.panel, desk.facets
        self.view, self.filter, self.ordering = desk.found.view, desk.found.filter, desk.ordering
        self.preview, self.facts, self.similar = Preview(), RecordForm(), Similar(session)
        self.leaves = [Leaf(content, self.panel) for content in (self.preview, self.facts, self.similar)]
        self.deciding = Deciding(desk, self.leaves, self.panel)
        super().__init__(session)
        self.deciding.action = self.actions_by_id.get
        stages = [self.actions_by_id[f"screen.stage-{stage}"] for stage in Stage]
        self.header = Header(stages)
        self._arrange()
        self._connect()
        self._show_stage()

    # ------------------------------------------------------------------ building

    def commands(self) -> Sequence[Command]:
        return keys.commands(self)

    def docks(self) -> Sequence[Dock]:
        preview, record, similar = self.leaves
        return (
            Dock("views", say("Views"), scrolled(self.facets), "left"),
            Dock("preview", say("Preview"), preview, "right"),
            Dock("record", say("Record"), record, "right"),
            Dock("similar", say("Similar"), similar, "right"),
        )

    def key_line(self) -> Sequence[tuple[tuple[str, ...], str]]:
        if self.filter.hasFocus():
            return keys.FILTER_KEYS
        if self.panel.armed:
            return keys.EXCLUDING_KEYS
        return keys.SETTLING_KEYS if self.desk.settling else keys.KEYS

    def share_room(self) -> None:
        """In a narrow window the record stands before the views, which share its place."""
        come_forward(self.leaves[0])

    def _arrange(self) -> None:
        self.setProperty("pane", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(hair())
        column.addWidget(self.found, 1)
        for leaf in self.leaves:
            leaf.addActions(
                [
                    action
                    for id, action in self.actions_by_id.items()
                    if action.property("scope") == "pane" and id not in keys.OF_THE_TABLE
                ]
            )

    def _connect(self) -> None:
        found, panel = self.found, self.panel
        found.asleep = lambda: not (self.isVisible() or self.session.library is None)
        found.put_off = self._wake_later
        found.row_changed.connect(self._row_changed)
        found.filter_focused.connect(self.key_line_changed)
        found.counted.connect(self._show_counted)
        found.order.activated.connect(lambda _index: found.go_to_top())
        found.view.selectionModel().selectionChanged.connect(lambda _in, _out: self._show_standing())
        self.view.doubleClicked.connect(lambda _index: self.open_in_read())
        self.facets.query_changed.connect(self.seek)
        self.facets.save_wanted.connect(self.save_view)
        self.facets.removed.connect(lambda name: self.session.perform(views_actions.remove_view, name))
        self.session.selected.connect(self._selected)
        self.session.sought.connect(self._sought)
        self.preview.document_asked.connect(lambda id: self.session.select("document", id))
        self.preview.back_wanted.connect(lambda id: self.session.perform(duplicate_actions.unlink, id))
        record_form.keep(self.session, self.facts)
        self.facts.escaped.connect(self.activate)
        self.similar.chosen.connect(self._go_to)
        self.similar.retitle = lambda count: self.leaves[2].setWindowTitle(
            say("Similar {count}", count=count) if count else say("Similar")
        )
        for leaf in self.leaves:
            leaf.shown.connect(self._show_document)
        panel.escaped.connect(self.activate)
        self.deciding.armed_changed.connect(self.key_line_changed)
        self.deciding.stood.connect(self._show_standing)
        self.deciding.left.connect(self.activate)

    # ------------------------------------------------------------------ stage and filter

    def show_stage(self, stage: Stage) -> None:
        """Decide from title and abstract, or from the full text."""
        self.desk.stage = stage
        self.ordering.forget()
        self._show_stage()
        self.found.forget()
        self.seek("decision:passed" if stage is Stage.FULL_TEXT else "")

    def _show_stage(self) -> None:
        self.header.show_stage(self.desk.stage)
        for stage in Stage:
            self.actions_by_id[f"screen.stage-{stage}"].setChecked(stage is self.desk.stage)
        self.facets.set_views(views(self.desk.stage, self._others()))
        self.actions_by_id["screen.keywords"].setChecked(self.keywords)
        self.deciding.disarm()

    def _others(self) -> tuple[str, ...]:
        if self.session.library is None:
            return ()
        me = self.session.library.reviewer.id
        return tuple(name for id, name in self.session.read(decisions.screeners, self.desk.stage) if id != me)

    def seek(self, words: str) -> None:
        """Show what matches a query and put it into the field."""
        self.found.seek(words)
        self.deciding.disarm()

    def _sought(self, place: str, query: str) -> None:
        """Show what was asked for elsewhere, at the stage that its words are about."""
        if place == self.id:
            self.show_stage(Stage.FULL_TEXT if query.startswith("fulltext:") else Stage.ABSTRACT)
            self.seek(query)

    def focus_filter(self) -> None:
        """Go to the filter field."""
        self.found.focus_filter()

    def show_conflicts(self) -> None:
        """Show what was decided differently, to settle it; again: all records."""
        self.seek("" if self.desk.settling else CONFLICTS[self.desk.stage])
        self.activate()

    def save_view(self) -> None:
        """Keep the filter under a name that is asked for."""
        saving.save_view(self.session, self, self.filter.text())

    def _show_counted(self, counted: counting.Counted) -> None:
        notice = self.ordering.explained if self.found.order.currentData() == CLOSEST else ""
        self.found.show_notice(notice)
        if isinstance(counted.more, Progress):
            self.header.show_progress(counted.more)
            self.table.show_people(counted.more.others)
            self.facets.set_views(views(self.desk.stage, counted.more.others))
            self._today = counted.more.tally.today
            self.status_changed.emit(self.status())

    def tell_agreement(self) -> None:
        """Say how far reviewers agree."""
        said = self.header.line.toolTip().replace("\n", ". ")
        self.session.tell(said, say("`reviewer agreement screening` tells every statistic."))

    # ------------------------------------------------------------------ the record in front

    def _row_changed(self) -> None:
        if self.panel.armed:
            self.deciding.disarm()
        self._show_document()
        self._show_standing()
        self.status_changed.emit(self.status())

    def _show_document(self) -> None:
        """Show the record in front in the leaf that is seen; the others are filled when they come forward."""
        id = self.session.document if self.found.current() >= 0 else None
        if not self.isVisible():
            return
        try:
            document = self.session.read(documents.document, id) if id is not None else None
        except ReviewError:  # it went while the table was read again
            return
        self.similar.show_document(id)
        if self.leaves[0].in_front:
            segments = self.session.read(documents.segments, id) if id is not None else []
            self.preview.show_document(document, segments, self._aside(id), self._marked())
        if self.leaves[1].in_front:
            if document is None:
                self.facts.show_document(None, None)
            else:
                record_form.fill(self.session, self.facts, document)

    def _aside(self, id: int | None) -> Standing | None:
        if id is None:
            return None
        kept = self.session.read(duplicates.standing_for, id)
        title = self.session.read(duplicates.titles, [kept]).get(kept, "")
        return Standing(id, kept, title, len(self.session.read(duplicates.others, id)))

    def _marked(self) -> list[str]:
        """Return the words that are marked: those one looks for, and those that speak for a record."""
        if not self.keywords:
            return []
        looked_for = asked(
            " ".join(p for p in query.parts(self.filter.text()) if not query.field_of(p))
        ).words
        return [*looked_for, *self.ordering.marked]

    def _show_standing(self) -> None:
        """Show in the panel how the record in front stands, or on how many one acts."""
        ids = self.desk.chosen() if self.session.library is not None else []
        found = self.desk.standing(ids[0]) if ids else None
        note, place, retrieval = "", None, None
        if found is not None and len(ids) == 1:
            written = found.settled if self.desk.settling else found.own
            note = written.note if written is not None else ""
            third = "/settled" if self.desk.settling else ""
            place = self.session.places("decisions", f"{ids[0]}/{self.desk.stage}{third}")("note")
            retrieval = self.session.read(decisions.retrievals, ids).get(ids[0], (None, ""))[0]
        self.panel.show_record(
            found, len(ids), self.table.names, self.table.reasons,
            settling=self.desk.settling, note=note, place=place, retrieval=retrieval,
        )  # fmt: skip

    def toggle_keywords(self) -> None:
        """Mark keywords in the words of records, or no longer."""
        self.keywords = not self.keywords
        self.actions_by_id["screen.keywords"].setChecked(self.keywords)
        if self.keywords and self.session.library is not None:
            self.session.read(self.ordering.learn)
        self._show_document()

    def page_preview(self, way: int = 1) -> None:
        """Go a page further in what is shown of the record, or back."""
        leaf = next((leaf for leaf in self.leaves if leaf.in_front), self.leaves[0])
        step = QAbstractSlider.SliderAction
        leaf.content.verticalScrollBar().triggerAction(
            step.SliderPageStepAdd if way > 0 else step.SliderPageStepSub
        )

    def step(self, by: int) -> None:
        """Select the next or previous record."""
        self.found.step(by)

    def open_in_read(self) -> None:
        """Open the record in front in Read."""
        if self.session.document is not None:
            self.session.go("read", document=self.session.document)

    def _go_to(self, id: int) -> None:
        """Show a record that is like the one in front, with all records where the filter leaves it out."""
        if self.table.row_of(id) is None:
            self.session.select("document", id)
            self.seek("")
        else:
            self.session.select("document", id)

    def _selected(self, kind: str, id: int) -> None:
        if kind == "document" and id and self.isVisible():
            row = self.table.row_of(id)
            if row is not None and row != self.found.current():
                self.found.select_row(row)

    # ------------------------------------------------------------------ what the window asks

    def status(self) -> str:
        place = self.found.place()
        return " · ".join(
            part for part in (place, say("Today {count} decided", count=amount(self._today))) if part
        )

    def activate(self) -> None:
        """Take the focus into the table."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wake_later(self) -> None:
        self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh(None)

    def refresh(self, changes: Changes | None) -> None:
        """Read the table again, or only how its rows stand; while another workspace is in front it waits."""
        if not self.isVisible():
            self._stale = True
        elif self.session.library is not None and (
            changes is None or self._stale or changes.touches(*TABLES)
        ):
            self._stale = False
            self._load_words()
            self.found.forget()
            self.found.run()
        elif changes is not None and changes.touches(*DECIDED):
            self._stand_anew(changes)

    def _load_words(self) -> None:
        """Read the names of reviewers and the words of reasons."""
        self.table.names = self.session.read(appraisals.reviewers)
        every = self.session.read(decisions.reasons, every=True)
        self.table.reasons = {each.id: each.words for each in every}
        offered = [each for each in every if each.offered]
        self.panel.show_reasons(offered)
        for number, id in enumerate(keys.EXCLUDING, start=1):
            known = [*(each.name for each in offered), say("another, typed")]
            action = self.actions_by_id[id]
            action.setText(
                say("Exclude: {reason}", reason=known[number - 1])
                if number <= len(known)
                else say("Reason {number}", number=number)
            )
            action.setVisible(number <= len(known))

    def _stand_anew(self, changes: Changes) -> None:
        """Show what was decided; what was taken back comes to the front again."""
        self._load_words()
        self.table.stand_anew(lambda ids: self.session.read(decisions.screened, self.desk.stage, ids))
        if self.desk.acting:
            self.found.counts = None
            return
        about = self.session.read(decisions.documents_of, changes.rows.get("decisions", ()))
        if len(about) == 1:
            self.session.select("document", about[0])
        if self.desk.depends():
            self.found.forget()
            self.found.run()
        else:
            self.found.count_soon()
        self._show_standing()
