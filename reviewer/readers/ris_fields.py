"""From the fields of a RIS record to a Record: which tags mean what, by type and by dialect."""

from __future__ import annotations

import re

from reviewer.model import Name, PartialDate, Record
from reviewer.readers.tagged import (
    Fields,
    first,
    hidden_doi,
    hidden_pmcid,
    hidden_pmid,
    keywords,
    left_over,
    names,
    paragraphs,
    serials,
    title_of,
)
from reviewer.readers.unsaid import date_said, id_said
from reviewer.records import normalise_doi, page_range, parse_date, plain
from reviewer.records.pages import normalise_pages

TAGS = frozenset(
    "TY ER TI T1 CT BT T2 T3 TT ST AU A1 A2 A3 A4 A5 A6 ED TA JO JF JA J1 J2 SO PY Y1 DA Y2 VL IS CP M1"
    " M2 M3 SP EP SE SN DO DI UR LK L1 L2 L3 L4 AB N1 N2 KW LA LB PB PP CY DB DP AN ID C1 C2 C3 C4 C5 C6"
    " C7 C8 CA CN ET NV OP RN RP RI SV AD AV U1 U2 U3 U4 U5 PM AR DE NL AI PT EF PA WT".split()
)
"""Tags that are taken for such even with unusual spacing."""

_TYPES = {
    "article-journal": "JOUR EJOUR ABST INPR JFULL ARTICLE REVIEW",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS PRESS",
    "article": "PREPRINT",
    "book": "BOOK EBOOK EDBOOK WHOLE SER CLSWK CTLG",
    "chapter": "CHAP ECHAP",
    "paper-conference": "CONF CPAPER CONFERENCE",
    "report": "RPRT GOVDOC",
    "standard": "STAND",
    "thesis": "THES",
    "manuscript": "MANSCPT UNPB UNPD UNBILL",
    "webpage": "ELEC WEB",
    "post-weblog": "BLOG",
    "dataset": "DATA DBASE AGGR",
    "software": "COMP",
    "motion_picture": "MPCT VIDEO ADVS MULTI",
    "song": "SOUND MUSIC POD",
    "map": "MAP",
    "graphic": "ART",
    "figure": "FIGURE CHART",
    "interview": "INTV",
    "classic": "ANCIENT",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "legal_case": "CASE LEGAL",
    "legislation": "STAT",
    "bill": "BILL",
    "hearing": "HEAR",
    "patent": "PAT",
    "personal_communication": "PCOMM ICOMM",
    "speech": "SLIDE",
    "pamphlet": "PAMP",
    "periodical": "",
}
TYPES = {tag: name for name, tags in _TYPES.items() for tag in tags.split()}
"""TY to types of CSL; what is not listed is a document."""
_WORDS = (("journal", "article-journal"), ("book", "book"), ("chapter", "chapter"), ("thesis", "thesis"))
_SERIAL = frozenset("article-journal article-magazine article-newspaper".split())
_WHOLE_WORK = frozenset("book report standard map software".split())
"""Types whose T2 is the series they stand in, not something that holds them."""
_WITH_EDITORS = ("chapter", "paper-conference", "entry-encyclopedia")
_RIVALS = frozenset("TI T1 CT TT JF JA JO T2 T3 BT J1 J2 SO C3".split())
"""Tags of titles, of which only one can be that of the work, or of what holds it."""
_PAGES = frozenset("SP EP".split())
_IDS = frozenset("SN DO DI PM".split())
_DATES = frozenset("PY Y1 DA".split())
_CITED = (
    "BT",
    "M1",
    "M2",
    "N1",
    "AN",
    "ID",
    "U1",
    "U2",
    "U5",
    "C1",
    "C2",
    "C3",
    "C5",
    "C6",
    "C7",
    "C8",
    "PM",
)
_LINKS = ("UR", "LK", "L2", "L1", "L3", "L4")
_HIDING = ("M3", *_LINKS, "N1", "AN", "ID", "C2", "C5", "C7", "U1", "U2", "Y2")
_KEPT = frozenset("TY PT AU A1 KW DE AB N2 N1 RN ED ER".split())
"""Tags of which every value goes into a field."""
_ONCE = frozenset(
    "TI T1 CT TT VL SP EP PM JF JA DO DI IS UR LA PB PU CY PP PI DB ET SN PY BT T2 T3 J1 J2 JO DA Y1".split()
)
_SECOND = (("PU", "PB"), ("PP", "CY"), ("PI", "CY"))
"""Tags, and those that go before them."""
_NO_PAGES = ("no", "specified", "no pagination", "unspecified", "np", "n/a")
_ISSUE = re.compile(r"[\w./ -]{0,10}\d[\w./& -]{0,12}")
_NUMBERED = re.compile(r"(?:vol(?:ume)?|no|nr|issue|iss|number)\b\.?\s*(?=\w)", re.IGNORECASE)
_BOTH = re.compile(r"(\w{1,8}) ?\(([\w/-]{1,8})\)")
_NO_NUMBER = re.compile(r"PMC|NCT|ISRCTN|EUCTR|CTRI|ACTRN", re.IGNORECASE)
"""What C7 holds besides numbers of articles: ids of PubMed Central and of registers of trials."""
_DIGITS = re.compile(r"\d{1,8}")
_MEDLINE = re.compile(r"medline|pubmed|\bnlm\b|national library of medicine|embase", re.IGNORECASE)
_ONE_LINK = re.compile(r"[^\s;]*")
_GLUED = "PU  - "
_RIGHTS = re.compile(r"(?:Copyright of .{1,300} is the property of|\(Copyright applies to) ")
SHORT = 200
"""Characters under which a second, different abstract is a note."""


