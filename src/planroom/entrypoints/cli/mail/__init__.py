"""``planroom mail``: the mails that this installation wrote."""
