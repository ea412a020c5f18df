"""Texts as people type them: plain, in Markdown, or a word a line."""
