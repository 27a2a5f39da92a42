"""The commands ``wijksim scenarios``."""

from collections.abc import Mapping
from typing import Any

import click

from sim import api
from sim.cli.command import Command
from sim.cli.text import as_json, bundles, checked, differences, paths, scenario, titles
from sim.inputs.files.errors import InputError
from sim.inputs.lookup_request import (
    BundlesRequest,
    CheckRequest,
    DiffRequest,
    ListRequest,
    NewRequest,
    SchemaRequest,
    ShowRequest,
)

GROUP = click.Group(
    "scenarios",
    no_args_is_help=False,
    help="List, show, lay side by side, begin and check what can be run.",
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
    help="""Values that differ between scenario A and scenario B, side by side.

    Place, settings, models and their answers, values from the start and from dates on.
    """,
)

NEW = Command(
    request=NewRequest(""),
    answer=api.new_scenario,
    lines=paths,
    check=None,
    help="""Write the file of a new scenario NAME to begin with, in the language of --lang.

    Levers, hours and budgets that are most used stand in it with unit, range and default, each
    behind a # that one takes away; with --xlsx in a sheet, each in a row that one fills in. A file
    that is there is never written over.
    """,
)


SCHEMA = Command(
    request=SchemaRequest(),
    answer=api.schema_of_scenarios,
    lines=as_json,
    check=None,
    help="""The JSON Schema of scenario files, by which an editor completes and checks them.

    Names and explanations in it are in the language of --lang.
    """,
)


def doubtful(document: Mapping[str, Any]) -> bool:
    """True when something is doubtful and that is to be an error."""
    return bool(document["strict"] and document["warnings"])


CHECK = Command(
    request=CheckRequest(),
    answer=api.check_scenarios,
    lines=checked,
    check=None,
    failed=doubtful,
    failed_code=InputError.exit_code,
    help="""Check scenarios (default all built-in ones), their places and their sources.

    Also says what is doubtful: no title, a title of another place, a value or change that does
    nothing, a benefit without the friction that its source reports, a cut that nobody feels.
    """,
)

BUNDLES = Command(
    request=BundlesRequest(),
    answer=api.list_bundles,
    lines=bundles,
    check=None,
    help="Levers that belong together: what `--with NAME[=STRENGTH]` takes.",
)

COMMANDS = (LIST, SHOW, DIFF, NEW, CHECK, SCHEMA, BUNDLES)
