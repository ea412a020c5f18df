"""Quotations: found in the running text, laid beside the words they quote, traced to where those stand."""
