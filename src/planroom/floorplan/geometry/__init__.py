"""Points, polygons and lengths. Millimetres, x to the right, y up."""
