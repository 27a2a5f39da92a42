"""One chart of a report as a picture of its own:

    python -m sim.show.picture results/pilot-20261130 picture.svg plane

The chart is the one in ``report.html``, to the letter, on white and with letters of its own, so
that it can stand in a page, a memo or a slide.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from sim.inputs.files.errors import InputError, known
from sim.inputs.files.said import Said

REPORT = "report.html"
USAGE = "python -m sim.show.picture FOLDER FILE.svg [CHART]"
_NAMED = r'<svg viewBox="([^"]*)" role="img" aria-labelledby="([\w-]+)-t '
_CHART = re.compile(_NAMED + ".*?</svg>", re.S)
_WHITE = '<rect width="100%" height="100%" fill="white"/>'
_LETTERS = "font-family: 'DejaVu Sans', Verdana, sans-serif; font-size: 9.5px"


def charts(report: str) -> dict[str, re.Match[str]]:
    """The charts of a report by name."""
    return {found.group(2): found for found in _CHART.finditer(report)}


def picture(folder: Path, chart: str | None = None) -> str:
    """A chart of a results folder as SVG; the first without a name. InputError when not there."""
    report = folder / REPORT
    if not report.is_file():
        raise InputError(
            code="missing_file",
            where="picture",
            found=str(report),
            allowed=Said.COMPARED(),
            message="there is no report in this folder",
        )
    found = charts(report.read_text(encoding="utf-8"))
    name = chart or next(iter(found), "")
    drawn = found[known(name, found, "picture", "unknown_key", "there is no such chart")]
    opening, _, rest = drawn.group(0).partition(">")
    width, height = drawn.group(1).split()[2:]
    size = f'xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    return f'{opening.replace("<svg", f"<svg {size}", 1)} style="{_LETTERS}">{_WHITE}{rest}\n'


def main(arguments: Sequence[str]) -> int:
    """Write the picture that is asked for; the exit code."""
    try:
        if len(arguments) not in (2, 3):
            raise InputError(
                code="usage", where="picture", allowed=USAGE, message="a folder and a file, please"
            )
        folder, file, *chart = arguments
        made = picture(Path(folder), chart[0] if chart else None)
        Path(file).write_text(made, encoding="utf-8", newline="\n")
    except InputError as error:
        print(f"picture: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
