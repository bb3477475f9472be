"""Who a line says wrote the words beside it, and when: name and date as the page shows them."""

from __future__ import annotations

import re

from reviewer.model import Attribution, Box
from reviewer.separation import cues

_MONTH = cues.MONTHS
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?"
_CLOCK = r"\d{1,2}(?:[:.h]|\sh\s)\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:uhr|min|(?-i:[A-Z]{3,4})\b))?"
_OTHER_BEGINNINGS = "a |about|over|almost|an|vor|il|hace|yesterday|today|gestern|heute|hier|ayer"


def _may_begin(words: str) -> str:
    """Return a pattern that looks whether a number or one of these words may begin, by its two first letters.

    It spares a search the many ways in which a date may go on at each place where none can begin.
    """
    second: dict[str, str] = {}
    for word in words.split("|"):
        second[word[0]] = second.get(word[0], "") + word[1].replace(" ", r"\s")
    return "|".join([r"(?=\d", *[f"{first}[{letters}]" for first, letters in second.items()]]) + ")"


DATE = re.compile(
    _may_begin(f"{_MONTH}|{cues.DAYS}|{_OTHER_BEGINNINGS}") + rf"(?:(?:{cues.DAYS})\b\.?,?\s+)?(?:"
    rf"{_DAY}\s*(?:of\s+|de\s+)?(?:{_MONTH})\b\.?,?\s+(?:de\s+|del\s+)?\d{{4}}"
    rf"|(?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}[-/](?:{_MONTH})[-/]\d{{2,4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|(?:about\s|over\s|almost\s)?(?:\d{1,3}|an?)\s+(?:second|minute|min|hour|hr|day|week|month|year|yr)s?\s+ago"
    r"|\d{1,2}\s?(?:y|mo|w|d|h|yr|yrs)\b(?=\s*(?:ago|·|•|$))"
    r"|vor\s+(?:\d{1,3}|einem|einer)\s+(?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)"
    r"|\d{1,3}\s(?:monate?|jahre?|tage?|wochen?|stunden?)\sher"
    r"|il y a\s+(?:\d{1,3}|un|une)\s+\w{1,10}|hace\s+(?:\d{1,3}|una?)\s+\w{1,10}"
    rf"|(?:{_MONTH})\b\.?\s+\d{{4}}"
    rf"|(?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)"
    rf"|{_DAY}\s+(?:{_MONTH})\b(?:\s+'\d{{2}})?"
    r"|(?:yesterday|today|gestern|heute|hier|ayer)\b"
    rf")(?:(?:,|\s)*(?:at|um|à|a las|@|T|-|–|—|\||•|·)?\s*{_CLOCK})?",
    re.IGNORECASE,
)
DATED = cues.Anycase(DATE.pattern)
"""Whether a line carries a date."""
_VERB = (
    r"says|said|wrote|writes|commented|comments|replied|replies|responded|answered|posted|added|asked"
    r"|schreibt|schrieb|sagt|sagte|meint|meinte|antwortet|kommentiert|a écrit|a dit|a répondu|dit|écrit"
    r"|escribió|dijo|dice|escribe|comentó|respondió"
)
_LEAD = re.compile(
    r"^(?:[\W_]+|comment number \d+\.?\s|(?:#|no\.?|nr\.?)?\s?\d{1,4}(?:[.):]|\s(?=\D))|\[[–+-]\]"
    r"|(?:re:[^|»]{0,80}?)?(?:post|posted|comment(?:ed)?|submitted|written|reply|kommentar|geschrieben|eingereicht|verfasst"
    r"|publié|publicado|enviado|pingback|trackback)?\s?(?:number\s\d+\.?)?\s?\b(?:by|from|von|par|por)\b\s?:?"
    r"|(?:gast|guest|user avatar|avatar|anon says|in reply to|antworten|reply|author|autor)\s*[:|]?\s(?=\S)"
    r"|(?:on|at|am|le|el|um)\b\s?)",
    re.IGNORECASE,
)
_VERB_TAIL = re.compile(
    rf"[,;]?\s*(?:\b(?:{_VERB})\b|\b(?:on|at|am|le|el|um|von|vom)\b)[\s:.,…]*$|\s*(?:said|says|wrote|sagt)\s*[:.…].*$",
    re.IGNORECASE,
)
_VERB_LEAD = re.compile(rf"^(?:{_VERB})\b\s?:?\s*", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:[|•·»>–—,:;#/\[(-]+\s*$|\(not verified\)|\(unregistered\)|\(guest\)"
    r"|[-–|•·]?\s*\b(?:reply|permalink|antworten|antwort|répondre|responder|edit|delete|report|quote|zitieren|link|share|flag|guest|gast|members?|author|op|mod|admin"
    r"|senior member|junior member|well-known member|active member|new member|notable member|moderator)\s*$"
    r"|[-–|•·]?\s*\bposts?:?\s?[\d,.k]+\s*$|\b[\d,.k]+\s(?:posts|points?|comments|likes)\b.*$|[-+]?\b\d{1,5}\s*$"
    r"|\bjoined\b.*$|\s@\s*$|…+$|\.\.\.$)",
    re.IGNORECASE,
)
_LONGEST = 80
_WRITER = frozenset(
    "author fn user username nickname nick name commenter poster comment-author commentauthor byline login"
    " handle".split()
)


def date_in(line: str) -> tuple[int, int] | None:
    """Return the stretch of the first date in a line, or None."""
    match = DATE.search(line)
    return match.span() if match else None


def signed(line: str) -> Attribution:
    """Return the name and date that a line gives, each empty where it gives none."""
    dates = list(DATE.finditer(line))
    date = dates[-1].group().strip(" ,|•·-") if dates else ""
    rest = [line]
    if dates:
        rest = [line[: dates[0].start()], line[dates[-1].end() :]]
    names = [_bare(part) for part in rest]
    return Attribution(next((name for name in names if name), ""), date)


def _bare(part: str) -> str:
    """Return what is left of a line when all that is no name is taken away."""
    part = " ".join(part.split())
    for _ in range(6):
        before = part
        part = _VERB_TAIL.sub("", part).strip()
        part = _TAIL.sub("", part).strip() or part
        lead = _LEAD.match(part)
        if lead and lead.end() < len(part):
            part = part[lead.end() :].strip()
        part = _VERB_LEAD.sub("", part) if _VERB_LEAD.match(part) and len(part.split()) > 1 else part
        if part == before:
            break
    part = part.strip(" ,|·•—–-:;»>#")
    return part if any(c.isalpha() for c in part) and len(part) <= _LONGEST else ""


def marked(text: str, box: Box | None) -> str:
    """Return the name that the mark-up of a web page calls a writer's, or ""."""
    if box is None:
        return ""
    for start, end, element in box.inline:
        told = {word for name in element.names for word in (name, *re.split(r"[-_]", name))}
        if told & _WRITER and end - start <= _LONGEST:
            name = _bare(text[start:end])
            if name:
                return name
    return ""
