"""What holds for every test."""

from hypothesis import settings

# A busy machine is no reason for a test to fail: how fast things are is for the benchmarks.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
