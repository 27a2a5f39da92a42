"""The command ``wijksim verify``."""

from sim import api
from sim.cli.command import Command
from sim.cli.text import known_answers
from sim.inputs.request import VerifyRequest

COMMAND = Command(
    request=VerifyRequest(),
    answer=api.known_answers,
    lines=known_answers,
    check=None,
    help="""Set what is known beforehand beside what the model makes of it, on one page.

    Queues against exact algebra, needs against their differential equation, closing and
    relapse against a Markov chain, money that runs out, residents against published figures.
    """,
)
