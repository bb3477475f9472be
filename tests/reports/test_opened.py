"""The web page in a real browser: what the rules of axe-core find, in light, dark and print.

Slow, and run by name (`-m slow`): a browser is 113 MB to fetch and 360 on the disk, more than all that the
other tests need. Qt's own browser would be more: 175 MB to fetch, 438 on the disk, and system libraries
beside them. What of it can be told without one is in `test_to_html`. The rules are those of axe-core 4.4;
REVIEWER_AXE names a newer `axe.min.js` (`npm pack axe-core`; 4.14.1 found nothing either).
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from pypdf import PdfReader

from reviewer.reports import build
from reviewer.reports.to_html import to_html
from tests.reports.sample import example

BROWSER = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
RULES = Path(os.environ.get("REVIEWER_AXE") or Path(axe_core_python.__file__).with_name("axe.min.js"))
_ASK = (
    "document.querySelectorAll('details').forEach(each => each.open = true);"
    "axe.run().then(found => { document.documentElement.innerHTML = '<body><pre id=found></pre></body>';"
    " document.getElementById('found').textContent = JSON.stringify(found.violations.map("
    "each => [each.id, each.nodes.length, each.nodes[0].html.slice(0, 200)])); })"
)

pytestmark = pytest.mark.slow


def browse(page: Path, *options: str) -> str:
    """Open a page and return what the browser writes."""
    assert BROWSER, "This check needs a browser: the command `chromium`."
    quiet = ("--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={page.parent / 'browser'}")
    command = [BROWSER, *quiet, "--virtual-time-budget=60000", *options, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=200).stdout


@pytest.fixture(scope="module")
def written() -> str:
    return to_html(build(example()))[0].decode()


@pytest.mark.parametrize("scheme", ["1", "0"], ids=["light", "dark"])
def test_no_rule_of_accessibility_is_broken(written: str, scheme: str, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    rules = RULES.read_text(encoding="utf-8").replace("</script>", r"<\/script>")
    asking = f"<script>{rules}</script><script>{_ASK}</script>"
    allowed = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", written)
    page.write_text(allowed.replace("</body>", f"{asking}</body>"), encoding="utf-8")
    seen = browse(page, f"--blink-settings=preferredColorScheme={scheme}", "--dump-dom")
    found = re.search(r'<pre id="found">(.*?)</pre>', seen, re.DOTALL)
    assert found, seen[:500]
    broken: list[Any] = json.loads(html.unescape(found[1]))
    assert broken == []


def test_it_prints_with_every_quote_open(written: str, tmp_path: Path) -> None:
    page, paper = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_text(written, encoding="utf-8")
    browse(page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    pages = PdfReader(paper).pages
    said = " ".join(" ".join(each.extract_text() for each in pages).split())
    assert said.count("the median annualized relapse rate was reduced by 75%") >= 3
    assert "Skip to the content" not in said
