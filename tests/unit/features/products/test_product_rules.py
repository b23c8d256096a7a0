import pytest

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.products.rules import (
    RANGE_OF_PRODUCT,
    TERMS_OF_ADD_ON,
    OverLimit,
    Product,
    ProductRange,
    add_on_is_produced,
    bought_products,
    bought_ranges,
    delivered_ranges,
    fits,
    missing_products,
    over_limits,
    package_is_produced,
    purchasable_add_ons,
    turnaround,
)

BASE, PLUS, PLUS_3D = PackageType.BASE, PackageType.PLUS, PackageType.PLUS_3D


def test_base_holds_plans_snapshot_property_data_and_tour() -> None:
    assert bought_products(BASE, []) == {
        Product.LISTING_FLOORPLANS,
        Product.SNAPSHOT,
        Product.PROPERTY_DATA,
        Product.TOUR,
    }


def test_plus_adds_the_home_report_and_plus_3d_the_3d_plans() -> None:
    assert bought_products(PLUS, []) - bought_products(BASE, []) == {Product.HOME_REPORT}
    assert bought_products(PLUS_3D, []) - bought_products(PLUS, []) == {Product.FLOORPLANS_3D}


def test_an_add_on_brings_its_product() -> None:
    assert bought_products(BASE, [AddOn.GLA]) - bought_products(BASE, []) == {Product.GLA_PACKAGE}


def test_an_add_on_that_only_hurries_brings_nothing() -> None:
    assert bought_products(BASE, [AddOn.TURNAROUND_6H]) == bought_products(BASE, [])


def test_every_add_on_and_every_product_has_its_terms() -> None:
    assert set(TERMS_OF_ADD_ON) == set(AddOn)
    assert set(RANGE_OF_PRODUCT) == set(Product)


def test_cad_files_make_an_order_one_of_three_ranges() -> None:
    assert bought_ranges(BASE, []) == [ProductRange.PRODUCTS_2D, ProductRange.TOUR]
    assert bought_ranges(PLUS, [AddOn.CAD_FILES]) == list(ProductRange)


def test_a_delivered_order_has_files_of_what_can_be_produced() -> None:
    assert delivered_ranges(PLUS_3D, []) == [ProductRange.PRODUCTS_2D, ProductRange.TOUR]


def test_what_waits_for_the_floor_plan_library_is_not_produced() -> None:
    assert [package for package in PackageType if not package_is_produced(package)] == [PLUS, PLUS_3D]
    assert [add_on for add_on in AddOn if not add_on_is_produced(add_on)] == [
        AddOn.GLA,
        AddOn.CAD_FILES,
        AddOn.VIDEO_3D,
    ]
    assert missing_products(PLUS_3D, [AddOn.GLA, AddOn.CAD_FILES, AddOn.VIDEO_3D]) == [
        Product.GLA_PACKAGE,
        Product.HOME_REPORT,
        Product.FLOORPLANS_3D,
        Product.VIDEO_3D,
        Product.CAD_FILES,
    ]
    assert missing_products(BASE, [AddOn.TURNAROUND_6H, AddOn.FIXED_FURNITURE]) == []


@pytest.mark.parametrize("package", list(PackageType))
def test_only_what_can_be_produced_can_be_added(package: PackageType) -> None:
    assert purchasable_add_ons(package, []) == []


def test_a_video_goes_with_plus_3d_only() -> None:
    assert [package for package in PackageType if fits(AddOn.VIDEO_3D, package)] == [PLUS_3D]


def test_an_order_is_due_in_a_day_and_with_the_add_on_in_six_hours() -> None:
    assert turnaround([]).total_seconds() == 24 * 3600
    assert turnaround([AddOn.TURNAROUND_6H]).total_seconds() == 6 * 3600


@pytest.mark.parametrize(("area_m2", "steps"), [(465.1, 1), (610.0, 1), (930.0, 1), (930.5, 2), (1500.0, 3)])
def test_each_further_465_square_metres_begun_is_a_step(area_m2: float, steps: int) -> None:
    (limit,) = over_limits(area_m2, [ProductRange.PRODUCTS_2D, ProductRange.TOUR])

    assert limit.steps == steps


def test_a_broken_limit_reads_as_in_the_contract() -> None:
    assert over_limits(609.4, [ProductRange.PRODUCTS_2D]) == [
        OverLimit(ProductRange.PRODUCTS_2D, "area", allowed=465, actual=610, steps=1)
    ]


def test_a_home_of_the_usual_size_breaks_no_limit() -> None:
    assert over_limits(465.0, list(ProductRange)) == []
