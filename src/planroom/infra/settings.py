"""Every setting: its variable, default and meaning. The only module that reads the environment."""

import difflib
import math
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from enum import StrEnum
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


class LogLevel(StrEnum):
    """The least level of what is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def _about(
    help_text: str, *, secret: bool = False, least: float = -math.inf, most: float = math.inf
) -> Mapping[str, Any]:
    return {"help": help_text, "secret": secret, "least": least, "most": most}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one process. Each field is the variable ``PLANROOM_<NAME>``."""

    data: Path = field(default=Path("data"), metadata=_about("Folder of the embedded database and the stored files."))
    database_url: str = field(
        default="",
        metadata=_about("PostgreSQL URL; empty means the embedded SQLite database in the data folder.", secret=True),
    )
    storage_url: str = field(
        default="", metadata=_about("Where files are kept, as a URL (file, s3, gs, az); empty: in the data folder.")
    )
    public_url: str = field(
        default="",
        metadata=_about("What absolute URLs begin with; empty: the host and port of `serve` (127.0.0.1 for 0.0.0.0)."),
    )
    host: str = field(default="127.0.0.1", metadata=_about("Address that `serve` listens on."))
    port: int = field(default=8000, metadata=_about("Port that `serve` listens on.", least=0, most=65535))
    trusted_proxies: int = field(
        default=0,
        metadata=_about(
            "How many proxies of yours each request comes through, whose X-Forwarded-For tells the caller's address.",
            least=0,
            most=10,
        ),
    )
    processes: int = field(default=1, metadata=_about("API processes of `serve`.", least=1, most=256))
    workers: int = field(
        default=1,
        metadata=_about("Worker processes of `serve` and `worker`; 0: they run elsewhere.", least=0, most=256),
    )
    allow_private_addresses: bool = field(
        default=False,
        metadata=_about(
            "Let webhooks and sources point at loopback and private addresses: for local use and tests only."
        ),
    )
    rate_limit_per_minute: int = field(
        default=6000, metadata=_about("Requests a minute for one key, over all processes; 0: no limit.", least=0)
    )
    web_origins: str = field(
        default="",
        metadata=_about(
            "Origins of web pages that may call from a browser, with commas between; * is all; empty: none."
        ),
    )
    sign_ins_per_minute: int = field(
        default=20,
        metadata=_about(
            "Tries to sign in or to reset a password a minute from one address, over all processes; 0: no limit.",
            least=0,
        ),
    )
    user_token_hours: float = field(
        default=12.0, metadata=_about("For how many hours a user is signed in.", least=0.1, most=8760)
    )
    max_body_bytes: int = field(
        default=2 * MEBIBYTE, metadata=_about("Largest JSON request body, in bytes.", least=1024)
    )
    max_upload_bytes: int = field(
        default=50 * MEBIBYTE, metadata=_about("Largest file that is handed in, in bytes.", least=1024)
    )
    max_scan_bytes: int = field(
        default=200 * MEBIBYTE, metadata=_about("Most that a client hands in by a link, in bytes.", least=1024)
    )
    keep_unused_uploads_hours: float = field(
        default=72.0, metadata=_about("After how many hours an upload that no order uses is removed.", least=0.1)
    )
    max_source_bytes: int = field(
        default=50 * MEBIBYTE, metadata=_about("Largest source file that is fetched, in bytes.", least=1024)
    )
    max_source_pixels: int = field(
        default=60_000_000, metadata=_about("Largest source picture that is decoded, in pixels.", least=1)
    )
    fetch_timeout_seconds: float = field(
        default=60.0, metadata=_about("Time limit for fetching one source, in all.", least=0.1, most=3600)
    )
    fetch_attempts: int = field(
        default=3, metadata=_about("How often a source is fetched in all while its server fails.", least=1, most=20)
    )
    keep_sources_days: int = field(
        default=0,
        metadata=_about("Days after which sources that were read are deleted; 0: kept with their order.", least=0),
    )
    keep_mails_days: int = field(
        default=90, metadata=_about("Days after which mails that were sent or kept are deleted; 0: never.", least=0)
    )
    keep_webhook_log_days: int = field(
        default=90, metadata=_about("Days after which finished webhook calls leave the log; 0: never.", least=0)
    )
    keep_audit_days: int = field(
        default=730, metadata=_about("Days after which entries leave the audit log; 0: never.", least=0)
    )
    keep_exports_days: int = field(
        default=7, metadata=_about("Days for which a company's export can be downloaded.", least=1)
    )
    webhook_timeout_seconds: float = field(
        default=60.0, metadata=_about("Time limit for one webhook call, in all.", least=0.1, most=3600)
    )
    webhook_attempts: int = field(default=3, metadata=_about("How often one webhook call is tried in all.", least=1))
    draft_timeout_seconds: float = field(
        default=120.0, metadata=_about("Time limit for drafting or drawing one plan.", least=1, most=3600)
    )
    draft_memory_bytes: int = field(
        default=4096 * MEBIBYTE,
        metadata=_about("Memory limit of the process that drafts or draws one plan.", least=256 * MEBIBYTE),
    )
    deliver_up_to: Severity = field(
        default=Severity.WARNING,
        metadata=_about("Gravest finding with which a drafted plan is delivered without a person: info or warning."),
    )
    log_level: LogLevel = field(
        default=LogLevel.INFO, metadata=_about("Least level that is logged: debug, info, warning, error.")
    )
    log_json: bool = field(default=False, metadata=_about("Write logs as JSON lines."))

    @property
    def resolved_database_url(self) -> str:
        """The database URL, with the embedded default filled in."""
        return self.database_url or f"sqlite:///{(self.data / 'planroom.db').absolute()}"

    @property
    def allowed_web_origins(self) -> frozenset[str]:
        """The origins of ``web_origins``."""
        return frozenset(origin.strip().rstrip("/") for origin in self.web_origins.split(",") if origin.strip())

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
        yield SettingInfo(_variable(item), item.name, item.default, item.metadata["help"], item.metadata["secret"])


