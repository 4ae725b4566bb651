import random
from pathlib import Path

import pytest

from kast_eval.kit.codes import KitCodes, codes_table
from kast_eval.study.client_code import draw_codes
from tests.cli.conftest import Run


def kit(letters: str) -> bytes:
    chooser = random.Random(5)
    relatives = f"R{letters[1]}"
    return codes_table(
        KitCodes(draw_codes(letters, 4, (), chooser), draw_codes(relatives, 1, (), chooser))
    )


@pytest.mark.usefixtures("instance")
def test_the_codes_of_a_kit_are_registered_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_bytes(kit("XX"))
    ran = run("codes", "register", "codes.csv", "--site", "0000")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "5 koder är registrerade som utgivna, 0 var det redan.\n"
    again = run("codes", "register", "codes.csv", "--site", "0000", "--language", "en")
    assert again.out == "0 codes are registered as issued, 5 were so already.\n"


@pytest.mark.parametrize(
    ("file", "site", "told"),
    [
        ("codes.csv", "0000", "codes.csv:2: Koden hör till en annan mottagning."),
        ("codes.csv", "0001", "Mottagningen finns inte."),
        ("no.csv", "0000", "no.csv går inte att läsa"),
        ("instance/database.key", "0000", "database.key:1: Filen är ingen lista med koder."),
    ],
)
@pytest.mark.usefixtures("instance")
def test_what_cannot_be_registered_is_told_in_one_line(
    run: Run, tmp_path: Path, file: str, site: str, told: str
) -> None:
    (tmp_path / "codes.csv").write_bytes(kit("GB"))
    ran = run("codes", "register", file, "--site", site)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(told)
    assert ran.err.count("\n") == 1
