"""A file for each command: its request, the call that answers it, how it prints."""
