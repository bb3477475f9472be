"""The two seeds with the segments their specification gives, built by hand: no reader, no separation."""

import pytest

from reviewer.model import Document, Kind, Quoted, Record, Role, Segment, Voice
from reviewer.settings import seed

ROLES = (
    Role.OBJECTIVE,
    Role.DESIGN,
    Role.SETTING,
    Role.PARTICIPANTS,
    Role.INTERVENTION,
    Role.OUTCOMES,
    Role.RESULTS,
    Role.CONCLUSIONS,
)
HEADS = (181, 406, 469, 536, 753, 842, 1006, 1447)


def _text(prefix: str) -> str:
    return next(path for path in sorted(seed().iterdir()) if path.name.startswith(prefix)).read_text("utf-8")


@pytest.fixture
def case_series() -> tuple[Document, list[Segment]]:
    text = _text("000_")
    ends = (*HEADS[1:], text.index("Publication types"))
    parts = [
        Segment(start, end, Kind.ABSTRACT, Voice.STUDY, role)
        for start, end, role in zip(HEADS, ends, ROLES, strict=True)
    ]
    index = Segment(ends[-1], len(text), Kind.INDEXING)
    return Document(text, id=1), [Segment(0, 89, Kind.TITLE), Segment(91, 178, Kind.CITATION), *parts, index]


@pytest.fixture
def blog_post() -> tuple[Document, list[Segment]]:
    text = _text("002_")
    return Document(text, Record(type="post-weblog"), id=2), [
        Segment(0, 38, Kind.TITLE),
        Segment(41, 1422, Kind.ABSTRACT, Voice.STUDY, quotes=Quoted()),
        Segment(1425, 2128, Kind.COMMENTARY, Voice.COMMENTARY),
        Segment(2130, 2146, Kind.BOILERPLATE),
        Segment(2202, 2555, Kind.COMMENT, Voice.READER, comment=1),
        Segment(2561, 2684, Kind.COMMENT, Voice.READER, comment=2),
        Segment(2826, 2992, Kind.COMMENT, Voice.READER, comment=3),
    ]
