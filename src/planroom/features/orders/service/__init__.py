"""Use cases of orders, by what they do: placing, looking, moving; all moves take the steps of the life-cycle table."""
