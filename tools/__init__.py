"""Programs for those who build Planroom: own lint rules, the generated reference."""
