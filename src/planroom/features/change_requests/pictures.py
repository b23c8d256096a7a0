"""Which files are taken as images of a change request, and what the customer is told about those that are not."""

from collections.abc import Mapping
from types import MappingProxyType

from planroom.features.plans.rules import shown_url

MAX_IMAGE_BYTES = 20 * 1024 * 1024

ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        "image/jpeg": "jpg",
        "image/png": "png",
        "image/gif": "gif",
        "image/webp": "webp",
        "image/heic": "heic",
        "image/tiff": "tif",
        "application/pdf": "pdf",
    }
)
"""The types that are taken, and how the names of such files end."""

NO_URL = "This is no http or https address; there is no image to fetch. Your text was taken all the same."
GIVEN_UP = "The image could not be kept because of a fault on our side. Attach it again with another change request."
UPLOAD_LOST = "is no upload of your company, or was removed because nothing used it in time."
NO_PICTURE = "is no picture: send JPEG, PNG, GIF, WebP, HEIC, TIFF or PDF."

_CALLS = {
    "address_refused": "points at a private or special address, which is not fetched.",
    "redirect_refused": "redirects to an address that is not fetched, or too often.",
    "bad_url": "is not a complete http or https address.",
    "too_large": f"is larger than {MAX_IMAGE_BYTES // 2**20} MB.",
    "timed_out": "did not arrive in time, though we tried several times.",
    "name_not_resolved": "has a server name that cannot be found.",
    "protocol_error": "could not be fetched: its server broke off or did not speak HTTP.",
}
_NO_CONNECTION = "could not be fetched, though we tried several times: its server takes no connection."


def is_address(text: str) -> bool:
    """Say whether an entry of ``img_urls`` is meant to be fetched."""
    return text.strip().lower().startswith(("http://", "https://"))


def told_of_image(url: str, what: str) -> str:
    """Say something of an image in a sentence for the customer."""
    return f"The image {shown_url(url)} {what}"


def told_of_call(url: str, code: str) -> str:
    """Explain a call that came to no answer, by the code of the outbound port."""
    return told_of_image(url, _CALLS.get(code, _NO_CONNECTION))


def told_of_status(url: str, status: int) -> str:
    """Explain an answer that is no file."""
    return told_of_image(url, f"could not be fetched: its server answered {status}.")
