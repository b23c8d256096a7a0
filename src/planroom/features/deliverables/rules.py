"""Which ranges of products there are and what their files are called."""

from enum import StrEnum


class ProductRange(StrEnum):
    """The ranges in which products are delivered and announced (contract section 2.2)."""

    PRODUCTS_2D = "products_2d"
    PRODUCTS_3D = "products_3d"
    TOUR = "tour"
