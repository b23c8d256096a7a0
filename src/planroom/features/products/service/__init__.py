"""Use cases of products: packages, and prices."""
