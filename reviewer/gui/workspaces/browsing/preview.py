"""The docks at the right of the Library: a document's words with their voices, and its record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.model import Document, Kind, Name, Record, Segment, Study, Voice

WORDED = 6_000
"""Characters shown at most; the Read workspace shows the rest."""
HEADLESS = (Kind.TITLE, Kind.CITATION, Kind.INDEXING)
"""Kinds that the title, the citation line and the record already show."""


def parts(document: Document, segments: Sequence[Segment]) -> list[tuple[str, str, str]]:
    """Return (voice, heading, words) of a document, neighbours of one voice and comment joined."""
    found: list[tuple[str, str, str]] = []
    for segment in segments:
        words = document.text[segment.start : segment.end].strip()
        if segment.rule == "blank" or segment.kind in HEADLESS or not words:
            continue
        voice, head = theme.voice_of(str(segment.voice)), heading(segment)
        if found and found[-1][:2] == (voice, head):
            voice, head, before = found.pop()
            words = f"{before}\n\n{words}"
        found.append((voice, head, words))
    return found


def heading(segment: Segment) -> str:
    """Return what stands above a part: whose words, and by whom."""
    if segment.voice is Voice.STUDY:
        return "Study, second-hand" if segment.second_hand else "Study abstract" if segment.kind is Kind.ABSTRACT else "Study"
    if segment.voice is Voice.READER:
        return f"Reader, comment {segment.comment}" if segment.comment else "Reader"
    if segment.voice is Voice.COMMENTARY:
        name = segment.attribution.name if segment.attribution else ""
        return f"Commentary by {name}" if name else "Commentary"
    return "Boilerplate"


def citation(record: Record) -> str:
    """Return where a document appeared, in one line; an empty string where the source does not say."""
    year = str(record.issued.year) if record.issued else ""
    place = f"{record.volume}{f'({record.issue})' if record.issue else ''}{f':{record.pages}' if record.pages else ''}"
    where = ". ".join(part for part in (record.container.rstrip("."), year) if part)
    return f"{where};{place}" if where and place else where or place


def names(people: Iterable[Name]) -> str:
    """Return people as a list of names."""
    return ", ".join(p.literal or f"{p.family} {p.given}".strip() for p in people)


class Part(QWidget):
    """The words of one voice beside its band."""

    def __init__(self, voice: str, head: str, words: str) -> None:
        super().__init__()
        self._voice = voice
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 0, 0, 0)
        column.setSpacing(2)
        self._head = head
        column.addSpacing(20)
        text = QLabel(words)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setProperty("type", "quote")
        if voice == "boilerplate":
            text.setProperty("tone", "3")
        text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        column.addWidget(text)
        self.setAccessibleName(f"{head}: {words[:200]}")
        theme.notifier.themeChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme.draw_voice_band(painter, QRectF(0, 0, theme.size("voiceBand"), self.height()), self._voice)
        theme.draw_voice_glyph(painter, QRectF(17, 2, 12, 14), self._voice)
        painter.setFont(theme.font("small", weight=600))
        painter.setPen(theme.colour(self._voice))
        painter.drawText(QRectF(34, 0, self.width() - 34, 18), Qt.AlignmentFlag.AlignVCenter, self._head)


class Scroll(QScrollArea):
    """A column of widgets in a scroll area, taken down and built again for each document."""

    def __init__(self, spoken: str, pane: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(spoken)
        self._pane = pane
        self.show_widgets([])

    def show_widgets(self, widgets: Iterable[QWidget]) -> None:
        """Show these widgets below each other."""
        holder = QWidget()
        holder.setProperty("pane", self._pane)
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(holder)

    def sizeHint(self) -> QSize:
        return QSize(theme.size("dockRight"), 400)


def label(words: str, type_: str, tone: str = "") -> QLabel:
    """Make a label that wraps and whose words can be selected."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setProperty("type", type_)
    if tone:
        made.setProperty("tone", tone)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


class Preview(Scroll):
    """The words of the selected document, each part beside the band of its voice."""

    def __init__(self) -> None:
        super().__init__("Preview", "page")

    def show_document(self, document: Document | None, segments: Sequence[Segment]) -> None:
        """Show a document, or what to do when none is selected."""
        if document is None:
            self.show_widgets([label("Select a document to see its words here.", "body", "3")])
            return
        head: list[QWidget] = [label(document.record.title or "No title in the source", "docTitle")]
        if citation(document.record):
            head.append(label(citation(document.record), "small", "2"))
        if document.record.doi:
            head.append(_link(document.record.doi, f"https://doi.org/{document.record.doi}"))
        shown, room = [], WORDED
        for voice, name, words in parts(document, segments):
            shown.append(Part(voice, name, words[:room] + ("…" if len(words) > room else "")))
            room -= len(words)
            if room <= 0:
                shown.append(label("Enter opens the whole text in Read.", "small", "3"))
                break
        self.show_widgets([*head, *shown])


class RecordFacts(Scroll):
    """What the source says of itself, and where it came from."""

    def __init__(self) -> None:
        super().__init__("Record", "panel")

    def show_document(self, document: Document | None, study: Study | None) -> None:
        """Show the record of a document."""
        if document is None:
            self.show_widgets([label("Select a document to see its record here.", "body", "3")])
            return
        holder = QWidget()
        form = QFormLayout(holder)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, words in facts(document, study):
            caption = QLabel(name)
            caption.setProperty("type", "small")
            caption.setProperty("tone", "3")
            form.addRow(caption, label(words, "small"))
        self.show_widgets([holder])


def facts(document: Document, study: Study | None) -> list[tuple[str, str]]:
    """Return the lines of a record; what the source leaves out is left out, but for authors and year."""
    record = document.record
    issued = record.issued
    terms = "; ".join(
        f"{term.descriptor}{f'/{term.qualifier}' if term.qualifier else ''}{'*' if term.major else ''}"
        for term in record.index_terms
    )
    lines = (
        ("Authors", names(record.authors) or "not in source"),
        ("Title", record.title or "not in source"),
        ("Journal", record.container),
        ("Year", str(issued.year) if issued else "not in source"),
        ("Volume", f"{record.volume}{f' ({record.issue})' if record.issue else ''}"),
        ("Pages", record.pages),
        ("DOI", record.doi),
        ("PMID", record.pmid),
        ("Web address", record.url),
        ("Types", "; ".join(record.publication_types)),
        ("Index terms", terms),
        ("Substances", "; ".join(record.substances)),
        ("Design", study.design if study else ""),
        ("Participants", str(study.participants) if study and study.participants is not None else ""),
        ("Source", document.source),
        ("Characters", f"{len(document.text):,}"),
        ("Fingerprint", f"{document.sha256[:16]}… (SHA-256 of the text)"),
    )
    return [(name, words) for name, words in lines if words.strip()]


def _link(words: str, address: str) -> QLabel:
    made = QLabel(f'<a href="{address}">{words}</a>')
    made.setProperty("type", "small")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    made.setAccessibleName(f"Open {words} in the web browser")
    made.linkActivated.connect(lambda target: QDesktopServices.openUrl(QUrl(target)))
    return made
