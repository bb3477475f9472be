"""What the window says of suggestions: the groups of their kinds, and each in the words of a margin note."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reviewer.gui import theme
from reviewer.language import retold, say
from reviewer.model import Direction, Lost, Stance, Suggestion
from reviewer.model import SuggestionKind as Kind
from reviewer.suggestions.measured import MEASURED, in_full, in_short, together

GROUPS: Mapping[str, tuple[Kind, ...]] = {
    "statement": (Kind.STATEMENT,),
    "conclusion": (Kind.CONCLUSION,),
    "study": (Kind.DESIGN, Kind.PARTICIPANTS),
    "pico": (
        Kind.POPULATION, Kind.INTERVENTION, Kind.COMPARATOR, Kind.OUTCOME, Kind.DIRECTION,
    ),
    "number": (Kind.NUMBER,),
    "causal": (Kind.CAUSAL,),
    "harm": (Kind.HARM,),
    "elsewhere": (Kind.RESTATED, Kind.DRIFT),
    "mark": (Kind.MARK,),
}  # fmt: skip
"""The kinds that are listed and switched off together."""
_KINDS: Mapping[Kind, str] = {
    Kind.STATEMENT: say("Statement"),
    Kind.CONCLUSION: say("Conclusion"),
    Kind.DESIGN: say("Design"),
    Kind.PARTICIPANTS: say("Participants"),
    Kind.POPULATION: say("Population"),
    Kind.INTERVENTION: say("Intervention"),
    Kind.COMPARATOR: say("Comparator"),
    Kind.OUTCOME: say("Outcome"),
    Kind.DIRECTION: say("Direction"),
    Kind.NUMBER: say("Number"),
    Kind.CAUSAL: say("Causal"),
    Kind.HARM: say("Harm"),
    Kind.RESTATED: say("Restated"),
    Kind.DRIFT: say("Drift"),
    Kind.MARK: say("Mark"),
}
_LOST = {Lost.HEDGE: say("hedge"), Lost.POPULATION: say("population"), Lost.NUMBER: say("number")}
"""What a restatement left out."""
TITLES: Mapping[str, str] = {
    "statement": say("Results and claims"),
    "conclusion": say("Conclusions"),
    "study": say("Design and size"),
    "pico": say("Population, intervention, outcome"),
    "number": say("Numbers"),
    "causal": say("Causal wording"),
    "harm": say("Harms"),
    "elsewhere": say("Also said elsewhere"),
    "mark": say("Marks from files"),
}
GROUP_OF: Mapping[Kind, str] = {kind: name for name, kinds in GROUPS.items() for kind in kinds}


_PARTLY: Mapping[str, tuple[str, str]] = {
    "statement": (
        say("of results {how_often}"),
        say("Places proposed for a claim that is there were not counted"),
    ),
}
"""Groups of which only a part was measured: how it is said of that part, and what was not."""


def measured(name: str) -> tuple[str, str]:
    """Return how often proposals of a group were right where somebody counted, in short and in full; that
    nobody did where nobody did, and nothing for what people marked."""
    if name == "mark":
        return "", ""
    counts = together(GROUPS[name])
    if counts is None:
        return say("not measured"), say("Nobody has counted how often these are right")
    kinds = [kind for kind in GROUPS[name] if kind in MEASURED]
    full = in_full(counts)
    if len(kinds) > 1:
        full += "\n" + "\n".join(f"{_KINDS[kind]}: {in_full(MEASURED[kind])}" for kind in kinds)
    if name in _PARTLY:
        part, rest = _PARTLY[name]
        return part.format(how_often=in_short(counts)), f"{full}\n{rest}"
    return in_short(counts), full


def sure(each: Suggestion) -> str:
    """Return how often suggestions of its kind were right, "" where nobody counted."""
    for_a_claim = each.claim is not None and each.kind in (Kind.STATEMENT, Kind.CONCLUSION)
    return in_short(MEASURED[each.kind]) if each.kind in MEASURED and not for_a_claim else ""


def told(each: Suggestion, numbers: Mapping[int, int]) -> tuple[str, str]:
    """Return title and detail of a margin note; `numbers` are those of the claims."""
    title, detail = _WORDS[each.kind](each)
    number = numbers.get(each.claim or 0)
    if number and each.kind in (Kind.STATEMENT, Kind.CONCLUSION, Kind.RESTATED, Kind.DRIFT):
        title = say("Suggested for {number}, {stance}", number=number, stance=_stance(each.value))
    return title, detail


def _stance(value: str) -> str:
    return theme.STANCES_INSIDE[Stance(value)] if value in list(Stance) else value or _QUALIFIES


_QUALIFIES = theme.STANCES_INSIDE[Stance.QUALIFIES]


def _statement(each: Suggestion) -> tuple[str, str]:
    return say("Suggested claim"), _small(each.reason)


def _value(title: str) -> Callable[[Suggestion], tuple[str, str]]:
    def words(each: Suggestion) -> tuple[str, str]:
        """The value where it says something else than the words on the page do, else by what it was told."""
        same = each.value == " ".join(each.span.exact.split()) and each.kind is not Kind.NUMBER
        return title, _small(each.reason) if same and each.reason else _said(each)

    return words


def _said(each: Suggestion) -> str:
    if each.kind is Kind.DIRECTION and each.value in list(Direction):
        return theme.DIRECTIONS_INSIDE[Direction(each.value)]
    return say(each.value) if each.kind is Kind.DESIGN else each.value


def _participants(each: Suggestion) -> tuple[str, str]:
    return say("Suggested size"), f"n = {each.value}"


def _causal(each: Suggestion) -> tuple[str, str]:
    return say("Causal wording"), say("no control group")


def _harm(each: Suggestion) -> tuple[str, str]:
    return say("Harm not in the text"), say("index terms only")


def _elsewhere(each: Suggestion) -> tuple[str, str]:
    lost = say("{what} left out", what=", ".join(_LOST[what] for what in each.lost)) if each.lost else ""
    return say("Also said elsewhere"), lost or _small(each.reason)


def _mark(each: Suggestion) -> tuple[str, str]:
    by = say("Marked by {author}", author=each.author) if each.author else say("Marked in the file")
    return f"{by}, {each.date[:10]}" if each.date else by, each.note or _small(each.reason)


def _small(reason: str) -> str:
    """Return a reason as it stands inside a line; a translation is made for that place already."""
    told = retold(reason) if retold(reason) != reason else say(reason)
    return told if told != reason else reason[:1].lower() + reason[1:]


_WORDS: Mapping[Kind, Callable[[Suggestion], tuple[str, str]]] = {
    Kind.STATEMENT: _statement,
    Kind.CONCLUSION: _statement,
    Kind.DESIGN: _value(say("Suggested design")),
    Kind.PARTICIPANTS: _participants,
    Kind.POPULATION: _value(say("Suggested population")),
    Kind.INTERVENTION: _value(say("Suggested intervention")),
    Kind.COMPARATOR: _value(say("Suggested comparator")),
    Kind.OUTCOME: _value(say("Suggested outcome")),
    Kind.DIRECTION: _value(say("Suggested direction")),
    Kind.NUMBER: _value(say("Suggested number")),
    Kind.CAUSAL: _causal,
    Kind.HARM: _harm,
    Kind.RESTATED: _elsewhere,
    Kind.DRIFT: _elsewhere,
    Kind.MARK: _mark,
}
