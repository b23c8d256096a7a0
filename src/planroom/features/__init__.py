"""The product, one folder per resource. A feature may use the ones that stand before it in the import contract."""
