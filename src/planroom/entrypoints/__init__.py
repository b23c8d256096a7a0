"""The roles of the one program: API, console, worker, command line. Thin."""
