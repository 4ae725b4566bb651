from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.definition.example import FORM, HEAD
from tests.definition.versions import second

RENAMED = ("name: harm_work", "name: harm_home")


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the commands read the forms from, with two versions of one."""
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "head-1.yaml").write_text(HEAD, "utf-8")
    (folder / "tiny-1.yaml").write_text(FORM, "utf-8")
    (folder / "tiny-2.yaml").write_text(
        second(RENAMED, changes="renamed: {harm_home: harm_work}"), "utf-8"
    )
    monkeypatch.setenv("KAST_EVAL_FORMS", str(folder))
    return folder


@pytest.mark.usefixtures("forms")
def test_compare_tells_what_changed_and_writes_the_map(run: Run, tmp_path: Path) -> None:
    ran = run("forms", "compare", "tiny-1", "tiny-2", "--map", "new/map.csv")
    assert (ran.code, ran.err) == (0, "")
    assert "harm_work som besvarat är harm_home harmoniserat." in ran.out
    assert "harm_work,0,4,harm_home,same" in (tmp_path / "new" / "map.csv").read_text("utf-8")
    ran = run("forms", "compare", "T1", "T", "--language", "en")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "T Tiny: from version 1 to version 2")


def test_compare_refuses_what_would_lose_answers(run: Run, forms: Path, tmp_path: Path) -> None:
    (forms / "tiny-2.yaml").write_text(second(RENAMED), "utf-8")
    ran = run("forms", "compare", "tiny-1", "tiny-2", "--map", "map.csv")
    assert ran.code == 1
    assert "- tiny-2.yaml:1: «harm_work» fanns i version 1 men inte här." in ran.out
    assert not (tmp_path / "map.csv").exists()


@pytest.mark.usefixtures("forms")
@pytest.mark.parametrize(
    "asked",
    [
        ("tiny-2", "tiny-1"), ("tiny-1", "tiny-1"), ("tiny-1", "tiny-9"), ("tiny-1", "nothing"),
        ("tiny-1", "tiny-2", "--map", "map.xlsx"),
    ],
)  # fmt: skip
def test_compare_tells_what_it_cannot_do_in_one_line(run: Run, asked: tuple[str, ...]) -> None:
    ran = run("forms", "compare", *asked)
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
