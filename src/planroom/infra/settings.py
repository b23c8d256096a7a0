"""Every setting: its variable, default and meaning. The only module that reads the environment."""

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from planroom.floorplan.model.finding import Severity
from planroom.kit.errors import AppError, ErrorKind

PREFIX = "PLANROOM_"
MEBIBYTE = 1024 * 1024


class BadSetting(AppError):
    """A PLANROOM_ variable that does not exist or whose value cannot be read."""

    code = "bad_setting"
    kind = ErrorKind.INVALID
    message = "A setting is not valid."


def _setting(default: Any, help_text: str, *, secret: bool = False) -> Any:  # noqa: ANN401 — stands for any field
    return field(default=default, metadata={"help": help_text, "secret": secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one process. Each field is the variable ``PLANROOM_<NAME>``."""

    data: Path = _setting(Path("data"), "Folder of the embedded database and the stored files.")
    database_url: str = _setting(
        "", "PostgreSQL URL; empty means the embedded SQLite database in the data folder.", secret=True
    )
    storage_url: str = _setting("", "Where files are kept, as a URL (file, s3, gs, az); empty: in the data folder.")
    public_url: str = _setting(
        "", "What absolute URLs begin with; empty: the host and port of `serve` (127.0.0.1 for 0.0.0.0)."
    )
    host: str = _setting("127.0.0.1", "Address that `serve` listens on.")
    port: int = _setting(8000, "Port that `serve` listens on.")
    processes: int = _setting(1, "API processes of `serve`.")
    workers: int = _setting(1, "Worker processes of `serve` and `worker`.")
    allow_private_addresses: bool = _setting(
        False, "Let webhooks and sources point at loopback and private addresses: for local use and tests only."
    )
    rate_limit_per_minute: int = _setting(6000, "Requests a minute for one key, over all processes; 0: no limit.")
    max_body_bytes: int = _setting(2 * MEBIBYTE, "Largest JSON request body, in bytes.")
    max_source_bytes: int = _setting(50 * MEBIBYTE, "Largest source file that is fetched, in bytes.")
    max_source_pixels: int = _setting(60_000_000, "Largest source picture that is decoded, in pixels.")
    fetch_timeout_seconds: float = _setting(60.0, "Time limit for fetching one source, in all.")
    webhook_timeout_seconds: float = _setting(60.0, "Time limit for one webhook call, in all.")
    webhook_attempts: int = _setting(3, "How often one webhook call is tried in all.")
    draft_timeout_seconds: float = _setting(120.0, "Time limit for drafting or drawing one plan.")
    draft_memory_bytes: int = _setting(4096 * MEBIBYTE, "Memory limit of the process that drafts or draws one plan.")
    deliver_up_to: Severity = _setting(
        Severity.WARNING, "Gravest finding with which a drafted plan is delivered without a person: info or warning."
    )
    log_level: str = _setting("info", "Least level that is logged: debug, info, warning, error.")
    log_json: bool = _setting(False, "Write logs as JSON lines.")

    @property
    def resolved_database_url(self) -> str:
        """The database URL, with the embedded default filled in."""
        return self.database_url or f"sqlite:///{(self.data / 'planroom.db').absolute()}"

    @property
    def resolved_public_url(self) -> str:
        """What absolute URLs begin with, without a slash at the end. Never taken from a request's Host header."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::", ""} else self.host  # noqa: S104 — compared, not bound
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self.port}"


@dataclass(frozen=True, slots=True)
class SettingInfo:
    """One setting as the reference and ``settings show`` print it."""

    variable: str
    name: str
    default: Any
    help: str
    secret: bool


def describe_settings() -> Iterator[SettingInfo]:
    """List every setting in the order of the class."""
    for item in fields(Settings):
        yield SettingInfo(
            PREFIX + item.name.upper(), item.name, item.default, item.metadata["help"], item.metadata["secret"]
        )


def read_settings(environment: Mapping[str, str] | None = None, **overrides: Any) -> Settings:  # noqa: ANN401
    """Read the settings from ``environment`` (the process's own by default); ``overrides`` win unless None.

    Raises BadSetting for an unknown PLANROOM_ variable, naming the nearest known one, and for an unreadable value.
    """
    environment = os.environ if environment is None else environment
    known = {PREFIX + item.name.upper(): item for item in fields(Settings)}
    values: dict[str, Any] = {}
    for variable in sorted(name for name in environment if name.startswith(PREFIX)):
        if variable not in known:
            raise BadSetting(_unknown(variable, list(known)))
        if environment[variable] != "":
            values[known[variable].name] = _parse(variable, known[variable], environment[variable])
    values.update({name: value for name, value in overrides.items() if value is not None})
    return Settings(**values)


def _unknown(variable: str, known: list[str]) -> str:
    nearest = difflib.get_close_matches(variable, known, n=1, cutoff=0.0)
    return f"{variable} is not a setting; did you mean {nearest[0]}? `planroom settings show` lists them all."


def _parse(variable: str, item: Field[Any], text: str) -> object:
    kind = type(item.default) if item.default is not MISSING else str
    try:
        return _TRUTH[text.strip().lower()] if kind is bool else kind(text)
    except (KeyError, ValueError):
        expected = "true or false" if kind is bool else f"a value like {item.default}"
        message = f"{variable}={text!r} cannot be read; give {expected}."
        raise BadSetting(message) from None


_TRUTH = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
