"""The steps of reading IFC: placing, shapes, storeys, walls with their holes, spaces."""
