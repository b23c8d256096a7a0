"""Jobs: named work that commits with the rows it is about and runs at least once."""
