"""The signs of all that people read aloud or type from a paper."""

CLEAR_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters without I, L and O, which look like digits, and U, which looks like V."""

MISREAD = str.maketrans("OIL", "011")
"""What those letters stand for where somebody typed them all the same."""
