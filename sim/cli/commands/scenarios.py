"""The commands ``wijksim scenarios list|show|check|bundles``."""

import click

from sim import api
from sim.cli.command import Command
from sim.cli.text import bundles, checked, scenario, titles
from sim.inputs.scenario_request import BundlesRequest, CheckRequest, ListRequest, ShowRequest

GROUP = click.Group(
    "scenarios", no_args_is_help=False, help="List, show and check what can be run."
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
    help="Every value of SCENARIO with its unit and origin.",
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

BUNDLES = Command(
    request=BundlesRequest(),
    answer=api.list_bundles,
    lines=bundles,
    check=None,
    help="Levers that belong together: what `--with NAME[=STRENGTH]` takes.",
)

COMMANDS = (LIST, SHOW, CHECK, BUNDLES)
