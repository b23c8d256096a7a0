"""Every bad source leaves an issue that says what to do and a call to the customer, and the service goes on."""

from tests.support.town import Town

BAD = {
    "/nowhere.png": "source_not_found",
    "/text.png": "source_not_a_picture",
    "/huge.png": "source_too_large",
    "/truncated.png": "source_not_a_picture",
    "/large.png": "source_too_large",
    "/inside.png": "source_address_refused",
    "http://169.254.169.254/latest/meta-data": "source_address_refused",
    "/silent.png": "source_timed_out",
    "/down.png": "source_unavailable",
}


def test_bad_sources_are_told_and_the_next_order_works(town: Town) -> None:
    bad = {path: town.place(path) for path in BAD}
    good = town.place("/house.png")
    town.work(hurry=True)

    orders = {path: town.order(order_id) for path, order_id in bad.items()}
    assert {path: [issue["code"] for issue in order["issues"]] for path, order in orders.items()} == {
        path: [code] for path, code in BAD.items()
    }
    assert {order["info"]["status"] for order in orders.values()} == {"Pending"}
    for order_id in bad.values():
        assert town.told(order_id) == [("New", "Pending"), ("Pending", "Pending")]
    queue = town.desk.get("/queue", reason="reading_failed").json()["items"]
    assert {item["order_id"] for item in queue} == set(bad.values())

    assert town.status(good) == "Ready"
    after = town.place("/house.png")
    town.work()
    assert town.status(after) == "Ready"


def test_a_source_that_comes_back_is_delivered(town: Town) -> None:
    order_id = town.place("/flaky.png")
    town.work(hurry=True)
    assert (town.status(order_id), town.order(order_id)["issues"]) == ("Ready", [])


def test_a_customer_mends_a_bad_source_with_another_one(town: Town) -> None:
    order_id = town.place("/nowhere.png")
    town.work()
    assert len(town.order(order_id)["issues"]) == 1
    another = {"source": [f"{town.sources.url}/house.png"]}
    assert town.company.post(f"/orders/{order_id}/source", another).status_code == 200
    assert town.desk.get("/queue").json()["items"] == []
    town.work()
    assert (town.status(order_id), town.order(order_id)["issues"]) == ("Ready", [])
    assert town.told(order_id)[-1] == ("Pending", "Ready")
