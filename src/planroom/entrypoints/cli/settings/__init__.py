"""``planroom settings``: what this installation is set to."""
