from __future__ import annotations

import numpy as np
import pytest

from sim.foundation.columns import large, real, small, whole


@pytest.mark.parametrize(
    ("made", "dtype", "value"),
    [
        (real((2, 3)), np.float64, 0),
        (small((2, 3), -1), np.int8, -1),
        (whole((2, 3), 7), np.int32, 7),
        (large((2, 3)), np.int64, 0),
    ],
)
def test_a_new_column_has_its_type_and_one_value(made: np.ndarray, dtype: type, value: int) -> None:
    assert made.dtype == dtype and made.shape == (2, 3) and made.flags.c_contiguous
    assert (made == value).all()
