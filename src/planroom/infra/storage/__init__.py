"""Files: one port, kept by obstore in a local folder or an object store."""
