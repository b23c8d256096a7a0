"""What can be refused about uploads."""

from planroom.kit.errors import AppError, ErrorKind


class UploadNotFound(AppError):
    """No upload has this address; it may have been removed because nothing used it."""

    code = "upload_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "Upload not found; uploads that no order uses are removed after some days."
