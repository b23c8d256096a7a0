"""Pages for people. For now one: the order's own page, at an unguessable address."""
