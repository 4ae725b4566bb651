import re
import shutil
from pathlib import Path

import pytest

from kast_eval.dataset.codebook import codebook_table
from kast_eval.dataset.codebook_text import codebook_text
from kast_eval.definition.derived import read_derivations
from kast_eval.wording import Language
from tests.cli.conftest import Run
from tests.definition.example import REAL_FORMS, real_library
from tests.paper.pictures import page_texts

LIBRARY = real_library()
DERIVATIONS = read_derivations(REAL_FORMS, LIBRARY)


def test_forms_check_reads_all_forms(run: Run) -> None:
    ran = run("forms", "check")
    assert (ran.code, ran.err) == (0, "")
    letters = [form.letter for form in LIBRARY.newest_forms]
    *of_forms, last = ran.out.splitlines()
    assert [line.split()[0] for line in of_forms] == letters
    beside = "derived.yaml, schedule.yaml, keying.yaml, conversation.yaml"
    assert last == f"{beside} och manualens texter: inga fel."
    assert "no faults" in run("forms", "check", "--language", "en").out


def test_forms_check_tells_every_fault_with_its_place(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "forms"
    broken.mkdir()
    for name in ("start-1.yaml", "session-1.yaml"):
        text = (REAL_FORMS / name).read_text("utf-8")
        (broken / name).write_text(text.replace("largest", "largets").replace("\ntitle", "\ntitel"))
    shutil.copy(REAL_FORMS / "head-1.yaml", broken)
    monkeypatch.setenv("KAST_EVAL_FORMS", str(broken))
    ran = run("forms", "check")
    assert (ran.code, ran.out) == (1, "")
    assert re.findall(r"^(\w+-1)\.yaml:\d+: ", ran.err, re.MULTILINE) == ["session-1", "start-1"]


@pytest.mark.parametrize(
    ("file", "part", "spoiled", "says"),
    [
        ("derived.yaml", "urge_max_7d - t0", "urge_max - t0", "derived.yaml:61: Regeln «urge_max"),
        ("schedule.yaml", "target: 91", "target: 9", "måldagen ligger i det"),
        ("keying.yaml", "floor_percent: 10", "floor_percent: 0", "keying.yaml:15: Talet ska ligga"),
        ("conversation.yaml", "when: up", "when: some", "conversation.yaml:60: «some» passar inte"),
        # What the manual speaks of has another number.
        ("contact_log-1.yaml", "number: 9", "number: 19", "{L9} finns inte"),
        # A page that is fuller than a page.
        ("start-1.yaml", "name: children_home\n        asked: on request",
         "name: children_home", "start-1.yaml:27: Formuläret start, sida 1: innehållet är"),
        ("start-1.yaml", "name: readiness\n        asked: on request", "name: readiness",
         "start-1.yaml:199: Formuläret start, sida 2: innehållet är"),
        ("contact_log-1.yaml", "rows: 19", "rows: 30", "contact_log-1.yaml:28: Formuläret"),
    ],
)  # fmt: skip
def test_forms_check_reads_what_is_made_of_the_forms(  # noqa: PLR0917 - the fault is four words.
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, part: str, spoiled: str,
    says: str,
) -> None:  # fmt: skip
    folder = shutil.copytree(REAL_FORMS, tmp_path / "forms")
    text = (folder / file).read_text("utf-8")
    assert part in text
    (folder / file).write_text(text.replace(part, spoiled, 1), "utf-8")
    (folder / "released.sha256").write_text("")
    monkeypatch.setenv("KAST_EVAL_FORMS", str(folder))
    ran = run("forms", "check")
    assert (ran.code, ran.out) == (1, "")
    assert says in ran.err
    assert re.fullmatch(r"([\w-]+\.(yaml|md):\d+: .+\n)+", ran.err)
    assert len(set(ran.err.splitlines())) == ran.err.count("\n")


def test_print_writes_a_blank_form_named_after_it(run: Run, tmp_path: Path) -> None:
    ran = run("print", "D")
    assert (ran.code, ran.out) == (0, "session-1-sv.pdf är skriven.\n")
    assert (tmp_path / "session-1-sv.pdf").read_bytes().startswith(b"%PDF")


def test_print_takes_version_language_and_file(run: Run, tmp_path: Path) -> None:
    ran = run("print", "session", "--version", "1", "--language", "en", "--out", "new/d.pdf")
    assert (ran.code, ran.out) == (0, f"{Path('new/d.pdf')} is written.\n")
    english = (tmp_path / "new" / "d.pdf").read_bytes()
    run("print", "session-1", "--out", "d.pdf")
    assert english != (tmp_path / "d.pdf").read_bytes()


def test_print_takes_the_optional_questions(run: Run, tmp_path: Path) -> None:
    for name, optional in (("all.pdf", None), ("one.pdf", "confidence"), ("none.pdf", "")):
        chosen = () if optional is None else ("--optional", optional)
        assert run("print", "checkin", *chosen, "--out", name).code == 0
    every, one, none = (
        len(page_texts((tmp_path / name).read_bytes())[0])
        for name in ("all.pdf", "one.pdf", "none.pdf")
    )
    assert every > one > none


def test_print_puts_what_has_no_room_on_an_extra_page(run: Run, tmp_path: Path) -> None:
    assert run("print", "start", "--optional", "readiness,A26", "--out", "more.pdf").code == 0
    *_, extra = pages = page_texts((tmp_path / "more.pdf").read_bytes())
    assert len(pages) == LIBRARY.newest("start").pages + 1
    assert "Tilläggsfrågor" in extra
    assert "Hur redo är du" in extra


def test_print_takes_an_optional_question_by_its_printed_number(run: Run, tmp_path: Path) -> None:
    assert run("print", "checkin", "--optional", "c5", "--out", "number.pdf").code == 0
    assert run("print", "checkin", "--optional", "confidence", "--out", "name.pdf").code == 0
    assert (tmp_path / "number.pdf").read_bytes() == (tmp_path / "name.pdf").read_bytes()
    assert "A21 (readiness)" in run("print", "start", "--optional", "A5").err


def test_print_names_the_optional_questions_that_there_are(run: Run) -> None:
    ran = run("print", "start", "--optional", "readiness, urge")
    assert ran.code == 1
    assert "«urge»" in ran.err
    assert "readiness" in ran.err
    assert "–" in run("print", "contact_log", "--optional", "x").err


def test_the_codebook_is_a_table_or_a_list_by_its_ending(run: Run, tmp_path: Path) -> None:
    assert run("codebook", "--out", "a.csv").code == 0
    assert run("codebook", "--out", "a.TXT", "--language", "en").code == 0
    assert (tmp_path / "a.csv").read_bytes() == codebook_table(LIBRARY.forms, DERIVATIONS)
    assert (tmp_path / "a.TXT").read_bytes() == codebook_text(
        LIBRARY.forms, Language.EN, DERIVATIONS
    )
