"""What an IT department copies is held to what the program understands."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from kast_eval.cli.serve import serve

ROOT = Path(__file__).parents[2]
SERVICE = ROOT / "tools" / "service"
UNIT = SERVICE / "kast-eval@.service"
SCRIPT = SERVICE / "windows-service.ps1"
KNOWN = {name for option in serve.params for name in option.opts}

NEEDED = {
    "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "", "LimitCORE": "0", "UMask": "0077", "StateDirectoryMode": "0700",
    "MemoryDenyWriteExecute": "yes", "IPAddressDeny": "any", "IPAddressAllow": "localhost",
}  # fmt: skip


def unit() -> configparser.SectionProxy:
    # A unit may name a setting twice; the last one counts here.
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign] # Names keep their case.
    parser.read_string(UNIT.read_text("utf-8"))
    return parser["Service"]


def test_the_unit_is_closed_in() -> None:
    assert {name: unit()[name] for name in NEEDED} == NEEDED


def test_the_unit_runs_each_clinic_as_an_account_of_its_own() -> None:
    assert unit()["User"] == unit()["Group"] == "kast-%i"
    assert unit()["StateDirectory"] == "kast-eval/%i"
    assert unit()["ExecStart"].endswith("--instance /var/lib/kast-eval/%i")


@pytest.mark.parametrize("file", [UNIT, SCRIPT])
def test_only_options_are_given_that_the_program_has(file: Path) -> None:
    commands = re.findall(r"kast-eval(?:\.exe)? serve(.*)", file.read_text("utf-8"))
    assert commands
    assert {option for one in commands for option in re.findall(r"--[\w-]+", one)} <= KNOWN
    assert isinstance(serve, click.Command)


@pytest.mark.parametrize("file", [SERVICE / "nginx.conf", SERVICE / "Caddyfile"])
def test_what_a_visitor_says_of_the_way_is_written_anew(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "X-Forwarded-For" in text
    assert "X-Forwarded-Proto" in text
    # Added to what the visitor sent, it would be the visitor's word that is believed.
    assert "proxy_add_x_forwarded_for" not in text


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_understands_the_unit_and_finds_little_exposed(tmp_path: Path) -> None:
    file = tmp_path / "kast-eval@town.service"
    # The program and its account are where the unit says only on a server.
    text = UNIT.read_text("utf-8").replace("/opt/kast_eval/.venv/bin/kast-eval", "/bin/true")
    file.write_text(re.sub("kast-%i", "root", text))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(file)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert str(file) not in checked.stderr
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(file)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    (level,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", rated.stdout)
    assert float(level) < 2
