"""Errors that a caller can act on."""

from planroom.kit.errors import AppError, ErrorKind, FieldFault, InvalidInput


class OrderMissing(AppError):
    code = "order_missing"
    kind = ErrorKind.NOT_FOUND
    message = "Order not found."


def test_an_error_says_its_own_sentence_unless_given_a_better_one() -> None:
    assert (OrderMissing().text, str(OrderMissing())) == ("Order not found.", "Order not found.")
    assert OrderMissing("No order 7.").text == "No order 7."


def test_details_travel_beside_the_sentence() -> None:
    assert OrderMissing(order_id=7).details == {"order_id": 7}


def test_invalid_input_names_every_fault_and_its_place() -> None:
    faults = [
        FieldFault(("a", 0), "field required", "value_error.missing"),
        FieldFault(("b",), "too big", "value_error"),
    ]
    error = InvalidInput(faults, "query_params")
    assert (error.faults, error.place) == (tuple(faults), "query_params")
    assert str(error) == "a.0: field required; b: too big"
