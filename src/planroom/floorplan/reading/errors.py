"""Why a file cannot be read at all. What is wrong with its contents is a finding instead."""

from planroom.kit.errors import AppError, ErrorKind


class FileUnreadable(AppError):
    """Base of the reasons for which a reader gives up on a file."""

    code = "source_unreadable"
    kind = ErrorKind.INVALID
    message = "The file cannot be read."


class NotAPicture(FileUnreadable):
    """The content is no PNG, JPEG, TIFF or PDF, or it is damaged."""

    code = "source_not_a_picture"
    kind = ErrorKind.UNSUPPORTED
    message = "The file is not a PNG, JPEG, TIFF or PDF. Send the blueprint in one of these formats."


class PictureTooLarge(FileUnreadable):
    """The picture has more pixels than the limit; nothing of it was decoded."""

    code = "source_too_large"
    kind = ErrorKind.TOO_LARGE
    message = "The picture has too many pixels. Send it smaller."


class NotThisFormat(FileUnreadable):
    """The content is not of the format it was to be read as, or of none that is known."""

    code = "source_not_this_format"
    kind = ErrorKind.UNSUPPORTED
    message = "The file is of no plan format that can be read."


class FileTooLarge(FileUnreadable):
    """The file has more bytes, or more parts, than any plan; nothing of it was read."""

    code = "source_file_too_large"
    kind = ErrorKind.TOO_LARGE
    message = "The file is larger than any plan. Send one dwelling at a time."