def record_of(fields: Fields) -> tuple[Record, str]:
    """Return the record that the fields of a RIS record describe, and its abstract."""
    type_ = _type(fields)
    titles = _titles(fields, type_)
    abstract, notes = _abstract(fields)
    issn, isbn = serials(fields.get("SN", ()))
    number, pages = _place_inside(fields)
    ids = [value for tag in _CITED if tag in fields for value in fields[tag]]
    links = [value for tag in _LINKS if tag in fields for value in fields[tag]]
    doi, pmid, url = _doi(fields), _pmid(fields, ids, links), _url(fields, links)
    epub = parse_date(first(fields, "ET")) if type_ in _SERIAL and "ET" in fields else None
    number = number or _report_number(fields, type_, issn or isbn)
    volume, issue = _volume_and_issue(fields, type_)
    original = title_of(first(fields, "TT")) if "TT" in fields else ""
    record = Record(
        type=type_,
        title=titles[0],
        authors=_authors(fields),
        container=titles[1],
        issued=_issued(fields),
        epub=epub,
        volume=volume,
        issue=issue,
        pages=pages,
        doi=doi,
        pmid=pmid,
        pmcid=hidden_pmcid(ids) or hidden_pmcid(links),
        issn=issn,
        isbn=isbn,
        url=url,
        language=first(fields, "LA"),
        publisher=_publisher(fields),
        keywords=keywords([*fields.get("KW", ()), *fields.get("DE", ())])
        if "KW" in fields or "DE" in fields
        else (),
        publication_types=_kinds(fields),
        extra=_extra(fields, type_, (*titles, original), (doi, pmid, issn, isbn, number), (pages, url), epub),
        editors=names(_editors(fields, type_)),
        container_short=titles[2],
        collection=titles[3],
        edition="" if epub else first(fields, "ET"),
        place=first(fields, "CY", "PP", "PI"),
        number=number,
        original_title=original,
        database=first(fields, "DB"),
        notes=notes,
    )
    return record, abstract


def _type(fields: Fields) -> str:
    said = first(fields, "TY").upper().rstrip(" ,.")
    if said:
        words = said.lower()
        return TYPES.get(said) or next((name for word, name in _WORDS if word in words), "document")
    return "article-journal" if fields.keys() & {"JF", "JO", "JA"} else "document"


def _titles(fields: Fields, type_: str) -> tuple[str, str, str, str]:
    """Return the title, what holds the work, the short form of that, and the series."""
    title = first(fields, "TI", "T1", "CT")
    if not title:
        title = first(fields, "BT") if type_ in _WHOLE_WORK or type_ == "manuscript" else ""
        title = title or first(fields, "TT", "ST")
    series = first(fields, "T3")
    if type_ != "chapter":
        holder = first(fields, "JF", "T2", "JO", "BT", "JA", "J1", "J2", "SO")
    else:
        holder = first(fields, "T2", "BT", "JF", "JO", "JA", "J2")
    if "JF" in fields and "T2" in fields and _abbreviates(holder, first(fields, "T2")):
        return title_of(title), plain(first(fields, "T2")), plain(holder), plain(series)
    if type_ == "paper-conference" and "C3" in fields:
        holder = max(holder, first(fields, "C3"), key=len)
    if type_ in _WHOLE_WORK:
        holder, series = first(fields, "JF", "JO"), first(fields, "T2") or series
        holder = holder or (first(fields, "BT") if first(fields, "BT") != title else "")
    holder = plain(holder)
    short = first(fields, "JA", "J2", "J1", "JO")
    return title_of(title), holder, "" if short == holder else plain(short), plain(series)


