"""The calls about what a company can order (contract 3.1)."""

from collections.abc import Mapping
from typing import Any

from litestar import Request
from litestar.params import JSONBody

from planroom.features.products.schemas import PackageRead, PackageUpdate, package_read, readable_change
from planroom.features.products.service import packages
from planroom.infra.http import etags, request_scope
from planroom.infra.http.routing import MORE_FAULTS, get, integrate, patch
from planroom.kit.errors import FieldFault


@get("/companies/package", summary="Get company package")
def read_package(request: Request[Any, Any, Any]) -> PackageRead:
    """What your company can order: the packages and add-ons there are, which are enabled, and your defaults."""
    with request_scope.read(request) as (uow, actor):
        return package_read(packages.get_package(uow, actor))


def _more_faults(request: Request[Any, Any, Any], body: Mapping[str, object]) -> list[FieldFault]:
    with request_scope.read(request) as (uow, actor):
        return packages.find_faults(uow, actor, readable_change(body))


@patch("/companies/package", summary="Update company package", opt={MORE_FAULTS: _more_faults})
def set_package(request: Request[Any, Any, Any], data: JSONBody[PackageUpdate]) -> PackageRead:
    """Choose your defaults, and switch packages and add-ons on or off. What you leave out stays as it is.

    A default has to be enabled. What your company has switched off is refused in orders with `feature_disabled`.
    """
    with request_scope.write(request) as (uow, actor):
        etags.require_match(request, uow, lambda: package_read(packages.get_package(uow, actor)))
        return package_read(packages.set_package(uow, actor, data.to_change()))


handlers = [integrate(read_package, set_package, tag="Companies")]
