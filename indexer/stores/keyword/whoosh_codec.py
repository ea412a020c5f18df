"""How words lie in a segment of Whoosh: a codec, which is what Whoosh offers to whoever wants it done in another way.

Whoosh's own codec keeps a block of pickles for each term, and half of all terms occur once. Here the words of a field
are numbered through, one document's after another's, and a term is the numbers of its places: a list of a few bytes,
each number as the distance from the one before it, seven bits a byte. In which document a place is, and where in it,
follows from how long documents are. `places_writer.py` writes, `places_reader.py` reads:

    .pst   the lists, one term's after another's
    .trm   the terms in order, UTF-8, each after a byte for its field
    .end   how long each term is, and how long each list, in bytes
    .len   how many words each document has, field by field
"""

from __future__ import annotations

import os
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage

from indexer.stores.keyword.places_reader import PlacesReader
from indexer.stores.keyword.places_writer import PlacesWriter


class PlacesCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec, but for the words. A segment names it, so that Whoosh reads with what it wrote with.

    By this name and in this file: it is pickled with every segment.
    """

    length_stats = False  # lengths as Whoosh keeps them serve a scoring that is not used here

    def field_writer(self, storage: Any, segment: Any) -> PlacesWriter:
        """Who writes the words of a new segment."""
        return PlacesWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> PlacesReader:
        """Who reads them."""
        return PlacesReader(storage, segment)


class Folder(FileStorage):  # type: ignore[misc]
    """The folder of an index, in which Whoosh makes a temporary one, twice for each segment.

    Of the second time its own class keeps the error, which keeps the frames of all callers: what they have open would
    stay so until Python collects its garbage.
    """

    def create(self) -> Folder:
        """Make the folder, unless it is there."""
        os.makedirs(self.folder, exist_ok=True)
        return self

    def temp_storage(self, name: str) -> Folder:
        """The temporary folder, which a writer removes."""
        return Folder(os.path.join(self.folder, name)).create()
