"""The words of Reviewer as plain data: what a document, a segment, a claim and a rating are.

Nothing here computes more than a property of its own fields. Positions are Unicode code points,
half-open, in the canonical text of one document.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from reviewer.model.effect import Effect as Effect
from reviewer.model.export import Export as Export
from reviewer.model.flow import Traced as Traced
from reviewer.model.flow import Turned as Turned
from reviewer.model.place import Span as Span
from reviewer.model.question import Question as Question
from reviewer.model.quick import quick
from reviewer.model.record import IndexTerm as IndexTerm
from reviewer.model.record import Name as Name
from reviewer.model.record import PartialDate as PartialDate
from reviewer.model.record import Record as Record
from reviewer.model.record import Relation as Relation
from reviewer.model.recorded import Recorded as Recorded
from reviewer.model.screening import Screening as Screening
from reviewer.model.suggestion import Lost as Lost
from reviewer.model.suggestion import State as State
from reviewer.model.suggestion import Suggestion as Suggestion
from reviewer.model.suggestion import SuggestionKind as SuggestionKind
from reviewer.model.together import Difference as Difference
from reviewer.model.together import Hidden as Hidden
from reviewer.model.together import Said as Said
from reviewer.model.together import Settlement as Settlement
from reviewer.model.together import Shared as Shared
from reviewer.model.together import Standing as Standing
from reviewer.model.together import Subject as Subject

Progress = Callable[[int, int | None, str], None]
"""Called as progress(done, total or None, what); raises Cancelled when the user stopped the job."""


def no_progress(done: int, total: int | None, what: str) -> None:
    """Ignore progress, for callers that show none."""


class Kind(StrEnum):
    TITLE = "title"
    CITATION = "citation"
    ABSTRACT = "abstract"
    INDEXING = "indexing"
    BODY = "body"
    COMMENTARY = "commentary"
    COMMENT = "comment"
    QUOTE = "quote"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


class Voice(StrEnum):
    STUDY = "study"
    COMMENTARY = "commentary"
    READER = "reader"
    NONE = "none"


VOICE_OF_KIND: Mapping[Kind, Voice] = {
    Kind.ABSTRACT: Voice.STUDY,
    Kind.BODY: Voice.STUDY,
    Kind.COMMENTARY: Voice.COMMENTARY,
    Kind.COMMENT: Voice.READER,
}
"""The voice a kind implies. Kinds left out have none; a quote takes the voice of whoever is quoted."""


class Role(StrEnum):
    BACKGROUND = "background"
    OBJECTIVE = "objective"
    METHODS = "methods"
    DESIGN = "design"
    SETTING = "setting"
    PARTICIPANTS = "participants"
    INTERVENTION = "intervention"
    OUTCOMES = "outcomes"
    RESULTS = "results"
    CONCLUSIONS = "conclusions"
    OTHER = "other"


class Stance(StrEnum):
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    QUALIFIES = "qualifies"
    MENTIONS = "mentions"


class Direction(StrEnum):
    RISES = "rises"
    FALLS = "falls"
    NO_CHANGE = "no change"
    UNCLEAR = "unclear"


class Element(NamedTuple):
    """An element of a web page that holds words: its tag and what its class, id and role call it.

    A page has hundreds, so they and boxes are tuples: those are made in a third of the time.

    `number` tells one element of a page from another. `names` are lower case, in the order of the page;
    `stated` is what an attribute says of it for machines, such as the `datetime` of a `time`.
    """

    number: int
    tag: str
    names: tuple[str, ...] = ()
    stated: str = ""


class Box(NamedTuple):
    """A block of a web page: a paragraph, heading, list item, cell or line, and where it stands.

    `inside` are the elements around it, outermost first (of very deep pages the innermost). `inline` are
    elements within it that say something, with their stretches. `linked` counts code points in links.
    """

    start: int
    end: int
    inside: tuple[Element, ...] = ()
    inline: tuple[tuple[int, int, Element], ...] = ()
    linked: int = 0


@quick
@dataclass(frozen=True, slots=True)
class Document:
    """One thing to read. `text` is canonical and never changes; `sha256` is of its UTF-8 bytes.

    `boxes` is the structure of a web page, in order and without overlap, all words within one; empty for
    what has none. It is not kept in the library: the source's bytes give it again. `pages` holds where each
    page begins; it is empty for what has no pages.
    """

    text: str
    record: Record = Record()
    id: int = 0
    sha256: str = ""
    source: str = ""
    source_sha256: str = ""
    format: str = "text"
    boxes: tuple[Box, ...] = ()
    pages: tuple[int, ...] = ()

    def page_of(self, position: int) -> int:
        """Return the number, from 1, of the page a position stands on; 0 where there are no pages."""
        return bisect_right(self.pages, position)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is speaking, as the page shows it; `date` as written."""

    name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a segment repeats. `document` None with a `start`: the same document; both None: a source
    that is not in the library. `start` lies in the repeated segment."""

    document: int | None = None
    start: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one document with one kind. `confidence` is 0..1; `rule` names the cue that decided."""

    start: int
    end: int
    kind: Kind
    voice: Voice = Voice.NONE
    role: Role | None = None
    attribution: Attribution | None = None
    comment: int | None = None
    in_reply_to: int | None = None
    quotes: Quoted | None = None
    confidence: float = 1.0
    rule: str = ""
    confirmed_by: str | None = None
    id: int = 0

    @property
    def second_hand(self) -> bool:
        """True for words of a study that stand on somebody else's page."""
        return self.voice is Voice.STUDY and self.quotes is not None

    @property
    def repeats(self) -> bool:
        """True for words that are quoted from the same page: they count where they stand first."""
        quotes = self.quotes if self.kind is Kind.QUOTE else None
        return quotes is not None and quotes.document is None and quotes.start is not None


