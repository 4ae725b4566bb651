from pathlib import Path

import pytest

from kast_eval.errors import KastEvalError
from kast_eval.identity.settings import FILE, ProviderSettings, read_provider_settings

WHOLE = {
    "label": '"Småstad"',
    "issuer": '"https://login.example.se/kommun"',
    "client_id": '"kast"',
    "client_secret_file": '"sign_in.secret"',
    "required_acr": '["http://id.sambi.se/loa/loa3", "other"]',
}


def written(folder: Path, **said: str | None) -> Path:
    lines = [f"{key} = {text}" for key, text in {**WHOLE, **said}.items() if text is not None]
    (folder / FILE).write_text("\n".join(lines), "utf-8")
    (folder / "sign_in.secret").write_text("made up\n", "utf-8")
    return folder


def test_without_the_file_there_is_no_provider(tmp_path: Path) -> None:
    assert read_provider_settings(tmp_path) is None


def test_the_whole_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "authority.pem").write_text("-", "utf-8")
    settings = read_provider_settings(written(tmp_path, authority_file='"authority.pem"'))
    assert settings == ProviderSettings(
        label="Småstad",
        issuer="https://login.example.se/kommun",
        client_id="kast",
        client_secret="made up",
        required_acr=("http://id.sambi.se/loa/loa3", "other"),
        authority=tmp_path / "authority.pem",
    )
    assert settings.origin == "https://login.example.se"
    assert "made up" not in repr(settings)


def test_an_authority_of_its_own_is_not_needed(tmp_path: Path) -> None:
    settings = read_provider_settings(written(tmp_path))
    assert settings is not None
    assert settings.authority is None


@pytest.mark.parametrize(
    ("key", "text"),
    [
        *((key, None) for key in WHOLE),
        ("label", '" "'), ("label", "7"),
        # An issuer without TLS, with a name in it, with more than an address.
        ("issuer", '"http://login.example.se"'), ("issuer", '"https://"'),
        ("issuer", '"https://a@login.example.se"'), ("issuer", '"https://login.example.se?a=1"'),
        ("issuer", '"https://login.example.se#a"'), ("issuer", '"login.example.se"'),
        ("required_acr", "[]"), ("required_acr", '"loa3"'), ("required_acr", "[3]"),
        ("client_secret_file", '"nowhere"'), ("authority_file", '"nowhere"'),
        ("authority_file", "true"), ("acr", '"loa3"'),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named(tmp_path: Path, key: str, text: str | None) -> None:
    with pytest.raises(KastEvalError, match=f"{FILE}: .*({key}|nowhere)"):
        read_provider_settings(written(tmp_path, **{key: text}))


@pytest.mark.parametrize("secret", ["", " \n", "två\nrader", "å"])
def test_a_secret_is_one_line_of_plain_letters(tmp_path: Path, secret: str) -> None:
    written(tmp_path)
    (tmp_path / "sign_in.secret").write_text(secret, "utf-8")
    with pytest.raises(KastEvalError, match="hemligheten på en rad"):
        read_provider_settings(tmp_path)


@pytest.mark.parametrize("octets", [b"label = ", b"\xff"])
def test_a_file_that_is_no_toml_is_told_of(tmp_path: Path, octets: bytes) -> None:
    (tmp_path / FILE).write_bytes(octets)
    with pytest.raises(KastEvalError, match="går inte att läsa som TOML"):
        read_provider_settings(tmp_path)
