"""What can go wrong in production. The service that asked goes on; the sentence is for the customer or operator."""

from planroom.kit.errors import AppError, ErrorKind


class ProductionFailed(AppError):
    """A child process could not do its work."""

    code = "production_failed"
    kind = ErrorKind.INVALID
    message = "The work could not be done."


class OutOfMemory(ProductionFailed):
    """The work needs more memory than one plan may use."""

    code = "out_of_memory"
    message = "The work needs more memory than is allowed for one plan."


class OutOfTime(ProductionFailed):
    """The work takes longer than one plan may take."""

    code = "out_of_time"
    message = "The work takes longer than is allowed for one plan."


class Crashed(ProductionFailed):
    """The child process ended without an answer."""

    code = "crashed"
    message = "The program that did the work ended without an answer."


class AnswerTooLarge(ProductionFailed):
    """The files made are larger than the files of one plan may be."""

    code = "answer_too_large"
    message = "The files of this plan would be larger than is allowed."


class Refused(ProductionFailed):
    """The step itself refused its input; ``code`` is that of the refusal."""

    def __init__(self, code: str, message: str) -> None:
        """Carry the refusal's own stable ``code`` and sentence."""
        super().__init__(message)
        self.refusal_code = code
