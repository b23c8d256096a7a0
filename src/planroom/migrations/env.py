"""What Alembic runs for every command. The connection comes from ``schema.py``, which opens and locks it."""

from alembic import context

from planroom.migrations.comparison import comparison_options

context.configure(connection=context.config.attributes["connection"], **comparison_options())
context.run_migrations()
