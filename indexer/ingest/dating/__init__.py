"""When a letter was written, and to whom, by its head, its file's name, or not at all."""
