"""The parts of a MODS record: titles, names with roles, origins, places in a host, identifiers."""

from __future__ import annotations

import re
from typing import Any

from reviewer.model import Name, PartialDate
from reviewer.readers.xml_text import Draft, keep_whole, local, sentence, words
from reviewer.records import (
    normalise_doi,
    normalise_isbn,
    normalise_issn,
    normalise_pages,
    normalise_pmcid,
    normalise_pmid,
    page_range,
    parse_date,
    parse_name,
)

_COMPACT = re.compile(r"\s*(\d{4})(0[1-9]|1[0-2])(\d{2})?\s*")
_LIFE = re.compile(r",?\s*[\[(]?(?:b\.|d\.|ca\.)?\s*\d{3,4}\??\s*[-–]?\s*(?:\d{3,4}\??)?[\])]?\.?$")
_GENERATION = re.compile(r"(?:jr|sr|snr|jnr|i{2,3}|iv|vi{0,3}|2nd|3rd|4th)\.?", re.IGNORECASE)


def title_in(element: Any, *, numbered: bool = True) -> str:
    """Return a title with its article, subtitle and, if `numbered`, its part as one line."""
    found: dict[str, str] = {}
    for child in element:
        found.setdefault(local(child), words(child))
    title = sentence(found.get("title", "") or ("" if len(element) else words(element)))
    article = found.get("nonSort", "")
    if article:
        title = f"{article}{title}" if article[-1] in "'’-" else f"{article} {title}"
    if subtitle := found.get("subTitle"):
        title = f"{title.rstrip(' :')}: {subtitle}" if title else subtitle
    part = ": ".join(filter(None, (found.get("partNumber"), found.get("partName"))))
    return sentence(f"{title}. {part}" if part and title and numbered else title)


def add_name(draft: Draft, element: Any, otherwise: str) -> None:
    """Add a name to the authors or editors by its role; names of other roles are put aside."""
    roles = [
        words(term).lower().rstrip(".")
        for child in element
        if local(child) == "role"
        for term in (child if len(child) else [child])
    ]
    name = _name(element)
    if name == Name():
        return
    if element.get("type") == "conference":
        draft.keep("name (conference)", name.shown)
        return
    known = next((_ROLES[role] for role in roles if role in _ROLES), otherwise if not any(roles) else "")
    if known == "publisher":
        draft.first("grantor", name.shown)
    if known in ("author", "editor"):
        draft.also(f"{known}s", name)
    else:
        draft.fields.setdefault("others", []).append((next(filter(None, roles), "other"), name))
    for child in element:
        if local(child) not in ("namePart", "role", "displayForm"):
            keep_whole(draft, child, name.shown)


_ROLES = {
    **dict.fromkeys(
        ("aut", "author", "cre", "creator", "dis", "dissertant", "aui", "joint author", "main author"),
        "author",
    ),
    **dict.fromkeys(
        ("edt", "editor", "pbd", "publishing director", "series editor", "volume editor"), "editor"
    ),
    **dict.fromkeys(("dgg", "degree grantor", "degree-granting institution", "institution"), "publisher"),
}


def _name(element: Any) -> Name:
    found: dict[str, list[str]] = {}
    shown = ""
    for child in element:
        if local(child) == "namePart" and (text := words(child)):
            found.setdefault(child.get("type", ""), []).append(text)
        elif local(child) == "displayForm":
            shown = words(child)
    family, given = (" ".join(found.get(kind, ())) for kind in ("family", "given"))
    terms = " ".join(found.get("termsOfAddress", ()))
    if family:
        return Name(
            family.rstrip(" ,"), given.rstrip(" ,"), suffix=terms if _GENERATION.fullmatch(terms) else ""
        )
    if element.get("type") in ("corporate", "conference", "family"):
        return Name(literal=". ".join(part.rstrip(". ") for part in found.get("", ())) or shown)
    if given and not found.get(""):
        return Name(literal=given)
    words_ = _LIFE.sub("", " ".join(found.get("", ())) or shown).strip(" ,")
    return parse_name(f"{words_}, {given}" if given else words_)


def origin_of(draft: Draft, element: Any, rank: int) -> None:
    """Read publisher, place, edition and dates; those of a lower rank count first."""
    for child in element:
        name = local(child)
        if name == "publisher":
            draft.first("publisher", words(child).rstrip(" ,"))
        elif name == "place":
            _place(draft, child)
        elif name == "edition":
            draft.first("edition", words(child))
        elif name == "issuance":
            draft.first("issuance", words(child).lower())
        elif name in _DATES:
            _dated(draft, child, rank + _DATES.index(name))
        else:
            keep_whole(draft, child, "originInfo")


