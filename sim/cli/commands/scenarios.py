"""The commands ``wijksim scenarios``."""

import click

from sim import api
from sim.cli.command import Command
from sim.cli.text import checked, differences, scenario, titles
from sim.inputs.lookup_request import CheckRequest, DiffRequest, ListRequest, ShowRequest

GROUP = click.Group(
    "scenarios", no_args_is_help=False, help="List, show, compare and check what can be run."
)

LIST = Command(
    request=ListRequest(),
    answer=api.list_scenarios,
    lines=titles,
    check=None,
    help="The built-in scenarios.",
)

SHOW = Command(
    request=ShowRequest(),
    answer=api.show_scenario,
    lines=scenario,
    check=None,
    help="""Values of SCENARIO: name, value, unit, range, kind of evidence and source.

    Below a name stands its key, for --set and [set], and between brackets the file that states
    it, where it is not the default.
    """,
)

DIFF = Command(
    request=DiffRequest("", ""),
    answer=api.diff_scenarios,
    lines=differences,
    check=None,
    help="""What differs between scenario A and scenario B: values side by side.

    Place, settings, models and their answers, values from the start and from dates on.
    """,
)

CHECK = Command(
    request=CheckRequest(),
    answer=api.check_scenarios,
    lines=checked,
    check=None,
    help="""Check scenarios (default all built-in ones), their places and their sources.

    Says where a benefit is taken without the friction that its source reports.
    """,
)

COMMANDS = (LIST, SHOW, DIFF, CHECK)
