"""Mail of an installation that has no mail server: messages stay where they are, and the operator shows them."""

from planroom.infra.database.unit_of_work import forbid_inside_unit_of_work
from planroom.infra.mail.port import Handover, Message


class KeptMail:
    """Sends nothing. See planroom.infra.mail.port.Mail; `planroom mail show` prints what is kept."""

    def send(self, message: Message) -> Handover:  # noqa: ARG002 — kept where it is: in its row
        """Leave the message where it is."""
        forbid_inside_unit_of_work("sending mail")
        return Handover.KEPT
