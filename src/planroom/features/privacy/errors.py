"""What can be refused about exporting and erasing."""

from planroom.kit.errors import AppError, ErrorKind


class ExportNotFound(AppError):
    """The company has no export of this id, or its time is over."""

    code = "export_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "Export not found."
