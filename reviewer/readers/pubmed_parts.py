"""The parts of a record of PubMed XML that articles and books share: people, dates, numbers, lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from reviewer.model import IndexTerm, Name, PartialDate, Relation
from reviewer.readers.unsaid import date_said
from reviewer.readers.xml_text import Draft, even, keep_whole, sentence, spaced, words
from reviewer.records import (
    date_of_words,
    normalise_doi,
    normalise_isbn,
    normalise_pages,
    normalise_pmcid,
    normalise_pmid,
    page_range,
    parse_date,
)
from reviewer.records.dates import MONTH_NAMES

_IN_WORDS = frozenset(("MedlineDate", "Season", "Month"))
Handler = Callable[[Draft, Any], None]


def keep_text(draft: Draft, element: Any) -> None:
    """Keep the texts of an element, parted by spaces, under its name."""
    text = " ".join(element.itertext()) if len(element) else element.text
    if text and (text := even(text)):
        draft.extra.append((element.tag, text))


_date = lru_cache(4096)(date_of_words)


def date_of(element: Any) -> PartialDate | None:
    """Return the date that Year, Month and Day, or one free text, give; a season gives its year."""
    return _date_in([(child.tag, (child.text or "").strip()) for child in element])


def _date_in(parts: Iterable[tuple[str, str]]) -> PartialDate | None:
    year = month = day = ""
    for tag, text in parts:
        if tag == "Year":
            year = text
        elif tag == "Month":
            month = text
        elif tag == "Day":
            day = text
        elif tag == "MedlineDate" and not year:
            return parse_date(text)
    return _date(year, month, day) if year else None


def dated(draft: Draft, field: str, element: Any) -> None:
    """Read a date, and keep words of it that name more than one day, month or year, such as a season."""
    parts = [(child.tag, (child.text or "").strip()) for child in element]
    date = _date_in(parts)
    draft.first(field, date)
    month = MONTH_NAMES[date.month - 1] if date and date.month else ""
    for tag, text in parts:
        if tag in _IN_WORDS and text != month and not date_said(text, date):
            draft.keep(tag, text)


def title_of(draft: Draft, element: Any) -> None:
    """Read the title of an article or a chapter."""
    draft.first("title", sentence(words(element)))


def pages_of(draft: Draft, element: Any) -> None:
    """Read pages: as Medline writes them, or from their first to their last."""
    found = {child.tag: child.text or "" for child in element}
    whole = normalise_pages(found.get("MedlinePgn", ""))
    draft.first("pages", whole or page_range(found.get("StartPage", ""), found.get("EndPage", "")))


def location_id(draft: Draft, element: Any) -> None:
    """Read a DOI or a number of the publisher; an invalid one is only kept."""
    text = (element.text or "").strip()
    kind = element.get("EIdType", "")
    if element.get("ValidYN") == "N":
        draft.keep(f"ELocationID ({kind}, not valid)", text)
    elif kind == "doi" and (doi := normalise_doi(text)):
        draft.first("doi", doi)
    else:
        draft.keep(kind or "ELocationID", text)
        draft.first("pii", text if kind == "pii" else "")


def article_ids(draft: Draft, element: Any) -> None:
    """Read the numbers of the record itself; those of its references stand in lists of their own."""
    fields = draft.fields
    for child in element:
        text, kind = (child.text or "").strip(), child.get("IdType", "pubmed")
        if kind == "doi":
            if not fields.get("doi"):
                fields["doi"] = normalise_doi(text)
        elif kind == "pubmed":
            if not fields.get("pmid"):
                fields["pmid"] = normalise_pmid(text)
        elif kind == "pmc":
            draft.first("pmcid", normalise_pmcid(text if text[:1].isalpha() else f"PMC{text}"))
        elif (kind, text) not in draft.extra:
            draft.keep(kind, text)


def abstract_of(draft: Draft, element: Any) -> None:
    """Read an abstract, each labelled part a paragraph of its own."""
    for child in element:
        if child.tag == "AbstractText":
            if text := _labelled(child):
                draft.abstract.append(text)
        else:
            keep_text(draft, child)


def _labelled(element: Any) -> str:
    text, label = words(element), element.get("Label")
    if label is None or not text or not (label := label.strip().rstrip(":")) or label in _NO_LABELS:
        return text
    end = len(label)
    said = text[end : end + 1] == ":" and text[:end].upper() == label.upper()
    return text if said else f"{label}: {text}"


_NO_LABELS = ("UNLABELLED", "UNLABELED", "Unlabelled")


def _other_abstract(draft: Draft, element: Any) -> None:
    kind = ", ".join(filter(None, (element.get("Type"), element.get("Language"))))
    text = "\n".join(filter(None, (_labelled(child) for child in element if child.tag == "AbstractText")))
    draft.keep(f"OtherAbstract ({kind})" if kind else "OtherAbstract", text)
    draft.first("other_abstract", text)


def people_of(draft: Draft, element: Any) -> None:
    """Read authors, or editors where the list says so; forms of a name that were corrected are only kept."""
    field = "editors" if element.get("Type") == "editors" else "authors"
    if element.get("CompleteYN") == "N":
        draft.keep("CompleteYN", "N")
    held = draft.fields.setdefault(field, [])
    for child in element:
        if child.tag != "Author":
            keep_whole(draft, child)
        elif "N" in child.values() and child.get("ValidYN") == "N":  # most values are "Y", and told sooner
            for name in names_of(draft, child):
                draft.keep("Author (not valid)", name.shown)
        else:
            held += names_of(draft, child)


# People and headings return again and again in a file.
_person = lru_cache(16_384)(Name)


def names_of(draft: Draft, element: Any) -> list[Name]:
    """Return the person and the group that an author element names, and keep what else it says of them."""
    family = given = ""
    initials = None
    found: dict[str, str] = {}
    others = []
    for child in element:
        tag = child.tag
        if tag == "LastName":
            text = child.text or ""
            family = words(child) if "&" in text else spaced(text)
        elif tag == "ForeName":
            text = child.text or ""
            given = words(child) if "&" in text else spaced(text)
        elif tag == "Initials":
            initials = child
        elif tag in _RARE_PARTS:
            found[tag] = words(child)
        else:
            others.append(child)
    if not given:
        given = " ".join(filter(None, (found.get("FirstName"), found.get("MiddleName"))))
        given = given or ("" if initials is None else (initials.text or "").strip())
    names = [_person(family, given, "", found.get("Suffix", ""))] if family else []
    if group := found.get("CollectiveName"):
        names.append(Name(literal=group.rstrip(" .,")))
    elif given and not family:
        names.append(Name(literal=given))
    if others:
        who = f"{family}, {given}: " if family else f"{names[0].literal}: " if names else ""
        _keep_of(draft, who, others)
    return names


_RARE_PARTS = frozenset("FirstName MiddleName Suffix CollectiveName".split())


def _keep_of(draft: Draft, who: str, others: list[Any]) -> None:
    """Keep what is said of a person: affiliations and numbers."""
    keep = draft.extra.append
    for child in others:
        for part in child if child.tag == "AffiliationInfo" else (child,):
            text, tag = part.text, part.tag
            if tag == "Identifier":
                tag = part.get("Source") or tag
            if text and (text := even(text)):
                keep((tag, who + text))


def _investigators(draft: Draft, element: Any) -> None:
    for child in element:
        for name in names_of(draft, child):
            draft.keep(child.tag, name.shown)


_term = lru_cache(20_000)(IndexTerm)


def _mesh(draft: Draft, element: Any) -> None:
    terms = draft.fields.setdefault("index_terms", [])
    for heading in element:
        descriptor, major, alone = "", False, True
        for child in heading:
            starred = "Y" in child.values() and child.get("MajorTopicYN") == "Y"  # told sooner without a name
            text, tag = spaced(child.text or ""), child.tag
            if tag == "DescriptorName":
                descriptor, major = text, starred
            elif tag == "QualifierName":
                alone = False
                terms.append(_term(descriptor, text, major or starred))
        if alone and descriptor:
            terms.append(_term(descriptor, "", major))


def _chemicals(draft: Draft, element: Any) -> None:
    for chemical in element:
        found = {child.tag: words(child) for child in chemical}
        name, number = found.get("NameOfSubstance", ""), found.get("RegistryNumber", "")
        draft.add("substances", name)
        if number not in ("", "0"):
            draft.keep("RegistryNumber", f"{number} ({name})" if name else number)


def _keywords(draft: Draft, element: Any) -> None:
    for child in element:
        draft.add("keywords", words(child).rstrip(".;,"))


def publication_type(draft: Draft, element: Any) -> None:
    """Read one type of publication; a preprint is a type of its own."""
    kind = words(element)
    draft.add("publication_types", kind)
    if kind in _TYPES and draft.fields["type"] == "article-journal":
        draft.fields["type"] = _TYPES[kind]


_TYPES = {"Preprint": "article", "Newspaper Article": "article-newspaper", "Dataset": "dataset"}


def _publication_types(draft: Draft, element: Any) -> None:
    for child in element:
        publication_type(draft, child)


def _corrections(draft: Draft, element: Any) -> None:
    for child in element:
        found = {part.tag: words(part) for part in child}
        citation, pmid = found.get("RefSource", ""), normalise_pmid(found.get("PMID", ""))
        kind = child.get("RefType", "")
        if kind == "Cites":
            draft.keep("Cites", f"{citation} PMID: {pmid}" if pmid else citation)
            continue
        if note := found.get("Note"):
            citation = f"{citation} ({note})" if citation else note
        draft.add("related", Relation(relation(kind), citation, pmid, normalise_doi(citation)))


@lru_cache(64)
def relation(kind: str) -> str:
    """Return how PubMed prints a kind of relation: "RetractionIn" is "retraction in"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.replace("edand", "edAnd")).lower()


