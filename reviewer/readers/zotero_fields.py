"""From an item of Zotero to a Record: which field of which type means what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reviewer.model import Name, Record
from reviewer.readers.json_keys import Keys, pmcid_of, said_ids, said_pmid, strings_of, text_of
from reviewer.readers.tagged import hidden_doi, hidden_pmcid, serials, title_of
from reviewer.readers.zotero_types import AUTHORS, TYPES
from reviewer.records import normalise_doi, normalise_pages, normalise_pmid, parse_date, plain

_TITLES = ("title", "casename", "nameofact", "subject")
_CONTAINERS = (
    "publicationtitle booktitle proceedingstitle encyclopediatitle dictionarytitle blogtitle websitetitle"
    " forumtitle programtitle conferencename meetingname code reporter"
).split()
_PUBLISHERS = (
    "publisher institution university repository company studio label distributor network organization"
).split()
_NUMBERS = (
    "number reportnumber patentnumber docketnumber billnumber publiclawnumber codenumber documentnumber"
    " episodenumber"
).split()
_KINDS = (
    "genre thesistype reporttype manuscripttype presentationtype lettertype posttype websitetype maptype"
    " artworkmedium videorecordingformat audiorecordingformat interviewmedium"
).split()
_DATES = ("date", "datedecided", "dateenacted", "issuedate")


def record_of(item: Mapping[str, Any]) -> tuple[Record, str]:
    """Return the record that an item describes, and its abstract; what has no field of its own is kept."""
    keys = Keys(item)
    said_type = keys.text("itemtype")
    notes = tuple(filter(None, (plain(keys.text("extra"), lines=True),)))
    said = said_ids(notes)
    creators = keys.value("creators")
    people = [each for each in creators if isinstance(each, dict)] if isinstance(creators, list) else []
    issn, isbn = serials(strings_of(keys.value("issn")) + strings_of(keys.value("isbn")))
    url = keys.text("url")
    abstract = plain(keys.text("abstractnote"), lines=True)
    record = Record(
        type=TYPES.get(said_type, "document"),
        title=title_of(keys.text(*_TITLES)),
        authors=_names(people, AUTHORS),
        container=keys.words(*_CONTAINERS),
        issued=parse_date(keys.text(*_DATES)),
        volume=keys.words("volume", "codevolume", "reportervolume"),
        issue=keys.words("issue"),
        pages=normalise_pages(keys.text("pages", "codepages", "firstpage")),
        doi=normalise_doi(keys.text("doi")) or normalise_doi(said.get("doi", "")) or hidden_doi([url]),
        pmid=normalise_pmid(keys.text("pmid")) or said_pmid(said, notes, url),
        pmcid=pmcid_of(keys.text("pmcid")) or pmcid_of(said.get("pmcid", "")) or hidden_pmcid(notes),
        issn=issn or serials([said.get("issn", "")])[0],
        isbn=isbn or serials([said.get("isbn", "")])[1],
        url=url,
        language=keys.text("language"),
        publisher=keys.words(*_PUBLISHERS),
        keywords=_tags(keys.value("tags")),
        publication_types=tuple(filter(None, (keys.words(*_KINDS),))),
        editors=_names(people, frozenset(("editor",))),
        container_short=keys.words("journalabbreviation"),
        collection=keys.words("series", "seriestitle"),
        edition=keys.words("edition"),
        place=keys.words("place"),
        number=keys.words(*_NUMBERS),
        database=keys.words("librarycatalog"),
        notes=notes,
    )
    keys.keep_ids(record.doi, record.pmid, record.pmcid, record.issn, record.isbn)
    keys.keep_date(record.issued, *_DATES)
    return replace(record, extra=(*_unknown(said_type), *_others(people), *keys.left())), abstract


def _unknown(type_: str) -> tuple[tuple[str, str], ...]:
    """Return a type that is none of Zotero's, to be kept."""
    return (("itemType", type_),) if type_ and type_ not in TYPES else ()


def _others(people: list[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Return translators, contributors and others, each under what they did."""
    return tuple(
        (text_of(each.get("creatorType")), name.shown)
        for each in people
        if not _has_role(each, AUTHORS | {"editor"}) and ((name := _name(each)).family or name.literal)
    )


def _names(people: list[dict[str, Any]], roles: frozenset[str]) -> tuple[Name, ...]:
    found = (_name(each) for each in people if _has_role(each, roles))
    return tuple(name for name in found if name.family or name.literal)


def _has_role(person: Mapping[str, Any], roles: frozenset[str]) -> bool:
    return (text_of(person.get("creatorType")) or "author") in roles


def _name(person: Mapping[str, Any]) -> Name:
    """Return a creator: two fields for a person, one for a group or for a name that has no parts."""
    family, given = plain(text_of(person.get("lastName"))), plain(text_of(person.get("firstName")))
    whole = plain(text_of(person.get("name")))
    if whole or not family:
        return Name(literal=whole or given)
    if not given and text_of(person.get("fieldMode")) == "1":
        return Name(literal=family)
    return Name(family, given)


def _tags(value: Any) -> tuple[str, ...]:
    """Return the tags, those of the person and those that came with the item alike."""
    tags = value if isinstance(value, list) else [value]
    names = (each.get("tag", each.get("name")) if isinstance(each, dict) else each for each in tags)
    return tuple(dict.fromkeys(filter(None, (plain(text_of(name)) for name in names))))
