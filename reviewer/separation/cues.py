"""The words and line shapes that tell voices apart, as tables.

Nothing here decides; `blocks`, `voices`, `threads` and `roles` do. To teach Reviewer another language or
another kind of page, add a row. All lines are compared without regard to case unless said otherwise.
"""

from __future__ import annotations

import re
from enum import StrEnum

from reviewer.model import Role

LONGEST_LINE = 200
"""Code points. A longer line is prose: no heading, name, date or furniture is that long."""


class Mark(StrEnum):
    """What a line is by its shape alone."""

    NONE = ""
    LABEL = "label"
    ABSTRACT = "abstract"
    BODY = "body"
    INDEX = "index"
    CITATION = "citation"
    BYLINE = "byline"
    ATTRIBUTION = "attribution"
    DATE = "date"
    THREAD = "thread"
    SIDEBAR = "sidebar"
    REFERENCES = "references"
    FURNITURE = "furniture"
    TOOL = "tool"


ROLE_LABELS: dict[Role, str] = {
    Role.BACKGROUND: "background|introduction|context|rationale|importance|background and purpose"
    "|background/aims"
    "|hintergrund|einleitung|contexte|antecedentes|introducción|fundamento",
    Role.OBJECTIVE: "objective|objectives|aim|aims|aim of the study|purpose|purpose of review|goal"
    "|study objective"
    "|study objectives|ziel|ziele|zielsetzung|fragestellung|objectif|objectifs|objetivo|objetivos",
    Role.METHODS: "methods|method|methodology|materials and methods|material and methods|patients and methods"
    "|subjects and methods|methods and results|methods and findings|data sources|study selection"
    "|data extraction|procedures|statistical analysis|search strategy|methodik|methoden|methode"
    "|material und methoden|patienten und methoden|patienten und methodik|méthodes|méthode"
    "|matériels et méthodes|patients et méthodes|métodos|método|material y métodos|pacientes y métodos",
    Role.DESIGN: "design|study design|trial design|research design|design and setting|studiendesign"
    "|plan d'étude|diseño",
    Role.SETTING: "setting|settings|study setting|design, setting, and participants|cadre|ámbito",
    Role.PARTICIPANTS: "patients|patient|participants|subjects|population|study population"
    "|patients/participants"
    "|setting and participants|setting and patients|sample|patienten|teilnehmer|pacientes|participantes",
    Role.INTERVENTION: "intervention|interventions|exposure|exposures|treatment|main exposure"
    "|interventionen|intervención|intervenciones",
    Role.OUTCOMES: "main outcome measures|main outcome measure|main outcomes and measures|main outcome"
    "|main outcomes|outcomes|outcome|outcome measures|outcome measure|measurements|measures"
    "|measurements and main results|primary outcome|primary outcomes|primary and secondary outcome measures"
    "|zielgrößen|endpunkte|critères de jugement|variables principales",
    Role.RESULTS: "results|result|findings|main results|recent findings|key results|data synthesis|ergebnisse"
    "|ergebnis|résultats|resultados|hallazgos",
    Role.CONCLUSIONS: "conclusions|conclusion|interpretation|discussion|conclusions and relevance"
    "|conclusion and relevance|discussion and conclusion|summary|implications|clinical significance"
    "|conclusions/interpretation|schlussfolgerung|schlussfolgerungen|fazit|diskussion|zusammenfassung"
    "|conclusiones|conclusión|interprétation",
    Role.OTHER: "trial registration|clinical trial registration|registration|funding|level of evidence"
    "|limitations"
    "|limitation|primary funding source|disclosures|classification of evidence|studienregistrierung",
}
"""Section labels of abstracts, separated by bars: English, German, French, Spanish."""

ROLE_OF_LABEL = {label: role for role, labels in ROLE_LABELS.items() for label in labels.split("|")}


