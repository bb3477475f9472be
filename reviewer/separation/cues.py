"""The words and line shapes that structure pages, as tables.

Nothing here decides: they are features among others, whose weights are learned (`packaging/training`). To
teach Reviewer another language or another kind of page, add a row and learn the weights anew. All lines are
compared without regard to case unless said otherwise.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

LONGEST_LINE = 200
"""Code points. A longer line is prose: no heading, name, date or furniture is that long."""


class Mark(StrEnum):
    """What a line is by its shape alone."""

    ABSTRACT = "abstract"
    BODY = "body"
    INDEX = "index"
    BYLINE = "byline"
    SIDEBAR = "sidebar"
    REFERENCES = "references"
    FURNITURE = "furniture"
    TOOL = "tool"


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


class Anycase:
    """Whether a pattern is found in words, capitals or small letters alike.

    Letter by letter that costs three times as much; words without letters beyond ASCII are made small once.
    """

    def __init__(self, pattern: str) -> None:
        self._small, self._any = re.compile(pattern), re.compile(pattern, re.IGNORECASE)

    def found(self, words: str) -> bool:
        """Return whether the pattern is found in words."""
        if words.isascii():
            return self._small.search(words.lower()) is not None
        return self._any.search(words) is not None


@lru_cache(1024)
def heads_thread(line: str) -> bool:
    """Return whether a line is a heading of comments; a page is asked about its lines several times."""
    return THREAD_HEADS.match(line) is not None


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

BYLINE = re.compile(
    r"(?P<lead>By|Written by|Posted by|Author|Authors?:|By:|Von|Verfasst von|Autor|Autorin|Par|Por)\s?:?\s+"
    r"(?P<name>(?!the\b|a\b)[^\W\d_a-z][\w'’.-]*(?:\s(?:[^\W\d_a-z][\w'’.-]*|von|van|de|der|den|la|du|da"
    r"|del|al))"
    rf"{{0,4}})(?:(?:\s*[,|·—–-]\s*|\s+)(?:[Oo]n\s+|am\s+|le\s+)?(?P<date>(?i:{DATE})))?"
)
"""Respects case: a name begins with a capital or a letter of a script without case."""
