"""Small PDF files of our own making: lines of Helvetica at places, fields, XMP and marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

Placed = tuple[float, float, float, str]
"""From the left, from below, size of the type, words."""


def escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def pdf(
    pages: Sequence[Sequence[Placed]],
    info: Mapping[str, str] | None = None,
    xmp: str = "",
    marks: Sequence[tuple[int, str]] = (),
    pictured: Collection[int] = (),
) -> bytes:
    """Return a file; a mark is the number of its page from 0 and the inside of its dictionary. The pages that
    are `pictured` (from 0) hold a grey picture from edge to edge."""
    bodies: dict[int, bytes] = {}
    first = 10
    numbers = [first + 2 * index for index in range(len(pages))]
    notes = {index: [] for index in range(len(pages))} if marks else {}
    free = first + 2 * len(pages)
    for page, words in marks:
        bodies[free] = f"<< /Type /Annot {words} >>".encode("latin-1")
        notes[page].append(f"{free} 0 R")
        free += 1
    for index, lines in enumerate(pages):
        shown = "".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped(words)}) Tj ET\n" for x, y, size, words in lines
        ).encode("cp1252")
        if index in pictured:
            shown = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n" + shown
        bodies[numbers[index] + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown)
        annotations = f" /Annots [{' '.join(notes[index])}]" if notes.get(index) else ""
        bodies[numbers[index]] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {numbers[index] + 1} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> >>{annotations} >>"
        ).encode()
    kids = " ".join(f"{number} 0 R" for number in numbers)
    metadata = " /Metadata 5 0 R" if xmp else ""
    bodies[1] = f"<< /Type /Catalog /Pages 2 0 R{metadata} >>".encode()
    bodies[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    bodies[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    fields = "".join(f"/{key} ({escaped(value)}) " for key, value in (info or {}).items())
    bodies[4] = f"<< {fields}>>".encode("latin-1")
    if xmp:
        data = packet(xmp).encode()
        bodies[5] = b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream" % (
            len(data),
            data,
        )
    return assembled(bodies)


def assembled(bodies: Mapping[int, bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in sorted(bodies.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, count = len(out), max(bodies) + 1
    out += b"xref\n0 %d\n" % count
    for number in range(count):
        out += b"%010d %05d %s \n" % (
            places.get(number, 0),
            0 if number in places else 65535,
            b"n" if number in places else b"f",
        )
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(out)


def packet(inside: str) -> str:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">'
        f'{inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def column(
    left: float, top: float, words: Sequence[str], size: float = 10, pitch: float = 12
) -> list[Placed]:
    """Return lines one below the other."""
    return [(left, top - pitch * index, size, line) for index, line in enumerate(words)]


def highlight(box: tuple[float, float, float, float], kind: str = "Highlight", note: str = "") -> str:
    """Return the inside of a mark over left, bottom, right, top."""
    left, bottom, right, top = box
    quad = f"{left} {top} {right} {top} {left} {bottom} {right} {bottom}"
    said = f" /Contents ({escaped(note)})" if note else ""
    return (
        f"/Subtype /{kind} /Rect [{left} {bottom} {right} {top}] /QuadPoints [{quad}]{said}"
        " /T (Kim) /M (D:20200131120000Z)"
    )


def article() -> bytes:
    """Return an article of two pages in two columns, with all that a reader has to see through."""
    head = [(60.0, 800.0, 8.0, "J Imag Med 2020;12:345-346"), (500.0, 800.0, 8.0, "RESEARCH")]
    left = [
        "Background Rituximab depletes B cells in the",
        "blood of people with neuromyelitis optica. We",
        "asked whether a meta-analysis of trials shows",
        "fewer relapses, and whether monotherapy suf-",
        "fices for those who never had treatment.",
        "   Methods We searched four databases for",
        "trials without limits of language. Two of us",
        "chose the studies and a third decided; all of",
    ]
    right = [
        "them were blind to the names of journals.",
        "Results We found 12 trials with 345 people",
        "in all. The rate of relapses fell by half in",
        "most of them (p < 0.05).",
    ]
    second = [
        "Discussion The meta-analysis suffices for",
        "a first answer, no more.",
    ]
    foot = [(295.0, 30.0, 8.0, "345")]
    pages = [
        [
            *head,
            (60.0, 750.0, 18.0, "Rituximab for neuromyelitis optica:"),
            (60.0, 729.0, 18.0, "a systematic review of trials"),
            (60.0, 700.0, 10.0, "Anna Example, Jan van der Berg"),
            (60.0, 680.0, 8.0, "https://doi.org/10.1234/jim.2020.345"),
            *column(60, 640, left),
            *column(310, 640, right),
            *foot,
        ],
        [*head, *column(60, 760, second), (295.0, 30.0, 8.0, "346")],
    ]
    marks = [
        (0, highlight((58, 637, 262, 649))),
        (0, highlight((310, 613, 400, 625), "Underline", "how many?")),
    ]
    marks.append((1, "/Subtype /Text /Rect [60 755 70 765] /Contents (Weak.) /T (Kim)"))
    info = {"Title": "Microsoft Word - review_final.doc", "Author": "admin", "CreationDate": "D:20210405"}
    return pdf(pages, info, marks=marks)


def lying(turn: int, lines: Sequence[Placed], corner: int = 0) -> bytes:
    """Return a file of one page that is kept lying and seen standing, 595 by 842 points in the file, whose
    lower left corner has these coordinates."""
    shown = ""
    for x, y, size, words in lines:
        place = {
            0: (1, 0, 0, 1, x, y),
            90: (0, 1, -1, 0, 595 - y, x),
            180: (-1, 0, 0, -1, 595 - x, 842 - y),
            270: (0, -1, 1, 0, y, 842 - x),
        }[turn]
        matrix = " ".join(f"{each:g}" for each in (*place[:4], place[4] + corner, place[5] + corner))
        shown += f"BT /F1 {size} Tf {matrix} Tm ({escaped(words)}) Tj ET\n"
    box = f"{corner} {corner} {corner + 595} {corner + 842}"
    page = f"<< /Type /Page /Parent 2 0 R /Rotate {turn} /MediaBox [{box}] /Contents 11 0 R"
    bodies = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< >>",
        10: f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode(),
        11: f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream".encode(),
    }
    return assembled(bodies)
