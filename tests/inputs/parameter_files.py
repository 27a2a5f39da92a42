"""Small parameter files for tests."""

from __future__ import annotations

from pathlib import Path

from sim.inputs.parameters.load import read_parameters
from sim.inputs.parameters.parameter import Parameter


def read(folder: Path, text: str) -> dict[str, Parameter]:
    """The parameters of a folder with one file of this text."""
    (folder / "a.toml").write_text(text, encoding="utf-8")
    return read_parameters(folder)


def hypothesis(key: str, theta: float, en: str, nl: str) -> str:
    """A switch that sets ``needs.theta``, off by default."""
    return f"""\
[{key}]
value = false
role = "hypothesis"
evidence = "assumed"
source = "a name"
label = {{ en = "{en}", nl = "{nl}" }}
sets = {{ "needs.theta" = {theta} }}
"""
