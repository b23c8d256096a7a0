"""What a change of a company's package leads to, and what is wrong with it: worked out from arguments alone."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from planroom.features.companies.rules import AddOn, PackageType
from planroom.features.products.models import CompanyPackage, PackageChange, SwitchedOff
from planroom.features.products.rules import add_on_is_produced, fits, package_is_produced
from planroom.kit.errors import FieldFault

Thing = TypeVar("Thing", PackageType, AddOn)


def is_produced(thing: PackageType | AddOn) -> bool:
    """Say whether everything that a package or an add-on brings can be produced here."""
    return package_is_produced(thing) if isinstance(thing, PackageType) else add_on_is_produced(thing)


def is_enabled(thing: PackageType | AddOn, switched_off: SwitchedOff) -> bool:
    """Say whether a package or an add-on can be had in full: it can be produced here and is not switched off."""
    return is_produced(thing) and thing not in switched_off.packages | switched_off.add_ons


def changed(package: CompanyPackage, change: PackageChange) -> CompanyPackage:
    """Give a company's package after a change that has no faults."""
    return CompanyPackage(
        package_type=change.package_type or package.package_type,
        add_ons=package.add_ons if change.add_ons is None else list(dict.fromkeys(change.add_ons)),
        switched_off=SwitchedOff(
            _switched(package.switched_off.packages, change.packages or ()),
            _switched(package.switched_off.add_ons, change.add_ons_available or ()),
        ),
    )


def _switched(off: frozenset[Thing], switches: Iterable[tuple[Thing, bool]]) -> frozenset[Thing]:
    """Throw the switches, the last of one thing counts. What cannot be produced keeps what was said of it before."""
    kept = set(off)
    for thing, on in switches:
        if not is_produced(thing):
            continue
        if on:
            kept.discard(thing)
        else:
            kept.add(thing)
    return frozenset(kept)


def find_faults(package: CompanyPackage, change: PackageChange) -> list[FieldFault]:
    """List everything that is wrong with a change."""
    after = changed(package, change)
    faults = list(_switch_faults("packages", change.packages or (), [after.package_type]))
    faults += _switch_faults("add_ons_available", change.add_ons_available or (), after.add_ons)
    if change.package_type is not None and not is_enabled(change.package_type, after.switched_off):
        faults.append(_not_enabled(("package_type",)))
    for position, add_on in enumerate(change.add_ons or ()):
        if not is_enabled(add_on, after.switched_off):
            faults.append(_not_enabled(("add_ons", position)))
        elif not fits(add_on, after.package_type):
            message = f"add-on does not go with package {after.package_type}"
            faults.append(FieldFault(("add_ons", position), message, "value_error.add_on"))
    return faults


def _switch_faults(
    field: str, switches: Iterable[tuple[Thing, bool]], defaults: Sequence[Thing]
) -> Iterator[FieldFault]:
    for position, (thing, on) in enumerate(switches):
        loc = (field, position, "enabled")
        if on and not is_produced(thing):
            yield FieldFault(loc, "this cannot be produced here yet", "value_error.not_produced")
        elif not on and thing in defaults and is_produced(thing):
            yield FieldFault(loc, "this is a default; choose another default with it", "value_error.is_default")


def _not_enabled(loc: tuple[str | int, ...]) -> FieldFault:
    return FieldFault(loc, "this is not enabled", "value_error.not_enabled")
