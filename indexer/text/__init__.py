"""What holds for any text, whatever it is kept for: words, sentences, dates, and what two versions have in common."""
