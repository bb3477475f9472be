"""The disk image for macOS, made on macOS from the application that the recipe builds there."""

from __future__ import annotations

import shutil
from pathlib import Path

from plan import Plan, machine, run


def image(plan: Plan) -> Path:
    """Write a disk image with the application and a way to drag it; raises SystemExit off macOS."""
    if not shutil.which("hdiutil"):
        raise SystemExit("A disk image is made on macOS.")
    folder = plan.build / "image"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    application = plan.bundle.with_name("Reviewer.app")
    shutil.copytree(application, folder / application.name, symlinks=True)
    (folder / "Applications").symlink_to("/Applications")
    # Without a certificate it is signed for this machine's sake only: arm64 runs nothing that is unsigned.
    run(["codesign", "--force", "--deep", "--sign", "-", str(folder / application.name)])
    target = plan.out / f"reviewer-{plan.version}-macos-{machine()}.dmg"
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
