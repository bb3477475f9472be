"""What kind of work a MODS record is of, told by its genres, those of its host, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_WORKS = {
    "journal article": "article-journal",
    "journalarticle": "article-journal",
    "article": "article-journal",
    "academic journal article": "article-journal",
    "research article": "article-journal",
    "preprint": "article",
    "magazine article": "article-magazine",
    "magazinearticle": "article-magazine",
    "newspaper article": "article-newspaper",
    "newspaperarticle": "article-newspaper",
    "book chapter": "chapter",
    "chapter": "chapter",
    "booksection": "chapter",
    "book section": "chapter",
    "conference paper": "paper-conference",
    "conferencepaper": "paper-conference",
    "conference publication": "paper-conference",
    "proceedings paper": "paper-conference",
    "presentation": "speech",
    "dictionaryentry": "entry-dictionary",
    "encyclopediaarticle": "entry-encyclopedia",
    "report": "report",
    "technical report": "report",
    "government publication": "report",
    "standard or specification": "standard",
    "patent": "patent",
    "statute": "legislation",
    "legislation": "legislation",
    "bill": "bill",
    "hearing": "hearing",
    "case": "legal_case",
    "legal case and case notes": "legal_case",
    "treaty": "treaty",
    "letter": "personal_communication",
    "personal communication": "personal_communication",
    "email communication": "personal_communication",
    "email": "personal_communication",
    "interview": "interview",
    "manuscript": "manuscript",
    "unpublished": "manuscript",
    "pamphlet": "pamphlet",
    "map": "map",
    "dataset": "dataset",
    "numeric data": "dataset",
    "web page": "webpage",
    "web site": "webpage",
    "webpage": "webpage",
    "electronic": "webpage",
    "online system or service": "webpage",
    "blogpost": "post-weblog",
    "blog post": "post-weblog",
    "forumpost": "post",
    "software": "software",
    "computerprogram": "software",
    "computer program": "software",
    "videorecording": "motion_picture",
    "motion picture": "motion_picture",
    "film": "motion_picture",
    "tvbroadcast": "broadcast",
    "radiobroadcast": "broadcast",
    "audiorecording": "song",
    "sound": "song",
    "artwork": "graphic",
    "art original": "graphic",
    "picture": "graphic",
    "review": "review",
    "speech": "speech",
}
_WHOLES = {
    "book": "book",
    "collection": "book",
    "festschrift": "book",
    "handbook": "book",
    "encyclopedia": "book",
    "dictionary": "book",
    "novel": "book",
    "biography": "book",
    "multivolume monograph": "book",
    "monograph": "book",
    "yearbook": "book",
    "instruction": "book",
    "periodical": "periodical",
    "journal": "periodical",
    "academic journal": "periodical",
    "magazine": "periodical",
    "newspaper": "periodical",
    "series": "periodical",
}
_IN_HOSTS = {
    "newspaper": "article-newspaper",
    "magazine": "article-magazine",
    "academic journal": "article-journal",
    "journal": "article-journal",
    "periodical": "article-journal",
    "conference publication": "paper-conference",
    "proceedings": "paper-conference",
    "book": "chapter",
    "collection": "chapter",
    "festschrift": "chapter",
    "encyclopedia": "entry-encyclopedia",
    "dictionary": "entry-dictionary",
    "web site": "webpage",
}
"""What a part of such a host is. A periodical may also say that it is a magazine: the first row wins."""
_RESOURCES = {
    "still image": "graphic",
    "moving image": "motion_picture",
    "cartographic": "map",
    "notated music": "musical_score",
    "sound recording": "song",
    "sound recording-musical": "song",
    "sound recording-nonmusical": "song",
    "software, multimedia": "software",
    "three dimensional object": "graphic",
}


def type_of(
    genres: Sequence[tuple[str, str]], hosts: Sequence[tuple[str, str]], fields: Mapping[str, Any]
) -> str:
    """Return the type of CSL for the genres (authority, words) of a work and of its host, and its fields."""
    own = [words.strip().lower() for _, words in genres]
    around = [words.strip().lower() for _, words in hosts]
    if any("thesis" in words or "theses" in words or "dissertation" in words for words in own):
        return "thesis"
    hosted = bool(fields.get("hosted"))
    in_host = next((kind for name, kind in _IN_HOSTS.items() if name in around), "")
    work = next((_WORKS[words] for words in own if words in _WORKS), "")
    if work == "webpage" and in_host not in ("", "webpage"):  # "electronic" says how it is to be had
        work = ""
    if work and not (work == "article-journal" and in_host.startswith("article-")):
        return work
    if hosted:
        return (
            in_host
            or next((_IN_HOSTS[words] for words in own if words in _IN_HOSTS), "")
            or _by_fields(fields, work)
        )
    whole = next((_WHOLES[words] for words in own if words in _WHOLES), "")
    return work or whole or _RESOURCES.get(fields.get("resource", ""), "") or _alone(fields)


def _by_fields(fields: Mapping[str, Any], work: str) -> str:
    """Return the type of a work in a host that does not say what it is."""
    if work:
        return work
    if fields.get("resource") in _RESOURCES:
        return _RESOURCES[fields["resource"]]
    if fields.get("page"):
        return "webpage"
    serial = fields.get("issn") or fields.get("issue") or fields.get("issuance") in ("continuing", "serial")
    return "article-journal" if serial else "chapter"


def _alone(fields: Mapping[str, Any]) -> str:
    if fields.get("isbn") or fields.get("issuance") in ("monographic", "single unit"):
        return "book"
    return "webpage" if fields.get("page") else "document"
