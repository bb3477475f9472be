"""Flags of appraisal as suggestions: causal wording without a control group, harms only index terms name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reviewer.appraisal import flags
from reviewer.model import Suggestion, SuggestionKind
from reviewer.suggestions.material import Material

Rule = Callable[[Material], Iterator[Suggestion]]


def _of(flag: str, kind: SuggestionKind, score: float) -> Rule:
    def rule(material: Material) -> Iterator[Suggestion]:
        for found in material.flags:
            if found.kind == flag:
                for span in found.spans:
                    link = material.quoted(span.start, span.end)
                    yield Suggestion(
                        kind, span, reason=found.message, claim=link.claim if link else None, score=score
                    )

    return rule


causal = _of(flags.CAUSAL, SuggestionKind.CAUSAL, 0.7)
"""Yield each verb that asserts a cause in a study without a comparison group."""
harms = _of(flags.HARMS, SuggestionKind.HARM, 0.7)
"""Yield each index term that names a harm of which the text says nothing."""
