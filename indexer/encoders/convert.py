"""Converts a model for OpenVINO: python -m indexer.encoders.convert NAME MODEL FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path

from indexer.encoders.model import Model
from indexer.encoders.openvino import convert
from indexer.errors import EncoderError

if __name__ == "__main__":
    try:
        convert(Model(sys.argv[1], Path(sys.argv[2])), Path(sys.argv[3]))
    except EncoderError as error:
        sys.exit(str(error))
