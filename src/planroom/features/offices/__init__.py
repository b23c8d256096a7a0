"""The offices of a company: the places its people and orders belong to."""
