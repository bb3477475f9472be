"""Works as databases deliver them: made records with the truth about which are of one work.

Each work is printed in the manner of several databases, with their habits and slips; beside them stand
works that only look like another: parts of a series, corrections, replies, abstracts of a paper, preprints,
new versions of a review, yearly reports, columns of one name. Everything is drawn from a seeded generator.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reviewer.model import Name, PartialDate, Record
from tests.bench.made_words import (
    COLUMNS,
    DESIGNS,
    DISEASES,
    DRUGS,
    FAMILIES,
    GIVENS,
    JOURNALS,
    OUTCOMES,
    PATTERNS,
    PEOPLE,
)


@dataclass(frozen=True)
class Made:
    """A record and the number of its work."""

    record: Record
    work: int
    database: str


class Maker:
    """Draws works and prints them as databases do."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.pmid = 10_000_000
        self.doi = 1000

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    # ------------------------------------------------------------ works

    def work(self) -> Record:
        r = self.random
        pattern = r.choice(PATTERNS)
        words = {
            "drug": r.choice(DRUGS),
            "drug2": r.choice(DRUGS),
            "disease": r.choice(DISEASES),
            "people": r.choice(PEOPLE),
            "outcome": r.choice(OUTCOMES),
            "outcome2": r.choice(OUTCOMES),
            "design": r.choice(DESIGNS),
        }
        title = pattern.format(**words)
        first, self.pmid, self.doi = (
            r.randint(1, 2900),
            self.pmid + r.randint(1, 90),
            self.doi + r.randint(1, 20),
        )
        journal, short, issn = r.choice(JOURNALS)
        year = r.randint(1985, 2023)
        return Record(
            type="article-journal",
            title=title[0].upper() + title[1:],
            authors=self.people(r.choice((1, 2, 3, 3, 4, 5, 6, 8, 12))),
            container=journal,
            container_short=short,
            issn=issn,
            issued=PartialDate(year, r.randint(1, 12)),
            volume=str(year - 1960 + r.randint(0, 40)),
            issue=str(r.randint(1, 12)),
            pages=f"{first}-{first + r.randint(2, 14)}",
            doi=f"10.{r.choice((1001, 1016, 1136, 1177, 1056))}/{short.split()[0].lower()}.{year}.{self.doi}",
            pmid=str(self.pmid),
            language="en",
        )

    def people(self, count: int) -> tuple[Name, ...]:
        r = self.random
        return tuple(
            Name(r.choice(FAMILIES), f"{r.choice(GIVENS)} {r.choice('ABCDEFGHJKLMPRST')}.")
            for _ in range(count)
        )

    # ------------------------------------------------------------ databases

    def pubmed(self, work: Record) -> Record:
        names = tuple(Name(n.family, initials(n.given)) for n in work.authors)
        container = work.container_short if self.maybe(0.6) else work.container
        return replace(
            work,
            authors=names,
            container=container,
            pages=elided(work.pages),
            doi=work.doi if self.maybe(0.85) else "",
            issued=work.issued if self.maybe(0.95) else shifted(work.issued, -1),
        )

    def embase(self, work: Record) -> Record:
        names = tuple(
            Name(n.family.replace("é", "e").replace("ü", "u"), dotted(n.given)) for n in work.authors
        )
        title = work.title.replace("α", "alpha").replace("β", "beta").replace("γ", "gamma")
        return replace(
            work,
            title=title,
            authors=names,
            container=work.container.partition(" (")[0].partition(":")[0],
            container_short="",
            issue=work.issue if self.maybe(0.7) else "",
            pmid="",
            doi=work.doi if self.maybe(0.6) else "",
            issn=work.issn,
        )

    def scopus(self, work: Record) -> Record:
        names = tuple(Name(n.family, dotted(n.given)) for n in work.authors)
        doi = work.doi.upper() if self.maybe(0.5) else work.doi
        pages = work.pages if self.maybe(0.9) else work.pages.partition("-")[0]
        return replace(
            work,
            authors=names,
            doi=doi if self.maybe(0.8) else "",
            pmid=work.pmid if self.maybe(0.2) else "",
            pages=pages,
        )

    def wos(self, work: Record) -> Record:
        names = tuple(
            Name(n.family.replace("-", " ") if self.maybe(0.3) else n.family, initials(n.given))
            for n in work.authors
        )
        title = (
            work.title.upper() if self.maybe(0.15) else work.title.title() if self.maybe(0.1) else work.title
        )
        return replace(
            work,
            title=title,
            authors=names,
            container=work.container.partition(" (")[0].upper(),
            container_short="",
            pmid="",
            issued=PartialDate(work.issued.year) if work.issued else None,
        )

    def cinahl(self, work: Record) -> Record:
        names = work.authors[: self.random.choice((1, 3, 50))]
        title = work.title if self.maybe(0.6) else work.title.partition(":")[0]
        return replace(
            work,
            title=title + ".",
            authors=names,
            doi="",
            pmid="",
            issue=work.issue if self.maybe(0.8) else "",
        )

    def central(self, work: Record) -> Record:
        names = tuple(Name(n.family.replace(" ", "-"), initials(n.given)) for n in work.authors)
        title = work.title + (" (Provisional abstract)" if self.maybe(0.15) else "")
        return replace(
            work,
            title=title,
            authors=names,
            doi=work.doi if self.maybe(0.3) else "",
            pmid="",
            issn="",
            container=work.container.partition(" (")[0],
            container_short="",
        )

    def slips(self, record: Record) -> Record:
        """Return a record with the slips that exports and hands make; each is rare."""
        for share, slip in SLIPS:
            if self.maybe(share):
                record = slip(self, record)
        return record

    def printed(self, work: Record) -> Iterator[tuple[Record, str]]:
        names = self.random.sample(sorted(DATABASES), self.random.choice((1, 1, 2, 2, 3, 4, 5)))
        for name in names:
            yield self.slips(DATABASES[name](self, work)), name


