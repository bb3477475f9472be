"""The docks at the right of the Library: a document's words with their voices, and its record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from PySide6.QtCore import QRectF, QRegularExpression, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QDesktopServices,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reviewer import text as texts
from reviewer.gui import theme
from reviewer.gui.fields import Linked
from reviewer.language import amount, say, say_count
from reviewer.model import Document, Kind, Name, Record, Segment, Study, Voice
from reviewer.separation.wholes import goes_on

WORDED = 6_000
"""Characters shown at most; the Read workspace shows the rest."""
LABEL = 40
"""Characters of the longest label in an abstract, as in "Main outcome measures:"."""
HEADLESS = (Kind.TITLE, Kind.CITATION, Kind.INDEXING)
"""Kinds that the title, the citation line and the record already show."""


def parts(document: Document, segments: Sequence[Segment]) -> list[tuple[str, str, list[str]]]:
    """Return (voice, heading, paragraphs) of a document, neighbours of one voice and comment joined."""
    found: list[tuple[str, str, list[str]]] = []
    before: Segment | None = None
    for segment in segments:
        words = document.text[segment.start : segment.end].strip()
        if segment.rule == "blank" or segment.kind in HEADLESS or not words:
            continue
        voice, head = theme.voice_of(str(segment.voice)), heading(segment)
        if not found or found[-1][:2] != (voice, head):
            found.append((voice, head, []))
        paragraphs = [paragraph for paragraph in words.split("\n\n") if paragraph.strip()]
        if found[-1][2] and before is not None and _flows_on(document.text, before, segment):
            end = texts.trim(document.text, before.start, before.end)[1]
            found[-1][2][-1] += document.text[end : segment.start] + paragraphs.pop(0)
        found[-1][2].extend(paragraphs)
        before = segment
    return found


def _flows_on(text: str, above: Segment, below: Segment) -> bool:
    """Tell whether a part stands in the paragraph of the one above, as the passages of an abstract do."""
    end = "\n\n" if below.kind is Kind.ABSTRACT else "\n"
    return goes_on(above, below) and end not in text[above.end - 1 : below.start]


def as_html(paragraphs: Iterable[str]) -> str:
    """Return paragraphs as HTML, what stands before a colon at their beginning in bold."""
    made = []
    for paragraph in paragraphs:
        head, colon, rest = paragraph.partition(":")
        labelled = colon and rest.startswith(" ") and len(head) < LABEL and head[:1].isupper()
        words = f"<b>{escape(head)}:</b>{escape(rest)}" if labelled else escape(paragraph)
        made.append(f'<p style="margin: 0 0 5px 0">{words}</p>')
    return "".join(made)


def heading(segment: Segment) -> str:
    """Return what stands above a part: whose words, and by whom."""
    if segment.voice is Voice.STUDY:
        return (
            say("Study, second-hand")
            if segment.second_hand
            else say("Study abstract")
            if segment.kind is Kind.ABSTRACT
            else say("Study")
        )
    if segment.voice is Voice.READER:
        return say("Reader, comment {comment}", comment=segment.comment) if segment.comment else say("Reader")
    if segment.voice is Voice.COMMENTARY:
        name = segment.attribution.name if segment.attribution else ""
        return say("Commentary by {name}", name=name) if name else say("Commentary")
    return say("Boilerplate")


def citation(record: Record) -> str:
    """Return where a document appeared, in one line; an empty string where the source does not say."""
    year = str(record.issued.year) if record.issued else ""
    issue = f"({record.issue})" if record.issue else ""
    volume, pages = f"{record.volume}{issue}", f":{record.pages}" if record.pages else ""
    where = ". ".join(part for part in (record.container.rstrip("."), year) if part)
    return f"{where};{volume}{pages}" if where and volume else f"{where or volume}{pages}".lstrip(":")


def names(people: Iterable[Name]) -> str:
    """Return people as a list of names."""
    return ", ".join(f"{p.surname} {p.given}".strip() for p in people)


class FixedText(QWidget):
    """Words in a type of the design with its line height, which a label cannot keep."""

    def __init__(self, html: str, type_: str, tone: str = "text1", marked: Sequence[str] = ()) -> None:
        """`marked` are words that are underlined wherever they begin one."""
        super().__init__()
        self._tone, self._marked = tone, marked
        self._page = QTextDocument(self)
        self._page.setDocumentMargin(0)
        self._page.setDefaultFont(theme.font(type_))
        self._page.setHtml(html)
        cursor = QTextCursor(self._page)
        cursor.select(QTextCursor.SelectionType.Document)
        lines = QTextBlockFormat()
        lines.setLineHeight(theme.line_height(type_), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.mergeBlockFormat(lines)
        self._mark()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier.themeChanged.connect(self._mark)

    def _mark(self) -> None:
        """Underline the words that are marked, in the accent of the scheme in force."""
        if self._marked:
            line = QTextCharFormat()
            line.setFontUnderline(True)
            line.setUnderlineColor(theme.colour("accent"))
            line.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            words = "|".join(QRegularExpression.escape(word) for word in self._marked)
            options = QRegularExpression.PatternOption
            wanted = QRegularExpression(
                rf"\b(?:{words})\w*",
                options.CaseInsensitiveOption | options.UseUnicodePropertiesOption,
            )
            found = self._page.find(wanted)
            while not found.isNull():
                found.mergeCharFormat(line)
                found = self._page.find(wanted, found)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._page.setTextWidth(width)
        return ceil(self._page.size().height())

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 100)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._page.setTextWidth(self.width())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, theme.colour(self._tone))
        context.clip = QRectF(event.rect())
        self._page.documentLayout().draw(QPainter(self), context)


class Part(QWidget):
    """The words of one voice beside its band."""

    def __init__(self, voice: str, head: str, paragraphs: Sequence[str], marked: Sequence[str] = ()) -> None:
        super().__init__()
        self._voice = voice
        self._head = head
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 20, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            FixedText(as_html(paragraphs), "quote", "text3" if voice == "boilerplate" else "text1", marked)
        )
        self.setAccessibleName(f"{head}: {' '.join(paragraphs)[:200]}")
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


@dataclass(frozen=True, slots=True)
class Standing:
    """Which record stands for the work of a document, and how many are set aside under the document."""

    id: int
    kept: int
    title: str
    others: int


class Preview(Scroll):
    """The words of the selected document, each part beside the band of its voice."""

    document_asked = Signal(int)
    """A document that should be selected."""
    back_wanted = Signal(int)
    """A document that is set aside and should be no longer."""

    def __init__(self) -> None:
        super().__init__(say("Preview"), "page")

    def show_document(
        self,
        document: Document | None,
        segments: Sequence[Segment],
        standing: Standing | None = None,
        marked: Sequence[str] = (),
    ) -> None:
        """Show a document, with these words marked, or what to do when none is selected."""
        if document is None:
            self.show_widgets([label(say("Select a document to see its words here."), "body", "3")])
            return
        title = document.record.title or say("No title in the source")
        head: list[QWidget] = [FixedText(f"<b>{escape(title)}</b>", "docTitle", marked=marked)]
        if citation(document.record):
            head.append(label(citation(document.record), "small", "2"))
        if document.record.doi:
            head.append(_link(document.record.doi, f"https://doi.org/{document.record.doi}"))
        shown, room = [], WORDED
        for voice, name, paragraphs in parts(document, segments):
            fitting, room = _fitting(paragraphs, room)
            shown.append(Part(voice, name, fitting, marked))
            if room <= 0:
                shown.append(label(say("Enter opens the whole text in Read."), "small", "3"))
                break
        self.show_widgets([*self._standing(standing), *head, *shown])

    def _standing(self, standing: Standing | None) -> list[QWidget]:
        """Return what is said of a record that is set aside, or stands for others; nothing of others."""
        if standing is not None and standing.others and standing.kept == standing.id:
            said = say_count(
                standing.others,
                "Stands for {n} other record of the same work, set aside.",
                "Stands for {n} other records of the same work, set aside.",
            )
            return [label(said, "small", "2")]
        if standing is None or standing.kept == standing.id:
            return []
        link = QPushButton(_cut(standing.title or say("Record {id}", id=standing.kept)))
        link.setProperty("link", True)
        link.setToolTip(standing.title)
        link.setAccessibleName(say("Show the record that is kept: {title}", title=standing.title))
        link.clicked.connect(lambda: self.document_asked.emit(standing.kept))
        back = QPushButton(say("Take it back"))
        back.clicked.connect(lambda: self.back_wanted.emit(standing.id))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        column.addWidget(label(say("Set aside under another record of the same work:"), "small", "2"))
        for widget in (link, back):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        return [holder]


def _cut(title: str) -> str:
    """Return a title that fits on a line of the dock."""
    return title if len(title) <= LABEL else f"{title[:LABEL].rstrip()}…"


def _fitting(paragraphs: Sequence[str], room: int) -> tuple[list[str], int]:
    """Return the paragraphs that fit into `room` characters, the last one cut, and the room left."""
    kept = []
    for paragraph in paragraphs:
        kept.append(paragraph if len(paragraph) <= room else f"{paragraph[:room]}…")
        room -= len(paragraph)
        if room <= 0:
            break
    return kept, room


def facts(document: Document, study: Study | None) -> list[tuple[str, str]]:
    """Return the lines of a record; what the source leaves out is left out, but for authors and year."""
    record = document.record
    issued = record.issued
    terms = "; ".join(
        f"{term.descriptor}{f'/{term.qualifier}' if term.qualifier else ''}{'*' if term.major else ''}"
        for term in record.index_terms
    )
    lines = (
        (say("Authors"), names(record.authors) or say("not in source")),
        (say("Title"), record.title or say("not in source")),
        (say("Journal"), record.container),
        (say("Year"), str(issued.year) if issued else say("not in source")),
        (say("Volume"), f"{record.volume}{f' ({record.issue})' if record.issue else ''}"),
        (say("Pages"), record.pages),
        ("DOI", record.doi),
        ("PMID", record.pmid),
        (say("Web address"), record.url),
        (say("Types"), "; ".join(record.publication_types)),
        (say("Index terms"), terms),
        (say("Substances"), "; ".join(record.substances)),
        (say("Design"), say(study.design) if study and study.design else ""),
        (say("Participants"), str(study.participants) if study and study.participants is not None else ""),
        (say("Source"), document.source),
        (say("Characters"), amount(len(document.text))),
        (say("Fingerprint"), say("{start}… (SHA-256 of the text)", start=document.sha256[:16])),
    )
    return [(name, words) for name, words in lines if words.strip()]


def _link(words: str, address: str) -> QLabel:
    made = Linked(f'<a href="{address}">{words}</a>')
    made.setProperty("type", "small")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setAccessibleName(say("Open {words} in the web browser", words=words))
    made.linkActivated.connect(lambda target: QDesktopServices.openUrl(QUrl(target)))
    return made
