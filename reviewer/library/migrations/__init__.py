"""The steps that make the tables of a library, from the first to the present ones.

A step is a script of SQL, or a function where rows must be worked out. A new one goes to the end of
MIGRATIONS.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from reviewer.library.migrations import documents, first_tables, review

Step = str | Callable[[sqlite3.Connection], None]

MIGRATIONS: tuple[tuple[str, Step], ...] = (
    ("0001 first tables", first_tables.BASE + first_tables.SEARCH),
    ("0002 separations", documents.SEPARATIONS),
    ("0003 duplicates", documents.DUPLICATES),
    ("0004 imports", documents.IMPORTS),
    ("0005 record edits", documents.RECORD_EDITS),
    ("0006 codebook", review.keep_codebook),
    ("0007 suggestions", review.SUGGESTIONS),
    ("0008 notes follow their quotes", review.NOTES_FOLLOW),
    ("0009 pages", documents.PAGES),
    ("0010 files passed over", documents.PASSED_OVER),
    ("0011 instruments used despite the design", review.DESPITE),
    ("0012 effects", review.EFFECTS),
    ("0013 two people", review.keep_apart),
    ("0014 screening", review.SCREENING),
    ("0015 benefits and harms", review.SIDES),
    ("0016 exports", review.EXPORTS),
    ("0017 names of authors", documents.keep_authors),
    ("0018 words kept once", documents.keep_words_once),
    ("0019 facts of records", documents.keep_facts),
)
"""Append only. A released migration is never edited; a small library of each is kept in tests."""
