"""``make accept``: show how the golden files would change, then take the new ones."""

import difflib
from pathlib import Path

from tests.support.goldens import FOLDER, golden_files, stored_files

_MOST_LINES = 40


def main() -> None:
    """Write what changed, after showing it; files that nothing makes any more are removed."""
    wanted = dict(golden_files())
    changed = 0
    for path, content in wanted.items():
        before = path.read_bytes() if path.exists() else b""
        if before == content:
            continue
        changed += 1
        _show(path, before, content)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for path in sorted(stored_files() - set(wanted)):
        changed += 1
        print(f"removed {path.relative_to(FOLDER)}")
        path.unlink()
    print(f"{changed} of {len(wanted)} golden files changed; `git diff --stat tests/golden` lists them.")


def _show(path: Path, before: bytes, after: bytes) -> None:
    name = str(path.relative_to(FOLDER))
    lines = list(
        difflib.unified_diff(
            before.decode(errors="replace").splitlines(), after.decode(errors="replace").splitlines(), name, name, n=0
        )
    )
    for line in lines[:_MOST_LINES]:
        print(line[:160])
    if len(lines) > _MOST_LINES:
        print(f"… {len(lines) - _MOST_LINES} more lines of {name}")


if __name__ == "__main__":
    main()
