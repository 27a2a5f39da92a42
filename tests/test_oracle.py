"""The compiled engine equals a plain Mesa model, bit for bit, after every phase."""

from __future__ import annotations

import ast
import inspect
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from sim.model.week import PHASES
from tests.examples import examples
from tests.oracle import branches, rulebook
from tests.oracle.cases import MODES, Case, differs, neighbourhood
from tests.oracle.compare import LARGE, Kept, agents_of, first_difference
from tests.oracle.model import PHASES as ORACLE_PHASES
from tests.oracle.start import begin
from tests.worlds import COMBINATIONS as EVERY_COMBINATION

FOLDER = Path(__file__).parent / "oracle"
# These put the two readings side by side, so they know the engine; the oracle does not.
BENCH = {"cases.py", "compare.py"}
CONSTANTS = {
    "sim.support.contract": {"Levers"},
    "sim.support.flows": set(),
    "sim.support.means": set(),
    "sim.support.products": set(),
    "sim.support.specialists": set(),
    "sim.population.domains": set(),
    "sim.world.state": set(),
    "sim.world.parameters": {"World"},
    "sim.world.waiting": set(),
    "sim.foundation.units": set(),
}
TYPES_ONLY = {"Situation", "Settings"}
COMBINATIONS = len(EVERY_COMBINATION)
PAIRS = COMBINATIONS // 2
SHARDS = 20


def pair(k: int) -> Case:
    """Burn-in, the fork into one combination, a dated change into its opposite."""
    return Case(
        draw=k,
        citizens=60 + 5 * (k % 5),
        burn_in=4,
        practices=(k, COMBINATIONS - 1 - k),
        weeks=14 if k % 7 else 40,
        mode=MODES[k % len(MODES)],
    )


def test_the_oracle_knows_every_phase() -> None:
    assert tuple(name for name, _ in PHASES) == ORACLE_PHASES


@pytest.mark.parametrize("k", range(PAIRS))
def test_every_combination_of_answers(k: int) -> None:
    assert differs(pair(k)) is None


@pytest.mark.parametrize(("burn_in", "mode"), [(56, "default"), (70, "random")])
def test_budgets_follow_what_was_booked_before_the_fork_and_grow_after_it(
    burn_in: int, mode: str
) -> None:
    assert differs(Case(7, 60, burn_in, (COMBINATIONS - 1,), 54, mode)) is None


def cases(
    citizens: tuple[int, int], weeks: tuple[int, int], changes: int
) -> st.SearchStrategy[Case]:
    return st.builds(
        Case,
        draw=st.integers(0, 1 << 48),
        citizens=st.integers(*citizens),
        burn_in=st.sampled_from((0, 4, 13, 17)),
        practices=st.lists(st.integers(0, COMBINATIONS - 1), min_size=1, max_size=changes).map(
            tuple
        ),
        weeks=st.integers(*weeks),
        mode=st.sampled_from(MODES),
    )


@settings(max_examples=examples("oracle_fast"))
@given(case=cases((60, 120), (6, 16), 2))
def test_any_neighbourhood(case: Case) -> None:
    assert differs(case) is None


def two_years(number: int) -> Case:
    """The case of this number: a burn-in and two years under one to four practices. Every
    combination comes first as often as any other, but for the last round, and one case in six
    is large."""
    random = Random(number)
    others = [random.randrange(COMBINATIONS) for _ in range(random.randrange(4))]
    large = random.random() < 1 / 6
    return Case(
        draw=random.getrandbits(48),
        citizens=random.randint(91, 300) if large else random.randint(60, 90),
        burn_in=random.choice((0, 4, 13, 17)),
        practices=(number % COMBINATIONS, *others),
        weeks=104 // (1 + len(others)),
        mode=random.choice(MODES),
    )


