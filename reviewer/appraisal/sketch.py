"""An instrument of one's own from a few lines: questions, answers, headings; and the file that says it.

What is sketched is a checklist whose answers are counted, or one whose parts are judged by a person. Rules,
skips and signs are written into the file afterwards by who wants them: it is read like every other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewer.appraisal.instrument import Instrument
from reviewer.appraisal.instruments import from_toml
from reviewer.errors import ReviewError
from reviewer.language import later, say
from reviewer.model import Voice

HEADING = "#"


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a person types. `questions` has one on each line, "Label: question" or the question alone;
    a line that begins with # is a heading. `answers`, `overall` and `judgements` have one on each line; with
    `judgements` each part under a heading ends in a judgement. `source` is where the form comes from,
    `checked` what of it was compared with its source."""

    name: str
    questions: str
    answers: str = "Yes\nNo\nUnclear\nNot applicable"
    overall: str = ""
    short: str = ""
    version: str = "1"
    source: str = ""
    checked: str = ""
    guidance: str = ""
    judgements: str = ""
    voices: tuple[Voice, ...] = (Voice.STUDY,)


def sketched(sketch: Sketch) -> tuple[Instrument, str]:
    """Return the instrument and the text of its file; raises ReviewError naming the line that is wrong."""
    if not sketch.name.strip():
        raise ReviewError(
            say("The form has no name."), say("Give it the name that lists and reports should show.")
        )
    if not sketch.voices:
        raise ReviewError(
            say("The form is for nobody’s words."), say("Say whether it is for studies or commentary.")
        )
    text = "\n\n".join(_blocks(sketch)) + "\n"
    return from_toml(text, f"{id_of(sketch)}.toml"), text


def id_of(sketch: Sketch) -> str:
    """Return the id of a sketched form, made of its short name: letters, digits and strokes."""
    plain = re.sub(r"[^\w]+", "-", (sketch.short or sketch.name).casefold()).strip("-")
    return plain or "own"


def _blocks(sketch: Sketch) -> list[str]:
    judged = list(_options("items.answers", sketch.judgements))
    head = {
        "id": id_of(sketch),
        "name": sketch.name.strip(),
        "short": sketch.short.strip() or sketch.name.strip(),
        "version": sketch.version.strip() or "1",
        "form": "checklist",
        "rule": "domains" if judged else "tally",
        "voices": [voice.value for voice in sketch.voices],
        "citation": sketch.source.strip() or "Made by the reviewers of this library.",
        "licence": "Made by its users; see its source.",
        "checked": sketch.checked.strip() or "Not compared with any source.",
        "guidance": sketch.guidance.strip(),
    }
    answers = list(_options("answers", sketch.answers))
    if not answers:
        raise ReviewError(
            say("The form has no answers."), say("Write one on each line, such as Yes, No, Unclear.")
        )
    questions = _questions(sketch.questions, judged)
    return [_table("", head), *answers, *_options("overall", sketch.overall), *questions]


def _table(name: str, fields: Mapping[str, object]) -> str:
    said = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value != ""
    ]
    return "\n".join([*([f"[[{name}]]"] if name else []), *said])


def _options(table: str, text: str) -> Iterable[str]:
    for number, label in _lines(text):
        key = re.sub(r"[^\w]+", "-", label.casefold()).strip("-")
        if not key:
            raise ReviewError(
                say("Line {number} of the answers, “{label}”, holds no word.", number=number, label=label),
                say("Write the answer."),
            )
        yield _table(table, {"key": key, "label": label, "sign": _sign(label)})


_SIGNS = {
    later("Yes"): "good",
    later("No"): "bad",
    later("Unclear"): "open",
    later("Partly"): "middling",
    later("Low"): "good",
    later("High"): "bad",
}
"""Answers that have a sign of their own in figures across studies, in English or as the window says them."""
ANSWERS = (later("Yes"), later("No"), later("Unclear"), later("Not applicable"))
"""What a new form begins with."""


def _sign(label: str) -> str:
    said = label.casefold()
    return next(
        (sign for word, sign in _SIGNS.items() if said in (word.casefold(), say(word).casefold())), ""
    )


def _questions(text: str, judged: list[str]) -> Iterable[str]:
    """Return the tables of sections and items; with answers of a judgement each section ends in one."""
    sections: list[str] = []
    names: dict[str, str] = {}
    items: list[tuple[int, dict[str, object], str]] = []
    section = ""
    for number, line in _lines(text):
        if line.startswith(HEADING):
            heading = line.lstrip(HEADING).strip()
            if not heading:
                raise ReviewError(
                    say("Line {number} of the questions is a heading without words.", number=number),
                    say("Write it out."),
                )
            section = f"part-{len(sections) + 1}"
            sections.append(_table("sections", {"id": section, "label": heading}))
            names[section] = heading
            continue
        label, colon, prompt = line.partition(":")
        asked = prompt.strip() if colon else line
        if not label.strip() or not asked:
            raise ReviewError(
                say(
                    "Line {number} of the questions, “{line}”, lacks the label or the question.",
                    number=number,
                    line=line,
                ),
                say("Write “Label: question”, or the question alone."),
            )
        fields: dict[str, object] = {"id": str(len(items) + 1), "label": label.strip(), "prompt": asked}
        items.append((number, fields, section))
    if not items:
        raise ReviewError(say("The form has no questions."), say("Write one on each line."))
    loose = next((number for number, _, section in items if sections and not section), None)
    if loose is not None:
        raise ReviewError(
            say("Line {loose} of the questions stands above the first heading.", loose=loose),
            say("Move the heading up."),
        )
    if judged and not sections:
        raise ReviewError(
            say("Judgements are of parts, and there is no heading."), say("Begin a line with # for each.")
        )
    tables = [*sections]
    for place in names or [""]:
        tables += [_table("items", {**fields, "section": part}) for _, fields, part in items if part == place]
        tables += _judgement(place, names[place], judged) if judged else []
    return tables


def _judgement(section: str, heading: str, answers: list[str]) -> list[str]:
    """Return the tables of the judgement that ends a part; which one it is, the rule leaves to a person."""
    fields = {"id": section.replace("part-", "J"), "label": heading, "section": section}
    asked = {"prompt": f"What is your judgement of this part: {heading}?"}
    rule = _table("items.rules", {"when": "", "say": "A person judges each part of this form."})
    return [_table("items", {**fields, **asked}), *answers, rule]


def _lines(text: str) -> list[tuple[int, str]]:
    """Return the lines that hold something, with their numbers from 1."""
    found = enumerate(text.splitlines(), start=1)
    return [(number, " ".join(line.split())) for number, line in found if line.strip()]
