"""What a keeper asks of an archive: what it holds, what would serve it better, whether it is whole."""
