import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "manual/promises.md").read_text("utf-8"))


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_what_a_promise_is_shown_by_is_there(file: str, test: str) -> None:
    assert f"\ndef {test}(" in (ROOT / file).read_text("utf-8")


def test_every_test_of_a_promise_is_of_a_promise_in_the_table() -> None:
    files = {f"tests/promises/{one.name}" for one in (ROOT / "tests/promises").glob("test_*.py")}
    unnamed = files - {file for file, _ in NAMED}
    assert unnamed == {"tests/promises/test_table.py"}
