"""Packages on the wire (contract 2.4 and 3.1)."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import msgspec

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.products.changing import is_enabled
from planroom.features.products.models import CompanyPackage, PackageChange
from planroom.features.products.rules import (
    NAME_OF_PACKAGE,
    PRODUCTS_OF_PACKAGE,
    TERMS_OF_ADD_ON,
    Product,
    fits,
)

MAX_ENTRIES = 20

Entry = TypeVar("Entry")
Entries = Annotated[list[Entry], msgspec.Meta(max_length=MAX_ENTRIES)]


class OfferedPackage(msgspec.Struct, frozen=True, kw_only=True):
    """A package: what it holds (keys of ``delivery_assets``) and which add-ons go with it.

    ``enabled`` is false for one that cannot be produced in full yet and for one that your company has switched off.
    """

    package_type: PackageType
    name: str
    enabled: bool
    is_default: bool
    products: list[Product]
    add_ons: list[AddOn]


class OfferedAddOn(msgspec.Struct, frozen=True, kw_only=True):
    """An add-on, and the packages that it goes with."""

    add_on: AddOn
    name: str
    enabled: bool
    is_default: bool
    packages: list[PackageType]


class PackageRead(msgspec.Struct, frozen=True, kw_only=True):
    """What your company can order. ``package_type`` and ``add_ons`` are what an order gets that names none."""

    package_type: PackageType
    add_ons: list[AddOn]
    packages: list[OfferedPackage]
    add_ons_available: list[OfferedAddOn]


class PackageSwitch(msgspec.Struct, frozen=True, kw_only=True):
    """Switches a package on or off for your company."""

    package_type: PackageType
    enabled: bool


class AddOnSwitch(msgspec.Struct, frozen=True, kw_only=True):
    """Switches an add-on on or off for your company."""

    add_on: AddOn
    enabled: bool


class PackageUpdate(msgspec.Struct, frozen=True, kw_only=True):
    """New defaults, and what is switched on or off. What is missing stays; entries may be those of the reply."""

    package_type: PackageType | None = None
    add_ons: Entries[AddOn] | None = None
    packages: Entries[PackageSwitch] | None = None
    add_ons_available: Entries[AddOnSwitch] | None = None

    def to_change(self) -> PackageChange:
        """Give the change as the use case takes it."""
        packages, add_ons = self.packages, self.add_ons_available
        return PackageChange(
            package_type=self.package_type,
            add_ons=self.add_ons,
            packages=None if packages is None else [(switch.package_type, switch.enabled) for switch in packages],
            add_ons_available=None if add_ons is None else [(switch.add_on, switch.enabled) for switch in add_ons],
        )


def readable_change(body: Mapping[str, object]) -> PackageChange:
    """Read what can be read of a body that is no PackageUpdate; a key that cannot be read is left out."""
    readable: dict[str, Any] = {}
    for field in msgspec.structs.fields(PackageUpdate):
        try:
            readable[field.name] = msgspec.convert(body.get(field.name), field.type)
        except msgspec.ValidationError:
            continue
    return PackageUpdate(**readable).to_change()


def package_read(package: CompanyPackage) -> PackageRead:
    """Show what a company can order."""
    return PackageRead(
        package_type=package.package_type,
        add_ons=package.add_ons,
        packages=[
            OfferedPackage(
                package_type=package_type,
                name=NAME_OF_PACKAGE[package_type],
                enabled=is_enabled(package_type, package.switched_off),
                is_default=package_type == package.package_type,
                products=[product for product in Product if product in PRODUCTS_OF_PACKAGE[package_type]],
                add_ons=[add_on for add_on in AddOn if fits(add_on, package_type)],
            )
            for package_type in PackageType
        ],
        add_ons_available=[
            OfferedAddOn(
                add_on=add_on,
                name=TERMS_OF_ADD_ON[add_on].name,
                enabled=is_enabled(add_on, package.switched_off),
                is_default=add_on in package.add_ons,
                packages=[package_type for package_type in PackageType if fits(add_on, package_type)],
            )
            for add_on in AddOn
        ],
    )
