"""What can be refused about plans."""

from planroom.kit.errors import AppError, ErrorKind


class ModelNotFound(AppError):
    """The order has no plan yet, or no such revision."""

    code = "model_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "The order has no floor-plan model yet."


class ModelChanged(AppError):
    """Somebody else changed the plan in the meantime."""

    code = "model_changed"
    kind = ErrorKind.CONFLICT
    message = "The model was changed in the meantime; get it again and apply your change to the new version."
