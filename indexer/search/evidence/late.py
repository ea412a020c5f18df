"""The best passages read once more, by their tokens and by their sentences, with the model that is there.

One vector a passage says what it is about. Each token of the query looks for the token of the passage that is nearest
to it; the mean of those cosines says how much of the question the passage speaks to: late interaction, Khattab and
Zaharia, "ColBERT", SIGIR 2020, here with the token vectors of the archive's own encoder, a word counting as much as it
is rare in the archive. And one sentence may answer where the passage is about other things too. It costs
the encoding of `READ` passages and of their sentences a query, so it is done where it is asked for: `thorough`. What
it gains stands in ARCHITECTURE.md, "What was tried".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.text.words import WordAt

Vectors = NDArray[np.float32]
Scores = NDArray[np.float32]

READ = 20
TOKENS = 0.4
SENTENCES = 0.2


def read_again(scores: Scores, tokens: Scores, sentences: Scores) -> Scores:
    """The scores, the best first; those that were read moved by how far each is above the mean of them.

    By `TOKENS` times their late interaction and `SENTENCES` times the cosine of their nearest sentence, shapes
    `(read,)`: what reads worse than it looked falls behind what was not read.
    """
    moved = scores.copy()
    if len(tokens):
        moved[: len(tokens)] += TOKENS * (tokens - tokens.mean()) + SENTENCES * (sentences - sentences.mean())
    return moved


def late_interaction(asked: Vectors, weights: Scores, read: Vectors) -> float:
    """The mean over the query's tokens, as they weigh, of the greatest cosine with any token of the passage.

    Unit vectors, shapes `(tokens, dim)`, and `(tokens,)` weights of `asked`. 0 without tokens, or where none weighs.
    """
    if not len(read) or not weights.any():
        return 0.0
    return float(np.average((asked @ read.T).max(axis=1), weights=weights))


def token_weights(spans: Sequence[tuple[int, int]], words: Iterable[WordAt], rarity: Callable[[str], float]) -> Scores:
    """What each token counts, shape `(tokens,)`: its share of how rare its word is; 0 for a sign, which is of none."""
    weights = np.zeros(len(spans), dtype=np.float32)
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    for word in words:
        pieces = (starts < word.end) & (ends > word.start)
        weights[pieces] = rarity(word.folded) / max(pieces.sum(), 1)
    return weights
