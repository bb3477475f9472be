"""Flags: what a careful reader would stop at, shown beside the words with a reason.

A flag is a remark, never a judgement: it changes no rating, and nothing of it reaches a report unless a
person writes it there. Abstracts of uncontrolled studies often speak as if they had shown a cause
(Lazarus and others 2015: 53% of 128 abstracts of non-randomised studies), and name harms sparingly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reviewer.appraisal.designs import uncontrolled
from reviewer.appraisal.passages import Indexed, indexed, of_study
from reviewer.appraisal.proposals import Proposal, propose_design
from reviewer.appraisal.remarks import SPIN, SURROGATE, Flag, spin, surrogate
from reviewer.language import quoted, recorded, retold, say, say_count
from reviewer.model import Document, Kind, QuoteLink, Role, Segment, Span, Study, Voice
from reviewer.text import quote, sentences

__all__ = [
    "SPIN", "SURROGATE", "Flag", "Proposal", "flags", "flags_of_quotes", "flags_of_text", "in_words",
    "propose_design", "touching",
]  # fmt: skip

CAUSAL, HARMS, DESIGN, CITATION, NO_FINDING = "causal", "harms", "design", "citation", "no finding"


def flags(
    document: Document,
    segments: Sequence[Segment],
    study: Study | None = None,
    quotes: Iterable[QuoteLink] = (),
) -> list[Flag]:
    """Return what is remarkable about a document: causal wording, surrogate outcomes, spin, harms, design,
    source, quotes, in this order.

    The design is the one confirmed in `study`, else the one proposed from the text.
    """
    return [*flags_of_text(document, segments, study), *flags_of_quotes(document, quotes)]


def flags_of_text(document: Document, segments: Sequence[Segment], study: Study | None = None) -> list[Flag]:
    """Return what is remarkable whatever is quoted; it stays the same while quotes come and go."""
    proposal = propose_design(document, segments)
    design = study.design if study and study.design else proposal.design
    found = [
        _causal(document, segments, design),
        *surrogate(document, segments),
        *spin(document, segments, uncontrolled(design)),
        _harms(document, segments),
        _design_conflict(proposal),
        _no_citation(document, segments),
    ]
    return [flag for flag in found if flag]


def flags_of_quotes(document: Document, quotes: Iterable[QuoteLink]) -> list[Flag]:
    """Return what is remarkable about the quotes of a document."""
    found = _no_finding(document, quotes)
    return [found] if found else []


def touching(found: Iterable[Flag], span: Span) -> tuple[Flag, ...]:
    """Return the flags whose words overlap `span`, for display beside a quote."""
    return tuple(flag for flag in found if any(_overlap(each, span) for each in flag.spans))


def in_words(flag: Flag, span: Span | None = None) -> str:
    """Return a remark in the language in use, with the words that raised it, each once: those within `span`
    if one is given."""
    own = [each for each in flag.spans if span is None or _overlap(each, span)]
    words = list(dict.fromkeys(" ".join(each.exact.split()) for each in own))
    if flag.kind not in (CAUSAL, SURROGATE, SPIN) or not words:
        return retold(flag.message)
    said = {"remark": retold(flag.message), "words": ", ".join(map(quoted, words[:_MOST]))}
    more = len(words) - _MOST
    if more <= 0:
        return say("{remark}: {words}", **said)
    return say_count(more, "{remark}: {words} and {n} more", "{remark}: {words} and {n} more", **said)


_MOST = 5
"""Words that a remark names; the text shows the rest."""


def _overlap(one: Span, other: Span) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


_PRESENT = (
    "reduces|lowers|improves|prevents|protects|suppresses|inhibits|induces|promotes|enhances|slows|stops|halts"
    "|stabili[sz]es|eliminates|restores|reverses|leads to|(?<!lower )(?<!better )(?<!the )results in"
)
_ALSO_NOUNS = "decreases|increases|causes|delays"
"""Verbs that are things as well: “increases in pain were seen” asserts no cause."""
_PLAIN = (
    r"reduce|lower(?=\s+(?:the|their|its|his|her|blood|pain|mortality|risks?)\b)|improve|prevent"
    r"|suppress|inhibit|induce|promote|enhance|lead to|result in"
)
_PAST = (
    "reduced|lowered|decreased|increased|improved|prevented|suppressed|inhibited|induced|promoted|enhanced"
    "|slowed|stopped|halted|stabili[sz]ed|delayed|eliminated|caused|restored|reversed"
)
_CAUSAL = re.compile(
    rf"\b(?:(?P<past>{_PAST})(?!\s+(?:by|from|in|or|and|to|during|after|with|over|at|on|of|than|for|when|until|as"
    r"|following|across|between|among|overall|\w+ly)\b)"
    rf"(?=\s+\w)|(?P<plain>{_PLAIN})(?!\s+(?:in|of)\b)|{_PRESENT}"
    rf"|(?:{_ALSO_NOUNS})(?!\s+(?:in|of|were|was|occurred|across)\b)|resulted\s+in|resulting\s+in|led\s+to|leading\s+to"
    r"|due\s+to|because\s+of|attributable\s+to|responsible\s+for|[^\W\d_]+-induced"
    r"|(?:is|was|are|were|proved)\s+(?:an?\s+)?(?:\w+ly\s+)?effective\s+(?:in|at|strategy|method|way|means)"
    r"|(?:has|had)\s+an?\s+(?:\w+\s+)?(?:positive|negative|beneficial|strong|significant)\s+(?:impact|effect)\s+on)\b",
    re.IGNORECASE,
)
_HEDGE = frozenset(
    ("may", "might", "could", "can", "possibly", "potentially", "would", "should", "not", "to")
)
_NOT_ACTIVE = frozenset(
    (
        *("was", "were", "been", "be", "being", "is", "are", "had", "has", "have", "having"),
        *("show", "shows", "showed", "with", "of", "in", "a", "an", "the", "their", "its"),
    )
)
_LOOK_BACK = 400
"""Code points before a verb that are searched for the start of its sentence."""
_ASSERTING = (Role.RESULTS, Role.CONCLUSIONS, Role.OTHER, None)


def _causal(document: Document, segments: Sequence[Segment], design: str) -> Flag | None:
    if not uncontrolled(design):
        return None
    spans = [
        quote(document, match.start(), match.end())
        for segment in of_study(segments, *_ASSERTING)
        for match in _CAUSAL.finditer(document.text, segment.start, segment.end)
        if _asserts(document.text[max(segment.start, match.start() - _LOOK_BACK) : match.start()], match)
    ]
    return Flag(CAUSAL, recorded("Causal wording without a control group"), tuple(spans)) if spans else None


def _asserts(before: str, match: re.Match[str]) -> bool:
    """Whether the words say that something was brought about: no hedge, no aim, no passive or adjective."""
    sentence = re.split(r"[.!?;:]\s", before)[-1].lower()
    words = re.findall(r"[\w'’-]+", sentence)[-4:]
    if "whether" in sentence or _HEDGE & set(words[-2:]):
        return False
    near = [word for word in words if not word.endswith("ly")][-1:]
    if near == ["and"] and match["past"] and not _CAUSAL.search(sentence):
        return False  # “and improved functioning” names a thing
    if near in (["limitation"], ["limitations"]):
        return False
    return not (match["past"] or match["plain"]) or not _NOT_ACTIVE & set(near)


_HARM_WORDS = re.compile(
    r"\b(?:adverse|side[\s-]effects?|toxic\w*|harm\w*|complications?|tolera\w+|safety|unwanted effects?)",
    re.I,
)


_HARMFUL = ("adverse effects", "toxicity", "poisoning")


def _harms(document: Document, segments: Sequence[Segment]) -> Flag | None:
    told = of_study(segments)
    if not told:
        return None
    text = "\n".join(document.text[segment.start : segment.end] for segment in told)
    terms = indexed(document, segments)
    caused = [
        term for term in terms if term.term.qualifier == "chemically induced" and not _mentions(text, term)
    ]
    harmful = [term for term in terms if term.term.qualifier in _HARMFUL]
    silent = [] if _HARM_WORDS.search(text) else harmful
    if not caused and not silent:
        return None
    where = "text" if any(segment.kind is Kind.BODY for segment in told) else "abstract"
    parts = [_caused(caused, where)] if caused else []
    parts += [recorded(_SILENT[where], terms=_listed(silent))] if silent else []
    return Flag(HARMS, " ".join(parts), _spans((*caused, *silent)))


def _caused(terms: Sequence[Indexed], where: str) -> str:
    return recorded(_CAUSED[where, len(terms) > 1], terms=_listed(terms))


_CAUSED = {
    ("text", False): recorded(
        "The index terms list {terms} as chemically induced; the text does not mention it."
    ),
    ("text", True): recorded(
        "The index terms list {terms} as chemically induced; the text does not mention them."
    ),
    ("abstract", False): recorded(
        "The index terms list {terms} as chemically induced; the abstract does not mention it."
    ),
    ("abstract", True): recorded(
        "The index terms list {terms} as chemically induced; the abstract does not mention them."
    ),
}
"""By where the study speaks, and whether there are several terms."""
_SILENT = {
    "text": recorded("The index terms list adverse effects of {terms}; the text names none."),
    "abstract": recorded("The index terms list adverse effects of {terms}; the abstract names none."),
}


def _mentions(text: str, term: Indexed) -> bool:
    """Whether the text names the condition, also in another spelling or ending."""
    stems = [_stem(word) for word in re.findall(r"\w+", term.words) if len(word) > 3]
    present = {_stem(word) for word in re.findall(r"\w+", text)}
    return bool(stems) and all(any(word.startswith(stem) for word in present) for stem in stems)


def _stem(word: str) -> str:
    plain = word.lower().replace("ae", "e").replace("oe", "e").replace("leuc", "leuk")
    return plain[: max(5, len(plain) - 3)]


def _listed(terms: Sequence[Indexed], small: bool = True) -> str:
    names = list(dict.fromkeys(term.words.lower() if small else term.words for term in terms))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _spans(terms: Iterable[Indexed]) -> tuple[Span, ...]:
    return tuple(term.span for term in terms if term.span)


def _design_conflict(proposal: Proposal) -> Flag | None:
    if not proposal.conflicts or proposal.words is None:
        return None
    said = " ".join(proposal.words.exact.split())
    message = recorded(
        "The text says “{said}”; the index terms say {terms}. The design is taken from the text.",
        said=said,
        terms=_listed(proposal.conflicts, small=False),
    )
    return Flag(DESIGN, message, (proposal.words, *_spans(proposal.conflicts)))


_CITATION = re.compile(
    r"\b10\.\d{4,9}/\S+|\bdoi\b|\bPMID\b|\bPMC\d+|\b(?:19|20)\d\d(?:\s+[A-Z][a-z]{2}(?:\s+\d+)?)?;\s*\d+|\bet al\b|https?://",
    re.IGNORECASE,
)
_BLOG = recorded("The blog names no source for this abstract.")
_ARTICLE = recorded("The article names no source for this abstract.")
_SOURCELESS = {
    "post-weblog": _BLOG,
    "post": recorded("The post names no source for this abstract."),
    "article-magazine": _ARTICLE,
    "article-newspaper": _ARTICLE,
}
_OTHERS = (Kind.COMMENT, Kind.BOILERPLATE)


def _no_citation(document: Document, segments: Sequence[Segment]) -> Flag | None:
    quoted = [segment for segment in of_study(segments) if segment.quotes and segment.quotes.document is None]
    if not quoted or _cites(document, segments):
        return None
    first = next(iter(sentences(document.text, quoted[0].start, quoted[0].end)), None)
    spans = (quote(document, *first),) if first else ()
    return Flag(CITATION, _sourceless(document, segments), spans)


def _cites(document: Document, segments: Sequence[Segment]) -> bool:
    return any(
        _CITATION.search(document.text, segment.start, segment.end)
        for segment in segments
        if segment.kind not in _OTHERS and segment.comment is None
    )


def _sourceless(document: Document, segments: Sequence[Segment]) -> str:
    if document.record.type in _SOURCELESS:
        return _SOURCELESS[document.record.type]
    kinds = {segment.kind for segment in segments}
    if {Kind.COMMENTARY, Kind.COMMENT} <= kinds:
        return _BLOG
    return recorded("The page names no source for this abstract.")


def _no_finding(document: Document, quotes: Iterable[QuoteLink]) -> Flag | None:
    spans = [link.span for link in quotes if link.voice is Voice.NONE and link.span.document == document.id]
    message = recorded(
        "These words are a title, index terms or page furniture, not a finding; they never count."
    )
    return Flag(NO_FINDING, message, tuple(sorted(spans, key=_start))) if spans else None


def _start(span: Span) -> int:
    return span.start
