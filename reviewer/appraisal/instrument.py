"""What an appraisal form is made of: items, answers, steps, rules, and how they are counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.model import Voice

RULES = ("tally", "levels", "grade", "domains", "flaws", "stars")
"""The rules a file may name; `score.RULES` holds their functions."""


SIGNS = ("good", "middling", "bad", "worst", "open")
"""How an answer may be drawn beside its word: as a plus, a minus, a cross, an exclamation, a question."""


class Form(StrEnum):
    """How a form is filled in: answers counted, a level looked up, or a GRADE sheet."""

    CHECKLIST = "checklist"
    LEVELS = "levels"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. `levels` is what it moves; `only` names the rule sets it belongs to (empty: all);
    `phrase` is what an explanation calls it where that differs from the item's phrase; `same` is the answer
    it counts as in conditions; `points` is what it adds to the sum of its section; `sign`, of SIGNS, is how
    it is drawn, and changes nothing that it means."""

    key: str
    label: str
    meaning: str = ""
    levels: int = 0
    only: tuple[str, ...] = ()
    phrase: str = ""
    same: str = ""
    points: int = 0
    sign: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a decision table: where the condition `when` holds, the judgement is `then`; an empty one
    leaves it to a person, and `say` tells why."""

    when: str
    then: str
    say: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A table worked out on the way to a judgement, such as one half of a domain. Nobody answers it."""

    id: str
    label: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over items."""

    id: str
    label: str
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a form. `label` fits a list; `section` groups items; `phrase` is for footnotes.

    `asked` is the condition under which it is put at all. With `rules` it is a judgement, which the rules
    propose and a person makes. An `optional` one may stay open.
    """

    id: str
    label: str
    prompt: str
    guidance: str
    answers: tuple[Option, ...]
    section: str = ""
    phrase: str = ""
    asked: str = ""
    optional: bool = False
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A published variant of GRADE. `ups` names the domains it accepts as reasons to rate up."""

    id: str
    label: str
    guidance: str
    ups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """Where a body of evidence starts. `levels` holds one level, 1 to 4, for each rule set in order."""

    id: str
    label: str
    guidance: str
    levels: tuple[int, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of a table of levels: for `question`, these kinds of study give `level`."""

    question: str
    level: int
    criterion: str
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """An appraisal form with its rules. Empty `designs`: offered whatever the design is.

    `unit` is what one appraisal is about: a "document", or one "result" of it, which is a claim.
    """

    id: str
    name: str
    short: str
    version: str
    form: Form
    rule: str
    voices: tuple[Voice, ...]
    designs: tuple[str, ...]
    citation: str
    link: str
    licence: str
    checked: str
    guidance: str
    items: tuple[Item, ...]
    overall: tuple[Option, ...] = ()
    rule_sets: tuple[RuleSet, ...] = ()
    starts: tuple[Start, ...] = ()
    table: tuple[Row, ...] = ()
    unit: str = "document"
    sections: tuple[Section, ...] = ()
    steps: tuple[Step, ...] = ()
    overall_rules: tuple[Rule, ...] = ()

    @property
    def per_result(self) -> bool:
        """Tell whether an appraisal is about one claim, not the document as a whole."""
        return self.form is Form.LEVELS or self.unit == "result"

    def item(self, item_id: str) -> Item:
        """Return the item with this id; raises ReviewError when the form has none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise ReviewError(
            say("{name} has no item “{item_id}”.", name=self.name, item_id=item_id),
            say("Its items are {known}.", known=", ".join(item.id for item in self.items)),
        )
