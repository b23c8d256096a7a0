"""What the mails about merge requests say."""

from typing import NamedTuple

from planroom.features.mergers.models import MergeRequest


class MailText(NamedTuple):
    """A mail's words."""

    subject: str
    text: str


def asked_mail(asking_name: str, request: MergeRequest, public_url: str) -> MailText:
    """Tell a Manager that another company wants theirs to become part of it."""
    said = f"\nTheir message:\n\n{request.message}\n" if request.message else ""
    return MailText(
        f"{asking_name} asks your company to merge with it",
        f"{request.asked_by} of {asking_name} asks your company to become part of theirs.\n{said}\n"
        "If you accept, your people, offices and orders move into that company at once, your API keys stop, your\n"
        "webhooks are dropped, and your company is closed. This cannot be undone. Until then nothing moves.\n\n"
        f"Accept:  POST {public_url}/api/integrate/v3/companies/merge-requests/{request.id}/accept\n"
        f"Decline: POST {public_url}/api/integrate/v3/companies/merge-requests/{request.id}/decline\n\n"
        f"The request ends on {request.expires_at:%d %B %Y}. To decline it, you may also do nothing. If you do not\n"
        f"know {asking_name}, decline.\n",
    )


def accepted_mail(closed_name: str) -> MailText:
    """Tell a Manager of the asking company that the other is part of it now."""
    return MailText(
        f"{closed_name} is now part of your company",
        f"{closed_name} has accepted your merge request. Its people, offices and orders are your company's now.\n",
    )


def declined_mail(request: MergeRequest) -> MailText:
    """Tell a Manager of the asking company that the other does not want to."""
    return MailText(
        "Your merge request was declined", f"The merge request to {request.email} was declined. Nothing has moved.\n"
    )
