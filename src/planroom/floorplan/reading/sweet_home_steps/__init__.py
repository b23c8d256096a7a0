"""The steps of reading a Sweet Home 3D file."""
