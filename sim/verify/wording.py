"""Known answers in words: what is compared, of what, and where the expected comes from."""

from __future__ import annotations

from sim.foundation.sentence import Wording


class _Apart(Wording):
    """Codes begin with the name of their kind, apart from those of other rooms."""

    @property
    def code(self) -> str:
        """As of every wording, after the name of the kind."""
        return f"{type(self).__name__.lower()}_{super().code}"


class What(_Apart):
    """Comparisons, each about something (``About``); codes begin with ``what_``."""

    WAITING = "{about}: mean number waiting"
    NOBODY = "{about}: weeks in which nobody is left waiting"
    WAIT = "{about}: mean wait"
    VARIANCE = "{about}: variance of the wait"
    LONGER = "{about}: wait of more than {weeks} weeks"
    PATH = "{about}: weeks in which another number waits"
    TURNS = "{about}: entries that wait longer or shorter than their turn"
    CLOCKLESS = "{about}: mean number waiting without a clock"
    EXACT_GAP = "{about}: exact gap at 52 weeks as a share of that at 13 weeks"
    ENGINE_GAP = "{about}: what the engine's gap at 52 weeks is less than that at 4 weeks"
    BESIDE_CIW = "{about}: number waiting in the engine at 52 weeks less that in Ciw"
    TWO_YEARS = "{about}: severity after two years"
    HALVED = "{about}: gap with steps of a quarter week over that with half these steps"
    CHAIN_WELL = "{about}: weeks without a need"
    CHAIN_UNKNOWN = "{about}: weeks with a need that nobody knows"
    CHAIN_HELP = "{about}: weeks in help"
    CHAIN_CLOSED = "{about}: cases closed per resident and year"
    CENTRE_FIRST = "{about}: weeks open, first year"
    CENTRE_SECOND = "{about}: weeks open, second year"
    BEGUN = "{about}: how many begin in two years"
    BEGUN_WEEKS = "{about}: weeks in which another number begins"
    INHABITANTS = "{about}: inhabitants"
    AGE_0_14 = "{about}: aged 0 to 14"
    AGE_15_24 = "{about}: aged 15 to 24"
    AGE_25_44 = "{about}: aged 25 to 44"
    AGE_45_64 = "{about}: aged 45 to 64"
    AGE_65 = "{about}: aged 65 and over"
    HOUSEHOLDS = "{about}: households"
    ONE_PERSON = "{about}: households of one person"
    WITHOUT_CHILDREN = "{about}: households without children"
    WITH_CHILDREN = "{about}: households with children"
    MEAN_SIZE = "{about}: mean size of a household"


class About(_Apart):
    """Subjects of a known answer; codes begin with ``about_``."""

    URGENT_HALF = "the urgent half at a desk used {use}%"
    DESK_MIXED = "a desk used {use}%, half of it urgent"
    DESK = "a desk used {use}%"
    TABLE = "the kitchen table used {use}%"
    HELP_ON_AVERAGE = "three places used {use}%, help of {weeks} weeks on average"
    HELP = "three places used {use}%, help of {weeks} weeks"
    PLACES_ON_AVERAGE = "three places used {use}%, {weeks} weeks on average"
    PLACES = "three places used {use}%, {weeks} weeks"
    PLACES_FIXED = "three places used {use}%, fixed length"
    PLACES_RANDOM = "three places used {use}%, random length"
    FORM_THRESHOLD = "threshold"
    FORM_CONSTANT = "constant"
    FORM_PROPORTIONAL = "proportional"
    NEED_GROWS = "need that grows, form {form}"
    NEED_HEALS = "need that heals, form {form}"
    NEED_ONLY_HEALS = "need that only heals"
    NEED_ONLY_GROWS = "need just above the threshold that only grows"
    RELAPSE = "closing and relapse"
    PRODUCT = "a product with a subsidy of {euros} euros"
    CENTRE = "a centre with a subsidy of {euros} euros"
    CEILING = "a product under a ceiling of {euros} euros a year"
    AREA = "{place}, {area}"


class Source(_Apart):
    """Sources of what is expected; codes begin with ``source_``."""

    INTAKE = "stationary distribution of Q' = max(Q + A - c, 0), A Poisson, solved exactly"
    ALONE = "the same queue of the urgent ones alone, solved exactly"
    PATH = "the same asks through the recursion in plain Python"
    HELP_FIXED = "Geo/D/c: X' = max(X - c, 0) + A over one length of help, and waits of every c-th"
    HELP_CHANCE = "Geo/Geo/c from its transition matrix; nobody ends in the week of beginning"
    CHANCE = "Geo/Geo/c from its transition matrix"
    FIXED = "Geo/D/c: X' = max(X - c, 0) + A over one trajectory"
    ORDER = "the gap is of the order of one week over the length of help"
    GAP = "formula less the exact queue with the clock of weeks"
    ERLANG = "Erlang's formula for M/M/c, against the simulator Ciw"
    CROMMELIN = "Crommelin's equations for M/D/c, against the simulator Ciw"
    NO_CIW = "the simulator Ciw, which is not installed"
    ODE = "scipy's solution of the differential equation; tolerance: Euler's error bound"
    POWER = "e (1 - healing) to the power of the weeks"
    LOGISTIC = "the logistic curve, in closed form; tolerance: Euler's error bound"
    HALVES = "Euler's method is of the first order: half the step, half the gap"
    CHAIN = "stationary distribution of the Markov chain, solved exactly"
    UP = "money of the year divided by what a week costs, rounded up"
    DOWN = "one begins when no more is spent than would run evenly until the end of its week"
    PUBLISHED = "published figure; tolerance: what its rounding allows"
