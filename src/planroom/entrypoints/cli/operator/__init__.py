"""``planroom operator``: the people of the production desk."""
