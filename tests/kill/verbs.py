"""Everything a user can do, as rows: how a random history does each action of reviewer/actions once.

To add an action: one function here that does it with whatever it finds in the library, and one row in VERBS.
An action that finds nothing to work on, or that the library declines, is simply not done.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from reviewer import text
from reviewer.actions import (
    anchors,
    appraisals,
    bringing,
    claims,
    codebook,
    decisions,
    documents,
    duplicates,
    flow,
    history,
    importing,
    marks,
    masking,
    pooling,
    profiles,
    quoted,
    records,
    reports,
    reshaping,
    suggestions,
    tables,
    together,
    views,
)
from reviewer.appraisal import grade
from reviewer.appraisal.instruments import instruments
from reviewer.errors import ReviewError
from reviewer.library import Library, journal, reviewer_named
from reviewer.library import appraisals as kept_appraisals
from reviewer.library import claims as kept_claims
from reviewer.library import decisions as kept_decisions
from reviewer.library import documents as kept
from reviewer.library import profiles as kept_profiles
from reviewer.library import views as kept_views
from reviewer.model import Answer, Direction, Judgement, Kind, Span, Stance
from reviewer.model.flow import Channel
from reviewer.model.screening import Retrieval, Stage, Verdict
from reviewer.reports import Options

T = TypeVar("T")
WORDS = "gadolinium optic nerve relapse 😀 Ångström 시신경 patients lesion baseline β-interferon ‮ rtl".split()


class Nothing(Exception):
    """There is nothing to do this action with."""


class Hands:
    """A library, dice, and how to take hold of something in it."""

    def __init__(self, lib: Library, dice: random.Random, folder: Path) -> None:
        self.lib, self.dice, self.folder = lib, dice, folder

    def one(self, things: Sequence[T]) -> T:
        """Return one of some things."""
        if not things:
            raise Nothing
        return self.dice.choice(things)

    def words(self, count: int = 4) -> str:
        """Return some words, with a number nobody has used before."""
        return f"{' '.join(self.dice.choices(WORDS, k=count))} {self.dice.getrandbits(32)}"

    def document(self) -> int:
        """Return a document that is shown."""
        return self.one(list(kept.rows(self.lib)))

    def claim(self) -> int:
        """Return a claim."""
        return self.one(self.ids("claims"))

    def ids(self, table: str) -> list[int]:
        """Return the ids of a table."""
        return [row[0] for row in self.lib.db.execute(f"SELECT id FROM {table} ORDER BY id")]

    def segment(self, document: int) -> Any:
        """Return a part of a document."""
        return self.one(kept.segments(self.lib, document))

    def span(self) -> Span:
        """Return some words within one part of a document."""
        document = kept.document(self.lib, self.document())
        part = self.one([s for s in kept.segments(self.lib, document.id) if s.end - s.start > 8])
        start = self.dice.randrange(part.start, part.end - 4)
        return text.quote(document, start, min(part.end, start + self.dice.randint(3, 60)))

    def population(self) -> int | None:
        """Return a population, or none."""
        return self.dice.choice([None, *self.ids("populations")])


# ------------------------------------------------------------------ claims


def add_claim(at: Hands) -> None:
    quote = at.span() if at.dice.random() < 0.5 else None
    tags = [at.one(at.ids("tags"))] if at.dice.random() < 0.3 else []
    claims.add_claim(at.lib, at.words(), quote=quote, tags=tags, note=at.words(2))


def edit_claim(at: Hands) -> None:
    field = at.one(["statement", "label", "note", "population_words", "outcome"])
    claims.edit_claim(at.lib, at.claim(), merge=at.dice.random() < 0.3, **{field: at.words(3)})


def remove_claim(at: Hands) -> None:
    claims.remove_claim(at.lib, at.claim())


def link_quote(at: Hands) -> None:
    stance = at.one(list(Stance))
    claims.link_quote(at.lib, at.claim(), at.span(), stance, population=at.population())


def edit_quote(at: Hands) -> None:
    change = at.one(
        [
            {"stance": at.one(list(Stance)).value},
            {"direction": at.one(list(Direction)).value},
            {"note": at.words(2)},
            {"background": at.dice.random() < 0.5},
            {"population": at.population()},
            {"claim": at.claim()},
        ]
    )
    claims.edit_quote(at.lib, at.one(at.ids("quotes")), **change)


def remove_quote(at: Hands) -> None:
    claims.remove_quote(at.lib, at.one(at.ids("quotes")))


def link_quotes(at: Hands) -> None:
    claims.link_quotes(at.lib, at.claim(), [claims.NewQuote(at.span(), at.population()) for _ in range(2)])


def merge_claims(at: Hands) -> None:
    reshaping.merge_claims(at.lib, at.claim(), at.claim())


def split_claim(at: Hands) -> None:
    claim = at.claim()
    own = [link.id for link in kept_claims.quotes(at.lib, claim=claim)]
    reshaping.split_claim(at.lib, claim, [at.one(own)], at.words(3))


def move_quotes(at: Hands) -> None:
    reshaping.move_quotes(at.lib, [at.one(at.ids("quotes")), at.one(at.ids("quotes"))], at.claim())


def carry_quotes(at: Hands) -> None:
    anchors.carry_quotes(at.lib, {at.one(at.ids("quotes")): at.span()})


def carry_exact(at: Hands) -> None:
    anchors.carry_exact(at.lib, at.document(), at.document())


def add_tag(at: Hands) -> None:
    groups = [tag.id for tag in kept_claims.tags(at.lib) if tag.parent is None]
    codebook.add_tag(at.lib, at.words(1), at.dice.choice([None, *groups]), definition=at.words(2))


def bring_in(at: Hands) -> None:
    path = at.folder / "book.csv"
    path.write_text(f"tag,definition\nSafety > {at.words(1)},{at.words(2)}\n", encoding="utf-8")
    bringing.bring_in(at.lib, path)


def add_path(at: Hands) -> None:
    codebook.add_path(at.lib, [at.one(["Safety", "Effect"]), at.words(1)])


def edit_tag(at: Hands) -> None:
    codebook.edit_tag(at.lib, at.one(at.ids("tags")), **{at.one(["name", "definition"]): at.words(2)})


def move_tag(at: Hands) -> None:
    tags = at.ids("tags")
    codebook.move_tag(at.lib, at.one(tags), at.dice.choice([None, at.one(tags)]))


def shift_tag(at: Hands) -> None:
    codebook.shift_tag(at.lib, at.one(at.ids("tags")), at.one(["up", "down", "in", "out"]))


def merge_tags(at: Hands) -> None:
    codebook.merge_tags(at.lib, at.one(at.ids("tags")), at.one(at.ids("tags")))


def remove_tag(at: Hands) -> None:
    codebook.remove_tag(at.lib, at.one(at.ids("tags")))


def tag_claim(at: Hands) -> None:
    claims.tag_claim(at.lib, at.claim(), at.one(at.ids("tags")))


def untag_claim(at: Hands) -> None:
    claim = at.one([c for c in kept_claims.claims(at.lib) if c.tags])
    claims.untag_claim(at.lib, claim.id, at.one(claim.tags))


def add_population(at: Hands) -> None:
    claims.add_population(at.lib, at.words(1), "short")


def edit_population(at: Hands) -> None:
    claims.edit_population(at.lib, at.one(at.ids("populations")), short=at.words(1))


def pool_populations(at: Hands) -> None:
    pooling.pool_populations(at.lib, at.claim(), at.ids("populations"), at.words(2))


# ------------------------------------------------------------------ grading


def _body(at: Hands) -> tuple[int, int | None]:
    links = [link for link in kept_claims.quotes(at.lib) if link.counts]
    link = at.one(links)
    return link.claim, link.population


def rate_certainty(at: Hands) -> None:
    fields = at.one(
        [{"importance": at.dice.randint(1, 9)}, {"outcome": at.words(2)}, {"start": "randomised"}]
    )
    appraisals.rate_certainty(at.lib, *_body(at), **fields)


def judge(at: Hands) -> None:
    domain = at.one((*grade.DOMAINS_DOWN, *grade.DOMAINS_UP))
    appraisals.judge(at.lib, *_body(at), domain, Judgement(at.dice.randint(0, 1), at.words(3)))


def set_effect(at: Hands) -> None:
    numbers = at.one([{"measure": "RR", "estimate": "0.5"}, {"low": "0.4"}, {"high": "0.9"}, {"risk": "20%"}])
    appraisals.set_effect(at.lib, *_body(at), **numbers)


def mark_graded(at: Hands) -> None:
    rating = at.one(kept_appraisals.certainties(at.lib))
    for domain in grade.DOMAINS_DOWN:
        appraisals.judge(at.lib, rating.claim, rating.population, domain, Judgement(0, at.words(2)))
    appraisals.mark_graded(at.lib, rating.id)


def reopen(at: Hands) -> None:
    appraisals.reopen(at.lib, at.one(kept_appraisals.certainties(at.lib)).id)


def appraise(at: Hands) -> None:
    form = instruments()[at.one(sorted(instruments()))]
    claim = at.claim() if form.per_result else None
    appraisals.appraise(at.lib, at.document(), form.id, claim=claim, note=at.words(3))


def attach_words(at: Hands) -> None:
    form = instruments()[at.one(sorted(instruments()))]
    span, claim = at.span(), at.claim() if form.per_result else None
    appraisals.attach_words(at.lib, span.document, form.id, at.one(form.items).id, span, claim=claim)


def answer(at: Hands) -> None:
    form = instruments()[at.one(sorted(instruments()))]
    item = at.one(form.items)
    value = at.one([known.key for known in item.answers] or [""])
    appraisals.answer(at.lib, at.document(), form.id, item.id, Answer(value, at.words(2)))


def remove_appraisal(at: Hands) -> None:
    appraisals.remove_appraisal(at.lib, at.one(at.ids("appraisals")))


def finish_appraisal(at: Hands) -> None:
    own = at.one(kept_appraisals.appraisals(at.lib))
    form = instruments()[own.instrument]
    answers = {item.id: Answer(at.one(item.answers).key) for item in form.items if item.answers}
    overall = at.one(form.overall).key if form.overall else ""
    appraisals.appraise(at.lib, own.document, form.id, claim=own.claim, answers=answers, judgement=overall)
    appraisals.finish_appraisal(at.lib, own.id)


def reopen_appraisal(at: Hands) -> None:
    appraisals.reopen_appraisal(at.lib, at.one(kept_appraisals.appraisals(at.lib)).id)


def look(at: Hands) -> None:
    together.look(at.lib)


def settle(at: Hands) -> None:
    subject, matters = at.one(together.differences(at.lib))
    matter = at.one(matters)
    together.settle(at.lib, subject, matter.item, matter.said[0][1].value, at.words(3))


def withdraw(at: Hands) -> None:
    together.withdraw(at.lib, at.one(at.ids("settlements")))


# ------------------------------------------------------------------ whose words


def move_boundary(at: Hands) -> None:
    document = at.document()
    part = at.segment(document)
    documents.move_boundary(at.lib, document, part.id, max(0, part.start + at.dice.randint(-30, 30)))


def split_segment(at: Hands) -> None:
    document = at.document()
    part = at.segment(document)
    documents.split_segment(at.lib, document, at.dice.randrange(part.start, part.end))


def merge_segment(at: Hands) -> None:
    document = at.document()
    documents.merge_segment(at.lib, document, at.segment(document).id)


def join_segments(at: Hands) -> None:
    document = at.document()
    parts = kept.segments(at.lib, document)
    first = at.dice.randrange(len(parts))
    documents.join(at.lib, document, [part.id for part in parts[first : first + 3]])


def set_kinds(at: Hands) -> None:
    document = at.document()
    documents.set_kinds(at.lib, document, [at.segment(document).id], at.one(list(Kind)))


def set_kind(at: Hands) -> None:
    document = at.document()
    documents.set_kind(at.lib, document, at.segment(document).id, at.one(list(Kind)))


def attribute(at: Hands) -> None:
    document = at.document()
    documents.attribute(at.lib, document, [at.segment(document).id], at.words(1))


def set_attribution(at: Hands) -> None:
    document = at.document()
    documents.set_attribution(at.lib, document, at.segment(document).id, at.words(1), "May 3")


def sign(at: Hands) -> None:
    document = at.document()
    parts = kept.segments(at.lib, document)
    line = at.dice.randrange(len(parts))
    named = [(part.id, at.words(1)) for part in parts[line + 1 : line + 2]]
    documents.sign(at.lib, document, parts[line].id, Kind.BYLINE, named)


def confirm(at: Hands) -> None:
    document = at.document()
    documents.confirm(at.lib, document, [at.segment(document).id])


def separate_again(at: Hands) -> None:
    documents.separate_again(at.lib, [at.document()])


def set_study(at: Hands) -> None:
    field = at.one(
        [{"label": at.words(1)}, {"setting": at.words(2)}, {"participants": at.dice.randint(1, 99)}]
    )
    documents.set_study(at.lib, at.document(), **field)


# ------------------------------------------------------------------ records and studies


def join_records(at: Hands) -> None:
    duplicates.join(at.lib, [at.document(), at.document()])


def reject_duplicates(at: Hands) -> None:
    duplicates.reject(at.lib, [at.document(), at.document()])


def unlink(at: Hands) -> None:
    links = at.lib.db.execute("SELECT document FROM duplicates WHERE state = 'confirmed'").fetchall()
    duplicates.unlink(at.lib, at.one(links)[0])


def accept(at: Hands) -> None:
    duplicates.accept(at.lib, duplicates.find_duplicates(at.lib).groups)


def accept_certain(at: Hands) -> None:
    duplicates.accept_certain(at.lib, duplicates.find_duplicates(at.lib))


def _quotation(at: Hands) -> tuple[int, int]:
    document = at.document()
    return document, at.one(quoted.quoted_here(at.lib, document)).start


def find_again(at: Hands) -> None:
    quoted.find_again(at.lib, [at.document()])


def confirm_study(at: Hands) -> None:
    quoted.confirm_study(at.lib, *_quotation(at))


def reject_study(at: Hands) -> None:
    quoted.reject_study(at.lib, *_quotation(at))


def choose_study(at: Hands) -> None:
    quoted.choose_study(at.lib, *_quotation(at), at.document())


def set_field(at: Hands) -> None:
    records.set_field(
        at.lib, at.document(), at.one(["title", "container", "issued"]), at.one([at.words(2), "1999"])
    )


def reset_field(at: Hands) -> None:
    document, field = at.one(at.lib.db.execute("SELECT document, field FROM record_edits").fetchall())
    records.reset_field(at.lib, document, field)


def accept_suggestion(at: Hands) -> None:
    open_ones = suggestions.suggestions_of(at.lib, at.document())
    suggestions.accept(at.lib, at.one(open_ones), claim=at.claim())


def reject_suggestion(at: Hands) -> None:
    suggestions.reject(at.lib, at.one(suggestions.suggestions_of(at.lib, at.document())))


def import_marks(at: Hands) -> None:
    document = at.document()
    words = " ".join(kept.document(at.lib, document).text.split()[3:6])
    target = [{"selector": [{"type": "TextQuoteSelector", "exact": words}]}]
    row = {"uri": "u", "user": "acct:kim@h", "text": at.words(2), "target": target}
    path = at.folder / "marks.json"
    path.write_text(json.dumps([row]), encoding="utf-8")
    marks.import_marks(at.lib, path, document)


def reopen_suggestion(at: Hands) -> None:
    suggestions.reopen(at.lib, at.one(at.ids("suggestions")))


# ------------------------------------------------------------------ the rest


def set_question(at: Hands) -> None:
    reports.set_question(at.lib, **{at.one(["title", "setting", "summary"]): at.words(4)})


def export_report(at: Hands) -> None:
    reports.export_report(at.lib, at.folder / f"report {at.dice.randint(1, 3)}.csv")


def save_view(at: Hands) -> None:
    views.save_view(at.lib, f"View {at.dice.randint(1, 9)}", at.words(1))


def rename_view(at: Hands) -> None:
    views.rename_view(at.lib, at.one(kept_views.views(at.lib)).name, f"View {at.dice.randint(1, 99)}")


def remove_view(at: Hands) -> None:
    views.remove_view(at.lib, at.one(kept_views.views(at.lib)).name)


def save_profile(at: Hands) -> None:
    chosen = Options(anchors=bool(at.dice.randint(0, 1)), titles=(("summary", at.words(2)),))
    profiles.save_profile(at.lib, f"Profile {at.dice.randint(1, 9)}", chosen)


def rename_profile(at: Hands) -> None:
    known = at.one(kept_profiles.profiles(at.lib)).name
    profiles.rename_profile(at.lib, known, f"Profile {at.dice.randint(1, 99)}")


def remove_profile(at: Hands) -> None:
    profiles.remove_profile(at.lib, at.one(kept_profiles.profiles(at.lib)).name)


def mask_detail(at: Hands) -> None:
    found = [each for each in masking.proposals(at.lib) if not each.masked]
    if not found:
        raise Nothing
    each = at.one(found)
    masking.mask_detail(at.lib, each.document, each.start, each.end)


def unmask_detail(at: Hands) -> None:
    found = [each for each in masking.proposals(at.lib) if each.masked]
    if not found:
        raise Nothing
    each = at.one(found)
    masking.unmask_detail(at.lib, each.document, each.start, each.end)


def say_found(at: Hands) -> None:
    flow.say_found(at.lib, at.one(flow.sources(at.lib)).id, at.one(list(Channel)), at.words(2))


def unsay_found(at: Hands) -> None:
    flow.unsay_found(at.lib, at.one(flow.sources(at.lib)).id)


def import_text(at: Hands) -> None:
    lines = [at.words(12) for _ in range(8)]
    importing.import_text(at.lib, "Pasted note", "\n\n".join(lines))


def decide(at: Hands) -> None:
    verdict = at.one(list(Verdict))
    why = at.one(kept_decisions.reasons(at.lib)).id if verdict is Verdict.EXCLUDE else None
    chosen = [at.document() for _ in range(at.dice.randint(1, 4))]
    note = at.dice.choice([None, at.words(2)])
    decisions.decide(at.lib, chosen, verdict, stage=at.one(list(Stage)), reason=why, note=note)


def undecide(at: Hands) -> None:
    decisions.undecide(at.lib, [at.document()], stage=at.one(list(Stage)))


def note_on_decision(at: Hands) -> None:
    decisions.note(at.lib, at.document(), at.words(2), merge=at.dice.random() < 0.3)


def settle_decision(at: Hands) -> None:
    """Let a second reviewer decide differently, in an op of the first so that it can be undone; settle it."""
    document, first = at.document(), at.lib.reviewer
    decisions.decide(at.lib, [document], Verdict.INCLUDE)
    second = reviewer_named("Second")
    with journal.op(at.lib, "A second reviewer decides"):
        at.lib.db.execute("INSERT OR IGNORE INTO reviewers VALUES (?, ?)", (second.id, second.name))
        at.lib.reviewer = second
        try:
            kept_decisions.decide(at.lib, [document], Stage.ABSTRACT, Verdict.MAYBE, None, None, True)
        finally:
            at.lib.reviewer = first
    decisions.settle(at.lib, document, Verdict.INCLUDE, note=at.words(2))


def reopen_decision(at: Hands) -> None:
    decisions.reopen(at.lib, at.document())


def retrieve(at: Hands) -> None:
    decisions.retrieve(at.lib, [at.document()], at.one([None, *Retrieval]), at.words(1))


def add_reason(at: Hands) -> None:
    decisions.add_reason(at.lib, at.words(2))


def edit_reason(at: Hands) -> None:
    decisions.edit_reason(at.lib, at.one(kept_decisions.reasons(at.lib)).id, at.words(2))


def remove_reason(at: Hands) -> None:
    decisions.remove_reason(at.lib, at.one(kept_decisions.reasons(at.lib)).id)


def move_reason(at: Hands) -> None:
    decisions.move_reason(at.lib, at.one(kept_decisions.reasons(at.lib)).id, at.dice.randint(1, 5))


def import_files(at: Hands) -> None:
    number = at.dice.randint(1, 10**9)
    path = at.folder / "some.ris"
    title = at.words(6)
    path.write_text(
        f"TY  - JOUR\nTI  - {title}\nPY  - 1999\nDO  - 10.1/{number}\nAB  - {at.words(20)}.\nER  - \n" * 2
    )
    importing.import_files(at.lib, [path])


def choose_columns(at: Hands) -> None:
    tables.choose_columns(at.lib, {"made up header": {"Name": at.one(["title", "note"])}})


def read_again(at: Hands) -> None:
    named = "SELECT id FROM sources WHERE format = 'csv' AND id IN (SELECT source FROM shown_documents)"
    source = at.one(at.lib.db.execute(named).fetchall())[0]
    [header] = tables.headers_of_source(at.lib, source)
    tables.read_again(at.lib, source, {header.key: {"Remark": at.one(["abstract", "keywords"])}})


def import_table(at: Hands) -> None:
    path = at.folder / "some.csv"
    rows = [f"{at.words(4)},1999,{at.words(9)}\n" for _ in range(3)]
    path.write_text("Title,Year,Remark\n" + "".join(rows), encoding="utf-8")
    importing.import_files(at.lib, [path])


def undo(at: Hands) -> None:
    history.undo(at.lib)


def undo_one(at: Hands) -> None:
    history.undo(at.lib, at.one(journal.history(at.lib, 30)).id)


def redo(at: Hands) -> None:
    history.redo(at.lib)


def go_back_to(at: Hands) -> None:
    history.go_back_to(at.lib, at.one(journal.history(at.lib, 5)).id)


VERBS: dict[str, tuple[Callable[[Hands], None], int]] = {
    "claims.add_claim": (add_claim, 6),
    "claims.edit_claim": (edit_claim, 12),
    "claims.remove_claim": (remove_claim, 5),
    "claims.link_quote": (link_quote, 8),
    "claims.edit_quote": (edit_quote, 10),
    "claims.remove_quote": (remove_quote, 3),
    "claims.link_quotes": (link_quotes, 2),
    "reshaping.merge_claims": (merge_claims, 2),
    "reshaping.split_claim": (split_claim, 2),
    "reshaping.move_quotes": (move_quotes, 2),
    "anchors.carry_quotes": (carry_quotes, 2),
    "anchors.carry_exact": (carry_exact, 1),
    "codebook.add_tag": (add_tag, 3),
    "codebook.edit_tag": (edit_tag, 4),
    "codebook.remove_tag": (remove_tag, 2),
    "bringing.bring_in": (bring_in, 1),
    "codebook.add_path": (add_path, 2),
    "codebook.move_tag": (move_tag, 4),
    "codebook.shift_tag": (shift_tag, 2),
    "codebook.merge_tags": (merge_tags, 1),
    "claims.tag_claim": (tag_claim, 5),
    "claims.untag_claim": (untag_claim, 3),
    "claims.add_population": (add_population, 1),
    "claims.edit_population": (edit_population, 2),
    "pooling.pool_populations": (pool_populations, 1),
    "appraisals.rate_certainty": (rate_certainty, 3),
    "appraisals.judge": (judge, 3),
    "appraisals.set_effect": (set_effect, 2),
    "appraisals.mark_graded": (mark_graded, 1),
    "appraisals.reopen": (reopen, 1),
    "appraisals.appraise": (appraise, 2),
    "appraisals.answer": (answer, 3),
    "appraisals.attach_words": (attach_words, 3),
    "appraisals.remove_appraisal": (remove_appraisal, 1),
    "appraisals.finish_appraisal": (finish_appraisal, 1),
    "appraisals.reopen_appraisal": (reopen_appraisal, 1),
    "together.look": (look, 1),
    "together.settle": (settle, 1),
    "together.withdraw": (withdraw, 1),
    "decisions.decide": (decide, 8),
    "decisions.undecide": (undecide, 2),
    "decisions.note": (note_on_decision, 2),
    "decisions.settle": (settle_decision, 1),
    "decisions.reopen": (reopen_decision, 1),
    "decisions.retrieve": (retrieve, 1),
    "decisions.add_reason": (add_reason, 1),
    "decisions.edit_reason": (edit_reason, 1),
    "decisions.remove_reason": (remove_reason, 1),
    "decisions.move_reason": (move_reason, 1),
    "documents.move_boundary": (move_boundary, 3),
    "documents.split_segment": (split_segment, 3),
    "documents.merge_segment": (merge_segment, 3),
    "documents.join": (join_segments, 1),
    "documents.set_kinds": (set_kinds, 2),
    "documents.set_kind": (set_kind, 3),
    "documents.attribute": (attribute, 2),
    "documents.set_attribution": (set_attribution, 2),
    "documents.sign": (sign, 2),
    "documents.confirm": (confirm, 3),
    "documents.separate_again": (separate_again, 1),
    "documents.set_study": (set_study, 3),
    "duplicates.join": (join_records, 2),
    "duplicates.reject": (reject_duplicates, 1),
    "duplicates.unlink": (unlink, 2),
    "duplicates.accept": (accept, 1),
    "duplicates.accept_certain": (accept_certain, 1),
    "quoted.find_again": (find_again, 1),
    "quoted.confirm_study": (confirm_study, 1),
    "quoted.reject_study": (reject_study, 1),
    "quoted.choose_study": (choose_study, 1),
    "records.set_field": (set_field, 3),
    "records.reset_field": (reset_field, 2),
    "suggestions.accept": (accept_suggestion, 1),
    "suggestions.reject": (reject_suggestion, 2),
    "suggestions.reopen": (reopen_suggestion, 1),
    "marks.import_marks": (import_marks, 1),
    "reports.set_question": (set_question, 3),
    "reports.export_report": (export_report, 2),
    "flow.say_found": (say_found, 2),
    "flow.unsay_found": (unsay_found, 1),
    "masking.mask_detail": (mask_detail, 1),
    "masking.unmask_detail": (unmask_detail, 1),
    "profiles.save_profile": (save_profile, 2),
    "profiles.rename_profile": (rename_profile, 1),
    "profiles.remove_profile": (remove_profile, 1),
    "views.save_view": (save_view, 2),
    "views.rename_view": (rename_view, 1),
    "views.remove_view": (remove_view, 1),
    "importing.import_text": (import_text, 1),
    "importing.import_files": (import_files, 1),
    "importing.import_files of a table": (import_table, 1),
    "tables.choose_columns": (choose_columns, 1),
    "tables.read_again": (read_again, 1),
    "history.undo": (undo, 8),
    "history.undo one": (undo_one, 6),
    "history.redo": (redo, 6),
    "history.go_back_to": (go_back_to, 1),
}
"""Each action by module and name, how it is done, and how often compared with the others."""

NOT_DONE: dict[str, str] = {
    "example.load_example": "each campaign begins with it",
    "importing.import_again": "part of tables.read_again, within its op",
}
"""Public functions of reviewer/actions that change the library and are left out, and why."""


def do_one(at: Hands) -> str:
    """Do one action; returns its name with "" for done, "nothing" or "declined" behind it."""
    names = list(VERBS)
    name = at.dice.choices(names, [VERBS[each][1] for each in names])[0]
    try:
        VERBS[name][0](at)
    except Nothing:
        return f"{name} nothing"
    except ReviewError:
        return f"{name} declined"
    return name