@dataclass(frozen=True, slots=True)
class Reviewer:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Tag:
    """An entry of the codebook. `colour` is a hue of tokens.json, empty for a child: it inherits.

    `use_when` and `avoid_when` say when to put it on a claim and when not; `guid` names it in every program.
    """

    id: int
    name: str
    parent: int | None = None
    colour: str = ""
    definition: str = ""
    position: int = 0
    use_when: str = ""
    avoid_when: str = ""
    guid: str = ""


@dataclass(frozen=True, slots=True)
class Population:
    """Whom a body of evidence is about. Populations are never pooled. `short` fits a table column."""

    id: int
    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Pico:
    """`population` is the words of the reviewer; which Population they mean stands beside it."""

    population: str = ""
    intervention: str = ""
    comparator: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in the reviewer's words. `label` is its short form for margins, or empty."""

    id: int
    number: int
    statement: str
    label: str = ""
    pico: Pico = Pico()
    direction: Direction | None = None
    note: str = ""
    tags: tuple[int, ...] = ()

    @property
    def short(self) -> str:
        return self.label or self.statement


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """A span tied to a claim. `pico` and `direction` hold what this source says of itself; what they
    leave empty is as in the claim. `voice` is that of the segment the span lies in. `background` marks
    words of a study that report nothing it found; they are shown, and count towards no certainty. `origin`
    is the document in which the study that a page quotes stands at first hand, if it is in the library."""

    id: int
    claim: int
    span: Span
    stance: Stance
    voice: Voice
    second_hand: bool = False
    background: bool = False
    population: int | None = None
    pico: Pico = Pico()
    direction: Direction | None = None
    note: str = ""
    reviewer: str = ""
    prefix: str = ""
    suffix: str = ""
    text_sha256: str = ""
    origin: int | None = None

    @property
    def study(self) -> int:
        """Return the document under which the study speaking here is counted."""
        return self.span.document if self.origin is None else self.origin

    @property
    def counts(self) -> bool:
        """True for what may enter a certainty: words of a study about what it found."""
        return self.voice is Voice.STUDY and not self.background


@dataclass(frozen=True, slots=True)
class Study:
    """What a reviewer confirmed about the study that a document reports or quotes.

    `same_as` names the document that reports the same study at first hand, so that it counts once.
    `participants` is None where the text does not say.
    """

    document: int
    label: str = ""
    design: str = ""
    participants: int | None = None
    setting: str = ""
    same_as: int | None = None