def _language(draft: Draft, element: Any) -> None:
    code = (element.text or "").strip()
    held = draft.fields.get("language", "")
    draft.fields["language"] = f"{held}; {code}" if held and code else held or code


def _grants(draft: Draft, element: Any) -> None:
    for child in element:
        draft.keep(child.tag, "/".join(filter(None, (words(part) for part in child))))


def _data_banks(draft: Draft, element: Any) -> None:
    for bank in element:
        name = next((words(child) for child in bank if child.tag == "DataBankName"), "")
        numbers = [words(number) for child in bank if child.tag == "AccessionNumberList" for number in child]
        for number in numbers or [""]:
            draft.keep("DataBank", "/".join(filter(None, (name, number))))


def _references(draft: Draft, element: Any) -> None:
    """Keep the references as citations with their numbers; lists of them may stand in one another."""
    for reference in element.iter("Reference"):
        parts = []
        for child in reference:
            if child.tag == "Citation":
                parts.append(words(child))
            elif child.tag == "ArticleIdList":
                parts += [f"{part.get('IdType', 'id')}: {(part.text or '').strip()}" for part in child]
        draft.keep("Reference", " ".join(filter(None, parts)))


def _history(draft: Draft, element: Any) -> None:
    for child in element:
        # Hour and minute follow the day.
        date = "-".join([part.text or "" for part in child[:3]])
        draft.extra.append((f"History ({child.get('PubStatus', 'other')})", date))


