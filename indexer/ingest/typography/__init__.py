"""What a text says by how it is set, in words and signs: raised, struck out, numbered, in a font of signs."""
