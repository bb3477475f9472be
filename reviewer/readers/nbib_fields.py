"""From the fields of a MEDLINE record to a Record: which tags mean what."""

from __future__ import annotations

import re
from functools import lru_cache

from reviewer.model import IndexTerm, Name, PartialDate, Record, Relation
from reviewer.readers.tagged import Fields, first, hidden_doi, hidden_pmcid, keywords, serials, title_of
from reviewer.readers.unsaid import date_said, id_said
from reviewer.records import (
    normalise_doi,
    normalise_pages,
    normalise_pmcid,
    normalise_pmid,
    parse_date,
    parse_family_first,
    parse_name,
    plain,
)

Items = list[tuple[str, str]]
"""The tags and values of a record in the order of the file."""

RELATIONS = {
    "CIN": "comment in",
    "CON": "comment on",
    "CRF": "corrected and republished from",
    "CRI": "corrected and republished in",
    "DDIN": "dataset described in",
    "DRIN": "dataset use reported in",
    "ECF": "expression of concern for",
    "ECI": "expression of concern in",
    "EFR": "erratum for",
    "EIN": "erratum in",
    "ORI": "original report in",
    "PRIN": "partial retraction in",
    "PROF": "partial retraction of",
    "RIN": "retraction in",
    "ROF": "retraction of",
    "RPF": "republished from",
    "RPI": "republished in",
    "RRF": "retracted and republished from",
    "RRI": "retracted and republished in",
    "SPIN": "summary for patients in",
    "UIN": "update in",
    "UOF": "update of",
}
KNOWN = frozenset(
    "AB AD AID AU AUID BTI CDAT CI CN COI COIS CP CRDT CTDT CTI DA DCOM DEP DP DRDT ED EDAT EN FAU FED FIR"
    " FPS GN GR GS IP IR IRAD IS ISBN ISSN JID JT KW LA LID LR MH MHDA MID NM OAB OABL OCI OID OT OTO OWN PB"
    " PG PHST PL PMC PMCR PMID PS PST PT PUBM RF RN SB SFM SI SO STAT TA TI TT UI URL VI VTI".split()
) | frozenset(RELATIONS)
"""Tags that are taken for such even with unusual spacing."""

_TYPES = {
    "book": "book",
    "books": "book",
    "book chapter": "chapter",
    "preprint": "article",
    "newspaper article": "article-newspaper",
    "dataset": "dataset",
    "academic dissertation": "thesis",
    "dissertation": "thesis",
}
"""Publication types that say what a work is, whatever holds it."""
_LONELY = {
    "technical report": "report",
    "government document": "report",
    "legal case": "legal_case",
    "legislation": "legislation",
    "video-audio media": "motion_picture",
    "webcast": "motion_picture",
}
"""Publication types of works that no journal holds."""
_PUBLISHED = frozenset("book report thesis".split())
"""Types whose JT names the publisher."""
_WHOLE = frozenset(
    "PMID TI BTI FAU AU FED ED CN AB JT TA DP DEP VI IP MH NM OT KW PT LA".split() + list(RELATIONS)
)
_ONCE = frozenset("TT CTI PG PMC PB PL EN ISBN".split())
_ID = re.compile(r"(.*?)\s*\[(\w+)\]")
_PLACED = re.compile(r";[^;:]{0,40}:\s?([\w,-]{1,40}(?:, ?[\w-]{1,20}){0,4})\.(?:\s|$)")
_SUFFIX = frozenset("Jr Sr Jr. Sr. II III IV 2nd 3rd 4th 5th".split())
_ISSN_LABEL = re.compile(r"[EP]?IS[SB]N[-: ]\s*", re.IGNORECASE)
_CITED_PMID = re.compile(r"\s*PMID:?\s*(\d{1,8})\s*\.?$")
_NOBODY = ("et al", "et al.")
_ELSEWHERE = "available from the publisher."
_EMPTY_TITLES = ("", "not available")


