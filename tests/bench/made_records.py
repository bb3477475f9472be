"""Files of records as large as one likes, for benchmarks: the same number gives the same bytes.

Each record has a title, an abstract of 180 to 250 words in four labelled parts, five authors, keywords or
MeSH headings, a journal, pages and identifiers, as an answer of a bibliographic database has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

WORDS = (
    "patients treatment randomised trial placebo weeks dose outcome sleep anxiety pain children adults risk"
    " analysis response therapy clinical group control effect mean difference baseline symptoms score severe"
    " infection blood pressure insulin β-blocker survival mortality hospital care nurse follow-up quality of"
    " life evidence review cohort case report surgery screening diagnosis sensitivity specificity with after"
    " before during the and in for by from at per versus among between we found reported no significant 12"
    " 24 0.05 95% confidence interval p<0.001 naïve R&D"
).split()
FAMILIES = (
    "Smith Müller García van-der-Berg O'Neill Kowalski Nguyễn Rossi Jensen de-la-Cruz Ivanova Tanaka".split()
)
GIVENS = "Anna-Maria John-Paul Li José Ingrid Omar Wei Sofia Peter Hiroko".replace("-", " ").split()
JOURNALS = ("The Journal of Made Studies", "Annals of Invented Medicine", "Sleep & Waking", "Acta Ficta")
HEADINGS = "Humans Adult Female Male Melatonin Asthma Hypertension Sleep-Wake-Disorders Pain Insulin".split()
QUALIFIERS = "drug-therapy epidemiology adverse-effects therapeutic-use".split()
LABELS = ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Made:
    """One record of our own making, by its number."""

    def __init__(self, number: int) -> None:
        chance = random.Random(number)
        self.number = number
        self.title = " ".join(chance.choices(WORDS, k=14)).capitalize()
        self.parts = [
            (label, " ".join(chance.choices(WORDS, k=chance.randint(45, 62))) + ".") for label in LABELS
        ]
        self.authors = [
            (chance.choice(FAMILIES).replace("-", " "), f"{chance.choice(GIVENS)} {chance.choice('ABCDE')}")
            for _ in range(5)
        ]
        self.headings = [
            (
                name.replace("-", " "),
                chance.choice(QUALIFIERS).replace("-", " ") if chance.random() < 0.5 else "",
            )
            for name in chance.sample(HEADINGS, 8)
        ]
        self.journal = chance.choice(JOURNALS)
        self.year, self.month, self.day = (
            chance.randint(1990, 2024),
            chance.choice(MONTHS),
            chance.randint(1, 28),
        )
        self.volume, self.issue = chance.randint(1, 90), chance.randint(1, 12)
        self.first = chance.randint(1, 900)
        self.last = self.first + chance.randint(3, 20)
        self.pmid = 10_000_000 + number
        self.doi = f"10.5555/made.{number:07}"
        self.issn = f"1234-{number % 10_000:04}"


def ris(path: Path, count: int) -> Path:
    """Write so many records as RIS."""
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.writelines(_ris(Made(number)) for number in range(count))
    return path


def _ris(made: Made) -> str:
    fields = [
        ("TY", "JOUR"),
        ("TI", made.title),
        *(("AU", f"{family}, {given}") for family, given in made.authors),
        ("JO", made.journal),
        ("PY", f"{made.year}"),
        ("DA", f"{made.year}/{MONTHS.index(made.month) + 1:02}/{made.day:02}"),
        ("VL", f"{made.volume}"),
        ("IS", f"{made.issue}"),
        ("SP", f"{made.first}"),
        ("EP", f"{made.last}"),
        ("SN", made.issn),
        ("DO", made.doi),
        ("AN", f"{made.pmid}"),
        ("AB", " ".join(f"{label}: {text}" for label, text in made.parts)),
        *(("KW", f"{name}/{kind}" if kind else name) for name, kind in made.headings),
        ("LA", "eng"),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in fields) + "ER  - \n\n"


def pubmed_xml(path: Path, count: int) -> Path:
    """Write so many records as PubMed XML."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet PUBLIC')
        file.write(
            ' "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "pubmed_250101.dtd">\n<PubmedArticleSet>\n'
        )
        file.writelines("".join(_pubmed(Made(number))) for number in range(count))
        file.write("</PubmedArticleSet>\n")
    return path