class Tie(StrEnum):
    """How far it is settled that a page quotes a study: by the machine, by a person, or not at all."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class QuotedStudy:
    """A study that a page quotes: where in `document` its words begin, and the document it stands in at
    first hand. `likeness` is 0..1 of the words; `reason` says what led to it; `reviewer` who settled it."""

    id: int
    document: int
    start: int
    study: int
    state: Tie
    likeness: float
    reason: str
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer on an appraisal form: the key of the answer, why, and what shows it: quote links, and
    words of the document that was appraised."""

    value: str
    reason: str = ""
    quotes: tuple[int, ...] = ()
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One reviewer's answers to an instrument for one document, or for one claim (result) of it.

    `despite` is why the instrument was used although it does not fit the design of the study.
    `done` when its reviewer says so: from then on it may stand beside that of another. `shared` as for a
    Certainty: it is then what several reviewers say together, without what they have not settled.
    """

    id: int
    document: int
    claim: int | None
    instrument: str
    version: str
    reviewer: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    basis: str = "abstract"
    judgement: str = ""
    note: str = ""
    despite: str = ""
    done: bool = False
    shared: Shared = Shared.ALONE

    @property
    def subject(self) -> Subject:
        """Return what is appraised here, by whomever."""
        return Subject(self.document, self.claim, None, self.instrument)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One domain of a certainty rating: levels moved (−3…+2), why, and why a lock was overridden.

    `borderline`: it could have gone the other way, so the tables explain it although it moves nothing.
    """

    levels: int = 0
    reason: str = ""
    override: str = ""
    borderline: bool = False


@dataclass(frozen=True, slots=True)
class Certainty:
    """One reviewer's GRADE rating of one body of evidence: one claim in one population.

    `observed` is what the studies saw, for the summary of findings; `{10/20}` in it is printed as the
    count with its exact interval. `participants` None: worked out from the studies of the body. `relative`
    is the relative effect in words where `effect` holds no numbers. `side`: whether the outcome is a
    "benefit" or a "harm" of what is done, "" while nobody says. `shared` when it is what several raters say
    together: `reviewer` is then their names, and one that differs and is not settled is not graded.
    """

    id: int
    claim: int
    population: int | None
    reviewer: str
    rule_set: str = "classic"
    start: str = "non-randomised"
    start_reason: str = ""
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    importance: int | None = None
    participants: int | None = None
    outcome: str = ""
    relative: str = ""
    observed: str = ""
    graded: bool = False
    effect: Effect = Effect()
    side: str = ""
    shared: Shared = Shared.ALONE

    @property
    def subject(self) -> Subject:
        """Return what is rated here, by whomever."""
        return Subject(None, self.claim, self.population)


@dataclass(frozen=True, slots=True)
class Op:
    """One labelled user action, as the history shows it. `undone` is True while it is taken back."""

    id: int
    time: str
    reviewer: str
    label: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What an action changed: table name to row ids, read from the journal. `created` is the new row."""

    op: int
    label: str
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    created: int = 0

    def touches(self, *tables: str) -> bool:
        """Tell whether a row of any of these tables changed."""
        return any(self.rows.get(table) for table in tables)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The library at one moment, whole, for reports and exports. Sequences are in reading order."""

    name: str
    question: Question
    documents: tuple[Document, ...]
    segments: Mapping[int, tuple[Segment, ...]]
    claims: tuple[Claim, ...]
    quotes: tuple[QuoteLink, ...]
    tags: tuple[Tag, ...]
    populations: tuple[Population, ...]
    studies: Mapping[int, Study]
    certainties: tuple[Certainty, ...]
    appraisals: tuple[Appraisal, ...]
    instruments: Mapping[tuple[str, str], str]
    """Id and version of an instrument to its definition as kept in the library (JSON)."""
    reviewers: Mapping[str, str]
    """Reviewer id to name."""
    last_op: Op | None
    quoted_studies: tuple[QuotedStudy, ...] = ()
    set_aside: Mapping[int, int] = field(default_factory=dict)
    """Record that is set aside to the record that stands for its work."""
    written: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Quote link to when it was made and when it was changed last (ISO 8601 with zone)."""
    settlements: tuple[Settlement, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    """Judgements of others that are not in this snapshot, because its reader has not judged the same yet."""
    standings: Mapping[Subject, Standing] = field(default_factory=dict)
    """How each judgement stands, where more than one reviewer has a part in it."""
    traced: tuple[Traced, ...] = ()
    """Every record and how far it came, as far as this snapshot's reader may see what was decided."""
    turned: tuple[Turned, ...] = ()
    """What of each file never became a document."""
    key: str = ""
    """The secret of the library, by which the fingerprints in a manifest are made; never printed."""
    screening: Screening = Screening()
    unseen: Mapping[str, int] = field(default_factory=dict)
    """How many decisions of others at each stage its reader may not see yet."""
    apart: Mapping[Subject, tuple[str, ...]] = field(default_factory=dict)
    """Who finished judging what before being shown the judgement of another."""
    recorded: Recorded = Recorded()
