"""``planroom db``: the database schema."""
