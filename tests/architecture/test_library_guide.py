"""The code in the library's guide runs as it stands."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs/how-to/use-the-library.md"
BLUEPRINT = ROOT / "src/planroom/entrypoints/cli/demo/blueprint/farmhouse-6522.png"
EXPORT = ROOT / "tests/data/plan_files/blueprint3d/example.json"


def test_the_code_of_the_library_guide_drafts_draws_and_reads_plans(tmp_path: Path) -> None:
    pieces = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
    shutil.copyfile(BLUEPRINT, tmp_path / "blueprint.png")
    shutil.copyfile(EXPORT, tmp_path / "export.json")
    code = [sys.executable, "-c", "\n".join(pieces)]
    ended = subprocess.run(code, cwd=tmp_path, check=True, capture_output=True, text=True)  # noqa: S603 — our own guide
    assert {path.suffix for path in tmp_path.iterdir()} == {".png", ".json", ".svg", ".pdf"}
    assert "Bedroom" in (tmp_path / "01-ground-floor.svg").read_text(encoding="utf-8")
    assert "blueprint3d 1" in ended.stdout