def _abbreviates(short: str, whole: str) -> bool:
    """Whether one name of a journal is the other with its words cut off: "Crit Care Med"."""
    cut, words = short.casefold().replace(".", "").split(), iter(whole.casefold().split())
    return len(short) < len(whole) and all(any(word.startswith(part) for word in words) for part in cut)


def _authors(fields: Fields) -> tuple[Name, ...]:
    found = fields.get("AU", ())
    other = fields.get("A1", ())
    if found and other:
        return tuple(dict.fromkeys((*names(found), *names(other))))
    return names(found or other)


def _editors(fields: Fields, type_: str) -> list[str]:
    if type_ == "book":
        return [*fields.get("ED", ()), *fields.get("A3", ())]
    second = fields.get("A2", ()) if type_ in _WITH_EDITORS else ()
    return [*fields.get("ED", ()), *second]


def _issued(fields: Fields) -> PartialDate | None:
    """Return the date of publication: the year that is stated as such, with what else a date of it says."""
    found: PartialDate | None = None
    for tag in ("PY", "Y1", "DA"):
        if tag not in fields:
            continue
        raw = first(fields, tag)
        date = parse_date(raw)
        if date is None and found and not found.month and raw:
            date = parse_date(f"{raw} {found.year}")
        if date and (found is None or (date.year == found.year and _precise(date) > _precise(found))):
            found = date
    return found


def _precise(date: PartialDate) -> int:
    return (date.month is not None) + (date.day is not None)


def _place_inside(fields: Fields) -> tuple[str, str]:
    """Return the number of an article that has one, and its pages; the number stands for them if need be."""
    start, end = first(fields, "SP"), first(fields, "EP")
    if start.lower() in _NO_PAGES or end.lower() in _NO_PAGES:
        start = end = ""
    number = first(fields, "AR", "C7")
    if number and (_NO_NUMBER.match(number) or not any(map(str.isdigit, number)) or len(number) > 24):
        number = ""
    pages = page_range(start, end) if start else normalise_pages(end)
    return number, pages or number


def _unlabelled(words: str) -> str:
    """Return a volume or issue without the word that says what it is."""
    return _NUMBERED.sub("", words, count=1) if words[:1] in "vVnNiI" and not words.isdecimal() else words


def _volume_and_issue(fields: Fields, type_: str) -> tuple[str, str]:
    """Return the volume and the issue, which one field may hold together: "12(3)"."""
    volume, issue = _unlabelled(first(fields, "VL")), _issue(fields, type_)
    both = _BOTH.fullmatch(volume) if "(" in volume and not issue else None
    return (both[1], both[2]) if both else (volume, issue)


def _issue(fields: Fields, type_: str) -> str:
    issue = first(fields, "IS")
    if issue or type_ not in _SERIAL:
        return _unlabelled(issue) if issue else ""
    other = first(fields, "CP", "M1")
    return _unlabelled(other) if other and _ISSUE.fullmatch(other) and "10." not in other else ""


def _report_number(fields: Fields, type_: str, serial: str) -> str:
    if type_ in ("report", "standard", "patent"):
        return first(fields, "M1", "IS") if serial else first(fields, "SN", "M1", "IS")
    return ""


def _doi(fields: Fields) -> str:
    for tag in ("DO", "DI"):
        for value in fields.get(tag, ()):
            if doi := normalise_doi(value):
                return doi
    return hidden_doi(value for tag in _HIDING if tag in fields for value in fields[tag])


def _pmid(fields: Fields, ids: list[str], links: list[str]) -> str:
    found = hidden_pmid(ids) or hidden_pmid(links) if ids or links else ""
    if found:
        return found
    if _DIGITS.fullmatch(stated := first(fields, "PM").upper().removeprefix("PUBMED ")):  # Cochrane
        return stated
    if (
        "C2" in fields
        and first(fields, "DB") == "Scopus"
        and _DIGITS.fullmatch(stated := first(fields, "C2"))
    ):
        return stated
    origin = f"{first(fields, 'DB')} {' '.join(fields.get('DP', ()))} {' '.join(fields.get('DB', ()))}"
    if _MEDLINE.search(origin):
        tags = ("C5",) if "embase" in origin.lower() else ("AN", "ID", "C5", "U1")
        return next((value for tag in tags if _DIGITS.fullmatch(value := first(fields, tag))), "").lstrip("0")
    return ""


