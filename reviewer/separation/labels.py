"""The section labels of abstracts: which words are one, what role they open, and where they stand.

A label is written in many ways: on a line of its own, with a colon, a full stop or a dash, in brackets, in
capitals, or run into the sentence it opens. The less its form says, the more the rest of the abstract has
to say: a bare “Results” before a sentence counts only beside another label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from reviewer import text as texts
from reviewer.model import Role

Roles = tuple[Role, ...]
"""What a label may open; of two roles (“Methods and results”) its sentences have to be told apart."""

LABELS: dict[Role, str] = {
    Role.BACKGROUND: "background|introduction|context|rationale|importance|background context|problem|premise"
    "|scientific background|clinical context|previous work|state of the art|overview|justification"
    "|hintergrund|einleitung|einführung|ausgangslage|contexte|position du problème|antecedentes"
    "|introducción|fundamento|fundamentos|contexto|justificación|introduzione",
    Role.OBJECTIVE: "objective|objectives|aim|aims|purpose|purposes|goal|goals|question|questions|hypothesis"
    "|hypotheses|research question|research questions|study question|study hypothesis|review question|theme"
    "|question addressed|questions/purposes|issue|research objective|clinical question|aims and objectives"
    "|ziel|ziele|zielsetzung|fragestellung|fragestellungen|zweck|ziel der arbeit|ziel der studie"
    "|objectif|objectifs|but|buts|but de l'étude|objectif de l'étude|objetivo|objetivos|objetivo general"
    "|hipótesis|obiettivo|obiettivi",
    Role.METHODS: "methods|method|methodology|methodologies|materials|material|procedure|procedures|analysis"
    "|analyses|data sources|data source|sources|sources of data|sources of information|study selection"
    "|selection criteria|eligibility criteria|eligibility|data extraction|data collection|data analysis"
    "|data abstraction|statistical analysis|statistical methods|search strategy|search methods|searches"
    "|search method|literature search|review methods|evidence review|evidence acquisition|data acquisition"
    "|literature reviewed|information sources|inclusion criteria|approach|experimental approach|techniques"
    "|experimental design|methods/design|protocol|case report|case reports|case presentation|case description"
    "|case|cases|case summary|methodological approach|material and technique|risk of bias"
    "|synthesis of results|synthesis methods|method of study|charting methods|research approach"
    "|theoretical framework|framework"
    "|data|cohort|sample size|instruments|data source and study selection|equipment|study appraisal"
    "|data extraction and synthesis|data extraction and analysis|experimental procedures|main methods"
    "|study appraisal and synthesis methods|data collection and analysis|data sources and study setting"
    "|methodik|methoden|methode|material|patienten und methoden|fallbericht|datenquellen|studienauswahl"
    "|méthodes|méthode|matériels|matériel|méthodologie|observation clinique|métodos|método|metodología"
    "|materiales|material|metodi|materiali e metodi|caso clínico",
    Role.DESIGN: "design|study design|trial design|research design|design of study|design of the study"
    "|type of study|study type|research designs|studiendesign|plan d'étude|type d'étude|devis|diseño"
    "|diseño del estudio|tipo de estudio|disegno",
    Role.SETTING: "setting|settings|study setting|study settings|location|place|place of study|environment"
    "|place and duration of study|study area|time and place|cadre|lieu|lieu de l'étude|ámbito|lugar"
    "|emplazamiento|rahmen|ort|setting of study",
    Role.PARTICIPANTS: "patients|patient|participants|participant|subjects|subject|population|populations"
    "|study population|sample|samples|patient population|study participants|animals|animal|patient sample"
    "|patient selection|participants or patients|study subjects|study sample|population studied"
    "|patients or other participants|patients or participants|informants|respondents|volunteers"
    "|patienten|teilnehmer|probanden|patientinnen|kollektiv|pacientes|participantes|sujetos|población"
    "|muestra|sujets",
    Role.INTERVENTION: "intervention|interventions|exposure|exposures|treatment|treatments|main exposure"
    "|exposures for observational studies|intervention and comparator|comparison|comparisons|index test"
    "|interventions and comparisons|main exposure measure|predictor|predictors|interventionen|behandlung"
    "|intervención|intervenciones|traitement",
    Role.OUTCOMES: "outcome|outcomes|outcome measures|outcome measure|measurement|measurements|measures"
    "|measure|main measure|main measures|endpoint|endpoints|end points|outcome and measures|key measures"
    "|outcomes and measures|outcome measurements|outcome assessment|dependent variables|study outcomes"
    "|primary and secondary outcome measures|primary and secondary outcomes|primary funding outcome"
    "|methods of measurement|main variables|independent variables|zielgrößen|zielkriterien|endpunkte"
    "|hauptzielgrößen|critères de jugement|critère de jugement|variables principales|mediciones"
    "|variables|mediciones principales|mesures",
    Role.RESULTS: "results|result|findings|finding|key results|key findings|recent findings|observation"
    "|observations|data synthesis|evidence synthesis|principal findings|principal results|principle findings"
    "|measurements and main results|measurements and results|measurements and findings|review findings"
    "|summary of findings|review results|results and limitations|advances|outcome of review"
    "|ergebnisse|ergebnis|resultate|befunde|résultats|résultat|resultados|resultado|hallazgos|risultati",
    Role.CONCLUSIONS: "conclusions|conclusion|concluding remarks|interpretation|discussion|summary"
    "|implication|implications|relevance|significance|clinical significance|clinical relevance|comment"
    "|comments|limitation|limitations|strengths and limitations|strengths|perspective|perspectives|lessons"
    "|clinical implications|practice implications|practical implications|recommendation|recommendations"
    "|future directions|authors' conclusions|reviewers' conclusions|authors' conclusion|author's conclusion"
    "|conclusions/interpretation|main conclusions|take-home message|take home message|patient summary|impact"
    "|key message|key messages|lessons learned|lesson learned|novelty|originality|originality/value|value"
    "|public health implications|policy implications|general significance|key points|learning points"
    "|advances in knowledge|application|applications|clinical application|translational perspective"
    "|schlussfolgerung|schlussfolgerungen|fazit|diskussion|zusammenfassung|folgerung|folgerungen|ausblick"
    "|bewertung|schluss|conclusiones|conclusión|discusión|interpretación|interprétation|limites"
    "|limitaciones|conclusioni|conclusione",
    Role.OTHER: "trial registration|clinical trial registration|registration|study registration|funding"
    "|level of evidence|trial registration number|registration number|systematic review registration"
    "|primary funding source|funding source|sources of funding|funding sources|disclosures|disclosure"
    "|classification of evidence|prospero registration|prospero registration number|evidence level"
    "|clinical trial registration number|clinicaltrials.gov|clinicaltrials.gov identifier|trial number"
    "|clinical trials registration|clinical trial|conflict of interest|conflicts of interest|copyright"
    "|other|prospero|registry|registration details|type of evidence|data availability"
    "|studienregistrierung|registrierung|financement|financiación|finanzierung|registro",
}
"""Labels and parts of labels, separated by bars: English, German, French, Spanish."""

OPENINGS: dict[Role, tuple[str, ...]] = {
    Role.CONCLUSIONS: (
        "implications for",
        "relevance to",
        "relevance for",
        "relevance of",
        "significance of",
        "significance for",
        "significance and impact",
        "impact on",
        "what this paper adds",
        "what this study adds",
        "what is new",
        "what's new",
        "what does this",
        "how might this",
        "how this",
        "impact of the",
        "conclusions for",
        "lessons from",
        "recommendations for",
        "clinical relevance of",
        "application to",
        "linking evidence to",
        "contribution to",
        "why does this",
    ),
    Role.BACKGROUND: ("what is known", "what is already known", "what's known", "what we already know"),
}
"""How a label of several words may begin when its further words are free."""

_SHORT = frozenset(
    "but case cases issue data value other place ort theme problem measure comment lieu".split()
)
"""Labels that are everyday words: only a colon, brackets or a line of their own makes one of them."""

_JOINT = re.compile(r"\s*(?:,\s*(?:and|und|et|y)\b|[,/&+;]|\b(?:and|or|und|et|y|e)\b)\s*")
_BEFORE = re.compile(
    r"^(?:the|study|main|primary|secondary|key|major|principal|overall|our|this|patients?'?s?|clinical|research"
    r"|specific|important|brief|general|first|second|trial|objective)\s+"
)
_AFTER = re.compile(
    r"\s+(?:of|for|in|de|del|der|des)\s+(?:(?:the|this|our|la|l'|el|le|der|dieser)\s*)?"
    r"(?:present\s+|current\s+|systematic\s+)?"
    r"(?:study|review|paper|article|research|trial|work|investigation|report|studie|arbeit|étude|estudio|project"
    r"|analysis|survey|measurement|variables)$"
)
_EDGES = re.compile(r"^(?:\d{1,2}[.)]\s*|[ivx]{1,4}[.)]\s+)?|[\s:.]+$")
_FINE = (Role.DESIGN, Role.SETTING, Role.PARTICIPANTS, Role.INTERVENTION, Role.OUTCOMES)
_ORDER = (Role.BACKGROUND, Role.OBJECTIVE, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS)
LONGEST = 80
"""Code points of the longest label."""


@dataclass(frozen=True, slots=True)
class Label:
    """A section label where it stands: its words, where the section's own words begin, what it may open."""

    start: int
    after: int
    words: str
    roles: Roles


