"""Columns of tables of records: which field of a record a column holds, told by its name.

Databases, screening tools and people name their columns in many ways and languages. One table lists the
names of each field, the one to be preferred first where a file has several columns for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from reviewer.readers.table_choices import NO_CHOICES, Choices, chosen

LONGEST_NAME = 80
"""Characters above which a cell is no name of a column."""

_NAMES: dict[str, str] = {
    "title": (
        "title|document title|article title|primary title|item title|title primary|paper title"
        "|display name|articletitle|ti|t1|reference title|study title|record title|full title"
        "|titles|titel|titre|titulo|titolo|titel des artikels|titre de l article"
        "|titulo del articulo|标题|篇名|nazwa|название|заглавие|タイトル|제목|brief title|public title"
        "|official title|scientific title"
    ),
    "original_title": (
        "original title|translated title|original foreign title|title original|foreign title"
        "|titre original|titulo original|originaltitel|vernacular title|title other language"
    ),
    "abstract": (
        "abstract|abstract note|abstracts|notes abstract|abstract text|ab|n2|summary"
        "|original abstract|description|zusammenfassung|resume|resumen|resumo|riassunto|sommario"
        "|samenvatting|kurzfassung|摘要|аннотация|要旨|초록|abstract english|brief summary|abstract en"
        "|tldr"
    ),
    "authors_full": (
        "author full names|authors full names|author full name|full author names|book author full names"
    ),
    "authors": (
        "authors|author|author s|author names|authors primary|authorships author display name"
        "|author name|authorships raw author name|first authors|creator|creators|author list"
        "|book authors|primary authors|authors list|all authors|verfasser|autor|autoren|autor en"
        "|auteur|auteurs|autores|autori|autor es|auteur s|作者|автор|авторы|著者|저자|authors names"
        "|writers|author names full|authfullname"
    ),
    "first_author": "first author|lead author|erstautor|premier auteur|primer autor",
    "group_authors": "group authors|corporate authors|corporate author|book group authors|group author",
    "editors": (
        "editors|editor|editor s|book editors|authors secondary|secondary authors|herausgeber"
        "|editeur scientifique|secondary author|book editor|volume editor|parent authors"
    ),
    "type": (
        "item type|reference type|document type|publication type|type of reference|type crossref"
        "|type|publicationtype|publicationtypes|publication types|doctype|content type|entry type"
        "|entrytype|work type|ref type|record type|pub type|document identifier|typ|dokumenttyp"
        "|type de document|tipo de documento|tipo|publikationstyp|article type|articletype"
        "|bibtype|category of publication|type name|bibliographytype|dokumententyp|doctypes|pubtypes"
    ),
    "year": (
        "year|publication year|published year|pub year|py|publicationyear|pubyear|year published"
        "|year of publication|date year|publication date year|original publication year|jahr"
        "|publicationdateyear|erscheinungsjahr|publikationsjahr"
        "|annee|annee de publication|ano|ano de publicacion"
        "|anno|jaar|rok|год|年份|年|出版年|ano de publicacao|yr|yearpub|published in year|publicationdatey"
    ),
    "month": "month|published month|publication month|pub month|monat|mois|mes|mese|maand",
    "day": "day|publication day|published day|pub day",
    "date": (
        "date|issued|date of publication|publication date|date published|pub date|published date"
        "|publicationdate|date issued|publication date print|issue date|cover date|coverdate"
        "|published|pubdate|original paper date|originalpaperdate|pub date free from"
        "|pub month day|entry date of publication|publication cover date|datum"
        "|date de publication|fecha|fecha de publicacion|data|data di pubblicazione"
        "|erscheinungsdatum|veroffentlichungsdatum|published on|published print|date of issue"
        "|date1|y1|da|publication date yyyy mm dd|first published date|publish time"
    ),
    "epub": (
        "online date|early access date|epub date|publication date online|online publication date"
        "|first publication date"
        "|epub|published online|electronic publication date"
    ),
    "journal": (
        "journal|source title|publication title|journal title|journal name|journal book"
        "|container title|periodical full|publication name|publicationname|full journal"
        "|primary location source display name|source title anthology title|journal full title"
        "|periodical|secondary title|title secondary|jo|jf|journaltitle|publication"
        "|host publication|parent title|journal full|fulljournalname|journal or book|sourcetitle"
        "|pubtitle|alternate title3|alternate title 3|zeitschrift|zeitschriftentitel|revue|titre de la revue"
        "|revista|rivista|tijdschrift|journal magazine|magazine|venue|publication venue"
        "|venue name|conference journal|期刊|刊名|журнал|雑誌|학술지|anthology title|book title|booktitle"
        "|titre du journal|newspaper|host title|proceedings title|blog title|website title"
        "|name of journal|journal s name|container|serial title"
        "|alternate locations source display name|source journal|parent publication|publication source"
        "|primary location display name|locations source display name|is part of|pub"
    ),
    "conference": (
        "conference name|conference title|meeting name|conference|event name|event title|congress name"
    ),
    "source": "source|quelle|fuente|fonte",
    "journal_short": (
        "journal iso abbreviation|journal abbreviation|abbreviated source title"
        "|source title abbreviated|periodical abbrev|iso source abbreviation|journal abbrev"
        "|abbreviated journal|abbreviated journal title|iso abbreviation|container title short"
        "|short journal|secondary title short|alternate title2|alternate title1|alternate title 2"
        "|source abbreviation|nlm title abbreviation|short container title"
    ),
    "volume": (
        "volume|vol|journal volume|biblio volume|volumen|band|jahrgang|tome|volume number"
        "|volumenumber|tomo|卷|том|vol no|jg|volumes"
    ),
    "issue": (
        "issue|journal issue|issue number|biblio issue|issueno|issue no|heft|ausgabe|numero"
        "|numero de la revista|fascicolo|issuenumber|期|nummer|issues|number issue|heftnummer"
    ),
    "number": "number|report number|series number|patent number|application number",
    "pages": (
        "pages|page|page s|pagination|pages range|page range|page numbers|pp|pages from to|seiten"
        "|seiten von bis"
        "|seite|paginas|pagine|pagina s|biblio pages|page number|start end page|页码|страницы"
        "|paginas del articulo|pgs"
    ),
    "first_page": (
        "start page|page start|first page|beginning page|startpage|firstpage|page from|page first"
        "|biblio first page|von seite|spage|page begin|begin page|starting page|from page"
        "|startseite|pages start|pagestart|anfangsseite|page debut"
    ),
    "last_page": (
        "end page|page end|last page|ending page|endpage|lastpage|page to|page last"
        "|biblio last page|other pages|bis seite|epage|end of page|to page|endseite|pages end"
        "|pageend|page fin"
    ),
    "article_number": (
        "article number|art no|article no|articlenumber|elocation id|elocator|e locator"
        "|article id number|eid number|artikelnummer"
    ),
    "doi": (
        "doi|digital object identifier|digital object identifier doi|item doi|article doi|ids doi"
        "|doi number|doi url|originalpaperdoi|original paper doi|doi link|doi s|document doi"
        "|doi id|doiid|doi address|publisher doi"
    ),
    "pmid": (
        "pmid|pubmed id|medline pmid|pubmed|ids pmid|pubmedid|pubmed pmid|pmid number"
        "|originalpaperpubmedid|original paper pubmedid|pubmed identifier|pub med id"
        "|pubmed number|medline id|pmid pubmed id|external id"
    ),
    "pmcid": "pmcid|pmc id|pmc|pubmed central id|ids pmcid|pmc number|pubmed central|pmc identifier",
    "issn": (
        "issn|issns|primary location source issn l|issn print|print issn|issn l|p issn|pissn"
        "|primary location source issn|issn s|issn isbn|isbn issn|issn number|journal issn"
        "|standard number"
    ),
    "eissn": "eissn|e issn|electronic issn|issn electronic|issn online|online issn|issn e|journal eissn",
    "isbn": (
        "isbn|isbns|print isbn|isbn s|isbn13|isbn 13|isbn10|isbn 10|isbn number|eisbn|e isbn|electronic isbn"
    ),
    "keywords": (
        "keywords|author keywords|keyword|key words|manual tags|authors keywords|keywords author"
        "|article keywords|keywords display name|index keywords|keywords plus|automatic tags"
        "|ieee terms|subjects|subject|subject terms|subject headings|descriptors|mendeley tags"
        "|schlagworter|schlusselworter|schlagworte|stichworter|mots cles|mots clefs"
        "|palabras clave|palavras chave|parole chiave|trefwoorden|关键词|ключевые слова|キーワード"
        "|emtree drug index terms major focus|emtree drug index terms"
        "|emtree medical index terms major focus|emtree medical index terms|keywords s"
        "|author supplied keywords|keyword s|author keyword|identifiers keywords|indexing terms"
        "|index terms|user tags|key word|identifier keywords|conditions|mots cle|mesh keywords"
        "|descriptor s|keyphrase|keyphrases|keyword heading|tags"
    ),
    "mesh": (
        "mesh terms|mesh|mesh headings|mesh heading|medical subject headings|mesh descriptors"
        "|mesh descriptor name"
    ),
    "url": (
        "url|urls|link|links url|article url|articleurl|web link|weblink|embase link|plink"
        "|web address|primary location landing page url|document url|external url|source linkout"
        "|permalink|uri|item url|url link|web url|record url|source urls|source url|links|lien"
        "|enlace|hyperlink|webseite|online adresse|link url|pdf link|full text link|fulltexturl|full text url"
        "|fulltext url|texto completo"
        "|abstract url|pdf url|access url|study url|abs url|dimensions url"
    ),
    "language": (
        "language|language of article|article language|language of original document|languages|lang"
        "|original language|output language|sprache|langue|idioma|lingua|taal|语言|язык|publication language"
        "|language s"
    ),
    "publisher": (
        "publisher|book publisher|publisher name|publishers"
        "|primary location source host organization name|verlag|editeur|editorial|editora|editore"
        "|uitgever|出版社|издательство|imprint|publishing house|university|school|institution"
        "|primary location source publisher"
    ),
    "place": (
        "place|place published|place of publication|publisher city|publisher location"
        "|publication place|city|location|ort|erscheinungsort|verlagsort|lieu|lieu de publication"
        "|lugar de publicacion|publisher place"
    ),
    "edition": "edition|auflage|edicion",
    "collection": (
        "series|series title|book series title|book series|collection title|secondary series|reihe"
    ),
    "database": (
        "database|database name|database provider|name of database|source database|data source"
        "|datenbank|base de datos|library catalog|provider|archive database|long db name"
    ),
    "notes": ("notes|note|research notes|comments|comment|bemerkungen|remarques|notas|anmerkungen|remarks"),
    "citation": "citation|citations text|full citation|bibliographic citation|citation text",
    "hints": "extra|ut unique wos id|ut|externalids|external ids",
    "kinds": "kinds of publication",
    "openurl": "open url link|openurl|openurl link|sfx",
}
"""The names of the columns of each field, as `plain_name` gives them."""

OWN_COLUMNS = (
    "id,type,title,authors,year,date,journal,journal abbreviation,volume,issue,pages,doi,pmid,pmcid,issn,isbn"
    ",url,language,publisher,place,edition,series,number,editors,keywords,original title"
    ",database,notes,abstract,published online,kinds of publication"
).split(",")
"""The header of our own export, whose types are those of CSL and whose cells are made harmless."""

_TAGS: dict[str, str] = {
    "title": "TI T1",
    "original_title": "FT TT",
    "abstract": "AB N2",
    "authors_full": "AF",
    "authors": "AU A1",
    "group_authors": "CA",
    "editors": "BE ED A2",
    "type": "DT PT TY",
    "year": "PY YR",
    "date": "PD DA Y1",
    "epub": "EA",
    "journal": "SO JF T2 JT",
    "journal_short": "JI J9 JA JO",
    "volume": "VL VO",
    "issue": "IS",
    "pages": "PS",
    "first_page": "BP SP",
    "last_page": "EP",
    "article_number": "AR",
    "doi": "DI DO",
    "pmid": "PM",
    "issn": "SN",
    "eissn": "EI",
    "isbn": "BN",
    "keywords": "DE KW ID",
    "url": "UR",
    "language": "LA",
    "publisher": "PU PB",
    "place": "PI CY",
    "collection": "SE",
    "hints": "UT",
    "conference": "CT",
}
"""Two letters as Web of Science and RIS write them; they count only where most columns are named so."""

_RANKS = {
    name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split("|"))
}
_TAG_RANKS = {tag: (field, rank) for field, tags in _TAGS.items() for rank, tag in enumerate(tags.split())}
_OVID = (
    "citation:SO journal:JN volume:VO issue:IP pages:PG issn:IS language:LG mesh:MH date:DP pmid:UI url:XL"
)
_OVID_RANKS = {tag: (field, 0) for field, _, tag in (pair.partition(":") for pair in _OVID.split())}
_PREFIX = re.compile(r"^(?:record|article|paper|reference|bib|biblio|citation) ")
_FOREIGN = re.compile(r"[\[\]{}<>=\\]")
_GAPS = re.compile(r"[\W_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EACH = re.compile(r"(?:author|autor) ?\d{1,3}")
_TAG = re.compile(r"[A-Z][A-Z0-9]")
_TYPED = re.compile(r"_[sit]$")
SCREENED = frozenset(
    "included|label included|label|record id|asreview label|asreview included|asreview ranking|included label"
    "|included final|included flag|decision|screening|screening decision|exclusion reason|covidence|rayyan id"
    "|study id|refid|citation id|final label|exclude|include".split("|")
)
"""Names of columns that screening tools add; they fill no field, but tell a list of records."""
_CITING = frozenset({"author names", "fulltext url"})
"""Names of columns beside which "Source" is a citation: Embase, BVS and SciELO have them."""
_ONLY_BESIDE = {
    "institution": frozenset({"entrytype", "bibliographytype", "typename", "type name"}),  # else the authors'
    "external id": frozenset({"is open access"}),  # Europe PMC
}
"""Names that mean their field only beside one of these."""
WORDED = frozenset({"title", "abstract"})
"""Fields without which a table holds nothing to read."""


_RUN = r"(?:\s*[=+\-@＝＋－＠]|[\t\r\n])"
"""How a cell begins that a spreadsheet may run as a formula; some overlook blanks, some know wide signs."""
_FORMULA = re.compile(rf"'*{_RUN}")
_HARMLESS = re.compile(rf"'+{_RUN}")


def harmless(words: str) -> str:
    """Return a cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{words}" if _FORMULA.match(words) else words


