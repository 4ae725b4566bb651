import csv
from datetime import date
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.dataset.coded_tables import Source
from kast_eval.dataset.columns import column_names
from kast_eval.dataset.export import export_files
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.definition.derived import read_derivations
from kast_eval.definition.library import Library
from kast_eval.kinds import Words
from kast_eval.study.site import TRAINING_SITE, Site
from kast_eval.training.random_texts import random_texts
from tests.dataset.made import CHECKIN, LIBRARY, SESSION, START, TODAY, first_session, sheet
from tests.definition.versions import compared

CLINIC = Site("0680", "Jönköping", "GB", "RB", in_study=True, training=False)
OUTSIDE = Site("0680", "Jönköping", "GB", "RB", in_study=False, training=False)

SHEETS = (
    sheet(CHECKIN, 2, person="ZZZZZZZZZZ", mood_7d="4", urge_max_7d="3|4"),
    sheet(CHECKIN, 1, person="ZZZZZZZZZZ", mood_7d="3"),
    sheet(CHECKIN, 1, person="AAAAAAAAAA", mood_7d="v"),
    sheet(START, person="ZZZZZZZZZZ", trig="1 0", age_years="41"),
    first_session(),
)


def exported(site: Site = CLINIC, sheets: tuple[KeyedSheet, ...] = SHEETS) -> dict[str, bytes]:
    by_form = {
        form.form: [one for one in sheets if one.definition.form == form.form]
        for form in LIBRARY.forms
    }
    return dict(export_files(Source(site, LIBRARY.forms, by_form), TODAY))


def read(contents: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(contents.decode(), newline="")))


def test_there_is_one_file_a_form_and_one_for_flags_and_codebook() -> None:
    forms = [f"{form.form}.csv" for form in LIBRARY.newest_forms]
    derived = ["derived.csv", "episodes.csv"]
    assert list(exported()) == ["LÄS_MIG.txt", *forms, *derived, "flags.csv", "codebook.csv"]


def test_a_form_without_sheets_has_its_header() -> None:
    files = exported(sheets=())
    for form in LIBRARY.forms:
        names = ",".join(column_names([form]))
        assert files[f"{form.form}.csv"].decode() == f"{names}\n"


def test_rows_stand_in_the_order_of_what_they_say() -> None:
    rows = read(exported()["checkin.csv"])
    assert [(row["person_id"], row["timepoint"], row["mood_7d"]) for row in rows] == [
        ("AAAAAAAAAA", "s01", "-4"),
        ("ZZZZZZZZZZ", "s01", "3"),
        ("ZZZZZZZZZZ", "s02", "4"),
    ]


# A whole export in every example: few of them, and no deadline where coverage slows them down.
whole_exports = settings(max_examples=25, deadline=None)


@whole_exports
@given(st.permutations(SHEETS))
def test_the_order_of_keying_leaves_no_trace(sheets: list[KeyedSheet]) -> None:
    assert exported(sheets=tuple(sheets)) == exported()


def test_each_ruled_item_is_told_by_person_and_time_point() -> None:
    assert read(exported()["flags.csv"]) == [
        {
            "person_id": "ZZZZZZZZZZ", "episode_no": "1", "timepoint": point, "form": form,
            "item": item, "ruling": ruling,
        }
        for point, form, item, ruling in (
            ("s02", "checkin", "urge_max_7d", "ambiguous"),
            ("t0", "start", "trig", "contradiction"),
        )
    ]  # fmt: skip


def test_training_cannot_be_mixed_with_real_data() -> None:
    training, real = exported(TRAINING_SITE), exported()
    assert set(training).isdisjoint(real)
    assert all("ÖVNING" in name for name in training)
    for name, contents in training.items():
        if name.endswith(".csv"):
            header, *rows = contents.decode().splitlines()
            assert header.startswith("training,")
            assert all(row.startswith("1,") for row in rows)
            # Real files have no such column, so that stacking the two fails.
            first, *_ = real[name.removeprefix("ÖVNING_")].decode().split(",")
            assert first != "training"
    assert "påhittade" in training["LÄS_MIG_ÖVNING.txt"].decode()