def record_of(items: Items) -> tuple[Record, str]:
    """Return the record that the values of a MEDLINE record describe, and its abstract."""
    fields = Fields()
    for tag, value in items:
        fields.setdefault(tag, []).append(value)
    title, original, book = _titles(fields)
    type_ = _type(fields, title, book)
    title, container = (title, book or _journal(fields)) if title else (book or original, _journal(fields))
    publisher = plain(first(fields, "PB"))
    if type_ in _PUBLISHED and container and container != book:
        publisher, container = publisher or container, ""
    issn, isbn = serials(_serials(fields))
    doi, pii, url = _locations(fields)
    pages = normalise_pages(first(fields, "PG")) or _placed(fields)
    issued, epub = _dates(fields)
    short = plain(first(fields, "TA"))
    record = Record(
        type=type_,
        title=title,
        authors=_people(items, "FAU", "AU"),
        container=container,
        issued=issued or epub,
        epub=epub,
        volume=first(fields, "VI"),
        issue=first(fields, "IP"),
        pages=pages,
        doi=doi,
        pmid=normalise_pmid(first(fields, "PMID")),
        pmcid=_pmcid(fields),
        issn=issn,
        isbn=isbn,
        url=url,
        language="; ".join(dict.fromkeys(filter(None, fields.get("LA", ())))),
        publisher=publisher,
        keywords=_keywords(fields),
        publication_types=tuple(dict.fromkeys(filter(None, fields.get("PT", ())))),
        index_terms=tuple(term for value in fields.get("MH", ()) for term in terms_of(value)),
        substances=_substances(fields),
        extra=(*_unsaid(fields, title, (issued, epub), isbn), *_extra(items, issn, doi, url)),
        editors=_people(items, "FED", "ED"),
        container_short="" if short == container and "JT" in fields else short,
        collection=title_of(first(fields, "CTI")),
        edition=first(fields, "EN"),
        place=first(fields, "PL"),
        number="" if pages else pii,
        original_title=original,
        related=tuple(
            relation_of(RELATIONS[tag], value) for tag, value in items if tag in RELATIONS and value
        ),
    )
    return record, _abstract(fields)


def _titles(fields: Fields) -> tuple[str, str, str]:
    """Return the title, the one in the language of the work, and that of the book around it."""
    title = title_of(first(fields, "TI"))
    if title.strip("[]. ").lower() in _EMPTY_TITLES:
        title = title_of(first(fields, "TT")) or title
    return title, title_of(first(fields, "TT")), title_of(first(fields, "BTI"))


def _journal(fields: Fields) -> str:
    return title_of(first(fields, "JT")) or plain(first(fields, "TA"))


def _type(fields: Fields, title: str, book: str) -> str:
    if book:
        return "chapter" if title else "book"
    kinds = [kind.lower() for kind in fields.get("PT", ())]
    for kind in kinds:
        if found := _TYPES.get(kind) or ("thesis" if kind.startswith("dissertation") else ""):
            return found
    if fields.keys() & {"JT", "TA"} and not first(fields, "OID").startswith("ED"):
        return "article-journal"
    for kind in kinds:
        if found := _LONELY.get(kind) or ("report" if kind.startswith("reports - ") else ""):
            return found
    return "article-journal"


def _dates(fields: Fields) -> tuple[PartialDate | None, PartialDate | None]:
    return date_of(first(fields, "DP")), date_of(first(fields, "DEP"))


@lru_cache(4096)
def date_of(raw: str) -> PartialDate | None:
    """Return a date of MEDLINE ("2011 Apr-May", "1998 Dec-1999 Jan", "20101213") as far as it goes."""
    return parse_date(raw) if raw else None


def _people(items: Items, full: str, short: str) -> tuple[Name, ...]:
    """Return the people of a record, full names before short ones, and its groups, in order."""
    tags = [tag for tag, _ in items]
    redundant = tags.count(full) >= tags.count(short)
    found: list[Name] = []
    named = False
    for tag, value in items:
        if not value:
            continue
        if tag == full:
            found.append(person_of(value))
            named = True
        elif tag == short:
            if not named and not redundant:
                found.append(parse_family_first(plain(value)))
            named = False
        elif tag == "CN" and full == "FAU":
            found.append(Name(literal=plain(value).rstrip(" .,")))
    return tuple(name for name in found if name.family or name.literal)


def person_of(value: str) -> Name:
    """Return a person of a full name ("King, Martin Luther Jr"), who is never a group if there is a comma."""
    words = plain(value) if "&" in value or "<" in value else value
    family, comma, given = words.partition(", ")
    if not comma or "," in given:
        return parse_name(words)
    rest, _, last = given.rpartition(" ")
    if rest and last in _SUFFIX:
        return Name(family.strip(), rest, suffix=last)
    return Name(family.strip(), given.strip())


def _serials(fields: Fields) -> list[str]:
    """Return values that hold an ISSN or ISBN, the one that links the issues of a journal last."""
    values = [*fields.get("IS", ()), *fields.get("ISSN", ()), *fields.get("ISBN", ())]
    bare = [_ISSN_LABEL.sub("", value, count=1) for value in values]
    return sorted(bare, key=lambda value: "linking" in value.lower())


