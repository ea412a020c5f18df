"""The best passages weighed once more, word by word.

One vector a passage says what it is about. Here each word of the query, as the model reads it there, looks for the word
of the passage that is nearest to it; the mean of those cosines, a word counting as much as it is rare in the archive,
says how much of the question the passage speaks to: late interaction, Khattab and Zaharia, "ColBERT", SIGIR 2020. There
every token of every passage has a vector of its own. Here a word has one in all the archive, so that nothing more is
encoded (`stores/vectors/words.py`). What it gains and costs stands in ARCHITECTURE.md, "What was tried".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.machine.products import products

Vectors = NDArray[np.float32]
Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

WEIGHED = 10
"""So many passages, the best."""
WEIGHT = 0.7
"""Of the late interaction, beside the scores."""


def directions(tokens: Vectors, of_words: Mask, mean: Vectors) -> Vectors:
    """The direction in which each word of the query lies, shape `(words, dim)`.

    `tokens` are unit vectors, shape `(tokens, dim)`; `of_words` says which of them are of each word, shape
    `(words, tokens)`; `mean` is what all passages mean.
    """
    return _unit(_unit(products(of_words.astype(np.float32), tokens.T)) - mean)


def late_interaction(cosines: Sequence[Vectors], weights: Scores) -> Scores:
    """For each passage the mean over the words asked, as they weigh, of the greatest cosine with a word that it has.

    `cosines` are those of each passage's words with the words asked, shape `(asked, words)`. A cosine below 0, or a
    passage without words, counts as 0.
    """
    nearest = np.array([of_passage.max(axis=1, initial=0) for of_passage in cosines], dtype=np.float32)
    return np.asarray(nearest @ (weights / weights.sum()), dtype=np.float32)


def weighed_again(scores: Scores, interaction: Scores) -> Scores:
    """The scores, the best first; those that were weighed moved by how far each is above the mean of them.

    What speaks to less of the question than the others falls behind what was not weighed.
    """
    moved = scores.copy()
    if len(interaction):
        moved[: len(interaction)] += np.float32(WEIGHT) * (interaction - interaction.mean())
    return moved


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths, lengths, 1), dtype=np.float32)
