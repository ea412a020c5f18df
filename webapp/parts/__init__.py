"""What pages are made of: links, marks, words, bars, citations, and what a link means that was followed."""
