"""What can be refused about deliverables."""

from planroom.kit.errors import AppError, ErrorKind


class FileNotFound(AppError):
    """No file has this address."""

    code = "file_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "File not found."


class DeliveryBusy(AppError):
    """Too many deliveries of one order were asked for at the same moment."""

    code = "delivery_busy"
    kind = ErrorKind.BUSY
    message = "Deliveries of this order are being asked for at the same moment; try again."
