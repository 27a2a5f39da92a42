"""``python -m sim`` is the command ``wijksim``."""

import sys

from sim.cli.main import main

sys.exit(main())
