"""The plan: storeys, walls, openings, rooms, labels. Immutable; an edit returns a new plan."""
