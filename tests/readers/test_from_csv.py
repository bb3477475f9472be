"""Tables of records as text: the dialects of databases and tools, and what goes wrong in such files."""

from __future__ import annotations

import io
import time
import tracemalloc
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.errors import ReviewError
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import READERS, Parsed, Rejected, from_csv, input, read_bytes, table_lines
from reviewer.readers.input import Input
from reviewer.readers.table_choices import key_of
from reviewer.readers.table_columns import mapping


def read(data: str | bytes) -> list[Parsed | Rejected]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_bytes(raw, "records.csv"))


def records(data: str | bytes) -> list[Record]:
    found = [item.record for item in read(data) if isinstance(item, Parsed)]
    assert all(found)
    return [record for record in found if record]


def one(data: str | bytes) -> Record:
    found = records(data)
    assert len(found) == 1
    return found[0]


def sniff(data: str | bytes) -> int:
    return from_csv.sniff(Input.of_bytes(data.encode() if isinstance(data, str) else data, "x.txt"))


def shown(record: Record) -> list[str]:
    return [name.literal or f"{name.family}, {name.given}" for name in record.authors]


DIALECTS: dict[str, tuple[str, dict[str, object]]] = {
    "covidence": (
        "Title,Authors,Abstract,Published Year,Published Month,Journal,Volume,Issue,Pages,"
        "Accession Number,DOI,Ref,"
        "Covidence #,Study,Notes,Tags\n"
        'Warm feet.,"Adeyemi, C.; Brandt, D.",Cold.,2024,6,Foot,15,1,3-9,WOS:1,10.5555/Foot.1,,#1,'
        'Adeyemi 2024,"",x\n',
        {
            "type": "article-journal",
            "title": "Warm feet",
            "authors": (Name("Adeyemi", "C."), Name("Brandt", "D.")),
            "issued": PartialDate(2024, 6),
            "container": "Foot",
            "pages": "3-9",
            "doi": "10.5555/foot.1",
            "extra": (
                ("Accession Number", "WOS:1"),
                ("Covidence #", "#1"),
                ("Study", "Adeyemi 2024"),
                ("Tags", "x"),
            ),
        },
    ),
    "rayyan": (
        "key,title,year,month,day,journal,issn,volume,issue,pages,authors,url,language,publisher,"
        "location,abstract,"
        "notes,doi,keywords,pubmed_id,pmc_id\n"
        'r-1,Warm feet,2024,3,9,Foot J.,"[""1234-5678"", ""8765-4321""]",15,1,,"Ade, Z. and Bo,'
        ' B. and Cee, M.E.",'
        "https://example.org/a?id=1     U2  - L2,English,Press,Lagos,Cold.,"
        '"RAYYAN-INCLUSION: {""Ann""=>""Included""}",'
        "10.5555/foot-2     LK  - https://example.org/b,heat;feet,123,PMC77\n",
        {
            "authors": (Name("Ade", "Z."), Name("Bo", "B."), Name("Cee", "M.E.")),
            "issued": PartialDate(2024, 3, 9),
            "issn": "1234-5678",
            "url": "https://example.org/a?id=1",
            "doi": "10.5555/foot-2",
            "keywords": ("heat", "feet"),
            "pmid": "123",
            "pmcid": "PMC77",
            "language": "English",
            "publisher": "Press",
            "place": "Lagos",
            "notes": (),
        },
    ),
    "scopus": (
        '"Authors","Author full names","Author(s) ID","Title","Year","Source title","Volume",'
        '"Issue","Art. No.",'
        '"Page start","Page end","Page count","Cited by","DOI","Link","Affiliations","Abstract",'
        '"Author Keywords",'
        '"Index Keywords","Publisher","ISSN","ISBN","CODEN","PubMed ID","Language of Original Document",'
        '"Abbreviated Source Title","Document Type","Publication Stage","Source","EID"\n'
        '"Ade L.N.; Bo J.","Ade, Lauren N. (58975547800); Bo, Jacob (57190394669)","1; 2",'
        '"Warm feet","2024",'
        '"Foot Journal","15","1","2864","","","","2","10.5555/foot.3","https://example.org/r?eid=2",'
        '"Lagos",'
        '"[No abstract available]","feet; heat","human; foot","Elsevier","12345678","","FOJOA",'
        '"38570494","English",'
        '"Foot J.","Conference paper","Final","Scopus","2-s2.0-1"\n',
        {
            "type": "paper-conference",
            "authors": (Name("Ade", "Lauren N."), Name("Bo", "Jacob")),
            "container": "Foot Journal",
            "container_short": "Foot J.",
            "pages": "2864",
            "keywords": ("feet", "heat", "human", "foot"),
            "issn": "1234-5678",
            "pmid": "38570494",
            "database": "Scopus",
            "url": "https://example.org/r?eid=2",
        },
    ),
    "web of science, names": (
        "Publication Type\tAuthors\tBook Authors\tAuthor Full Names\tArticle Title\tSource Title\t"
        "Language\t"
        "Document Type\tAuthor Keywords\tKeywords Plus\tAbstract\tPublisher\tISSN\teISSN\t"
        "Journal Abbreviation\t"
        "Publication Date\tPublication Year\tVolume\tIssue\tStart Page\tEnd Page\tArticle Number\t"
        "DOI\tDOI Link\t"
        "Pubmed Id\tUT (Unique WOS ID)\n"
        'J\tAde, L; Bo, J\t\tAde, Lauren; Bo, Jacob\t"Warm" feet\tFOOT\tEnglish\t'
        "Article; Early Access\tfeet\theat\t"
        "Cold.\tWILEY\t\t1234-567X\tFOOT J\tMAR 15\t2010\t4\t2\t12\t19\t\t10.5555/foot.4\t"
        "http://dx.doi.org/10.5555/foot.4\t99\tWOS:1\n",
        {
            "type": "article-journal",
            "title": '"Warm" feet',
            "authors": (Name("Ade", "Lauren"), Name("Bo", "Jacob")),
            "issued": PartialDate(2010, 3, 15),
            "pages": "12-19",
            "issn": "1234-567X",
            "pmid": "99",
            "keywords": ("feet", "heat"),
        },
    ),
    "web of science, tags": (
        "PT\tAU\tAF\tTI\tSO\tLA\tDT\tDE\tID\tAB\tSN\tEI\tJ9\tJI\tPD\tPY\tVL\tIS\tBP\tEP\tAR\tDI\t"
        "PM\tUT\tPU\n"
        "J\tAde, L\tAde, Lauren\tWarm feet\tFOOT\tEnglish\tReview\tfeet\theat\tCold.\t1234-5678\t\t"
        "FOOT J\tFoot J.\tJUL\t"
        "2011\t4\t2\t\t\te12\t10.5555/foot.5\t\tMEDLINE:77\tWILEY\n",
        {
            "authors": (Name("Ade", "Lauren"),),
            "issued": PartialDate(2011, 7),
            "pages": "e12",
            "container_short": "Foot J.",
            "pmid": "77",
            "publisher": "WILEY",
        },
    ),
    "asreview": (
        "record_id,title,abstract,authors,year,doi,url,keywords,included,asreview_label\n"
        "0,Warm feet,Cold.,\"['Ade, L.', 'O\\'Bo, J.']\",2011.0,nan,,\"['heat', 'feet']\",1,0\n",
        {
            "authors": (Name("Ade", "L."), Name("O'Bo", "J.")),
            "issued": PartialDate(2011),
            "doi": "",
            "keywords": ("heat", "feet"),
            "extra": (("record_id", "0"), ("included", "1"), ("asreview_label", "0")),
        },
    ),
    "pubmed": (
        "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,"
        "NIHMS ID,DOI\n"
        '"309","Warm feet","Ade DK, Bo DM, O\'Cee RE.","Foot J. 2020 Feb;63(2):103-9. doi: '
        '10.5555/f.6. Epub 2019 Mar 25.",'
        '"Ade DK","Foot J","2020","2019/03/30","PMC70","","10.5555/f.6"\n',
        {
            "authors": (Name("Ade", "DK"), Name("Bo", "DM"), Name("O'Cee", "RE")),
            "issued": PartialDate(2020, 2),
            "epub": PartialDate(2019, 3, 25),
            "volume": "63",
            "issue": "2",
            "pages": "103-9",
            "container": "Foot J",
            "pmcid": "PMC70",
        },
    ),
    "zotero": (
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","ISBN","ISSN",'
        '"DOI","Url",'
        '"Abstract Note","Date","Pages","Num Pages","Issue","Volume","Journal Abbreviation",'
        '"Series","Publisher",'
        '"Place","Language","Type","Extra","Notes","Manual Tags","Automatic Tags","Editor","Number",'
        '"Edition"\n'
        '"AB12","bookSection","2012","Ade, Björn A.; de Bo, M.","Warm feet","All of feet",'
        '"978-3-16-148410-0","","",'
        '"https://example.org/1","Cold.","2012-07-03","97-105","","","","","","","","en","",'
        '"PMID: 31 Publisher: Springer New York","","a; b","c","Dee, E.","",""\n',
        {
            "type": "chapter",
            "authors": (Name("Ade", "Björn A."), Name("de Bo", "M.")),
            "editors": (Name("Dee", "E."),),
            "issued": PartialDate(2012, 7, 3),
            "isbn": "9783161484100",
            "publisher": "Springer New York",
            "pmid": "31",
            "keywords": ("a", "b", "c"),
        },
    ),
    "dimensions": (
        '"About the data: Exported on Nov 20, 2023. Criteria: feet."\n'
        "Rank,Publication ID,DOI,PMID,PMCID,Title,Abstract,Source title,Anthology title,Publisher,"
        "ISSN,PubYear,"
        "Publication Date,Volume,Issue,Pagination,Authors,Source Linkout\n"
        '500,pub.1,10.5555/d.1,36,PMC9,Warm feet,Cold.,Foot,,Wiley,"1234-5678, 8765-4321",2022,'
        "2022-12-01,4,2,1-9,"
        '"Ade, Lauren; Bo, Jacob",https://example.org/d\n',
        {
            "issued": PartialDate(2022, 12, 1),
            "pages": "1-9",
            "authors": (Name("Ade", "Lauren"), Name("Bo", "Jacob")),
            "url": "https://example.org/d",
            "issn": "1234-5678",
        },
    ),
    "lens": (
        "Lens ID\tTitle\tDate Published\tPublication Year\tPublication Type\tSource Title\tISSNs\t"
        "Publisher\tAuthor/s\t"
        "Abstract\tVolume\tIssue Number\tStart Page\tEnd Page\tFields of Study\tKeywords\t"
        "MeSH Terms\tSource URLs\t"
        "External URL\tPMID\tDOI\tPMCID\n"
        '000-1\tWarm feet.\t2012-07-03\t2012\tbook chapter\tFoot\t"12345678; 87654321"\tWiley\t'
        '"Björn A. Ade; Max Van Bo; Marit de Cee"\tCold.\t15\t1\t97\t97\tRadiology\t\t'
        '"Foot/blood supply; Humans"\t'
        "https://example.org/1 https://example.org/2\thttp://dx.doi.org/10.5555/l.1\t22\t"
        "10.5555/l.1\tPMC3\n",
        {
            "type": "chapter",
            "authors": (Name("Ade", "Björn A."), Name("Van Bo", "Max"), Name("de Cee", "Marit")),
            "issued": PartialDate(2012, 7, 3),
            "pages": "97",
            "issn": "1234-5678",
            "url": "http://dx.doi.org/10.5555/l.1",
        },
    ),
    "central": (
        "Cochrane Review Group Code,Author(s),Title,Source,Year,Abstract,Volume,Issue,Pages,"
        "Database Name,PubMed ID,"
        "Publication Type,Keywords,DOI,URL\n"
        ',"Ade, T; Bo, JB","Warm feet: a trial","Foot","2011","AIM: heat.","12",,"43‐58","CENTRAL",'
        '"PUBMED 21314913",'
        '"Journal article","Feet [*blood supply, injuries]; Humans","10.5555/c.1",'
        '"https://example.org/c"\n',
        {
            "authors": (Name("Ade", "T"), Name("Bo", "JB")),
            "container": "Foot",
            "pages": "43-58",
            "pmid": "21314913",
            "keywords": ("Feet [*blood supply, injuries]", "Humans"),
            "database": "CENTRAL",
        },
    ),
    "embase": (
        '"SEARCH QUERY","feet:ti"\n-------------------------------------\n\n'
        '"Title","Original Title","Author Names","Source","Source title","Publication Year",'
        '"Volume","Issue",'
        '"First Page","Last Page","Date of Publication","Publication Type","ISSN","Book Publisher",'
        '"Abstract",'
        '"Author Keywords","Emtree Drug Index Terms","Emtree Medical Index Terms",'
        '"Article Language","Medline PMID",'
        '"PUI","DOI","Full Text Link","Embase Link"\n'
        '"Warm feet",,"Ade Z., Bo B.","Foot (2024) 15:1 Article Number: 40. Date of Publication: 1 '
        'Dec 2024","Foot",'
        '"2024","15","1",,,"1 Dec 2024","Article","2041-1723 (electronic),1932-8486","Nature",'
        '"Said ""hot"".","",'
        '"heat (drug therapy, therapy)","human, foot","English",387,L2,10.5555/e.1,'
        '"http://dx.doi.org/10.5555/e.1",'
        '"https://example.org/e"\n',
        {
            "type": "article-journal",
            "authors": (Name("Ade", "Z."), Name("Bo", "B.")),
            "issued": PartialDate(2024, 12, 1),
            "pages": "40",
            "issn": "2041-1723",
            "keywords": ("heat (drug therapy, therapy)", "human", "foot"),
            "url": "https://example.org/e",
        },
    ),
    "embase, short": (
        "Title,Original Title,Author Names,Source,Abstract,keywords,Open URL Link\n"
        'Warm feet,,"Ade S., Bo T.",Journal of Feet (2019) 54:2 (83-86). Date of Publication: 1 Jan '
        "2019,Cold.,"
        '"heat, feet",http://example.org/?sid=EMBASE&issn=22102612&id=doi:10.5555%2Fj.1&atitle=Warm\n',
        {
            "container": "Journal of Feet",
            "issued": PartialDate(2019, 1, 1),
            "volume": "54",
            "issue": "2",
            "pages": "83-86",
            "doi": "10.5555/j.1",
            "issn": "2210-2612",
        },
    ),
    "bvs": (
        "ID,Title,Authors,Source,Journal,Database,Type,Language,Publication year,Descriptor(s),Keyword(s),"
        "Fulltext URL, Abstract,Volume number,Issue number,DOI,ISSN\n"
        'x-1,Warm feet.,"Ade, Ana; Bo, C","Foot;30(2): 183-211, 2021 Feb. ",Foot,MEDLINE,article,en,2021,'
        "Pie/lesiones; Calor,Feet; Heat,https://example.org/b,Cold.,30,2,10.5555/b.1,1435-165X\n",
        {
            "container": "Foot",
            "issued": PartialDate(2021, 2),
            "pages": "183-211",
            "keywords": ("Feet", "Heat", "Pie/lesiones", "Calor"),
            "url": "https://example.org/b",
            "database": "MEDLINE",
        },
    ),
    "scielo": (
        "ID,Title,Author(s),Source,Journal,Language(s),Publication year,Fulltext URL \n"
        'S1,Pies calientes,"Ade Bo, Ana, Ce, Olga","Pie &amp; Mano; (67); 88-98",Pie &amp; Mano,Espanhol,'
        "2023,http://example.org/s \n",
        {
            "authors": (Name("Ade Bo", "Ana"), Name("Ce", "Olga")),
            "container": "Pie & Mano",
            "volume": "",
            "issue": "67",
            "pages": "88-98",
            "url": "http://example.org/s",
        },
    ),
    "hal": (
        "docid,title_s,authFullName_s,journalTitle_s,publicationDateY_i,volume_s,page_s,doiId_s,uri_s\n"
        '1,Pieds chauds,"Ana Ade;Olga Bo",Pied,2019,3,1-9,10.5555/h.1,https://example.org/h\n',
        {
            "authors": (Name("Ade", "Ana"), Name("Bo", "Olga")),
            "container": "Pied",
            "issued": PartialDate(2019),
            "volume": "3",
            "pages": "1-9",
            "doi": "10.5555/h.1",
            "url": "https://example.org/h",
        },
    ),
    "europe pmc": (
        "SOURCE,EXTERNAL_ID,PMCID,TITLE,AUTHORS,JOURNAL_TITLE,PUB_YEAR,PAGINATION,IS_OPEN_ACCESS\n"
        'MED,31452104,PMC67,"Warm feet.","Ade A, Bo B.","Foot",2019,1-9,Y\n',
        {"pmid": "31452104", "pmcid": "PMC67", "container": "Foot", "pages": "1-9"},
    ),
    "psycinfo": (
        "Title,Authors,Source,NLM Title Abbreviation,Publisher,ISSN,Document Type,DOI\n"
        'Warm feet.,"Ade, Ana","Foot, Vol 12(3), Mar, 2019, pp. 1-10.",Ft,APA,1234-5678 (Print),Journal'
        " Article,10.5555/p.1\n",
        {
            "container": "Foot",
            "container_short": "Ft",
            "issued": PartialDate(2019, 3),
            "volume": "12",
            "issue": "3",
            "pages": "1-10",
        },
    ),
    "eric": (
        "Title,Author,Source,PublicationDateYear,Subject,PeerReviewed,ISSN,PublicationType\n"
        'Warm feet,"Ade, Ana","Foot, v12 n3 p1-10 Mar 2019",2019,a; b,T,ISSN-1234-5678,Journal Articles\n',
        {
            "container": "Foot",
            "issued": PartialDate(2019, 3),
            "volume": "12",
            "issue": "3",
            "pages": "1-10",
            "issn": "1234-5678",
            "keywords": ("a", "b"),
        },
    ),
    "synthesisr": (
        "TY,AU,year,DA,TI,JO,SP,VL,SN,DO,ID\n"
        'JOUR,"Ade, Ana and Bo, Olga",2019,2019/06/04,Warm feet,Foot,22,8,2047-2382,10.5555/s.1,Ade2019\n',
        {
            "type": "article-journal",
            "authors": (Name("Ade", "Ana"), Name("Bo", "Olga")),
            "container": "Foot",
            "container_short": "",
            "issued": PartialDate(2019, 6, 4),
            "pages": "22",
            "keywords": (),
        },
    ),
    "zoological record": (
        "PT,AN,DT,TI,FT,AU,SO,VL,PS,PD,PY,LA,AB,SN,PM\n"
        'J,Z1,Article,Warm feet.,Warme Fuesse.,"Ade, A. (a.b@example.org) ; Bo, B., III",Foot,17,'
        "Article No.: 16,2018/03/01,2018,German,Cold.,1528-7092,123\n",
        {
            "authors": (Name("Ade", "A."), Name("Bo", "B.", suffix="III")),
            "issued": PartialDate(2018, 3, 1),
            "pages": "16",
            "original_title": "Warme Fuesse",
            "pmid": "123",
        },
    ),
    "ebsco": (
        "Article Title,Author,Journal Title,ISSN,ISBN,Publication Date,Volume,Issue,First Page,Page Count,"
        "Accession Number,DOI,Publisher,Doctype,Subjects,Keywords,Abstract,PLink\n"
        '"Warm feet.","ADE, ANGUS D.; CAIZHI SHEN","Foot",="19326203",,="4/3/2024","19","4","1",'
        '"60","17","10.5555/eb",'
        '"PLoS","Article","HEAT; FEET",,"Cold, wet.","https://example.org/eb"\n'
        '"Two","Bo, B.","Foot",="19326203",,="Jun2023","19","4","924","6","18","","PLoS","Article",'
        '"HEAT",,"","x"\n',
        {
            "authors": (Name("ADE", "ANGUS D."), Name("SHEN", "CAIZHI")),
            "issn": "1932-6203",
            "issued": PartialDate(2024, 4, 3),
            "pages": "1",
            "keywords": ("HEAT", "FEET"),
        },
    ),
    "openalex": (
        "id,doi,title,display_name,publication_year,publication_date,language,type,type_crossref,ids.pmid,"
        "primary_location.landing_page_url,primary_location.source.display_name,"
        "primary_location.source.issn_l,"
        "primary_location.source.host_organization_name,biblio.volume,biblio.issue,"
        "biblio.first_page,biblio.last_page,"
        "abstract,authorships.raw_author_name,authorships.author.display_name,keywords.display_name\n"
        "https://openalex.org/W4,https://doi.org/10.5555/O.1,Warm feet,Warm feet,2024,2024-02-01,en,"
        "article,"
        "journal-article,https://pubmed.ncbi.nlm.nih.gov/35,https://doi.org/10.5555/o.1,Foot,"
        "0195-6671,Elsevier BV,154,,"
        "105752,105752,Cold.,A. Ade|C. Bo,Alba Ade|Carles Martín-Bo,heat|feet\n",
        {
            "type": "article-journal",
            "authors": (Name("Ade", "Alba"), Name("Martín-Bo", "Carles")),
            "issued": PartialDate(2024, 2, 1),
            "doi": "10.5555/o.1",
            "pmid": "35",
            "pages": "105752",
            "container": "Foot",
            "publisher": "Elsevier BV",
            "issn": "0195-6671",
            "keywords": ("heat", "feet"),
        },
    ),
    "semantic scholar": (
        "paperId,externalIds,url,title,abstract,venue,year,publicationTypes,publicationDate,journal,"
        "authors\n"
        "ab1,\"{'DOI': '10.5555/s.1', 'PubMed': '77', 'CorpusId': 5}\",https://example.org/s,"
        "Warm feet,Cold.,Foot,2020,"
        "\"['JournalArticle', 'Review']\",2020-05-06,\"{'name': 'Foot J', 'pages': '1-2', 'volume': '3'}\","
        "\"[{'authorId': '1', 'name': 'A. B. Ade'}, {'authorId': None, 'name': 'D Bo'}]\"\n",
        {
            "authors": (Name("Ade", "A. B."), Name("Bo", "D")),
            "doi": "10.5555/s.1",
            "pmid": "77",
            "container": "Foot J",
            "volume": "3",
            "pages": "1-2",
            "issued": PartialDate(2020, 5, 6),
        },
    ),
    "google scholar": (
        "Authors,Title,Publication,Volume,Number,Pages,Year,Publisher\n"
        '"Ade, Paul M; Bo, Katherine J; ",Warm feet,Foot,76,3,411-447,2001,Press\n',
        {"authors": (Name("Ade", "Paul M"), Name("Bo", "Katherine J")), "issue": "3", "container": "Foot"},
    ),
    "publish or perish": (
        "Cites,Authors,Title,Year,Source,Publisher,ArticleURL,CitesURL,GSRank,QueryDate,Type,DOI,ISSN\n"
        '3,"PM Ade, KJ Bo…",Warm feet,2001,Foot,Wiley,http://example.org/p,,1,2020-01-01,,,\n',
        {
            "authors": (Name("Ade", "PM"), Name("Bo", "KJ")),
            "container": "Foot",
            "url": "http://example.org/p",
        },
    ),
    "refworks": (
        "Reference Type\tAuthors, Primary\tTitle Primary\tPeriodical Full\tPub Year\t"
        "Pub Date Free From\tVolume\tIssue\t"
        "Start Page\tOther Pages\tKeywords\tAbstract\tISSN/ISBN\tDOI\t\n"
        "Journal Article\tvan den Ade,null;Bo,Maarten L. J.;van Cee,Joris,D.;Dee,L.\tWarm feet\t"
        "Foot\t2020\t03/30\t123\t"
        " \t69\t79\t \tCold.\t1878-5921\t10.5555/r.1\t\n",
        {
            "authors": (
                Name("van den Ade"),
                Name("Bo", "Maarten L. J."),
                Name("van Cee", "Joris D."),
                Name("Dee", "L."),
            ),
            "issued": PartialDate(2020, 3, 30),
            "pages": "69-79",
            "issn": "1878-5921",
        },
    ),
    "ieee": (
        '"Document Title",Authors,"Publication Title",Date Added To Xplore,"Publication Year",'
        '"Volume","Issue",'
        '"Start Page","End Page","Abstract","ISSN",ISBNs,"DOI",PDF Link,"Author Keywords",'
        '"IEEE Terms",Online Date,'
        '"Publisher",Document Identifier\n'
        '"Warm feet","P. Ade; J. -P. Bo","2019 Conference on Feet","4 Feb 2014","2013","","","16",'
        '"26","Cold.","",'
        '"978-1-7281-2451-3","10.5555/i.1","https://example.org/i","Feet;heat","Heating",'
        '"16 Oct 2013","IEEE",'
        '"IEEE Conferences"\n',
        {
            "type": "paper-conference",
            "authors": (Name("Ade", "P."), Name("Bo", "J.-P.")),
            "issued": PartialDate(2013),
            "epub": PartialDate(2013, 10, 16),
            "isbn": "9781728124513",
            "keywords": ("Feet", "heat", "Heating"),
        },
    ),
    "springer": (
        "Item Title,Publication Title,Book Series Title,Journal Volume,Journal Issue,Item DOI,"
        "Authors,Publication Year,"
        "URL,Content Type\n"
        '"Warm feet","All feet","","","","10.5555/sp_3","Araz R. AdeProf. Nigar T. BoRonald McCee","2022",'
        '"http://example.org/sp","Chapter"\n',
        {
            "type": "chapter",
            "authors": (Name("Ade", "Araz R."), Name("Bo", "Nigar T."), Name("McCee", "Ronald")),
            "container": "All feet",
        },
    ),
    "proquest": (
        "Title,Abstract,StoreId,ArticleType,Authors,documentType,issn,language,pages,"
        "placeOfPublication,pubdate,"
        "pubtitle,year,DocumentURL,startPage,subjectTerms,Database,volume,issue,digitalObjectIdentifier\n"
        'Warm feet.,Cold.,1,Scholarly Journals,"Ade, Lauren; Bo, Jacob",Journal Article,12345678,'
        "English,1-9,London,"
        '"Mar 2015",Foot,2015,https://example.org/pq,1,"Heat; Feet",APA PsycInfo,4,2,10.5555/pq.1\n',
        {
            "issued": PartialDate(2015, 3),
            "container": "Foot",
            "place": "London",
            "doi": "10.5555/pq.1",
            "url": "https://example.org/pq",
            "keywords": ("Heat", "Feet"),
            "database": "APA PsycInfo",
        },
    ),
    "eppi-reviewer": (
        "ItemId,Type Name,Short Title,Title,Parent Title,Authors,Parent Authors,Year,Month,Volume,"
        "Issue,Pages,City,"
        "Publisher,Standard Number,DOI,URL,Abstract,Keywords\n"
        '9,Book Chapter,Ade (2010),Warm feet,All of feet,"Ade L ; Bo J ;","Cee M ;",2010,May,,,1-9,'
        "London,Press,,,,"
        "Cold.,heat\n",
        {
            "type": "chapter",
            "authors": (Name("Ade", "L"), Name("Bo", "J")),
            "editors": (Name("Cee", "M"),),
            "container": "All of feet",
            "issued": PartialDate(2010, 5),
        },
    ),
    "ovid": (
        "VN,UI,TI,AU,JN,SO,VO,IP,PG,YR,IS,LG,AB,PT\n"
        'Ovid,123,Warm feet.,"Ade, Lauren; Bo, Jacob",Foot,"Foot. 12(3):4-9, 2010 May.",12,3,4-9,'
        "2010,1234-5678,English,"
        "Cold.,Journal Article\n",
        {"issue": "3", "issn": "1234-5678", "pages": "4-9", "pmid": "123", "container": "Foot"},
    ),
    "a column for each author": (
        'title,year,author1,author2,author3\nWarm feet,2010,"Ade, L.","Bo, J.",\n',
        {"authors": (Name("Ade", "L."), Name("Bo", "J."))},
    ),
    "our own": (
        "id,type,title,authors,issued,journal,volume,issue,pages,doi,pmid,pmcid,issn,isbn,abstract,"
        "keywords,url,"
        "language,publisher\n"
        '1,article,Warm feet,"Ade, Lauren, Jr; World Health Organization; van der Bo, J.",'
        "2010-05-06,,,,,10.5555/o.1,,,,,"
        '"AIM: heat.\nRESULTS: warm.","heat; cold, wet",https://example.org/o,en,\n'
        "2,article-journal,Second,,2011,Foot,1,2,3-4,,5,PMC6,1234-5678,,,,,,\n",
        {
            "type": "article",
            "authors": (
                Name("Ade", "Lauren", suffix="Jr"),
                Name(literal="World Health Organization"),
                Name("van der Bo", "J."),
            ),
            "issued": PartialDate(2010, 5, 6),
            "keywords": ("heat", "cold, wet"),
            "extra": (("id", "1"),),
        },
    ),
    "abstrackr": (
        "(internal) id,(source) id,pubmed id,keywords,abstract,title,journal,authors,tags,consensus\n"
        '41,7,0,"heat,feet","Cold.\n","Warm feet","Foot","Ade, N.R.\n and Bo, N.\n","",o\n',
        {"authors": (Name("Ade", "N.R."), Name("Bo", "N.")), "keywords": ("heat", "feet"), "pmid": ""},
    ),
    "german": (
        "Titel;Autoren;Jahr;Zeitschrift;Band;Heft;Seiten;Zusammenfassung\n"
        "Warme Füße;Ade, A., Bo, B.;2011;Ärzteblatt;3;2;S. 5-9;Kalt, nass.\n",
        {
            "authors": (Name("Ade", "A."), Name("Bo", "B.")),
            "container": "Ärzteblatt",
            "volume": "3",
            "issue": "2",
            "pages": "5-9",
        },
    ),
    "french": ("Titre,Auteurs,Année,Revue\nPieds,Ade Bo,2010,Soins\n", {"container": "Soins"}),
    "spanish": ("Título|Autores|Año|Revista|Resumen\nPies|Ade Bo|2010|Salud|Frío\n", {"container": "Salud"}),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_fills_the_fields(dialect: str) -> None:
    data, expected = DIALECTS[dialect]
    record = records(data)[0]

    assert sniff(data) == 2
    assert {name: getattr(record, name) for name in expected} == expected
    assert record.title.strip('"').startswith(("Warm", "Pi"))


def test_a_table_that_stands_upright_is_read() -> None:
    found = read(
        '"TITLE","Warm feet"\n"AUTHOR NAMES","Ade R.","Bo D.G."\n'
        '"SOURCE","Foot (2004) 102:4 (253-258). Date of Publication: 25 Aug 2004"\n'
        '"ABSTRACT","Words here"\n"","and on."\n\n"TITLE","Second"\n"AUTHOR NAMES",'
        '"Roe X."\n"ABSTRACT","More"\n'
    )

    first, second = (item for item in found if isinstance(item, Parsed))
    assert first.record and second.record
    assert shown(first.record) == ["Ade, R.", "Bo, D.G."]
    assert (first.record.container, first.record.issued) == ("Foot", PartialDate(2004, 8, 25))
    assert "Words here and on." in first.text
    assert (second.number, second.line, second.record.title) == (2, 7, "Second")


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["Smith J, Doe A.", "Roe B, O'Lee RE."], ["Smith, J", "Doe, A"]),
        (["Smith, J., Doe, A.", "King, M.L., Jr., Roe, B."], ["Smith, J.", "Doe, A."]),
        (["Smith, John; Doe, Anna", "Lee, K"], ["Smith, John", "Doe, Anna"]),
        (["J. Smith, A. Doe"], ["Smith, J.", "Doe, A."]),
        (["John Smith, Anna Doe and Bob Lee"], ["Smith, John", "Doe, Anna", "Lee, Bob"]),
        (["Smith, J. & Doe, A.", "Lee, K., Kim, B., & Roe, C."], ["Smith, J.", "Doe, A."]),
        (["Smith J, Lee K and Doe A"], ["Smith, J", "Lee, K", "Doe, A"]),
        (["['Smith, J', 'Doe, A']"], ["Smith, J", "Doe, A"]),
        (['["J A Smith", "B Lee"]'], ["Smith, J A", "Lee, B"]),
        (["Smith J|Doe A"], ["Smith, J", "Doe, A"]),
        (["Smith, J\nDoe, A"], ["Smith, J", "Doe, A"]),
        (["Smith J., Doe A., et al."], ["Smith, J.", "Doe, A."]),
        (
            ["Department of Health and Social Care", "Lee, J. and Doe, A."],
            ["Department of Health and Social Care"],
        ),
        (
            ["Adeli K.Lewis G. F.El Hachmane M.van Dam J.", "Okabe M."],
            ["Adeli, K.", "Lewis, G. F.", "El Hachmane, M.", "van Dam, J."],
        ),
        (["AG Meyer, J Smith et al"], ["Meyer, AG", "Smith, J"]),
        (["Meyer AG; Smith J; \u2026"], ["Meyer, AG", "Smith, J"]),
        (["Achenbach, T. M., Rescorla, L. A.", "Lilley, P."], ["Achenbach, T. M.", "Rescorla, L. A."]),
        (["Isaac, Fadia and Di Bo, Mirella A"], ["Isaac, Fadia", "Di Bo, Mirella A"]),
        (["World Health Organization"], ["World Health Organization"]),
    ],
)
def test_authors_are_told_by_all_rows(cells: list[str], names: list[str]) -> None:
    rows = "".join(
        f'"{number}","Title","{cell.replace(chr(34), chr(34) * 2)}"\n' for number, cell in enumerate(cells)
    )

    assert shown(records(f"id,title,authors\n{rows}")[0]) == names