@pytest.mark.parametrize(("site", "alone"), [(CLINIC, False), (OUTSIDE, True)])
def test_a_real_export_says_that_it_is_personal_data_in_both_languages(
    site: Site, *, alone: bool
) -> None:
    text = exported(site)["LÄS_MIG.txt"].decode()
    assert "PERSONUPPGIFTER" in text
    assert "PERSONAL DATA" in text
    assert ("bara för mottagningen själv" in text) is alone


def test_every_sheet_is_told_of_once() -> None:
    told: list[None] = []
    source = Source(CLINIC, LIBRARY.forms, {"checkin": SHEETS[:3]})
    export_files(source, TODAY, tell=lambda: told.append(None))
    assert len(told) == 3


CANARY = "kanariefågel"


@whole_exports
@given(st.integers(0, 10_000))
def test_no_written_word_ever_leaves(seed: int) -> None:
    chooser = Random(seed)
    sheets = []
    for number, form in enumerate((START, CHECKIN, SESSION)):
        texts = random_texts(form, chooser, last_day=date(2026, 9, 1))
        for item in form.items:
            if isinstance(item.kind, Words):
                texts[item.name] = f"{CANARY}{number} {item.name[:9]}"
        everything = frozenset(item.name for item in form.items)
        sheets.append(
            KeyedSheet(
                "0123456789", "0680", 1, form, everything, 1, "s01", 1, texts
            )  # Every item was asked, also those on request.
        )
    files = exported(sheets=tuple(sheets))
    assert CANARY.encode() not in b"".join(files.values())
    for text in sheets[0].texts.values():
        # Nor does a day leave as a date.
        if len(text) == len("2026-09-01"):
            assert text.encode() not in b"".join(files.values())


def test_a_form_with_two_versions_leaves_as_answered_and_harmonised(tmp_path: Path) -> None:
    step = compared(
        tmp_path,
        ("name: harm_work", "name: harm_home"),
        changes="renamed: {harm_home: harm_work}",
    )
    sheets = (
        sheet(step.old, person="AAAAAAAAAA", harm_work="3"),
        sheet(step.new, person="BBBBBBBBBB", harm_home="4"),
    )
    files = export_files(Source(CLINIC, (step.old, step.new), {"tiny": sheets}), TODAY)
    assert [(row["harm_work"], row["harm_home"]) for row in read(files["tiny.csv"])] == [
        ("3", "-9"),
        ("-9", "4"),
    ]
    rows = read(files["tiny_harmonised.csv"])
    assert [(row["form_version"], row["harm_home"]) for row in rows] == [("1", "3"), ("2", "4")]
    assert "harm_work" not in rows[0]


def test_variables_are_worked_out_of_the_newest_codes_whatever_version_was_answered(
    tmp_path: Path,
) -> None:
    step = compared(
        tmp_path, ("97: {sv: annat", "3: {sv: annat"), changes="recoded: {goal: {97: 3}}"
    )
    (tmp_path / "derived.yaml").write_text(
        "derived: 1\nscores: []\nvariables:\n  - name: goal_other\n    label: {sv: A, en: A}\n"
        "    at: [t0]\n    value: goal == 3\n    yes_no: true\n",
        "utf-8",
    )
    derivations = read_derivations(tmp_path, Library((step.old, step.new)))
    sheets = (sheet(step.old, person="OLD", goal="97"), sheet(step.new, person="NEW", goal="3"))
    source = Source(CLINIC, (step.old, step.new), {"tiny": sheets}, derivations)
    rows = read(export_files(source, TODAY)["derived.csv"])
    assert {row["person_id"]: row["goal_other"] for row in rows} == {"OLD": "1", "NEW": "1"}
