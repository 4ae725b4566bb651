import csv
from pathlib import Path

import pytest

from kast_eval.actions.training_link import training_link
from kast_eval.clock import now
from kast_eval.store.database import open_database
from kast_eval.store.entries import add_entry
from kast_eval.store.keyed_sheets import first_entries
from tests.cli.conftest import Run

TABLE = """interview,coder,tid_why,cf_law
o01,EL,2,1
o01,MK,2,1
o02,EL,0,1
o02,MK,1,1
o03,EL,1,4
"""


def test_a_table_gives_figures_and_reasons(run: Run, tmp_path: Path) -> None:
    (tmp_path / "codings.csv").write_text(TABLE, "utf-8")
    ran = run("agreement", "--from", "codings.csv", "--out", "agreement.csv")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "K Intervjukodning, version 1: 3 intervjuer, 2 kodade av två."
    assert lines[1].split() == ["Fråga", "Intervjuer", "Procent", "Kappa", "Alfa"]
    (why,) = (line for line in lines if line.startswith("K3 "))
    assert why.split()[-4:] == ["2", "50", "0,33", "0,73"]
    assert len({len(line) for line in lines[1:-3]}) == 1
    assert any("K14: alla fick samma kod" in line for line in lines)
    assert any("ingen intervju är kodad av två" in line for line in lines)
    assert lines[-1] == "agreement.csv är skriven."
    with (tmp_path / "agreement.csv").open(encoding="utf-8", newline="") as file:
        assert {row["variable"] for row in csv.DictReader(file)} >= {"tid_why", "cf_law"}


def test_figures_are_told_in_english(run: Run, tmp_path: Path) -> None:
    (tmp_path / "codings.csv").write_text(TABLE, "utf-8")
    out = run("agreement", "--from", "codings.csv", "--language", "en").out
    assert out.startswith("K Interview coding, version 1: 3 interviews, 2 coded by two.\n")
    assert "0.33" in out
    assert "0,33" not in out


@pytest.mark.usefixtures("instance")
def test_what_is_keyed_is_compared_once_it_is_coded_twice(run: Run, tmp_path: Path) -> None:
    once = run("agreement", "--site", "0000")
    assert once.code == 0
    assert once.out.startswith("K Intervjukodning, version 1: 2 intervjuer, 0 kodade av två.\n")
    database = open_database(tmp_path / "instance", training=True)
    with database.begin() as session:
        for sheet, entry in tuple(first_entries(session, ("0000",), form="interview")):
            add_entry(
                session, sheet.id, entry.texts, {}, entered_by=entry.entered_by,
                entered_at=now(), submission=f"second {sheet.id}", keying=2,
            )  # fmt: skip
    database.close()
    twice = run("agreement")
    assert twice.out.startswith("K Intervjukodning, version 1: 2 intervjuer, 2 kodade av två.\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--site", "0000", "--from", "a.csv"), "Välj antingen --site eller --from."),
        (("--from", "a.csv"), "a.csv går inte att läsa (den finns inte)."),
        (("--site", "0001"), "Mottagningen finns inte."),
    ],
)
@pytest.mark.usefixtures("instance")
def test_what_cannot_be_compared_is_told_in_one_line(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    ran = run("agreement", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(told)
    assert ran.err.count("\n") == 1


def test_a_clinic_without_interviews_is_told_what_comes_first(run: Run, tmp_path: Path) -> None:
    database = open_database(tmp_path / "instance", training=True)
    with database.begin() as session:
        training_link(session, now())
    database.close()
    ran = run("agreement")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Ingen intervju är kodad än. Skriv in den första kodningen.\n"
