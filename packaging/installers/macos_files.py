"""The disk image for macOS, made on macOS from the application that the recipe builds there."""

from __future__ import annotations

import shutil
from pathlib import Path

import universal
from plan import Plan, run


def image(plan: Plan) -> Path:
    """Write a disk image with the application and a way to drag it.

    Raises SystemExit off macOS, and for an application that one kind of Mac could not run.
    """
    if not shutil.which("hdiutil"):
        raise SystemExit("A disk image is made on macOS.")
    application = plan.bundle.with_name("Reviewer.app")
    lacking = universal.one_sided(application)
    if lacking:
        raise SystemExit(f"For one kind of Mac only: {', '.join(path.name for path in lacking)}.")
    folder = plan.build / "image"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(application, folder / application.name, symlinks=True)
    (folder / "Applications").symlink_to("/Applications")
    # Without a certificate it is signed for this machine's sake only: arm64 runs nothing that is unsigned.
    run(["codesign", "--force", "--deep", "--sign", "-", str(folder / application.name)])
    target = plan.out / f"reviewer-{plan.version}-macos-universal2.dmg"
    target.unlink(missing_ok=True)
    run(
        [
            "hdiutil",
            "create",
            "-volname",
            "Reviewer",
            "-srcfolder",
            str(folder),
            "-format",
            "UDZO",
            str(target),
        ]
    )
    return target