def _pubmed(made: Made) -> Iterator[str]:
    yield f"""<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM">
    <PMID Version="1">{made.pmid}</PMID>
    <DateRevised><Year>{made.year}</Year><Month>11</Month><Day>{made.day}</Day></DateRevised>
    <Article PubModel="Print">
      <Journal>
        <ISSN IssnType="Print">{made.issn}</ISSN>
        <JournalIssue CitedMedium="Print">
          <Volume>{made.volume}</Volume>
          <Issue>{made.issue}</Issue>
          <PubDate><Year>{made.year}</Year><Month>{made.month}</Month><Day>{made.day:02}</Day></PubDate>
        </JournalIssue>
        <Title>{escape(made.journal)}</Title>
        <ISOAbbreviation>Made J</ISOAbbreviation>
      </Journal>
      <ArticleTitle>{escape(made.title)}.</ArticleTitle>
      <Pagination><MedlinePgn>{made.first}-{made.last}</MedlinePgn></Pagination>
      <ELocationID EIdType="doi" ValidYN="Y">{made.doi}</ELocationID>
      <Abstract>
"""
    for label, text in made.parts:
        yield f'        <AbstractText Label="{label}" NlmCategory="{label}">{escape(text)}</AbstractText>\n'
    yield '      </Abstract>\n      <AuthorList CompleteYN="Y">\n'
    for family, given in made.authors:
        yield f"""        <Author ValidYN="Y">
          <LastName>{family}</LastName>
          <ForeName>{given}</ForeName>
          <Initials>{given[0]}{given[-1]}</Initials>
          <AffiliationInfo><Affiliation>Department of Made Studies, Nowhere.</Affiliation></AffiliationInfo>
        </Author>
"""
    yield f"""      </AuthorList>
      <Language>eng</Language>
      <PublicationTypeList>
        <PublicationType UI="D016428">Journal Article</PublicationType>
      </PublicationTypeList>
    </Article>
    <MedlineJournalInfo>
      <Country>Nowhere</Country><MedlineTA>Made J</MedlineTA><NlmUniqueID>1</NlmUniqueID>
      <ISSNLinking>{made.issn}</ISSNLinking>
    </MedlineJournalInfo>
    <MeshHeadingList>
"""
    for name, kind in made.headings:
        yield "      <MeshHeading>\n"
        yield f'        <DescriptorName UI="D1" MajorTopicYN="N">{name}</DescriptorName>\n'
        if kind:
            yield f'        <QualifierName UI="Q1" MajorTopicYN="Y">{kind}</QualifierName>\n'
        yield "      </MeshHeading>\n"
    yield f"""    </MeshHeadingList>
  </MedlineCitation>
  <PubmedData>
    <History>
      <PubMedPubDate PubStatus="pubmed">
        <Year>{made.year}</Year><Month>1</Month><Day>2</Day><Hour>6</Hour><Minute>0</Minute>
      </PubMedPubDate>
    </History>
    <PublicationStatus>ppublish</PublicationStatus>
    <ArticleIdList>
      <ArticleId IdType="pubmed">{made.pmid}</ArticleId>
      <ArticleId IdType="doi">{made.doi}</ArticleId>
    </ArticleIdList>
  </PubmedData>
</PubmedArticle>
"""


def endnote_xml(path: Path, count: int) -> Path:
    """Write so many records as EndNote XML."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8" ?><xml><records>')
        file.writelines("".join(_endnote(Made(number))) for number in range(count))
        file.write("</records></xml>")
    return path


def _styled(text: object) -> str:
    return f'<style face="normal" font="default" size="100%">{escape(str(text))}</style>'


def _endnote(made: Made) -> Iterator[str]:
    yield f'<record><database name="made.enl" path="made.enl">made.enl</database><rec-number>{made.number}'
    yield '</rec-number><ref-type name="Journal Article">17</ref-type><contributors><authors>'
    for family, given in made.authors:
        yield f"<author>{_styled(f'{family}, {given}')}</author>"
    yield f"</authors></contributors><titles><title>{_styled(made.title)}</title>"
    yield f"<secondary-title>{_styled(made.journal)}</secondary-title></titles>"
    yield f"<periodical><full-title>{_styled(made.journal)}</full-title></periodical>"
    yield f"<pages>{_styled(f'{made.first}-{made.last}')}</pages><volume>{_styled(made.volume)}</volume>"
    yield f"<number>{_styled(made.issue)}</number><keywords>"
    for name, _ in made.headings:
        yield f"<keyword>{_styled(name)}</keyword>"
    yield f"</keywords><dates><year>{_styled(made.year)}</year><pub-dates><date>"
    yield f"{_styled(f'{made.month} {made.day}')}</date></pub-dates></dates><isbn>{_styled(made.issn)}</isbn>"
    yield f"<accession-num>{_styled(made.pmid)}</accession-num>"
    yield f"<abstract>{_styled(' '.join(f'{label}: {text}' for label, text in made.parts))}</abstract>"
    yield f"<electronic-resource-num>{_styled(made.doi)}</electronic-resource-num></record>"
