"""What can be refused about style templates."""

from planroom.kit.errors import AppError, ErrorKind


class StyleTemplateNotFound(AppError):
    """The company has no style template of this id."""

    code = "style_template_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "Style template not found."
