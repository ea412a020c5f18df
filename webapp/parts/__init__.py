"""What pages are made of: links, marks, words, bars, citations."""
