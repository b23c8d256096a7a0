"""Files under the keys of the contract."""

from planroom.features.deliverables.rules import file_path, list_assets
from planroom.production.artifacts import FileKind


def test_every_key_is_there_even_when_nothing_was_drawn() -> None:
    assets = list_assets([])
    assert assets["property_data"] == {"json_urls": []}
    assert assets["snapshot"] == {"image_urls": [], "pdf_urls": []}
    assert assets["listing_floorplans"] == {
        f"{kind}_urls{suffix}": [] for kind in ("png", "jpg", "svg", "pdf", "zip") for suffix in ("", "_dim")
    }


def test_files_keep_their_order_under_their_key() -> None:
    assets = list_assets(
        [
            (FileKind.PNG, False, "/files/a/1.png"),
            (FileKind.PNG, True, "/files/b/1-dimensions.png"),
            (FileKind.PNG, False, "/files/c/2.png"),
            (FileKind.PROPERTY_DATA, False, "/files/d/property-data.json"),
        ]
    )
    plans = assets["listing_floorplans"]
    assert plans["png_urls"] == ["/files/a/1.png", "/files/c/2.png"]
    assert plans["png_urls_dim"] == ["/files/b/1-dimensions.png"]
    assert assets["property_data"]["json_urls"] == ["/files/d/property-data.json"]


def test_what_the_customer_handed_in_is_the_snapshot() -> None:
    sources = [
        (FileKind.SOURCE_IMAGE, False, "/files/a/source-1.png"),
        (FileKind.SOURCE_PDF, False, "/files/b/source-2.pdf"),
        (FileKind.SOURCE_IMAGE, False, "/files/c/source-3.jpg"),
    ]
    assert list_assets(sources)["snapshot"] == {
        "image_urls": ["/files/a/source-1.png", "/files/c/source-3.jpg"],
        "pdf_urls": ["/files/b/source-2.pdf"],
    }


def test_an_address_ends_in_the_file_name() -> None:
    assert file_path("token", "floor-1.png") == "/files/token/floor-1.png"
