"""``planroom company``: the customers of this installation."""
