"""What Alembic runs for every command. The connection comes from ``run.py``, which opens and locks it.

The history only goes forward: the way back from a release is the backup made before it.
"""

from alembic import context

from planroom.migrations.comparison import comparison_options

context.configure(connection=context.config.attributes["connection"], **comparison_options())
context.run_migrations()
