"""Web pages: the article in them, what they say of themselves, and the archives that hold many."""