def _url(fields: Fields, links: list[str]) -> str:
    """Return the address of the work: the first that is one, links to full texts last."""
    for value in links:
        address = next(iter(value.split(maxsplit=1)), "")
        if address.lower().startswith(("http://", "https://", "ftp://")):
            return address.partition(";http")[0].rstrip(";,")
    stated = first(fields, "UR")
    return stated if stated.startswith("www.") else ""


def _publisher(fields: Fields) -> str:
    """Return the publisher; Web of Science calls it PU, and at times leaves out the line end before that."""
    found = first(fields, "PB", "PU")
    if not found:
        glued = (value for tag in ("C3", "AD") for value in fields.get(tag, ()) if _GLUED in value)
        found = next(glued, "").partition(_GLUED)[2].partition("  - ")[0]
    return plain(found)


def _abstract(fields: Fields) -> tuple[str, tuple[str, ...]]:
    """Return the abstract and the notes; a second abstract follows the first, a short one is a note."""
    found = [paragraphs(value) for tag in ("AB", "N2") if tag in fields for value in fields[tag]]
    notes = [plain(value, lines=True) for tag in ("N1", "RN") if tag in fields for value in fields[tag]]
    kept = found[:1]
    for value in found[1:]:
        if any(value in other for other in kept):
            continue
        if _RIGHTS.match(value):  # EBSCO
            notes.append(value)
            continue
        if kept[0] in value:
            kept = [value]
        elif len(value) < SHORT and "AB" in fields and "N2" in fields:
            notes.append(value)
        else:
            kept.append(value)
    return "\n".join(filter(None, kept)), tuple(filter(None, notes))


def _kinds(fields: Fields) -> tuple[str, ...]:
    """Return the kinds of publication; M3 also holds DOIs and codes, which are none."""
    if "M3" not in fields and "PT" not in fields:
        return ()
    stated = [kind.strip() for value in fields.get("PT", ()) for kind in value.split(";")]  # Cochrane
    values = dict.fromkeys((*stated, *fields.get("M3", ())))
    return tuple(value for value in values if value and not any(map(str.isdigit, value)))


def _extra(
    fields: Fields,
    type_: str,
    titles: tuple[str, ...],
    ids: tuple[str, ...],
    places: tuple[str, str],
    epub: PartialDate | None,
) -> tuple[tuple[str, str], ...]:
    """Return every value that is in no other field: what was not asked for, and what lost against another."""
    editors = {"A2"} if type_ in _WITH_EDITORS else {"A3"} if type_ == "book" else set()
    lost: set[str] = set()
    dates = {}
    for tag, (words, *_) in fields.items():
        if tag in _RIVALS:
            said = words in titles or _named(words, titles)
        elif tag in _IDS:
            said = words in ids or id_said(words, *ids)
        elif tag in _PAGES:
            said = words in places[0] or normalise_pages(words) in places[0]
        elif tag in _DATES:
            dates[tag] = words[:4]
            said = words.replace("/", "").isdecimal()
        else:
            continue
        if not said:
            lost.add(tag)
    if len(set(dates.values())) > 1:
        lost |= dates.keys()
    if "UR" in fields and not (_ONE_LINK.fullmatch(fields["UR"][0]) and places[1]):
        lost.add("UR")
    if epub and not date_said(fields["ET"][0], epub):
        lost.add("ET")
    lost |= {tag for tag, other in _SECOND if tag in fields and fields.get(other, fields[tag]) != fields[tag]}
    coded = "PT" in fields and any(map(str.isdigit, "".join(fields["PT"])))
    found = left_over(fields, (_KEPT - {"PT"} if coded else _KEPT) | editors, _ONCE - lost if lost else _ONCE)
    type_said = first(fields, "TY")
    if (last := fields.get("AU", [""])[-1]).endswith(("et al", "et al.")):
        found = (*found, ("AU", last.rpartition(", ")[2]))
    return (("TY", type_said), *found) if type_said and type_said.upper() not in TYPES else found


def _named(words: str, titles: tuple[str, ...]) -> bool:
    """Whether words are one of the titles, mark-up and a full stop at the end apart."""
    return plain(words) in titles or title_of(words) in titles
