"""What can be refused at the production desk."""

from planroom.kit.errors import AppError, ErrorKind


class ClaimedByAnother(AppError):
    """Another operator works on the order."""

    code = "claimed_by_another"
    kind = ErrorKind.CONFLICT
    message = "Another operator works on this order."

    def __init__(self, operator: str) -> None:
        """Say who it is."""
        super().__init__(f"{operator} works on this order; ask them, or take other work from the queue.")
