"""From sources to plans and from plans to files, in child processes with limits. No database, no HTTP."""
