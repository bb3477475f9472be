"""Appraising the documents of a claim: which forms fit, the pages made from them, and what is answered.

A form is offered only for words of the voices and designs it names. Levels of evidence answer one claim;
checklists look at the document as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer.actions import appraisals as actions
from reviewer.actions.documents import set_study
from reviewer.appraisal.instrument import Form, Instrument
from reviewer.appraisal.instruments import instruments
from reviewer.gui.session import Answering, Session
from reviewer.gui.workspaces.grading import ahead, gather
from reviewer.gui.workspaces.grading.bodies import Body, Shelf
from reviewer.gui.workspaces.grading.checklist import ChecklistPage
from reviewer.gui.workspaces.grading.finishing import Finishing
from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.gui.workspaces.grading.level import LevelPage, level_of
from reviewer.language import say
from reviewer.model import Answer, Appraisal, QuoteLink, Span, Subject, Voice


class Appraising(QObject):
    """Holds the pages of the forms and records what is answered on them."""

    row_changed = Signal()
    document_changed = Signal()
    words_opened = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.offers: list[gather.Offer] = []
        self._sources: gather.Sources | None = None
        self._body: Body | None = None
        self._pages: dict[tuple[str, str], FormPage] = {}
        self._documents: dict[str, int] = {}
        self.finishing = Finishing(session)

    def take(self, sources: gather.Sources | None, body: Body | None) -> None:
        """Turn to another claim."""
        self._sources, self._body = sources, body
        if sources is None:
            self.offers = []
            return
        known = instruments()
        forms = [*known.values(), *gather.kept_forms(self.session, sources, known)]
        self.offers = gather.offers(sources, forms)

    def flush(self) -> None:
        """Save whatever is still being typed."""
        for page in self._pages.values():
            page.flush()

    # ------------------------------------------------------------------ which forms

    def tabs(self, current: str) -> list[tuple[str, str]]:
        """Return (id, title) of the forms that stand as tabs: levels, then what fits the study, then the
        one chosen from the menu."""
        found = []
        for offer in self.offers:
            form = offer.instrument
            fits = bool(offer.documents) and (Voice.STUDY in form.voices or form.id == current)
            fits = fits or bool(offer.with_reason) and (form.id == current or self._begun(offer))
            if fits or form.form is Form.LEVELS:
                found.append((form.form is not Form.LEVELS, form.id, self._title(offer)))
        return [(id, title) for _, id, title in sorted(found, key=lambda tab: tab[:2])]

    def _title(self, offer: gather.Offer) -> str:
        form = offer.instrument
        if form.form is not Form.LEVELS:
            return form.short
        appraisal = self._appraisal(form, self._document(offer)) if offer.open else None
        level = level_of(form, dict(appraisal.answers)) if appraisal else ""
        return say("Level ({form})  {level}", form=form.short, level=level).strip()

    def _begun(self, offer: gather.Offer) -> bool:
        """Tell whether a form that does not fit is in use all the same."""
        return any(self._appraisal(offer.instrument, document) for document in offer.with_reason)

    def others(self, tabbed: Sequence[str]) -> list[tuple[str, str, str, bool]]:
        """Return (id, name, why not, usable by who says why) of the forms that are no tabs."""
        rest = [offer for offer in self.offers if offer.instrument.id not in tabbed]
        return [(o.instrument.id, say(o.instrument.name), o.why_not, bool(o.open)) for o in rest]

    def refusal(self, form: str) -> tuple[str, str]:
        """Return in two sentences why a form is not for this claim; a claim without a level rests on what is
        named instead."""
        offer = self._offer(form)
        if offer is None or self._sources is None:
            return "", ""
        if offer.instrument.form is Form.LEVELS and self._sources.entry.reason:
            return say("No level: {reason}", reason=self._sources.entry.reason), offer.why_not
        return say("{form} is not for this claim.", form=offer.instrument.short), offer.why_not

    def _offer(self, form: str) -> gather.Offer | None:
        return next((offer for offer in self.offers if offer.instrument.id == form), None)

    def _document(self, offer: gather.Offer) -> int:
        """Return the document a form appraises: the one chosen for it, else one of the body in front."""
        quotes = self._body.quotes if self._body else ()
        near = [quote.span.document for quote in quotes if quote.span.document in offer.open]
        chosen = self._documents.get(offer.instrument.id)
        return chosen if chosen in offer.open else (near or list(offer.open))[0]

    def _claim(self, form: Instrument) -> int | None:
        return self._sources.entry.claim.id if self._sources and form.per_result else None

    def _appraisal(self, form: Instrument, document: int) -> Appraisal | None:
        return self._sources.appraisal(document, form, self._claim(form)) if self._sources else None

    # ------------------------------------------------------------------ pages

    def page(self, form: str) -> FormPage | None:
        """Return the page of a form, showing what is stored; None where the form fits nothing here."""
        offer = self._offer(form)
        if offer is None or not offer.open or self._sources is None:
            return None
        document = self._document(offer)
        appraisal = self._appraisal(offer.instrument, document)
        page = self._page(offer.instrument, appraisal)
        page.show_documents([(id, self._sources.name(id, offer.instrument)) for id in offer.open], document)
        claim = self._claim(offer.instrument) or 0
        row = f"{document} {form} {claim} {self.session.reviewer.id}"
        page.places = self.session.places("appraisals", row)
        result = self._sources.entry.claim.statement if offer.instrument.per_result else ""
        page.show_fitting(gather.fitting(self._sources, offer.instrument, document, appraisal), result)
        if isinstance(page, LevelPage):
            page.show_appraisal(appraisal, *self._sources.proposal(document))
        elif isinstance(page, ChecklistPage):
            page.show_appraisal(appraisal)
        place = Subject(document, self._claim(offer.instrument), None, offer.instrument.id)
        self.finishing.show(page, place, appraisal)
        return page

    def _page(self, form: Instrument, appraisal: Appraisal | None) -> FormPage:
        """Return the page of the definition that an appraisal was begun with, else of the present one."""
        used, version = self.session.read(actions.form_used, form.id, appraisal)
        return self._pages.get((form.id, version)) or self._make(used, version)

    def _make(self, form: Instrument, version: str) -> FormPage:
        page: FormPage = LevelPage(form) if form.form is Form.LEVELS else ChecklistPage(form)
        page.answered.connect(lambda item, value: self._answer(form, item, value=value))
        page.reasoned.connect(lambda item, reason: self._answer(form, item, reason=reason))
        page.fields_changed.connect(lambda fields: self._appraise(form, fields))
        page.document_chosen.connect(lambda document: self._choose(form, document))
        page.row_changed.connect(self.row_changed)
        page.design_said.connect(lambda design: self._say_design(form, design))
        page.words_opened.connect(self.words_opened)
        page.words_dropped.connect(lambda item, span: self._attach(form, item, span))
        self._pages[(form.id, version)] = page
        return page

    def _choose(self, form: Instrument, document: int) -> None:
        self.choose(form.id, document)
        self.document_changed.emit()

    def choose(self, form: str, document: int) -> None:
        """Appraise this document when the form is shown next."""
        self.flush()
        self._documents[form] = document

    def next_study(self, form: str, shelf: Shelf) -> tuple[int, int] | None:
        """Return (claim, document) of the next study to appraise with a form, None where all are."""
        offer = self._offer(form)
        if offer is None or not offer.open or self._sources is None:
            return None
        claim = self._sources.entry.claim.id
        return ahead.next_study(self.session, shelf, offer.instrument, claim, self._document(offer))

    # ------------------------------------------------------------------ answers

    def _answer(self, form: Instrument, item: str, **fields: Any) -> None:
        """Record an answer or its reason; a level is worked out again with it."""
        offer = self._offer(form.id)
        if offer is None or not offer.open:
            return
        document = self._document(offer)
        own = self._appraisal(form, document)
        answers = dict(own.answers) if own else {}
        answers[item] = replace(answers.get(item, Answer("")), **fields)
        more: dict[str, str] = {}
        if form.form is Form.LEVELS:
            answers = _fitting(form, answers)
            more = {"judgement": level_of(form, answers)}
        page = self._page(form, own)
        seen = {f"answers/{item}/reason": page.seen(item)} if "reason" in fields else {}
        self._write(
            own, seen, document, form.id, claim=self._claim(form),
            answers=answers if more else {item: answers[item]}, merge="reason" in fields, **more,
        )  # fmt: skip

    def _write(self, own: Appraisal | None, seen: dict[str, str], *args: Any, **kwargs: Any) -> None:
        """Record answers, unless somebody changed meanwhile what is typed over here."""
        if own is not None and seen:
            self.session.edit(("appraisals", own.id, {**seen}), actions.appraise, *args, **kwargs)
        else:
            self.session.perform(actions.appraise, *args, **kwargs)

    def _appraise(self, form: Instrument, fields: dict[str, Any]) -> None:
        offer = self._offer(form.id)
        if offer is not None and offer.open:
            place = self._document(offer)
            claim, typed = self._claim(form), bool({"note", "despite"} & set(fields))
            own = self._appraisal(form, place)
            page = self._page(offer.instrument, own)
            seen = (
                {"note": page.note.draft.seen} if "note" in fields and isinstance(page, ChecklistPage) else {}
            )
            self._write(own, seen, place, form.id, claim=claim, merge=typed, **fields)

    def _say_design(self, form: Instrument, design: str) -> None:
        offer = self._offer(form.id)
        if offer is not None and offer.open:
            self.session.perform(set_study, self._document(offer), design=design)

    def _attach(self, form: Instrument, item: str, span: Span) -> None:
        """Let words show an answer, or, where they do already, take them away."""
        self.session.perform(
            actions.attach_words, span.document, form.id, item, span, claim=self._claim(form)
        )

    def attach_quote(self, page: FormPage, quote: QuoteLink | None) -> bool:
        """Let the words of a quote show the current answer; False where they stand in another document."""
        offer = self._offer(page.instrument.id)
        if offer is None or not offer.open or quote is None or quote.span.document != self._document(offer):
            return False
        self._attach(page.instrument, page.row.item.id, quote.span)
        return True

    def answering(self, page: FormPage) -> Answering | None:
        """Return the answer in front, for words to be attached to it from the text."""
        offer = self._offer(page.instrument.id)
        if offer is None or not offer.open or not page.rows:
            return None
        form, item = page.instrument, page.row.item
        return Answering(
            self._document(offer), form.id, self._claim(form), item.id, f"{form.short}, {say(item.label)}"
        )


def _fitting(form: Instrument, answers: dict[str, Answer]) -> dict[str, Answer]:
    """Return the answers without a kind of study that the question chosen does not know."""
    question = answers.get("question", Answer("")).value
    known = {study for row in form.table if row.question == question for study in row.studies}
    if "study" in answers and answers["study"].value not in known:
        return {**answers, "study": replace(answers["study"], value="")}
    return answers
