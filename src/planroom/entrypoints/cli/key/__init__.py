"""``planroom key``: the API keys of a company."""
