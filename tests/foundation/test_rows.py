from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.foundation.compiled import plain
from sim.foundation.rows import either_of

ROWS = st.sets(st.integers(0, 20)).map(lambda rows: np.array(sorted(rows), dtype=np.int32))


@given(a=ROWS, b=ROWS)
def test_rows_of_either_list_stand_once_and_ascending(a: np.ndarray, b: np.ndarray) -> None:
    for union in (either_of, plain(either_of)):
        found = union(a, b)
        assert found.dtype == np.int32
        assert found.tolist() == np.union1d(a, b).tolist()
