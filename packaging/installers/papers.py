"""What is shipped, told: every licence as its authors wrote it, and a list of parts (CycloneDX)."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from plan import HERE, ROOT, Plan

if TYPE_CHECKING:
    from cyclonedx.model.component import Component

_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


def shipped() -> list[metadata.Distribution]:
    """Return the packages that Reviewer runs on, with those they run on, by name."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, metadata.Distribution] = {}
    wanted = [Requirement(each) for each in project["dependencies"]]
    while wanted:
        need = wanted.pop()
        name = need.name.lower().replace("_", "-")
        if name in found or name in ("pip", "setuptools") or (need.marker and not need.marker.evaluate()):
            continue
        found[name] = metadata.distribution(need.name)
        wanted += [Requirement(each) for each in found[name].requires or () if "extra ==" not in each]
    return [found[name] for name in sorted(found)]


def carried() -> list[metadata.Distribution]:
    """Return the packages of which something lies in the bundle: also that of its starter."""
    return [*shipped(), metadata.distribution("pyinstaller")]


def write_licences(plan: Plan, folder: Path) -> None:
    """Write into `folder` the licences of Reviewer, its fonts, the packages and the system's libraries."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "LICENSE", folder / "Reviewer.txt")
    shutil.copy(_of_python(), folder / "Python.txt")
    for path in sorted((HERE / "texts").iterdir()):
        shutil.copy(path, folder / path.name)
    for path in sorted((ROOT / "resources").rglob("LICEN?E*")):
        shutil.copy(path, folder / f"{path.parent.name}-{path.name}")
    for distribution in carried():
        texts = list(_texts(distribution))
        if not texts and not distribution.metadata["Name"].lower().startswith(("pyside6", "shiboken6")):
            raise SystemExit(f"{distribution.metadata['Name']} brings no licence; add its text to texts/.")
        for text in texts:
            target = folder / str(distribution.metadata["Name"]) / text.name
            target.parent.mkdir(exist_ok=True)
            shutil.copy(text, target)
    for package, version in host_packages(plan):
        paper = Path("/usr/share/doc") / package / "copyright"
        if paper.exists():
            target = folder / "system" / f"{package}.txt"
            target.parent.mkdir(exist_ok=True)
            shutil.copy(paper, target)
        else:
            print(f"  no licence of {package} {version} was found on this machine", file=sys.stderr)


def _of_python() -> Path:
    """Return the licence of the Python that runs this, which is the one that is carried."""
    library = Path(sysconfig.get_path("stdlib"))
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    places = (library / "LICENSE.txt", Path(f"/usr/share/doc/python{version}/copyright"))
    found = next((place for place in places if place.exists()), None)
    if found is None:
        raise SystemExit(f"The licence of Python lies at none of: {', '.join(map(str, places))}.")
    return found


def _texts(distribution: metadata.Distribution) -> Iterator[Path]:
    for file in distribution.files or ():
        parts = [part for part in file.parts if part.endswith(".dist-info")]
        if parts and _LICENCE.search("/".join(file.parts[1:])):
            yield Path(str(distribution.locate_file(file)))


def host_packages(plan: Plan) -> list[tuple[str, str]]:
    """Return (Debian package, version) of each library taken from this machine; empty without dpkg."""
    if not shutil.which("dpkg-query"):
        return []
    names = set()
    for line in plan.host_files.read_text(encoding="utf-8").splitlines():
        path = str(Path(line).resolve())
        # On a machine whose /lib is /usr/lib, a package may know its file under either name.
        for known in (path, path.removeprefix("/usr")):
            asked = subprocess.run(["dpkg-query", "-S", known], capture_output=True, text=True, check=False)
            names |= {each.split(":")[0] for each in asked.stdout.splitlines()}
    return [(name, _dpkg_version(name)) for name in sorted(names)]


def _dpkg_version(name: str) -> str:
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}\n", name], capture_output=True, text=True, check=False
    )
    return asked.stdout.split("\n")[0]


def parts(plan: Plan) -> str:
    """Return the list of what is shipped, as CycloneDX 1.6 JSON; the same commit gives the same words."""
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6

    reviewer = Component(
        name="Reviewer", version=plan.version, type=ComponentType.APPLICATION, bom_ref="reviewer"
    )
    bom = Bom(components=[*map(_package, carried()), *_others(plan)])
    bom.metadata.component = reviewer
    bom.metadata.timestamp = datetime.fromtimestamp(plan.epoch, UTC)
    names = "\n".join(f"{each.name} {each.version}" for each in bom.components)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, f"reviewer {plan.version}\n{names}")
    bom.register_dependency(reviewer, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def _package(distribution: metadata.Distribution) -> Component:
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    head = distribution.metadata
    said = head["License-Expression"] or head["License"] or _classified(head.get_all("Classifier") or [])
    name = str(head["Name"])
    return Component(
        name=name,
        version=distribution.version,
        type=ComponentType.LIBRARY,
        purl=PackageURL("pypi", name=name.lower().replace("_", "-"), version=distribution.version),
        bom_ref=f"pypi:{name}",
        licenses=[LicenseFactory().make_from_string(said)] if said else (),
    )


def _classified(classifiers: list[str]) -> str:
    """Return the last words of a licence's classifier; older packages have nothing else."""
    return next((each.rsplit(" :: ", 1)[-1] for each in classifiers if each.startswith("License ::")), "")


def _others(plan: Plan) -> Iterator[Component]:
    """Yield what is shipped and is no package: Python, SQLite, libraries of the machine that built, fonts."""
    from cyclonedx.model.component import Component, ComponentType

    version = ".".join(str(each) for each in sys.version_info[:3])
    yield Component(name="CPython", version=version, type=ComponentType.PLATFORM, bom_ref="python")
    yield Component(
        name="SQLite", version=sqlite3.sqlite_version, type=ComponentType.LIBRARY, bom_ref="sqlite"
    )
    for path in plan.bundle.glob("_internal/libicudata.so.*"):  # comes with Qt
        version = path.name.rpartition(".")[2]
        yield Component(name="ICU", version=version, type=ComponentType.LIBRARY, bom_ref="icu")
    for name, found in host_packages(plan):
        yield Component(name=name, version=found, type=ComponentType.LIBRARY, bom_ref=f"deb:{name}")
    for path in sorted((ROOT / "resources" / "fonts").glob("*.[ot]tf")):
        yield Component(name=path.stem, type=ComponentType.DATA, bom_ref=f"font:{path.stem}")
