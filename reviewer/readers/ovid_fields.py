"""From the fields of a record of Ovid to a Record: names of fields, authors, and the source line."""

from __future__ import annotations

import re
from dataclasses import replace

from reviewer.model import Name, PartialDate, Record
from reviewer.readers.nbib_fields import terms_of
from reviewer.readers.tagged import Fields, first, hidden_doi, hidden_pmcid, left_over, paragraphs, title_of
from reviewer.readers.unsaid import date_said, id_said
from reviewer.records import (
    normalise_doi,
    normalise_isbn,
    normalise_issn,
    normalise_pages,
    normalise_pmid,
    parse_date,
    parse_name,
    plain,
)

_LABELS = {
    "UI": "unique identifier",
    "AN": "accession number|embase accession number",
    "PM": "pubmed id|pmid|medline pmid|pubmed pmid|embase/medline pmid",
    "TI": "title|article title",
    "TT": "original title|translated title|title in original language",
    "AU": "author|authors|author(s)|author/s",
    "FA": "authors full name|author full name|authors full names",
    "CO": "corporate author|corporate author(s)|author collaborative|group author",
    "ED": "editor|editors|book editor|book editors",
    "SO": "source|source of publication",
    "JN": "journal name|journal|journal title|publication title",
    "JA": "abbreviated source|nlm abbreviated journal name|journal abbreviation",
    "BT": "book title|title of book",
    "AB": "abstract|book abstract",
    "PT": "publication type|document type|type of publication",
    "LG": "language|languages|language of article",
    "IS": "issn|issn print|print issn|issn linking|issn electronic|electronic issn",
    "IB": "isbn|isbn print|isbn (print)|isbn electronic",
    "DO": "doi number|digital object identifier|doi|article doi",
    "KW": "author keywords|keyword|keywords|key concepts|keyword heading|key words|candidate terms",
    "MH": "mesh subject headings|mesh headings|mesh subject heading",
    "SH": "subject headings|emtree heading|drug index terms|other index terms|candidate term",
    "PB": "publisher|publishing company|publisher information",
    "YR": "year of publication|publication year|year|date of publication|publication date|pub date",
    "EP": "date of electronic publication|electronic date of publication",
    "VO": "volume",
    "IP": "issue|issue/part|issue number",
    "PG": "page|pages|pagination|page range",
    "CP": "country of publication|publication country",
    "PC": "pmc|pmcid|pubmed central identifier",
    "XL": "link to the ovid full text or citation|link to the ovid full text or citation:|link to ovid",
    "UR": "url|link to full text",
    "DB": "database",
    "ST": "status",
    "SC": "score",
    "IN": "institution|author affiliation|institutions|author address",
}
LABELS = {name: tag for tag, names in _LABELS.items() for name in names.split("|")}
"""The names of fields in small letters, and the tags that stand for them."""
_SAME = {"DI": "DO", "VI": "VO", "LA": "LG", "DP": "YR", "JT": "JN", "TA": "JA"}
"""Tags that mean the same in one database or another."""

