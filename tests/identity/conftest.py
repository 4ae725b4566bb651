"""A municipality whose provider answers."""

from collections.abc import Iterator

import pytest

from tests.identity.municipality import Municipality, Served, served


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("municipality")) as one:
        yield one


@pytest.fixture
def municipality(serving: Served) -> Municipality:
    """The provider, honest at the beginning of each test."""
    provider = serving.provider
    fresh = Municipality(provider.address, signing=provider.signing, elliptic=provider.elliptic)
    vars(provider).update(vars(fresh))
    return provider
