"""The names of what a route may say about itself in its ``opt``, for all who look at routes."""

QUERY = "query"
"""The route option that names the struct of its query for the API pages: ``@get(..., opt={QUERY: OrderQuery})``."""
NO_KEY = "no_key"
"""The route option of routes that anybody may call: ``opt={NO_KEY: True}``."""
MORE_FAULTS = "more_faults"
"""The route option that names what else to look at in a body that fails its schema, so that one 400 tells all:
a function of the request and the body as plain JSON, in which nothing can be relied on, that gives a list of
FieldFault. It runs on a database thread, and only for callers who may use the API."""
CALLERS = "callers"
"""The router option that says whose calls these are; ``integrate`` and ``production`` set it."""
FORM = "form"
"""The route option of routes that take a form with files: what each field is, for the API pages. Such a route
receives its form itself (infra/http/forms.py); its body is never read as a whole."""
GIVES = "gives"
"""The route option of routes whose reply is no JSON: the media types that it may be, for the API pages."""