@cache
def _table() -> dict[str, Role]:
    return {words: role for role, listed in LABELS.items() for words in listed.split("|")}


@lru_cache(8192)
def roles_of(label: str) -> Roles:
    """Return what a label opens, the longest known wording first; empty when it is none."""
    words = " ".join(_EDGES.sub("", label.casefold().replace("’", "'")).split())
    if not words or len(words) > LONGEST:
        return ()
    whole = _one(words)
    if whole is not None:
        return (whole,)
    parts = [part for part in _JOINT.split(words) if part]
    found = [_one(part) for part in parts]
    if len(parts) < 2 or None in found:
        return ()
    return _joined([role for role in found if role is not None])


def _one(words: str) -> Role | None:
    """Return the role of a label that is not joined from several."""
    table = _table()
    for _ in range(3):
        if words in table:
            return table[words]
        shorter = _AFTER.sub("", words)
        if shorter in table:
            return table[shorter]
        stripped = _BEFORE.sub("", words)
        if stripped == words:
            break
        words = stripped
    return next((role for role, begins in OPENINGS.items() if words.startswith(begins)), None)


def _joined(found: Sequence[Role]) -> Roles:
    """Return the roles of a label of several parts: kinds of methods become one, others are kept apart."""
    told = list(dict.fromkeys(found))
    fine = [role for role in told if role in _FINE]
    if len(fine) == len(told):
        return (fine[-1],) if len(fine) < 3 else (Role.METHODS,)
    kept = {Role.METHODS if role in _FINE else role for role in told} - {Role.OTHER}
    if len(kept) > 2:
        return ()
    return tuple(role for role in _ORDER if role in kept)


