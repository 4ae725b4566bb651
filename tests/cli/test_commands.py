from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("print", "Q"), "Formuläret finns inte. Välj något av: A (start)"),
        (("print", "Q", "--language", "en"), "There is no such form"),
        (("print", "session", "--version", "2"), "Samtalslogg finns inte i den versionen"),
        (("print", "session", "--out", "instance"), "instance går inte att skriva"),
        (("codebook", "--out", "codebook.doc"), "tabell (.csv) eller lista (.txt)"),
        (("codebook", "--out", "instance/a.csv/b.csv"), "går inte att skriva"),
        (("export", "--site", "0000", "--out", "new"), "finns ingen databas"),
        (("labels", "--site", "0000", "--count", "1", "--out", "a.pdf"), "finns ingen databas"),
        (("export", "--site", "0000", "--out", "instance"), "inte tom"),
    ],
)
def test_an_error_is_one_line_and_nothing_is_written(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    (tmp_path / "instance" / "a.csv").mkdir(parents=True)
    (tmp_path / "instance" / "a.csv" / "b.csv").mkdir()
    (tmp_path / "instance" / "a.csv" / "b.csv" / "kept").touch()
    ran = run(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert told in ran.err
    assert [file.name for file in tmp_path.iterdir()] == ["instance"]
