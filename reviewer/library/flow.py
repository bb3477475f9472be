"""Where records were found, and how far each came: what the PRISMA flow is counted from."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from reviewer.library import claims, decisions, duplicates, quoted, rows
from reviewer.library.handle import Library
from reviewer.model import Tie
from reviewer.model.flow import Channel, Fate, Origin, Traced, Turned, fate
from reviewer.model.screening import Screened, Stage

_KEY = "found:"
_NO_INDEX = {
    "html": Channel.WEBSITE,
    "mhtml": Channel.WEBSITE,
    **dict.fromkeys(("pdf", "docx", "odt", "epub", "rtf", "markdown", "text"), Channel.OTHER),
}
"""How a file was found that is no list of records, as far as its format tells."""
_OF_FORMAT = {
    "nbib": "PubMed",
    "pubmed-xml": "PubMed",
    "pubmed-text": "PubMed",
    "wos": "Web of Science",
    "ovid": "Ovid",
}
"""The database that alone writes a format."""
_REGISTERS = (
    "clinicaltrials.gov", "ictrp", "isrctn", "anzctr", "eudract", "eu clinical trials", "drks", "chictr",
    "jprn", "umin-ctr", "prospero", "trial regist", "clinical trials regist",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A file that records came from, how many of them are in the library, and where they were found."""

    id: int
    path: str
    format: str
    documents: int
    origin: Origin


_COPIED = ("html", "mhtml", "text")
"""Formats that may hold what was copied or saved from a database."""
_PAGES = ("post-weblog", "webpage", "post")


def stated(
    format: str, path: str, database: str = "", type: str = "", pmid: str = "", indexed: bool = False
) -> Origin:
    """Return where a record was found, as far as its file tells.

    That is its database, else what alone writes such files, else the name of the file. A text with a PubMed
    number or index terms was copied from a database; a page of the web is one however it was saved.
    """
    if format in _NO_INDEX and not database:
        if type in _PAGES:
            return Origin(Channel.WEBSITE)
        if format in _COPIED and (pmid or indexed):
            return Origin(Channel.DATABASE, "PubMed" if pmid else "")
        return Origin(_NO_INDEX[format])
    name = database or _OF_FORMAT.get(format, "") or PurePath(path.replace("\\", "/")).name
    register = any(word in name.casefold() for word in _REGISTERS)
    return Origin(Channel.REGISTER if register else Channel.DATABASE, name)


def said(library: Library) -> dict[int, Origin]:
    """Return where files were found, as a person said it, by source."""
    found = library.db.execute(
        "SELECT key, value FROM properties WHERE substr(key, 1, ?) = ?", (len(_KEY), _KEY)
    )
    return {
        int(key.removeprefix(_KEY)): Origin(Channel(value["channel"]), value["name"], said=True)
        for key, value in ((key, json.loads(text)) for key, text in found)
    }


def keep_said(library: Library, source: int, origin: Origin | None) -> None:
    """Keep where a file was found; None takes back what was said. Inside an op."""
    key = f"{_KEY}{source}"
    row = claims.property_row(library, key)
    if origin is None:
        if row is not None:
            rows.drop(library, "properties", row)
        return
    value = json.dumps({"channel": origin.channel, "name": origin.name}, ensure_ascii=False, sort_keys=True)
    if row is None:
        rows.add(library, "properties", key=key, value=value)
    else:
        rows.change(library, "properties", row, value=value)


def _came(library: Library) -> Iterator[tuple[int, int, Origin]]:
    """Yield (document, source, where it was found) of every document, in their order."""
    known = said(library)
    of = "coalesce(json_extract(d.record, '$.{}'), '')".format
    for id, source, format, path, database, type, pmid, indexed in library.db.execute(
        f"SELECT d.id, d.source, s.format, s.path, {of('database')}, {of('type')}, {of('pmid')}, "
        f"{of('index_terms[0]')} <> '' "
        "FROM shown_documents d JOIN sources s ON s.id = d.source ORDER BY d.id"
    ):
        yield id, source, known.get(source) or stated(format, path, database, type, pmid, bool(indexed))


def sources(library: Library) -> list[Source]:
    """Return the files that documents of the library came from, in the order they came, each with the origin
    of most of its documents."""
    origins: dict[int, Counter[Origin]] = {}
    for _, source, origin in _came(library):
        origins.setdefault(source, Counter())[origin] += 1
    found = library.db.execute("SELECT id, path, format FROM sources ORDER BY id").fetchall()
    return [
        Source(id, path, format, origins[id].total(), origins[id].most_common(1)[0][0])
        for id, path, format in found
        if id in origins
    ]


def traced(library: Library) -> list[Traced]:
    """Return every record of the library, as far as the reviewer of the library may see what was decided."""
    aside = duplicates.set_aside(library)
    of_record = decisions.screened(library, Stage.ABSTRACT)
    of_report = decisions.screened(library, Stage.FULL_TEXT)
    fetched = {document: state for document, (state, _) in decisions.retrievals(library).items()}
    names = {each.id: each.name for each in decisions.reasons(library, every=True)}
    studies = _studies(library)
    found = []
    for id, _, origin in _came(library):
        abstract, report = of_record.get(id), of_report.get(id)
        came = Fate.SET_ASIDE if id in aside else fate(abstract, report, fetched.get(id))
        why = _reason(report if came is Fate.REPORT_EXCLUDED else abstract, names) if came in _OUT else ""
        found.append(Traced(id, origin, came, why, studies.get(id, 0)))
    return found


_OUT = (Fate.EXCLUDED, Fate.REPORT_EXCLUDED)


def _reason(screened: Screened | None, names: dict[int, str]) -> str:
    return names.get(screened.reason or 0, "") if screened else ""


def _studies(library: Library) -> dict[int, int]:
    """Return a number for each document that tells of a study of another document: theirs are one study."""
    pairs = [
        (each.document, each.study) for each in quoted.quoted_studies(library) if each.state is Tie.CONFIRMED
    ]
    return joined(pairs)


def joined(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return for each number the smallest of those it hangs together with."""
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    least: dict[int, int] = {}
    for first in sorted(near):
        waiting = [first] if first not in least else []
        while waiting:
            at = waiting.pop()
            if at not in least:
                least[at] = first
                waiting += near[at]
    return least


def turned(library: Library) -> list[Turned]:
    """Return for each file what of it never became a document.

    Of a file that was named again only the first time counts; one that held nothing new counts when no other
    file with its bytes is in the library.
    """
    origins = {source.id: source.origin for source in sources(library)}
    return [
        Turned(origins.get(id) or stated(format, path), again or 0, unread)
        for id, path, format, again, unread in library.db.execute(
            "WITH s AS (SELECT id, batch, path, format, sha256, duplicates FROM sources "
            "WHERE batch IN (SELECT id FROM imports) UNION ALL "
            "SELECT -id, batch, path, format, sha256, duplicates FROM passed_over), "
            "once AS (SELECT *, row_number() OVER (PARTITION BY sha256 ORDER BY id < 0, id) AS place FROM s) "
            "SELECT id, path, format, duplicates, "
            "(SELECT count(*) FROM unread u WHERE u.batch = s.batch AND u.path = s.path) "
            "FROM once s WHERE place = 1 ORDER BY id < 0, abs(id)"
        )
        if again or unread
    ]
