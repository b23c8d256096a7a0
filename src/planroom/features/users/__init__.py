"""People, keys and operators: who may call, and what each may do."""
