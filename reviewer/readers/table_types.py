"""What columns about the kind of a record say, as types of CSL."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WEAK = "article?"
"""An article, but whether in a journal, in proceedings or nowhere yet is not said."""


def type_of(cells: Sequence[str], journal: str) -> str:
    """Return the type of CSL that the cells of the columns about the kind of a record agree with best.

    The first that says more than "article" counts; an article in a journal, or anything that names a
    journal and nothing else, is an article of it.
    """
    found = [_type(cell) for cell in cells]
    sure = next((kind for kind in found if kind and kind != _WEAK), "")
    return sure or ("article-journal" if journal or _WEAK in found else "document")


def _type(cell: str) -> str:
    words = re.sub(r"[^a-z]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cell).lower()).strip()
    if words in _TYPES:
        return _TYPES[words]
    parts = [part for part in re.split(r"[;,|]", cell) if part.strip()] if len(cell) < 1000 else []
    found = [_type(part) for part in parts] if len(parts) > 1 else []
    if _WEAK in found and "chapter" not in found:  # "Article; Proceedings Paper" stands in a journal
        return _WEAK
    sure = next((kind for kind in found if kind and kind != _WEAK), "")
    return sure or next((kind for part, kind in _PARTS if part in words), "")


_SAID: dict[str, str] = {
    "article-journal": (
        "journal article|journalarticle|jour|article journal|review|editorial|letter|short survey"
        "|erratum|note|data paper|retracted|j|correction|article in press|survey"
        "|editorial material|meeting abstract|news item|review article"
        "|journal|research article|clinical trial|randomized controlled trial|meta analysis"
        "|systematic review|case report|case reports|comment|journal issue|ieee journals|ieee magazines"
        "|ejour|retraction|reprint|academic journal|periodical"
        "|zeitschriftenaufsatz|zeitschriftenartikel|article de revue|articulo de revista"
        "|article de journal|abst|inpr|ieee early access articles|serial|articulo|artikel"
        "|lettersandcomments"
    ),
    _WEAK: "article|articles|original article|paper|artigo|articolo",
    "paper-conference": (
        "conference paper|conferencepaper|conference proceedings|conference proceeding"
        "|inproceedings|conf|cpaper|paper conference|proceedings article|proceedings paper"
        "|conference proceedings article|conference|conference abstract|conference review"
        "|ieee conferences|proceedings|kongressbeitrag|conference article"
    ),
    "book": (
        "book|books|monograph|edited book|b|edbook|edited volume|reference book|ebook|whole book"
        "|buch|livre|libro|ieee books|book series|mybook|collection|s"
    ),
    "chapter": (
        "book section|booksection|chapter|book chapter|inbook|incollection|chap|book part"
        "|buchkapitel|echap|chapitre|capitulo|reference entry|section|ieee book chapters"
        "|chapitre de livre|buchbeitrag"
    ),
    "thesis": (
        "thesis|dissertation|phdthesis|mastersthesis|phd thesis|master thesis|thes"
        "|doctoral thesis|doctoral dissertation|dissertations|masters thesis|theses"
        "|dissertation thesis|hochschulschrift|these|tesis|dissertations theses"
        "|dissertations and theses"
    ),
    "report": (
        "report|techreport|rprt|technical report|report series|government document|govdoc"
        "|working paper|bericht|rapport|informe|reports|gov document|standard"
    ),
    "article": "preprint|posted content|preprints|eprint|article preprint",
    "webpage": "webpage|web page|web site|website|elec|electronic|online|www|internet",
    "post-weblog": "blog post|blogpost|post weblog|blog",
    "article-newspaper": "newspaper article|newspaperarticle|news|article newspaper|newspapers",
    "article-magazine": "magazine article|article magazine|mgzn",
    "legal_case": "case|legal case|court decision",
    "legislation": "statute|stat|legislation|law",
    "bill": "bill",
    "hearing": "hearing|hear",
    "interview": "interview",
    "map": "map",
    "graphic": "artwork|graphic|figure",
    "motion_picture": "film|video recording|videorecording|motion picture|mpct|video",
    "song": "audio recording|audiorecording|song|sound",
    "broadcast": "tv broadcast|tvbroadcast|radio broadcast|radiobroadcast|broadcast|podcast",
    "personal_communication": "email|personal communication|icomm|pcomm",
    "entry-dictionary": "dictionary entry|dictionaryentry|entry dictionary|dict",
    "post": "forum post|forumpost|post",
    "dataset": "dataset|data set|data",
    "patent": "patent|pat|p",
    "software": "software|computer program|computerprogram|comp",
    "speech": "presentation|slide|speech",
    "manuscript": "manuscript|unpublished|unpublished work|unpb",
    "entry-encyclopedia": "encyclopedia article|encyclopediaarticle|encyc|entry encyclopedia",
    "": "generic|gen|misc|document|other|miscellaneous|unclassified|trial registry record",
}
"""The types of CSL, and what columns about the kind of a record say for each; "" says nothing."""

_TYPES = {words: kind for kind, said in _SAID.items() for words in said.split("|")}

_PARTS = (
    ("book chapter", "chapter"),
    ("conference", "paper-conference"),
    ("proceeding", "paper-conference"),
    ("dissertation", "thesis"),
    ("thesis", "thesis"),
    ("journal", "article-journal"),
    ("review", "article-journal"),
    ("article", _WEAK),
    ("report", "report"),
    ("book", "book"),
)
"""Words in what a column says that give the type where the whole is not known."""
