"""Use cases of privacy, by what they do: exporting, erasing, retaining."""
