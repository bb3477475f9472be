"""Judging one body of evidence: what is clicked and typed on the GRADE sheet, as actions of the library.

The body in front is all that can be judged here, and a body is made of study quotes; the actions refuse
any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reviewer.actions import appraisals as actions
from reviewer.actions import pooling, together
from reviewer.appraisal import counts, grade
from reviewer.appraisal.consensus import Matter
from reviewer.appraisal.instrument import Instrument
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grading.bodies import Body
from reviewer.gui.workspaces.grading.frame import Finish
from reviewer.gui.workspaces.grading.settling import summary_of
from reviewer.language import say, say_count, spoken
from reviewer.library import appraisals, blinding
from reviewer.model import Certainty, Changes, Judgement, Subject

Seen = Mapping[str, str]
"""What fields of words showed before what they saved last, by column."""


class Judging:
    """Records one's own rating of `body`, the body in front."""

    def __init__(self, session: Session, scheme: Instrument) -> None:
        self.session = session
        self.scheme = scheme
        self.body: Body | None = None

    def rating(self) -> Certainty:
        """Return one's own rating of the body in front, or the one that nobody has touched yet."""
        if self.body is None:
            return Certainty(0, 0, None, self.session.reviewer.id)
        return self.body.own or Certainty(0, self.body.claim.id, self.body.key, self.session.reviewer.id)

    def missing(self) -> list[str]:
        """Return what stands before "Mark as graded", in sentences."""
        if self.body is None:
            return []
        studies = {study.document: study for study in self.body.studies}
        pooled = grade.pooled_unseen(self.body.quotes, studies, self.body.key)
        return [*grade.missing(self.rating(), self.scheme), *([pooled] if pooled else [])]

    def judge(self, domain: str, levels: int) -> None:
        """Record how far a domain moves the level."""
        self._record(domain, replace(self._judgement(domain), levels=levels))

    def reason(self, domain: str, words: str, seen: Seen | None = None) -> None:
        """Record why; `domain` is "start" for where the body starts."""
        if domain == "start":
            self.rate(merge=True, seen=seen, start_reason=words)
        else:
            self._record(domain, replace(self._judgement(domain), reason=words), seen, merge=True)

    def borderline(self, domain: str, on: bool) -> None:
        """Record whether the tables explain a judgement that moves nothing."""
        self._record(domain, replace(self._judgement(domain), borderline=on))

    def override(self, domain: str, levels: int, why: str) -> None:
        """Record that a reason to rate up counts although a domain is rated down, and why."""
        self._record(domain, replace(self._judgement(domain), levels=levels, override=why))

    def rate(self, *, merge: bool = False, seen: Seen | None = None, **fields: Any) -> None:
        """Record fields of the rating itself, as in rate(start="randomised")."""
        if self.body is not None:
            claim, population = self.body.claim.id, self.body.key
            self._write(seen, actions.rate_certainty, claim, population, merge=merge, **fields)

    def _write(self, seen: Seen | None, action: Callable[..., Changes], *args: Any, **kwargs: Any) -> None:
        """Perform an action on the rating, unless somebody changed meanwhile what is typed over here."""
        if seen and self.body is not None and self.body.own is not None:
            self.session.edit(("certainties", self.body.own.id, {**seen}), action, *args, **kwargs)
        else:
            self.session.perform(action, *args, **kwargs)

    def note_effect(self, fields: dict[str, str]) -> None:
        """Record numbers of the effect, as in note_effect({"measure": "RR", "estimate": "0.75"})."""
        if self.body is not None:
            claim, population = self.body.claim.id, self.body.key
            self.session.perform(actions.set_effect, claim, population, merge=True, **fields)

    def pool(self, populations: Sequence[int], why: str) -> None:
        """Record the decision that the populations of the claim in front are one body, and why."""
        if self.body is not None:
            self.session.perform(pooling.pool_populations, self.body.claim.id, populations, why)

    def mark(self) -> bool:
        """Mark the rating as graded; False while a reason is missing."""
        if self.body is None or self.body.own is None or self.missing():
            return False
        return self.session.perform(actions.mark_graded, self.body.own.id) is not None

    def reopen(self) -> None:
        """Take back that the rating is graded."""
        if self.body is not None and self.body.own is not None:
            self.session.perform(actions.reopen, self.body.own.id)

    def _judgement(self, domain: str) -> Judgement:
        return grade.judgement(self.rating(), domain)

    def _record(
        self, domain: str, judgement: Judgement, seen: Seen | None = None, merge: bool = False
    ) -> None:
        if self.body is not None:
            claim, population = self.body.claim.id, self.body.key
            self._write(seen, actions.judge, claim, population, domain, judgement, merge=merge)

    # ------------------------------------------------------------------ in words

    def first_missing(self) -> str:
        """Return the domain that the first missing reason belongs to, "start" included."""
        labels = {say(item.label): item.id for item in self.scheme.items} | {say("Effect"): "effect"}
        labels |= {item.label: item.id for item in self.scheme.items} | {"Effect": "effect"}
        missing = self.missing()
        return labels.get(missing[0].partition(":")[0], "start") if missing else "start"

    def summary(self) -> str:
        """Return the body in one line, as in "1 study, 20 participants: relapse free 10 of 20 …"."""
        if self.body is None:
            return ""
        studies, people = len(self.body.studies), self.body.participants
        said = (
            say("participants not stated")
            if people is None
            else say_count(people, "{n} participant", "{n} participants")
        )
        start = f"{say_count(studies, '{n} study', '{n} studies')}, {said}"
        observed = counts.render(self.rating().observed).strip()
        # Inside a sentence an English one goes on in small letters; a German noun does not.
        lowered = observed[:1].lower() + observed[1:] if spoken().code == "en" else observed
        return f"{start}: {lowered}" if observed else start

    def state(self, gradable: bool) -> Finish:
        """Return how far the rating of the body in front is."""
        return Finish(self.rating().graded, self.missing(), self.others(), possible=gradable)

    def others(self) -> str:
        """Return which other reviewers have graded the body; how, stays with them until both have."""
        if self.body is None:
            return ""
        subject = Subject(None, self.body.claim.id, self.body.key)
        hidden = self.session.read(blinding.hidden)
        done = {rating.reviewer for rating in self.body.others if rating.graded}
        done |= {each.reviewer for each in hidden if each.subject == subject and each.done}
        said = [
            say(
                "{name} has graded this claim" if id in done else "{name} has not graded this claim",
                name=name,
            )
            for id, name in self.names().items()
            if id != self.session.reviewer.id
        ]
        differing, _ = summary_of(self.matters())
        return "; ".join(part for part in (", ".join(said), differing) if part)

    # ------------------------------------------------------------------ with others

    def names(self) -> Mapping[str, str]:
        """Return the names of everybody who has worked in this library."""
        return self.session.read(appraisals.reviewers)

    def matters(self) -> tuple[Matter, ...]:
        """Return what is judged of the body in front, side by side, once two are done."""
        if self.body is None:
            return ()
        return self.session.read(together.matters, Subject(None, self.body.claim.id, self.body.key))

    def settle(self, item: str, value: str, reason: str) -> None:
        """Record the third judgement on one thing that two judge differently."""
        if self.body is not None:
            subject = Subject(None, self.body.claim.id, self.body.key)
            self.session.perform(together.settle, subject, item, value, reason)

    def withdraw(self, settlement: int) -> None:
        """Open a settled difference again."""
        self.session.perform(together.withdraw, settlement)
