"""Bytes to text, whatever they were written in."""