def initials(given: str) -> str:
    return "".join(part[0] for part in given.replace("-", " ").split() if part)


def dotted(given: str) -> str:
    return "".join(f"{part[0]}." for part in given.replace("-", " ").split() if part)


def elided(pages: str) -> str:
    first, sign, last = pages.partition("-")
    same = (
        next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
        if len(first) == len(last)
        else 0
    )
    return f"{first}{sign}{last[same:]}"


def shifted(date: PartialDate | None, by: int) -> PartialDate | None:
    return PartialDate(date.year + by) if date else None


def _typo(maker: Maker, words: str) -> str:
    at = maker.random.randrange(1, max(2, len(words) - 1))
    return (
        words[:at] + words[at + 1 :]
        if maker.maybe(0.5)
        else words[: at - 1] + words[at : at + 1] + words[at - 1 : at] + words[at + 1 :]
    )


def _translated(maker: Maker, record: Record) -> Record:
    return replace(record, title=f"[{record.title}]")


def _without_authors(maker: Maker, record: Record) -> Record:
    return replace(record, authors=())


SLIPS: tuple[tuple[float, Callable[[Maker, Record], Record]], ...] = (
    (0.04, lambda m, r: replace(r, title=_typo(m, r.title))),
    (0.02, lambda m, r: replace(r, title=r.title.replace("-", " "))),
    (
        0.02,
        lambda m, r: replace(
            r, title=r.title + m.random.choice((" [Review] [45 refs]", " [see comments]", " [corrected]"))
        ),
    ),
    (
        0.02,
        lambda m, r: replace(
            r, title=r.title.replace("isation", "ization").replace("aemi", "emi").replace("haem", "hem")
        ),
    ),
    (0.02, lambda m, r: replace(r, title=r.title.replace(" and ", " &amp; ").replace("α", "&alpha;"))),
    (0.02, lambda m, r: replace(r, title=r.title[: max(40, len(r.title) * 2 // 3)])),
    (0.02, _translated),
    (0.03, _without_authors),
    (0.03, lambda m, r: replace(r, issued=shifted(r.issued, m.random.choice((-1, 1))))),
    (0.03, lambda m, r: replace(r, pages="")),
    (0.02, lambda m, r: replace(r, volume="")),
    (0.02, lambda m, r: replace(r, volume="", issue=r.volume)),
    (0.02, lambda m, r: replace(r, authors=tuple(Name(n.given.split(" ")[0], n.family) for n in r.authors))),
    (0.02, lambda m, r: replace(r, authors=r.authors[:1])),
    (0.02, lambda m, r: replace(r, container="", container_short="")),
    (0.02, lambda m, r: replace(r, doi=f"https://doi.org/{r.doi}".lower() if r.doi else "")),
)

DATABASES: dict[str, Callable[[Maker, Record], Record]] = {
    "pubmed": Maker.pubmed,
    "embase": Maker.embase,
    "scopus": Maker.scopus,
    "wos": Maker.wos,
    "cinahl": Maker.cinahl,
    "central": Maker.central,
}


# ------------------------------------------------------------ works that only look like another


def _elsewhere(maker: Maker, work: Record, **changes: object) -> Record:
    """Return another work with what a fresh one has for its place, and the changes given."""
    fresh = maker.work()
    place = {name: getattr(fresh, name) for name in ("volume", "issue", "pages", "doi", "pmid", "issued")}
    return replace(work, **{**place, **changes})  # type: ignore[arg-type]


def _part(maker: Maker, work: Record) -> list[Record]:
    stem = work.title.partition(":")[0]
    parts = [
        f"{stem}. Part {n}: {maker.random.choice(OUTCOMES)}"
        for n in (("I", "II") if maker.maybe(0.5) else ("1", "2"))
    ]
    first = maker.random.randint(100, 900)
    return [
        replace(
            _elsewhere(maker, work),
            title=parts[0],
            issued=work.issued,
            volume=work.volume,
            pages=f"{first}-{first + 6}",
        ),
        replace(
            _elsewhere(maker, work),
            title=parts[1],
            issued=work.issued,
            volume=work.volume,
            pages=f"{first + 7}-{first + 15}",
        ),
    ]


def _erratum(maker: Maker, work: Record) -> list[Record]:
    form = maker.random.choice(
        (
            "Erratum: {}",
            "Correction to: {}",
            "Corrigendum to “{}”",
            "{} [Erratum]",
            "{} (vol 12, pg 34, 2010)",
        )
    )
    return [work, _elsewhere(maker, work, title=form.format(work.title), issued=work.issued)]


def _reply(maker: Maker, work: Record) -> list[Record]:
    form = maker.random.choice(("Comment on: {}", "Re: {}", "Response to “{}”", "Reply to: {}"))
    return [work, _elsewhere(maker, work, title=form.format(work.title), authors=maker.people(2))]


def _abstract(maker: Maker, work: Record) -> list[Record]:
    year = work.issued.year if work.issued else 2000
    page = f"S{maker.random.randint(10, 400)}"
    return [
        work,
        _elsewhere(
            maker,
            work,
            issued=PartialDate(year - maker.random.choice((0, 1, 2))),
            issue="SUPPL. 1",
            pages=page,
            pmid="",
            publication_types=("Conference Abstract",),
            container=maker.random.choice(JOURNALS)[0],
            container_short="",
        ),
    ]


def _preprint(maker: Maker, work: Record) -> list[Record]:
    draw = maker.random.randint
    number = f"10.1101/2021.0{draw(1, 9)}.1{draw(0, 9)}.212{draw(10000, 99999)}"
    return [
        work,
        replace(
            work,
            type="article",
            container="medRxiv",
            container_short="",
            issn="",
            volume="",
            issue="",
            pages="",
            doi=number,
            pmid="",
        ),
    ]


def _review(maker: Maker, work: Record) -> list[Record]:
    number, year = f"CD00{maker.random.randint(1000, 9999)}", maker.random.randint(2000, 2012)
    title = f"{maker.random.choice(DRUGS)} for {maker.random.choice(DISEASES)}".capitalize()
    stem = replace(
        _elsewhere(maker, work),
        title=title,
        container="Cochrane Database of Systematic Reviews",
        container_short="Cochrane Database Syst Rev",
        volume="",
        issn="1469-493X",
        pages=number,
    )
    return [
        replace(stem, doi=f"10.1002/14651858.{number.lower()}", issued=PartialDate(year)),
        replace(
            stem,
            doi=f"10.1002/14651858.{number.lower()}.pub2",
            issued=PartialDate(year + 4),
            pmid=str(int(stem.pmid) + 1),
        ),
    ]


def _yearly(maker: Maker, work: Record) -> list[Record]:
    title = f"Annual report of the national registry of {maker.random.choice(DISEASES)}"
    return [
        replace(_elsewhere(maker, work), title=title, issued=PartialDate(year), authors=work.authors[:3])
        for year in (2001, 2002, 2003)
    ]


def _column(maker: Maker, work: Record) -> list[Record]:
    title = maker.random.choice(COLUMNS)
    return [
        replace(_elsewhere(maker, work), title=title, authors=maker.people(1)),
        replace(_elsewhere(maker, work), title=title, authors=maker.people(1)),
    ]


def _sibling(maker: Maker, work: Record) -> list[Record]:
    """Return two abstracts of one meeting that share the DOI of its supplement and a page."""
    other = replace(maker.work(), container=work.container, container_short=work.container_short)
    place = {
        "doi": f"10.1007/s00125-0{maker.random.randint(100, 999)}-3355-0",
        "volume": "57",
        "issue": "1 SUPPL. 1",
        "pages": "S354",
        "pmid": "",
    }
    return [replace(work, **place), replace(other, issued=work.issued, **place)]  # type: ignore[arg-type]


def _near(maker: Maker, work: Record) -> list[Record]:
    """Return two papers of one team whose titles differ in a word."""
    drug = maker.random.sample(["methotrexate", "azathioprine", "rituximab"], 2)
    titles = [
        f"Open label trial of {each} in {maker.random.choice(PEOPLE)} with {maker.random.choice(DISEASES)}"
        for each in drug[:1]
    ]
    return [
        replace(work, title=titles[0]),
        _elsewhere(maker, work, title=titles[0].replace(drug[0], drug[1]), issued=work.issued),
    ]


LOOK_ALIKES: tuple[Callable[[Maker, Record], list[Record]], ...] = (
    _part,
    _erratum,
    _reply,
    _abstract,
    _preprint,
    _review,
    _yearly,
    _column,
    _sibling,
    _near,
)


def made(count: int, seed: int = 7, look_alikes: float = 0.12) -> list[Made]:
    """Return at least `count` records in the order of their databases, as exports would bring them."""
    maker = Maker(seed)
    found: list[Made] = []
    number = 0
    while len(found) < count:
        work = maker.work()
        works = maker.random.choice(LOOK_ALIKES)(maker, work) if maker.maybe(look_alikes) else [work]
        for each in works:
            number += 1
            found += [Made(record, number, database) for record, database in maker.printed(each)]
    order = sorted(DATABASES)
    return sorted(found[:count], key=lambda each: order.index(each.database))
