"""Separation: whose words each stretch of a document is.

`separate` is the door. Behind it: `blocks` finds paragraphs and lone lines, `looks` and `surroundings` say
how each looks and what stands around it, `labelling` finds the likeliest labels with the `chain` of learned
weights, `threads` and `names` tell comments apart and who signed them, `repeats` what they repeat, `roles`
the parts of an abstract, `voices` makes stretches of it all with `reasons`, and `parts` segments that cover
the text exactly once. Everything is pure: the same text gives the same segments.
"""

from __future__ import annotations

from reviewer import memory
from reviewer.model import Document, Segment
from reviewer.separation import voices
from reviewer.separation.parts import BLANK, cover, is_blank

ENGINE = "2"
"""Which engine separates: kept with each document, so that a library can tell what an older one made."""

__all__ = ["BLANK", "ENGINE", "is_blank", "separate"]


def separate(document: Document) -> list[Segment]:
    """Return segments that cover the document's text exactly once, in order, with ids of 0.

    Positions are Unicode code points. Each segment carries a confidence from 0 to 1 and the rule that
    decided. Stretches without words between the others are boilerplate with the rule "blank".
    """
    with memory.collecting_later():
        return cover(document.text, voices.label(document))
