"""The ten import contracts: the house keeps them, and each one breaks when a wrong import is planted."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True, cache_dir=None))"

# Contract id → the module that gets an import it must not have.
PLANTED = {
    "zones": ("planroom/kit/clock.py", "planroom.infra.settings"),
    "floorplan": ("planroom/floorplan/model/plan.py", "planroom.floorplan.drawing.style"),
    "backends": ("planroom/floorplan/drawing/backends/svg.py", "planroom.floorplan.drawing.backends.recording"),
    "features": ("planroom/features/companies/rules.py", "planroom.features.orders.rules"),
    "library-io": ("planroom/floorplan/model/wall.py", "sqlite3"),
    "rules": ("planroom/features/orders/rules.py", "sqlalchemy"),
    "use-cases": ("planroom/features/orders/repository.py", "litestar"),
    "services": ("planroom/entrypoints/api/app.py", "planroom.features.orders.repository"),
    "roles": ("planroom/entrypoints/cli/output.py", "planroom.entrypoints.worker"),
    "homes": ("planroom/floorplan/model/codec.py", "shapely"),
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the import linter on the copy of the sources in ``folder``."""
    return subprocess.run(  # noqa: S603 — our own words
        [sys.executable, "-c", LINT],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sources and the contracts."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def contract_names() -> dict[str, str]:
    """The names of all contracts by their ids."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return {contract["id"]: contract["name"] for contract in linter["contracts"]}


def test_the_house_keeps_every_contract(copy: Path) -> None:
    done = _lint(copy)
    assert done.returncode == 0, done.stdout


def test_every_contract_breaks_when_a_wrong_import_is_planted(copy: Path, contract_names: dict[str, str]) -> None:
    assert set(contract_names) == set(PLANTED)
    for path, imported in PLANTED.values():
        module = copy / "src" / path
        module.write_text(f"{module.read_text()}\nimport {imported}\n")
    done = _lint(copy)
    assert done.returncode == 1
    details = done.stdout.partition("Broken contracts")[2]
    sections = dict(zip(contract_names, _sections(details, list(contract_names.values())), strict=True))
    for contract, (path, imported) in PLANTED.items():
        importer = path.removesuffix(".py").replace("/", ".")
        assert f"{importer} -> {imported}" in " ".join(sections[contract].split()), (
            f"{contract_names[contract]} did not notice"
        )


def test_a_new_package_needs_a_place_among_its_neighbours(copy: Path) -> None:
    for place in ("floorplan", "features"):
        package = copy / "src" / "planroom" / place / "extra"
        package.mkdir()
        (package / "__init__.py").write_text('"""A package without a place."""\n')
    done = _lint(copy)
    assert done.returncode == 1
    assert {"planroom.floorplan.extra", "planroom.features.extra"} <= set(
        re.findall(r"planroom\.\w+\.extra", done.stdout)
    )


def _sections(details: str, names: list[str]) -> list[str]:
    """Cut the report into the parts of the contracts, in the order of ``names``; a part may be empty."""
    starts = {name: details.find(f"\n{name}\n---") for name in names}
    ends = sorted([*starts.values(), len(details)])
    return [
        details[start : ends[ends.index(start) + 1]] if start >= 0 else "" for start in (starts[name] for name in names)
    ]
