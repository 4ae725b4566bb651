"""What holds for every test."""

import os

from hypothesis import settings

# A busy machine is no reason for a test to fail: how fast things are is for the benchmarks.
settings.register_profile("unhurried", deadline=None)

# In CI Hypothesis has a profile of its own, which tries the same examples at every run.
if "CI" not in os.environ:
    settings.load_profile("unhurried")
