"""Generations: drafted, sealed, published, gone back to, held by who reads them, saved in a backup."""
