"""Footnotes of a Word document: a part of its own, which python-docx does not write.

The same note is written once; where it is needed again a field (NOTEREF) repeats its number, as when one
refers to a footnote by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewer.reports.word import parts

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_RULES = (("separator", "-1"), ("continuationSeparator", "0"))
"""The lines that Word draws above notes, which stand in the part as notes of their own."""


class Notes:
    """The footnotes of a document, in their order, each once."""

    def __init__(self) -> None:
        self.root = parts.part("footnotes")
        self.known: dict[str, str] = {}
        for kind, number in _RULES:
            note = parts.below(self.root, "footnote", type=kind, id=number)
            parts.below(parts.below(parts.below(note, "p"), "r"), kind)

    def refer(self, holder: Any, text: str) -> None:
        """Add a reference to a note at the end of a paragraph, and the note if there is none like it."""
        if text in self.known:
            self._again(holder, self.known[text])
            return
        self.known[text] = number = str(len(self.known) + 1)
        note = parts.below(self.root, "footnote", id=number)
        told = parts.below(note, "p")
        parts.below(parts.below(told, "pPr"), "pStyle", val="FootnoteText")
        self._sign(told, "footnoteRef")
        parts.words(told, f" {text}")
        holder.append(parts.part("bookmarkStart", id=f"9{number}", name=f"_note{number}"))
        self._sign(holder, "footnoteReference", id=number)
        holder.append(parts.part("bookmarkEnd", id=f"9{number}"))

    def _again(self, holder: Any, number: str) -> None:
        parts.field(holder, f"NOTEREF _note{number} \\f \\h", number, "FootnoteReference")

    def comma(self, holder: Any) -> None:
        """Keep two references that follow each other apart."""
        parts.words(holder, ", ", style="FootnoteReference")

    def _sign(self, holder: Any, tag: str, **attributes: str) -> None:
        run = parts.below(holder, "r")
        parts.below(parts.below(run, "rPr"), "rStyle", val="FootnoteReference")
        parts.below(run, tag, **attributes)

    def put_into(self, document: Any) -> None:
        """Give the document its part of notes; one without notes stays without it."""
        from docx.opc.oxml import serialize_part_xml
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        if not self.known:
            return
        data = serialize_part_xml(self.root)
        made = Part(PackURI("/word/footnotes.xml"), _KIND, data, document.part.package)
        document.part.relate_to(made, _RELATION)
        named = parts.part("footnotePr")
        for _, number in _RULES:
            parts.below(named, "footnote", id=number)
        settings = document.settings.element
        compat = settings.find(f"{{{settings.nsmap['w']}}}compat")
        if compat is None:
            settings.append(named)
        else:
            compat.addprevious(named)


def texts(notes: Sequence[str]) -> list[str]:
    """Return notes as sentences that stand alone."""
    return [f"{note.rstrip('.')}." for note in notes]
