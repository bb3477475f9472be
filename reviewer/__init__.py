"""Reviewer keeps voices apart, ties claims to exact words and grades what may be graded."""

__version__ = "0.1.0"
