"""What a person types into a filter, as conditions on documents: words, and `field:value` parts.

One row of `FIELDS` for each field: how it narrows, what it is for, and what it can be completed with. A part
that no field understands is taken for words, so that nothing typed is ever an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from reviewer.language import later, say
from reviewer.library import screening
from reviewer.library.asked import Narrowing, asked
from reviewer.library.handle import Library
from reviewer.model import Voice
from reviewer.model.screening import Stage
from reviewer.separation.boundaries import SURE
from reviewer.separation.stated import RULE as BY_FIELD

Condition = tuple[str, list[str | int]]
"""SQL about a document `d`, and its values."""

MOST_COMPLETIONS = 12
MISTYPED = 0.75
"""How alike a name must be to one of a field to be taken for a slip of the fingers."""
_PARTS = re.compile(r'-?\w+:"[^"]*"|\S+')


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a query: how a value narrows (None: it means nothing), and how it is completed.

    `values` are all there are, `stored` is SQL for (value, count) of those in the library; either or none.
    """

    narrow: Callable[[str], Condition | None]
    help: str
    values: tuple[str, ...] = ()
    stored: str = ""


def conditions(query: str) -> tuple[list[str], list[str | int]]:
    """Return SQL conditions on `shown_documents d` and their values for what was typed.

    Records that are set aside are left out, unless `is:duplicate` or `duplicates:all` asks for them. A minus
    before a field turns it round. `in:title` and `in:abstract` say where the words are looked for.
    """
    question = asked(query, _fields)
    where, values = narrowed(question.narrowings, FIELDS)
    if not _ASKS_FOR_ASIDE.search(query):
        where.insert(0, f"NOT {ASIDE}")
    if question.match:
        places = {n.value.casefold() for n in question.narrowings if n.name == "in"}
        where.append(_within({place for value in places for place in value.split(",")}))
        values.append(question.match)
    return where, values


def narrowed(
    narrowings: Iterable[Narrowing], fields: Mapping[str, Field]
) -> tuple[list[str], list[str | int]]:
    """Return the conditions of `field:value` parts and their values."""
    where: list[str] = []
    values: list[str | int] = []
    for each in narrowings:
        made = fields[each.name].narrow(each.value)
        if made is not None:
            where.append(made[0] if each.keeps else f"NOT ({made[0]})")
            values += made[1]
    return where, values


def _fields(name: str, value: str) -> str | None:
    return understood(FIELDS, name, value)


def understood(fields: Mapping[str, Field], name: str, value: str) -> str | None:
    """Say whether a field narrows: None for a name that is no field, "" if so, or why it does not."""
    field = fields.get(name)
    if field is None:
        meant = get_close_matches(name, fields, 1, MISTYPED)
        if not meant:
            return None
        return say("“{name}:” is no field, “{meant}:” is one: taken for words.", name=name, meant=meant[0])
    if name == "in":
        return ""
    if field.narrow(value) is not None:
        return ""
    known = ", ".join(field.values) if field.values else say(field.help)
    return say(
        "“{value}” is nothing that {name}: takes ({known}): taken for words.",
        value=value,
        name=name,
        known=known,
    )


def parts(query: str) -> list[str]:
    """Return the parts of a query in the order typed; quotation marks hold a value together."""
    return _PARTS.findall(query)


OWNER = (
    "CASE p.rowid % 4 WHEN 0 THEN g.document WHEN 3 THEN p.rowid / 4 "
    "WHEN 2 THEN (SELECT q.document FROM quotes q WHERE q.id = p.rowid / 4) END"
)
"""The document of a passage `p` of a segment `g`, which is joined: half as dear as asking for it."""
OF_SEGMENT = "LEFT JOIN segments g ON g.id = CASE p.rowid % 4 WHEN 0 THEN p.rowid / 4 END"

