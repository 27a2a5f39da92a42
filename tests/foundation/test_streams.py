"""The generator gives the published known answers; a draw depends on its address alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.foundation import streams
from sim.foundation.compiled import plain
from tests.examples import examples

ONES = 0xFFFFFFFF
# Random123 1.14, kat_vectors, philox4x32 with 10 rounds: counter, key, result.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES, ONES, ONES, ONES), (ONES, ONES), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
WORD = st.integers(0, ONES)
SEED = st.integers(0, 2**63 - 1)
WEEK = st.integers(-5200, 10400)


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN)
@pytest.mark.parametrize("philox", [streams.philox, plain(streams.philox)])
def test_philox_gives_the_published_answers(
    philox: object, counter: tuple[int, ...], key: tuple[int, ...], result: tuple[int, ...]
) -> None:
    assert callable(philox)
    assert tuple(int(word) for word in philox(counter, *key)) == result


@settings(max_examples=examples("philox"))
@given(counter=st.tuples(WORD, WORD, WORD, WORD), key=st.tuples(WORD, WORD))
def test_compiled_philox_is_plain_philox(
    counter: tuple[int, int, int, int], key: tuple[int, int]
) -> None:
    compiled = streams.philox(counter, *key)
    assert [int(w) for w in compiled] == [int(w) for w in plain(streams.philox)(counter, *key)]


@given(word=WORD)
def test_a_uniform_is_strictly_between_0_and_1(word: int) -> None:
    assert 0.0 < streams.to_unit(word) < 1.0
    assert plain(streams.to_unit)(word) == (word + 0.5) / 2.0**32


@settings(max_examples=examples("philox"))
@given(seed=SEED, stream=st.integers(1, 40), who=WORD, week=WEEK, draw=st.integers(0, 1000))
def test_one_address_one_number(seed: int, stream: int, who: int, week: int, draw: int) -> None:
    first = streams.uniform(seed, stream, who, week, draw)
    assert first == streams.uniform4(seed, stream, who, week, draw)[0]
    assert first == streams.uniforms(seed, stream, np.array([7, who]), week, draw)[1]
    near = [
        (seed + 1, stream, who, week, draw),
        (seed ^ (1 << 40), stream, who, week, draw),
        (seed, stream + 1, who, week, draw),
        (seed, stream, who ^ 1, week, draw),
        (seed, stream, who, week + 1, draw),
        (seed, stream, who, week, draw + 1),
    ]
    words = {streams.uniform4(*address) for address in near}
    assert len(words) == len(near)
    assert streams.uniform4(seed, stream, who, week, draw) not in words


def test_neighbouring_addresses_are_uniform_and_unrelated() -> None:
    who = np.arange(20_000)
    now = streams.uniforms(11, streams.TAPE, who, 0, 0)
    later = streams.uniforms(11, streams.TAPE, who, 1, 0)
    other = streams.uniforms(11, streams.CRISIS, who, 0, 0)
    assert stats.kstest(now, "uniform").pvalue > 0.01
    for pair in (later, other, np.roll(now, 1)):
        assert abs(np.corrcoef(now, pair)[0, 1]) < 4.0 / np.sqrt(len(who))


def test_streams_have_numbers_of_their_own() -> None:
    numbers = [v for k, v in vars(streams).items() if k.isupper() and not k.startswith("_")]
    whole = [number for number in numbers if isinstance(number, int)]
    assert len(whole) >= 10
    assert len(set(whole)) == len(whole)
