"""What can be refused about companies."""

from planroom.kit.errors import AppError, ErrorKind


class CompanyNotFound(AppError):
    """No company has this id."""

    code = "company_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "Company not found."
