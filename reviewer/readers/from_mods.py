"""MODS: bibliographic records of libraries, and of bibutils, Zotero, refbase and JabRef."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from reviewer.readers.input import Input
from reviewer.readers.mods_parts import (
    add_name,
    date_of,
    identifier,
    language_of,
    origin_of,
    part_of,
    title_in,
)
from reviewer.readers.mods_types import type_of
from reviewer.readers.parsed import Parsed, Rejected, of_record
from reviewer.readers.xml_stream import Found, begins_with, records
from reviewer.readers.xml_text import Draft, keep_whole, lines, local, words
from reviewer.records import normalise_doi

FORMAT = "mods"
SUFFIXES = (".mods", ".xml")

_NAMESPACE = b"http://www.loc.gov/mods/"


def sniff(source: Input) -> int:
    """Return 2 for a file that begins as MODS does, 1 for other mark-up that holds records of it."""
    if begins_with(source.head, "mods|modsCollection"):
        return 2
    return int(_NAMESPACE in source.head and begins_with(source.head, r"[\w.-]+"))


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of a file; one that cannot be parsed, or says nothing, is a Rejected."""
    for found in records(source, "mods"):
        yield found if isinstance(found, Rejected) else _record(found)


def _record(found: Found) -> Parsed | Rejected:
    draft = Draft()
    draft.fields |= {"genres": [], "host_genres": [], "dates": [], "urls": []}
    if name := found.element.get("ID"):
        draft.keep("ID", name)
    for child in found.element:
        handler = _HANDLERS.get(local(child))
        if handler is None:
            keep_whole(draft, child)
        else:
            handler(draft, child)
    _conclude(draft)
    item = of_record(draft.record(), "\n".join(draft.abstract), found.number, found.line, FORMAT)
    if isinstance(item, Rejected):
        return Rejected(item.number, item.line, item.reason, found.raw)
    return item


def _conclude(draft: Draft) -> None:
    """Settle what only the whole record tells: its type, date, address, and stand-ins for what is missing."""
    fields = draft.fields
    draft.first("title", fields.pop("typed_title", ""))
    draft.first("container", fields.get("container_short"))
    fields["type"] = type_of(fields.pop("genres"), fields.pop("host_genres"), fields)
    fields.pop("resource", None)
    fields.pop("page", None)
    fields.pop("issuance", None)
    fields.pop("hosted", None)
    dates = fields.pop("dates")
    draft.first("issued", min(dates, key=lambda item: item[0])[1] if dates else None)
    urls = fields.pop("urls")
    draft.first("url", min(urls, key=lambda item: item[0])[1] if urls else "")
    for _, url in urls:
        draft.first("doi", normalise_doi(url) if "doi.org/10." in url else "")
        draft.keep("location/url", url if url != fields.get("url") else "")
    grantor = fields.pop("grantor", "")
    draft.first("publisher", grantor if fields["type"] == "thesis" else "")
    others = fields.pop("others", [])
    if not fields.get("authors") and not fields.get("editors"):
        fields["authors"] = [name for role, name in others if _MAKERS(role)]
    for role, name in others:
        if name not in fields.get("authors", ()):
            draft.keep(f"name ({role})", name.shown)


def _title(draft: Draft, element: Any) -> None:
    kind, title = element.get("type", ""), title_in(element)
    if not kind:
        if draft.fields.get("title"):
            draft.keep("titleInfo", title)
        draft.first("title", title)
        return
    draft.first("typed_title", title if kind != "abbreviated" else "")
    draft.keep(f"titleInfo ({kind})", title)


def _related(draft: Draft, element: Any) -> None:
    kind = element.get("type", "")
    if kind == "host" or (not kind and not draft.fields.get("hosted") and _has_part(element)):
        draft.fields["hosted"] = True
        for child in element:
            handler = _IN_HOST.get(local(child))
            if handler is None:
                keep_whole(draft, child, "relatedItem")
            else:
                handler(draft, child)
    elif kind == "series":
        _series(draft, element)
    else:
        keep_whole(draft, element)


def _has_part(element: Any) -> bool:
    return any(local(child) == "part" for child in element)


