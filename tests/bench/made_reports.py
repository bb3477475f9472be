"""A whole review of a real size in a library: what a report of 200 pages and more is written from.

Five hundred documents that were read (studies, blogs with commentary and with readers who write in several
scripts), 4,000 records that were screened, claims with tags, quotes with places, ratings that differ in their
reasons, appraisals with several instruments. The same seed gives the same library but for its times and ids
of people; `at` fixes those in a snapshot.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer.appraisal import grade
from reviewer.appraisal.instrument import Instrument
from reviewer.appraisal.instruments import instruments, to_json
from reviewer.library import Library, appraisals, imports, journal, rows, snapshot
from reviewer.model import (
    Answer,
    Attribution,
    Document,
    Effect,
    Judgement,
    Kind,
    Name,
    PartialDate,
    Record,
    Segment,
    Snapshot,
    Voice,
)
from reviewer.text import sha256
from tests.bench.made_voices import ADDRESS, GROUPS, LONG_TITLES, OPINIONS, READERS, SENTENCES, TAGS

READ, SCREENED, CLAIMS, QUOTES = 500, 4_000, 150, 2_000
_REASONS = ("Wrong population", "No outcome of interest", "No primary data", "Wrong intervention")
_FORMS = (
    ("rob-2", 90), ("robins-i", 60), ("jbi-case-series", 60), ("nos-cohort", 60), ("ocebm-2011", 120),
    ("aacods", 60), ("jbi-text-opinion", 40),
)  # fmt: skip
"""Which forms are filled in, and how often."""
_HUES = ("moss", "brick", "violet", "teal", "slate", "sienna", "olive", "rose")
_STANCES = ("supports", "supports", "supports", "contradicts", "qualifies", "mentions")


@dataclass(frozen=True, slots=True)
class Page:
    """A document to be written, and the stretches of it that may be quoted: (start, end, voice)."""

    document: Document
    segments: tuple[Segment, ...]
    stretches: tuple[tuple[int, int, Voice], ...]


def write(library: Library, seed: int = 11, parts: int = 1) -> None:
    """Write the review into an empty library; `parts` 10 makes one of a tenth of the size."""
    dice = random.Random(seed)
    pages = [_page(number, dice) for number in range(1, READ // parts + 1)]
    ids = _add(library, "studies and pages.ris", "ris", pages)
    others = [_unread(number) for number in range(1, (SCREENED - READ) // parts + 1)]
    left = _add(library, "search of a database.nbib", "nbib", others)
    _screen(library, ids, left)
    with journal.op(library, "A made review"):
        _ask(library)
        known, groups = _claims(library, CLAIMS // parts, dice)
        tied = _quotes(pages, ids, known, groups, QUOTES // parts, dice)
        own = {"reviewer": library.reviewer.id}
        rows.add_all(library, "quotes", [{**each, **own} for each in tied])
        _studies(library, pages, ids, dice)
        rows.add_all(library, "certainties", [{**each, **own} for each in _ratings(known, groups, dice)])
        rows.add_all(library, "appraisals", list(_appraised(library, tied, ids, parts, dice)))


def at(library: Library, time: str = "2026-03-12T14:02:11.250+00:00") -> Snapshot:
    """Return the snapshot of a made library as if all of it had been done at one time by one person."""
    found = snapshot(library)
    assert found.last_op is not None
    return replace(found, name="A made review", last_op=replace(found.last_op, time=time))


# ------------------------------------------------------------------ documents


def _page(number: int, dice: random.Random) -> Page:
    return _blog(number, dice) if number % 4 == 0 else _article(number, dice)


def _title(number: int) -> str:
    if number % 23 == 0:
        return LONG_TITLES[number // 23 % len(LONG_TITLES)]
    return f"Effect of drug {number} on outcome {number % 17}: a study of {number % 90 + 10} people"


def _joined(parts: Sequence[tuple[str, Segment]]) -> tuple[str, tuple[Segment, ...], list[tuple[int, int]]]:
    """Return stretches as one text with blank lines between, its segments, and where each stands."""
    text, segments, places = "", [], []
    for words, kind in parts:
        if text:
            segments.append(Segment(len(text), len(text) + 2, Kind.BOILERPLATE, rule="blank"))
            text += "\n\n"
        segments.append(replace(kind, start=len(text), end=len(text) + len(words)))
        places.append((len(text), len(text) + len(words)))
        text += words
    return text, tuple(segments), places


def _sentences(words: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a stretch stand; they end with a full stop and a space."""
    at = 0
    for sentence in words.split(". "):
        yield start + at, start + at + len(sentence)
        at += len(sentence) + 2