ONE_OF = "+d.id IN ("
"""Is one of those that a subquery finds. The plus lets SQLite go through the documents in the order asked
for, by its index: for a common word that takes half the time of sorting what it finds. So a condition reads
what lies beside the records (see `facts`) or in an index, never a document: these lie in another order."""
NONE_OF = "+d.id NOT IN ("
"""Is none of these. What nearly all have is soonest found by those that do not have it; and where few have
it, what else was asked need hardly be looked up."""


def _within(places: set[str]) -> str:
    """Return the condition that words stand in some places of a document, or anywhere."""
    if places == {"title"}:
        return f"{ONE_OF}SELECT p.rowid / 4 FROM passages p WHERE passages MATCH ? AND p.rowid % 4 = 3)"
    found = f"SELECT {OWNER} FROM passages p {OF_SEGMENT} WHERE passages MATCH ?"
    if "abstract" in places:
        title = " OR p.rowid % 4 = 3" if "title" in places else ""
        return f"{ONE_OF}{found} AND (g.kind = 'abstract'{title}))"
    return f"{ONE_OF}{found})"


# ------------------------------------------------------------------ fields

ASIDE = "EXISTS (SELECT 1 FROM set_aside x WHERE x.document = d.id)"
_ASKS_FOR_ASIDE = re.compile(r"(?:^|\s)(?:is:\"?duplicate|duplicates:\"?all)", re.IGNORECASE)
OF_WORK = "(q.document = d.id OR q.document IN (SELECT x.document FROM set_aside x WHERE x.kept = d.id))"
"""Quotes of a document, and of the records set aside under it: they are of one work."""
_BY_FIELD = f"g.rule >= '{BY_FIELD}' AND g.rule < '{BY_FIELD[:-1]}{chr(ord(BY_FIELD[-1]) + 1)}'"
"""Parts that are fields of a record, and say so first, need nobody to confirm where they begin. To compare
with the first word beyond takes half the time of cutting each rule to its length."""
_QUOTES = f"EXISTS (SELECT 1 FROM quotes q WHERE {OF_WORK})"


def _voice(value: str) -> Condition:
    return (
        f"{ONE_OF}SELECT g.document FROM segments g WHERE g.voice = ? AND g.voice <> 'none' "
        "AND g.rule <> 'blank')",
        [value.casefold()],
    )


def _year(value: str) -> Condition | None:
    if value.casefold() in ("none", "missing"):
        return f"{ONE_OF}SELECT id FROM documents WHERE year IS NULL)", []
    said = years(value)
    return (f"{ONE_OF}SELECT id FROM documents WHERE year BETWEEN ? AND ?)", list(said)) if said else None


def years(value: str) -> tuple[int, int] | None:
    """Return the first and the last year of "2011", "2010-2014", "2015-" or "-2014"; None for others."""
    match = re.fullmatch(r"(\d{4})?(-)?(\d{4})?", value)
    if match is None or not (match[1] or match[2]):
        return None
    return int(match[1] or 0), int(match[3] or (9999 if match[2] else match[1]))


def _tag(value: str) -> Condition:
    return (
        "EXISTS (SELECT 1 FROM quotes q JOIN claim_tags c ON c.claim = q.claim JOIN tags t ON t.id = c.tag "
        f"WHERE {OF_WORK} AND t.name LIKE ?)",
        [f"%{value}%"],
    )


def _boundaries(value: str) -> Condition:
    if value.casefold() == "check":
        unsure = f"g.rule <> 'blank' AND g.confirmed_by = '' AND g.confidence < {round(1000 * SURE)}"
        return f"d.id IN (SELECT g.document FROM segments g WHERE {unsure})", []
    sign = "NOT " if value.casefold() == "confirmed" else ""
    unconfirmed = f"NOT ({_BY_FIELD}) AND g.rule <> 'blank' AND g.confirmed_by = ''"
    return f"d.id {sign}IN (SELECT g.document FROM segments g WHERE {unconfirmed})", []


def _claims(value: str) -> Condition:
    return ("NOT " if value.casefold() == "no" else "") + _QUOTES, []