_DATES = ("dateIssued", "copyrightDate", "dateCreated", "dateOther")


def _dated(draft: Draft, element: Any, rank: int) -> None:
    date = date_of(words(element))
    if date is None or element.get("point") == "end":
        draft.keep(f"originInfo/{local(element)}", words(element))
        return
    # One in numbers is surer than one in words, and the one marked as the key surer than both.
    sure = (
        0.5 * (element.get("keyDate") == "yes")
        + 0.25 * bool(element.get("encoding"))
        + 0.1 * bool(date.month)
    )
    draft.fields["dates"].append((rank - sure, date))


def date_of(raw: str) -> PartialDate | None:
    """Return a date as libraries write it: "2003-05-12", "20030512", "c1999", "[2001?]", "May 2003"."""
    match = _COMPACT.fullmatch(raw)
    if match:
        return parse_date("-".join(filter(None, match.groups())))
    return parse_date(re.sub(r"(?<![^\W\d_])c(?=\d{4})", "", raw).replace("/", " "))


def _place(draft: Draft, element: Any) -> None:
    terms = [child for child in element if local(child) == "placeTerm"] or [element]
    for term in terms:
        text = words(term).strip(" :;,[]")
        if term.get("type") == "code":
            draft.keep("originInfo/place (code)", text)
        else:
            draft.first("place", text)


def part_of(draft: Draft, element: Any) -> None:
    """Read the place of a work in its host: volume, issue, pages."""
    for child in element:
        name = local(child)
        if name == "detail":
            _detail(draft, child)
        elif name == "extent":
            _extent(draft, child)
        elif name != "date":
            keep_whole(draft, child, "part")


def _detail(draft: Draft, element: Any) -> None:
    kind = element.get("type", "").lower()
    numbers = [words(child) for child in element if local(child) == "number"]
    text = next(filter(None, numbers), "") or ("" if len(element) else words(element))
    field = _DETAILS.get(kind)
    if field == "pages":
        draft.first("pages", normalise_pages(text))
    elif field:
        draft.first(field, text)
    else:
        draft.keep(f"part/{kind or 'detail'}", text)


_DETAILS = {
    "volume": "volume",
    "issue": "issue",
    "number": "issue",
    "page": "pages",
    "pages": "pages",
    "article": "number",
    "article number": "number",
    "articlenumber": "number",
    "report number": "number",
}


def _extent(draft: Draft, element: Any) -> None:
    found = {local(child): words(child) for child in element}
    if not re.fullmatch(r"pages?|pp?\.?|", element.get("unit", "").strip().lower()):
        keep_whole(draft, element, "part")
        return
    pages = page_range(found.get("start", "") or found.get("end", ""), found.get("end", ""))
    draft.first("pages", pages or normalise_pages(found.get("list", "")))
    draft.keep("part/extent/total", found.get("total", ""))
    if not len(element):
        draft.first("pages", normalise_pages(words(element)))


def identifier(draft: Draft, element: Any) -> None:
    """Read an identifier by its type; one marked as invalid, or of another type, is only kept."""
    kind, text = element.get("type", "").strip().lower(), words(element)
    field, normalise = _IDS.get(kind, ("", None))
    value = normalise(text) if normalise and element.get("invalid") != "yes" else ""
    if value and not draft.fields.get(field):
        draft.fields[field] = value
        return
    if kind in ("uri", "url", "") and re.match(r"https?://", text):
        draft.fields["urls"].append((2, text))
    elif text:
        draft.keep(f"identifier ({kind})" if kind else "identifier", text)


_IDS = {
    "doi": ("doi", normalise_doi),
    "issn": ("issn", normalise_issn),
    "eissn": ("issn", normalise_issn),
    "issn-l": ("issn", normalise_issn),
    "isbn": ("isbn", normalise_isbn),
    "pmid": ("pmid", normalise_pmid),
    "pubmed": ("pmid", normalise_pmid),
    "medline": ("pmid", normalise_pmid),
    "pmcid": ("pmcid", normalise_pmcid),
    "pmc": ("pmcid", lambda raw: normalise_pmcid(raw if raw[:1].isalpha() else f"PMC{raw}")),
}


def language_of(draft: Draft, element: Any) -> None:
    """Read a language: its name where there is one, else its code."""
    terms = [child for child in element if local(child) == "languageTerm"]
    named = [term for term in terms if term.get("type") == "text"] or terms or [element]
    for term in terms:
        if term not in named:
            draft.keep("language/languageTerm", words(term))
    text = words(named[0])
    held = draft.fields.get("language", "")
    draft.fields["language"] = f"{held}; {text}" if held and text and text not in held else held or text
