"""Add the texts of a project that are not in the library, inside the op that brings the project in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reviewer.actions.brought import Brought
from reviewer.exchange.coded import Source
from reviewer.library import Library, arrivals, imports, rows
from reviewer.library.journal import Pending
from reviewer.model import Document, Record, Segment
from reviewer.readers import Input
from reviewer.records import describe, merge
from reviewer.separation import ENGINE, separate

FORMAT = "qda-project"


def bring_texts(
    library: Library, pending: Pending, source: Input, sha256: str, wanted: Sequence[Source], result: Brought
) -> dict[str, int]:
    """Return the document of each text by its key; those that are not there are added as one import, which
    an undo takes back. The file itself is kept as their source."""
    placed: dict[str, int] = {}
    new: list[Source] = []
    for each in wanted:
        known = arrivals.document_of(library, each.text_sha256)
        if known is not None:
            placed[each.key] = known
            result.count("documents", new=False)
        elif each.text is not None:
            new.append(each)
    if new:
        placed |= _add(library, pending, source, sha256, new)
        for _ in new:
            result.count("documents", new=True)
    return placed


def _add(
    library: Library, pending: Pending, source: Input, sha256: str, new: Sequence[Source]
) -> dict[str, int]:
    batch = imports.begin(library, "Import")
    with source.stream() as stream:
        imports.keep_body(library, sha256, stream)
    origin = imports.add_source(library, batch, sha256, source.size, source.name, FORMAT)
    made = imports.add_documents(
        library, batch, origin, [_prepared(number, each) for number, each in enumerate(new, 1)]
    )
    imports.finish_source(library, origin, len(new), 0, 0)
    pending.note("documents", *(id for id, _ in made if id))
    pending.note("sources", origin)
    return {each.key: id or twin for each, (id, twin) in zip(new, made, strict=True)}


def _prepared(number: int, source: Source) -> imports.Prepared:
    text = source.text or ""
    document = Document(
        text, source.record or Record(title=source.title), 0, source.text_sha256, format=FORMAT
    )
    found: Sequence[Segment] = source.parts or separate(document)
    document = replace(document, record=merge(source.record or Record(), describe(text, found)))
    if not document.record.title:
        document = replace(document, record=replace(document.record, title=source.title))
    return imports.prepared(number, document, found, ENGINE)


def bring_facts(library: Library, sources: Sequence[Source], placed: dict[str, int]) -> None:
    """Keep what a project says of studies in texts that were added with it."""
    for source in sources:
        facts = {"design": source.design, "participants": source.participants, "setting": source.setting}
        said = {key: value for key, value in facts.items() if value not in ("", None)}
        if source.key in placed and said:
            rows.add(library, "studies", id=placed[source.key], **said)
