"""The reference types of EndNote, by number and name, as types of CSL."""

from __future__ import annotations

_TABLE = """
2 artwork graphic
3 audiovisual_material motion_picture
4 bill bill
5 book_section chapter
6 book book
7 case legal_case
8 catalog book
9 computer_program software
10 conference_proceedings paper-conference
12 web_page webpage
13 generic document
14 hearing hearing
17 journal_article article-journal
19 magazine_article article-magazine
20 map map
21 film_or_broadcast motion_picture
23 newspaper_article article-newspaper
24 pamphlet pamphlet
25 patent patent
26 personal_communication personal_communication
27 report report
28 edited_book book
31 statute legislation
32 thesis thesis
34 unpublished_work manuscript
36 manuscript manuscript
37 figure graphic
38 chart_or_table graphic
39 equation document
43 electronic_article article-journal
44 electronic_book book
45 online_database webpage
46 government_document report
47 conference_paper paper-conference
48 online_multimedia webpage
49 classical_work classic
50 legal_rule_or_regulation regulation
51 ancient_text classic
52 dictionary entry-dictionary
53 encyclopedia entry-encyclopedia
54 grant document
55 aggregated_database webpage
56 blog post-weblog
57 serial periodical
58 standard standard
59 dataset dataset
60 electronic_book_section chapter
61 music song
62 podcast song
63 press_release article-newspaper
65 television_episode broadcast
66 social_media post
67 interview interview
68 discussion_forum post
- edited_book_section chapter
- electronic_journal_article article-journal
- preprint article
- unpublished manuscript
- website webpage
- phd_thesis thesis
- dissertation thesis
- working_paper report
- technical_report report
- journal article-journal
- conference paper-conference
- unused document
"""
_ROWS = [line.split() for line in _TABLE.strip().splitlines()]
_BY_NUMBER = {number: kind for number, _, kind in _ROWS}
_BY_NAME = {name.replace("_", " "): kind for _, name, kind in _ROWS}

SERIAL = frozenset(("article-journal", "article-magazine", "article-newspaper", "article"))
"""Types that come out in issues."""
HOLDERS = SERIAL | frozenset(
    "chapter paper-conference entry-dictionary entry-encyclopedia webpage post post-weblog document broadcast"
    " dataset song graphic classic interview".split()
)
"""Types whose second title is what they are part of, not a series."""


def type_of(name: str, number: str) -> str:
    """Return the type of a record: by its name, which all programs write alike, or else by its number."""
    return _BY_NAME.get(name.strip().lower()) or _BY_NUMBER.get(number, "document")