def read_settings(environment: Mapping[str, str] | None = None, **overrides: Any) -> Settings:  # noqa: ANN401 — any field
    """Read the settings from ``environment`` (the process's own by default); ``overrides`` win unless None.

    Raises BadSetting for an unknown PLANROOM_ variable, naming the nearest known one, and for a value that cannot be
    read or lies outside its range.
    """
    environment = os.environ if environment is None else environment
    known = {_variable(item): item for item in fields(Settings)}
    values: dict[str, Any] = {}
    for variable in sorted(name for name in environment if name.startswith(PREFIX)):
        if variable not in known:
            raise BadSetting(_unknown(variable, list(known)))
        if environment[variable] != "":
            values[known[variable].name] = _parse(variable, known[variable], environment[variable])
    values.update({name: value for name, value in overrides.items() if value is not None})
    settings = Settings(**values)
    for variable, item in known.items():
        _check_range(variable, item, getattr(settings, item.name))
    if settings.public_url and not settings.public_url.startswith(("http://", "https://")):
        message = f"PLANROOM_PUBLIC_URL={settings.public_url!r} is no address; begin it with http:// or https://."
        raise BadSetting(message)
    for origin in sorted(settings.allowed_web_origins):
        if origin != "*" and re.fullmatch(r"https?://[^/\s]+", origin) is None:
            message = f"PLANROOM_WEB_ORIGINS: {origin!r} is no origin; write it like https://app.example.com."
            raise BadSetting(message)
    return settings


def variables_in_use(environment: Mapping[str, str] | None = None) -> frozenset[str]:
    """Name the PLANROOM_ variables that are set in ``environment`` (the process's own by default)."""
    environment = os.environ if environment is None else environment
    return frozenset(name for name, value in environment.items() if name.startswith(PREFIX) and value != "")


def environment_for(settings: Settings, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the environment for another process of ours: today's, with exactly these ``settings`` in it."""
    environment = os.environ if environment is None else environment
    carried = {name: value for name, value in environment.items() if not name.startswith(PREFIX)}
    for item in fields(Settings):
        value = getattr(settings, item.name)
        if value != item.default:
            carried[_variable(item)] = str(value).lower() if isinstance(value, bool) else str(value)
    return carried


def _variable(item: Field[Any]) -> str:
    return PREFIX + item.name.upper()


def _unknown(variable: str, known: list[str]) -> str:
    nearest = difflib.get_close_matches(variable, known, n=1, cutoff=0.0)
    return f"{variable} is not a setting; did you mean {nearest[0]}? `planroom settings show` lists them all."


def _parse(variable: str, item: Field[Any], text: str) -> object:
    kind: Any = type(item.default)
    try:
        return _TRUTH[text.strip().lower()] if kind is bool else kind(text)
    except (KeyError, ValueError):
        message = f"{variable}={text!r} cannot be read; give {_expected(item.default)}."
        raise BadSetting(message) from None


def _expected(default: object) -> str:
    if isinstance(default, bool):
        return "true or false"
    if isinstance(default, StrEnum):
        return "one of " + ", ".join(type(default))
    return f"a number like {default}"


def _check_range(variable: str, item: Field[Any], value: object) -> None:
    least, most = item.metadata["least"], item.metadata["most"]
    if isinstance(value, int | float) and not least <= value <= most:
        limits = f"at least {least:g}" if math.isinf(most) else f"from {least:g} to {most:g}"
        message = f"{variable}={value} is out of range; give a number {limits}."
        raise BadSetting(message)


_TRUTH = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