_TYPES = (
    ("book chapter", "chapter"),
    ("chapter", "chapter"),
    ("edited book", "book"),
    ("book", "book"),
    ("authored book", "book"),
    ("dissertation", "thesis"),
    ("conference paper", "paper-conference"),
    ("conference abstract", "article-journal"),
    ("patent", "patent"),
    ("preprint", "article"),
    ("report", "report"),
)
_HOLDER = re.compile(r"(?P<name>.+?)\.\s+(?=(?:Vol\.?\s*)?\d|\(|Vol\b|Conference:)")
_PLACE = re.compile(
    r"(?:Vol(?:ume)?\.?\s*)?(?P<volume>(?!(?:1[89]|20)\d\d\b)[\w.]{1,12})?\s?(?:\((?P<issue>(?!pp)[^()]{1,30})\))?"
    r"(?:(?::\s?|,?\s?\(?pp\.?\s?)(?P<pages>[A-Za-z]{0,3}\d[\w.-]{0,20}(?:,\s(?!(?:1[89]|20)\d\d\b)\d+(?:-\d+)?(?!\d))?)\)?)?"
)
_ARTICLE = re.compile(r"\b(?:Article Number|Article)[: ]\s?([\w.-]{1,20})", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:\s*\[[^\]]{0,90}\]|[\s,]*(?:\(?\d{1,3}\)?|[*+#†‡])(?=[\s,]|$)"
    r"|[\s,]+(?:MD|PhD|MSc|MPH|Ph\.D|M\.D)\b\.?)+\s*$"
)
_STOP = re.compile(r"(?<=[A-Z][A-Z]|[a-z][a-z]|[\d*+)\]][\d*+)\]]|[ \d\]][*+])\.\s*$")
"""The full stop that closes a field, not one of initials."""
_QUALIFIER = re.compile(r"/(\*?)[a-z]{2} \[([^\]]{2,60})\]")
_MARK = re.compile(
    r"\s*\.?\s*\[(?:Review|Article|Report|Editorial|Letter|Miscellaneous)\]\.?$", re.IGNORECASE
)
_INITIALS = re.compile(r"\S[^,;]{0,50}\s(?:[A-Z]\.?-?){1,5}")
_WHOLE = frozenset("AU FA CO ED AB PT LG KW MH SC".split())
_IDS = frozenset("DO IS IB PC PM".split())
_ONCE = frozenset("TI TT JN JA BT IS IB DO PB VO IP PG PC PM YR EP DB UR".split())


def record_of(fields: Fields) -> tuple[Record, str]:
    """Return the record that the fields of Ovid describe, and its abstract."""
    fields = {_SAME.get(tag, tag): values for tag, values in fields.items()}
    kinds = _items(fields, "PT")
    title = _MARK.sub("", plain(first(fields, "TI")))
    type_ = next((kind for word, kind in _TYPES for said in kinds if said.lower().startswith(word)), "")
    type_ = type_ or "article-journal"
    container, volume, issue, pages, date = source_of(first(fields, "SO"))
    holder = plain(first(fields, "BT")) if type_ in ("chapter", "book") else ""
    short = plain(first(fields, "JA"))
    container = plain(first(fields, "JN")) or holder or container or short
    terms = [one for value in fields.get("MH", ()) for one in _unlined(value)]
    record = Record(
        type=type_,
        title=title_of(title),
        authors=_people(fields.get("FA") or fields.get("AU", [])) + _groups(fields),
        container="" if container == title else container,
        issued=_precise(parse_date(first(fields, "YR")), date) or parse_date(first(fields, "ST")),
        epub=parse_date(first(fields, "EP")),
        volume=first(fields, "VO") or volume,
        issue=first(fields, "IP") or issue,
        pages=normalise_pages(first(fields, "PG")) or pages,
        doi=normalise_doi(first(fields, "DO")) or hidden_doi([*fields.get("SO", ()), *fields.get("UR", ())]),
        pmid=_pmid(fields),
        pmcid=hidden_pmcid(fields.get("PC", ())),
        issn=normalise_issn(" ".join(fields.get("IS", ()))),
        isbn=normalise_isbn(" ".join((*fields.get("IB", ()), *fields.get("IS", ())))),
        url=first(fields, "UR"),
        language="; ".join(_items(fields, "LG")),
        publisher=plain(first(fields, "PB")),
        keywords=tuple(_items(fields, "KW")),
        publication_types=tuple(kinds),
        index_terms=tuple(term for one in terms for term in terms_of(one)),
        editors=_people(fields.get("ED", [])),
        container_short="" if short == container else short,
        original_title=title_of(first(fields, "TT")),
        database=first(fields, "DB"),
    )
    whole = _WHOLE | ({"UI"} if record.pmid else set())
    extra = left_over(fields, whole, _ONCE - _unsaid(fields, record))
    abstract = "\n".join(filter(None, map(paragraphs, fields.get("AB", ()))))
    return replace(record, extra=extra), abstract


def _unsaid(fields: Fields, record: Record) -> set[str]:
    """Return the tags of identifiers, dates and titles that say more than the record holds of them."""
    ids = (record.doi, record.issn, record.isbn, record.pmid, record.pmcid)
    lost = {tag for tag in fields.keys() & _IDS if not id_said(fields[tag][0], *ids)}
    dates = (("YR", record.issued), ("EP", record.epub))
    lost |= {tag for tag, date in dates if tag in fields and not date_said(fields[tag][0], date)}
    held = (record.container, record.container_short)
    return lost | {tag for tag in fields.keys() & {"JN", "JA", "BT"} if plain(first(fields, tag)) not in held}


def source_of(words: str) -> tuple[str, str, str, str, PartialDate | None]:
    """Return the journal, volume, issue, pages and date that a source line names."""
    match = _HOLDER.match(words)
    if match is None:
        return words.rstrip(" ."), "", "", "", None
    rest = words[match.end() :].replace("(no pagination)", "")
    place = _PLACE.match(rest)
    volume, issue, pages = ((place[name] or "") if place else "" for name in ("volume", "issue", "pages"))
    behind = rest[place.end() :] if place else rest
    article = _ARTICLE.search(behind)
    number = article[1].rstrip(".") if article else ""
    date = _precise(parse_date(behind.partition(". ")[0]), parse_date(_dated(behind)))
    return plain(match["name"]), volume, issue.strip(), normalise_pages(pages) or number, date


def _dated(words: str) -> str:
    """Return what stands behind the words that announce a date of publication."""
    return words.partition("Date of Publication:")[2].partition(". ")[0]


def _precise(stated: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """Return the first date, or the second where it says more of the same year."""
    if stated is None or (other and other.year == stated.year and stated.month is None):
        return other or stated
    return stated


def _unlined(value: str) -> list[str]:
    """Return the headings of a field that holds one on each line, or several between semicolons."""
    named = _QUALIFIER.sub(lambda match: f"/{match[1]}{match[2].lower()}", value)
    parts = re.split(r"\n|;", named)
    return [part.strip(" .") for part in parts if part.strip(" .")]


def _items(fields: Fields, tag: str) -> list[str]:
    """Return the values of lists that stand between semicolons, on lines or in full stops, each once."""
    found: list[str] = []
    for value in fields.get(tag, ()):
        words = [plain(part).strip(" .") for part in re.split(r"[;\n]", value)]
        if len(words) == 1 and ". " in words[0]:
            words = words[0].split(". ")
        found += words
    return list(dict.fromkeys(filter(None, found)))


def _people(values: list[str]) -> tuple[Name, ...]:
    """Return the people of fields that hold one each, or several between semicolons, stops or commas."""
    found: list[Name] = []
    for value in values:
        for one in _parted(value):
            name = parse_name(_TAIL.sub("", _STOP.sub("", plain(one))).strip(" ,;"))
            if name.family or name.literal:
                found.append(name)
    return tuple(found)


def _parted(value: str) -> list[str]:
    if ";" in value or "\n" in value:
        return re.split(r"[;\n]", value)
    stopped = re.split(r"(?<=[A-Z])\.\s+(?=\S+ [A-Z]|\S)", value)
    if len(stopped) > 1 and all(_INITIALS.fullmatch(part.strip(" .")) for part in stopped):
        return [part.strip(" .") for part in stopped]
    parts = value.split(", ")
    return (
        parts if len(parts) > 1 and all(_INITIALS.fullmatch(part.strip(" .")) for part in parts) else [value]
    )


def _groups(fields: Fields) -> tuple[Name, ...]:
    return tuple(Name(literal=plain(value).rstrip(" .")) for value in fields.get("CO", ()) if value)


def _pmid(fields: Fields) -> str:
    """Return the id of PubMed: stated as such, or that of a record that comes from MEDLINE."""
    stated = first(fields, "PM").partition(" ")[0]
    if stated:
        return normalise_pmid(stated)
    own = first(fields, "UI").rstrip(".")
    base = first(fields, "DB").lower()
    return normalise_pmid(own) if own.isdecimal() and (not base or "medline" in base) and len(own) < 9 else ""
