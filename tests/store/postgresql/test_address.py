from urllib.parse import unquote

import pytest

from kast_eval.store.postgresql.address import AddressError, read_address, require_driver

LOCAL = "postgresql+psycopg://kast_eval@/kast_eval"


@pytest.mark.parametrize(
    "text",
    [
        LOCAL,
        f"{LOCAL}?host=/var/run/postgresql",
        "postgresql+psycopg://kast_eval@localhost:5433/kast_eval",
        f"{LOCAL}?host=127.0.0.1&passfile=/etc/kast_eval/passwords",
    ],
)
def test_what_stays_on_the_machine_is_taken_as_it_is(text: str) -> None:
    assert read_address(f" {text}\n") == read_address(text)
    assert unquote(read_address(text).text) == text


@pytest.mark.parametrize("query", ["", "?sslmode=verify-full", "?host=db.example.se"])
def test_another_machine_is_proven_to_be_the_one(query: str) -> None:
    address = read_address(f"postgresql+psycopg://kast_eval@db.example.se/kast_eval{query}")
    assert address.url.query["sslmode"] == "verify-full"


@pytest.mark.parametrize("mode", ["disable", "prefer", "require", "verify-ca"])
def test_a_connection_that_others_can_listen_to_is_refused(mode: str) -> None:
    with pytest.raises(AddressError, match="krypterad"):
        read_address(f"postgresql+psycopg://kast_eval@10.0.0.7/kast_eval?sslmode={mode}")


@pytest.mark.parametrize(
    "text",
    [
        "postgresql+psycopg://kast_eval:hemligt@/kast_eval",
        f"{LOCAL}?password=hemligt",
    ],
)
def test_a_password_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(AddressError, match="PGPASSFILE") as refused:
        read_address(text)
    assert "hemligt" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kast_eval",
        "postgresql://kast_eval@/kast_eval",
        "mysql://kast_eval@/kast_eval",
        "postgresql+psycopg:///kast_eval",
        "postgresql+psycopg://kast_eval@/",
        "postgresql+psycopg://kast_eval@host:port/kast_eval",
    ],
)
def test_anything_else_is_told_how_an_address_looks(text: str) -> None:
    with pytest.raises(AddressError, match=r"postgresql\+psycopg://kast_eval@"):
        read_address(text)


def test_a_setting_that_could_undo_ours_is_refused() -> None:
    with pytest.raises(AddressError, match="options"):
        read_address(f"{LOCAL}?options=-crow_security=off")


def test_a_missing_library_is_told() -> None:
    with pytest.raises(AddressError, match=r"kast-eval\[postgresql\]"):
        require_driver("a_library_that_nobody_has")
