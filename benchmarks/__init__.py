"""Speed and size: ``python -m benchmarks``. Not part of the tests."""
