from pathlib import Path

import pytest

from kast_eval.instance_settings import (
    SETTINGS_FILE,
    Hosting,
    InstanceSettings,
    InstanceSettingsError,
    is_address,
    is_name,
    read_instance_settings,
    write_instance_settings,
)
from kast_eval.wording import Language


def read(folder: Path, text: str) -> InstanceSettings:
    (folder / SETTINGS_FILE).write_text(text, "utf-8")
    return read_instance_settings(folder)


def test_without_a_file_everything_is_as_usual(tmp_path: Path) -> None:
    assert read_instance_settings(tmp_path) == InstanceSettings()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    settings = InstanceSettings(
        Language.EN,
        Hosting("0.0.0.0", 8443, ("kast.kommun.example", "kast"), "10.1.2.3"),  # noqa: S104 - behind a proxy.
    )
    write_instance_settings(tmp_path, settings)
    assert read_instance_settings(tmp_path) == settings
    write_instance_settings(tmp_path, InstanceSettings())
    assert read_instance_settings(tmp_path) == InstanceSettings()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("port = 8000", "port är inte känt"),
        ("[hosting]\nprot = 8000", "prot är inte känt"),
        ("[hosting]\nport = 70000", "värdet för port"),
        ("[hosting]\nport = true", "värdet för port"),
        ('[hosting]\nport = "8000"', "värdet för port"),
        ('[hosting]\nhost = "localhost"', "värdet för host"),
        ("[hosting]\nproxy = true", "värdet för proxy"),
        ('[hosting]\nnames = "kast"', None),
        ('[hosting]\nnames = ["https://kast"]', "värdet för names"),
        ('hosting = "here"', "värdet för hosting"),
        ('language = "de"', "värdet för language"),
        ("language = sv", "går inte att förstå"),
    ],
)
def test_what_cannot_be_is_told_with_the_file_and_the_entry(
    tmp_path: Path, text: str, told: str | None
) -> None:
    if told is None:
        assert read(tmp_path, text).hosting.names == ("kast",)
        return
    with pytest.raises(InstanceSettingsError, match=told) as refused:
        read(tmp_path, text)
    assert SETTINGS_FILE in str(refused.value)


def test_bytes_that_are_no_text_are_told_so(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_bytes(b"\xff")
    with pytest.raises(InstanceSettingsError, match="går inte att förstå"):
        read_instance_settings(tmp_path)


def test_a_folder_in_the_place_of_the_file_is_told_so(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).mkdir()
    with pytest.raises(InstanceSettingsError, match="går inte att läsa"):
        read_instance_settings(tmp_path)


@pytest.mark.parametrize(
    ("hosting", "private"),
    [
        (Hosting(), True),
        (Hosting("::1"), True),
        (Hosting("192.0.2.7"), False),
        (Hosting("192.0.2.7", proxy="192.0.2.8"), True),
    ],
)
def test_what_leaves_the_machine_needs_somebody_in_front(
    hosting: Hosting, *, private: bool
) -> None:
    assert hosting.is_private is private


def test_names_and_addresses_have_no_port_and_no_path() -> None:
    assert is_name("KAST.kommun.se")
    assert not any(map(is_name, ["", "kast:8000", "a/b", "a b", ".", "*", "é"]))
    assert is_address("::1")
    assert not any(map(is_address, ["", "localhost", "127.0.0.1:80"]))