def _is(value: str) -> Condition | None:
    return (ASIDE, []) if value.casefold() in ("duplicate", "duplicates") else None


_HAS: dict[str, str] = {
    "duplicates": "EXISTS (SELECT 1 FROM set_aside x WHERE x.kept = d.id)",
    "abstract": f"{ONE_OF}SELECT g.document FROM segments g WHERE g.kind = 'abstract')",
    "comments": f"{ONE_OF}SELECT g.document FROM segments g WHERE g.voice = 'reader')",
    "claims": _QUOTES,
    "design": "EXISTS (SELECT 1 FROM studies s WHERE s.id = d.id AND s.design <> '')",
    "doi": f"{NONE_OF}SELECT id FROM document_facts WHERE doi = 0)",
    "pmid": f"{NONE_OF}SELECT id FROM document_facts WHERE pmid = 0)",
    "authors": f"{NONE_OF}SELECT id FROM document_authors WHERE names = '')",
    "year": f"{NONE_OF}SELECT id FROM documents WHERE year IS NULL)",
    "journal": f"{NONE_OF}SELECT id FROM documents WHERE container = '' COLLATE NOCASE)",
    "title": "d.title <> ''",
    "retraction": f"{ONE_OF}SELECT id FROM document_facts WHERE retracted)",
}


def _has(value: str) -> Condition | None:
    name = value.casefold()
    found = _HAS.get(name) or _HAS.get(name + "s") or _HAS.get(name.removesuffix("s"))
    return (f"({found})", []) if found else None


def _author(value: str) -> Condition:
    named = "SELECT id FROM document_authors WHERE names LIKE ?"
    return f"{ONE_OF}{named})", [f"%{' '.join(value.split())}%"]


def _keyword(value: str) -> Condition:
    return f"{ONE_OF}SELECT id FROM document_keywords WHERE words LIKE ?)", [f"%{' '.join(value.split())}%"]


def _indexed(key: str) -> Callable[[str], Condition]:
    """Return how an identifier is looked up in its index."""
    return lambda value: (
        f"d.id IN (SELECT id FROM documents WHERE json_extract(record, '$.{key}') = ?)", [value.lower()]
    )  # fmt: skip


def _stated(column: str) -> Callable[[str], Condition]:
    """Return how a field of the record is compared."""
    others = f"{NONE_OF}SELECT id FROM document_facts WHERE {column} <> ? COLLATE NOCASE)"
    return lambda value: (others, [value])


def _title(value: str) -> Condition:
    """Look at each title in its order, which its index holds: the palette asks for the first few only."""
    return "d.title LIKE ?", [f"%{value}%"]


def _journal(value: str) -> Condition:
    return f"{ONE_OF}SELECT id FROM documents WHERE container LIKE ?)", [f"%{value}%"]


def _source(value: str) -> Condition:
    others = "source NOT IN (SELECT o.id FROM sources o WHERE o.path LIKE ?) AND NOT database LIKE ?"
    return f"{NONE_OF}SELECT id FROM document_facts WHERE {others})", [f"%{value}%"] * 2


def _design(value: str) -> Condition:
    if value.casefold() in ("none", "not stated"):
        return f"NOT {_HAS['design']}", []
    return "EXISTS (SELECT 1 FROM studies s WHERE s.id = d.id AND s.design LIKE ?)", [f"%{value}%"]


SHOWN = "d.id NOT IN (SELECT id FROM documents WHERE batch NOT IN (SELECT id FROM imports))"
"""The same documents as in `shown_documents`, for questions about all of them: the few that are not shown are
looked up once, so that an index can be gone through alone, in its order."""


def _counted(column: str, table: str = "documents") -> str:
    return f"SELECT {column}, count(*) FROM {table} d WHERE {column} <> '' AND {SHOWN} GROUP BY 1"


def _counted_facts(column: str) -> str:
    return _counted(column, "document_facts")


