"""A report is verified in each of its formats: as it was, edited, and after the library changed."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from reviewer import language, library
from reviewer.actions import claims, history, reports, verifying
from reviewer.actions.verifying import Verified
from reviewer.errors import ReviewError
from reviewer.library import Library, exports
from reviewer.library import claims as kept
from reviewer.model import Stance
from reviewer.reports import WRITERS, Options, build, render
from reviewer.reports.manifest import Manifest
from reviewer.reports.proof import in_pdf
from reviewer.reports.proof.comparing import Finding, State


@dataclass(frozen=True)
class Exported:
    """A library, its reports in every format, and the same library after somebody went on working."""

    lib: Library
    later: Library
    files: dict[str, Path]


@pytest.fixture(scope="module")
def exported(made: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exported]:
    folder = tmp_path_factory.mktemp("exported")
    path = Path(shutil.copy(made["example"], folder / "review.reviewlib"))
    with closing(library.open(path)) as lib:
        files = {suffix: folder / f"report{suffix}" for suffix in WRITERS}
        for file in files.values():
            reports.export_report(lib, file)
        after = Path(shutil.copy(path, folder / "later.reviewlib"))
        with closing(library.open(after)) as later:
            first, second, third = kept.claims(later)[:3]
            claims.edit_claim(later, first.id, statement="Something else.")
            gone, moved = (each for each in kept.quotes(later) if each.claim == second.id)
            claims.remove_quote(later, gone.id)
            claims.edit_quote(later, moved.id, stance=Stance.CONTRADICTS.value)
            claims.add_claim(later, "A new one.")
            claims.edit_claim(later, third.id, note="Seen again.")
            yield Exported(lib, later, files)


def told(findings: tuple[Finding, ...], state: State) -> set[str]:
    return {f"{each.label}: {each.detail}".rstrip(": ") for each in findings if each.state is state}


every_format = pytest.mark.parametrize("suffix", list(WRITERS))


@every_format
def test_nothing_changed(exported: Exported, suffix: str) -> None:
    found = verifying.verify(exported.lib, exported.files[suffix])

    assert found.unchanged and found.whole and found.genuine and found.same_library
    assert found.export is not None and found.export.name == f"report{suffix}"
    assert found.file == () and set(found.totals) == {state.value for state in State}
    assert found.totals["unchanged"] == len(found.library) > 20
    assert "byte for byte" in found.sentences()[0] and "says the same" in found.sentences()[1]


@every_format
def test_what_the_library_says_otherwise_is_told_piece_by_piece(exported: Exported, suffix: str) -> None:
    found = verifying.verify(exported.later, exported.files[suffix])

    assert found.whole and found.genuine and not found.unchanged
    if suffix == ".csv":
        assert told(found.library, State.MISSING) == {"Quote 4 of claim 2"}
        assert "Quote 5 of claim 2: stance" in told(found.library, State.CHANGED)
        assert "Quote 1 of claim 1: statement" in told(found.library, State.CHANGED)
        return
    changed = told(found.library, State.CHANGED)
    assert {"Claim 1: statement", "Claim 3: note"} <= changed
    assert any(each.endswith("of claim 2: stance") for each in changed)
    assert told(found.library, State.ADDED) == {"Claim 12"}
    assert len(told(found.library, State.MISSING)) == 1
    first = next(each for each in found.library if each.label == "Claim 1" and each.detail)
    assert first.since.startswith("Reviewer A, ") and first.since.endswith(": Edit claim 1")
    assert first.key == "claim:1"


def swapped(file: Path, old: bytes, new: bytes) -> None:
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new, 1))


def in_part(name: str) -> Callable[[Path, bytes, bytes], None]:
    """Return what edits a part of a ZIP file."""

    def edit(file: Path, old: bytes, new: bytes) -> None:
        with zipfile.ZipFile(file) as source:
            parts = {entry: source.read(entry) for entry in source.namelist()}
        assert old in parts[name]
        with zipfile.ZipFile(file, "w") as target:
            for entry, data in parts.items():
                target.writestr(entry, data.replace(old, new, 1) if entry == name else data)

    return edit


EDITS: dict[str, Callable[[Path, bytes, bytes], None]] = {
    ".docx": in_part("word/document.xml"),
    ".html": swapped,
    ".md": swapped,
    ".csv": swapped,
    ".zip": in_part("claims.csv"),
    ".xlsx": in_part("xl/sharedStrings.xml"),
    ".json": swapped,
}


@pytest.mark.parametrize("suffix", list(EDITS))
def test_words_that_somebody_edited_in_the_file_are_told(
    exported: Exported, suffix: str, tmp_path: Path
) -> None:
    file = Path(shutil.copy(exported.files[suffix], tmp_path))
    EDITS[suffix](file, b"lowers the annualized relapse", b"raises the annualized relapse")
    found = verifying.verify(exported.lib, file)

    assert not found.whole and not found.unchanged and found.same_library and found.genuine
    [line] = found.file
    assert line.state is State.CHANGED
    if suffix == ".csv":
        assert told(found.library, State.CHANGED) == {"Quote 1 of claim 1: statement"}
        return
    assert "raises the annualized" in line.label and "lowers the annualized" in line.detail
    assert found.totals["unchanged"] == len(found.library)
    assert found.sentences()[0].startswith("The file was changed since it was exported. Lines: 1 changed")


def test_a_pdf_that_was_edited_or_added_to_is_told_as_such(exported: Exported, tmp_path: Path) -> None:
    data = exported.files[".pdf"].read_bytes()
    edited, longer = tmp_path / "edited.pdf", tmp_path / "longer.pdf"
    edited.write_bytes(data.replace(b"/Lang(en)", b"/Lang(de)", 1))
    longer.write_bytes(data + b"\n1 0 obj\n<<>>\nendobj\n")

    for path in (edited, longer):
        found = verifying.verify(exported.lib, path)
        assert not found.whole and found.genuine
        assert "does not tell where" in found.sentences()[0]


def test_a_pdf_whose_end_is_long_is_whole() -> None:
    end = b"trailer\n<</Size 3/Root 2 0 R/ID[(%s)(b)]>>\nstartxref\n60\n%%%%EOF" % (b"a" * 900)
    catalog = b"2 0 obj\n<</Type/Catalog%s>>\nendobj\n" % (b"/Lang(en)" * 90)
    made = in_pdf.put(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" + catalog + b"xref\n" + end, Manifest())
    _, before, appended = in_pdf.find(made)

    assert before == b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" + catalog + b"xref\n" + end + b"\n"
    assert not appended and in_pdf.find(made + b"more")[2]


def test_lines_taken_out_and_put_in_are_told(exported: Exported, tmp_path: Path) -> None:
    lines = exported.files[".md"].read_text(encoding="utf-8").splitlines()
    at = next(place for place, line in enumerate(lines) if "lowers the annualized" in line)
    file = tmp_path / "report.md"
    file.write_text("\n".join([*lines[:at], *lines[at + 1 : -5], "Trust me.", *lines[-5:]]), encoding="utf-8")
    found = verifying.verify(exported.lib, file)

    [gone] = [each for each in found.file if each.state is State.MISSING]
    assert "lowers the annualized" in gone.label and gone.detail.startswith("it stood behind: ")
    assert told(found.file, State.ADDED) == {"Trust me."}


def test_rows_taken_out_of_a_table_or_doubled_are_told(exported: Exported, tmp_path: Path) -> None:
    lines = exported.files[".csv"].read_bytes().split(b"\r\n")
    file = tmp_path / "report.csv"
    file.write_bytes(b"\r\n".join([*lines[:3], *lines[4:6], lines[5], *lines[6:]]))
    found = verifying.verify(exported.lib, file)

    assert told(found.file, State.MISSING) == {"Row 3: it was taken out of the file"}
    assert told(found.file, State.ADDED) == {"Row 5: it stands more than once"}
    assert told(found.library, State.ADDED) == {"Quote 3 of claim 1: it is new, or its row was taken out"}


def test_a_table_saved_anew_by_a_spreadsheet_is_as_it_was(exported: Exported, tmp_path: Path) -> None:
    text = exported.files[".csv"].read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    file = tmp_path / "report.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    found = verifying.verify(exported.lib, file)

    assert found.whole and found.unchanged and found.export is None


def test_a_manifest_that_was_changed_does_not_pass_for_one_of_the_library(
    exported: Exported, tmp_path: Path
) -> None:
    data = json.loads(exported.files[".json"].read_text(encoding="utf-8"))
    data["manifest"]["op"] += 1
    file = tmp_path / "report.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    found = verifying.verify(exported.lib, file)

    assert found.whole and not found.genuine and not found.unchanged
    assert "was changed" in found.sentences()[1]


def test_of_another_library_only_the_texts_are_looked_for(exported: Exported, made: dict[str, Path]) -> None:
    other = exported.lib.path.with_name("other.reviewlib")
    with closing(library.create(other)) as lib:
        found = verifying.verify(lib, exported.files[".html"])
    assert not found.same_library and not found.unchanged
    assert found.sentences()[1] == "0 of 2 texts of the report are in this library."
    assert "another library" in found.sentences()[2]


def test_judgements_one_may_not_see_are_told_as_hidden(exported: Exported) -> None:
    with closing(library.open(exported.lib.path, library.reviewer_named("Kim"))) as lib:
        found = verifying.verify(lib, exported.files[".html"])
    judged = [each for each in found.library if each.kind in ("certainty", "appraisal")]
    gone = {each.detail for each in judged if each.state is State.MISSING}
    assert gone == {"hidden from you until you have judged the same"}
    assert "may not see" in found.sentences()[-1]


def test_options_of_the_report_are_those_of_the_comparison(exported: Exported, tmp_path: Path) -> None:
    file = tmp_path / "quiet.md"
    copy = library.open(shutil.copy(exported.lib.path, tmp_path / "review.reviewlib"))
    with closing(copy) as lib:
        reports.export_report(lib, file, Options(experience=False, people="as shown", paper="letter"))
        assert verifying.verify(lib, file).unchanged


def test_what_changed_since_an_export(exported: Exported) -> None:
    newest = exports.exports(exported.later)[0]
    found = verifying.changed_since(exported.later, newest.id)

    assert told(found, State.ADDED) == {"Claim 12"}
    assert {"Claim 1: statement", "Claim 3: note"} <= told(found, State.CHANGED)


def test_what_was_undone_is_as_it_was(made: dict[str, Path], tmp_path: Path) -> None:
    with closing(library.open(shutil.copy(made["example"], tmp_path / "review.reviewlib"))) as lib:
        reports.export_report(lib, tmp_path / "report.md")
        claims.edit_claim(lib, 1, statement="Something else.")
        assert not verifying.verify(lib, tmp_path / "report.md").unchanged
        history.undo(lib)
        assert verifying.verify(lib, tmp_path / "report.md").unchanged


# ------------------------------------------------------------------ files of strangers


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
    b'<manifest xmlns="urn:reviewer:manifest">&c;&c;</manifest>'
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<manifest xmlns="urn:reviewer:manifest">&x;</manifest>'
)
TYPES = b"<Types/>"
STRANGE: dict[str, bytes] = {
    "empty.pdf": b"",
    "none.pdf": b"%PDF-1.7\n%%EOF\n",
    "cut.pdf": b"%PDF-1.7\n1 0 obj",
    "locked.pdf": b"%PDF-1.7\ntrailer<</Encrypt 4 0 R>>\n%%EOF\n",
    "noise.pdf": b"%PDF-1.7\n5 0 obj\n<</Type/ReviewerManifest/Filter/FlateDecode/Length 4>>stream\nabcd\n",
    "empty.docx": zipped(**{"[Content_Types]_xml": TYPES, "word__document_xml": b"<a/>"}),
    "swelling.docx": zipped(**{"[Content_Types]_xml": TYPES, "word__document_xml": ENTITIES}),
    "outside.docx": zipped(
        **{"[Content_Types]_xml": TYPES, "word__document_xml": b"<a/>", "customXml__item1_xml": OUTSIDE}
    ),
    "bomb.zip": zipped(**{"manifest.json": b" " * 300_000_000}),
    "broken.docx": b"PK\x03\x04" + b"\xff" * 100,
    "locked.docx": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "other.odt": zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
    "page.html": b"<html><body><p>Words</p></body></html>",
    "script.html": b'<html><script>x</script><template id="reviewer-manifest">{"a":1}</template></html>',
    "tags.html": b"<html>" + b"<a " * 300_000,
    "comments.html": b"<html>" + b"<!--" * 300_000,
    "words.md": b"# Words\n",
    "comment.md": b"<!-- reviewer-manifest\n{}\n-->",
    "table.csv": b"a,b\n1,2\n",
    "rowless.csv": b"quote_id,row,rows,row_mark,report\r\n",
    "hostile.csv": b'quote_id,row,rows,row_mark,report\r\n1,1,99999999999,,"{""format"":""x""}"\r\n',
    "uneven.csv": b"quote_id,row,rows,row_mark,report\r\n1,1\r\n",
    "deep.json": b'{"a":' * 100_000,
    "plain.json": b'{"manifest": {}}',
    "list.json": b"[1]",
    "picture.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
}


@pytest.mark.parametrize("name", STRANGE)
def test_files_that_are_no_reports_get_a_clear_sentence(
    exported: Exported, name: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(STRANGE[name])
    with pytest.raises(ReviewError) as refused:
        verifying.verify(exported.lib, file)
    assert refused.value.message.endswith(".") and refused.value.hint


@every_format
def test_a_report_cut_off_anywhere_is_refused_or_told(
    exported: Exported, suffix: str, tmp_path: Path
) -> None:
    data = exported.files[suffix].read_bytes()
    for share in (1, 10, 50, 90, 99):
        file = tmp_path / f"cut{suffix}"
        file.write_bytes(data[: len(data) * share // 100])
        try:
            found: Verified | None = verifying.verify(exported.lib, file)
        except ReviewError:
            found = None
        assert found is None or not found.unchanged


def test_a_file_that_is_not_there_is_said(exported: Exported, tmp_path: Path) -> None:
    with pytest.raises(ReviewError):
        verifying.verify(exported.lib, tmp_path / "nowhere.pdf")


def test_what_became_of_a_report_is_told_in_the_language_of_who_asks(exported: Exported) -> None:
    with language.speaking("de"):
        found = verifying.verify(exported.later, exported.files[".html"])
        sentences = found.sentences()
        since = verifying.changed_since(exported.later, exports.exports(exported.later)[-1].id)

    assert sentences[0].startswith("Die Datei ist Byte für Byte das, was Reviewer A am ")
    assert sentences[1].startswith("Von dem, was der Bericht sagt: ")
    assert {"Aussage 1: Satz", "Aussage 3: Notiz"} <= told(found.library, State.CHANGED)
    assert any(each.endswith("von Aussage 2: Haltung") for each in told(found.library, State.CHANGED))
    first = next(each for each in found.library if each.label == "Aussage 1" and each.detail)
    assert first.since.startswith("Reviewer A, ") and first.since.endswith(": Aussage 1 bearbeiten")
    own = [each.label for each in (*found.library, *since) if each.kind not in ("text", "instrument")]
    assert not [each for each in own if re.search("Claim|Source|Certainty|Appraisal|Quote|The ", each)]


def test_a_report_in_german_tells_its_changes_in_german(exported: Exported) -> None:
    first = exports.exports(exported.later)[-1].id
    options = Options(language="de", contents=("changes",), since=first)
    written = build(reports.read(exported.later, options), options)
    text = render(written, Path("report.md"))[0].decode("utf-8").partition("<!-- reviewer-manifest")[0]

    assert "Aussage 1" in text and "Aussage 1 bearbeiten" in text
    assert "Claim" not in text and "statement" not in text