def _other_id(draft: Draft, element: Any) -> None:
    text = (element.text or "").strip()
    draft.first("pmcid", normalise_pmcid(text) if text.startswith("PMC") else "")
    keep_text(draft, element)


def _isbn(draft: Draft, element: Any) -> None:
    isbn = normalise_isbn(element.text or "")
    if draft.fields.get("isbn") or not isbn:
        keep_text(draft, element)
    draft.first("isbn", isbn)


def _day(draft: Draft, element: Any) -> None:
    draft.extra.append((element.tag, "-".join([part.text or "" for part in element])))


PARTS: dict[str, Handler] = {
    "Language": _language,
    "KeywordList": _keywords,
    "PublicationTypeList": _publication_types,
    "ChemicalList": _chemicals,
    "MeshHeadingList": _mesh,
    "CommentsCorrectionsList": _corrections,
    "GrantList": _grants,
    "DataBankList": _data_banks,
    "OtherAbstract": _other_abstract,
    "OtherID": _other_id,
    "InvestigatorList": _investigators,
    "PersonalNameSubjectList": _investigators,
    "ReferenceList": _references,
    "History": _history,
    "Isbn": _isbn,
    "CitationSubset": keep_text,
    "CoiStatement": keep_text,
    "NlmUniqueID": keep_text,
    "PublicationStatus": keep_text,
    "DateCompleted": _day,
    "DateRevised": _day,
    "DateCreated": _day,
}
