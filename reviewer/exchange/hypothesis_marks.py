"""Hypothesis: what its client exports as JSON, and the rows of its API."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reviewer.exchange.marked import Marked, Work, doi_in, listed, objects, said
from reviewer.exchange.selectors import Anchor, anchor


def is_hypothesis(data: object) -> bool:
    """Tell whether a file of JSON holds annotations of Hypothesis."""
    return next(_annotations(data), None) is not None


def hypothesis(data: object) -> Iterator[Marked]:
    """Yield the annotations and page notes of a file; replies go to the note of what they answer."""
    found = list(_annotations(data))
    replies: dict[str, list[str]] = {}
    for each in found:
        for root in listed(each.get("references"))[:1]:
            words = f"{_author(each)}: {said(each.get('text'))}".strip(": ")
            replies.setdefault(str(root), []).append(words)
    for each in found:
        if not each.get("references"):
            mark = _mark(each)
            yield replace(mark, note="\n".join([mark.note, *replies.get(str(each.get("id")), [])]).strip())


def _annotations(data: object) -> Iterator[dict[str, Any]]:
    for each in objects(data):
        if isinstance(each.get("target"), list) and "uri" in each and ("user" in each or "text" in each):
            yield each


def _mark(each: dict[str, Any]) -> Marked:
    target = next((one for one in each["target"] if isinstance(one, dict)), {})
    # positions count UTF-16 units of the page as a browser had it: a hint at most
    return Marked(
        _work(each), anchor(target.get("selector")) or Anchor(), said(each.get("text")), _author(each),
        said(each.get("created"))[:10], tuple(filter(None, map(said, listed(each.get("tags"))))),
    )  # fmt: skip


def _author(each: dict[str, Any]) -> str:
    shown = each.get("user_info")
    name = said(shown.get("display_name")) if isinstance(shown, dict) else ""
    return name or said(each.get("user")).removeprefix("acct:").partition("@")[0]


def _work(each: dict[str, Any]) -> Work:
    address = said(each.get("uri"))
    about = each.get("document")
    titles = listed(about.get("title")) if isinstance(about, dict) else []
    return Work(said(next(iter(titles), "")), doi_in(urllib.parse.unquote(address)), address)
