"""Rows of exports, and the rows of all features as exporting, erasing and keeping times see them: by name."""
