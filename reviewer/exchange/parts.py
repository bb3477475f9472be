"""What every export of records writes alike: which words are the abstract, which the keywords, a date."""

from __future__ import annotations

from reviewer.model import Document, Kind, Name, PartialDate, Record, Snapshot


def abstract_of(snapshot: Snapshot, document: Document) -> str:
    """Return the words of the abstract, as far as it is the document's own and not quoted there."""
    parts = [
        document.text[segment.start : segment.end].strip()
        for segment in snapshot.segments.get(document.id, ())
        if segment.kind is Kind.ABSTRACT and not segment.second_hand
    ]
    return "\n".join(part for part in parts if part)


def keywords_of(record: Record) -> list[str]:
    """Return the author's keywords and the index terms, each once, in the order of the source."""
    terms = (
        f"{term.descriptor}/{term.qualifier}" if term.qualifier else term.descriptor
        for term in record.index_terms
    )
    return list(dict.fromkeys([*record.keywords, *terms]))


def family_first(name: Name) -> str:
    """Return a name as "van der Berg, Jan, Jr", a group as it is shown."""
    if not name.family:
        return name.literal
    given = " ".join(filter(None, (name.given, name.dropping)))
    return ", ".join(filter(None, (name.surname, given, name.suffix)))


def date_with(date: PartialDate | None, sign: str) -> str:
    """Return a date as far as it is known, year first: "2010-05-06", "2010/05", "2010"."""
    if date is None:
        return ""
    parts = [f"{date.year:04}"]
    if date.month:
        parts += [f"{date.month:02}"] + ([f"{date.day:02}"] if date.day else [])
    return sign.join(parts)


def one_line(words: str) -> str:
    """Return words with white space as one space."""
    return " ".join(words.split())
