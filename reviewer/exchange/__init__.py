"""What other programs read: a function from a snapshot to the bytes of a file for each format."""

from collections.abc import Callable, Mapping

from reviewer.exchange import csl_json, segments_json
from reviewer.model import Snapshot

__all__ = ["FORMATS", "csl_json", "segments_json"]

FORMATS: Mapping[str, Callable[[Snapshot], bytes]] = {
    "csl-json": csl_json.csl_json,
    "segments-json": segments_json.segments_json,
}
