import pytest

from kast_eval.identity.place import NoPasskeysHereError, Place, place_of


@pytest.mark.parametrize(
    ("address", "host", "origin"),
    [
        ("http://localhost:8000/", "localhost", "http://localhost:8000"),
        ("https://kast.example.se/", "kast.example.se", "https://kast.example.se"),
        ("https://kast.example.se:8443/x", "kast.example.se", "https://kast.example.se:8443"),
    ],
)
def test_a_passkey_belongs_to_the_host_and_the_origin_has_its_port(
    address: str, host: str, origin: str
) -> None:
    assert place_of(address) == Place(host, origin)


@pytest.mark.parametrize(
    ("address", "better"),
    [
        ("http://127.0.0.1:8000/", "http://localhost:8000/"),
        ("http://127.0.0.1/", "http://localhost/"),
        ("http://[::1]:8000/", "http://localhost:8000/"),
    ],
)
def test_a_number_of_this_machine_is_told_the_name(address: str, better: str) -> None:
    with pytest.raises(NoPasskeysHereError, match=better):
        place_of(address)


def test_another_machines_number_needs_a_name() -> None:
    with pytest.raises(NoPasskeysHereError, match="en adress med ett namn"):
        place_of("https://192.0.2.7/")


def test_a_name_without_tls_is_refused() -> None:
    with pytest.raises(NoPasskeysHereError, match="inte krypterad"):
        place_of("http://kast.example.se/")