def _any_of(phrases: list[str] | dict[str, Role]) -> str:
    """Return a pattern for any of the phrases, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


_LABEL = _any_of(ROLE_OF_LABEL)
LABEL_START = re.compile(
    rf"[\[(]?(?P<label>{_LABEL})[\])]?\s?[:：]|\[(?P<bracketed>{_LABEL})\]", re.IGNORECASE
)
LABEL_LINE = re.compile(rf"[\[(]?(?P<label>{_LABEL})[\])]?\s?[:：.]?", re.IGNORECASE)
LABEL_CAPITALS = re.compile(
    rf"(?P<label>{_any_of([label.upper() for label in ROLE_OF_LABEL])})(?=\s[—–-]?\s?[A-Z0-9])"
)
LABEL_WITHIN = re.compile(
    rf"(?:^|(?<=[.!?:)\]”\"]\s)|(?<=[.!?)\]]\s\s))[\[(]?(?P<label>{_LABEL})[\])]?\s?[:：]",
    re.IGNORECASE | re.MULTILINE,
)

LINES: dict[Mark, str] = {
    Mark.ABSTRACT: "abstract|summary|structured abstract|zusammenfassung|kurzfassung|résumé|resumen|sommaire",
    Mark.BODY: "introduction|1. introduction|1 introduction|full text|main text|einleitung|introducción",
    Mark.INDEX: "publication types|publication type|mesh terms|mesh headings|mesh|substances|substance"
    "|publication types, mesh terms, substances|publication types, mesh terms|supplementary concepts"
    "|medical subject headings|index terms|keywords|key words|schlüsselwörter|schlagwörter|mots-clés"
    "|mots clés"
    "|palabras clave",
    Mark.REFERENCES: "references|bibliography|similar articles|related articles|see all similar articles"
    "|cited by|literatur|literaturverzeichnis|références|bibliographie|referencias|bibliografía|linkout"
    "|grant support|grants and funding|related information",
    Mark.SIDEBAR: "recent posts|recent comments|recent articles|related posts|related stories|related"
    "|popular posts"
    "|most read|most popular|most viewed|trending|archives|archive|blog archive|categories|blogroll|tags"
    "|pages|links"
    "|blog stats|follow us|newsletter|search this blog|subscribe|subscribe to blog via email"
    "|you may also like"
    "|you might also like|more from this author|about this blog|top posts|meta|neueste beiträge"
    "|neueste kommentare|letzte kommentare|ähnliche beiträge|ähnliche artikel|meistgelesen|archiv|kategorien"
    "|schlagworte|articles récents|commentaires récents|articles similaires|entradas recientes"
    "|comentarios recientes|artículos relacionados|categorías|archivos|catégories",
    Mark.FURNITURE: "about the author|about the authors|author information|affiliations|share this"
    "|share this post"
    "|share this article|print|email|tweet|facebook|twitter|linkedin|pinterest|whatsapp|like this"
    "|advertisement|sponsored|menu|home|skip to content|skip to main content|log in|sign in|sign up|register"
    "|download pdf|pdf|read more|continue reading|next post|previous post|über den autor"
    "|über die autorin|teilen|drucken|anzeige|werbung|à propos de l'auteur|partager|imprimer|publicité"
    "|sobre el autor|compartir|imprimir|publicidad",
    Mark.TOOL: "reply|replydelete|delete|replies|like|likes|report|flag|share|edit|quote|permalink|upvote"
    "|downvote"
    "|antworten|antwort|löschen|zitieren|melden|gefällt mir|répondre|signaler|responder|me gusta|loading",
}
"""Whole lines, separated by bars, without a closing colon or dots."""

MARK_OF_LINE = {line: mark for mark, lines in LINES.items() for line in lines.split("|")}

FURNITURE_PHRASES = re.compile(
    r"^(?:©|copyright\b|all rights reserved|powered by|filed under\b|posted in\b|tagged\b|enter your email"
    r"|your email address will not|required fields are|notify me of|save my name|please (?:sign|log) in"
    r"|you must be logged in|log in to|sign in to|subscribe to\b|follow us\b|click here|we use cookies"
    r"|this (?:site|website) uses|post comment$|submit comment$|name ?\*|email ?\*|website$|view all\b"
    r"|share on\b|author information\b|conflict of interest|deine e-mail|ihre e-mail|wir verwenden cookies"
    r"|bitte melden sie sich|votre adresse|laisser un commentaire$|nous utilisons|tu dirección"
    r"|usamos cookies)",
    re.IGNORECASE,
)
THREAD_HEADS = re.compile(
    r"^(?:(?:\d{1,6}|one|two|three|no|show all|all|view all|ein|eine|un|une|keine)?\s*"
    r"(?:reader |user )?(?:comments?|responses?|replies|thoughts?|kommentare?|antworten|gedanken"
    r"|commentaires?|réponses?"
    r"|comentarios?|respuestas?)"
    r"(?:\s*(?:\(\d+\)|\d+))?(?:\s+(?:to|on|zu|sur|en|a)\s+[“\"«„‘].*)?:?"
    r"|(?:leave|post|add|write) (?:a|your) (?:reply|comment|response)\b.*|join the (?:discussion"
    r"|conversation)"
    r"|schreibe? einen kommentar\b.*|kommentar (?:schreiben|hinterlassen)\b.*|laisser un commentaire\b.*"
    r"|deja (?:un comentario|una respuesta)\b.*)$",
    re.IGNORECASE,
)
INDEX_START = re.compile(
    r"(?:key ?words?|mesh terms|mesh headings|publication types?|schlüsselwörter|mots[- ]clés"
    r"|palabras clave)\s?[:：]",
    re.IGNORECASE,
)
ABSTRACT_START = re.compile(
    r"(?:abstract|summary|zusammenfassung|résumé|resumen)\s?(?:[:：—–]|-\s|\.\s)", re.IGNORECASE
)
EMPTY_THREAD = re.compile(r"^(?:0|no|keine)\s", re.IGNORECASE)

CITATION = re.compile(
    r"\b(?:19|20)\d{2}\b[^;\n]{0,24};\s?(?:[\w-]{1,8}\s?)?(?:\((?:[^()\n]{1,24})\))?:\s?[\w.-]{1,20}"
    r"|\b(?:19|20)\d{2}\b.{0,40}\bdoi:\s?10\.\d{4,9}/"
    r"|^(?:doi|pmid|pmcid)\b:?\s?\S+"
    r"|^https?://(?:dx\.)?doi\.org/10\.\d{4,9}/\S+$",
    re.IGNORECASE,
)

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|januar|februar|märz|mai|juni|juli|oktober|dezember"
    "|okt|dez"
    "|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|févr|déc"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
DAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    "|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_TIME = r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?(?:uhr|[A-Z]{2,4}))?"
DATE = (
    rf"(?:(?:{DAYS})\.?,?\s+)?(?:"
    rf"\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?(?:{MONTHS})\.?,?\s+(?:de\s+|del\s+)?\d{{4}}"
    rf"|(?:{MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|\d{1,3}\s+(?:second|minute|hour|day|week|month|year)s?\s+ago"
    r"|vor\s+\d{1,3}\s+(?:minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)"
    r"|il y a\s+\d{1,3}\s+\w{1,10}|hace\s+\d{1,3}\s+\w{1,10})"
    rf"(?:,?\s*(?:at|um|à|a las|@|T|-|–|\|)?\s*{_TIME})?"
)

DATE_LINE = re.compile(
    rf"(?:on|at|am|le|el|date:|published:?|updated:?|veröffentlicht:?)?\s*{DATE}[.:]?", re.IGNORECASE
)

_NAME = r"(?P<name>[^\W_](?:(?![.!?:;]\s)[^\n:;!?\"“”„«»]){0,58}?)"
_SAID = (
    "says|said|wrote|writes|commented|comments|replied|replies|responded|schreibt|schrieb|sagt|sagte"
    "|meint|meinte"
    "|antwortet|a écrit|a dit|dit|écrit|escribió|dijo|dice|escribe|comentó"
)
_ON = r"(?:on|at|am|le|el)"
ATTRIBUTIONS: dict[str, re.Pattern[str]] = {
    form: re.compile(pattern, re.IGNORECASE)
    for form, pattern in {
        "on date, name wrote": rf"(?:on|am|le"
        rf"|el)\s+(?P<date>{DATE}),?\s+(?:(?:{_SAID})\s+(?P<after>[^\W\d_][^\n:;!?]{{0,58}}?)"
        rf"|{_NAME}\s+(?:{_SAID}))\s?(?::|\.\.\.|…)?",
        "name says": rf"{_NAME}\s+(?:{_SAID})(?:\s?(?::|\.\.\.|…)"
        rf"|,?\s+(?:{_ON}\s+)?(?P<date>{DATE})\s?(?::|\.\.\.|…)?)",
        "posted by name": rf"(?:posted|comment|submitted|kommentar|geschrieben|publié|publicado|enviado"
        rf"|written)\s+"
        rf"(?:by|von|par|por)\s?:?\s+{_NAME}\s*(?:,|\||—|–|-)?\s*(?:{_ON}\s+)?(?P<date>{DATE})\s?:?",
        "name and date": rf"{_NAME}\s*(?:,|\||·|•|—|–|-)?\s*(?:{_ON}\s+)?(?P<date>{DATE})\s?:?",
    }.items()
}
"""How pages say who wrote a comment, on one line: the form's name and its shape."""
UNDATED_FORM = "name says"
DATE_HINT = re.compile(
    r"(?:19|20)\d{2}|\d[./]\d{1,2}[./]\d|\bago\b|\bvor\s\d|\bil y a\b|\bhace\s\d", re.IGNORECASE
)
"""A cheap look for a date, before the dear one."""

