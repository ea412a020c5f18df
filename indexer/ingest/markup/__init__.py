"""HTML and XHTML as a tree, with what it shows beside its words; for pages, e-books, mail and cells of tables."""
