"""What holds for every test."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.identity.municipality import Municipality, Served, served

# A busy machine is no reason for a test to fail: how fast things are is for the benchmarks.
settings.register_profile("unhurried", deadline=None)

# In CI Hypothesis has a profile of its own, which tries the same examples at every run: there half
# as many, for a hundred others are tried wherever somebody runs the tests.
settings.register_profile("same", settings.get_profile("ci"), max_examples=50)
settings.load_profile("same" if "CI" in os.environ else "unhurried")


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A municipality whose identity provider answers."""
    with served(tmp_path_factory.mktemp("municipality")) as one:
        yield one


@pytest.fixture
def municipality(serving: Served) -> Municipality:
    """The provider, honest at the beginning of each test."""
    provider = serving.provider
    fresh = Municipality(provider.address, signing=provider.signing, elliptic=provider.elliptic)
    vars(provider).update(vars(fresh))
    return provider


def pytest_collection_finish() -> None:
    """Leave what was read while collecting out of every later search for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)