NOT_A_NAME = re.compile(
    r"^(?:he|she|it|they|who|we|i|you|this|that|the (?:study|authors?|paper|researchers?|report|team"
    r"|group|company)"
    r"|er|sie|es|wir|ich|il|elle|nous|published|updated|last (?:updated|modified)|received|accepted|epub"
    r"|posted"
    r"|first published|version|copyright|veröffentlicht|aktualisiert|publié|publicado|date|datum)\b",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?P<lead>By|Written by|Posted by|Author|Authors?:|By:|Von|Verfasst von|Autor|Autorin|Par|Por)\s?:?\s+"
    r"(?P<name>(?!the\b|a\b)[^\W\d_a-z][\w'’.-]*(?:\s(?:[^\W\d_a-z][\w'’.-]*|von|van|de|der|den|la|du|da"
    r"|del|al))"
    rf"{{0,4}})(?:(?:\s*[,|·—–-]\s*|\s+)(?:[Oo]n\s+|am\s+|le\s+)?(?P<date>(?i:{DATE})))?"
)
"""Respects case: a name begins with a capital or a letter of a script without case."""

PARTICLES = frozenset(
    [
        "von",
        "van",
        "de",
        "der",
        "den",
        "la",
        "le",
        "du",
        "da",
        "del",
        "di",
        "al",
        "bin",
        "el",
        "ter",
        "und",
        "and",
        "y",
    ]
)
"""Lower-case words that may stand inside a name."""

