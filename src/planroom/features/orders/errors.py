"""What can be refused about orders."""

from planroom.kit.errors import AppError, ErrorKind


class OrderNotFound(AppError):
    """The caller's company has no order of this id."""

    code = "order_not_found"
    kind = ErrorKind.NOT_FOUND
    message = "Order not found."


class OrderNotDelivered(AppError):
    """A change can be requested only of what was delivered."""

    code = "order_not_delivered"
    kind = ErrorKind.CONFLICT
    message = "The order has not been delivered yet."


class OrderInFixing(AppError):
    """An order with open change requests is delivered by closing them."""

    code = "order_in_fixing"
    kind = ErrorKind.CONFLICT
    message = "The order has open change requests; close them to deliver it."


class OrderNotDraft(AppError):
    """Only a draft can be changed as a whole, deleted or submitted."""

    code = "order_not_draft"
    kind = ErrorKind.CONFLICT
    message = "The order is not a draft any more."


class OrderNotPending(AppError):
    """The move is for orders that wait for their first delivery."""

    code = "order_not_pending"
    kind = ErrorKind.CONFLICT
    message = "The order is not pending."


class OrderCancelled(AppError):
    """A cancelled order stays as it is."""

    code = "order_cancelled"
    kind = ErrorKind.CONFLICT
    message = "The order is cancelled; place a new one."


class NotPurchasable(AppError):
    """A package may only be raised, and an add-on must be among the order's ``purchasable_add_ons``."""

    code = "not_purchasable"
    kind = ErrorKind.CONFLICT
    message = "There is nothing to buy: name a higher package, or an add-on of purchasable_add_ons."


class OrderSourceNotFailed(AppError):
    """Another source is for an order whose source could not be read."""

    code = "order_source_not_failed"
    kind = ErrorKind.CONFLICT
    message = "The order's source has not failed; another one is not needed."


class OrderMoveForbidden(AppError):
    """The life-cycle has no such move from where the order stands."""

    code = "order_move_forbidden"
    kind = ErrorKind.CONFLICT
    message = "The order cannot do this from where it stands."
