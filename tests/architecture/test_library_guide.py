"""The code in the library's guide runs as it stands."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs/how-to/use-the-library.md"
BLUEPRINT = ROOT / "src/planroom/entrypoints/cli/demo/blueprint/farmhouse-6522.png"


def test_the_code_of_the_library_guide_drafts_and_draws_a_plan(tmp_path: Path) -> None:
    [code] = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
    shutil.copyfile(BLUEPRINT, tmp_path / "blueprint.png")
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True)  # noqa: S603 — our own guide
    assert {path.suffix for path in tmp_path.iterdir()} == {".png", ".json", ".svg", ".pdf"}
    assert "Bedroom" in (tmp_path / "01-ground-floor.svg").read_text(encoding="utf-8")