STUDY_WORDS: list[tuple[int, str]] = [
    (
        2,
        r"\bwe (?:therefore |then |further |also |retrospectively |prospectively )?(?:aimed|sought"
        r"|investigated?|evaluated?"
        r"|assess(?:ed)?|analy[sz]ed?|initiated|conducted|performed|enrolled|recruited|randomi[sz]ed|compared"
        r"|examined?|measured|studied|show(?:ed)? (?:that|for the first time)|found (?:that|no)"
        r"|report(?:ed)?|demonstrated?"
        r"|corroborate|identif(?:y|ied)|included|hypothesi[sz]ed|observed|reviewed|searched|followed"
        r"|describe)\b",
    ),
    (2, r"\bour (?:data|results|findings|study|cohort|analys[ie]s|patients)\b"),
    (
        2,
        r"\bthese (?:results|findings|data) (?:suggest|highlight|indicate|support|demonstrate|show"
        r"|provide)\b",
    ),
    (2, r"\b95 ?% ?(?:ci|confidence interval)|\bp ?[<=≤] ?0?\.\d|\b(?:hazard|odds|risk) ratio\b|\bn ?= ?\d"),
    (
        1,
        r"\b(?:prospective|retrospective|randomi[sz]ed|double-blind|open-label|single-arm|cross-sectional"
        r"|multicent(?:er|re)"
        r"|placebo-controlled|case-control|observational) (?:\w+[ -]){0,3}(?:study|trial|series|analysis)\b",
    ),
    (
        1,
        r"\b(?:is|are|remains?) (?:still )?(?:poorly understood|unclear|unknown|elusive"
        r"|incompletely understood)\b",
    ),
    (
        1,
        r"\blittle is known\b|\b(?:has|have) been (?:shown|reported|associated|proposed)\b|\bis limited by\b",
    ),
    (2, r"\bwir (?:untersuchten|analysierten|verglichen|zeigen|fanden)\b|\bunsere (?:ergebnisse|daten)\b"),
    (2, r"\bnous avons (?:étudié|analysé|évalué|comparé|inclus)\b|\bnos résultats\b"),
    (2, r"\b(?:estudiamos|analizamos|evaluamos|comparamos|nuestros resultados)\b"),
]
"""Words of people who report their own study, with weights."""

