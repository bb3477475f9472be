"""The words of the signs: voices, kinds of parts, passages, stances, directions and certainty.

Each has a word of its own, as it stands alone, and where sentences list it also as it stands inside one.
"""

from __future__ import annotations

from reviewer.language import say
from reviewer.model import Direction, Kind, Role, Segment, Stance, Voice

VOICE_WORDS = {
    "study": say("Study"),
    "commentary": say("Commentary"),
    "reader": say("Reader"),
    "boilerplate": say("Boilerplate"),
    "none": say("Boilerplate"),
}
"""By the name a voice is drawn under; that of the kinds without a voice too."""
VOICES_INSIDE = {
    Voice.STUDY: say("study"),
    Voice.COMMENTARY: say("commentary"),
    Voice.READER: say("reader"),
    Voice.NONE: say("none"),
}
KIND_WORDS = {
    Kind.TITLE: say("Title"),
    Kind.CITATION: say("Citation"),
    Kind.INDEXING: say("Index terms"),
    Kind.BYLINE: say("Byline"),
    Kind.QUOTE: say("Quote"),
    Kind.BOILERPLATE: say("Boilerplate"),
}
ROLE_WORDS = {
    Role.BACKGROUND: say("Background"),
    Role.OBJECTIVE: say("Objective"),
    Role.METHODS: say("Methods"),
    Role.DESIGN: say("Design"),
    Role.SETTING: say("Setting"),
    Role.PARTICIPANTS: say("Participants"),
    Role.INTERVENTION: say("Intervention"),
    Role.OUTCOMES: say("Outcomes"),
    Role.RESULTS: say("Results"),
    Role.CONCLUSIONS: say("Conclusions"),
    Role.OTHER: say("Other"),
}
STANCE_WORDS = {
    Stance.SUPPORTS: say("Supports"),
    Stance.CONTRADICTS: say("Contradicts"),
    Stance.QUALIFIES: say("Qualifies"),
    Stance.MENTIONS: say("Mentions"),
}
STANCES_INSIDE = {
    Stance.SUPPORTS: say("supports"),
    Stance.CONTRADICTS: say("contradicts"),
    Stance.QUALIFIES: say("qualifies"),
    Stance.MENTIONS: say("mentions"),
}
DIRECTION_WORDS = {
    Direction.RISES: say("Rises"),
    Direction.FALLS: say("Falls"),
    Direction.NO_CHANGE: say("No change"),
    Direction.UNCLEAR: say("Unclear"),
}
DIRECTIONS_INSIDE = {
    Direction.RISES: say("rises"),
    Direction.FALLS: say("falls"),
    Direction.NO_CHANGE: say("no change"),
    Direction.UNCLEAR: say("unclear"),
}
CERTAINTY_WORDS = {4: say("High"), 3: say("Moderate"), 2: say("Low"), 1: say("Very low")}
CERTAINTIES_INSIDE = {
    4: say("certainty high"),
    3: say("certainty moderate"),
    2: say("certainty low"),
    1: say("certainty very low"),
}


def word_of(segment: Segment) -> str:
    """Return the word of a part of a document: its voice, or its kind where it has no voice."""
    if segment.voice is not Voice.NONE:
        return VOICE_WORDS[segment.voice]
    return KIND_WORDS.get(segment.kind, KIND_WORDS[Kind.BOILERPLATE])
