"""The oracle: the same neighbourhood as a plain, staged Mesa model.

An independent second reading of the model: agents with attributes, Python lists and
sorted queues. Each phase is done by all agents of a kind before anyone does the next,
and reads the state as it stood before. It shares with the compiled engine only the
rules for one citizen, household or worker (in plain Python), the addressed random
numbers and the parameters. Whatever it computes must equal the engine bit for bit.
"""
