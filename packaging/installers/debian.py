"""The package for Debian, Ubuntu and their relatives."""

from __future__ import annotations

import gzip
import os
import shutil
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import linux_files
from plan import ROOT, Plan, run

MAINTAINER = "The Reviewer authors <reviewer@localhost>"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

DEPENDS = (
    "libc6 (>= 2.35)",
    "libstdc++6",
    "libgcc-s1",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0 | libglib2.0-0t64",
    "libopengl0",
    "libx11-6",
    "libx11-xcb1",
    "libxcb-glx0",
    "libxcb1",
    "xkb-data",
)
"""What the machine itself must have; the rest is carried. The C library is that of the oldest
release on which the libraries carried can run."""
RECOMMENDS = (
    "libcups2 | libcups2t64",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "shared-mime-info",
    "xdg-desktop-portal",
    "xdg-utils",
)


OVERRIDES = {
    "reviewer: bogus-mail-host *": "The authors have no address yet.",
    "reviewer: bogus-mail-host-in-debian-changelog *": "The same.",
    "reviewer: embedded-library *": "The same libraries are carried for every system, as they were tested.",
    "reviewer: duplicate-font-file *": "Reports look the same everywhere: their faces are carried.",
    "reviewer: truetype-font-prohibits-installable-embedding *": "Its licence allows it.",
    "reviewer: hardening-no-pie *": "The starter of PyInstaller, as it comes.",
    "reviewer: library-not-linked-against-libc *": "Modules of Python that call nothing of the C library.",
    "reviewer: shared-library-lacks-prerequisites *": "The same; and data of ICU.",
    "reviewer: national-encoding *": "A licence, as its authors wrote it.",
}
"""What lintian says and why it stays so."""


def make(plan: Plan, machine: str) -> Path:
    """Write the package and return it; raises SystemExit when dpkg-deb is missing or refuses."""
    if not shutil.which("dpkg-deb"):
        raise SystemExit("The .deb needs dpkg-deb, which Debian and its relatives have.")
    root = plan.build / "deb"
    shutil.rmtree(root, ignore_errors=True)
    home = root / "usr" / "lib" / "reviewer"
    shutil.copytree(plan.bundle, home, symlinks=True)
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / "reviewer").symlink_to("../lib/reviewer/reviewer")
    linux_files.write(plan, root / "usr" / "share")
    _papers(plan, root / "usr" / "share" / "doc" / "reviewer")
    overrides = root / "usr" / "share" / "lintian" / "overrides" / "reviewer"
    overrides.parent.mkdir(parents=True)
    overrides.write_text("".join(f"# {why}\n{tag}\n" for tag, why in OVERRIDES.items()), encoding="utf-8")
    architecture = ARCHITECTURES[machine]
    _control(plan, root, architecture)
    _settle(root, plan.epoch)
    target = plan.out / f"reviewer_{plan.version}_{architecture}.deb"
    packing = ("-Zxz", "-z6", "--threads-max=1")  # the bytes of xz depend on how many threads there are
    run(["dpkg-deb", "--root-owner-group", *packing, "--build", str(root), str(target)])
    return target


def _control(plan: Plan, root: Path, architecture: str) -> None:
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    fields = {
        "Package": "reviewer",
        "Version": plan.version,
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size // 1024),
        "Depends": ", ".join(DEPENDS),
        "Recommends": ", ".join(RECOMMENDS),
        "Section": "science",
        "Priority": "optional",
        "Description": (
            "says what the evidence shows, and how sure one may be\n"
            " Reviewer imports documents and records, keeps the voices in them apart, ties\n"
            " every claim to the exact words it rests on, grades what may be graded, and\n"
            " writes reports in which each sentence can be checked. It works without a\n"
            " network."
        ),
    }
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text("".join(f"{name}: {value}\n" for name, value in fields.items()), encoding="utf-8")


def _papers(plan: Plan, folder: Path) -> None:
    folder.mkdir(parents=True)
    copyright = (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Reviewer\n\nFiles: *\nCopyright: The Reviewer authors\nLicense: MIT\n"
        f"{_indented((ROOT / 'LICENSE').read_text(encoding='utf-8'))}\n"
        "Comment: The program carries Python, Qt and other libraries. The licence of each, as its\n"
        " authors wrote it, lies in /usr/lib/reviewer/licences, and the list of parts beside it.\n"
    )
    (folder / "copyright").write_text(copyright, encoding="utf-8")
    when = format_datetime(datetime.fromtimestamp(plan.epoch, UTC))
    entry = (
        f"reviewer ({plan.version}) stable; urgency=medium\n\n  * See CHANGELOG.md beside this file.\n\n"
        f" -- {MAINTAINER}  {when}\n"
    )
    (folder / "changelog.gz").write_bytes(gzip.compress(entry.encode(), mtime=0))
    shutil.copyfile(ROOT / "CHANGELOG.md", folder / "CHANGELOG.md")


def _indented(text: str) -> str:
    return "\n".join(f" {line}" if line.strip() else " ." for line in text.strip().splitlines())


def _settle(root: Path, epoch: int) -> None:
    """Give every file the same time and the rights that a package may have."""
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            continue
        runs = path.stat().st_mode & 0o111 and ".so" not in path.suffixes
        path.chmod(0o755 if path.is_dir() or runs else 0o644)
        os.utime(path, (epoch, epoch))
