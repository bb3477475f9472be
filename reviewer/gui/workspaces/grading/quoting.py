"""From Grade to the words: a quote opened in its text, words of an answer shown, a quote attached to one."""

from __future__ import annotations

from reviewer.gui.session import Session
from reviewer.gui.workspaces.grading.appraising import Appraising
from reviewer.gui.workspaces.grading.bodies import Body, Entry
from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.language import say
from reviewer.model import Span


class Quoting:
    """Leads to the words that ratings and answers rest on."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def open(self, entry: Entry | None, body: Body | None) -> None:
        """Show the selected quote of a claim in its text, else the first one that counts, else the first."""
        if entry is None or not entry.quotes:
            return
        known = [quote.id for quote in entry.quotes]
        first = body.quotes[0].id if body else known[0]
        self.open_link(entry, self.session.quote if self.session.quote in known else first)

    def open_link(self, entry: Entry | None, quote: int) -> None:
        """Show a quote of a claim in its text."""
        link = next((each for each in entry.quotes if each.id == quote), None) if entry else None
        if link is not None:
            self.session.go("read", document=link.span.document, claim=link.claim, quote=link.id)

    def show(self, span: Span) -> None:
        """Show words in their text."""
        self.session.go("read", document=span.document, span=(span.start, span.end))

    def attach(self, appraising: Appraising, page: FormPage, entry: Entry) -> None:
        """Let the words of the selected quote show the answer in front, or take them away."""
        quote = next((each for each in entry.quotes if each.id == self.session.quote), None)
        if not appraising.attach_quote(page, quote):
            self.session.tell(
                say("Select a quote of the study appraised at the right."),
                say("Or press O, select words in the text, and press A."),
            )
