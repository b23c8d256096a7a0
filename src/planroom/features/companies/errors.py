"""What can be refused about companies."""

from planroom.kit.errors import AppError, ErrorKind


class CompanyNotFound(AppError):
    """No company has this id."""

    code = "company_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "Company not found."


class CompanyClosed(AppError):
    """The company became part of another one, or was erased."""

    code = "company_closed"
    kind = ErrorKind.CONFLICT
    message = "This company is closed."
