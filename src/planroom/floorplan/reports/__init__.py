"""Reports: figures and documents made from a plan."""
