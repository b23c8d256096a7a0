"""What a company can do with its data as a whole: export it, have it erased, and for how long it is kept."""
