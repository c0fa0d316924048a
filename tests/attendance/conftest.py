"""The workshop and the delegation of the check-in tests."""

from tests.checkin.conftest import delegation, statements, workshop

__all__ = ["delegation", "statements", "workshop"]