@pytest.mark.parametrize(
    ("year", "date", "issued"),
    [
        ("2011.0", "", PartialDate(2011)),
        ("", "2019/03/30", PartialDate(2019, 3, 30)),
        ("2014//", "", PartialDate(2014)),
        ("2020", "20200506", PartialDate(2020, 5, 6)),
        ("2020", "44000", PartialDate(2020, 6, 18)),
        ("2020", "05/2020", PartialDate(2020, 5)),
        ("2020", "3/4/2020", PartialDate(2020)),
        ("2020", "in press", PartialDate(2020)),
        ("nan", "NULL", None),
    ],
)
def test_dates_come_in_many_ways(year: str, date: str, issued: PartialDate | None) -> None:
    assert one(f"title,year,date\nFeet,{year},{date}\n").issued == issued


def test_days_and_months_are_told_apart_by_the_other_rows() -> None:
    found = records("title,date\nA,03/04/2020\nB,25/12/2019\n")

    assert [record.issued for record in found] == [PartialDate(2020, 4, 3), PartialDate(2019, 12, 25)]


def test_what_a_spreadsheet_bent_is_straightened() -> None:
    record = one("title,volume,pmid,pmcid,issn\nFeet,12.0,2.1314913E7,7026692.0,'12345\n")

    assert (record.volume, record.pmid, record.pmcid, record.issn) == (
        "12",
        "21314913",
        "PMC7026692",
        "0001-2345",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told(encoding: str) -> None:
    assert one("Titel\tAutoren\tJahr\nFüße\tÅse Ö.\t2011\n".encode(encoding)).title == "Füße"


def test_a_line_that_names_the_separator_is_no_row() -> None:
    assert one("sep=;\nTitle;Year\nFeet, warm;2011\n").title == "Feet, warm"


def test_a_book_is_in_no_journal_and_an_issn_may_stand_among_isbns() -> None:
    found = records(
        "type,title,secondary_title,isbn,notes\nBOOK,All of feet,All of Feet,9783161484100,['Seen 2016']\n"
        'JOUR,Warm feet,Foot,"0957-9672 (Print)\n0957-9672",\n'
    )

    assert [(record.type, record.container, record.isbn, record.issn) for record in found] == [
        ("book", "", "9783161484100", ""),
        ("article-journal", "Foot", "", "0957-9672"),
    ]
    assert found[0].notes == ("Seen 2016",)


def test_quotes_in_tab_separated_files_are_words_unless_they_hold_a_cell() -> None:
    found = records(
        'Title\tNotes\tYear\n"Big" data\tsay "so\t2010\n"Unclosed\tx\t2011\n'
        '"Quoted, title"\t"one\ntwo\tand ""more"""\t2012\n'
    )

    assert [record.title for record in found] == ['"Big" data', '"Unclosed', "Quoted, title"]
    assert found[2].notes == ('one\ntwo\tand "more"',)


def test_unknown_columns_and_surplus_cells_are_kept_as_they_came() -> None:
    found = records("title,year,Mein Wert,Mein Wert,\nA,2010, 5 %,7,x,more\nB\n")

    assert found[0].extra == (
        ("Mein Wert", "5 %"),
        ("Mein Wert", "7"),
        ("column 5", "x"),
        ("column 6", "more"),
    )
    assert found[1].title == "B"


def test_an_identifier_that_is_none_is_kept_as_it_came() -> None:
    record = one("title,doi,pmid\nA,see paper,unknown\n")

    assert (record.doi, record.pmid) == ("", "")
    assert record.extra == (("doi", "see paper"), ("pmid", "unknown"))


def test_rows_without_words_are_set_aside_and_the_rest_goes_in() -> None:
    found = read("id,title,year,abstract\n1,,2010,\n\n2,Good,2011,\n")

    assert found[0] == Rejected(1, 2, "It has no title and no abstract.", "1\t\t2010\t")
    assert isinstance(found[1], Parsed) and (found[1].number, found[1].line) == (2, 4)


def test_an_abstract_keeps_its_paragraphs_and_loses_its_mark_up() -> None:
    [item] = read('title,abstract\n<b>Feet</b>,"AIM: H<sub>2</sub>O &amp; heat.\nRESULTS: Warm\nand dry."\n')

    assert isinstance(item, Parsed)
    assert item.text == "Feet\n\nAIM: H₂O & heat.\nRESULTS: Warm and dry."


@pytest.mark.parametrize(
    "rows",
    [
        '1,"Broken,2011,abc\n2,Good,2012,def\n3,Other,2013,ghi\n',
        '1,Fine,2010,"abc\n2,Good,2012,def\n3,Other,2013,ghi\n',
        '1,Fine,2010,"abc\n2,"Good",2012,def\n3,Other,2013,ghi\n',
    ],
)
def test_a_quote_mark_that_is_never_closed_spoils_one_row_only(rows: str) -> None:
    found = read("id,title,year,abstract\n" + rows)

    titles = [item.record.title for item in found if isinstance(item, Parsed) and item.record]
    assert len(found) == 3
    assert titles[1:] == ["Good", "Other"]
    assert [item.line for item in found] == [2, 3, 4]


def test_a_file_full_of_stray_quote_marks_takes_no_time() -> None:
    started = time.process_time()
    found = read("title,authors,year,abstract\n" + 'A "x,"Ade,2010,words\n' * 4_000)
    assert len(found) == 4_000

    found = read("title,authors,year,abstract,doi,pages\n" + '"A,Ade,2010,words,,\n' * 4_000)
    assert len(found) == 4_000
    assert time.process_time() - started < 8


def test_a_header_that_comes_again_is_no_record() -> None:
    assert [record.title for record in records("title,year\nA,2010\ntitle,year\nB,2011\n")] == ["A", "B"]


@pytest.mark.parametrize(
    "words",
    [
        "Feet are warm, and the title, year and abstract of it were good.\nMore, of it.\n",
        "The title, year, were good.\n",
        "# Notes\n\n| Title | Year | Journal |\n|---|---|---|\n| A | 2010 | Foot |\n",
        "Prose.\n" * 30 + "title,year\nA,2010\n",
        "a,b,c\n1,2,3\n",
        "name,age,title\nBo,3,Dr\n",
        '{"title": "x", "year": 2010}\n',
        "date,temperature\n2010-01-01,5\n",
        "",
    ],
)
def test_prose_and_other_tables_are_no_records(words: str) -> None:
    assert sniff(words) == 0


def test_a_header_without_rows_is_refused() -> None:
    with pytest.raises(ReviewError, match="no rows below"):
        read("title,authors,year\n")


def test_a_person_may_say_what_the_columns_are() -> None:
    source = Input.of_bytes(b"title,year,words\nA,2010,Long words\n", "x.csv")
    source.columns = {key_of(["Title", "year", " words"]): {"words": "abstract", "year": ""}}
    [item] = from_csv.read(source)

    assert isinstance(item, Parsed) and item.record
    assert item.text == "A\n\nLong words"
    assert item.record.extra == (("year", "2010"),)


def test_columns_are_known_in_any_case_and_punctuation() -> None:
    assert mapping(["TITLE", "Author(s)", "pub-year", "D.O.I.", "Année", "Foo"]) == {
        0: "title",
        1: "authors",
        2: "year",
        4: "year",
    }


def test_a_cell_of_two_megabytes_and_ten_thousand_columns_are_read() -> None:
    long = "word " * 400_000
    assert records(f'title,abstract\nA,"{long}"\n')[0].title == "A"
    names = ",".join(f"c{number}" for number in range(10_000))
    assert len(one(f"title,year,{names}\nA,2010,{','.join('1' * 10_000)}\n").extra) == 10_000


def test_a_header_longer_than_the_first_bytes_is_read_whole() -> None:
    names = ",".join(f"column number {number}" for number in range(5_000))
    cells = ",".join(["1"] * 5_000)
    found = records(f'title,abstract,{names}\nA,"one\ntwo",{cells}\nB,,{cells}\n')

    assert [(record.title, len(record.extra)) for record in found] == [("A", 5_000), ("B", 5_000)]
    assert found[0].extra[-1] == ("column number 4999", "1")


def test_lines_above_the_header_are_no_rows() -> None:
    found = read(
        '"Search","feet, ""warm"""\n"on","2020"\n\n"Title","Year","Abstract"\n"A","2010","x\ny, z"\n'
    )

    assert [(item.number, item.line) for item in found] == [(1, 5)]


class _Endless(io.RawIOBase):
    """A file of as many rows as are asked for, none of them kept."""

    def __init__(self, rows: int) -> None:
        self.left = rows
        self.rest = b"title,authors,abstract,year\n"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while len(self.rest) < len(buffer) and self.left:
            self.rest += b'"A title","Ade, B.; Bo, C.","' + b"Words of it. " * 500 + b'",2010\n'
            self.left -= 1
        taken, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def test_a_large_table_streams() -> None:
    def opened() -> BinaryIO:
        return io.BufferedReader(_Endless(700))

    source = Input("large.csv", 700 * 6_540, opened)
    tracemalloc.start()
    count = sum(isinstance(item, Parsed) for item in from_csv.read(source))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 700
    assert peak < 4_000_000
    assert source.position > 4_000_000


SPECIMENS = [data for data, _ in DIALECTS.values()]


@pytest.mark.parametrize(
    "cell",
    [" " * 99_999 + "x", "a and " * 50_000, ", " * 99_999, "(" * 99_999, "['a', " * 30_000, "A.B " * 60_000],
)
def test_cells_without_end_take_no_time(cell: str) -> None:
    names = "title,authors,year,date,keywords,pages,citation,extra,doi,url,type,journal,issn,abstract"
    started = time.process_time()
    read(names + "\n" + "Feet," + ",".join([f'"x{cell}"'] * 13) + "\n")

    assert time.process_time() - started < 5


def survives(data: bytes) -> None:
    try:
        found = list(from_csv.read(Input.of_bytes(data, "x.csv")))
    except ReviewError as error:
        assert error.hint
    else:
        assert all(isinstance(item, Rejected) or item.text for item in found)
        assert [item.number for item in found] == list(range(1, len(found) + 1))


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=300),
    st.sampled_from(["title,authors,year,abstract\n", "Title;DOI\n", "TI\tAU\tAB\n", ""]),
)
def test_any_words_give_records_or_a_clear_refusal(words: str, header: str) -> None:
    survives((header + words).encode("utf-8", "surrogatepass"))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SPECIMENS), st.integers(0, 2_000), st.binary(max_size=6))