def as_meant(cell: str) -> str:
    """Return a cell of our own export without the apostrophe that `harmless` put before it."""
    return cell[1:] if _HARMLESS.match(cell) else cell


def mapping(header: Sequence[str], choices: Choices = NO_CHOICES) -> dict[int, str]:
    """Return the field of each column that is known by its name, the preferred columns of a field first.

    Several columns may have one field: keywords of several kinds are put together; of the others the first
    that is filled counts. A name that stands twice counts once, the first time. What people have chosen goes
    before what names tell.
    """
    said = chosen(header, choices)
    ranks = _tags(header)
    found: list[tuple[int, int, str]] = []
    seen: set[str] = set()
    for at, name in enumerate(header):
        if at in said:
            continue
        known = ranks.get(name.strip()) if ranks and _TAG.fullmatch(name.strip()) else _known(name)
        if known and name.strip() not in seen:
            found.append((known[1], at, known[0]))
            seen.add(name.strip())
    filled = {at: field for at, field in said.items() if field}
    return _settle(filled | {at: field for _, at, field in sorted(found)}, header) | filled


def _tags(header: Sequence[str]) -> dict[str, tuple[str, int]] | None:
    """Return the fields of columns named by two letters, where most are; those of Ovid differ."""
    names = [name.strip() for name in header if name.strip()]
    tags = sum(_TAG.fullmatch(name) is not None for name in names)
    if tags < 3 or tags * 2 <= len(names) or not {"TI", "T1", "AB", "AU"} & set(names):
        return None
    if "TY" in names:  # made of RIS, where ID is a key
        return {tag: rank for tag, rank in _TAG_RANKS.items() if tag != "ID"}
    return _TAG_RANKS | _OVID_RANKS if {"IP", "JN"} & set(names) else _TAG_RANKS


