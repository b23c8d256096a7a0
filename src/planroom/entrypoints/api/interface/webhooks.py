"""The calls that we make to a company's server (contract 2.3)."""

from typing import Annotated, Any, Literal

import msgspec

from planroom.entrypoints.api.interface.texts import example_of
from planroom.features.companies.rules import Trigger
from planroom.features.deliverables.rules import ProductRange
from planroom.features.orders.rules import OrderStatus


class WebhookCall(msgspec.Struct, frozen=True, kw_only=True):
    """News of an order. These six keys and no more; additions come as headers."""

    id: Annotated[str, msgspec.Meta(description="The order's id.")]
    current_status: Annotated[OrderStatus, msgspec.Meta(description="Where the order stands now.")]
    previous_status: Annotated[
        OrderStatus, msgspec.Meta(description="Where it stood before: New on an order's first call.")
    ]
    model_id: Annotated[str | None, msgspec.Meta(description="The model that the files are of; null without one.")]
    product_type: Annotated[
        ProductRange | None, msgspec.Meta(description="The product range that it is about; null for several or none.")
    ]
    delivery_type: Annotated[
        Literal["new", "update"], msgspec.Meta(description="`new` until the first delivery, `update` afterwards.")
    ]


def webhook_calls() -> dict[str, Any]:
    """Describe one call for each trigger."""
    return {
        trigger.value: {
            "post": {
                "summary": f"An order has {trigger.value.replace('_', ' ')}",
                "operationId": f"webhook_{trigger.value}",
                "description": "Sent after `GET /orders/{id}` shows the new state. Any 2xx is success; otherwise it is "
                "tried 3 times in all. Redirects are not followed.",
                "security": [],
                "x-mark": "D",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/WebhookCall"},
                            "example": example_of("webhook", "request"),
                        }
                    },
                },
                "responses": {"2XX": {"description": "You have heard it."}},
            }
        }
        for trigger in Trigger
    }
