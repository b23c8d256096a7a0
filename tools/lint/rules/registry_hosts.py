"""registry-hosts: where packages come from is the lock file's and the user's business, not the project's text."""

import re
from collections.abc import Iterator

from tools.lint.source import Problem, Source

NAME = "registry-hosts"
LOCK_FILE = "uv.lock"
# Written in two parts so that this very file passes.
HOSTS = tuple(
    f"{name}.{ending}"
    for name, ending in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("crates", "io"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("quay", "io"),
        ("anaconda", "org"),
    )
)
PATTERN = re.compile("|".join(re.escape(host) for host in HOSTS))


def check(source: Source) -> Iterator[Problem]:
    """Find names of package registries in any text file but the lock file."""
    if source.path == LOCK_FILE:
        return
    for number, line in enumerate(source.text.splitlines(), start=1):
        found = PATTERN.search(line)
        if found:
            yield Problem(source.path, number, NAME, f"names the registry {found[0]}", subject=found[0])
