"""Everything outside: database, jobs, files, outgoing HTTP, incoming HTTP."""
