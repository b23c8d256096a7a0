"""The command line. One command is one small file, which imports what it needs when it runs, so that help is fast."""
