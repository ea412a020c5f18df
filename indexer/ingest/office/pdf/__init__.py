"""PDF: lines of letters on pages, made paragraphs again."""