@pytest.mark.parametrize("table", LARGE)
def test_what_either_side_writes_alone_is_told_at_once(table: str) -> None:
    now, _ = neighbourhood(pair(0), Random(1))
    model, kept = begin(now), Kept()
    assert first_difference(now, model, "start", kept, bits=True) is None
    columns = getattr(now, table)
    name = next(name for name in columns.names if getattr(columns, name).dtype == np.float64)
    column = getattr(columns, name)
    column[3] += 0.5
    mine = first_difference(now, model, "week", kept)
    assert mine is not None and mine[2:5] == (table, name, 3)
    column[3] -= 0.5
    agent = agents_of(model)[table][3]
    theirs = getattr(agent, name)
    setattr(agent, name, theirs + 0.25)
    other = first_difference(now, model, "week", kept)
    assert other is not None and other[2:5] == (table, name, 3)
    setattr(agent, name, theirs)
    assert first_difference(now, model, "week", kept) is None


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_any_neighbourhood_for_years(shard: int, tell: Callable[[str], None]) -> None:
    """Every shard has numbers of its own, so that shards run side by side. A case that fails is
    told by its number: another number is another case, not a smaller one."""
    size, left = divmod(examples("oracle_slow"), SHARDS)
    assert left == 0
    tried = set()

    @seed(shard)
    @settings(max_examples=size, phases=[Phase.generate])
    @given(number=st.integers(shard * size, (shard + 1) * size - 1))
    def compare(number: int) -> None:
        tried.add(number)
        assert differs(two_years(number)) is None

    began = time.process_time()
    compare()
    seconds = time.process_time() - began
    tell(f"oracle, shard {shard}: {len(tried)} examples, {seconds / size:.1f} s each")
    assert len(tried) == size


@pytest.mark.slow
def test_the_combinations_reach_nearly_every_branch(tell: Callable[[str], None]) -> None:
    reached = branches.Tracer()
    with reached:
        for k in range(PAIRS):
            assert differs(pair(k)) is None
    rules = branches.of_rules()
    missed = sorted(rules - reached.reached)
    tell(f"rule branches reached: {len(rules) - len(missed)} of {len(rules)}; never: {missed}")
    own = branches.of_oracle()
    unseen = sorted(own - reached.reached)
    tell(f"own branches reached: {len(own) - len(unseen)} of {len(own)}; never: {unseen}")
    assert len(missed) <= 0.08 * len(rules)
    assert len(unseen) <= 0.08 * len(own)


# --- the oracle is a second reading: what it may know of the engine


def imports(tree: ast.AST, typing: bool = False) -> Iterator[tuple[ast.ImportFrom, bool]]:
    """Imports of the project, and whether they stand under ``if TYPE_CHECKING``."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim"):
            yield node, typing
        under = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        yield from imports(node, typing or under)


def permitted(node: ast.ImportFrom, name: str, typing: bool) -> bool:
    module = node.module or ""
    if typing:
        return name in TYPES_ONLY or name in CONSTANTS.get(module, set())
    if (module, name) == ("sim.foundation", "streams"):
        return True
    return module in CONSTANTS and (name.isupper() or name in CONSTANTS[module])


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda p: p.name)
def test_the_oracle_imports_only_rules_streams_and_parameters(path: Path) -> None:
    if path.name in BENCH or path.name == "rulebook.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Import) and "sim" in ast.unparse(n)]
    for node, typing in imports(tree):
        for alias in node.names:
            assert permitted(node, alias.name, typing), ast.unparse(node)


def test_the_rulebook_holds_only_scalar_rules() -> None:
    tree = ast.parse((FOLDER / "rulebook.py").read_text(encoding="utf-8"))
    for node in (n for n in tree.body if isinstance(n, ast.Assign)):
        text = ast.unparse(node.value)
        assert text.startswith("plain(") or text in ("streams.uniform", "streams.uniform4")
    for name, function in branches.rules().items():
        source = ast.parse(inspect.getsource(function)).body[0]
        assert isinstance(source, ast.FunctionDef)
        assert [ast.unparse(d) for d in source.decorator_list] == ["rule"], name
        kinds = {ast.unparse(a.annotation) for a in source.args.args if a.annotation is not None}
        assert kinds <= {"int", "float", "bool"}, name


def test_the_rulebook_is_plain_python() -> None:
    assert len(branches.rules()) > 40
    assert not any(hasattr(f, "py_func") for f in branches.rules().values())
    assert rulebook.severity(0.25, 0.5) == 0.75
