"""Generations: drafted, sealed, published, held by who reads them, saved in a backup."""
