"""``planroom plan``: the floor-plan library without a server."""
