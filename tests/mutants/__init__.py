"""Deliberate faults: each must be caught by a test that is named beforehand.

``mutants.toml`` holds them as data: one replacement of a text in one source file. The bench
puts one at a time into a copy of the project and runs the named tests there in plain Python
(nothing is compiled anew). ``python -m tests.mutants`` does all of them and prints a table.
"""
