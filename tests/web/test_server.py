import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval.instance_settings import Hosting
from kast_eval.web.server import PortError, address, listen
from tests.actions.at_the_clinic import FORMS

SERVE = """
import signal
import sys
from pathlib import Path
from threading import Thread
from wsgiref.types import StartResponse, WSGIEnvironment
from kast_eval.definition.library import read_library
from kast_eval.instance_settings import InstanceSettings
from kast_eval.store.database import open_database
from kast_eval.study.plan import read_plan
from kast_eval.web.front import Front
from kast_eval.web.server import listen, serve
from kast_eval.wording import Language
# As a shell does to what it starts in the background.
signal.signal(signal.SIGINT, signal.SIG_IGN)
plan = read_plan(Path(sys.argv[2]), read_library(Path(sys.argv[2])))
folder = Path(sys.argv[1])
open_database(folder, training=True).close()
front = Front(folder, plan, InstanceSettings())
with listen() as listener:
    serve(front, listener, language=Language.SV, passphrase=None)
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(tmp_path / "instance"), str(FORMS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        yield started
        # A test that fails leaves no server behind.
        started.kill()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_start_prints_one_link_that_signs_in_and_a_signal_ends_it(
    program: subprocess.Popen[str], ending: signal.Signals
) -> None:
    assert program.stdout is not None
    link = program.stdout.readline().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/sign-in/[\w-]{40,}", link)
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(link) as answer:
        assert answer.url.endswith("/today")
        assert "Server" not in answer.headers
        assert "Skriv in ett ark" in answer.read().decode()
    program.send_signal(ending)
    rest, faults = program.communicate(timeout=20)
    assert (rest, faults) == ("", "")


def test_a_port_that_is_taken_is_told_so() -> None:
    with listen() as listener:
        port = int(address(listener).rsplit(":", 1)[1])
        with pytest.raises(PortError, match=f"Porten {port} går inte att använda"):
            listen(Hosting(port=port))


def test_an_address_of_the_longer_sort_is_written_in_brackets() -> None:
    with listen(Hosting("::1", 0)) as listener:
        assert re.fullmatch(r"http://\[::1\]:\d+", address(listener))


def test_only_the_machine_itself_is_listened_to() -> None:
    with listen() as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
