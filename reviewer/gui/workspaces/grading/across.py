"""Judgements across studies, saved from Grade: traffic lights or bars of the checklist in front."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer.actions.lights import export_lights
from reviewer.appraisal.instrument import Form
from reviewer.appraisal.instruments import instruments
from reviewer.gui import dialogs
from reviewer.gui.session import Session
from reviewer.language import say

KINDS = {say("Vectors (*.svg)"): ".svg", say("Page (*.pdf)"): ".pdf", say("Picture (*.png)"): ".png"}


def save_lights(parent: QWidget, session: Session, form: str, added_up: bool) -> None:
    """Ask for a file and write the figure of a checklist into it; says where there is none in front."""
    known = instruments().get(form)
    if session.library is None or known is None or known.form is not Form.CHECKLIST:
        session.tell(say("No checklist is in front."), say("Choose the tab of one, such as RoB 2."))
        return
    name = f"{session.library.path.stem} {known.short} {'added up' if added_up else 'by study'}"
    suggestion = str(session.library.path.with_name(name))
    asked = dialogs.save_as_one_of(parent, say("Judgements across studies"), suggestion, KINDS)
    if asked is None:
        return
    path, suffix = asked
    target = path if path.suffix else path.with_name(path.name + suffix)
    made = session.perform(export_lights, target, form, added_up=added_up)
    if made is not None:
        session.tell(say("Written to {path}.", path=made.path), " ".join(made.warnings))
