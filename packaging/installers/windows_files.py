"""The installer for Windows and the folder for a stick; both are made on Windows from the same bundle."""

from __future__ import annotations

import shutil
from pathlib import Path

import archives
import icons
from plan import HERE, Plan, run


def installer(plan: Plan) -> Path:
    """Write the installer and return it; raises SystemExit when NSIS is missing or refuses."""
    makensis = shutil.which("makensis") or shutil.which("makensis", path=r"C:\Program Files (x86)\NSIS")
    if not makensis:
        raise SystemExit("The installer for Windows needs NSIS 3 (makensis).")
    target = plan.out / f"reviewer-{plan.version}-windows-x86_64.exe"
    icon = icons.draw(plan.build / "reviewer.ico", 256)
    given = {"VERSION": plan.version, "SOURCE": plan.bundle, "TARGET": target, "ICON": icon}
    script = HERE / "windows" / "reviewer.nsi"
    run([makensis, "-V2", "-WX", *(f"-D{name}={value}" for name, value in given.items()), str(script)])
    return target


def portable(plan: Plan) -> Path:
    """Write the folder that runs in place as a ZIP file."""
    target = plan.out / f"reviewer-{plan.version}-windows-x86_64-portable.zip"
    archives.zipped(target, plan.bundle, f"reviewer-{plan.version}", plan.epoch)
    return target
