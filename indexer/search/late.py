"""The best passages read once more, token by token: late interaction with the model that is there.

Each token of the query looks for the token of the passage that is nearest to it; the mean of those cosines says how
much of the question the passage speaks to, where one vector a passage says what it is about. Khattab and Zaharia,
"ColBERT", SIGIR 2020, with the token vectors of the archive's own encoder. It costs the encoding of `READ` passages a
query, so it is done where it is asked for: `thorough`. What it gains stands in ARCHITECTURE.md, "What was tried".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Scores = NDArray[np.float32]

READ = 20
WEIGHT = 0.5


def token_by_token(scores: Scores, asked: Vectors, read: Sequence[Vectors]) -> Scores:
    """The scores of some passages with `WEIGHT` times their late interaction added, less its mean over them.

    `asked` are the unit vectors of the query's tokens, `read` those of each passage's, shapes `(tokens, dim)`.
    """
    if not len(scores):
        return scores
    late = np.array([late_interaction(asked, tokens) for tokens in read])
    return np.asarray(scores + WEIGHT * (late - late.mean()), dtype=np.float32)


def late_interaction(asked: Vectors, read: Vectors) -> float:
    """The mean over the query's tokens of the greatest cosine with any token of the passage; 0 without tokens."""
    if not len(asked) or not len(read):
        return 0.0
    return float((asked @ read.T).max(axis=1).mean())
