"""Types of BibTeX and biblatex entries to those of CSL."""

from __future__ import annotations

_TYPES = {
    "article-journal": "article suppperiodical",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper newsarticle",
    "book": "book mvbook collection mvcollection reference mvreference proceedings mvproceedings manual"
    " commentary",
    "periodical": "periodical",
    "chapter": "inbook incollection bookinbook suppbook suppcollection chapter",
    "paper-conference": "inproceedings conference inproc conferencepaper",
    "entry-encyclopedia": "inreference",
    "report": "report techreport whitepaper",
    "standard": "standard norm",
    "thesis": "thesis phdthesis mastersthesis masterthesis bachelorsthesis bachelorthesis"
    " dissertation habilitation",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "webpage": "online electronic www webpage website internet",
    "post-weblog": "blog",
    "patent": "patent",
    "dataset": "dataset data database",
    "software": "software softwareversion softwaremodule codefragment",
    "legislation": "legislation law",
    "legal_case": "jurisdiction",
    "treaty": "legal",
    "personal_communication": "letter",
    "graphic": "artwork",
    "figure": "image",
    "song": "audio music",
    "motion_picture": "movie video",
    "performance": "performance",
    "review": "review",
    "speech": "presentation talk lecture",
    "article": "preprint eprint",
    "document": "misc",
}
TYPES: dict[str, str] = {kind: name for name, kinds in _TYPES.items() for kind in kinds.split()}
"""What is not listed is a document."""

PREPRINTS = ("misc", "unpublished", "online", "article", "techreport", "report")
"""Types under which preprints go that have no journal."""
SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
"""What `entrysubtype` makes of an article."""
THESES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master's thesis",
    "bachelorthesis": "Bachelor's thesis",
    "bachelorsthesis": "Bachelor's thesis",
}
"""Types of thesis that say its degree themselves."""
