"""Nothing is compiled beforehand."""

from tests.cold import cold

__all__ = ["cold"]
