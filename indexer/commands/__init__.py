"""What the `pressmark` command does besides the two lines, and what it says."""
