"""Design and size of the study, as its own words have them."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.language import recorded
from reviewer.model import Suggestion, SuggestionKind
from reviewer.suggestions.material import Material


def studies(material: Material) -> Iterator[Suggestion]:
    """Yield the design and the number of participants that the text states and nobody has set."""
    study = material.study
    found = material.proposal
    if found.words is not None and not (study and study.design):
        said = " ".join(found.words.exact.split())
        reason = recorded("The text calls itself “{said}”", said=said)
        if found.conflicts:
            reason += "; " + recorded("index terms say otherwise")
        yield Suggestion(SuggestionKind.DESIGN, found.words, found.design, reason, score=0.9)
    known = study is not None and study.participants is not None
    if found.participants_words is not None and not known:
        said = " ".join(found.participants_words.exact.split())
        yield Suggestion(
            SuggestionKind.PARTICIPANTS, found.participants_words, str(found.participants),
            recorded("The text says “{said}”", said=said), score=0.8,
        )  # fmt: skip
