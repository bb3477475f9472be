"""The example review over the two seed documents, made with the same actions a person would use."""

from __future__ import annotations

import json
from typing import Any

from reviewer import text
from reviewer.actions import appraisals, claims, codebook, documents, importing, reports
from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import Library, journal
from reviewer.library import claims as stored
from reviewer.library import documents as held
from reviewer.model import Answer, Changes, Judgement, Progress, Stance, no_progress
from reviewer.settings import seed

FILE = "example-review.json"


def load_example(library: Library, progress: Progress = no_progress) -> Changes:
    """Import the seeds and make the example's claims, ratings and appraisals; does nothing if they are there.

    Raises ReviewError when the library already holds a review of its own.
    """
    data = json.loads(seed(FILE).read_text(encoding="utf-8"))
    if _is_there(library, data):
        return Changes(0, "The example review is already here")
    if stored.claims(library):
        raise ReviewError(
            say("This library already holds a review; the example would mix with it."),
            say("Make a new library for it."),
        )
    steps = (_import, _codebook, _claims, _ratings, _appraisals, _question)
    known: dict[str, Any] = {}
    for number, step in enumerate(steps):
        progress(number, len(steps), "Making the example review")
        step(library, data, known)
    last = journal.last_op(library)
    return Changes(last.id if last else 0, "The example review")


def _is_there(library: Library, data: dict[str, Any]) -> bool:
    wanted = [claim["statement"] for claim in data["claims"]]
    return [claim.statement for claim in stored.claims(library)] == wanted


def _import(library: Library, data: dict[str, Any], known: dict[str, Any]) -> None:
    result = importing.import_files(library, [seed(name) for name in data["documents"].values()])
    for key, file in zip(data["documents"], result.files, strict=True):
        known[key] = file.added[0] if file.added else file.duplicates[0]["of"]
        parts = [segment.id for segment in held.segments(library, known[key])]
        documents.confirm(library, known[key], parts)
    for study in data["studies"]:
        fields = {field: value for field, value in study.items() if field != "document"}
        documents.set_study(library, known[study["document"]], **fields)


def _codebook(library: Library, data: dict[str, Any], known: dict[str, Any]) -> None:
    for group in data["tags"]:
        made = codebook.add_tag(library, group["name"], None, group["colour"], group["definition"])
        known[group["name"]] = made.created
        for child in group["children"]:
            known[f"{group['name']}/{child}"] = codebook.add_tag(library, child, made.created).created
    for population in data["populations"]:
        known[population["short"]] = claims.add_population(library, **population).created


def _claims(library: Library, data: dict[str, Any], known: dict[str, Any]) -> None:
    for number, claim in enumerate(data["claims"], start=1):
        fields = {key: value for key, value in claim.items() if key not in ("quotes", "tags", "statement")}
        tags = [known[tag] for tag in claim["tags"]]
        known[f"claim {number}"] = claims.add_claim(library, claim["statement"], tags=tags, **fields).created
        for quote in claim["quotes"]:
            _link(library, known[f"claim {number}"], quote, known)


def _link(library: Library, claim: int, quote: dict[str, Any], known: dict[str, Any]) -> None:
    span = text.quote(held.document(library, known[quote["document"]]), quote["start"], quote["end"])
    if span.exact != quote["exact"]:
        raise ReviewError(
            say(
                "The example quotes words that its document does not hold: “{words}”.",
                words=quote["exact"][:60],
            )
        )
    place = ("document", "start", "end", "exact", "stance", "population")
    fields = {key: value for key, value in quote.items() if key not in place}
    population = known[quote["population"]] if quote.get("population") else None
    claims.link_quote(library, claim, span, Stance(quote["stance"]), population=population, **fields)


def _ratings(library: Library, data: dict[str, Any], known: dict[str, Any]) -> None:
    for rating in data["certainties"]:
        body = known[f"claim {rating['claim']}"], known[rating["population"]]
        fields = {key: v for key, v in rating.items() if key not in ("claim", "population", "judgements")}
        made = appraisals.rate_certainty(library, *body, **fields)
        for domain, judgement in rating["judgements"].items():
            appraisals.judge(library, *body, domain, Judgement(**judgement))
        appraisals.mark_graded(library, made.created)


def _appraisals(library: Library, data: dict[str, Any], known: dict[str, Any]) -> None:
    for appraisal in data["appraisals"]:
        claim = known[f"claim {appraisal['claim']}"] if "claim" in appraisal else None
        answers = {item: Answer(a["value"], a["reason"]) for item, a in appraisal["answers"].items()}
        fields = {key: appraisal[key] for key in ("basis", "judgement") if key in appraisal}
        document = known[appraisal["document"]]
        made = appraisals.appraise(
            library, document, appraisal["instrument"], claim=claim, answers=answers, **fields
        )
        appraisals.finish_appraisal(library, made.created)


def _question(library: Library, data: dict[str, Any], known: dict[str, Any]) -> None:
    reports.set_question(library, **data["question"])