def _locations(fields: Fields) -> tuple[str, str, str]:
    """Return the DOI, the number of the publisher and the address that a record names."""
    doi = pii = url = ""
    for value in (*fields.get("LID", ()), *fields.get("AID", ())):
        match = _ID.fullmatch(value)
        text, kind = (match[1], match[2].lower()) if match else (value, "")
        if text.startswith(("http://", "https://")) and kind != "doi":
            url = url or text.split(maxsplit=1)[0]
        elif kind == "doi":
            doi = doi or normalise_doi(text)
        elif kind == "pii" or text.isdecimal():
            pii = pii or text
    return (
        doi or hidden_doi((*fields.get("AID", ()), *fields.get("SO", ()))),
        pii,
        url or first(fields, "URL"),
    )


def _placed(fields: Fields) -> str:
    """Return the pages that the source line gives behind a volume, or the bare number of an article."""
    match = _PLACED.search(first(fields, "SO"))
    stated = first(fields, "LID")
    return normalise_pages(match[1]) if match else stated if stated.isdecimal() else ""


def _pmcid(fields: Fields) -> str:
    stated = first(fields, "PMC")
    return normalise_pmcid(stated if stated[:1].isalpha() else f"PMC{stated}") or hidden_pmcid(
        fields.get("OID", ())
    )


@lru_cache(20_000)
def terms_of(value: str) -> tuple[IndexTerm, ...]:
    """Return the terms of a heading, one for each qualifier; an asterisk marks it or the whole as major."""
    descriptor, *qualifiers = (part.strip() for part in value.split("/"))
    major = descriptor.startswith("*")
    name = descriptor.lstrip("*")
    if not qualifiers:
        return (IndexTerm(name, "", major),) if name else ()
    return tuple(
        IndexTerm(name, qualifier.lstrip("*"), major or qualifier.startswith("*")) for qualifier in qualifiers
    )


def _substances(fields: Fields) -> tuple[str, ...]:
    found = [_substance(value) for value in fields.get("RN", ())] + fields.get("NM", [])
    return tuple(dict.fromkeys(name for name in map(plain, found) if name))


def _substance(value: str) -> str:
    """Return the name of a substance that stands in brackets behind its number."""
    return value.partition(" (")[2].removesuffix(")")


def _keywords(fields: Fields) -> tuple[str, ...]:
    stated = [plain(value).strip(" *.;,") for value in fields.get("OT", ())]
    return tuple(dict.fromkeys(word for word in (*stated, *keywords(fields.get("KW", []))) if word))


def relation_of(kind: str, value: str) -> Relation:
    """Return what another record is to this one, from its citation that ends with its PubMed id."""
    match = _CITED_PMID.search(value)
    citation = value[: match.start()] if match else value
    return Relation(kind, plain(citation), match[1].lstrip("0") if match else "", normalise_doi(citation))


def _abstract(fields: Fields) -> str:
    """Return the abstract, or else one that others wrote or that is in another language."""
    own = "\n".join(filter(None, map(plain, fields.get("AB", ()))))
    if own:
        return own
    others = (plain(value).removeprefix("Publisher: ") for value in fields.get("OAB", ()))
    return "\n".join(value for value in others if value and not value.endswith(_ELSEWHERE))


def _extra(items: Items, issn: str, doi: str, url: str) -> tuple[tuple[str, str], ...]:
    """Return every value that is in no other field, affiliations and numbers of people with their names."""
    found = []
    seen: set[str] = set()
    who = ""
    for tag, value in items:
        if tag in _WHOLE and value not in _NOBODY:
            who = value if tag in ("FAU", "FED", "CN") or (tag in ("AU", "ED") and not who) else who
            continue
        if not value or (tag in _ONCE and tag not in seen):
            seen.add(tag)
        elif tag in ("AD", "AUID"):
            found.append((tag, f"{who}: {value}" if who else value))
        elif not _said(tag, value, issn, doi) and (not url or value != url):
            found.append((tag, value))
    return tuple(found)


def _unsaid(
    fields: Fields, title: str, dates: tuple[PartialDate | None, PartialDate | None], isbn: str
) -> list[tuple[str, str]]:
    """Return what dates, further titles and identifiers say beyond what a record holds of them."""
    found = [("DP", value) for value in fields.get("DP", ()) if not date_said(value, dates[0])]
    found += [("DEP", value) for value in fields.get("DEP", ()) if not date_said(value, dates[1])]
    found += [("TI", value) for value in fields.get("TI", ())[1:] if title_of(value) != title]
    found += [("ISBN", value) for value in fields.get("ISBN", ())[:1] if not id_said(value, isbn)]
    return found


def _said(tag: str, value: str, issn: str, doi: str) -> bool:
    """Whether a value says no more than a field of the record does."""
    if tag == "RN":
        return value.startswith("0 (")
    if tag in ("IS", "ISSN"):
        return bool(issn) and "linking" not in value.lower() and id_said(value, issn)
    return tag in ("LID", "AID") and bool(doi) and "[doi]" in value and normalise_doi(value) == doi