HEADING = re.compile(
    r"\W*(?:(?:structured|short|full|english|author)\s+)?(?:abstracts?|summary|synopsis|zusammenfassung|kurzfassung"
    r"|résumé|resumen|sommaire|abstrakt)\W*",
    re.IGNORECASE,
)
"""What stands above an abstract and is none of its sentences."""

# --- where labels stand --------------------------------------------------------------------------

_CAPITAL = r"(?:\d{1,2}[.)]\s?)?[A-ZÀ-ÖØ-Þ]"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("square", re.compile(rf"\[\s?(?P<label>{_CAPITAL}[^\[\]\n]{{1,{LONGEST}}}?)\s?:?\s?\]\s?[:：.]?\s*")),
    ("round", re.compile(rf"\((?P<label>{_CAPITAL}[^()\n]{{1,{LONGEST}}}?)\s?:?\s?\)\s?[:：.]?\s*")),
    ("colon", re.compile(rf"(?P<label>{_CAPITAL}[^:：!?\n\[\]]{{1,{LONGEST}}}?)\s?[:：]\s*(?:[—–-]\s)?")),
    ("dash", re.compile(rf"(?P<label>{_CAPITAL}[^:：.!?\n\[\]—–]{{1,{LONGEST}}}?)(?:\s?[—–]\s?|\s-\s)")),
    (
        "stop",
        re.compile(rf"(?P<label>{_CAPITAL}[^:：.!?\n\[\]]{{1,{LONGEST}}}?)\.(?:[—–]|\s+)(?=\W?[A-ZÀ-Þ\d])"),
    ),
)
_WORD = re.compile(r"[^\W_][\w'’.-]*|[,/&]")
_SENTENCE_LIKE = re.compile(r"\s*[\"“'‘(\[<>≥≤~]*(?:[A-ZÀ-ÖØ-Þ]|\d|[a-z]{1,3}[A-Z\d-])")
_STRONG = frozenset({"line", "square", "colon"})
MOST_WORDS = 8