def _series(draft: Draft, element: Any) -> None:
    for child in element:
        name = local(child)
        if name == "titleInfo":
            draft.first("collection", title_in(child, numbered=False))
            number = next((words(part) for part in child if local(part) == "partNumber"), "")
            draft.first("number", number)
        elif name == "part":
            inside = Draft()
            part_of(inside, child)
            draft.first("number", inside.fields.get("volume") or inside.fields.get("issue"))
        else:
            keep_whole(draft, child, "relatedItem (series)")


def _container(draft: Draft, element: Any) -> None:
    kind, title = element.get("type", ""), title_in(element)
    if kind == "abbreviated":
        draft.first("container_short", title)
    elif kind in ("", "uniform"):
        draft.first("container", title)
    else:
        draft.keep(f"relatedItem/titleInfo ({kind})", title)


def _genre(field: str) -> Handler:
    def read(draft: Draft, element: Any) -> None:
        text = words(element)
        draft.fields[field].append((element.get("authority", ""), text))
        draft.keep("genre" if field == "genres" else "relatedItem/genre", text)

    return read


def _subject(draft: Draft, element: Any) -> None:
    if not len(element):
        draft.add("keywords", words(element))
    for child in element:
        if local(child) == "topic":
            draft.add("keywords", words(child))
        else:
            keep_whole(draft, child, "subject")


def _location(draft: Draft, element: Any) -> None:
    for child in element:
        if local(child) != "url":
            keep_whole(draft, child, "location")
            continue
        url = "".join((child.text or "").split())
        first = child.get("usage", "").startswith("primary")
        if child.get("access") == "preview":
            draft.keep("location/url (preview)", url)
        elif url:
            draft.fields["urls"].append((0 if first else 1, url))


def _abstract(draft: Draft, element: Any) -> None:
    if text := lines(element):
        draft.abstract.append(text)


def _note(draft: Draft, element: Any) -> None:
    kind, text = element.get("type", ""), lines(element)
    draft.add("notes", f"{kind}: {text}" if kind and text else text)


def _resource(draft: Draft, element: Any) -> None:
    draft.first("resource", words(element).lower())


def _origin(draft: Draft, element: Any) -> None:
    origin_of(draft, element, rank=0)


def _host_origin(draft: Draft, element: Any) -> None:
    # How a work came out is said by what it came out in.
    draft.fields.pop("issuance", None)
    origin_of(draft, element, rank=10)


def _physical(draft: Draft, element: Any) -> None:
    for child in element:
        if local(child) == "internetMediaType" and words(child).lower() == "text/html":
            draft.fields["page"] = True
    keep_whole(draft, element)


def _name(draft: Draft, element: Any) -> None:
    add_name(draft, element, "author")


def _host_name(draft: Draft, element: Any) -> None:
    add_name(draft, element, "editor")


def _part_date(draft: Draft, element: Any) -> None:
    part_of(draft, element)
    for child in element:
        if local(child) == "date" and child.get("point") != "end" and (date := date_of(words(child))):
            draft.fields["dates"].append((5, date))


def _related_inside(draft: Draft, element: Any) -> None:
    if element.get("type") == "series":
        _series(draft, element)
    else:
        keep_whole(draft, element, "relatedItem")


_MAKERS = re.compile(
    r"(?:artist|cartographer|composer|photographer|inventor|interviewee|director|programmer|performer|art|ctg|cmp"
    r"|pht|inv|ive|drt|prg|prf|creator|cre|ctb|contributor|speaker|spk|compiler|com|producer|pro|translator|trl)"
).fullmatch
Handler = Callable[[Draft, Any], None]
_HANDLERS: dict[str, Handler] = {
    "titleInfo": _title,
    "name": _name,
    "originInfo": _origin,
    "relatedItem": _related,
    "part": _part_date,
    "identifier": identifier,
    "subject": _subject,
    "abstract": _abstract,
    "language": language_of,
    "genre": _genre("genres"),
    "typeOfResource": _resource,
    "location": _location,
    "note": _note,
    "tableOfContents": _note,
    "physicalDescription": _physical,
}
_IN_HOST: dict[str, Handler] = {
    "titleInfo": _container,
    "name": _host_name,
    "originInfo": _host_origin,
    "part": _part_date,
    "identifier": identifier,
    "genre": _genre("host_genres"),
    "relatedItem": _related_inside,
}