def _known(name: str) -> tuple[str, int] | None:
    if not name or len(name) > LONGEST_NAME or _FOREIGN.search(name):
        return None
    words = plain_name(name)
    found = _RANKS.get(words) or _RANKS.get(_PREFIX.sub("", words))
    if found is None and _EACH.fullmatch(words):
        return "author_each", int(words.rpartition("r")[2])
    found = found or _RANKS.get(plain_name(_HUMP.sub(" ", name)))  # "placeOfPublication" of ProQuest
    return found or (_RANKS.get(words[:-2]) if _TYPED.search(name) else None)  # "doiId_s" of HAL


def plain_name(name: str) -> str:
    """Return the name of a column in small letters without accents and signs: "Author(s)" is "author s"."""
    words = name.casefold()
    if not words.isascii():
        parted = unicodedata.normalize("NFKD", words.replace("ß", "ss"))
        words = "".join([sign for sign in parted if not unicodedata.combining(sign)])
    return _GAPS.sub(" ", words).strip()


def _settle(columns: dict[int, str], header: Sequence[str]) -> dict[int, str]:
    """Return the columns with names that mean one thing in one table and another in others told apart.

    "Source" is the journal where no other column is (Publish or Perish), else a citation (Embase, BVS) or the
    database (Scopus); "Number" is the issue where no other column is (Google Scholar). "Tags" are keywords
    where no other column is (Mendeley), but not where people screen.
    """
    if not columns:  # most lines of a text, which is looked through for a header
        return {}
    fields = set(columns.values())
    names = {plain_name(name) for name in header}
    renamed = dict(columns)
    for at, field in columns.items():
        name = plain_name(header[at])
        if field == "source":
            cites = names & _CITING or {"journal", "database"} <= fields
            renamed[at] = "citation" if cites else "database" if "journal" in fields else "journal"
        elif name == "number" and field == "number":
            renamed[at] = "issue" if "volume" in fields and "issue" not in fields else field
        elif not _meant(name, names, list(columns.values()).count("keywords")):
            del renamed[at]
    return renamed


def _meant(name: str, names: set[str], keywords: int) -> bool:
    """Whether a column means the field that its name says among columns of these names."""
    if name == "tags":
        return keywords == 1 and not names & SCREENED
    return name not in _ONLY_BESIDE or bool(names & _ONLY_BESIDE[name])


def known_fields(header: Iterable[str], choices: Choices = NO_CHOICES) -> set[str]:
    """Return the fields that a row of cells names, if it is the header of a table."""
    return set(mapping(list(header), choices).values())
