"""The ways from the page into the fields of the claim dock."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reviewer.gui.leaves import come_forward
from reviewer.gui.workspaces.reading.claim_dock import ClaimDock


class Editing:
    """Brings the claim dock forward with one of its fields ready to be written."""

    def __init__(self, leaf: QWidget, dock: ClaimDock) -> None:
        """`leaf` is what stands in the dock and holds the claim."""
        self._leaf, self._dock = leaf, dock

    def statement(self) -> None:
        """Edit the statement, ready to be overwritten; without a claim only show the dock."""
        come_forward(self._leaf)
        if self._dock.claim is not None:
            self._dock.area.ensureVisible(0, 0)
            self._dock.head.statement.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._dock.head.statement.selectAll()

    def pico(self) -> None:
        """Edit PICO of the quote shown, from its population on."""
        if self._dock.quote.link is not None:
            come_forward(self._leaf)
            self._dock.edit(self._dock.quote.fields["population_words"])

    def general(self) -> None:
        """Edit short form, PICO and direction of the claim itself."""
        if self._dock.claim is not None:
            come_forward(self._leaf)
            self._dock.general.open(True)
            self._dock.edit(self._dock.general.fields["label"])

    def note(self) -> None:
        """Edit the note on the claim."""
        if self._dock.claim is not None:
            come_forward(self._leaf)
            self._dock.edit(self._dock.note)
