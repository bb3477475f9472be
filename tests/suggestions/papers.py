"""Abstracts of our own making, as documents with one part for each section."""

from __future__ import annotations

from reviewer.model import Claim, Document, Kind, QuoteLink, Role, Segment, Span, Stance, Voice
from reviewer.suggestions import Material

Sections = dict[Role, str]

TRIAL: Sections = {
    Role.OBJECTIVE: "To see whether ginger eases morning sickness.",
    Role.METHODS: "In an uncontrolled study, 48 women took ginger for two weeks.",
    Role.RESULTS: "Nausea fell in 31 of 48 women (65%, 95% CI 49 to 78; p < 0.001). Two women had heartburn.",
    Role.CONCLUSIONS: "Ginger reduces morning sickness. Further trials are needed.",
}


COMPARED: Sections = {
    Role.OBJECTIVE: "To assess the effect of ginger on nausea in early pregnancy.",
    Role.METHODS: "We recruited 120 women with morning sickness. They were randomised to receive ginger "
    "capsules or placebo for two weeks. The primary outcome was nausea score at 14 days.",
    Role.RESULTS: "Nausea scores fell by 30% in women who had morning sickness. Heartburn did not differ "
    "between groups.",
    Role.CONCLUSIONS: "Ginger capsules may lower nausea scores in women with morning sickness.",
}
BLOG = "Great news: ginger capsules lower nausea scores. I shall try them."


def page(claims: tuple[Claim, ...] = (), *quoted: tuple[int, str]) -> Material:
    """Return the abstract of a compared study with a blogger's words below it."""
    given = material(COMPARED, claims)
    text = given.document.text + BLOG
    below = Segment(len(given.document.text), len(text), Kind.COMMENTARY, Voice.COMMENTARY)
    document = Document(text, id=7)
    links = tuple(link(document, n, claim, words) for n, (claim, words) in enumerate(quoted, 1))
    return Material(document, [*given.segments, below], claims, links)


def material(sections: Sections, claims: tuple[Claim, ...] = (), *quoted: tuple[int, str]) -> Material:
    """Return an abstract with claims, and quotes given as (claim, words of the text)."""
    text, parts = "", []
    for role, words in sections.items():
        parts.append(Segment(len(text), len(text) + len(words) + 1, Kind.ABSTRACT, Voice.STUDY, role))
        text += words + "\n"
    document = Document(text, id=7)
    links = tuple(link(document, n, claim, words) for n, (claim, words) in enumerate(quoted, 1))
    return Material(document, parts, claims, links)


def link(document: Document, id: int, claim: int, words: str) -> QuoteLink:
    """Return a quote of the document's own words."""
    start = document.text.index(words)
    span = Span(document.id, start, start + len(words), words)
    voice = Voice.COMMENTARY if words in BLOG else Voice.STUDY
    return QuoteLink(id, claim, span, Stance.SUPPORTS, voice)