def _article(number: int, dice: random.Random) -> Page:
    abstract = ". ".join(
        dice.choice(SENTENCES).format(a=dice.randint(11, 99), b=dice.randint(2, 48), n=number)
        for _ in range(7)
    )
    if number % 50 == 1:
        abstract += f". The data are kept at {ADDRESS}{number}"
    voice = Segment(0, 0, Kind.ABSTRACT, Voice.STUDY)
    text, segments, places = _joined(((_title(number), Segment(0, 0, Kind.TITLE)), (abstract, voice)))
    stretches = [(*place, Voice.STUDY) for place in _sentences(abstract, places[1][0])]
    if number % 40 == 1:
        stretches.append((*places[1], Voice.STUDY))
    names = tuple(Name(f"{family}-{number}", "A B") for family in ("Maier", "Núñez", "Østergård", "Ngũgĩ"))
    record = Record(
        "article-journal", _title(number), names[: 1 + number % 4], "Journal of Made Studies",
        PartialDate(1990 + number % 35), volume=str(number % 60), pages=f"{number}-{number % 9}",
        doi=f"10.5555/made.{number}" if number % 3 else "",
    )  # fmt: skip
    return Page(Document(text, record, sha256=sha256(text)), segments, tuple(stretches))


def _blog(number: int, dice: random.Random) -> Page:
    who = Attribution(f"Blogger {number % 9}")
    opinion = ". ".join(dice.choice(OPINIONS).format(n=number, a=dice.randint(11, 99)) for _ in range(4))
    parts = [
        (_title(number), Segment(0, 0, Kind.TITLE)),
        (opinion, Segment(0, 0, Kind.COMMENTARY, Voice.COMMENTARY, attribution=who)),
    ]
    for comment in range(1, 6):
        words = READERS[(number // 4 + 3 * comment) % len(READERS)].format(n=number, a=comment)
        said_by = Attribution(f"Reader {number}-{comment}")
        parts.append((words, Segment(0, 0, Kind.COMMENT, Voice.READER, attribution=said_by, comment=comment)))
    text, segments, places = _joined(parts)
    stretches = [(*place, Voice.COMMENTARY) for place in _sentences(opinion, places[1][0])]
    stretches += [(*place, Voice.READER) for place in places[2:]]
    record = Record(
        "post-weblog", _title(number), (Name(literal=f"Blogger {number % 9}"),), f"Blog {number % 9}",
        PartialDate(2005 + number % 20, 1 + number % 12) if number % 3 else None, url=f"https://example.org/{number}",
    )  # fmt: skip
    return Page(Document(text, record, sha256=sha256(text)), segments, tuple(stretches))


def _unread(number: int) -> Page:
    words = f"Record {number} that was screened and not read"
    record = Record("article-journal", words, container="Journal", issued=PartialDate(1980 + number % 45))
    return Page(Document(words, record, sha256=sha256(words)), (Segment(0, len(words), Kind.TITLE),), ())


def _add(library: Library, path: str, format: str, pages: Sequence[Page]) -> list[int]:
    with journal.op(library, f"Add {len(pages)} documents", bulk=True) as pending:
        batch = rows.add(library, "imports", label=pending.label)
        data = path.encode()
        imports.keep_body(library, sha256(path), io.BytesIO(data))
        source = imports.add_source(library, batch, sha256(path), len(data), path, format)
        made = [
            imports.prepared(number, page.document, page.segments, "2")
            for number, page in enumerate(pages, start=1)
        ]
        ids = [id for id, _twin in imports.add_documents(library, batch, source, made)]
        imports.finish_source(library, source, len(pages), 0, 0)
    return ids


def _screen(library: Library, included: Sequence[int], left: Sequence[int]) -> None:
    """Include what is read at both stages, exclude the rest; every 30th as a full text."""
    with journal.op(library, "Screen"):
        reasons = [
            rows.add(library, "exclusion_reasons", name=name, position=place)
            for place, name in enumerate(_REASONS, start=10)
        ]
        own = library.reviewer.id
        late = set(left[::30])
        abstracts = [_decision(id, "abstract", own, None if id in late else reasons[id % 4]) for id in left]
        abstracts += [_decision(id, "abstract", own, None) for id in included]
        full = [_decision(id, "full-text", own, reasons[id % 4]) for id in sorted(late)]
        full += [_decision(id, "full-text", own, None) for id in included]
        rows.add_all(library, "decisions", abstracts + full)


def _decision(document: int, stage: str, reviewer: str, reason: int | None) -> dict[str, rows.Value]:
    verdict = "include" if reason is None else "exclude"
    return {
        "document": document, "stage": stage, "reviewer": reviewer, "verdict": verdict, "reason": reason,
    }  # fmt: skip


# ------------------------------------------------------------------ what was found in them


def _ask(library: Library) -> None:
    fields = {
        "title": "Drugs for relapsing disease: what five hundred studies, commentators and patients report",
        "subtitle": "Drugs for relapsing disease",
        "population": "Adults with relapsing disease. Two populations are kept apart throughout.",
        "setting": "Hospitals and practices in eleven countries.",
        "intervention": "Any drug given to prevent relapses.",
        "comparison": "Placebo, another drug, or none.",
        "abbreviations": "CI, confidence interval; EDSS, Expanded Disability Status Scale.",
    }
    rows.add_all(library, "properties", [{"key": key, "value": value} for key, value in fields.items()])


def _claims(library: Library, count: int, dice: random.Random) -> tuple[list[int], list[int]]:
    groups = [rows.add(library, "populations", name=name, short=short) for name, short in GROUPS]
    tags = []
    for place, (name, children) in enumerate(TAGS):
        parent = rows.add(library, "tags", name=name, colour=_HUES[place], position=place)
        tags += [
            rows.add(library, "tags", name=child, parent=parent, position=at)
            for at, child in enumerate(children)
        ]
    known = []
    for number in range(1, count + 1):
        words = dice.choice(SENTENCES).format(a=number, b=number % 30 + 2, n=number)
        known.append(
            rows.add(
                library, "claims", number=number, statement=f"{words}.",
                label=f"outcome {number}" if number % 3 else "", outcome=f"Outcome {number} of those told",
                intervention="Drug", comparator="Placebo",
                direction=dice.choice(("rises", "falls", "")),
            )
        )  # fmt: skip
    links = [{"claim": claim, "tag": tag} for claim in known for tag in dice.sample(tags, dice.randint(1, 2))]
    rows.add_all(library, "claim_tags", links)
    return known, groups


def _quotes(
    pages: Sequence[Page],
    ids: Sequence[int],
    known: Sequence[int],
    groups: Sequence[int],
    count: int,
    dice: random.Random,
) -> list[dict[str, rows.Value]]:
    """Return quotes: first words of a study for each claim in each population, then any."""
    free = [(id, page, place) for id, page in zip(ids, pages, strict=True) for place in page.stretches]
    dice.shuffle(free)
    firsts = [(claim, group) for claim in known for group in groups]
    tied = []
    for id, page, (start, end, _) in sorted(free, key=lambda each: each[2][2] is not Voice.STUDY):
        if not firsts:
            break
        tied.append(_quote(id, page, start, end, *firsts.pop(0), dice))
    used = {(each["document"], each["start"], each["end"]) for each in tied}
    for id, page, (start, end, voice) in free:
        if len(tied) == count:
            break
        if (id, start, end) not in used:
            group = dice.choice(groups) if voice is Voice.STUDY else None
            tied.append(_quote(id, page, start, end, dice.choice(known), group, dice))
    return tied


def _quote(
    document: int, page: Page, start: int, end: int, claim: int, group: int | None, dice: random.Random
) -> dict[str, rows.Value]:
    text = page.document.text
    return {
        "claim": claim, "document": document, "start": start, "end": end, "exact": text[start:end],
        "prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32],
        "text_sha256": page.document.sha256, "stance": dice.choice(_STANCES), "group_id": group,
    }  # fmt: skip


def _studies(library: Library, pages: Sequence[Page], ids: Sequence[int], dice: random.Random) -> None:
    designs = ("randomised trial", "cohort study", "case series", "case-control study")
    told = [
        {"id": id, "design": dice.choice(designs), "participants": dice.choice((None, 20, 187, 1_240)),
         "setting": "Hospital"}
        for id, page in zip(ids, pages, strict=True)
        if page.document.record.type == "article-journal"
    ]  # fmt: skip
    rows.add_all(library, "studies", told)


# ------------------------------------------------------------------ judgements


def _ratings(
    known: Sequence[int], groups: Sequence[int], dice: random.Random
) -> Iterator[dict[str, rows.Value]]:
    for claim in known:
        for group in groups:
            randomised = dice.random() < 0.4
            told = randomised and claim % 2
            effect = Effect("RR", "0.72", "0.55", "0.94", risk=f"{claim % 80 + 5}%") if told else Effect()
            yield {
                "claim": claim, "population": group, "rule_set": "classic",
                "start": "randomised" if randomised else "non-randomised",
                "judgements": appraisals.judgements_json(_judgements(claim, group, dice)),
                "importance": dice.randint(3, 9), "outcome": f"Outcome {claim} of those told",
                "observed": f"Relapse free {{{claim % 40 + 1}/60}}; the effect as the authors give it",
                "relative": dice.choice(("", "RR 0.72 (0.55 to 0.94)", "HR 1.10 (0.60 to 2.02)")),
                "graded": int(claim % 15 != 0), "effect": appraisals.effect_json(effect),
            }  # fmt: skip


def _judgements(claim: int, group: int, dice: random.Random) -> dict[str, Judgement]:
    made = {domain: Judgement(0, "") for domain in grade.DOMAINS_DOWN}
    for domain in dice.sample(list(grade.DOMAINS_DOWN), dice.randint(1, 2)):
        levels = dice.choice((-1, -1, -2))
        why = f"{dice.choice(SENTENCES).format(a=claim % 13, b=claim % 5 + 2, n=group)}"
        made[domain] = Judgement(levels, f"{why} ({domain.replace('_', ' ')})")
    return made


def _appraised(
    library: Library,
    tied: Sequence[dict[str, rows.Value]],
    ids: Sequence[int],
    parts: int,
    dice: random.Random,
) -> Iterator[dict[str, rows.Value]]:
    """Yield appraisals: results with RoB 2 and ROBINS-I, studies and pages with the other forms."""
    forms = instruments()
    studies = list(dict.fromkeys(each["document"] for each in tied if each["group_id"] is not None))
    for name, count in _FORMS:
        form = forms[name]
        with_claims = [each for each in tied if each["group_id"] is not None]
        for number in range(max(2, count // parts)):
            tie = with_claims[(number * 7) % len(with_claims)]
            claim = tie["claim"] if form.per_result else None
            blog = ids[(number * 4 + 3) % len(ids)]
            study = tie["document"] if form.per_result else studies[number % len(studies)]
            document = blog if name in ("aacods", "jbi-text-opinion") else study
            appraisals.keep_instrument(library, form.id, form.version, to_json(form))
            yield _appraisal(library, form, int(document or 0), claim, dice)


def _appraisal(
    library: Library, form: Instrument, document: int, claim: rows.Value, dice: random.Random
) -> dict[str, rows.Value]:
    answers = {
        item.id: Answer(
            dice.choice(item.answers).key, "As the authors say in the methods." if dice.random() < 0.2 else ""
        )
        for item in form.items
    }
    return {
        "document": document, "claim": claim, "instrument": form.id, "version": form.version,
        "reviewer": library.reviewer.id, "answers": appraisals.answers_json(answers),
        "judgement": dice.choice(form.overall).key if form.overall else "", "done": 1,
    }  # fmt: skip
