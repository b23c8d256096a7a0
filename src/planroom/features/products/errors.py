"""What can be refused about products."""

from planroom.kit.errors import AppError, ErrorKind


class FeatureDisabled(AppError):
    """The company's managers have switched off what is asked for."""

    code = "feature_disabled"
    kind = ErrorKind.FORBIDDEN
    message = "Your company has switched this off."

    def __init__(self, name: str) -> None:
        """Name the package or add-on."""
        super().__init__(f"Your company has switched off {name}.")


class PricesIncomplete(AppError):
    """A price list lacks a price that can be charged."""

    code = "prices_incomplete"
    kind = ErrorKind.INVALID
    message = "The prices are not complete."


class CurrencyUnknown(AppError):
    """There is no price list in the currency."""

    code = "currency_unknown"
    kind = ErrorKind.CONFLICT
    message = "There is no price list in this currency."

    def __init__(self, currency: str) -> None:
        """Name the currency."""
        super().__init__(f"There is no price list in {currency}; set one first with `planroom prices set`.")
