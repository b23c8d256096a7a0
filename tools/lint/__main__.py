"""``python -m tools.lint``: print every problem; exit status 1 when there is one."""

import sys

from tools.lint.run import find_problems


def main() -> int:
    """Check the project."""
    problems = find_problems()
    for problem in problems:
        print(problem)
    print("Own rules: " + (f"{len(problems)} problems" if problems else "all kept"))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