COMMENTARY_WORDS: list[tuple[int, str]] = [
    (2, r"\bin my (?:mind|opinion|view|experience|book)\b|\bimho\b|\bif you ask me\b"),
    (
        2,
        r"\bI(?:'|’)(?:m|ve|d|ll)\b|\b(?-i:I) (?:am|was|have|had|think|believe|guess|hope|wonder|suspect"
        r"|don|do|would|can|know)\b",
    ),
    (
        2,
        r"\bthe (?:authors?|researchers?|investigators|scientists|team) (?:\w+ly )?(?:\w+ed|found|say"
        r"|show|claim|report|suggest)\b",
    ),
    (
        1,
        r"\bth(?:is|e|eir) (?:new |latest )?(?:study|paper|article|work) (?:suggests?|shows?|says|found"
        r"|is|was|has|looks)\b",
    ),
    (
        1,
        r"\bit seems (?:that|like)\b|\bso this (?:may|might|could|is)\b|\bwhat (?:they|this|it) (?:do"
        r"|does|means?)\b",
    ),
    (1, r"\b(?:you|your|yours|you're)\b|\b(?:blog|post|podcast|readers?)\b"),
    (1, r"\b(?:interestingly|hopefully|frankly|personally|basically|of course|anyway|by the way)\b"),
    (1, r"\b(?:can|don|doesn|didn|isn|wasn|won|wouldn|it|that|there|here|let)(?:'|’)(?:t|s)\b|[!?](?=\s|$)"),
    (
        2,
        r"\b(?:meiner meinung nach|ich (?:denke|glaube|finde|meine|hoffe))\b|\bà mon avis\b|\bje pense\b"
        r"|\ben mi opinión\b",
    ),
]
"""Words of people who speak about somebody else's study, with weights."""

STUDY_PATTERNS = [(weight, re.compile(pattern, re.IGNORECASE)) for weight, pattern in STUDY_WORDS]
COMMENTARY_PATTERNS = [(weight, re.compile(pattern, re.IGNORECASE)) for weight, pattern in COMMENTARY_WORDS]
