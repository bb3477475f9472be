"""Which form is offered for which words: the wall between the voices, on the side of the forms.

Only the words of studies are offered GRADE, OCEBM and the study checklists; commentary is offered the
forms for opinion and grey sources; readers' comments are experience and are offered none.
"""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.appraisal.designs import classify
from reviewer.appraisal.instrument import Instrument
from reviewer.errors import Declined
from reviewer.language import later, say
from reviewer.model import Voice


def offered(instrument: Instrument, voice: Voice, design: str = "") -> bool:
    """Tell whether a form is offered for words of this voice and, for a study, of this design."""
    return not why_not(instrument, voice, design)


def why_not(instrument: Instrument, voice: Voice, design: str = "") -> str:
    """Return why a form is not offered, as a sentence for the user, or "" when it is offered."""
    if voice in (Voice.READER, Voice.NONE):
        return say(_NEVER[voice])
    if voice not in instrument.voices:
        return say(_ELSE[voice], name=say(instrument.short))
    if not instrument.designs or classify(design) in instrument.designs:
        return ""
    name, designs = say(instrument.short), ", ".join(instrument.designs)
    if not design.strip():
        return say(
            "{form} fits these designs only: {designs}. The design of this study is not stated yet.",
            form=name,
            designs=designs,
        )
    return say(
        "{form} fits these designs only: {designs}. This study: {design}.",
        form=name,
        designs=designs,
        design=design.strip(),
    )


def for_voice(instrument: Instrument, voice: Voice) -> bool:
    """Tell whether a form is for words of this voice. No reason opens a form to another voice; one that
    does not fit the design only may be used all the same, by who says why."""
    return voice in instrument.voices and voice not in _NEVER


def require_offered(instrument: Instrument, voice: Voice, design: str = "", despite: str = "") -> None:
    """Raise Declined with the reason when the form is not offered; `despite` is why it is used although it
    does not fit the design."""
    reason = why_not(instrument, voice, design)
    if reason and not (despite.strip() and for_voice(instrument, voice)):
        hint = say(DESPITE) if for_voice(instrument, voice) else say(OTHER_FORM)
        raise Declined(reason, hint)


OTHER_FORM = later("Choose one of the forms offered for this voice and design.")
DESPITE = later(
    "Record the design of the study, choose another form, or say why this one is used all the same."
)


def forms_for(forms: Mapping[str, Instrument], voice: Voice, design: str = "") -> tuple[Instrument, ...]:
    """Return the forms offered for this voice and design, in the order of `forms`."""
    return tuple(form for form in forms.values() if offered(form, voice, design))


_NEVER = {
    Voice.READER: later("Readers’ comments are experience: shown and attributed, never appraised or graded."),
    Voice.NONE: later(
        "Titles, index terms and page furniture are nobody’s words; there is nothing to appraise."
    ),
}
_ELSE = {
    Voice.STUDY: later("{name} is for commentary, not for the words of a study."),
    Voice.COMMENTARY: later("{name} is for the words of studies; commentary is context and is not graded."),
}
