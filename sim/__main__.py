"""``python -m sim`` is the command ``wijksim``."""

import sys

from sim.cli import main

sys.exit(main())
