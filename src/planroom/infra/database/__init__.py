"""The database: one schema and one unit of work, on SQLite and on PostgreSQL."""
