"""The history of the database's schema: one for SQLite and PostgreSQL."""
