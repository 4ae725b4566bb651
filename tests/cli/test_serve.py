import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.cli.conftest import Run
from tests.store.keys.boxes import WORDS

ROOT = Path(__file__).parents[2]


@contextmanager
def served(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1",
        "KAST_EVAL_INSTANCE": str(folder / "instance"),
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "kast_eval", "serve", "--port", "0", *options],
        cwd=folder, env=environment, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        try:
            yield server
        finally:
            server.terminate()


def page_of(address: str) -> str:
    with build_opener(HTTPCookieProcessor()).open(address) as answer:
        return str(answer.read().decode())


def test_an_empty_folder_is_asked_what_it_is_to_be(tmp_path: Path) -> None:
    with served(tmp_path, "--language", "en") as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert "one-time code" in server.stdout.readline()
        assert "Välkommen" in page_of(address)


def test_a_clinic_waits_to_be_unlocked_or_is_by_a_file(tmp_path: Path, clinic: Path) -> None:
    assert clinic == tmp_path / "instance"
    with served(tmp_path) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert "låst" in server.stdout.readline()
        assert "Databasen är låst" in page_of(address)
    (tmp_path / "words.txt").write_text(f"{WORDS.text}\n", "utf-8")
    with served(tmp_path, "--passphrase-file", "words.txt") as server:
        assert server.stdout is not None
        assert "Utvärdering av KAST" in page_of(server.stdout.readline().strip())


@pytest.mark.usefixtures("clinic")
def test_a_wrong_passphrase_in_a_file_ends_the_start(run: Run, tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("fel fras\n", "utf-8")
    ran = run("serve", "--port", "0", "--passphrase-file", "words.txt")
    assert (ran.code, "öppnar inte databasen" in ran.err) == (1, True)
    assert "fel fras" not in ran.err


@pytest.mark.usefixtures("clinic")
def test_nobody_practises_in_a_clinics_folder(run: Run) -> None:
    ran = run("serve", "--training", "--port", "0")
    assert (ran.code, "finns en riktig mottagning" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--host", "0.0.0.0"), "Utan TLS går svaren läsbara över nätet."),  # noqa: S104 - refused.
        (("--host", "kast.example"), "skrivs med siffror"),
        (("--trusted-host", "https://kast.example"), "skrivs utan https://"),
    ],
)
def test_a_way_of_being_reached_that_must_not_be_is_refused(
    run: Run, options: tuple[str, ...], told: str
) -> None:
    ran = run("serve", "--port", "0", *options)
    assert (ran.code, told in ran.err) == (1, True)


def test_behind_a_proxy_only_what_came_encrypted_is_answered(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    settings = '[hosting]\nnames = ["kast.example"]\n'
    (tmp_path / "instance" / "settings.toml").write_text(settings, "utf-8")
    with served(tmp_path, "--behind-proxy", "--host", "127.0.0.1") as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        opener = build_opener()
        opener.addheaders = [("X-Forwarded-Proto", "https"), ("Host", "kast.example")]
        with pytest.raises(OSError, match="403"):
            opener.open(address)
        opener.addheaders = [("Host", "kast.example")]
        with pytest.raises(OSError, match="400"):
            opener.open(address)
