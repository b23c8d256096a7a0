"""``make bench``: runs the benchmarks of this folder, all or those that are named (``make bench ARGS=orders``)."""

import sys
from importlib import import_module
from pathlib import Path

_PREFIX = "bench_"


def main(names: list[str]) -> int:
    """Run ``bench_<name>.py`` for each name, all of them without one; 2 when there is no such benchmark."""
    known = sorted(path.stem.removeprefix(_PREFIX) for path in Path(__file__).parent.glob(f"{_PREFIX}*.py"))
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.stderr.write(f"There is no benchmark {', '.join(unknown)}; there are: {', '.join(known)}.\n")
        return 2
    for name in names or known:
        import_module(f"tests.load.{_PREFIX}{name}").run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
