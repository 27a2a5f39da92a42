"""Files of compiled code that end in a hash of themselves: a damaged one is made anew.

Numba reads whatever its folder holds. A file that is empty, cut or another's would break every
command from then on, and a flipped bit of machine code is another program.
"""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path
from typing import Any

from sim.foundation.cache_folder import NOTES

_SIZE = hashlib.sha256().digest_size


def seal(content: bytes) -> bytes:
    """Content with its hash behind it; a reader of pickles sees no difference."""
    return content + hashlib.sha256(content).digest()


def is_sealed(content: bytes) -> bool:
    """True when content ends in the hash of what stands before."""
    return seal(content[:-_SIZE]) == content


def guard(cache: Any) -> None:
    """Seal what numba's cache of a function writes, and drop what it cannot read back."""
    files, load, dump = cache._cache_file, cache.load_overload, cache._cache_file._dump
    load_index, load_data = files._load_index, files._load_data

    def sealed(value: Any) -> bytes:
        """A value as it is written."""
        return seal(dump(value))

    def index() -> Any:
        """The list of versions of the function."""
        path = Path(files._index_path)
        if path.exists():
            with path.open("rb") as stream:
                version = pickle.load(stream)
                if version == files._version and not is_sealed(stream.read()):
                    raise ValueError(f"damaged: {path}")
        return load_index()

    def data(name: str) -> Any:
        """One version."""
        if not is_sealed(Path(files._data_path(name)).read_bytes()):
            raise ValueError(f"damaged: {name}")
        return load_data(name)

    def loaded(sig: Any, context: Any) -> Any:
        """The code that was compiled before; None to compile it now."""
        try:
            return load(sig, context)
        except Exception:  # whatever a damaged pickle may raise
            NOTES.setdefault("cache_damaged", str(files._index_path))
            files.flush()
            return None

    files._dump, files._load_index, files._load_data = sealed, index, data
    cache.load_overload = loaded
