"""``planroom statement``: what companies owe."""