def labels(text: str, stretches: Sequence[tuple[int, int]]) -> list[Label]:
    """Return the labels within the stretches of one abstract, in order.

    A form that says little (no colon, no line of its own) counts only where at least two labels of
    different roles stand, so that “Results showed” and “Patients. Most” stay words. “Summary” above all
    others is a heading.
    """
    found = [pair for start, end in stretches for pair in _within(text, start, end)]
    if found and found[0][1].start == stretches[0][0] and HEADING.fullmatch(found[0][1].words):
        found = found[1:]
    opened = {label.roles for _, label in found}
    return [label for form, label in found if form in _STRONG or len(opened) > 1]


def _within(text: str, start: int, end: int) -> Iterator[tuple[str, Label]]:
    whole = roles_of(text[start:end]) if end - start <= LONGEST else ()
    if whole and not text[start:end].islower():
        yield "line", Label(start, end, text[start:end].strip(" :.[]()"), whole)
        return
    position = start
    for place in _places(text, start, end):
        if place < position:
            continue
        found = _at(text, place, end, inside=place > start)
        if found:
            position = found[1].after
            yield found


def _places(text: str, start: int, end: int) -> Iterable[int]:
    """Return where a label may begin: where sentences, lines and bracketed labels do."""
    begun = {begin for begin, _ in texts.sentences(text, start, end)}
    heading = _HEADED.match(text, start, end)
    begun.update([heading.end()] if heading else [])
    begun.update(match.end() for match in _BREAK.finditer(text, start, end))
    return sorted(begun | {start})


_HEADED = re.compile(HEADING.pattern, re.IGNORECASE)
_BREAK = re.compile(
    r"\n\s*|[.!?)\]”\"]\s*(?=\[?[A-Z][A-Za-z/&, ]{2,40}\]?\s?:)|(?<=\s)(?=\[[A-Z])|:\s(?=[A-Z]{5})"
)


def _at(text: str, place: int, end: int, inside: bool) -> tuple[str, Label] | None:
    for form, shape in _SHAPES:
        match = shape.match(text, place, end)
        if match is None:
            continue
        words = match["label"]
        opened = roles_of(words)
        if opened and not (form in ("dash", "stop", "round") and words.casefold() in _SHORT):
            return form, Label(place, match.end(), words, opened)
    return _bare(text, place, end)


def _bare(text: str, place: int, end: int) -> tuple[str, Label] | None:
    """Return a label that only its capitals, or the capital after it, set off from its sentence."""
    best: tuple[str, Label] | None = None
    limit = min(end, place + LONGEST)
    for count, match in enumerate(_WORD.finditer(text, place, limit)):
        if count > MOST_WORDS:
            break
        for stop in _stops(match):
            words = text[place:stop]
            found = roles_of(words) if words[:1].isupper() else ()
            if (
                not found
                or _begins_openly(words)
                or words.casefold() in _SHORT
                or not _SENTENCE_LIKE.match(text, stop, end)
            ):
                continue
            if words.isupper() and len(words) > 2 and text[stop : stop + 1].isspace():
                best = ("capitals", Label(place, stop, words, found))
            elif not words.isupper():
                best = ("bare", Label(place, stop, words, found))
    return best


def _begins_openly(words: str) -> bool:
    """Whether the words are no label of the table but only begin like one."""
    return words.casefold().startswith(tuple(each for begins in OPENINGS.values() for each in begins))


def _stops(match: re.Match[str]) -> Iterator[int]:
    """Yield the ends a word may have as the last of a label: its own, and where a capital is run into it."""
    yield match.end()
    glued = _GLUED.search(match.group())
    if glued:
        yield match.start() + glued.start() + 1


_GLUED = re.compile(r"[a-zß-ÿ](?=[A-ZÀ-Þ\d])")
