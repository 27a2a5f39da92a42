"""The command line of wijksim."""

from sim.cli.main import main as main
