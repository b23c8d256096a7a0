"""exception-reasons: whoever silences a checker says why on the same line."""

import io
import re
import tokenize
from collections.abc import Iterator

from tools.lint.source import Problem, Source

NAME = "exception-reasons"
SILENCER = re.compile(r"#\s*(noqa|type:\s*ignore)\b(.*)")
CODES = re.compile(r"^(:\s*[A-Z]+[0-9]+(\s*,\s*[A-Z]+[0-9]+)*|\[[\w\-, ]+\])")
SHORTEST_REASON = 4


def check(source: Source) -> Iterator[Problem]:
    """Find ``noqa`` and ``type: ignore`` comments without codes or without a reason behind them."""
    if not source.is_python:
        return
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type != tokenize.COMMENT:
            continue
        for silencer in re.split(r"(?=#)", token.string):
            found = SILENCER.match(silencer)
            if found and not _is_explained(found[2], token.string):
                message = f"{found[1]} needs its codes and, behind them, the reason"
                yield Problem(source.path, token.start[0], NAME, message, subject=found[1])


def _is_explained(rest: str, comment: str) -> bool:
    codes = CODES.match(rest)
    if not codes:
        return False
    # One reason may speak for two silencers on a line; it stands at the end of the comment.
    reason = comment.rsplit(codes[0], maxsplit=1)[-1]
    words = re.sub(r"#\s*(noqa|type:\s*ignore)[:\[\]\w\-, ]*", "", reason)
    return len(words.strip(" —-#")) >= SHORTEST_REASON
