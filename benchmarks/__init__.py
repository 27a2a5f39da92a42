"""How fast and how large: ``python -m benchmarks``. Not part of the tests."""
