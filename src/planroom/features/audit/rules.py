"""Words of the audit log. It lies below all other features, so that each of them may write into it."""

from enum import StrEnum

READ_AUDIT = "audit.read"
"""The permission to read a company's audit log."""


class Subject(StrEnum):
    """What sort of thing was changed."""

    COMPANY = "company"
    OFFICE = "office"
    USER = "user"
    API_KEY = "api_key"
    ORDER = "order"
    MODEL = "model"
    STYLE_TEMPLATE = "style_template"
    MERGE_REQUEST = "merge_request"
