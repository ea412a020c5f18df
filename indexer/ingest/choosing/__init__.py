"""Which files to read, and what their folders say of them."""
