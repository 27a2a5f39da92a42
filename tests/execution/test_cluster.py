"""The workers of a scheduler are used only when their code is that of this process."""

from __future__ import annotations

import pytest

from sim.execution.cluster import _same_code, scheduler
from sim.foundation.compiled import source_digest
from sim.inputs.files.errors import InputError


def test_without_an_address_there_is_no_scheduler() -> None:
    with scheduler(None) as found:
        assert found == (None, None)


def test_an_address_that_is_none_is_refused() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(InputError) as caught, scheduler("nothing://here"):
        pass
    assert (caught.value.code, caught.value.found) == ("no_scheduler", "nothing://here")


def test_workers_have_the_same_code_or_are_named() -> None:
    _same_code({"one": source_digest(), "two": source_digest()})
    with pytest.raises(InputError) as caught:
        _same_code({"one": source_digest(), "two": "older"})
    assert (caught.value.code, caught.value.found) == ("another_run", "two")
    with pytest.raises(InputError, match="no workers"):
        _same_code({})