def test_damaged_specimens_give_records_or_a_clear_refusal(data: str, at: int, damage: bytes) -> None:
    raw = data.encode()
    at %= len(raw)
    survives(raw[:at] + damage + raw[at + len(damage) // 2 :])


def test_the_table_is_told_from_text_by_its_content() -> None:
    reader = next(reader for reader in READERS if reader.format == "csv")
    found = list(read_bytes(b"title,year\nFeet,2010\n", "list.txt"))

    assert reader.records
    assert isinstance(found[0], Parsed) and found[0].format == "csv"


def test_columns_that_mean_a_field_only_beside_others() -> None:
    assert "pmid" not in known("Title", "External ID", "Year")
    assert "publisher" not in known("Title", "Institution", "Year")
    assert {"publisher", "issue"} <= known("ENTRYTYPE", "title", "institution", "volume", "number")
    assert "citation" in known("Title", "Source", "Journal", "Database")
    assert "database" in known("Title", "Source", "Journal")


def known(*header: str) -> set[str]:
    return set(mapping(header).values())


def test_a_zero_where_a_program_must_print_a_number_is_no_volume_and_no_page() -> None:
    record = one("Title,Source,Volume,Issue,StartPage,EndPage,GSRank\nWarm feet,Foot,0,0,0,0,1\n")

    assert (record.volume, record.issue, record.pages) == ("", "", "")
    assert ("Volume", "0") in record.extra


def test_authors_that_a_program_says_it_lacks_are_none() -> None:
    record = one("Authors,Title,Year\n[No author name available],Warm feet,2020\n")

    assert record.authors == ()


def test_cells_that_list_authors_in_another_way_than_the_rest_of_their_column() -> None:
    rows = [
        ("Ade, A.; Bo, B.", ["Ade, A.", "Bo, B."]),
        ("Ade, A., Bo, B.C., & Ce, D.", ["Ade, A.", "Bo, B.C.", "Ce, D."]),
        ("Ade A., Bo B.", ["Ade, A.", "Bo, B."]),
        ("Ana Ade and Olga Bo", ["Ade, Ana", "Bo, Olga"]),
        ("Ade, Ana", ["Ade, Ana"]),
        ("Ade, Ana, Jr.", ["Ade, Ana"]),
        ("Ministry of Feet, Health and Cold", ["Ministry of Feet, Health and Cold"]),
    ]
    table = "Title,Authors\n" + "".join(f'T,"{cell}"\n' for cell, _ in rows)

    assert [shown(record) for record in records(table)] == [names for _, names in rows]


def test_endnote_puts_two_slashes_between_authors() -> None:
    assert shown(one('Title,Author\nWarm feet,"Ade, A.//Bo, B."\n')) == ["Ade, A.", "Bo, B."]


def test_tags_are_keywords_where_nothing_else_is_and_nobody_screens() -> None:
    assert "keywords" in known("Title", "Authors", "Tags")
    assert mapping(["Title", "Keywords", "Tags"]) == {0: "title", 1: "keywords"}
    assert "keywords" not in known("Title", "Authors", "Covidence #", "Tags")


def test_a_journal_in_capitals_beside_its_name_as_it_is_written() -> None:
    record = one("PT\tTI\tSO\tJ9\tJI\tPY\nJ\tWarm feet\tFOOT\tFOOT\tFoot\t2020\n")

    assert (record.container, record.container_short) == ("Foot", "")
    assert one('Title,Source title,Year\nA,"Foot, Volume of Toes",2020\n').container == "Foot, Volume of Toes"


@pytest.mark.parametrize("before", ['"', "", '"begun\n'])
def test_a_row_beyond_reason_is_set_aside_and_spoils_no_other(
    monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    monkeypatch.setattr(input, "LONGEST_LINE", 300_000)
    monkeypatch.setattr(table_lines, "LONGEST_CELL", 300_000)
    long = "word " * 200_000
    found = read(f"title,abstract\nFirst,Words\nSecond,{before}{long}{before[:1]}\nThird,More\n")

    assert [each.record.title for each in found if isinstance(each, Parsed) and each.record][-1] == "Third"
    [aside] = [each for each in found if isinstance(each, Rejected)]
    assert aside.reason == table_lines.TOO_LONG and aside.line in (3, 4)
    assert len(aside.raw) < 5_000


def test_embase_names_the_language_in_words_and_notes_lose_their_markup() -> None:
    table = 'Title,Authors,Language of article,Notes\nA title,"Smith, J.",English,<p>Read &amp; kept</p>\n'
    (item,) = read_bytes(table.encode(), "a.csv")
    assert isinstance(item, Parsed) and item.record
    assert (item.record.language, item.record.notes) == ("English", ("Read & kept",))
