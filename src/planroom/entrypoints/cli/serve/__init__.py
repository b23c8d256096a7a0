"""``planroom serve`` and ``planroom worker``: starting processes and keeping them running."""
