"""Web pages saved as one file (.mhtml, .mht): the page in it, with nothing else of the file ever loaded."""

from __future__ import annotations

import email
import email.header
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import Message

from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.model import Record
from reviewer.readers import from_html
from reviewer.readers.input import Input
from reviewer.readers.page_encoding import codec
from reviewer.readers.parsed import Parsed, Rejected
from reviewer.records.markup import plain

FORMAT = "mhtml"
SUFFIXES = (".mhtml", ".mht")

MOST = 200_000_000
_HEADERS = (
    b"from:",
    b"mime-version:",
    b"snapshot-content-location:",
    b"content-type:",
    b"subject:",
    b"date:",
)
_PAGES = ("text/html", "application/xhtml+xml")
_WEB = ("http://", "https://")


def sniff(source: Input) -> int:
    """Return 2 for a message of several parts with a page among them."""
    head = source.head.lstrip()[:20_000].lower()
    is_message = head.startswith(_HEADERS) and b"mime-version:" in head
    return 2 if is_message and (b"multipart/related" in head or b"text/html" in head) else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the text of the page; raises ReviewError when there is none or it holds no words."""
    try:
        message = email.message_from_bytes(source.data(MOST).lstrip(), policy=email.policy.compat32)
        part = _page(message)
        data = part.get_payload(decode=True) if part is not None else None
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise _none(source.name) from error
    if part is None or not isinstance(data, bytes) or not data.strip():
        raise _none(source.name)
    page = Input.of_bytes(_in_utf8(data, str(part.get_param("charset", ""))), source.name)
    for item in from_html.read(page):
        if isinstance(item, Parsed):
            yield replace(item, format=FORMAT, record=_record(item.record or Record(), message, part))
        else:
            yield item


def _none(name: str) -> ReviewError:
    return ReviewError(
        recorded("{name} holds no web page.", name=name),
        recorded("Save the page again, as a web page of one file."),
    )


def _page(message: Message) -> Message | None:
    """Return the part that is the page: the one the message names as its start, else the first."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES and not part.is_multipart()]
    start = str(message.get_param("start", "") or "")
    started = [page for page in pages if start and page.get("Content-ID") == start]
    return next(iter(started + pages), None)


def _in_utf8(data: bytes, charset: str) -> bytes:
    """Return the page in UTF-8 with its mark, when the part says in what it is; else as it is."""
    name = codec(charset)
    if not name or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return data
    return b"\xef\xbb\xbf" + data.decode(name, "replace").encode("utf-8", "replace")


def _record(record: Record, message: Message, part: Message) -> Record:
    places = [message.get("Snapshot-Content-Location"), part.get("Content-Location")]
    url = next((str(place).strip() for place in places if str(place).strip().startswith(_WEB)), "")
    return replace(record, title=record.title or plain(_subject(message)), url=record.url or url)


def _subject(message: Message) -> str:
    """Return the subject, which browsers fill with the title of the page."""
    try:
        words = email.header.make_header(email.header.decode_header(str(message.get("Subject", ""))))
        return " ".join(str(words).split())
    except (MessageError, ValueError, LookupError):
        return ""
