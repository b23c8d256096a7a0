"""How pages are rendered: one template, one style, and headers that keep an address which is a secret to itself."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from litestar import Response
from litestar.enums import MediaType

_FOLDER = "templates"
_FORMS_GO_HERE = "'self'"
_NO_FORM = "'none'"


def render(name: str, *, status_code: int = 200, has_form: bool = False, **values: object) -> Response[str]:
    """Render the template ``name``; a page with a form may send it to this server, another page nothing anywhere."""
    return Response(
        _template(name).render(style=_style(), **values),
        status_code=status_code,
        media_type=MediaType.HTML,
        headers={
            "content-security-policy": (
                f"default-src 'none'; img-src 'self'; style-src 'sha256-{_style_hash()}'; "
                f"base-uri 'none'; form-action {_FORMS_GO_HERE if has_form else _NO_FORM}; frame-ancestors 'none'"
            ),
            # The address is the key to the page: it is not told to other sites, searched or kept on the way.
            "referrer-policy": "no-referrer",
            "x-robots-tag": "noindex, nofollow",
            "cache-control": "private, no-store",
        },
    )


@cache
def _template(name: str) -> Template:
    loader = PackageLoader(__package__ or "", _FOLDER)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


@cache
def _style() -> str:
    return files(__package__ or "").joinpath(_FOLDER, "style.css").read_text(encoding="utf-8")


@cache
def _style_hash() -> str:
    return b64encode(sha256(_style().encode()).digest()).decode()