FIELDS: dict[str, Field] = {
    "voice": Field(
        _voice, later("whose words it holds"), tuple(v.value for v in Voice if v is not Voice.NONE)
    ),
    "design": Field(
        _design,
        later("the design of its study"),
        stored="SELECT s.design, count(*) FROM studies s JOIN shown_documents d ON d.id = s.id "
        "WHERE s.design <> '' GROUP BY 1",
    ),
    "year": Field(_year, later("2011, 2010-2014, 2015-, none"), stored=_counted("year")),
    "journal": Field(_journal, later("where it appeared"), stored=_counted("container")),
    "author": Field(_author, later("a name among its authors")),
    "title": Field(_title, later("words of its title, as they stand there")),
    "keyword": Field(_keyword, later("a keyword, index term, substance or publication type")),
    "type": Field(_stated("type"), later("the type of its record"), stored=_counted_facts("type")),
    "format": Field(_stated("format"), later("the kind of its file"), stored=_counted("format")),
    "source": Field(
        _source, later("the name of its file, or its database"), stored=_counted_facts("database")
    ),
    "language": Field(
        _stated("language"), later("the language of its record"), stored=_counted_facts("language")
    ),
    "doi": Field(_indexed("doi"), later("its DOI")),
    "pmid": Field(_indexed("pmid"), later("its PubMed number")),
    "tag": Field(_tag, later("a tag of claims that rest on it"), stored="SELECT name, 1 FROM tags"),
    "decision": Field(
        screening.narrow(Stage.ABSTRACT),
        later("what you decide from title and abstract"),
        tuple(screening.VALUES),
    ),
    "fulltext": Field(
        screening.narrow(Stage.FULL_TEXT),
        later("what you decide from the full text"),
        tuple(screening.of_stage(Stage.FULL_TEXT)),
    ),
    "reason": Field(screening.reason, later("why you excluded it"), stored=screening.REASONS),
    "claims": Field(_claims, later("whether claims rest on it"), ("yes", "no")),
    "boundaries": Field(_boundaries, later("where its voices change"), ("open", "check", "confirmed")),
    "has": Field(_has, later("what it has"), tuple(_HAS)),
    "is": Field(_is, later("what it is"), ("duplicate",)),
    "duplicates": Field(
        lambda value: ("1", []) if value == "all" else None, later("set aside or not"), ("all",)
    ),
    "in": Field(lambda value: None, later("where the words stand"), ("title", "abstract", "title,abstract")),
}


# ------------------------------------------------------------------ completion


Stored = dict[str, list[tuple[str, str]]]
"""The values of fields and how many documents have them, kept by whoever asks until the library changes."""


def completions(library: Library, typed: str, stored: Stored) -> list[tuple[str, str]]:
    """Return what the last part of a query can become: (part, what it means or how many there are).

    `stored` is filled with the values of a field when they are first asked for.
    """
    last = parts(typed)[-1] if typed.strip() and not typed[-1].isspace() else ""
    sign = "-" if last.startswith("-") else ""
    name, colon, begun = last.removeprefix("-").partition(":")
    if not colon:
        starts = [(f"{sign}{each}:", say(field.help)) for each, field in FIELDS.items()]
        return [(part, told) for part, told in starts if name and part.startswith(sign + name.casefold())]
    field = FIELDS.get(name.casefold())
    if field is None:
        return []
    if name not in stored:
        stored[name] = [(value, "") for value in field.values] + _values(library, field)
    found = stored[name]
    wanted = begun.strip('"').casefold()
    fitting = [(value, told) for value, told in found if wanted in value.casefold() and value != begun]
    fitting.sort(key=lambda pair: not pair[0].casefold().startswith(wanted))
    return [(f"{sign}{name}:{_quoted(value)}", told) for value, told in fitting[:MOST_COMPLETIONS]]


def _values(library: Library, field: Field) -> list[tuple[str, str]]:
    if not field.stored:
        return []
    rows: Sequence[tuple[str, int]] = library.db.execute(f"{field.stored} ORDER BY 2 DESC, 1").fetchall()
    return [(str(value), f"{count:,}") for value, count in rows if value]


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value
